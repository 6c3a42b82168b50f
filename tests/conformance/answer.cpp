// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"

#include "engine/text.h"

#include <algorithm>

namespace mathtts::conformance
{

std::unexpected<std::string> unknown(std::string_view kind, std::string_view name)
{
    return std::unexpected(formatted("unknown {} {}", kind, name));
}

std::expected<void, std::string> chooseFormat(const Record &record, Options &options)
{
    if (!parseFormat(record.format, options.format)) return unknown("format", record.format);
    return {};
}

std::expected<void, std::string> read(Session &session, const Record &record, const Options &options)
{
    if (session.read(record.input, options)) return {};
    const Diagnostics &diagnostics = session.diagnostics();
    const auto first = std::ranges::find(diagnostics, Severity::error, &Diagnostic::severity);
    return std::unexpected(first == diagnostics.end() ? "there is nothing to say" : diagnosticMessage(*first));
}

Answer answer(Session &session, const Record &record)
{
    const bool mathcat = record.peer == "mathcat";
    if (!mathcat && record.peer != "sre") return unknown("peer", record.peer);
    if (record.kind == "speech") return mathcat ? answerMathcat(session, record) : answerSre(session, record);
    if (record.kind == "ssml" && !mathcat) return answerSre(session, record);
    if (record.kind == "braille") return answerBraille(session, record);
    if (record.kind == "symbol")
        return record.style == "nemeth" ? answerBraille(session, record) : answerSymbol(session, record);
    if (record.kind == "semantic") return answerSemantic(session, record);
    return unknown("kind", record.kind);
}

} // namespace mathtts::conformance
