// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*!
 * Reads MathML into \a tree (cleared first) and sets its root, a math element.
 *
 * The tree holds what was written: nothing is inferred or put right here, but what the tree promises is kept:
 *  - a token's text has its character references resolved and its white space collapsed (MathML 4, section 2.1.7);
 *  - elements with a fixed number of parts have that number: empty rows are put in for missing ones, and an element
 * with too many becomes a row, as browsers do; the children of tables are rows, those of rows are cells;
 *  - prefixes of namespaces are gone; unknown elements are rows of what they hold, HTML in text is text;
 *  - content MathML becomes presentation MathML with intents where that says less than what was meant;
 *  - annotation-xml is not read; semantics keeps its first part and its annotations.
 * Several roots, or none called math, stand in an inferred math element. A math element inside another is a row.
 *
 * Broken XML is recovered as browsers do it where a reading is still possible; \a diagnostics say what is wrong and
 * where. Nothing is fetched, and entities of a document type are not known. Linear; nothing recurses; false (and no
 * root) only when there is nothing to read or a limit of size or depth was passed.
 */
bool readMathml(std::string_view input, const Options &options, const Limits &limits, Tree &tree,
                Diagnostics &diagnostics);

/*! Reads one expression after the other as readMathml() does, and keeps its memory between them. One for each thread.
 */
class MathmlReader
{
public:
    MathmlReader();
    ~MathmlReader();
    bool read(std::string_view input, const Limits &limits, Tree &tree, Diagnostics &diagnostics);

private:
    struct Private;
    std::unique_ptr<Private> m_data;
};

} // namespace mathtts
