// SPDX-License-Identifier: GPL-3.0-or-later
// Speech Rule Engine's cases of kind symbol: what characters, functions, units and numbers are called.
#include "answer.h"

namespace mathtts::conformance
{

Answer answerSymbol(const Record &record)
{
    return unknown("style", record.style);
}

} // namespace mathtts::conformance
