// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/units.h"
#include "engine/latex/extension.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace mathtts
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '~';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*! Reads the numbers and units of one command, piece after piece, into a row. */
class UnitReader
{
public:
    explicit UnitReader(const LatexContext &context)
        : m_context(context)
        , m_tree(context.tree)
    {
    }

    NodeId row(Span span) { return rowFrom(0, span); }

    /*! A number as siunitx and \pu take it: sign, digits, uncertainty, exponent, products; up to the first character
     *  that can't be part of one when \a inQuantity. Answers where it stopped. */
    std::size_t number(const Passage &source, bool inQuantity = false)
    {
        const std::string_view text = source.text;
        std::size_t at = 0;
        bool digits = false;
        while (at < text.size()) {
            const char c = text[at];
            const char next = at + 1 < text.size() ? text[at + 1] : '\0';
            if (isBlank(c)) {
                ++at;
            } else if (isDigit(c) || ((c == '.' || c == ',') && isDigit(next))) {
                at = digitsAt(source, at, inQuantity);
                digits = true;
            } else if (digits && std::string_view("eEdD").contains(c) &&
                       (isDigit(next) || next == '-' || next == '+')) {
                at = exponent(source, at);
            } else if (text.substr(at).starts_with("+-")) {
                sign(source, "±", at, 2);
                at += 2;
            } else if (text.substr(at).starts_with("+/-")) {
                sign(source, "±", at, 3);
                at += 3;
            } else if (c == '\\') {
                const std::size_t end = commandEnd(text, at);
                if (inQuantity && text.substr(at, end - at) != "\\pm" && text.substr(at, end - at) != "\\times") break;
                m_nodes.push_back(math(source.part(at, end)));
                at = end;
            } else if (c == '-' || c == '+') {
                sign(source, c == '-' ? "−" : "+", at, 1);
                ++at;
            } else if (c == '(' || c == ')' || c == '<' || c == '>' || c == '=' || (c == '/' && !inQuantity)) {
                sign(source, text.substr(at, 1), at, 1);
                ++at;
            } else if (digits && (c == 'x' || c == '*') && followsNumber(text, at)) {
                sign(source, "×", at, 1);
                ++at;
            } else if (digits && c == '^') {
                at = power(source, at);
            } else if (inQuantity) {
                break;
            } else if (isLetter(c)) {
                m_nodes.push_back(m_tree.addToken(Element::mi, text.substr(at, 1), source.at(at, at + 1)));
                ++at;
            } else {
                ++at; // braces and the like
            }
        }
        return at;
    }

    /*! Numbers with \a separator between, in a text where semicolons stand. */
    void numbers(const Passage &source, std::string_view separator)
    {
        std::size_t begin = 0;
        while (true) {
            const std::size_t end = std::min(source.text.find(';', begin), source.text.size());
            if (begin != 0) sign(source, separator, begin - 1, 1);
            number(source.part(begin, end));
            if (end == source.text.size()) return;
            begin = end + 1;
        }
    }

    void sign(const Passage &source, std::string_view text, std::size_t at, std::size_t length, std::uint16_t flags = 0)
    {
        const NodeId node = m_tree.addToken(Element::mo, text, source.at(at, at + length));
        m_tree[node].flags |= flags;
        m_nodes.push_back(node);
    }

    void space(const Passage &unit)
    {
        if (m_nodes.empty()) return;
        const NodeId node = m_tree.addStaticToken(Element::mspace, {}, unit.at(0, 0));
        m_tree.setAttribute(node, Attribute::width, "0.1667em");
        m_nodes.push_back(node);
    }

    void add(NodeId node) { m_nodes.push_back(node); }

