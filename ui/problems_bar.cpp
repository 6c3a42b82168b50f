// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems_bar.h"

#include "ui/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
constexpr int iconSize = 18;

QToolButton *makeButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAccessibleName(action->iconText());
    button->setAutoRaise(true);
    return button;
}
} // namespace

ProblemsBar::ProblemsBar(QAction *previous, QAction *next, QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_place(new QLabel(this))
    , m_previous(makeButton(previous, this))
    , m_next(makeButton(next, this))
{
    setObjectName("problems");
    m_text->setObjectName("problemText");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_place);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    setMinimumHeight(std::max(sizeHint().height(), m_next->sizeHint().height()));
    showHint();
}

void ProblemsBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    show(m_kind, m_text->text(), m_place->text(), 0, m_next->isVisibleTo(this) ? 2 : 1);
}

void ProblemsBar::showHint()
{
    show(Kind::hint, tr("Type a formula in LaTeX, such as %1").arg(u"\\frac{1}{2}"_s));
}

void ProblemsBar::showGood()
{
    show(Kind::good, tr("No problems"));
}

void ProblemsBar::showProblem(const Problem &problem, const QString &place, int index, int count)
{
    show(problem.severity == Severity::error ? Kind::error : Kind::warning, problem.message,
         count > 1 ? tr("%1 · %2 of %3").arg(place).arg(index + 1).arg(count) : place, index, count);
}

QString ProblemsBar::text() const
{
    return m_text->text();
}

void ProblemsBar::show(Kind kind, const QString &text, const QString &place, int, int count)
{
    m_kind = kind;
    QString name;
    QColor color;
    switch (kind) {
    case Kind::hint: name = u"info"_s; break;
    case Kind::good:
        name = u"good"_s;
        if (m_theme.isValid()) color = m_theme.textColor(Theme::String);
        break;
    case Kind::warning:
        name = u"warning"_s;
        if (m_theme.isValid()) color = m_theme.editorColor(Theme::MarkWarning);
        break;
    case Kind::error:
        name = u"error"_s;
        if (m_theme.isValid()) color = m_theme.editorColor(Theme::MarkError);
        break;
    }
    m_icon->setPixmap(icon(name, color).pixmap(QSize(iconSize, iconSize), devicePixelRatio()));
    m_text->setText(text);
    m_place->setText(place);
    m_previous->setVisible(count > 1);
    m_next->setVisible(count > 1);
}

} // namespace mathtts
