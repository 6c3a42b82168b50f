// SPDX-License-Identifier: GPL-3.0-or-later
// Both peers' cases of kind braille, and Speech Rule Engine's symbols in braille.
#include "answer.h"

#include "engine/braille/braille.h"
#include "engine/tree/utf8.h"

namespace mathtts::conformance
{

namespace
{

/*! Functions and units come as bare text. */
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
    const bool unit = record.preference("SymbolType") == "unit";
    return (unit ? "<math><mi class='MathML-Unit'>" : "<math><mi>") + text + "</mi></math>";
}

/*! Of a symbol; characters are asked for as such. */
bool isCharacter(const Record &record)
{
    return record.format == "text" && record.preference("SymbolType") != "function" &&
           record.preference("SymbolType") != "unit";
}

} // namespace

Answer answerBraille(Session &session, const Record &record)
{
    BrailleOptions options;
    if (!parseBrailleCode(record.style, options.code)) return unknown("braille code", record.style);
    if (record.peer == "sre") options.practice = NemethPractice::reader;
    if (record.preference("Layout") == "2D") options.layout = BrailleLayout::page;
    options.spacedOperators = record.preference("UseSpacesAroundAllOperators") == "true";
    options.decimalComma = record.preference("DecimalSeparators") == ",";
    options.shortNames = record.preference("LaTeX_UseShortName") == "true";
    if (isCharacter(record)) {
        std::string cells;
        for (std::size_t at = 0; at < record.input.size();) {
            const Decoded decoded = decodeUtf8(record.input, at);
            at += decoded.length;
            cells += brailleOfCharacter(decoded.character, options);
        }
        return brailleUnicode({.cells = brailleCells(cells), .nodes = {}});
    }
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
