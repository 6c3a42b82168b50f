// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <KSyntaxHighlighting/Theme>

#include <QWidget>

namespace mathtts
{

class FormulaEditor;

/*! The slim strip beside the lines of an editor, with the mark of the worst problem of each: error and warning differ
 * in shape, not in color alone. Screen readers hear problems from the editor. */
class ProblemGutter : public QWidget
{
    Q_OBJECT

public:
    static constexpr int slimWidth = 18; ///< pixels

    explicit ProblemGutter(FormulaEditor &editor);

    void setTheme(const KSyntaxHighlighting::Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    FormulaEditor &m_editor;
    KSyntaxHighlighting::Theme m_theme;
};

} // namespace mathtts