    /*! A unit as one node; macros and letters alike. */
    NodeId unit(const Passage &source)
    {
        const std::size_t first = m_nodes.size();
        std::size_t slash = 0;
        Pending pending;
        std::size_t at = 0;
        const std::string_view text = source.text;
        while (at < text.size()) {
            const char c = text[at];
            if (c == '\\') {
                at = command(source, at, first, pending);
            } else if (c == '^') {
                at = unitPower(source, at, first);
            } else if (c == '/') {
                const bool two = text.substr(at).starts_with("//");
                if (two && slash == 0) {
                    slash = m_nodes.size();
                } else {
                    sign(source, "/", at, 1, NodeFlag::unit);
                }
                at += two ? 2 : 1;
                m_separate = false;
            } else if (c == '(' || c == ')') {
                if (c == '(') separate(source, at, first);
                sign(source, text.substr(at, 1), at, 1, NodeFlag::unit);
                m_separate = c == ')';
                ++at;
            } else if (isDigit(c) || (c == '-' && at + 1 < text.size() && isDigit(text[at + 1]))) {
                at = literalDigits(source, at, first);
            } else if (isBlank(c) || c == '.' || c == '*' || c == ',' || c == '{' || c == '}' || c == '-') {
                ++at;
            } else {
                at = symbols(source, at, first, pending);
            }
        }
        m_separate = false;
        if (slash != 0 && slash > first && m_nodes.size() > slash) {
            const NodeId below = flagged(rowFrom(slash, source.span()));
            const NodeId above = flagged(rowFrom(first, source.span()));
            return flagged(m_tree.add(Element::mfrac, std::array{above, below}, source.span()));
        }
        return flagged(rowFrom(first, source.span()));
    }

    NodeId math(const Passage &source)
    {
        if (m_context.readMath) return m_context.readMath(source);
        return m_tree.addToken(Element::mtext, source.text, source.span());
    }

    /*! A part of a fraction: a number when it starts like one, mathematics otherwise. */
    NodeId part(const Passage &source)
    {
        const bool digits =
            !source.text.empty() && source.text.find_first_not_of("0123456789.,") == std::string_view::npos;
        return digits ? m_tree.addToken(Element::mn, source.text, source.span()) : math(source);
    }

private:
    /*! Macros that wait for the next unit. */
    struct Pending {
        std::optional<Unit> prefix;
        std::string_view power; ///< of \square, \cubic
        bool per = false;
    };

    NodeId flagged(NodeId node)
    {
        m_tree[node].flags |= NodeFlag::unit;
        return node;
    }

    NodeId rowFrom(std::size_t first, Span span)
    {
        const NodeId node = m_nodes.size() == first + 1
                                ? m_nodes.back()
                                : m_tree.add(Element::mrow, std::span(m_nodes).subspan(first), span);
        m_nodes.resize(first);
        return node;
    }

    static std::size_t commandEnd(std::string_view text, std::size_t at)
    {
        std::size_t end = at + 1;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        return std::min(end == at + 1 ? at + 2 : end, text.size());
    }

    static bool followsNumber(std::string_view text, std::size_t at)
    {
        const std::size_t next = text.find_first_not_of(" ~", at + 1);
        return next != std::string_view::npos && (isDigit(text[next]) || text[next] == '-' || text[next] == '.');
    }

    /*! Digits with their decimal sign; blanks between groups of digits belong to the number. */
    std::size_t digitsAt(const Passage &source, std::size_t begin, bool inQuantity)
    {
        const std::string_view text = source.text;
        std::string digits;
        std::size_t at = begin;
        for (; at < text.size(); ++at) {
            const bool mark = (text[at] == '.' || text[at] == ',') && at + 1 < text.size() && isDigit(text[at + 1]);
            if (isDigit(text[at]) || mark)
                digits += text[at];
            else if (inQuantity || !isBlank(text[at]) || at + 1 >= text.size() || !isDigit(text[at + 1]))
                break;
        }
        m_nodes.push_back(m_tree.addToken(Element::mn, digits, source.at(begin, at)));
        return at;
    }

    NodeId signedNumber(const Passage &source, std::size_t begin, std::size_t end)
    {
        const std::string_view text = source.text;
        std::vector<NodeId> parts;
        if (begin < end && (text[begin] == '-' || text[begin] == '+')) {
            const std::string_view sign = text[begin] == '-' ? "−" : "+";
            parts.push_back(m_tree.addToken(Element::mo, sign, source.at(begin, begin + 1)));
            ++begin;
        }
        parts.push_back(m_tree.addToken(Element::mn, text.substr(begin, end - begin), source.at(begin, end)));
        return parts.size() == 1 ? parts[0] : m_tree.add(Element::mrow, parts, source.at(begin - 1, end));
    }

    static std::size_t signedEnd(std::string_view text, std::size_t at)
    {
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at;
    }

