// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts
{

/*! The format that \a input is most likely written in, never automatic. Linear, and quick: most inputs tell at their
 *  start. */
Format detectFormat(std::string_view input);

} // namespace mathtts
