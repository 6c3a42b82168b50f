// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <expected>
#include <string>
#include <string_view>

namespace mathtts
{

/*! Writes \a sound to the file \a path (UTF-8) in the format of its ending, whole or not at all: a file that was there
 *  stays as it is when something fails. The error is a sentence for the user that names the file and the reason. */
std::expected<void, std::string> saveAudio(const Sound &sound, std::string_view path);

} // namespace mathtts
