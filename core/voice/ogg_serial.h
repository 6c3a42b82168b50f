// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace mathtts
{

/*! Gives all pages of the Ogg file \a bytes the stream number 1 and the checksum that belongs to it. libsndfile takes a
 *  random number, but the same sound has to give the same bytes. False when it is no Ogg file. O(length). */
bool setOggSerial(std::span<std::uint8_t> bytes);

} // namespace mathtts
