// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"

namespace mathtts
{

NodeId readChemistry(const Passage &body, const LatexContext &context)
{
    const NodeId text = context.tree.addToken(Element::mtext, body.text, body.span());
    return context.tree.add(Element::mrow, {&text, 1}, body.span());
}

} // namespace mathtts
