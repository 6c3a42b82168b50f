// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/meaning/meaning.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mathtts::structure
{

using PartId = std::uint32_t;
inline constexpr PartId noPart = 0xFFFFFFFF;
using List = std::vector<PartId>;

/*! Facts about a part that only matter while the view is built. */
enum PartFlag : std::uint8_t {
    separatesItems = 1 << 0, ///< a child that is among the contents of its parent as well
    impliedItems = 1 << 1,   ///< side by side with implied separators
    spaceElement = 1 << 2,   ///< an empty part: a space too narrow to be heard
    writtenEmpty = 1 << 3,   ///< an element without content, not a place where nothing was written
    beforeSpace = 1 << 4,    ///< a spaceElement was written behind it
};

/*! Parts one behind the other, each in one chain only. */
struct Chain {
    PartId first = noPart;
    PartId last = noPart;
    std::uint32_t count = 0;
};

/*! A node of the view under construction: unlike in Meaning, children come and go. */
struct Part {
    Concept kind = Concept::sUnknown;
    Concept embellished{}; ///< the kind of leaf that scripts were written on, else none
    NodeRole role = NodeRole::unknown;
    Variant style = Variant::automatic;
    std::uint8_t flags = 0;
    char32_t character = 0;
    Chain children;
    Chain contents;       ///< operators, fences and separators
    PartId next = noPart; ///< in the chain it stands in
    PartId previous = noPart;
    NodeId written = noNode;
    std::string_view text;
    Span source;
};

/*! All parts of one expression. Every operation is O(1). */
class Parts
{
public:
    void clear() { m_parts.clear(); }
    [[nodiscard]] std::size_t size() const { return m_parts.size(); }
    Part &operator[](PartId id) { return m_parts[id]; }
    const Part &operator[](PartId id) const { return m_parts[id]; }

    PartId add(const Part &part)
    {
        m_parts.push_back(part);
        return static_cast<PartId>(m_parts.size() - 1);
    }

    void append(PartId parent, PartId child) { append(m_parts[parent].children, child); }
    void appendContent(PartId parent, PartId content) { append(m_parts[parent].contents, content); }

    /*! Takes the last child off; there is one. */
    PartId takeLast(PartId parent) { return takeLast(m_parts[parent].children); }
    /*! Takes the last content off; there is one. */
    PartId takeLastContent(PartId parent) { return takeLast(m_parts[parent].contents); }

    /*! Forgets the children; they may be given to another parent. */
    void dropChildren(PartId parent) { m_parts[parent].children = {}; }
    void dropContents(PartId parent) { m_parts[parent].contents = {}; }

    /*! Puts \a child where the first child of \a parent was. */
    void replaceFirst(PartId parent, PartId child)
    {
        Chain &children = m_parts[parent].children;
        const PartId second = m_parts[children.first].next;
        m_parts[child].previous = noPart;
        m_parts[child].next = second;
        if (second == noPart)
            children.last = child;
        else
            m_parts[second].previous = child;
        children.first = child;
    }

private:
    void append(Chain &chain, PartId added)
    {
        m_parts[added].previous = chain.last;
        m_parts[added].next = noPart;
        if (chain.last == noPart)
            chain.first = added;
        else
            m_parts[chain.last].next = added;
        chain.last = added;
        ++chain.count;
    }

    PartId takeLast(Chain &chain)
    {
        const PartId last = chain.last;
        chain.last = m_parts[last].previous;
        if (chain.last == noPart)
            chain.first = noPart;
        else
            m_parts[chain.last].next = noPart;
        m_parts[last].previous = noPart;
        --chain.count;
        return last;
    }

    std::vector<Part> m_parts;
};

} // namespace mathtts::structure
