// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/intent/author.h"

#include <memory>

namespace mathtts
{

class Builder;

/*!
 * Finds what written trees say and keeps its memory between them. One for each thread.
 */
class Recognizer
{
public:
    Recognizer();
    ~Recognizer();

    /*!
     * Finds what the written \a tree says: rows, fences and bars solved together, juxtaposition scored, concepts
     * recognized. What the authors said by their \a intents wins.
     *
     * Fills \a meaning (cleared first), facts included. Every visible node of the tree is the written node of a meaning
     * node or lies below one. Nodes of \a meaning that the root does not reach are leftovers of readings that were
     * given up. Linear in the size of the tree but for rows with many ambiguous bars, which are bounded; nothing
     * recurses over depth.
     */
    void run(const Tree &tree, const AuthorIntents &intents, const Options &options, Meaning &meaning);

private:
    std::unique_ptr<Builder> m_builder;
};

/*! Recognizer::run() for a single tree without intents. */
void recognize(const Tree &tree, const Options &options, Meaning &meaning);

} // namespace mathtts
