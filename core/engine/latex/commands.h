// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>
#include <string_view>

namespace mathtts::latex
{

/*! What a command does; the data is in resources/latex/. */
enum class Action : std::uint8_t {
    token,    // a leaf
    bigToken, // a leaf that takes limits in display style
    macro,
    // built of arguments
    fraction,
    slashedFraction,
    binomial,
    generalFraction,
    root,
    accent,
    line,
    lineBelow,
    brace,
    braceBelow,
    over,
    under,
    overUnder,
    sideset,
    prescript,
    extensibleArrow,
    phantom,
    enclose,
    encloseText,
    encloseNotation,
    cancelTo,
    same,
    sameText,
    first,
    tip,
    class_,
    operatorName,
    negate,
    font,
    text,
    fenced,
    big,
    multicolumn,
    multirow,
    intertext,
    tag,
    reference,
    proofRule,
    proofLabel,
    diagramArrow,
    chemistry,
    siunitx,
    unicode,
    // done at once
    infix,
    limits,
    character,
    verbatim,
    fontSwitch,
    styleSwitch,
    textAccent,
    textWord,
    space,
    nothing,
    left,
    right,
    middle,
    beginGroup,
    endGroup,
    begin,
    end,
    newLine,
    mathOpen,
    mathClose,
    braceTable,
    physicsMatrix,
    physicsEntries,
    physicsQuantity,
    define,
    defineTex,
    let,
    futureLet,
    defineOperator,
    definePaired,
    defineEnvironment,
};

/*! One row of resources/latex/: a command and its facts. */
struct Command {
    std::string_view name;
    Action action;
    Element element;       ///< of a token
    Variant variant;       ///< of a token
    std::uint16_t flags;   ///< NodeFlag of a token
    const char *signature; ///< which arguments it takes, see commands.tsv
    std::string_view text; ///< of a token; parameter of an action; body of a macro
    bool hasStar;          ///< a command of this name with a star exists too
};

enum class EnvironmentKind : std::uint8_t { table, row, proof, diagram };

struct Environment {
    std::string_view name;
    std::string_view className; ///< the name without its star
    EnvironmentKind kind;
    const char *signature;
    std::string_view open; ///< fences around a table
    std::string_view close;
    std::string_view columnAlign;
    bool words; ///< the columns after the first are text
};

/*! nullptr when there is none of that \a name (without backslash). O(length of the name). */
const Command *findCommand(std::string_view name);
const Environment *findEnvironment(std::string_view name);

} // namespace mathtts::latex
