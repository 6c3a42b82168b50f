// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/latex.h"

#include "engine/latex/reader.h"

namespace mathtts
{

bool readLatex(std::string_view input, const Options &options, const Limits &limits, Tree &tree,
               Diagnostics &diagnostics)
{
    return latex::Reader(options, limits, tree, diagnostics).read(input);
}

} // namespace mathtts
