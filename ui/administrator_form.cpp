// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/administrator_form.h"

#include "ui/announce.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace mathtts
{

AdministratorForm::AdministratorForm(QWidget *parent)
    : QGroupBox(tr("The first administrator"), parent)
    , m_name(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_again(new QLineEdit(this))
    , m_rule(new QLabel(this))
    , m_mistake(new QLabel(this))
    , m_make(new QPushButton(tr("&Make the Administrator"), this))
{
    auto *about = new QLabel(tr("Pupils need no account; whoever manages accounts and limits does."), this);
    about->setWordWrap(true);
    m_name->setObjectName("administratorName");
    m_password->setObjectName("administratorPassword");
    m_again->setObjectName("administratorPasswordAgain");
    m_make->setObjectName("makeAdministrator");
    m_mistake->setObjectName("administratorMistake");
    m_name->setAccessibleName(tr("Name of the administrator"));
    m_password->setAccessibleName(tr("Password"));
    m_again->setAccessibleName(tr("The same password again"));
    for (QLineEdit *field : {m_password, m_again})
        field->setEchoMode(QLineEdit::Password);
    auto *shown = new QCheckBox(tr("S&how the password"), this);
    connect(shown, &QCheckBox::toggled, this, [this](bool isShown) {
        for (QLineEdit *field : {m_password, m_again})
            field->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    });
    m_rule->setWordWrap(true);
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    m_make->setAutoDefault(false);

    const auto label = [this](const QString &text, QWidget *field) {
        auto *made = new QLabel(text, this);
        made->setBuddy(field);
        return made;
    };
    auto *grid = new QGridLayout(this);
    grid->addWidget(about, 0, 0, 1, 4);
    grid->addWidget(label(tr("&Name"), m_name), 1, 0);
    grid->addWidget(m_name, 1, 1);
    grid->addWidget(shown, 1, 3);
    grid->addWidget(label(tr("Pass&word"), m_password), 2, 0);
    grid->addWidget(m_password, 2, 1);
    grid->addWidget(label(tr("A&gain"), m_again), 2, 2);
    grid->addWidget(m_again, 2, 3);
    grid->addWidget(m_rule, 3, 0, 1, 3);
    grid->addWidget(m_make, 3, 3, Qt::AlignRight);
    grid->addWidget(m_mistake, 4, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);

    connect(m_make, &QPushButton::clicked, this, &AdministratorForm::submit);
    for (QLineEdit *field : {m_name, m_password, m_again})
        connect(field, &QLineEdit::returnPressed, this, &AdministratorForm::submit);
    setLeastPassword(m_least);
}

void AdministratorForm::setLeastPassword(int characters)
{
    m_least = characters;
    m_rule->setText(tr("At least %n character(s), and not the name.", nullptr, characters));
    m_password->setAccessibleDescription(m_rule->text());
}

void AdministratorForm::refuse(const QString &reason)
{
    m_make->setEnabled(true);
    m_mistake->setText(reason);
    m_mistake->show();
    announce(this, reason, true);
}

void AdministratorForm::clear()
{
    for (QLineEdit *field : {m_name, m_password, m_again})
        field->clear();
    m_make->setEnabled(true);
    m_mistake->hide();
}

void AdministratorForm::submit()
{
    const auto refuseAt = [this](QLineEdit *field, const QString &reason) {
        field->setFocus(Qt::OtherFocusReason);
        field->selectAll();
        refuse(reason);
    };
    if (!m_make->isEnabled()) return; // it is being made
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) return refuseAt(m_name, tr("Type a name."));
    if (m_password->text().size() < m_least) return refuseAt(m_password, m_rule->text());
    if (m_password->text() != m_again->text()) return refuseAt(m_again, tr("The two passwords are not the same."));
    m_mistake->hide();
    m_make->setEnabled(false);
    Q_EMIT filled(name, m_password->text());
}

} // namespace mathtts
