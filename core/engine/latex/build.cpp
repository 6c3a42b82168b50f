// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"
#include "engine/latex/reader.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <charconv>

namespace mathtts::latex
{

namespace
{
// What \not makes of a relation.
struct Negated {
    char32_t plain;
    std::string_view negated;
};

constexpr Negated negations[] = {
    {U'=', "≠"}, {U'<', "≮"}, {U'>', "≯"}, {U'≤', "≰"}, {U'≥', "≱"}, {U'⩽', "≰"}, {U'⩾', "≱"}, {U'≡', "≢"}, {U'∼', "≁"},
    {U'≃', "≄"}, {U'≈', "≉"}, {U'≅', "≇"}, {U'≍', "≭"}, {U'∈', "∉"}, {U'∋', "∌"}, {U'⊂', "⊄"}, {U'⊃', "⊅"}, {U'⊆', "⊈"},
    {U'⊇', "⊉"}, {U'⊑', "⋢"}, {U'⊒', "⋣"}, {U'≺', "⊀"}, {U'≻', "⊁"}, {U'≼', "⋠"}, {U'≽', "⋡"}, {U'⪯', "⋠"}, {U'⪰', "⋡"},
    {U'∣', "∤"}, {U'|', "∤"}, {U'∥', "∦"}, {U'‖', "∦"}, {U'⊢', "⊬"}, {U'⊨', "⊭"}, {U'⊩', "⊮"}, {U'⊫', "⊯"}, {U'→', "↛"},
    {U'←', "↚"}, {U'↔', "↮"}, {U'⇒', "⇏"}, {U'⇐', "⇍"}, {U'⇔', "⇎"}, {U'∃', "∄"}, {U'⊲', "⋪"}, {U'⊳', "⋫"}, {U'⊴', "⋬"},
    {U'⊵', "⋭"}, {U'≲', "≴"}, {U'≳', "≵"}, {U'≶', "≸"}, {U'≷', "≹"},
};

int number(std::string_view text)
{
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Passage passageOf(const Fragment &fragment, std::string_view flat)
{
    const bool same = flat.data() == fragment.text.data();
    return {flat, fragment.offset, !(fragment.original && same),
            fragment.original ? fragment.span(0, fragment.text.size()) : fragment.call};
}
} // namespace

// The innermost group, a command with all its arguments, becomes a node.
NodeId Reader::complete(ScriptPlace &limits)
{
    const Group group = m_groups.back();
    m_style = group.outer;
    m_groups.pop_back();
    const NodeId node = build(group, limits);
    m_raws.resize(group.firstRaw);
    return node;
}

NodeId Reader::accent(const Group &group, bool below, bool stretches)
{
    const Command &command = *group.command;
    const NodeId sign = symbol(command.text, group.source);
    if (stretches) m_tree[sign].flags |= stretchy;
    const NodeId node = m_tree.add(below ? Element::munder : Element::mover, std::array{group.arguments[0], sign},
                                   since(group.source.begin));
    m_tree[node].flags |= accentBit;
    return node;
}

NodeId Reader::negate(const Group &group)
{
    const NodeId node = group.arguments[0];
    Node &target = m_tree[node];
    target.source = hull(group.source, target.source);
    const auto *found = std::ranges::find(negations, target.character, &Negated::plain);
    if (target.character != 0 && found != std::end(negations)) {
        target.text = found->negated;
        target.character = soleCharacter(target.text);
        return node;
    }
    if (target.element == Element::mo || target.element == Element::mi) {
        std::string text(target.text);
        text += "\u0338";
        target.text = m_tree.arena().keep(text);
        target.character = 0;
        return node;
    }
    const NodeId box = m_tree.add(Element::menclose, {&node, 1}, since(group.source.begin));
    m_tree.setAttribute(box, Attribute::notation, "updiagonalstrike");
    return box;
}

// The scripts in the first two arguments stand on both sides of the third.
NodeId Reader::sideset(const Group &group)
{
    const auto none = [&] { return m_tree.add(Element::none, {}, group.source); };
    const auto scripts = [&](NodeId argument) -> std::array<NodeId, 2> {
        const Node &node = m_tree[argument];
        const auto children = m_tree.children(argument);
        switch (node.element) {
        case Element::msub: return {children[1], noNode};
        case Element::msup: return {noNode, children[1]};
        case Element::msubsup: return {children[1], children[2]};
        default: return {noNode, noNode};
        }
    };
    const std::array<NodeId, 2> before = scripts(group.arguments[0]);
    const std::array<NodeId, 2> after = scripts(group.arguments[1]);
    std::vector<NodeId> children{group.arguments[2]};
    const auto put = [&](const std::array<NodeId, 2> &pair) {
        for (const NodeId node : pair)
            children.push_back(node == noNode ? none() : node);
    };
    if (after[0] != noNode || after[1] != noNode) put(after);
    children.push_back(m_tree.add(Element::mprescripts, {}, group.source));
    put(before);
    return m_tree.add(Element::mmultiscripts, children, since(group.source.begin));
}

NodeId Reader::unicodeCharacter(const Group &group)
{
    std::string_view text = m_source.flatten(m_raws[group.firstRaw + 2]);
    const bool hex = text.starts_with("x") || text.starts_with("X") || text.starts_with("\"");
    if (hex) text.remove_prefix(1);
    std::uint32_t code = 0;
    std::from_chars(text.data(), text.data() + text.size(), code, hex ? 16 : 10);
    if (code < ' ' || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    std::string character;
    appendUtf8(character, code);
    return m_tree.addToken(Element::mtext, character, since(group.source.begin));
}

// Premises are taken from the proofs that were read before, and the conclusion stands below them.
NodeId Reader::proofRule(const Group &group)
{
    const auto wanted = static_cast<std::size_t>(group.command->text[0] - '0');
    const NodeId conclusion = group.arguments[0];
    if (wanted == 0) {
        m_proofs.push_back(conclusion);
        return noNode;
    }
    const std::size_t count = std::min(wanted, m_proofs.size());
    if (count < wanted) report(Severity::error, DiagnosticCode::missingPremise, group.source, group.command->name);
    const std::span<const NodeId> premises{m_proofs.data() + m_proofs.size() - count, count};
    const NodeId above = m_tree.add(Element::mrow, premises, since(group.source.begin));
    m_proofs.resize(m_proofs.size() - count);
    const NodeId rule = m_tree.add(Element::mfrac, std::array{above, conclusion}, since(group.source.begin));
    m_tree.setAttribute(rule, Attribute::className, "inference");
    m_proofs.push_back(rule);
    return noNode;
}

NodeId Reader::build(const Group &group, ScriptPlace &limits)
{
    const Command &command = *group.command;
    const auto &arguments = group.arguments;
    const Span source = since(group.source.begin);
    const auto raw = [&](std::size_t index) { return m_source.flatten(m_raws[group.firstRaw + index]); };
    const auto make = [&](Element element, std::initializer_list<NodeId> children) {
        return m_tree.add(element, std::span<const NodeId>(children.begin(), children.size()), source);
    };
    const auto enclose = [&](NodeId child, std::string_view notation) {
        const NodeId node = make(Element::menclose, {child});
        m_tree.setAttribute(node, Attribute::notation, notation);
        return node;
    };
    const NodeId last = group.argumentCount > 0 ? arguments[group.argumentCount - 1U] : noNode;

    switch (command.action) {
    case Action::fraction: return make(Element::mfrac, {arguments[0], arguments[1]});
    case Action::slashedFraction: {
        const NodeId node = make(Element::mfrac, {arguments[0], arguments[1]});
        m_tree.setAttribute(node, Attribute::bevelled, "true");
        return node;
    }
    case Action::binomial: {
        const NodeId node = make(Element::mfrac, {arguments[0], arguments[1]});
        m_tree[node].flags |= noLine;
        m_tree.setAttribute(node, Attribute::linethickness, "0");
        return fenced(command.text.substr(0, 1), command.text.substr(1, 1), {&node, 1}, source, group.source,
                      group.source);
    }
    case Action::generalFraction: {
        const NodeId node = make(Element::mfrac, {arguments[0], arguments[1]});
        const std::string_view thickness = raw(2);
        if (!thickness.empty()) {
            m_tree.setAttribute(node, Attribute::linethickness, thickness);
            if (number(thickness) == 0 && thickness.find_first_of("123456789") == std::string_view::npos)
                m_tree[node].flags |= noLine;
        }
        if (raw(0).empty() && raw(1).empty()) return node;
        return fenced(raw(0), raw(1), {&node, 1}, source, group.source, group.source);
    }
    case Action::root:
        if (!command.text.empty())
            return make(Element::mroot, {arguments[0], m_tree.addStaticToken(Element::mn, command.text, group.source)});
        if (group.argumentCount == 1 || arguments[0] == noNode) return make(Element::msqrt, {last});
        return make(Element::mroot, {arguments[1], arguments[0]});
    case Action::accent: return accent(group, false, false);
    case Action::line: return accent(group, false, true);
    case Action::lineBelow: return accent(group, true, true);
    case Action::brace:
    case Action::braceBelow: {
        limits = ScriptPlace::always;
        const NodeId sign = symbol(command.text, group.source, stretchy);
        return make(command.action == Action::brace ? Element::mover : Element::munder, {arguments[0], sign});
    }
    case Action::over:
    case Action::under:
    case Action::overUnder: {
        const NodeId node = command.action == Action::over ? make(Element::mover, {arguments[1], arguments[0]})
                            : command.action == Action::under
                                ? make(Element::munder, {arguments[1], arguments[0]})
                                : make(Element::munderover, {arguments[2], arguments[1], arguments[0]});
        m_tree[node].flags |= static_cast<std::uint16_t>(m_tree[last].flags & (relation | binary | bigOperator));
        return node;
    }
    case Action::sideset: limits = ScriptPlace::movable; return sideset(group);
    case Action::prescript: {
        const NodeId marker = m_tree.add(Element::mprescripts, {}, group.source);
        return make(Element::mmultiscripts, {arguments[2], marker, arguments[1], arguments[0]});
    }
    case Action::extensibleArrow: {
        const NodeId arrow = symbol(command.text, group.source, stretchy | relation);
        const NodeId node = arguments[0] == noNode ? make(Element::mover, {arrow, arguments[1]})
                                                   : make(Element::munderover, {arrow, arguments[0], arguments[1]});
        m_tree[node].flags |= relation;
        return node;
    }
    case Action::phantom: return make(Element::mphantom, {last});
    case Action::enclose:
    case Action::encloseText: return enclose(last, command.text);
    case Action::encloseNotation: return enclose(last, raw(0));
    case Action::cancelTo: return make(Element::msup, {enclose(arguments[1], "updiagonalarrow"), arguments[0]});
    case Action::first: return arguments[0];
    case Action::tip: return arguments[0];
    case Action::class_: {
        Node &node = m_tree[last];
        node.flags = static_cast<std::uint16_t>(node.flags &
                                                ~(relation | binary | punctuation | ordinary | fenceOpen | fenceClose));
        if (command.text == "ordinary") node.flags |= ordinary;
        if (command.text == "binary") node.flags |= binary;
        if (command.text == "relation") node.flags |= relation;
        if (command.text == "punctuation") node.flags |= punctuation;
        if (command.text == "fenceOpen") node.flags |= fenceOpen;
        if (command.text == "fenceClose") node.flags |= fenceClose;
        if (command.text == "bigOperator") {
            node.flags |= bigOperator;
            limits = ScriptPlace::movable;
        }
        return last;
    }
    case Action::operatorName: {
        if (command.text == "limits") limits = ScriptPlace::movable;
        const NodeId node =
            group.argumentCount == 0
                ? m_tree.addStaticToken(command.text == "limits" ? Element::mo : Element::mi, raw(0), source)
                : last;
        m_tree[node].flags |= functionName;
        return node;
    }
    case Action::negate: return negate(group);
    case Action::fenced:
        return fenced(command.text.substr(0, 1), command.text.substr(1, 1), {&last, 1}, source, group.source,
                      group.source);
    case Action::big: {
        const std::string_view sign = raw(0);
        if (sign.empty()) return m_tree.addStaticToken(Element::mo, "", source);
        const std::uint16_t side = command.text == "open" ? fenceOpen : command.text == "close" ? fenceClose : 0;
        return symbol(sign, source, static_cast<std::uint16_t>(stretchy | side));
    }
    case Action::multicolumn:
        if (!m_tables.empty())
            m_tables.back().columnSpan = static_cast<std::uint16_t>(std::clamp(number(raw(0)), 0, 1000));
        return last;
    case Action::multirow: return last;
    case Action::intertext: {
        if (m_groups.back().kind != GroupKind::table) return last;
        newLine(group.source);
        m_tables.back().intertext = true;
        deliver(last);
        newLine(group.source);
        return noNode;
    }
    case Action::tag: {
        std::string label(command.text.substr(0, command.text.size() / 2));
        label += raw(0);
        label += command.text.substr(command.text.size() / 2);
        const NodeId node = m_tree.addToken(Element::mtext, label, source);
        for (std::size_t i = m_tables.size(); i-- > 0;) {
            if (m_tables[i].environment->kind != EnvironmentKind::table) continue;
            m_tables[i].tag = node;
            return noNode;
        }
        m_tag = node;
        return noNode;
    }
    case Action::reference: {
        std::string label(command.text.substr(0, command.text.size() / 2));
        label += raw(0);
        label += command.text.substr(command.text.size() / 2);
        return m_tree.addToken(Element::mtext, label, source);
    }
    case Action::proofRule: return proofRule(group);
    case Action::proofLabel: return noNode;
    case Action::diagramArrow: {
        const NodeId arrow = symbol(command.text, group.source, stretchy | relation);
        const auto written = [&](NodeId label) {
            return m_tree[label].element != Element::mrow || m_tree[label].childCount != 0;
        };
        const bool above = written(arguments[0]);
        const bool below = written(arguments[1]);
        NodeId node = arrow;
        if ((above || below) && (command.text == "↓" || command.text == "↑"))
            node = make(Element::mrow, {arguments[0], arrow, arguments[1]});
        else if (above && below)
            node = make(Element::munderover, {arrow, arguments[1], arguments[0]});
        else if (above)
            node = make(Element::mover, {arrow, arguments[0]});
        else if (below)
            node = make(Element::munder, {arrow, arguments[1]});
        if (command.text == "↓" || command.text == "↑") return node;
        append(node, ScriptPlace::never); // a horizontal arrow has a cell of its own
        finishCell();
        return noNode;
    }
    case Action::chemistry: {
        const Fragment &body = m_raws[group.firstRaw];
        return readChemistry(passageOf(body, raw(0)), extensionContext());
    }
    case Action::siunitx: {
        std::array<Passage, 3> passages;
        std::size_t count = 0;
        const std::size_t raws = m_raws.size() - group.firstRaw;
        for (std::size_t i = 1; i < raws && count < passages.size(); ++i)
            passages[count++] = passageOf(m_raws[group.firstRaw + i], raw(i));
        const Passage option = passageOf(m_raws[group.firstRaw], raw(0));
        const auto form = unitForm(command.name);
        return readUnits(form ? form->command : UnitCommand::quantity, option, {passages.data(), count},
                         extensionContext());
    }
    case Action::unicode: return unicodeCharacter(group);
    case Action::text:
        if (m_tree[last].element == Element::mi) m_tree[last].element = Element::mtext;
        return last;
    case Action::sameText:
    case Action::font:
    case Action::same:
    default: return last;
    }
}

LatexContext Reader::extensionContext()
{
    return {m_tree, m_diagnostics, m_limits.diagnostics, m_limits.depth,
            [this](const Passage &passage) { return readInside(passage); }};
}

// Mathematics inside an extension, by a reader of its own that shares the tree.
NodeId Reader::readInside(const Passage &passage)
{
    constexpr int deepest = 8;
    if (m_inside >= deepest) return m_tree.addToken(Element::merror, passage.text, passage.span());
    Reader reader(m_options, m_limits, m_tree, m_diagnostics);
    reader.m_inside = m_inside + 1;
    std::swap(reader.m_macros, m_macros); // lent, not copied: there may be many of both
    std::swap(reader.m_definitions, m_definitions);
    reader.m_expansionReported = m_expansionReported;
    reader.m_source.spendAs(m_source);
    reader.m_source.start(
        {.text = passage.text, .offset = passage.offset, .original = !passage.expanded, .call = passage.call});
    reader.open(GroupKind::root, passage.at(0, 0));
    reader.run();
    m_source.spendAs(reader.m_source);
    m_expansionReported = reader.m_expansionReported;
    std::swap(reader.m_macros, m_macros);
    std::swap(reader.m_definitions, m_definitions);
    if (reader.m_stopped) {
        m_stopped = true;
        return m_tree.addToken(Element::merror, passage.text, passage.span());
    }
    reader.closeTo(1);
    return reader.finishRow(passage.at(0, 0).begin);
}

} // namespace mathtts::latex