    std::size_t exponent(const Passage &source, std::size_t at)
    {
        const std::size_t end = signedEnd(source.text, at + 1);
        sign(source, "×", at, 1);
        const NodeId ten = m_tree.addStaticToken(Element::mn, "10", source.at(at, at + 1));
        const NodeId raised = signedNumber(source, at + 1, end);
        m_nodes.push_back(m_tree.add(Element::msup, std::array{ten, raised}, source.at(at, end)));
        return end;
    }

    /*! The script after '^' at \a at of a number or unit; \a end is set behind it. */
    NodeId script(const Passage &source, std::size_t at, std::size_t &end)
    {
        const std::string_view text = source.text;
        std::size_t begin = at + 1;
        if (begin < text.size() && text[begin] == '{') {
            const std::size_t close = std::min(text.find('}', begin), text.size());
            end = std::min(close + 1, text.size());
            if (signedEnd(text, begin + 1) == close) return signedNumber(source, begin + 1, close);
            return math(source.part(begin + 1, close));
        }
        end = std::max(signedEnd(text, begin), std::min(begin + 1, text.size()));
        return signedNumber(source, begin, end);
    }

    std::size_t power(const Passage &source, std::size_t at)
    {
        std::size_t end = at + 1;
        const NodeId raised = script(source, at, end);
        if (m_nodes.empty()) return end;
        const Span span = hull(m_tree[m_nodes.back()].source, source.at(at, end));
        m_nodes.back() = m_tree.add(Element::msup, std::array{m_nodes.back(), raised}, span);
        return end;
    }

    void raise(NodeId exponent, Span span)
    {
        flagged(exponent);
        const Span whole = hull(m_tree[m_nodes.back()].source, span);
        m_nodes.back() = flagged(m_tree.add(Element::msup, std::array{m_nodes.back(), exponent}, whole));
    }

    std::size_t unitPower(const Passage &source, std::size_t at, std::size_t first)
    {
        const std::string_view text = source.text;
        for (const std::string_view circle : {"^\\circ", "^{\\circ}"}) {
            if (text.substr(at).starts_with(circle)) return degree(source, at, at + circle.size(), first);
        }
        std::size_t end = at + 1;
        const NodeId raised = script(source, at, end);
        if (m_nodes.size() > first) raise(raised, source.at(at, end));
        return end;
    }

    /*! A degree sign that may belong to a letter behind it: °C. */
    std::size_t degree(const Passage &source, std::size_t begin, std::size_t end, std::size_t first)
    {
        const std::string_view text = source.text;
        while (end < text.size() && (isBlank(text[end]) || text[end] == '{' || text[end] == '}'))
            ++end;
        const char letter = end < text.size() ? text[end] : '\0';
        const bool scale = letter == 'C' || letter == 'F';
        addSymbol(source, letter == 'C' ? "°C" : letter == 'F' ? "°F" : "°", begin, scale ? end + 1 : end, first);
        return scale ? end + 1 : end;
    }

    void separate(const Passage &source, std::size_t at, std::size_t first)
    {
        if (m_separate && m_nodes.size() > first) sign(source, "⋅", at, 0, NodeFlag::unit);
        m_separate = false;
    }

    void addSymbol(const Passage &source, std::string_view symbol, std::size_t begin, std::size_t end,
                   std::size_t first)
    {
        separate(source, begin, first);
        const NodeId node = flagged(m_tree.addToken(Element::mi, symbol, source.at(begin, end)));
        m_tree[node].variant = Variant::normal;
        m_nodes.push_back(node);
        m_separate = true;
    }

    std::size_t literalDigits(const Passage &source, std::size_t at, std::size_t first)
    {
        const std::size_t end = signedEnd(source.text, at);
        const NodeId node = signedNumber(source, at, end);
        if (m_separate && at > 0 && !isBlank(source.text[at - 1]) && m_nodes.size() > first)
            raise(node, source.at(at, end)); // mol-1, mm2
        else
            m_nodes.push_back(flagged(node));
        return end;
    }

