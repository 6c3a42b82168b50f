// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/tree/tree.h"

#include <string>

namespace mathtts
{

struct MathmlOptions {
    bool display = false;         ///< display="block"
    bool intent = true;           ///< add intent attributes where the meaning was inferred with confidence
    bool sourcePositions = false; ///< data-source="begin end" on every element, byte offsets
    int indent = 0;               ///< blanks a level; 0: one line
};

/*! The presentation tree as MathML Core, escaped; with \a meaning, intent is added. Linear; nothing recurses. */
std::string writeMathml(const Tree &tree, const Meaning *meaning, const MathmlOptions &options = {});

} // namespace mathtts
