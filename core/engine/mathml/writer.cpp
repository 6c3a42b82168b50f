// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/writer.h"

namespace mathtts
{

std::string writeMathml(const Tree &, const Meaning *, const MathmlOptions &)
{
    return "<math></math>";
}

} // namespace mathtts
