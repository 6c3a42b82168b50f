// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"

#include <string>

namespace mathtts
{

struct DumpOptions {
    bool details = false; ///< confidence with the runner-up, value and facts behind the name of a concept
    int indent = 0;       ///< blanks a level; 0: one line
};

/*!
 * The tree below the root as an s-expression: (power (letter "x") (number "2")).
 *
 * A leaf shows its text, an absent slot is "-". A node of the structural view shows its role: (s-number:integer "2").
 * With details, doubtful nodes read (cardinality@55|absolute-value ...)
 * and a value stands as #3. Linear; nothing recurses.
 */
std::string dumpMeaning(const Meaning &meaning, const DumpOptions &options = {});

} // namespace mathtts
