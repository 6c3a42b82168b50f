// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>

#include <QPlainTextEdit>
#include <QTimer>

#include <vector>

namespace mathtts
{

class FormulaHighlighter;
class ProblemGutter;

/*!
 * Where the formula is typed: syntax colors, a wave under every problem and a mark beside its line, and a mark on the
 * part that is being spoken.
 *
 * A problem at the place where somebody is typing is not shown before they pause: \fra is no mistake yet.
 */
class FormulaEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    /*! Longer texts are refused (tooLong()): laying them out would freeze the window. */
    static constexpr qsizetype mostCharacters = 1'000'000;

    explicit FormulaEditor(const KSyntaxHighlighting::Definition &syntax, QWidget *parent = nullptr);

    void setTheme(const KSyntaxHighlighting::Theme &theme);
    /*! Replaces the text; undo brings the old one back. False, and nothing changed, when it is too long. */
    bool replaceText(const QString &text);

    /*! Problems of the text as it is now. */
    void setProblems(const std::vector<Problem> &problems);
    /*! The problems that are shown now. */
    [[nodiscard]] const std::vector<Problem> &problems() const { return m_shown; }
    /*! Moves the caret to the next (\a step 1) or previous (-1) problem, around the end; its index, or -1. */
    int goToProblem(int step);
    /*! The problem at the caret, or -1. */
    [[nodiscard]] int problemAtCaret() const;

    /*! Marks the part that is being spoken and scrolls to it; empty: none. */
    void setSpoken(TextSpan span);

Q_SIGNALS:
    /*! problems() is different now. */
    void problemsChanged();
    void fileDropped(const QString &path);
    void tooLong(qsizetype characters);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void showProblems();
    void updateMarks();
    [[nodiscard]] bool isBeingTyped(const Problem &problem) const;

    FormulaHighlighter *m_highlighter;
    ProblemGutter *m_gutter;
    KSyntaxHighlighting::Theme m_theme;
    QTimer m_typingPause;
    std::vector<Problem> m_all;
    std::vector<Problem> m_shown;
    TextSpan m_spoken;
};

} // namespace mathtts
