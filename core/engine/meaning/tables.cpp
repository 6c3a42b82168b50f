// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: matrices, vectors, determinants, cases, systems and aligned lines.
#include "engine/meaning/builder.h"

#include <algorithm>

namespace mathtts
{

namespace
{
bool isAligned(std::string_view name)
{
    return name.starts_with("align") || name.starts_with("eqnarray") || name.starts_with("gather") ||
           name.starts_with("split") || name.starts_with("multline") || name.starts_with("flalign") ||
           name.starts_with("xalign") || name.starts_with("IEEE") || name.starts_with("lgather") ||
           name.starts_with("rgather");
}
/*! The columns before the one line between columns that \a lines (MathML's columnlines) draws; 0 for no line or
 * several.
 */
std::int64_t columnsBeforeLine(std::string_view lines)
{
    std::int64_t before = 0;
    std::int64_t column = 0;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find(' '), lines.size());
        ++column;
        if (lines.substr(0, end) != "none") {
            if (before != 0) return 0;
            before = column;
        }
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return before;
}
} // namespace

/*! An mtable on its own. Rows are matrix rows; lines of equations are joined. */
NodeId Builder::table(NodeId node)
{
    const std::string_view name = m_tree->attribute(node, Attribute::className);
    std::vector<NodeId> rows;
    // a relation at the start of the second column, or in the middle of three: equations below each other
    const auto isRelated = [this](NodeId row) {
        const auto cells = parts(row);
        if (cells.size() != 2 && cells.size() != 3) return false;
        auto inside = parts(cells[1]);
        if (inside.size() == 1 && written(inside[0]).element == Element::mrow) inside = parts(inside[0]);
        while (!inside.empty() && written(inside[0]).childCount == 0 && written(inside[0]).text.empty())
            inside = inside.subspan(1); // what only keeps the space before a relation
        if (inside.empty() || (cells.size() == 3 && inside.size() != 1)) return false;
        const Node &sign = written(inside[0]);
        return sign.element == Element::mo && sign.character != 0 &&
               characterFacts(sign.character).kind == CharacterClass::relation;
    };
    const auto tableRows = parts(node);
    const bool related = name.empty() && !tableRows.empty() && std::ranges::all_of(tableRows, isRelated);
    const std::size_t columns = related ? parts(tableRows[0]).size() : 2; // of one equation
    const bool lines = related || isAligned(name) || name == "substack" || name == "subarray";
    const bool branches = name.ends_with("cases");
    std::vector<NodeId> cells;
    std::size_t widest = 0;
    for (const NodeId row : parts(node)) {
        cells.clear();
        NodeId label = noNode;
        auto children = parts(row);
        if (written(row).element == Element::mlabeledtr && !children.empty()) {
            label = meaningOf(children[0]);
            children = children.subspan(1);
        }
        NodeId made = noNode;
        if (lines && children.size() > 1) {
            // the columns of one equation are one row
            std::vector<NodeId> tokens;
            std::size_t pair = 0;
            std::vector<NodeId> equations;
            const auto finish = [&] {
                if (!tokens.empty()) equations.push_back(parseRow(tokens, row));
                tokens.clear();
            };
            for (const NodeId cell : children) {
                if (pair == columns) {
                    finish();
                    pair = 0;
                }
                const auto inner = parts(cell);
                tokens.insert(tokens.end(), inner.begin(), inner.end());
                ++pair;
            }
            finish();
            if (equations.empty()) equations.push_back(none(row));
            made = equations.size() == 1 ? equations[0] : make(Concept::list, equations, row);
            made = makeOf(Concept::line, row, made);
        } else {
            for (const NodeId cell : children)
                cells.push_back(meaningOf(cell));
            if (cells.empty()) cells.push_back(none(row));
            widest = std::max(widest, cells.size());
            if (branches)
                made = makeOf(Concept::branch, row, cells[0],
                              cells.size() == 1   ? noNode
                              : cells.size() == 2 ? cells[1]
                                                  : make(Concept::sequence, std::span(cells).subspan(1), row));
            else
                made = make(lines ? Concept::line : Concept::matrixRow, cells, row);
        }
        if (label != noNode) made = makeOf(Concept::labeled, row, made, label);
        rows.push_back(made);
    }
    if (name == "substack" || name == "subarray") return make(Concept::equations, rows, node);
    if (lines) return make(Concept::equations, rows, node);
    if (name == "tagged" && rows.size() == 1 && is(rows[0], Concept::labeled))
        return makeOf(Concept::labeled, node, slot(slot(rows[0], 0), 0), slot(rows[0], 1));
    if (branches) {
        // equations without conditions are a system
        const bool system = rows.size() > 1 && std::ranges::all_of(rows, [this](NodeId branch) {
                                return is(branch, Concept::branch) && slot(branch, 1) == noNode &&
                                       is(slot(branch, 0), Concept::relation);
                            });
        if (!system) return make(Concept::cases, rows, node);
        for (NodeId &branch : rows)
            branch = makeOf(Concept::line, at(branch).written, slot(branch, 0));
        const NodeId made = make(Concept::equations, rows, node);
        at(made).value = 1;
        return made;
    }
    const NodeId result = make(name.ends_with("matrix") ? Concept::matrix : Concept::table, rows, node);
    return result;
}

