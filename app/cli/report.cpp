// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "engine/text.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mathtts
{
namespace
{

constexpr int before = 40; // columns of the line shown before the spot
constexpr int width = 76;  // and in all
constexpr std::size_t mostReported = 10;

struct Range {
    char32_t first;
    char32_t last;
};

// East Asian Width W and F, in blocks: two columns of a terminal.
constexpr std::array wide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

// Combining marks of mathematics and of common scripts, and joiners: no column.
constexpr std::array narrow = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A}, Range{0x064B, 0x065F},
    Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200D}, Range{0x2060, 0x2064}, Range{0x20D0, 0x20FF},
    Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
};

// Characters that would turn the line around.
constexpr std::array directions = {Range{0x061C, 0x061C}, Range{0x200E, 0x200F}, Range{0x202A, 0x202E},
                                   Range{0x2066, 0x2069}};

bool isIn(char32_t character, const auto &ranges)
{
    return std::ranges::any_of(ranges, [=](Range r) { return r.first <= character && character <= r.last; });
}

int columnsOf(char32_t character)
{
    if (isIn(character, narrow)) return 0;
    return isIn(character, wide) ? 2 : 1;
}

/*! One character of the line as it is shown. */
struct Cell {
    char32_t character;
    int columns;
    std::uint32_t offset;
};

/*! The characters of input[begin, end), few enough to look at: \a end is near. */
std::vector<Cell> cellsOf(std::string_view input, std::size_t begin, std::size_t end)
{
    std::vector<Cell> cells;
    while (begin < end) {
        const Decoded decoded = decodeUtf8(input, begin);
        char32_t character = decoded.character;
        if (character == U'\t') character = U' ';
        const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0);
        if (control || isIn(character, directions)) character = 0xFFFD;
        cells.push_back({character, columnsOf(character), static_cast<std::uint32_t>(begin)});
        begin += decoded.length;
    }
    return cells;
}

/*! Steps from \a offset to the start of a character that lies at or before it. */
std::size_t characterStart(std::string_view input, std::size_t offset, std::size_t lineBegin)
{
    for (int step = 0; step < 3 && offset > lineBegin && offset < input.size(); ++step, --offset)
        if ((static_cast<unsigned char>(input[offset]) & 0xC0) != 0x80) break;
    return offset;
}

/*! The line around \a span and the caret line, both with their line ends. */
std::string excerpt(std::string_view input, Span span)
{
    constexpr std::size_t bytesPerCell = 16; // enough bytes for one column with its combining marks
    const std::size_t at = std::min<std::size_t>(span.begin, input.size());
    const std::size_t lineBegin = at == 0 ? 0 : input.rfind('\n', at - 1) + 1; // npos + 1 is 0
    const std::size_t lineEnd = std::min(input.find('\n', at), input.size());
    const std::size_t from =
        characterStart(input, at - std::min(at - lineBegin, std::size_t{before} * bytesPerCell), lineBegin);
    const std::size_t to = std::min(lineEnd, at + std::size_t{width} * bytesPerCell);

    std::vector<Cell> left = cellsOf(input, from, at);
    int leftColumns = 0;
    std::size_t first = left.size();
    while (first > 0 && leftColumns + left[first - 1].columns <= before)
        leftColumns += left[--first].columns;
    const bool cutLeft = first > 0 || from > lineBegin;

    std::string line = cutLeft ? "…" : "";
    for (std::size_t i = first; i < left.size(); ++i)
        appendUtf8(line, left[i].character);
    int marked = 0;
    int columns = leftColumns;
    bool cutRight = to < lineEnd;
    for (const Cell &cell : cellsOf(input, at, to)) {
        if (columns + cell.columns > width) {
            cutRight = true;
            break;
        }
        columns += cell.columns;
        appendUtf8(line, cell.character);
        if (cell.offset < span.end) marked += cell.columns;
    }
    if (cutRight) line += "…";
    const std::string underline = "^" + std::string(static_cast<std::size_t>(std::max(0, marked - 1)), '~');
    return formatted("  {}\n  {}{}\n", line,
                     std::string(static_cast<std::size_t>(leftColumns + (cutLeft ? 1 : 0)), ' '), underline);
}

} // namespace

std::string describe(std::string_view input, const Diagnostic &diagnostic)
{
    const Position position = positionOf(input, diagnostic.span.begin);
    std::string text =
        formatted("{} in line {}, column {}: {}\n", diagnostic.severity == Severity::error ? "Error" : "Warning",
                  position.line, position.column, diagnosticMessage(diagnostic));
    if (!input.empty()) text += excerpt(input, diagnostic.span);
    return text;
}

std::string describe(std::string_view input, const Diagnostics &diagnostics)
{
    const auto place = [](const Diagnostic &diagnostic) { return diagnostic.span.begin; };
    Diagnostics chosen = diagnostics;
    std::ranges::stable_sort(chosen, {}, place);
    if (chosen.size() > mostReported) { // errors are told before warnings
        std::ranges::stable_sort(chosen, std::ranges::greater{}, &Diagnostic::severity);
        chosen.resize(mostReported);
        std::ranges::stable_sort(chosen, {}, place);
    }
    std::string text;
    for (const Diagnostic &diagnostic : chosen)
        text += describe(input, diagnostic);
    if (diagnostics.size() > mostReported) text += formatted("And {} more.\n", diagnostics.size() - mostReported);
    return text;
}

std::string describe(const std::vector<RuleProblem> &problems, const std::vector<RuleSource> &files)
{
    std::string text;
    for (std::size_t i = 0; i < problems.size() && i < mostReported; ++i) {
        const RuleProblem &problem = problems[i];
        const auto file = std::ranges::find(files, problem.file, &RuleSource::name);
        const bool isSpot = problem.line > 0 && file != files.end();
        text += formatted("Error in {}", problem.file);
        if (isSpot) text += formatted(", line {}, column {}", problem.line, problem.column);
        text += formatted(": {}.{}{}\n", problem.message, problem.advice.empty() ? "" : " ", problem.advice);
        if (isSpot)
            text += excerpt(file->text,
                            {static_cast<std::uint32_t>(problem.begin), static_cast<std::uint32_t>(problem.end)});
    }
    if (problems.size() > mostReported) text += formatted("And {} more.\n", problems.size() - mostReported);
    return text;
}

bool isAboutOptions(const Diagnostic &diagnostic)
{
    switch (diagnostic.code) {
    case DiagnosticCode::unknownPreference:
    case DiagnosticCode::unknownPreferenceValue:
    case DiagnosticCode::noPreferences: return true;
    default: return false;
    }
}

} // namespace mathtts
