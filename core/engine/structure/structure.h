// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/tree/tree.h"

#include <cstdint>
#include <memory>

namespace mathtts
{

namespace structure
{
class Builder;
}

/*! What the view assumes beyond what was written. */
enum class StructureHints : std::uint8_t {
    none,      ///< MathSpeak and Nemeth: names are functions where an argument in parentheses follows
    functions, ///< ClearSpeak: f, g, h, F, G, H are functions wherever they stand
};

/*!
 * Builds the structural view of written trees, the one that ClearSpeak and MathSpeak are defined on, and keeps its
 * memory between them. One for each thread.
 *
 *   StructureBuilder builder;
 *   builder.run(tree, StructureHints::none, meaning);
 */
class StructureBuilder
{
public:
    StructureBuilder();
    ~StructureBuilder();

    /*! Fills \a meaning (cleared first) with nodes of the kinds s-..., facts included. Linear in the size of the tree;
     *  nothing recurses over depth. */
    void run(const Tree &tree, StructureHints hints, Meaning &meaning);

private:
    std::unique_ptr<structure::Builder> m_builder;
};

} // namespace mathtts
