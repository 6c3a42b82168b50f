// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as LaTeX: nothing may crash, and what is said must hold together.
#include "whole_way.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    mathtts::readAllTheWay(mathtts::Format::latex, data, size);
    return 0;
}
