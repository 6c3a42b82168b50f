// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/message_bar.h"

#include "ui/announce.h"
#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace mathtts
{

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName("message");
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close the message"));
    close->setToolTip(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    hide();
}

void MessageBar::showInformation(const QString &text)
{
    show(u"info"_s, text, false);
}

void MessageBar::showError(const QString &text)
{
    show(u"error"_s, text, true);
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::show(const QString &iconName, const QString &text, bool urgent)
{
    m_icon->setPixmap(icon(iconName).pixmap(QSize(20, 20), devicePixelRatio()));
    m_text->setText(text);
    setVisible(true);
    announce(this, text, urgent);
}

} // namespace mathtts
