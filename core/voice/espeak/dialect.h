// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mathtts::espeak
{

/*!
 * Our SSML as eSpeak NG says it best in \a language:
 *  - what resources/locales/LANGUAGE/pronunciation.tsv lists becomes eSpeak's phonemes, `[[...]]`;
 *  - in such a language a single letter in say-as loses the tags: eSpeak would stop before and after it;
 *  - the speak element loses its attributes: xml:lang would put another voice in place of the chosen one;
 *  - brackets of the text that look like phonemes are pulled apart.
 * O(length).
 */
std::string dialect(std::string_view ssml, std::string_view language);

} // namespace mathtts::espeak
