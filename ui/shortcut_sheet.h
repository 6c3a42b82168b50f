// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMenuBar;

namespace mathtts
{

/*! All keys of the window in one list, taken from the menus themselves. */
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(const QMenuBar *menus, QWidget *parent = nullptr);
};

} // namespace mathtts
