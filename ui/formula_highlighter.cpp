// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/formula_highlighter.h"

namespace mathtts
{

FormulaHighlighter::FormulaHighlighter(QTextDocument *document, const KSyntaxHighlighting::Definition &syntax)
    : SyntaxHighlighter(document)
{
    setDefinition(syntax);
}

void FormulaHighlighter::highlightBlock(const QString &text)
{
    if (text.size() <= longestLine) SyntaxHighlighter::highlightBlock(text);
}

} // namespace mathtts
