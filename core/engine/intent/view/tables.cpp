// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: matrices, determinants, cases, systems of equations and lines.
#include "engine/intent/view/reader.h"

#include "engine/tree/utf8.h"

#include <algorithm>

namespace mathtts
{

namespace
{
/*! MeaningNode::value of a table. */
enum MatrixKind : std::int64_t {
    tableArray,
    tableMatrix,      ///< small, with simple entries
    tableWithColumns, ///< a matrix whose columns are numbered
    tableIdentity,
    tableDiagonal,
    tableZero,
    tableDeterminant,
    determinantWithColumns,
};

/*! Whether a line is drawn behind column or row \a index; the last of \a styles goes on. */
bool hasLine(std::string_view styles, std::size_t index)
{
    std::string_view style;
    for (std::size_t i = 0, begin = 0; i <= index; ++i) {
        begin = styles.find_first_not_of(' ', begin);
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(styles.find(' ', begin), styles.size());
        style = styles.substr(begin, end - begin);
        begin = end;
    }
    return style == "solid" || style == "dashed";
}
} // namespace

/*! A table without a meaning yet: rows of cells, with the labels that they have. */
NodeId IntentReader::table(NodeId node)
{
    std::vector<NodeId> rows;
    std::vector<NodeId> cells;
    bool relations = true;
    bool augmented = false;
    std::size_t columns = 0;
    const std::string_view columnLines = m_tree->attribute(node, Attribute::columnlines);
    const std::string_view rowLines = m_tree->attribute(node, Attribute::rowlines);
    for (const NodeId row : m_tree->children(node)) {
        const auto parts = m_tree->children(row);
        cells.assign(1, noNode); // the label
        bool relation = false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const IntentItem &cell = m_done[parts[i]];
            if ((i == 0 && written(row).element == Element::mlabeledtr) ||
                m_tree->attribute(parts[i], Attribute::intent).starts_with(":equation-label")) {
                cells[0] = plainLabel(cell.meaning);
                continue;
            }
            const NodeId said = cell.meaning != noNode ? cell.meaning : leaf(Concept::none, {}, parts[i]);
            cells.push_back(make(Concept::iCell, {said}, parts[i]));
            const bool lined = i + 1 < parts.size() && hasLine(columnLines, cells.size() - 2);
            if (lined) at(cells.back()).facts |= factStretchy;
            augmented = augmented || lined;
            relation = relation || hasEquals(cell.meaning);
        }
        const bool continues = !rows.empty() && cells.size() > 2 && is(children(cells[1])[0], Concept::none);
        relations = relations && (relation || parts.empty() || continues);
        columns = std::max(columns, cells.size() - 1);
        rows.push_back(makeList(Concept::iRow, cells, row));
        if (m_tree->attribute(row, Attribute::intent).starts_with(":continued-row")) at(rows.back()).value = 1;
    }
    const NodeId result = makeList(Concept::iTable, rows, node);
    at(result).value = tableArray;
    if (augmented) at(result).facts |= factStretchy;
    for (std::size_t i = 0; i + 1 < rows.size(); ++i)
        if (hasLine(rowLines, i)) at(rows[i]).facts |= factStretchy;
    const std::string_view intent = m_literal ? std::string_view() : m_tree->attribute(node, Attribute::intent);
    if (intent.starts_with(":matrix")) return matrix(result, false);
    if (intent.starts_with(":system-of-equations") || intent.starts_with(":equations")) return asLines(result, 2, node);
    if (intent.starts_with(":lines")) return asLines(result, 1, node);
    if (relations && columns > 0 && !m_literal) return asLines(result, 2, node);
    return result;
}

/*! A label of one character is said without its brackets, a letter as a letter; any other as it is written. */
NodeId IntentReader::plainLabel(NodeId label)
{
    if (!is(label, Concept::text)) return label;
    std::string_view text = at(label).text;
    if (text.size() < 3 || text.front() != '(' || text.back() != ')') return label;
    text = text.substr(1, text.size() - 2);
    const char32_t character = soleCharacter(text);
    if (character == 0) return label;
    at(label).text = text;
    if (characterFacts(character).kind != CharacterClass::letter) return label;
    const NodeId letter = leaf(Concept::letter, text, at(label).written);
    at(letter).facts |= factLetter | (characterFacts(character).capital ? factCapital : 0U);
    return letter;
}