/*! The meaning of \a table between fences; noNode when the fences do not change it. */
NodeId Builder::fencedTable(NodeId table, char32_t open, char32_t close, NodeId row)
{
    MeaningNode &made = at(table);
    const auto become = [&](Concept what) {
        made.what = made.runnerUp = what;
        return table;
    };
    const auto isBar = [](char32_t fence) { return fence == U'|' || fence == U'∣'; };
    if (made.what == Concept::cases) return open == U'{' || close == U'}' ? table : noNode;
    if (made.what == Concept::equations) {
        if (open == U'{' || close == U'}') {
            made.value = 1;
            return table;
        }
        return noNode;
    }
    const auto rows = m_meaning->children(table);
    const bool oneColumn = std::ranges::all_of(rows, [this](NodeId each) { return at(each).childCount == 1; });
    if (open == U'{' && close == 0) {
        // one column: a system; two: branches
        std::vector<NodeId> branches;
        for (const NodeId each : std::vector<NodeId>(rows.begin(), rows.end())) {
            const auto cells = m_meaning->children(each);
            const std::vector<NodeId> several(cells.begin(), cells.end());
            const NodeId written = at(each).written;
            if (several.empty()) continue; // a row without cells says nothing
            if (oneColumn)
                branches.push_back(make(Concept::line, several, written));
            else
                branches.push_back(makeOf(Concept::branch, written, several[0],
                                          several.size() == 1 ? noNode
                                          : several.size() == 2
                                              ? several[1]
                                              : make(Concept::sequence, std::span(several).subspan(1), written)));
        }
        const NodeId result = make(oneColumn ? Concept::equations : Concept::cases, branches, row);
        if (oneColumn) at(result).value = 1;
        return result;
    }
    if (isBar(open) && isBar(close)) return become(Concept::determinant);
    const bool matrixFence = (open == U'(' && close == U')') || (open == U'[' && close == U']') ||
                             (open == U'{' && close == U'}') || open == U'⟮' || open == U'‖';
    if (!matrixFence) return noNode;
    if (oneColumn && rows.size() == 2 && open == U'(') {
        const NodeId first = slot(rows[0], 0);
        const NodeId second = slot(rows[1], 0);
        const auto counts = [&](NodeId cell) {
            return (at(cell).facts & factInteger) != 0 ||
                   (at(cell).what == Concept::letter &&
                    std::u32string_view(U"nkmrNKijps").contains(at(cell).character));
        };
        const bool chosen = counts(first) && counts(second) && at(first).what == Concept::letter &&
                            std::u32string_view(U"nNm").contains(at(first).character);
        if (chosen) return doubt(makeOf(Concept::binomialCoefficient, row, first, second), 70, Concept::columnVector);
    }
    if (rows.size() == 1 && at(rows[0]).childCount > 1) {
        const auto cells = m_meaning->children(rows[0]);
        const std::vector<NodeId> several(cells.begin(), cells.end());
        return make(Concept::rowVector, several, row);
    }
    if (oneColumn && rows.size() > 1) {
        std::vector<NodeId> cells;
        for (const NodeId each : rows)
            cells.push_back(slot(each, 0));
        return make(Concept::columnVector, cells, row);
    }
    become(Concept::matrix);
    at(table).value = columnsBeforeLine(m_tree->attribute(at(table).written, Attribute::columnlines));
    return table;
}

} // namespace mathtts
