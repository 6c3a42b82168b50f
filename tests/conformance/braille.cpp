// SPDX-License-Identifier: GPL-3.0-or-later
// Both peers' cases of kind braille, and Speech Rule Engine's symbols in braille.
#include "answer.h"

namespace mathtts::conformance
{

Answer answerBraille(Session &, const Record &record)
{
    return unknown("braille code", record.style);
}

} // namespace mathtts::conformance
