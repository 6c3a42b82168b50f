// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/braille/braille.h"
#include "engine/engine.h"

#include <span>
#include <string>
#include <string_view>

namespace mathtts
{

/*! What a formula can be turned into without a voice. */
enum class Output : std::uint8_t { text, ssml, mathml, tree, braille };

/*! Their names, in the order of the values. */
std::span<const std::string_view> outputNames();
bool parseOutput(std::string_view name, Output &value);

/*! What \a session has read, as the command of that name prints it without options; no line end. \a code is
 *  the one of braille. */
std::string render(Output output, const Session &session, const Options &options,
                   BrailleCode code = BrailleCode::nemeth);

/*! The language tag a voice is asked for: the locale, with American English for plain "en". */
std::string_view spokenLanguage(std::string_view locale);

/*! The presentation tree, one node a line: indented element, text, attributes of the reader, bytes of the source. */
std::string dumpPresentation(const Tree &tree);

} // namespace mathtts