    /*! Letters and other characters that make up unit symbols. */
    std::size_t symbols(const Passage &source, std::size_t begin, std::size_t first, Pending &pending)
    {
        const std::string_view text = source.text;
        std::size_t end = begin;
        while (end < text.size() && (isLetter(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80 ||
                                     text[end] == '%' || text[end] == '\''))
            ++end;
        if (end == begin) return begin + 1;
        const std::string_view word = text.substr(begin, end - begin);
        if (word == "·" || word == "⋅" || word == "×") return end;
        if (pending.prefix) {
            const std::string whole = std::string(pending.prefix->symbol).append(word);
            pending.prefix.reset();
            addSymbol(source, whole, begin, end, first);
            return end;
        }
        if (const auto known = unitOf(word)) {
            addSymbol(source, known->prefix.empty() ? word : known->symbol, begin, end, first);
            return end;
        }
        for (std::size_t cut = word.size() - 1; cut > 0; --cut) { // Nm: a product without a sign
            if (word.size() > 6 || !unitOf(word.substr(0, cut)) || !unitOf(word.substr(cut))) continue;
            addSymbol(source, word.substr(0, cut), begin, begin + cut, first);
            addSymbol(source, word.substr(cut), begin + cut, end, first);
            return end;
        }
        m_context.report(Severity::warning, DiagnosticCode::badUnit, source.at(begin, end), word);
        addSymbol(source, word, begin, end, first);
        return end;
    }

    std::size_t command(const Passage &source, std::size_t begin, std::size_t first, Pending &pending)
    {
        const std::string_view text = source.text;
        std::size_t end = commandEnd(text, begin);
        const std::string_view name = text.substr(begin + 1, end - begin - 1);
        if (name == "per") {
            pending.per = true;
        } else if (name == "squared" || name == "cubed") {
            if (m_nodes.size() > first)
                raise(m_tree.addStaticToken(Element::mn, name == "squared" ? "2" : "3", source.at(begin, end)),
                      source.at(begin, end));
        } else if (name == "square" || name == "cubic") {
            pending.power = name == "square" ? "2" : "3";
        } else if (name == "tothe" || name == "raiseto") {
            const std::size_t brace = end;
            const bool after = name == "tothe" && m_nodes.size() > first;
            const NodeId raised = script(source, brace - 1, end);
            if (after)
                raise(raised, source.at(begin, end));
            else if (brace + 1 < end)
                pending.power = text.substr(brace + 1, end - brace - 2);
        } else if (name == "circ" ||
                   (name == "degree" && end < text.size() && (text[end] == 'C' || text[end] == 'F'))) {
            end = degree(source, begin, end, first);
        } else if (name == "mu" || name == "micro") {
            pending.prefix = unitOfMacro("micro");
        } else if (name == "Omega" || name == "AA") {
            addPending(source, *unitOf(name == "AA" ? "Å" : "Ω"), begin, end, first, pending);
        } else if (name == "%") {
            addSymbol(source, "%", begin, end, first);
        } else if (const auto unit = unitOfMacro(name)) {
            if (unit->unit.empty())
                pending.prefix = unit;
            else
                addPending(source, *unit, begin, end, first, pending);
        } else if (isLetter(name.empty() ? ' ' : name[0]) && name != "mathrm" && name != "text" && name != "rm" &&
                   name != "cdot" && name != "times" && name != "of" && name != "cancel" && name != "highlight") {
            m_context.report(Severity::warning, DiagnosticCode::badUnit, source.at(begin, end), name);
            addSymbol(source, name, begin, end, first);
        }
        return end;
    }

    void addPending(const Passage &source, const Unit &unit, std::size_t begin, std::size_t end, std::size_t first,
                    Pending &pending)
    {
        const bool over = pending.per && m_nodes.size() > first;
        if (over) {
            sign(source, "/", begin, 0, NodeFlag::unit);
            m_separate = false;
        }
        const std::string symbol = std::string(pending.prefix ? pending.prefix->symbol : "").append(unit.symbol);
        addSymbol(source, symbol, begin, end, first);
        const bool inverse = pending.per && !over;
        if (inverse || !pending.power.empty()) {
            const std::string_view power = pending.power.empty() ? "1" : pending.power;
            NodeId exponent = m_tree.addToken(Element::mn, power, source.at(begin, end));
            if (inverse) {
                const NodeId minus = m_tree.addStaticToken(Element::mo, "−", source.at(begin, end));
                exponent = m_tree.add(Element::mrow, std::array{minus, exponent}, source.at(begin, end));
            }
            raise(exponent, source.at(begin, end));
        }
        pending = Pending();
    }

    const LatexContext &m_context;
    Tree &m_tree;
    std::vector<NodeId> m_nodes;
    bool m_separate = false; // the next unit is multiplied with the one before
};

void readAngle(UnitReader &reader, const Passage &angle)
{
    constexpr std::array<std::string_view, 3> signs = {"°", "′", "″"};
    std::size_t begin = 0;
    for (const std::string_view sign : signs) {
        const std::size_t end = std::min(angle.text.find(';', begin), angle.text.size());
        if (end > begin) {
            reader.number(angle.part(begin, end));
            const Passage place = angle.part(end, end);
            reader.add(reader.unit({sign, place.offset, true, place.span()}));
        }
        if (end == angle.text.size()) return;
        begin = end + 1;
    }
}

} // namespace

