// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/formula_editor.h"

#include "ui/appearance.h"
#include "ui/formula_highlighter.h"
#include "ui/problem_gutter.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

using namespace std::chrono_literals;
using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
constexpr auto typingPause = 700ms;

/*! Whether \a position is in \a span or at its edge. */
bool touches(TextSpan span, int position)
{
    return span.begin <= position && position <= span.end;
}

QTextCursor select(QTextDocument *document, TextSpan span)
{
    const int last = document->characterCount() - 1;
    QTextCursor cursor(document);
    cursor.setPosition(std::min(span.begin, last));
    cursor.setPosition(std::min(span.end, last), QTextCursor::KeepAnchor);
    return cursor;
}

QString localFile(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}
} // namespace

FormulaEditor::FormulaEditor(const KSyntaxHighlighting::Definition &syntax, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new FormulaHighlighter(document(), syntax))
    , m_gutter(new ProblemGutter(*this))
{
    setViewportMargins(ProblemGutter::slimWidth, 0, 0, 0);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    document()->setDocumentMargin(10);
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(typingPause);
    connect(&m_typingPause, &QTimer::timeout, this, &FormulaEditor::showProblems);
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed == added) return; // colors only
        m_typingPause.start();
        setSpoken({});
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &FormulaEditor::showProblems);
}

void FormulaEditor::setTheme(const Theme &theme)
{
    m_theme = theme;
    setPalette(panePalette(theme, hasFocus()));
    m_gutter->setTheme(theme);
    m_highlighter->setTheme(theme);
    m_highlighter->rehighlight();
    updateMarks();
}

bool FormulaEditor::replaceText(const QString &text)
{
    if (text.size() > mostCharacters) {
        Q_EMIT tooLong(text.size());
        return false;
    }
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.movePosition(QTextCursor::Start);
    setTextCursor(cursor);
    m_typingPause.stop(); // nobody is typing it
    return true;
}

void FormulaEditor::setProblems(const std::vector<Problem> &problems)
{
    m_all = problems;
    showProblems();
}

bool FormulaEditor::isBeingTyped(const Problem &problem) const
{
    return m_typingPause.isActive() && touches(problem.span, textCursor().position());
}

void FormulaEditor::showProblems()
{
    std::vector<Problem> shown;
    std::ranges::copy_if(m_all, std::back_inserter(shown),
                         [this](const Problem &problem) { return !isBeingTyped(problem); });
    if (shown == m_shown) return;
    m_shown = std::move(shown);
    updateMarks();
    Q_EMIT problemsChanged();
}

void FormulaEditor::updateMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (!m_spoken.isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = select(document(), m_spoken);
        mark.format.setBackground(QColor(m_theme.editorColor(Theme::ReplaceHighlight)));
        marks << mark;
    }
    for (const Problem &problem : m_shown) {
        TextSpan span = problem.span;
        if (span.isEmpty()) { // something is missing here: mark the character before it
            span.end = std::max(span.begin, 1);
            span.begin = span.end - 1;
        }
        QTextEdit::ExtraSelection mark;
        mark.cursor = select(document(), span);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(
            m_theme.editorColor(problem.severity == Severity::error ? Theme::MarkError : Theme::MarkWarning));
        marks << mark;
    }
    setExtraSelections(marks);
}

int FormulaEditor::problemAtCaret() const
{
    const int position = textCursor().position();
    const auto found =
        std::ranges::find_if(m_shown, [position](const Problem &problem) { return touches(problem.span, position); });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int FormulaEditor::goToProblem(int step)
{
    m_typingPause.stop();
    showProblems();
    if (m_shown.empty()) return -1;
    const int position = textCursor().position();
    const int count = static_cast<int>(m_shown.size());
    int index = problemAtCaret();
    if (index >= 0) {
        index = (index + step + count) % count;
    } else if (step > 0) {
        index = static_cast<int>(
                    std::ranges::find_if(
                        m_shown, [position](const Problem &problem) { return problem.span.begin >= position; }) -
                    m_shown.begin()) %
                count;
    } else {
        const auto behind = std::ranges::count_if(
            m_shown, [position](const Problem &problem) { return problem.span.begin < position; });
        index = static_cast<int>(behind + count - 1) % count;
    }
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(m_shown[static_cast<std::size_t>(index)].span.begin, document()->characterCount() - 1));
    setTextCursor(cursor);
    return index;
}

void FormulaEditor::setSpoken(TextSpan span)
{
    if (span == m_spoken) return;
    m_spoken = span;
    updateMarks();
}

bool FormulaEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int position = cursorForPosition(viewport()->mapFrom(this, help->pos())).position();
        const auto problem =
            std::ranges::find_if(m_shown, [position](const Problem &one) { return touches(one.span, position); });
        if (problem == m_shown.end())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), problem->message.toHtmlEscaped(), this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

void FormulaEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), ProblemGutter::slimWidth, inside.height());
}

bool FormulaEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return !localFile(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void FormulaEditor::insertFromMimeData(const QMimeData *source)
{
    if (const QString path = localFile(source); !path.isEmpty()) {
        Q_EMIT fileDropped(path);
        return;
    }
    const qsizetype length = source->text().size() + document()->characterCount();
    if (length > mostCharacters)
        Q_EMIT tooLong(length);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace mathtts
