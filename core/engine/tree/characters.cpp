// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/characters.h"

namespace mathtts
{

const CharacterFacts &characterFacts(char32_t)
{
    static constexpr CharacterFacts nothing;
    return nothing;
}

} // namespace mathtts
