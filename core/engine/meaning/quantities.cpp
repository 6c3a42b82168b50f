// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers with units.
#include "engine/meaning/builder.h"
#include "engine/tree/elements.h"
#include "engine/tree/units.h"

#include <algorithm>

namespace mathtts
{

bool Builder::isElement(NodeId core) const
{
    return written(core).element == Element::mi && elementOf(written(core).text).has_value();
}

namespace
{

/*! The units on both sides of the slash in \a text, "km/h"; null when it is nothing of the kind. */
std::optional<std::pair<Unit, Unit>> unitsOfRatio(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return {};
    const auto over = unitOf(text.substr(0, slash));
    const auto under = unitOf(text.substr(slash + 1));
    if (!over || !under) return {};
    return std::pair(*over, *under);
}

} // namespace

/*! Whether the token is written upright and names a unit, or a unit per another. */
bool Builder::isUnit(NodeId node) const
{
    const Node &token = written(m_core[node]);
    if ((token.flags & NodeFlag::unit) != 0) return true;
    if (token.childCount > 0 || token.text.empty()) return false;
    const bool upright = token.element == Element::mtext || token.variant == Variant::normal ||
                         (token.element == Element::mi && token.character == 0);
    const std::string_view text = trimmed(token.text);
    return upright && (unitOf(text) || unitsOfRatio(text));
}

std::string_view Builder::trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with("\xC2\xA0"))
        text.remove_prefix(text.starts_with(' ') ? 1 : 2);
    while (text.ends_with(' ') || text.ends_with(',') || text.ends_with('.'))
        text.remove_suffix(1);
    return text;
}

/*! The unit \a key, which \a token writes. */
NodeId Builder::unitName(std::string_view key, NodeId token)
{
    const NodeId name = m_meaning->addLeaf(Concept::unitName, key, token, written(token).source);
    at(name).facts = factLeaf | factUnit;
    return name;
}

/*! Reads a unit that starts at items[index] after a number; the number of items it took, 0 for none. The value on top
 *  becomes a quantity. */
std::size_t Builder::quantity(std::span<const Item> items, std::size_t index)
{
    const NodeId number = m_values.back();
    const MeaningNode &amount = at(number);
    const bool counts = (amount.facts & factNumber) != 0 || amount.what == Concept::mixedNumber ||
                        amount.what == Concept::degrees || amount.what == Concept::power ||
                        amount.what == Concept::fraction || amount.what == Concept::group;
    const Item &first = items[index];
    if (first.core == noNode || first.fenced) return 0;
    const bool certain =
        (written(first.core).flags & NodeFlag::unit) != 0 || (written(first.written).flags & NodeFlag::unit) != 0;
    if (!counts && !certain) return 0;
    // degrees Celsius
    if (amount.what == Concept::degrees && slot(number, 1) == noNode) {
        const std::string_view scale = trimmed(written(first.core).text);
        if (scale != "C" && scale != "F" && scale != "R") return 0;
        const bool upright =
            written(first.core).variant == Variant::normal || written(first.core).element == Element::mtext;
        if (!upright && is(slot(number, 0), Concept::none)) return 0;
        const auto known = unitOf(scale == "C" ? "°C" : "°F");
        const std::string_view key = scale == "C" ? "degreecelsius" : "degreefahrenheit";
        const NodeId unit = unitName(known ? known->key : key, first.core);
        m_values.back() = makeOf(Concept::quantity, m_row, slot(number, 0), unit);
        return 1;
    }
    if (amount.what == Concept::power && (at(slot(number, 0)).facts & factNumber) == 0) return 0;

    const WrittenUnit found = writtenUnit(items, index);
    if (found.made == noNode) return 0;
    m_values.back() = makeOf(Concept::quantity, m_row, number, found.made);
    at(m_values.back()).source.begin = at(number).source.begin;
    return found.used;
}

/*! Reads units that stand without a number at items[index], as of \unit; the number of items it took, 0 for none or for
 *  one, which is a leaf. */
