// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <optional>
#include <string_view>

namespace mathtts::mathml
{

/*! What may stand inside an element. */
enum class Content : std::uint8_t {
    text,     ///< a token
    row,      ///< any number of parts, one after the other
    parts,    ///< a fixed number of parts, ElementFacts::count
    nothing,  ///< mspace and its like
    rows,     ///< of a table
    cells,    ///< of a row of a table
    skipped,  ///< annotation-xml and what only aligns: not read
    textOnly, ///< HTML inside text: its words belong to the token around it
};

struct ElementFacts {
    std::string_view name;
    Element element = Element::mrow;
    Content content = Content::row;
    std::uint8_t count = 0; ///< of parts
};

/*! What MathML says about the element \a name (without prefix); nullptr for others. Capitals are taken as small
 * letters, as HTML does. O(1). */
const ElementFacts *findElement(std::string_view name);

/*! The attribute of the name as it is written, nothing for those that are not kept. O(1). */
std::optional<Attribute> findAttribute(std::string_view name);

/*! The value of mathvariant, TeX's private ones such as "-tex-calligraphic" included; automatic when it is none. */
Variant parseVariant(std::string_view value);

} // namespace mathtts::mathml