std::optional<UnitForm> unitForm(std::string_view name)
{
    using enum UnitCommand;
    static constexpr std::array<std::pair<std::string_view, UnitForm>, 21> forms = {{
        {"SI", {quantity, 2}},
        {"SIlist", {quantityList, 2}},
        {"SIrange", {quantityRange, 3}},
        {"ang", {angle, 1}},
        {"complexnum", {complexNumber, 1}},
        {"complexqty", {complexQuantity, 2}},
        {"nicefrac", {niceFraction, 2}},
        {"num", {number, 1}},
        {"numlist", {numberList, 1}},
        {"numproduct", {numberProduct, 1}},
        {"numrange", {numberRange, 2}},
        {"pu", {physicalUnit, 1}},
        {"qty", {quantity, 2}},
        {"qtylist", {quantityList, 2}},
        {"qtyproduct", {quantityProduct, 2}},
        {"qtyrange", {quantityRange, 3}},
        {"si", {unit, 1}},
        {"tablenum", {number, 1}},
        {"unit", {unit, 1}},
        {"unitfrac", {unitFraction, 2}},
        {"units", {unit, 1}},
    }};
    static_assert(std::ranges::is_sorted(forms, {}, [](const auto &form) { return form.first; }));
    const auto found = std::ranges::lower_bound(forms, name, {}, [](const auto &form) { return form.first; });
    if (found == forms.end() || found->first != name) return std::nullopt;
    return found->second;
}

NodeId readUnits(UnitCommand command, const Passage &option, std::span<const Passage> arguments,
                 const LatexContext &context)
{
    using enum UnitCommand;
    UnitReader reader(context);
    if (arguments.empty()) return reader.row(option.span());
    const Span span = hull(arguments.front().span(), arguments.back().span());
    const Passage &first = arguments.front();
    const Passage &last = arguments.back();
    const bool valueInOption = !option.text.empty() && !option.text.contains('=');
    switch (command) {
    case number:
    case complexNumber: reader.number(first); break;
    case angle: readAngle(reader, first); break;
    case numberList:
    case quantityList: reader.numbers(first, ","); break;
    case numberProduct:
    case quantityProduct: reader.numbers(first, "×"); break;
    case quantity:
    case complexQuantity: reader.number(first); break;
    case numberRange:
    case quantityRange:
        reader.number(first);
        if (arguments.size() > 1) {
            reader.sign(arguments[1], "–", 0, 0);
            reader.number(arguments[1]);
        }
        break;
    case unit:
    case unitFraction:
        if (valueInOption) reader.number(option);
        break;
    case niceFraction: {
        const std::array parts{reader.part(first), reader.part(last)};
        const NodeId fraction = context.tree.add(Element::mfrac, parts, span);
        context.tree.setAttribute(fraction, Attribute::bevelled, "true");
        return fraction;
    }
    case physicalUnit: {
        const std::size_t end = reader.number(first, true);
        if (end < first.text.size()) {
            const Passage rest = first.part(end, first.text.size());
            reader.space(rest);
            reader.add(reader.unit(rest));
        }
        return reader.row(span);
    }
    }
    const auto form = std::ranges::contains(
        std::array{quantity, quantityList, quantityProduct, quantityRange, complexQuantity}, command);
    if ((form && arguments.size() > 1) || command == unit) {
        reader.space(last);
        reader.add(reader.unit(last));
    } else if (command == unitFraction) {
        reader.space(first);
        const std::array parts{reader.unit(first), reader.unit(last)};
        const NodeId fraction = context.tree.add(Element::mfrac, parts, span);
        context.tree[fraction].flags |= NodeFlag::unit;
        reader.add(fraction);
    }
    return reader.row(span);
}

} // namespace mathtts
