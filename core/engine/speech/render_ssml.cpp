// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/render.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mathtts
{

namespace
{
/*! Letters that are also words of a language: a voice would say the word ("a plus b" with an article). */
struct MisreadLetters {
    std::string_view language;
    std::string_view letters; ///< small ones, ASCII
};
constexpr std::array<MisreadLetters, 6> misreadLetters = {
    {{"en", "a"}, {"fr", "ay"}, {"es", "aeouy"}, {"it", "aeio"}, {"pt", "aeo"}, {"ca", "aeio"}}};

std::string_view misreadIn(std::string_view language)
{
    for (const auto &[prefix, letters] : misreadLetters)
        if (language.starts_with(prefix) && (language.size() == prefix.size() || language[prefix.size()] == '-'))
            return letters;
    return {};
}

int milliseconds(Pause strength, int factor)
{
    constexpr std::array<int, 6> usual = {0, 60, 150, 250, 450, 700};
    constexpr int longest = 10'000;
    const std::int64_t length = std::int64_t{usual[static_cast<std::size_t>(strength)]} * std::max(0, factor) / 100;
    return static_cast<int>(std::min<std::int64_t>(length, longest));
}

void appendNumber(std::string &out, std::int64_t number)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

/*! Character data: markup escaped, control characters (which XML forbids) as blanks. */
void appendEscaped(std::string &out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
}

/*! Writes the marks of nodes, each before the first word that is said for it and only once. */
class NodeMarks
{
public:
    void begin(NodeId node) { m_open.push_back(node); }

    void end(NodeId node)
    {
        if (!m_open.empty() && m_open.back() == node) m_open.pop_back();
    }

    void speak(std::string &out, NodeId node)
    {
        for (const NodeId opened : m_open)
            mark(out, opened);
        m_open.clear();
        mark(out, node);
    }

private:
    void mark(std::string &out, NodeId node)
    {
        if (node == noNode) return;
        if (node >= m_marked.size()) m_marked.resize(node + 1);
        if (m_marked[node]) return;
        m_marked[node] = true;
        out += "<mark name=\"n";
        appendNumber(out, node);
        out += "\"/>";
    }

    std::vector<NodeId> m_open; // begun, nothing said yet
    std::vector<bool> m_marked;
};
} // namespace

std::string renderSsml(const Plan &plan, const SsmlOptions &options)
{
    const std::string_view misread = misreadIn(options.language);
    std::string out = R"(<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang=")";
    appendEscaped(out, options.language);
    out += "\">";
    const std::size_t start = out.size();
    NodeMarks marks;
    Pause pause = Pause::none;
    for (std::size_t index = 0; index < plan.tokens.size(); ++index) {
        const Token &token = plan.tokens[index];
        switch (token.kind) {
        case TokenKind::pause: pause = std::max(pause, token.strength); continue;
        case TokenKind::begin: marks.begin(token.node); continue;
        case TokenKind::end: marks.end(token.node); continue;
        default: break;
        }
        const std::string_view text = trimBlanks(token.text);
        if (text.empty()) continue;
        if (out.size() > start) {
            if (const int length = milliseconds(pause, options.pauseFactor); length > 0) {
                out += "<break time=\"";
                appendNumber(out, length);
                out += "ms\"/>";
            }
            out += ' ';
        }
        pause = Pause::none;
        if (options.marks == Marks::nodes) {
            marks.speak(out, token.node);
        } else if (options.marks == Marks::tokens) {
            out += "<mark name=\"t";
            appendNumber(out, static_cast<std::int64_t>(index));
            out += "\"/>";
        }
        const bool wrong = token.kind == TokenKind::letter && text.size() == 1 &&
                           misread.find(static_cast<char>(text.front() | 0x20)) != std::string_view::npos;
        if (wrong) out += "<say-as interpret-as=\"characters\">";
        appendEscaped(out, text);
        if (wrong) out += "</say-as>";
    }
    out += "</speak>";
    return out;
}

} // namespace mathtts
