// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <memory>

namespace mathtts
{

class AuthorIntents;
class IntentReader;

/*!
 * The intent view of an expression: rows as the precedence of their operators groups them, operators, invisible ones
 * and brackets where they stand, and the author's or inferred intents of MathML 4 where there are some. SimpleSpeak,
 * the literal style and MathCAT's ClearSpeak are rules over it. Keeps its memory between runs; one for each thread.
 *
 * It differs from the natural meaning (meaning/recognize.h) in purpose: that one weighs readings and keeps the most
 * likely one; this one follows fixed rules that a listener of those styles has learned to expect.
 */
class IntentView
{
public:
    IntentView();
    ~IntentView();

    /*! Fills \a meaning (cleared first), facts included; \a intents are those of \a tree, \a literal infers nothing
     * beyond rows. Linear in the size of \a tree, no recursion. */
    void run(const Tree &tree, const AuthorIntents &intents, const Options &options, bool literal, Meaning &meaning);

private:
    std::unique_ptr<IntentReader> m_reader;
};

} // namespace mathtts
