// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include <algorithm>

namespace mathtts::latex
{

std::size_t Reader::innermostTable() const
{
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        const GroupKind kind = m_groups[i].kind;
        if (kind == GroupKind::table) return i;
        if (kind != GroupKind::pending && kind != GroupKind::script && kind != GroupKind::left) break;
    }
    return static_cast<std::size_t>(-1);
}

void Reader::openEnvironment(const Environment &environment, Span source, bool byBrace)
{
    flushText();
    const bool tableKind = environment.kind == EnvironmentKind::table || environment.kind == EnvironmentKind::diagram;
    Group &group = open(tableKind ? GroupKind::table : GroupKind::row, source);
    if (byBrace) group.closer = '}';
    Table table;
    table.environment = &environment;
    table.name = environment.name;
    table.columns = environment.columnAlign;
    table.byBrace = byBrace;
    for (const char *signature = environment.signature; *signature != '\0'; ++signature) {
        Fragment raw;
        bool closed = true;
        if (*signature == 'q' && m_source.readOptional(raw) && environment.name.ends_with('*'))
            columnSpecification(table, raw);
        if (*signature == 'r') m_source.readRaw(raw, closed);
        if (*signature == 'c' && m_source.readRaw(raw, closed)) columnSpecification(table, raw);
        if (*signature == 'm' && m_source.readRaw(raw, closed)) {
            const Fragment inside = raw;
            table.before = readInside({inside.text, inside.offset, !inside.original, inside.call});
        }
        if (!closed) report(Severity::error, DiagnosticCode::missingClosingBrace, source);
    }
    table.firstCell = static_cast<std::uint32_t>(m_cells.size());
    table.firstRow = static_cast<std::uint32_t>(m_rows.size());
    table.cellBegin = table.rowBegin = m_source.end();
    m_tables.push_back(table);
    m_style.text = false;
    m_style.display = environment.columnAlign == "right left" || environment.columnAlign == "center" ||
                      environment.kind != EnvironmentKind::table || environment.name.starts_with("mult") ||
                      environment.name[0] == 'd';
}

// {r|cc} as MathML says it: alignments, and lines between.
void Reader::columnSpecification(Table &table, const Fragment &specification)
{
    const std::string_view text = m_source.flatten(specification);
    std::string columns;
    std::string lines;
    bool line = false;
    bool anyLine = false;
    for (std::size_t i = 0; i < text.size() && columns.size() < 4096; ++i) {
        const char byte = text[i];
        std::string_view align;
        if (byte == 'l' || byte == 'X') align = "left";
        if (byte == 'c') align = "center";
        if (byte == 'r') align = "right";
        if (byte == 'p' || byte == 'm' || byte == 'b') align = "left";
        if (byte == '|' || byte == ':') line = true;
        if (byte == '@' || byte == '!' || byte == '>' || byte == '<' || byte == 'p' || byte == 'm' || byte == 'b') {
            const std::size_t brace = text.find('{', i);
            const std::size_t length = brace == i + 1 ? bracedLength(text, brace) : std::string_view::npos;
            if (length != std::string_view::npos) i = brace + length - 1;
        }
        if (align.empty()) continue;
        if (!columns.empty()) {
            columns += ' ';
            if (!lines.empty()) lines += ' ';
            lines += line ? "solid" : "none";
            anyLine = anyLine || line;
        }
        line = false;
        columns += align;
    }
    table.columns = m_tree.arena().keep(columns);
    if (anyLine) table.lines = m_tree.arena().keep(lines);
}

void Reader::finishCell()
{
    Table &table = m_tables.back();
    const std::uint32_t begin = table.cellBegin;
    const std::span<const NodeId> items = finishItems(begin);
    const NodeId cell = m_tree.add(Element::mtd, items, since(begin));
    if (m_tables.back().columnSpan > 1)
        m_tree.setAttribute(cell, Attribute::columnspan, std::to_string(m_tables.back().columnSpan));
    m_tables.back().columnSpan = 0;
    m_cells.push_back(cell);
    m_style = m_groups.back().outer;
    // cases* and its kin have words in their later columns.
    m_style.text = m_tables.back().environment->words && m_cells.size() > m_tables.back().firstCell;
    if (m_style.text) m_source.skipSpaces();
    const Environment &environment = *m_tables.back().environment;
    m_style.display = environment.columnAlign == "right left" || environment.columnAlign == "center" ||
                      environment.name.starts_with("mult") || environment.name[0] == 'd';
    m_tables.back().cellBegin = m_source.end();
}