std::size_t Builder::bareUnits(std::span<const Item> items, std::size_t index)
{
    const Item &first = items[index];
    if (first.core == noNode || first.fenced || (written(first.core).flags & NodeFlag::unit) == 0) return 0;
    const WrittenUnit found = writtenUnit(items, index);
    if (found.made == noNode || found.used < 2) return 0;
    pushOperand(found.made);
    return found.used;
}

/*! The unit that starts at items[index]. */
Builder::WrittenUnit Builder::writtenUnit(std::span<const Item> items, std::size_t index)
{
    // one node that holds it all, or tokens in the row
    std::vector<NodeId> tokens;
    std::size_t used = 0;
    std::optional<Unit> prefixed;
    const Item &first = items[index];
    const NodeId holder = first.written;
    if (!first.scripted && (written(holder).element == Element::mrow || written(holder).element == Element::mstyle)) {
        for (const NodeId child : parts(holder)) {
            if (written(child).element == Element::mspace) continue;
            if (tokens.size() > 32) return {};
            tokens.push_back(child);
        }
        used = 1;
    } else if (!first.scripted && written(holder).element == Element::mfrac) {
        if ((written(holder).flags & NodeFlag::unit) == 0 && !isUnit(parts(holder)[0])) return {};
        tokens.push_back(holder);
        used = 1;
    } else {
        // a slanted letter before upright ones: 5 \mu\mathrm{m}
        const bool micro = (first.character == U'μ' || first.character == U'µ') && !first.scripted;
        if (micro && index + 1 < items.size() && items[index + 1].core != noNode && isUnit(items[index + 1].core))
            prefixed = unitOf(std::string("µ").append(trimmed(written(items[index + 1].core).text)));
        const std::string_view letter = trimmed(written(first.core).text);
        if ((letter == "k" || letter == "M") && !first.scripted && index + 1 < items.size() &&
            items[index + 1].character == U'Ω')
            prefixed = unitOf(std::string(letter).append("Ω"));
        if (prefixed) ++used;
        for (std::size_t i = index + used; i < items.size(); ++i) {
            const Item &item = items[i];
            const bool last = i + 1 == items.size();
            const bool slash = item.character == U'/' && !item.scripted;
            const bool dot = (item.character == U'·' || item.character == U'⋅') && !item.scripted;
            const bool minutes = item.role == Role::limit && i == index; // after a number they are no minimum
            const bool unitHere = (item.role == Role::operand || item.role == Role::text || minutes) && !item.fenced &&
                                  item.core != noNode && isUnit(item.core);
            const bool joins = (slash || dot) && !last &&
                               (items[i + 1].role == Role::operand || items[i + 1].role == Role::text) &&
                               items[i + 1].core != noNode && isUnit(items[i + 1].core) && i > index;
            if (dot && !last && i > index && isRow(items[i + 1].written) &&
                written(items[i + 1].written).childCount <= 8) {
                // kg . m/s: the rest stands in a row of its own
                const auto rest = parts(items[i + 1].written);
                if (!std::ranges::any_of(rest, [this](NodeId token) { return isUnit(token); })) break;
                tokens.insert(tokens.end(), rest.begin(), rest.end());
                used += 2;
                break;
            }
            if (!unitHere && !joins) break;
            tokens.push_back(item.written);
            ++used;
        }
    }
    if (tokens.empty()) return {};
    const NodeId made = unit(tokens, first.written);
    if (made == noNode) return {};
    if (prefixed) {
        NodeId leaf = made;
        while (at(leaf).childCount > 0)
            leaf = slot(leaf, 0);
        at(leaf).text = prefixed->key;
        at(leaf).source.begin = written(first.core).source.begin;
    }
    return {.made = made, .used = used};
}

/*! The unit that \a tokens write, noNode when they write none: m / s^2, kg m^2. Calls itself for the parts of a
 * fraction, which may be none themselves. */
