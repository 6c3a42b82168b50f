// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record.h"

#include "engine/engine.h"

namespace mathtts::conformance
{

/*! Answers \a record, whatever its peer and kind. */
Answer answer(Session &session, const Record &record);

// One for each file; each answers with an error what it doesn't know.
Answer answerSre(Session &session, const Record &record);      ///< kinds speech and ssml of Speech Rule Engine
Answer answerMathcat(Session &session, const Record &record);  ///< kind speech of MathCAT
Answer answerBraille(Session &session, const Record &record);  ///< kind braille, and symbols in braille
Answer answerSymbol(Session &session, const Record &record);   ///< kind symbol: characters, functions, units, numbers
Answer answerCategory(const Record &record);                   ///< kind semantic, style category
Answer answerIntent(const Record &record);                     ///< MathCAT's intent trees
Answer answerSemantic(Session &session, const Record &record); ///< kind semantic

/*! Reads the input of \a record; an error when there is nothing to say. */
std::expected<void, std::string> read(Session &session, const Record &record, const Options &options);

/*! The format of \a record in \a options; an error when the engine doesn't know it. */
std::expected<void, std::string> chooseFormat(const Record &record, Options &options);

/*! Says what is not known: "unknown KIND NAME". */
std::unexpected<std::string> unknown(std::string_view kind, std::string_view name);

} // namespace mathtts::conformance
