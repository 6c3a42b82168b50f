// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

namespace mathtts::http
{

/*! The field that the concepts of \a meaning speak for most; general when they speak for none. O(nodes). */
Domain domainOf(const Meaning &meaning);

/*! 0 for a letter, towards 1 for what is large and deep: 1 - e^-((size - 1 + 4 depth) / 60). */
double complexityOf(const Meaning &meaning);

/*! The confidence of the least certain node, 0 to 1. O(nodes). */
double confidenceOf(const Meaning &meaning);

/*! \a value with three decimals. */
double rounded(double value);

} // namespace mathtts::http
