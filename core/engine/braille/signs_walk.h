// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signs.h"

#include "engine/tree/characters.h"

namespace mathtts
{

/*! Facts of a node that need its children; computed once, bottom-up. */
struct Facts {
    std::uint16_t fractions = 0; ///< fractions nested in each other, scripts aside
    bool empty = false;          ///< nothing to write
    bool number = false;         ///< a number and nothing else
    bool primes = false;         ///< primes and nothing else
    bool letter = false;         ///< one letter or one digit and nothing else
    bool function = false;       ///< a function's name, with its scripts
    bool table = false;          ///< a table and nothing else
    std::uint16_t roots = 0;     ///< roots nested in each other
};

/*! The walk over the tree that makes signs of it; signs.cpp has its structures, signs_tokens.cpp its tokens. */
class Walk
{
public:
    Walk(const Tree &tree, bool paper)
        : m_tree(tree)
        , m_paper(paper)
    {
    }

    std::vector<Sign> run()
    {
        if (m_tree.root() == noNode) return {};
        gatherFacts();
        visitLater(m_tree.root());
        while (!m_work.empty()) {
            const Work work = m_work.back();
            m_work.pop_back();
            if (work.visit)
                visit(work.sign.node, work.based);
            else
                put(work.sign);
        }
        return std::move(m_signs);
    }

private:
    struct Work {
        bool visit = false;
        bool based = false; // something around it says where the function's name ends
        Sign sign;
    };

    void gatherFacts();
    [[nodiscard]] Facts leafFacts(const Node &node) const;
    void visit(NodeId node, bool based);
    void token(NodeId node, bool based);
    void text(NodeId node, std::uint32_t flags);
    void character(NodeId node, char32_t value, std::uint32_t flags);
    void scripts(NodeId node, bool based);
    void multiscripts(NodeId node, bool based);
    void row(NodeId node);
    void fenced(NodeId node);
    void table(NodeId node);
    void put(const Sign &sign);

    // Work is done last in, first out: what is to come later is named first.
    void visitLater(NodeId node, bool based = false)
    {
        m_work.push_back({.visit = true, .based = based, .sign = {.node = node}});
    }
    void signLater(const Sign &sign) { m_work.push_back({.visit = false, .based = false, .sign = sign}); }
    void signLater(SignKind kind, NodeId node, std::uint32_t flags = 0)
    {
        signLater({.kind = kind, .flags = flags, .node = node});
    }
    void argumentLater(NodeId node, bool based)
    {
        if (!based && m_facts[node].function) signLater(SignKind::argument, node);
    }
    void scriptLater(SignKind kind, NodeId script, std::uint32_t flags = 0);
    void scriptPairLater(NodeId below, NodeId above, std::uint32_t flags);
    [[nodiscard]] std::size_t leadingPrimes(NodeId row) const;
    [[nodiscard]] NodeId child(NodeId node, std::size_t index) const { return m_tree.children(node)[index]; }

    /*! Whether a token names a function. */
    [[nodiscard]] bool isFunction(const Node &node) const;

    const Tree &m_tree;
    bool m_paper;
    std::vector<Facts> m_facts;
    std::vector<Variant> m_variants; // of each node: its own or that of the style around it
    std::vector<Work> m_work;
    std::vector<Sign> m_signs;
    std::vector<std::uint32_t> m_open; // begun structures
    std::vector<std::uint32_t> m_part; // the part of each that is not at its end
};

/*! The kind of a character of this class. */
SignKind kindOf(CharacterClass kind, char32_t value);

} // namespace mathtts