void Reader::finishRowOfCells()
{
    Table &table = m_tables.back();
    const std::span<const NodeId> cells{m_cells.data() + table.firstCell, m_cells.size() - table.firstCell};
    NodeId row = noNode;
    if (table.tag != noNode) {
        std::vector<NodeId> labelled{m_tree.add(Element::mtd, {&table.tag, 1}, m_tree[table.tag].source)};
        labelled.insert(labelled.end(), cells.begin(), cells.end());
        row = m_tree.add(Element::mlabeledtr, labelled, since(table.rowBegin));
        table.tag = noNode;
    } else {
        row = m_tree.add(Element::mtr, cells, since(table.rowBegin));
    }
    if (table.intertext) m_tree.setAttribute(row, Attribute::className, "intertext");
    table.intertext = false;
    m_cells.resize(table.firstCell);
    m_rows.push_back(row);
    table.rowBegin = m_source.end();
    m_style.text = false;
}

void Reader::cell(Span source)
{
    const std::size_t table = innermostTable();
    if (table == static_cast<std::size_t>(-1)) {
        m_source.advance(m_source.runOf('&')); // one mistake, however long
        report(Severity::error, DiagnosticCode::ampersandOutsideTable, hull(source, since(source.begin)));
        return;
    }
    closeTo(table + 1);
    finishCell();
}

void Reader::newLine(Span source)
{
    const std::size_t table = innermostTable();
    if (m_source.peek() == '*') m_source.advance(1);
    Fragment skipped;
    if (m_source.skipSpaces() == '[') {
        // \\[2pt], but not \\[x]: only a length is passed
        const std::string_view rest = m_source.rest();
        const std::size_t close = rest.substr(0, 24).find(']');
        if (close != std::string_view::npos &&
            rest.substr(1, close - 1).find_first_not_of("0123456789.,-+ \\abcdefghijklmnopqrstuvwxyz") ==
                std::string_view::npos &&
            (rest[1] == '-' || rest[1] == '.' || rest[1] == '\\' || rest[1] == ' ' ||
             (rest[1] >= '0' && rest[1] <= '9')))
            m_source.readOptional(skipped);
    }
    if (table == static_cast<std::size_t>(-1)) {
        while (waiting())
            closeTo(m_groups.size() - 1);
        const NodeId node = m_tree.add(Element::mspace, {}, source);
        m_tree.setAttribute(node, Attribute::className, "newline");
        deliver(node);
        return;
    }
    closeTo(table + 1);
    finishCell();
    finishRowOfCells();
}

void Reader::closeTable()
{
    const Group group = m_groups.back();
    const Environment &environment = *m_tables.back().environment;
    // Nothing after the last \\ is no row.
    const bool open = m_items.size() > group.firstItem || m_cells.size() > m_tables.back().firstCell ||
                      group.infix != nullptr || m_tables.back().tag != noNode;
    if (open || m_rows.size() == m_tables.back().firstRow) {
        finishCell();
        finishRowOfCells();
    }
    const Table table = m_tables.back();
    const Span source = since(group.source.begin);
    const NodeId grid =
        m_tree.add(Element::mtable, std::span{m_rows.data() + table.firstRow, m_rows.size() - table.firstRow}, source);
    m_rows.resize(table.firstRow);
    m_tree.setAttribute(grid, Attribute::className, environment.className);
    if (!table.columns.empty()) m_tree.setAttribute(grid, Attribute::columnalign, table.columns);
    if (!table.lines.empty()) m_tree.setAttribute(grid, Attribute::columnlines, table.lines);
    m_tables.pop_back();
    pop();
    NodeId node = grid;
    const Span close = {source.end, source.end};
    if (!environment.open.empty() || !environment.close.empty())
        node = fenced(environment.open, environment.close, {&grid, 1}, source, group.source, close);
    if (table.before != noNode) node = m_tree.add(Element::mrow, std::array{table.before, node}, source);
    deliver(node);
}

// A@>f>>B: the arrow is a cell of its own between its ends.
void Reader::diagramArrow()
{
    const Span source = m_source.span(1);
    m_source.advance(1);
    const int sign = m_source.peek();
    if (sign >= 0) m_source.advance(1);
    static const Command arrows[] = {
        {"@>", Action::diagramArrow, Element::mrow, Variant::automatic, 0, "bb", "→", false},
        {"@<", Action::diagramArrow, Element::mrow, Variant::automatic, 0, "bb", "←", false},
        {"@V", Action::diagramArrow, Element::mrow, Variant::automatic, 0, "bb", "↓", false},
        {"@A", Action::diagramArrow, Element::mrow, Variant::automatic, 0, "bb", "↑", false},
    };
    settleLast();
    const bool horizontal = sign == '>' || sign == '<' || sign == '=' || sign == '.' || sign == ')' || sign == '(';
    const bool first = m_items.size() == m_groups.back().firstItem;
    if (horizontal || !first) finishCell();
    if (sign == '=' || sign == '|') {
        deliver(symbol(sign == '=' ? "=" : "‖", since(source.begin), stretchy | relation));
    } else if (sign != '.') {
        const auto *found = std::ranges::find_if(arrows, [sign](const Command &arrow) {
            return arrow.name[1] == sign || (sign == ')' && arrow.name[1] == '>') ||
                   (sign == '(' && arrow.name[1] == '<');
        });
        if (found == std::end(arrows)) {
            report(Severity::warning, DiagnosticCode::unknownCommand, source, "@");
            return;
        }
        return startPending(*found, since(source.begin));
    }
    if (horizontal) finishCell();
}

