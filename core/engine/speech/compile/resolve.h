// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/pool.h"
#include "engine/speech/compile/rules.h"

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace mathtts
{

/*! The concept that names are resolved for; nothing: any concept ("*"), which has no slots of its own. */
using ConceptChoice = std::optional<std::uint32_t>;

/*! The way that \a parts ("self", "exponent", "first" ...) describe; the error says which part is unknown. */
std::expected<image::Path, Mistake> resolvePath(const std::vector<std::string> &parts, ConceptChoice what);

/*! The bit of \a name among the flags of a style, at most 31. */
std::optional<std::uint32_t> flagBit(const StyleSyntax &style, std::string_view name);

/*! The index of \a name among the measures of a style. */
std::optional<std::uint32_t> measureIndex(const StyleSyntax &style, std::string_view name);

/*! Tests of a rule or measure of \a style for nodes of a concept, those of the same facts merged. */
std::vector<image::Test> resolveTests(const std::vector<TestSyntax> &tests, ConceptChoice what,
                                      const StyleSyntax &style, Pool &pool, Problems &problems);

/*! Whether every node that passes \a special passes \a general too, as far as the tests alone can tell. */
bool covers(const Pool &pool, const std::vector<image::Test> &general, const std::vector<image::Test> &special);

} // namespace mathtts
