// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading_view.h"

#include "ui/appearance.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
constexpr qsizetype usualParagraph = 800;    // a pause ends the paragraph from here on
constexpr qsizetype longestParagraph = 1600; // any blank does

/*! Breaks a long text into paragraphs; blanks become line breaks, so every word keeps its place. */
QString inParagraphs(QString text)
{
    if (text.size() <= longestParagraph) return text;
    qsizetype start = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] != u' ') continue;
        const QChar before = text[i - 1];
        const bool pause = before == u',' || before == u';' || before == u'.';
        if (i - start < (pause ? usualParagraph : longestParagraph)) continue;
        text[i] = u'\n';
        start = i + 1;
    }
    return text;
}
} // namespace

ReadingView::ReadingView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(12);
}

void ReadingView::setTheme(const Theme &theme)
{
    m_theme = theme;
    setPalette(panePalette(theme, hasFocus()));
    updateMark();
}

void ReadingView::setReading(const QString &text)
{
    setSpoken({});
    const QString now = inParagraphs(text);
    const QString old = toPlainText();
    const qsizetype common = std::min(old.size(), now.size());
    const qsizetype same = std::mismatch(old.begin(), old.begin() + common, now.begin()).first - old.begin();
    if (same == old.size() && same == now.size()) return;
    const qsizetype sameAtEnd =
        std::mismatch(old.rbegin(), old.rbegin() + (common - same), now.rbegin()).first - old.rbegin();
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(old.size() - sameAtEnd), QTextCursor::KeepAnchor);
    cursor.insertText(now.mid(same, now.size() - sameAtEnd - same));
}

void ReadingView::setSpoken(TextSpan span)
{
    if (span == m_spoken) return;
    m_spoken = span;
    updateMark();
    if (!span.isEmpty()) keepInSight(span.begin);
}

void ReadingView::updateMark()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const int last = document()->characterCount() - 1; !m_spoken.isEmpty() && m_spoken.end <= last) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(m_spoken.begin);
        mark.cursor.setPosition(m_spoken.end, QTextCursor::KeepAnchor);
        mark.format.setBackground(QColor(m_theme.editorColor(Theme::SearchHighlight)));
        mark.format.setForeground(QColor(m_theme.textColor(Theme::Normal)));
        mark.format.setFontUnderline(true); // not by color alone
        marks << mark;
    }
    setExtraSelections(marks);
}

void ReadingView::keepInSight(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    const QRect word = cursorRect(cursor);
    if (viewport()->rect().contains(word)) return;
    // The scroll bar counts lines. A word that is not laid out yet is found by its paragraph first.
    if (!cursor.block().isVisible() || word.isEmpty()) return;
    const int lines = (word.center().y() - viewport()->height() / 3) / std::max(1, fontMetrics().lineSpacing());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + lines);
}

void ReadingView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        event->ignore();
    else
        QPlainTextEdit::keyPressEvent(event);
}

} // namespace mathtts