void Reader::braceTable(const Command &command, Span source)
{
    const Environment *environment = findEnvironment(command.text);
    int byte = m_source.skipSpaces();
    if (byte == '*') {
        m_source.advance(1);
        byte = m_source.skipSpaces();
    }
    Fragment option;
    if (command.text == "borderMatrix" && m_source.readOptional(option)) byte = m_source.skipSpaces();
    const bool brackets = command.action == Action::physicsMatrix && (byte == '(' || byte == '[' || byte == '|');
    if (byte != '{' && !brackets) return report(Severity::error, DiagnosticCode::missingArgument, source, command.name);
    if (brackets) environment = findEnvironment(byte == '(' ? "pmatrix" : byte == '[' ? "bmatrix" : "vmatrix");
    m_source.advance(1);
    const bool specified = environment->name == "arrayTable";
    static const Environment plain = {"array", "array", EnvironmentKind::table, "", "", "", "", false};
    openEnvironment(specified ? plain : *environment, source, true);
    if (brackets) m_groups.back().closer = byte == '(' ? ')' : byte == '[' ? ']' : '|';
    if (brackets && byte != '|') m_groups.back().opener = static_cast<char>(byte);
}

void Reader::begin(Span source)
{
    Fragment raw;
    bool closed = true;
    if (!m_source.readRaw(raw, closed) || !closed) {
        report(Severity::error, DiagnosticCode::missingArgument, source, "begin");
        return;
    }
    const std::string_view name = m_source.flatten(raw);
    const Span whole = since(source.begin);
    if (const Macro *macro = m_macros.findEnvironment(name)) return expand(*macro, name, whole);
    static const Environment unknownEnvironment = {"", "", EnvironmentKind::row, "", "", "", "", false};
    const Environment *environment = findEnvironment(name);
    if (environment == nullptr) {
        report(Severity::warning, DiagnosticCode::unknownEnvironment, whole, name);
        environment = &unknownEnvironment;
    }
    if (environment->name == "empheq") { // \begin{empheq}[left=..]{align}
        Fragment inner;
        m_source.readOptional(inner);
        if (!m_source.readRaw(inner, closed)) return;
        const std::string_view wanted = m_source.flatten(inner);
        const std::string_view base = wanted.substr(0, wanted.find('='));
        const Environment *found = findEnvironment(base.starts_with("alignat") ? "align" : base);
        if (found != nullptr) environment = found;
    }
    openEnvironment(*environment, whole, false);
    m_tables.back().name = environment->name.empty() ? std::string_view() : m_tree.arena().keep(name);
}

void Reader::end(Span source)
{
    Fragment raw;
    bool closed = true;
    if (!m_source.readRaw(raw, closed) || !closed) {
        report(Severity::error, DiagnosticCode::missingArgument, source, "end");
        return;
    }
    const std::string_view name = m_source.flatten(raw);
    const Span whole = since(source.begin);
    if (const Macro *macro = m_macros.findEnvironment(name)) {
        m_source.push({.text = macro->end, .call = whole});
        return;
    }
    const bool known = findEnvironment(name) != nullptr;
    std::size_t i = m_groups.size();
    std::size_t table = m_tables.size();
    while (i-- > 0) {
        if (m_groups[i].kind != GroupKind::table && m_groups[i].kind != GroupKind::row) continue;
        const std::string_view open = m_tables[--table].name;
        if (open == name || (open.empty() && !known)) break;
    }
    if (i == static_cast<std::size_t>(-1)) {
        // The nearest environment is probably meant: \begin{matrix} .. \end{pmatrix}.
        report(Severity::error, DiagnosticCode::unexpectedEnd, whole, name);
        return;
    }
    closeTo(i + 1);
    if (m_tables.back().environment->kind == EnvironmentKind::proof) {
        for (const NodeId proof : m_proofs)
            deliver(proof);
        m_proofs.clear();
    }
    closeTop();
}

} // namespace mathtts::latex
