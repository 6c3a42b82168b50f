// SPDX-License-Identifier: GPL-3.0-or-later
// Both peers' cases of kind braille, and Speech Rule Engine's symbols in braille.
#include "answer.h"

#include "engine/braille/braille.h"

namespace mathtts::conformance
{

namespace
{

/*! Symbols come as bare text: one token element around it. */
std::string asMathml(const Record &record)
{
    std::string text;
    for (const char c : record.input) {
        if (c == '<')
            text += "&lt;";
        else if (c == '&')
            text += "&amp;";
        else
            text += c;
    }
    const bool name = record.preference("SymbolType") == "function" || record.preference("SymbolType") == "unit";
    return name ? "<math><mtext>" + text + "</mtext></math>" : "<math><mo>" + text + "</mo></math>";
}

} // namespace

Answer answerBraille(Session &session, const Record &record)
{
    BrailleOptions options;
    if (!parseBrailleCode(record.style, options.code)) return unknown("braille code", record.style);
    if (record.peer == "sre") options.practice = NemethPractice::reader;
    if (record.preference("Layout") == "2D") options.layout = BrailleLayout::page;
    options.spacedOperators = record.preference("UseSpacesAroundAllOperators") == "true";
    Options reading;
    Record input = record;
    if (record.format == "text") {
        input.input = asMathml(record);
        input.format = "mathml";
    }
    if (auto chosen = chooseFormat(input, reading); !chosen) return std::unexpected(chosen.error());
    if (auto done = read(session, input, reading); !done) return std::unexpected(done.error());
    return brailleUnicode(brailleOf(session.tree(), options));
}

} // namespace mathtts::conformance
