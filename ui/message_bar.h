// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace mathtts
{

/*! Says above the panes what happened or went wrong, until it is closed or a newer message comes. A screen reader is
 *  told at once. */
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showInformation(const QString &text);
    void showError(const QString &text);
    [[nodiscard]] QString text() const;

private:
    void show(const QString &iconName, const QString &text, bool urgent);

    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace mathtts
