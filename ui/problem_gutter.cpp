// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problem_gutter.h"

#include "ui/formula_editor.h"
#include "ui/icons.h"

#include <QPainter>

#include <map>

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
constexpr int iconSize = 14;
}

ProblemGutter::ProblemGutter(FormulaEditor &editor)
    : QWidget(&editor)
    , m_editor(editor)
{
    setObjectName("problemGutter");
    connect(&editor, &FormulaEditor::problemsChanged, this, qOverload<>(&QWidget::update));
    connect(&editor, &QPlainTextEdit::updateRequest, this, qOverload<>(&QWidget::update));
}

void ProblemGutter::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void ProblemGutter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_editor.palette().color(QPalette::Base));
    if (!m_theme.isValid()) return;
    const QWidget *text = m_editor.viewport();
    QTextCursor cursor = m_editor.textCursor();
    const int first = m_editor.cursorForPosition({0, 0}).position();
    const int last = m_editor.cursorForPosition({text->width(), text->height()}).position();
    std::map<int, bool> lines; // by their middle: whether there is an error
    for (const Problem &problem : m_editor.problems()) {
        if (problem.span.begin < first || problem.span.begin > last) continue;
        cursor.setPosition(problem.span.begin);
        lines[m_editor.cursorRect(cursor).center().y()] |= problem.severity == Severity::error;
    }
    for (const auto &[middle, isError] : lines) {
        const QColor color = m_theme.editorColor(isError ? Theme::MarkError : Theme::MarkWarning);
        const QRect place((width() - iconSize) / 2 + 1, middle - iconSize / 2, iconSize, iconSize);
        icon(isError ? u"error"_s : u"warning"_s, color).paint(&painter, place);
    }
}

} // namespace mathtts
