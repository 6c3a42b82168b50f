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

/*!
 * The presentation tree as MathML Core, escaped and well-formed XML; with \a meaning, intent is added.
 *
 * Styled letters become mathematical alphanumeric symbols (U+211D for a double-struck R), since Core knows no other
 * mathvariant than normal. What Core can't show and other renderers can (menclose, column alignment, lines) is kept.
 * Linear; nothing recurses.
 */
std::string writeMathml(const Tree &tree, const Meaning *meaning, const MathmlOptions &options = {});

} // namespace mathtts
