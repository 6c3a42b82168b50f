// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/latex/latex.h"
#include "engine/mathml/reader.h"

#include <QByteArray>

#include <string>

namespace mathtts
{

/*! The presentation tree of LaTeX, or of MathML that begins with "<math". */
inline Tree formula(const QByteArray &input)
{
    Tree tree;
    Diagnostics diagnostics;
    const std::string_view text(input.data(), static_cast<std::size_t>(input.size()));
    const bool mathml = text.starts_with("<math");
    const bool good = mathml ? readMathml(text, {}, {}, tree, diagnostics) : readLatex(text, {}, {}, tree, diagnostics);
    if (!good) tree.setRoot(noNode);
    return tree;
}

} // namespace mathtts