// NOLINTNEXTLINE(misc-no-recursion)
NodeId Builder::unit(std::span<const NodeId> tokens, NodeId row)
{
    const auto single = [&](NodeId node) -> NodeId {
        const NodeId inner = unwrapped(node);
        const NodeId core = m_core[inner];
        const Node &token = written(core);
        const std::string_view text = trimmed(token.text);
        if (token.childCount > 0) return noNode;
        const auto raised = [&](NodeId name) {
            if (inner == core) return name;
            if (written(inner).element != Element::msup) return NodeId{noNode};
            return makeOf(Concept::unitPower, inner, name, meaningOf(parts(inner)[1]));
        };
        if (const auto both = isUnit(core) ? unitsOfRatio(text) : std::nullopt) {
            const NodeId over = unitName(both->first.key, core);
            const NodeId under = raised(unitName(both->second.key, core));
            return under == noNode ? under : makeOf(Concept::unitPer, inner, over, under);
        }
        if (token.element == Element::mn && token.text == "1")
            return m_meaning->addLeaf(Concept::number, token.text, core, token.source);
        if (const auto known = isUnit(core) ? unitOf(text) : std::nullopt) return raised(unitName(known->key, core));
        return (token.flags & NodeFlag::unit) != 0 ? raised(unitName(text, core)) : NodeId{noNode};
    };
    if (tokens.size() == 1 && written(unwrapped(tokens[0])).element == Element::mfrac) {
        const NodeId fraction = unwrapped(tokens[0]);
        const NodeId above = unwrapped(parts(fraction)[0]);
        const NodeId below = unwrapped(parts(fraction)[1]);
        const auto side = [&](NodeId part) { // NOLINT(misc-no-recursion)
            if (written(part).element == Element::mfrac) return NodeId{noNode};
            return written(part).element == Element::mrow ? unit(parts(part), part) : unit(std::span(&part, 1), part);
        };
        const NodeId over = side(above);
        const NodeId under = side(below);
        if (over == noNode || under == noNode) return noNode;
        return makeOf(Concept::unitPer, row, over, under);
    }
    std::vector<NodeId> above;
    std::vector<NodeId> below;
    bool slash = false;
    std::string prefix; // before an omega
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const NodeId token = tokens[i];
        const NodeId inner = unwrapped(token);
        const Node &part = written(inner);
        if (part.element == Element::mspace) continue;
        if (slash && part.element == Element::mo && (part.text == "(" || part.text == ")")) continue;
        if (prefix.empty() && (part.text == "k" || part.text == "M" || part.text == "m") && i + 1 < tokens.size() &&
            written(unwrapped(tokens[i + 1])).character == U'Ω') {
            prefix = part.text;
            continue;
        }
        if (part.text == "°" && i + 1 < tokens.size()) { // the degree of a temperature in a token of its own
            const std::string_view scale = trimmed(written(unwrapped(tokens[i + 1])).text);
            const auto known = scale == "C" ? unitOf("°C") : scale == "F" ? unitOf("°F") : std::nullopt;
            if (known) {
                (slash ? below : above).push_back(unitName(known->key, inner));
                ++i;
                continue;
            }
        }
        if (!prefix.empty()) {
            const auto known = unitOf(prefix + std::string(part.text));
            if (!known) return noNode;
            prefix.clear();
            (slash ? below : above).push_back(unitName(known->key, inner));
            continue;
        }
        if ((part.element == Element::mo || part.element == Element::mtext) && part.text == "/") {
            slash = true;
            continue;
        }
        if (part.element == Element::mo && (part.character == U'·' || part.character == U'⋅' || part.character == U'×'))
            continue;
        const NodeId made = single(token);
        if (made == noNode) return noNode;
        (slash ? below : above).push_back(made);
    }
    const auto joined = [&](std::vector<NodeId> &units) {
        if (units.empty()) return NodeId{noNode};
        return units.size() == 1 ? units[0] : make(Concept::unitProduct, units, row);
    };
    const NodeId over = joined(above);
    const NodeId under = joined(below);
    if (under == noNode) return over;
    if (over == noNode) return noNode;
    return makeOf(Concept::unitPer, row, over, under);
}

} // namespace mathtts
