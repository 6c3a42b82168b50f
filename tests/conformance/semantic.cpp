// SPDX-License-Identifier: GPL-3.0-or-later
// Cases of kind semantic: what a character or a formula means.
#include "answer.h"

namespace mathtts::conformance
{

Answer answerSemantic(Session &, const Record &record)
{
    return unknown("style", record.style);
}

} // namespace mathtts::conformance
