// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QStringList>

namespace mathtts
{

/*! What screen readers were told, once recordAnnouncement() is the update handler of QAccessible. */
inline QStringList announcements;

inline void recordAnnouncement(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        announcements << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
}

} // namespace mathtts
