// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mathtts
{

/*! The name of \a names that \a typed most likely stands for; empty when none is near. */
std::string nearest(std::string_view typed, std::span<const std::string> names);

/*! " Did you mean NAME?", or nothing when no name is near. */
std::string didYouMean(std::string_view typed, std::span<const std::string> names);

/*! Why \a what can't be \a name: "--style can't be natral. Did you mean natural? It can be: ...". */
std::string noSuchChoice(std::string_view what, std::string_view name, std::span<const std::string_view> choices);

/*! \a names with \a between two of them. */
std::string joined(std::span<const std::string_view> names, std::string_view between);

} // namespace mathtts
