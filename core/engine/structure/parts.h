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

/*! A node of the view under construction: unlike in Meaning, children come and go. */
struct Part {
    Concept kind = Concept::sUnknown;
    Concept embellished{}; ///< the kind of leaf that scripts were written on, else none
    NodeRole role = NodeRole::unknown;
    Variant style = Variant::automatic;
    std::uint8_t flags = 0;
    char32_t character = 0;
    std::uint32_t childCount = 0;
    std::uint32_t contentCount = 0;
    PartId firstChild = noPart;
    PartId lastChild = noPart;
    PartId firstContent = noPart;
    PartId lastContent = noPart;
    PartId next = noPart; ///< in the list it stands in, children or contents
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

    void append(PartId parent, PartId child)
    {
        Part &owner = m_parts[parent];
        link(owner.lastChild, child, owner.firstChild, owner.lastChild);
        ++owner.childCount;
    }

    void appendContent(PartId parent, PartId content)
    {
        Part &owner = m_parts[parent];
        link(owner.lastContent, content, owner.firstContent, owner.lastContent);
        ++owner.contentCount;
    }

    /*! Takes the last child off; there is one. */
    PartId takeLast(PartId parent)
    {
        Part &owner = m_parts[parent];
        const PartId last = owner.lastChild;
        owner.lastChild = m_parts[last].previous;
        if (owner.lastChild == noPart)
            owner.firstChild = noPart;
        else
            m_parts[owner.lastChild].next = noPart;
        m_parts[last].previous = noPart;
        --owner.childCount;
        return last;
    }

    /*! Takes the last content off; there is one. */
    PartId takeLastContent(PartId parent)
    {
        Part &owner = m_parts[parent];
        const PartId last = owner.lastContent;
        owner.lastContent = m_parts[last].previous;
        if (owner.lastContent == noPart)
            owner.firstContent = noPart;
        else
            m_parts[owner.lastContent].next = noPart;
        m_parts[last].previous = noPart;
        --owner.contentCount;
        return last;
    }

    /*! Forgets the children; they may be given to another parent. */
    void dropChildren(PartId parent)
    {
        Part &owner = m_parts[parent];
        owner.firstChild = owner.lastChild = noPart;
        owner.childCount = 0;
    }

    void dropContents(PartId parent)
    {
        Part &owner = m_parts[parent];
        owner.firstContent = owner.lastContent = noPart;
        owner.contentCount = 0;
    }

    /*! Puts \a child where the first child of \a parent was. */
    void replaceFirst(PartId parent, PartId child)
    {
        Part &owner = m_parts[parent];
        const PartId second = m_parts[owner.firstChild].next;
        m_parts[child].previous = noPart;
        m_parts[child].next = second;
        if (second == noPart)
            owner.lastChild = child;
        else
            m_parts[second].previous = child;
        owner.firstChild = child;
    }

private:
    void link(PartId last, PartId added, PartId &firstSlot, PartId &lastSlot)
    {
        m_parts[added].previous = last;
        m_parts[added].next = noPart;
        if (last == noPart)
            firstSlot = added;
        else
            m_parts[last].next = added;
        lastSlot = added;
    }

    std::vector<Part> m_parts;
};

} // namespace mathtts::structure
