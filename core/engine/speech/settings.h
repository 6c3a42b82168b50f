// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/image.h"
#include "engine/speech/machine.h"
#include "engine/tree/diagnostic.h"

#include <string_view>
#include <vector>

namespace mathtts
{

struct Options;

/*! The one of \a images that is of \a locale; nothing, and an error with the nearest name, when there is none. */
const image::Image *findImage(const std::vector<image::Image> &images, std::string_view locale,
                              Diagnostics &diagnostics);

/*! What \a image is the words of. */
std::string_view localeOf(const image::Image &image);

/*! The styles of \a image, in their order. */
std::vector<std::string_view> styleNames(const image::Image &image);

/*! Numbers for the names in \a options. A name that the image doesn't know is an error with the nearest one that it
 * does; then the answer is false. */
bool resolveSettings(const image::Image &image, const Options &options, SpeechSettings &settings,
                     Diagnostics &diagnostics);

} // namespace mathtts