/*! A sign at the start of a cell goes on with the cell before: plus, not positive, and minus, not negative. */
NodeId IntentReader::continued(NodeId cell)
{
    const NodeId first = is(cell, Concept::sequence) ? children(cell)[0] : cell;
    const bool plus = is(first, Concept::positive);
    if (!plus && !is(first, Concept::negative)) return cell;
    const NodeId sign = leaf(Concept::operator_, plus ? "+" : "-", at(first).written);
    at(sign).value = 2;
    const NodeId row = make(Concept::sequence, {sign, children(first)[0]}, at(first).written);
    if (cell == first) return row;
    m_meaning->replaceChild(cell, 0, row);
    return cell;
}

/*! Whether \a cell holds an equals sign: lines of other relations are no equations. */
bool IntentReader::hasEquals(NodeId cell) const
{
    if (is(cell, Concept::operator_)) return isOperator(cell, U'=');
    if (is(cell, Concept::iLines)) return at(cell).value == 2;
    if (!is(cell, Concept::sequence)) return false;
    return std::ranges::any_of(children(cell), [&](NodeId part) { return isOperator(part, U'='); });
}

/*! \a table as a matrix or determinant. */
NodeId IntentReader::matrix(NodeId table, bool determinant)
{
    const auto rows = children(table);
    const std::size_t size = rows.size();
    bool diagonal = size > 1;
    bool ones = true;
    bool zeros = true;
    bool simple = size <= 3;
    for (std::size_t i = 0; i < size; ++i) {
        const auto cells = children(rows[i]).subspan(1);
        diagonal = diagonal && cells.size() == size;
        simple = simple && cells.size() <= 3 && children(rows[i])[0] == noNode;
        for (std::size_t j = 0; j < cells.size(); ++j) {
            const NodeId cell = children(cells[j])[0];
            const bool integer = has(cell, factInteger);
            const bool zero = integer && at(cell).value == 0;
            simple = simple && isSimple(cell) && !is(cell, Concept::none);
            zeros = zeros && zero;
            if (i != j && !zero) diagonal = false;
            if (i == j && !(integer && at(cell).value == 1)) ones = false;
        }
    }
    std::int64_t kind = simple ? tableMatrix : tableWithColumns;
    if (determinant)
        kind = simple ? tableDeterminant : determinantWithColumns;
    else if (zeros && size > 0)
        kind = tableZero;
    else if (diagonal)
        kind = ones ? tableIdentity : tableDiagonal;
    at(table).value = kind;
    for (std::size_t i = 0; i < size && kind == tableDiagonal; ++i) {
        const NodeId entry = children(children(rows[i])[i + 1])[0];
        if (has(entry, factInteger) && at(entry).value == 0) at(rows[i]).value = 2;
    }
    return table;
}

/*! \a table in brackets; noNode: it is no known thing together with them. */
NodeId IntentReader::fencedTable(NodeId table, char32_t open, char32_t close, NodeId node)
{
    const bool wereLines = is(table, Concept::iLines);
    const NodeId rows = wereLines ? children(table)[0] : table;
    const bool authored = m_tree->hasAttribute(at(rows).written, Attribute::intent);
    if (at(rows).value != tableArray && !authored) return noNode; // it has brackets already
    if ((open == U'(' && close == U')') || (open == U'[' && close == U']')) return matrix(rows, false);
    if (open == U'|' && close == U'|') return matrix(rows, true);
    if (open == U'{' && close == 0) return asLines(rows, 3, node);
    return noNode;
}

/*! A table whose rows are lines: 1 lines, 2 equations, 3 cases. */
NodeId IntentReader::asLines(NodeId table, std::int64_t kind, NodeId node)
{
    std::vector<NodeId> made{table};
    std::vector<NodeId> line;
    const std::vector<NodeId> rows(children(table).begin(), children(table).end());
    for (const NodeId row : rows) {
        const std::vector<NodeId> cells(children(row).begin(), children(row).end());
        line.assign(1, cells[0]);
        if (at(row).value == 1 && made.size() > 1) { // goes on with the line before
            const auto before = children(made.back());
            line.assign(before.begin(), before.end());
            made.pop_back();
        }
        for (const NodeId cell : std::vector<NodeId>(cells.begin() + 1, cells.end())) {
            const NodeId said = children(cell)[0];
            if (is(said, Concept::none)) continue;
            const bool later = cell != cells[1] || is(said, Concept::positive);
            line.push_back(later ? continued(said) : said);
        }
        made.push_back(makeList(Concept::iLine, line, at(row).written));
    }
    const NodeId result = makeList(Concept::iLines, made, node);
    at(result).value = kind;
    return result;
}

} // namespace mathtts
