// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace mathtts
{

/*! Tells a screen reader something that no focus move tells: the one channel for it, so nothing is said twice.
 *  \a urgent interrupts what it is saying. */
void announce(QWidget *from, const QString &message, bool urgent = false);

} // namespace mathtts
