// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! An error means the reading may miss something that was written; a warning means it was kept but not understood. */
enum class Severity : std::uint8_t { warning, error };

/*! What can be wrong with an input. Each has one sentence (diagnosticSentence) that the window translates. */
enum class DiagnosticCode : std::uint8_t {
#define MATHTTS_DIAGNOSTIC(code, sentence) code,
#include "engine/tree/diagnostics.def"
#undef MATHTTS_DIAGNOSTIC
};

/*! One mistake or doubt about the input: what, where, and the word it is about. */
struct Diagnostic {
    Severity severity = Severity::error;
    DiagnosticCode code{};
    Span span;          ///< bytes of the input
    std::string detail; ///< replaces %1 in the sentence: a command's name, a character; may be empty
};

using Diagnostics = std::vector<Diagnostic>;

/*! Adds \a diagnostic. When \a most are there, an error takes the place of a warning at the end, so that a reading that
 *  fails always says why; everything else is dropped. */
void record(Diagnostics &diagnostics, std::size_t most, Diagnostic diagnostic);

/*! The English sentence of \a code with %1 for the detail; static text, the source string of the translations. */
const char *diagnosticSentence(DiagnosticCode code);

/*! The sentence with its detail put in. */
std::string diagnosticMessage(const Diagnostic &diagnostic);

/*! Line and column, both from 1; the column counts code points. O(offset). */
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};
Position positionOf(std::string_view input, std::uint32_t offset);

} // namespace mathtts
