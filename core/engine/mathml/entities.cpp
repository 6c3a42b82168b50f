// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/entities.h"

#include "engine/mathml/entitytable.h"

#include <algorithm>

namespace mathtts::mathml
{

namespace
{
constexpr std::size_t shortestEntity = 2;    // gt
constexpr std::size_t longestWithoutEnd = 6; // those without semicolon, such as frac12 and Aacute

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const Entity *find(std::string_view name)
{
    const auto found = std::ranges::lower_bound(entities, name, {}, &Entity::name);
    return found != entities.end() && found->name == name ? &*found : nullptr;
}
} // namespace

NamedCharacter namedCharacter(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size() && length < longestEntity && isNameCharacter(text[length]))
        ++length;
    if (length < text.size() && text[length] == ';') {
        if (const Entity *entity = find(text.substr(0, length + 1))) return {entity->text, length + 1};
    }
    for (length = std::min(length, longestWithoutEnd); length >= shortestEntity; --length)
        if (const Entity *entity = find(text.substr(0, length))) return {entity->text, length};
    return {};
}

} // namespace mathtts::mathml
