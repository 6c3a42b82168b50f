// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace mathtts
{

/*! The icon resources/icons/NAME.svg. Its currentColor is the palette's text color at the time of painting, so the
 *  icon follows light, dark and high contrast by itself. */
QIcon icon(const QString &name);

/*! As icon(), always in \a color. */
QIcon icon(const QString &name, const QColor &color);

} // namespace mathtts
