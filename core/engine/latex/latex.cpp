// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/latex.h"

namespace mathtts
{

bool readLatex(std::string_view input, const Options &, const Limits &, Tree &tree, Diagnostics &)
{
    tree.clear();
    const NodeId text = tree.addToken(Element::mtext, input, {0, static_cast<std::uint32_t>(input.size())});
    tree.setRoot(tree.add(Element::math, {&text, 1}, tree[text].source));
    return true;
}

} // namespace mathtts
