// SPDX-License-Identifier: GPL-3.0-or-later
#include "page.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace mathtts
{

namespace
{

constexpr char32_t blankCell = U'\u2800';

/*! Lines of cells that are as wide as the widest when they are printed. */
struct Box {
    std::vector<Braille> lines;

    [[nodiscard]] std::size_t width() const
    {
        std::size_t width = 0;
        for (const Braille &line : lines)
            width = std::max(width, line.cells.size());
        return width;
    }

    Braille &line(std::size_t index)
    {
        if (lines.size() <= index) lines.resize(index + 1);
        return lines[index];
    }

    void put(char32_t cell, NodeId node)
    {
        Braille &first = line(0);
        first.cells.push_back(cell);
        first.nodes.push_back(node);
    }
};

void pad(Braille &line, std::size_t width)
{
    if (line.cells.size() >= width) return;
    line.cells.resize(width, blankCell);
    line.nodes.resize(width, noNode);
}

void append(Braille &line, const Braille &more)
{
    line.cells += more.cells;
    line.nodes.insert(line.nodes.end(), more.nodes.begin(), more.nodes.end());
}

/*! Puts \a more to the right of \a box. */
void append(Box &box, const Box &more)
{
    const std::size_t width = box.width();
    for (std::size_t at = 0; at < more.lines.size(); ++at) {
        Braille &line = box.line(at);
        pad(line, width);
        append(line, more.lines[at]);
    }
}

/*! A table as it is read. */
struct Frame {
    Box box; ///< of the cell that is being read, or of the whole
    Braille open;
    Braille close;
    std::vector<std::vector<Box>> rows;
    bool ruled = false;
    enum class Part : std::uint8_t { open, close, cells } part = Part::cells;
};

/*! The line under the first row of a table: a horizontal line for each column. */
Braille rule(const std::vector<std::size_t> &widths, std::size_t gap)
{
    Braille line;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        if (column > 0) pad(line, line.cells.size() + gap);
        for (std::size_t at = 0; at < widths[column]; ++at) {
            line.cells.push_back(at == 0 ? U'\u2810' : U'\u2812');
            line.nodes.push_back(noNode);
        }
    }
    return line;
}

Box assemble(const Frame &table)
{
    std::vector<std::size_t> widths;
    for (const auto &row : table.rows) {
        if (widths.size() < row.size()) widths.resize(row.size());
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].width());
    }
    const std::size_t gap = table.ruled ? 2 : 1;
    std::size_t total = 0;
    for (const std::size_t width : widths)
        total += width + gap;
    if (!widths.empty()) total -= gap;
    Box result;
    const auto begin = [&] {
        result.lines.push_back(table.open);
        return &result.lines.back();
    };
    const auto finish = [&](Braille &line) {
        pad(line, table.open.cells.size() + total);
        append(line, table.close);
    };
    std::size_t before = 0; // lines of the row before
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
        const auto &row = table.rows[index];
        std::size_t height = 1;
        for (const Box &cell : row)
            height = std::max(height, cell.lines.size());
        if (index > 0 && (height > 1 || before > 1)) finish(*begin()); // tall rows are set apart
        before = height;
        for (std::size_t at = 0; at < height; ++at) {
            Braille &line = *begin();
            std::size_t left = table.open.cells.size();
            for (std::size_t column = 0; column < row.size(); ++column) {
                pad(line, left);
                if (at < row[column].lines.size()) append(line, row[column].lines[at]);
                left += widths[column] + gap;
            }
            finish(line);
        }
        if (index == 0 && table.ruled) result.lines.push_back(rule(widths, gap));
    }
    return result;
}

} // namespace

Braille setOnPage(const Braille &line)
{
    std::vector<Frame> frames(1);
    const auto endCell = [](Frame &frame) {
        if (!frame.rows.empty() && !frame.rows.back().empty()) frame.rows.back().back() = std::move(frame.box);
        frame.box = {};
    };
    for (std::size_t at = 0; at < line.cells.size(); ++at) {
        const char32_t cell = line.cells[at];
        Frame &frame = frames.back();
        switch (cell) {
        case tableMark::begin:
        case tableMark::ruled:
            frames.emplace_back();
            frames.back().ruled = cell == tableMark::ruled;
            frames.back().part = Frame::Part::open;
            break;
        case tableMark::close: frame.part = Frame::Part::close; break;
        case tableMark::row:
            endCell(frame);
            frame.part = Frame::Part::cells;
            frame.rows.emplace_back();
            break;
        case tableMark::cell:
            endCell(frame);
            if (!frame.rows.empty()) frame.rows.back().emplace_back();
            break;
        case tableMark::end: {
            endCell(frame);
            const Box box = assemble(frame);
            if (frames.size() > 1) frames.pop_back();
            append(frames.back().box, box);
            break;
        }
        default: {
            if (frame.part == Frame::Part::cells) {
                frame.box.put(cell, line.nodes[at]);
                break;
            }
            Braille &bracket = frame.part == Frame::Part::open ? frame.open : frame.close;
            bracket.cells.push_back(cell);
            bracket.nodes.push_back(line.nodes[at]);
        }
        }
    }
    Braille page;
    Box &box = frames.front().box;
    const std::size_t width = box.width();
    for (std::size_t at = 0; at < box.lines.size(); ++at) {
        if (at > 0) {
            page.cells.push_back(U'\n');
            page.nodes.push_back(noNode);
        }
        pad(box.lines[at], width);
        append(page, box.lines[at]);
    }
    return page;
}

} // namespace mathtts
