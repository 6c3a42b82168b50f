// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/announce.h"

#include <QAccessible>
#include <QWidget>

namespace mathtts
{

void announce(QWidget *from, const QString &message, bool urgent)
{
    QAccessibleAnnouncementEvent event(from, message);
    event.setPoliteness(urgent ? QAccessible::AnnouncementPoliteness::Assertive
                               : QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
}

} // namespace mathtts
