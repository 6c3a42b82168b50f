// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/intent/grammar.h"
#include "engine/tree/diagnostic.h"
#include "engine/tree/tree.h"

#include <span>
#include <vector>

namespace mathtts
{

/*! The intent of one element, with the parts of the formula that its references name. */
struct AuthorIntent {
    NodeId node = noNode;
    Intent intent;
    std::vector<NodeId> referred; ///< by term; noNode for terms that are no references
};

/*!
 * What the authors of a formula said about its meaning: the intents of a tree, parsed and checked.
 *
 * A reference names the first element below, in the order of the document, whose arg has its name; the search does not
 * look into elements that have an intent or an arg of their own (MathML 4, section 5.1.2). So no intent can refer to
 * itself. Intents that can't be read or whose references lead nowhere are reported as warnings and left out.
 */
class AuthorIntents
{
public:
    /*! Reads the intents of \a tree; at most \a most diagnostics are recorded. Linear. */
    void read(const Tree &tree, Diagnostics &diagnostics, std::size_t most);

    [[nodiscard]] bool empty() const { return m_count == 0; }
    /*! In the order of the nodes' ids. */
    [[nodiscard]] std::span<const AuthorIntent> all() const { return {m_intents.data(), m_count}; }
    /*! The intent of \a node or nullptr. O(log intents). */
    [[nodiscard]] const AuthorIntent *of(NodeId node) const;

private:
    struct Argument {
        std::string_view name;
        NodeId node = noNode;
    };
    void gatherArguments(const Tree &tree, NodeId node);
    std::string_view resolve(AuthorIntent &entry) const;

    std::vector<AuthorIntent> m_intents; // the first m_count are in use; the others keep their memory
    std::size_t m_count = 0;
    std::vector<Argument> m_arguments; // by name; of the element that is being read
    std::vector<NodeId> m_pending;     // for the walk
};

/*! Marks in \a tree what the authors' properties say about how it is written: units (":unit") and chemistry
 *  (":chemistry", ":chemical-formula", ":chemical-equation"), each with all that is below. Linear. */
void markProperties(const AuthorIntents &intents, Tree &tree);

} // namespace mathtts
