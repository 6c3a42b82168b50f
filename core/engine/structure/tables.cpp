// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: matrices and vectors by their fences, cases by a brace, lines of one cell.
#include "engine/structure/builder.h"

#include <algorithm>
#include <array>

namespace mathtts::structure
{

namespace
{
/*! Whether lines part the first row or column from the others and nothing else, as in the table of a group. */
bool partsFirstOnly(std::string_view lines)
{
    const std::string_view first = lines.substr(0, lines.find(' '));
    if (first != "solid" && first != "dashed") return false;
    lines.remove_prefix(first.size());
    while (lines.starts_with(' ')) {
        lines.remove_prefix(1);
        if (lines.starts_with("none")) lines.remove_prefix(4);
    }
    return lines.empty();
}
} // namespace

PartId Builder::tableCell(NodeId id)
{
    const PartId content = innerRow(id);
    const PartId cell = add(Concept::sCell, NodeRole::table);
    if (!is(content, Concept::sEmpty) || (at(content).flags & writtenEmpty) != 0) m_parts.append(cell, content);
    return cell;
}

PartId Builder::tableRow(NodeId id)
{
    const PartId row = add(Concept::sRow, NodeRole::table);
    bool label = (*m_tree)[id].element == Element::mlabeledtr;
    for (const NodeId child : m_tree->children(id)) {
        const PartId cell = m_partOf[child];
        if (label) {
            at(cell).role = NodeRole::label;
            if (const PartId text = at(cell).children.first; text != noPart && is(text, Concept::sText))
                at(text).role = NodeRole::label;
            m_parts.appendContent(row, cell);
        } else {
            m_parts.append(row, cell);
        }
        label = false;
    }
    return row;
}

PartId Builder::table(NodeId id)
{
    const PartId table = add(Concept::sTable, NodeRole::unknown);
    bool lines = true;
    for (const NodeId child : m_tree->children(id)) {
        m_parts.append(table, m_partOf[child]);
        lines = lines && at(m_partOf[child]).children.count <= 1;
    }
    if (lines)
        makeMultiline(table);
    else
        classifyTable(table);
    return table;
}

void Builder::makeMultiline(PartId table)
{
    at(table).kind = Concept::sMultiline;
    for (PartId row = at(table).children.first; row != noPart; row = at(row).next)
        makeLine(row, NodeRole::multiline);
    if (at(table).children.count == 2) {
        at(table).role = NodeRole::binomial;
        at(at(table).children.first).role = NodeRole::binomial;
        at(at(table).children.last).role = NodeRole::binomial;
    }
    classifyMultiline(table);
}

void Builder::makeLine(PartId row, NodeRole role)
{
    if (!is(row, Concept::sRow)) return;
    at(row).kind = Concept::sLine;
    at(row).role = role;
    if (at(row).children.count != 1) return;
    const PartId cell = at(row).children.first;
    if (!is(cell, Concept::sCell)) return;
    m_parts.dropChildren(row);
    if (at(cell).children.count > 0) m_parts.append(row, at(cell).children.first);
}

/*! Lines that all are relations of one kind give the whole their role. */
void Builder::classifyMultiline(PartId table)
{
    NodeRole role = NodeRole::unknown;
    for (PartId line = at(table).children.first; line != noPart; line = at(line).next) {
        const PartId content = at(line).children.first;
        if (content == noPart) continue;
        if (role == NodeRole::unknown) role = at(content).role;
        if (role == NodeRole::unknown || !has(content, role) ||
            !(is(content, Concept::sRelation) || is(content, Concept::sRelseq)))
            return;
    }
    if (role != NodeRole::unknown) at(table).role = role;
}

void Builder::classifyTable(PartId table)
{
    std::size_t columns = 0;
    for (PartId row = at(table).children.first; row != noPart; row = at(row).next)
        columns = std::max<std::size_t>(columns, at(row).children.count);
    if (classifyByColumns(table, columns)) return;
    const NodeId written = at(table).written;
    if (partsFirstOnly(m_tree->attribute(written, Attribute::columnlines)) &&
        partsFirstOnly(m_tree->attribute(written, Attribute::rowlines)))
        at(table).role = NodeRole::cayley;
}

/*! Equations in two or three columns are recognized by the relation signs in one of them. */
bool Builder::classifyByColumns(PartId table, std::size_t columns)
{
    if (columns != 2 && columns != 3) return false;
    constexpr auto kinds = std::to_array({NodeRole::equality, NodeRole::inequality, NodeRole::arrow});
    const auto content = [this](PartId row, std::size_t column) {
        PartId cell = at(row).children.first;
        for (; column > 0 && cell != noPart; --column)
            cell = at(cell).next;
        return cell == noPart ? noPart : at(cell).children.first;
    };
    const auto test = [&](std::size_t column, auto fits) {
        bool some = false;
        for (PartId row = at(table).children.first; row != noPart; row = at(row).next) {
            const PartId part = content(row, column);
            if (part == noPart) continue;
            if (!fits(part)) return false;
            some = true;
        }
        return some;
    };
    for (const NodeRole kind : kinds) {
        const auto fits = [&](PartId part) {
            return has(part, kind) || (kind == NodeRole::inequality && has(part, NodeRole::equality));
        };
        const auto isSign = [&](PartId part) { return is(part, Concept::sRelation) && fits(part); };
        const auto starts = [&](PartId part) {
            return isSign(part) ||
                   (is(part, Concept::sRelseq) && fits(part) && is(at(part).children.first, Concept::sEmpty));
        };
        const auto ends = [&](PartId part) {
            return isSign(part) ||
                   (is(part, Concept::sRelseq) && fits(part) && is(at(part).children.last, Concept::sEmpty));
        };
        if (columns == 3 ? test(1, isSign) : test(1, starts) || test(0, ends)) {
            at(table).role = kind;
            return true;
        }
    }
    return false;
}

void Builder::assignRole(PartId row, NodeRole role)
{
    at(row).role = role;
    if (!is(row, Concept::sRow)) return;
    for (PartId cell = at(row).children.first; cell != noPart; cell = at(cell).next)
        if (is(cell, Concept::sCell)) at(cell).role = role;
}

/*! A table in fences is a matrix, a vector or a binomial coefficient. */
PartId Builder::matrixOf(PartId fenced)
{
    const PartId table = at(fenced).children.first;
    const NodeRole fences = at(fenced).role;
    const bool bars = fences == NodeRole::neutral || fences == NodeRole::metric;
    const NodeRole square = bars ? NodeRole::determinant : NodeRole::squarematrix;
    NodeRole rowRole{};
    const std::size_t rows = at(table).children.count;
    if (is(table, Concept::sMultiline)) {
        at(table).kind = Concept::sVector;
        rowRole = NodeRole::vector;
        if (rows == 1) at(table).role = square;
    } else {
        at(table).kind = Concept::sMatrix;
        rowRole = NodeRole::matrix;
        if (rows > 0 && at(at(table).children.first).children.count == rows)
            at(table).role = square;
        else if (rows == 1)
            at(table).role = NodeRole::rowvector;
    }
    if (!has(table, NodeRole::unknown)) rowRole = at(table).role;
    for (PartId row = at(table).children.first; row != noPart; row = at(row).next)
        assignRole(row, rowRole);
    const PartId open = at(fenced).contents.first;
    const PartId close = at(fenced).contents.last;
    m_parts.dropContents(table);
    m_parts.appendContent(table, open);
    m_parts.appendContent(table, close);
    return table;
}

void Builder::tablesInRow(List &parts)
{
    const auto isTable = [this](PartId part) {
        return part != noPart && (is(part, Concept::sTable) || is(part, Concept::sMultiline));
    };
    std::size_t write = 0;
    for (PartId part : parts) {
        if (is(part, Concept::sFenced) && isTable(at(part).children.first) &&
            (has(part, NodeRole::leftright) || has(part, NodeRole::neutral) || has(part, NodeRole::metric)))
            part = matrixOf(part);
        if (isTable(part) && write > 0 && has(parts[write - 1], NodeRole::openfence)) {
            at(part).kind = Concept::sCases;
            for (PartId row = at(part).children.first; row != noPart; row = at(row).next)
                assignRole(row, NodeRole::cases);
            m_parts.dropContents(part);
            m_parts.appendContent(part, parts[write - 1]);
            --write;
        }
        parts[write++] = part;
    }
    parts.resize(write);
}

} // namespace mathtts::structure
