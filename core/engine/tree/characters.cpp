// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/characters.h"

#include "engine/tree/charactertable.h"

namespace mathtts
{

CharacterFacts characterFacts(char32_t character)
{
    using namespace characterTable;
    CharacterFacts facts;
    facts.base = character;
    if (character >= end) return facts;
    const Record &record = records[pages[directory[character / pageSize]][character % pageSize]];
    facts.kind = record.kind;
    facts.precedence = record.precedence;
    facts.variant = record.variant;
    facts.script = record.script;
    facts.capital = record.capital;
    facts.base = static_cast<char32_t>(static_cast<std::int32_t>(character) + record.base);
    if (record.partner != 0)
        facts.partner = static_cast<char32_t>(static_cast<std::int32_t>(character) + record.partner);
    return facts;
}

} // namespace mathtts
