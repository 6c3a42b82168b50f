// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/SyntaxHighlighter>

namespace mathtts
{

/*! KDE Syntax Highlighting for lines of a usual length; longer ones stay plain, so that typing in them stays fluid. */
class FormulaHighlighter : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT

public:
    static constexpr qsizetype longestLine = 5000;

    FormulaHighlighter(QTextDocument *document, const KSyntaxHighlighting::Definition &syntax);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace mathtts
