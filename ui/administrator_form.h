// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGroupBox>

class QLabel;
class QLineEdit;
class QPushButton;

namespace mathtts
{

/*! Asks for the name and, twice, the password of the first administrator. */
class AdministratorForm : public QGroupBox
{
    Q_OBJECT

public:
    explicit AdministratorForm(QWidget *parent = nullptr);

    /*! The fewest characters of a password. */
    void setLeastPassword(int characters);
    /*! Says why there is no account, and lets try again. */
    void refuse(const QString &reason);
    /*! Forgets what was typed. */
    void clear();

Q_SIGNALS:
    void filled(const QString &name, const QString &password);

private:
    void submit();

    QLineEdit *m_name;
    QLineEdit *m_password;
    QLineEdit *m_again;
    QLabel *m_rule;
    QLabel *m_mistake;
    QPushButton *m_make;
    int m_least = 8;
};

} // namespace mathtts
