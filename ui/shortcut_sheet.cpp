// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcut_sheet.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace mathtts
{

namespace
{
void addRow(QTreeWidget *list, const QString &menu, const QString &what, const QString &keys)
{
    auto *item = new QTreeWidgetItem(list, {what, keys, menu});
    item->setData(0, Qt::AccessibleTextRole, ShortcutSheet::tr("%1: %2").arg(what, keys));
}
} // namespace

ShortcutSheet::ShortcutSheet(const QMenuBar *menus, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(tr("Keyboard shortcuts"));
    list->setHeaderLabels({tr("What"), tr("Keys"), tr("Menu")});
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    addRow(list, {}, tr("Pause and go on, when not typing"),
           QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText));
    for (const QAction *menu : menus->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            if (action->shortcut().isEmpty()) continue;
            QStringList keys;
            for (const QKeySequence &key : action->shortcuts())
                keys << key.toString(QKeySequence::NativeText);
            addRow(list, menu->text().remove(u'&'), action->iconText(), keys.join(tr(" or ")));
        }
    }
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(buttons);
    resize(560, 520);
}

} // namespace mathtts
