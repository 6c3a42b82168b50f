// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/authorconcepts.h"

#include <algorithm>

namespace mathtts
{

const AuthorConcept *findAuthorConcept(std::string_view name)
{
    const auto found = std::ranges::lower_bound(authorConcepts, name, {}, &AuthorConcept::name);
    return found != authorConcepts.end() && found->name == name ? &*found : nullptr;
}

} // namespace mathtts
