// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/diagnostic.h"

#include <array>
#include <utility>

namespace mathtts
{

const char *diagnosticSentence(DiagnosticCode code)
{
    static constexpr std::array sentences = {
#define MATHTTS_DIAGNOSTIC(code, sentence) sentence,
#include "engine/tree/diagnostics.def"
#undef MATHTTS_DIAGNOSTIC
    };
    return sentences[static_cast<std::size_t>(code)];
}

void record(Diagnostics &diagnostics, std::size_t most, Diagnostic diagnostic)
{
    if (diagnostics.size() < most)
        diagnostics.push_back(std::move(diagnostic));
    else if (diagnostic.severity == Severity::error && !diagnostics.empty() &&
             diagnostics.back().severity == Severity::warning)
        diagnostics.back() = std::move(diagnostic);
}

std::string diagnosticMessage(const Diagnostic &diagnostic)
{
    std::string message = diagnosticSentence(diagnostic.code);
    for (std::size_t at = message.find("%1"); at != std::string::npos;
         at = message.find("%1", at + diagnostic.detail.size()))
        message.replace(at, 2, diagnostic.detail);
    return message;
}

Position positionOf(std::string_view input, std::uint32_t offset)
{
    Position position;
    for (std::size_t i = 0; i < offset && i < input.size(); ++i) {
        const auto byte = static_cast<unsigned char>(input[i]);
        if (byte == '\n') {
            ++position.line;
            position.column = 1;
        } else if ((byte & 0xC0) != 0x80) {
            ++position.column;
        }
    }
    return position;
}

} // namespace mathtts
