// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/reader.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace mathtts::latex
{

void Reader::checkExpansion(Span source)
{
    if (!m_source.exhausted() || m_expansionReported) return;
    m_expansionReported = true;
    report(Severity::error, DiagnosticCode::tooManyExpansions, source, std::to_string(m_limits.expansions));
}

void Reader::readNext(Fragment body, const std::vector<Fragment> &arguments)
{
    body.arguments = m_source.addArguments(arguments);
    body.argumentCount = static_cast<std::uint8_t>(arguments.size());
    m_source.push(body);
    checkExpansion(body.call);
}

bool Reader::macroArgument(Fragment &argument)
{
    bool closed = true;
    if (!m_source.readRaw(argument, closed)) return false;
    if (!closed) report(Severity::error, DiagnosticCode::missingClosingBrace, argument.span(0, 0));
    return true;
}

// Puts the body of a macro of the input in the place of its call.
void Reader::expand(const Macro &macro_, std::string_view name, Span source)
{
    if (m_source.exhausted()) return unknown(name, source);
    const Macro macro = macro_;
    Fragment body{.text = macro.body};
    std::vector<Fragment> arguments;
    if (macro.delimited) {
        // #1,#2; : texts between the numbers must stand in the input
        std::string_view pattern = macro.parameters;
        const std::size_t first = std::min(pattern.find('#'), pattern.size());
        Fragment passed;
        if (first > 0 && !m_source.readUntil(pattern.substr(0, first), passed))
            report(Severity::error, DiagnosticCode::missingArgument, source, name);
        pattern.remove_prefix(first);
        while (pattern.size() >= 2) {
            pattern.remove_prefix(2);
            const std::size_t next = std::min(pattern.find('#'), pattern.size());
            Fragment argument;
            const std::string_view delimiter = pattern.substr(0, next);
            m_source.skipSpaces();
            const bool found = delimiter.empty() ? macroArgument(argument) : m_source.readUntil(delimiter, argument);
            if (!found) {
                report(Severity::error, DiagnosticCode::missingArgument, source, name);
                break;
            }
            // Braces around the whole argument are not part of it.
            if (!delimiter.empty() && argument.text.starts_with('{') &&
                bracedLength(argument.text, 0) == argument.text.size())
                argument = argument.part(1, argument.text.size() - 2);
            arguments.push_back(argument);
            pattern.remove_prefix(next);
        }
    } else {
        for (int i = 0; i < macro.argumentCount; ++i) {
            Fragment argument;
            if (i == 0 && macro.hasDefault) {
                if (!m_source.readOptional(argument)) argument = {.text = macro.defaultArgument, .call = source};
            } else if (!macroArgument(argument)) {
                report(Severity::error, DiagnosticCode::missingArgument, source, name);
                argument = {.text = {}, .call = source};
            }
            arguments.push_back(argument);
        }
    }
    body.call = since(source.begin);
    readNext(body, arguments);
}

// The same for a macro of macros.tsv, whose body may depend on which optional arguments are there.
void Reader::expandBuiltIn(const Command &command, Span source)
{
    if (m_source.exhausted()) return unknown(command.name, source);
    std::vector<Fragment> arguments;
    unsigned present = 0;
    unsigned bit = 1;
    for (const char *signature = command.signature; *signature != '\0'; ++signature) {
        Fragment argument{.text = {}, .call = source};
        switch (*signature) {
        case 'o':
            if (m_source.readOptional(argument)) present |= bit;
            bit <<= 1;
            break;
        case 'M':
            if (m_source.peek() == '{' && macroArgument(argument)) present |= bit;
            bit <<= 1;
            break;
        case 'O': // \root 3 \of x
            if (!m_source.readUntil("\\of", argument))
                report(Severity::error, DiagnosticCode::missingArgument, source, command.name);
            break;
        case 'V': // \buildrel a \over b
            if (!m_source.readUntil("\\over", argument))
                report(Severity::error, DiagnosticCode::missingArgument, source, command.name);
            break;
        default:
            skipSizes(); // \abs\Big{x}
            if (!macroArgument(argument))
                report(Severity::error, DiagnosticCode::missingArgument, source, command.name);
            break;
        }
        arguments.push_back(argument);
    }
    std::string_view body = command.text;
    for (constexpr std::string_view bar = "¦"; present > 0; --present) {
        const std::size_t next = body.find(bar);
        if (next == std::string_view::npos) break;
        body.remove_prefix(next + bar.size());
    }
    body = body.substr(0, body.find("¦"));
    readNext({.text = body, .call = since(source.begin)}, arguments);
}

// \foo or {\foo}; the name without backslash, empty (and reported) when there is none.
std::string_view Reader::definedName(const Command &command, Span source)
{
    Fragment raw;
    bool closed = true;
    std::string_view name;
    if (m_source.readRaw(raw, closed)) name = m_source.flatten(raw);
    while (name.starts_with(' '))
        name.remove_prefix(1);
    while (name.ends_with(' ') && name.size() > 2)
        name.remove_suffix(1);
    if (!name.starts_with('\\') || name.size() < 2) {
        report(Severity::error, DiagnosticCode::badMacroDefinition, source, command.name);
        return {};
    }
    return m_definitions.keep(name.substr(1));
}

void Reader::define(const Command &command, Span source)
{
    const auto keep = [&](const Fragment &fragment) { return m_definitions.keep(m_source.flatten(fragment)); };
    const auto bad = [&] { report(Severity::error, DiagnosticCode::badMacroDefinition, source, command.name); };
    Fragment raw;
    bool closed = true;
    // [number of arguments][default of the first], both optional
    const auto readParameters = [&](Macro &macro) {
        if (!m_source.readOptional(raw)) return;
        const std::string_view count = m_source.flatten(raw);
        std::from_chars(count.data(), count.data() + count.size(), macro.argumentCount);
        macro.argumentCount = std::clamp(macro.argumentCount, 0, 9);
        if (!m_source.readOptional(raw)) return;
        macro.hasDefault = true;
        macro.defaultArgument = keep(raw);
    };

    if (command.action == Action::defineEnvironment) {
        if (!m_source.readRaw(raw, closed)) return bad();
        const std::string_view name = keep(raw);
        Macro macro;
        readParameters(macro);
        if (!m_source.readRaw(raw, closed)) return bad();
        macro.body = keep(raw);
        if (!m_source.readRaw(raw, closed)) return bad();
        macro.end = keep(raw);
        return m_macros.defineEnvironment(name, macro);
    }

    const std::string_view name = definedName(command, source);
    if (name.empty()) return;
    Macro macro;
    switch (command.action) {
    case Action::define:
        readParameters(macro);
        if (!m_source.readRaw(raw, closed)) return bad();
        macro.body = keep(raw);
        if (!closed) bad();
        if (command.text == "provide" && (m_macros.find(name) != nullptr || findCommand(name) != nullptr)) return;
        break;
    case Action::defineTex: {
        const int byte = m_source.peek();
        if (byte < 0) return bad();
        const std::string_view rest = m_source.rest();
        const std::size_t brace = rest.find('{');
        if (brace == std::string_view::npos) return bad();
        const std::string_view parameters = rest.substr(0, brace);
        m_source.advance(brace);
        for (const char digit : parameters)
            macro.argumentCount += digit == '#' ? 1 : 0;
        // #1#2#3 alone need no delimiters
        std::string simple;
        for (int i = 1; i <= macro.argumentCount; ++i)
            simple += '#' + std::to_string(i);
        std::string_view trimmed = parameters;
        while (trimmed.ends_with(' '))
            trimmed.remove_suffix(1);
        while (trimmed.starts_with(' '))
            trimmed.remove_prefix(1);
        macro.delimited = trimmed != simple;
        macro.argumentCount = std::min(macro.argumentCount, 9);
        macro.parameters = m_definitions.keep(trimmed);
        if (!m_source.readRaw(raw, closed)) return bad();
        macro.body = keep(raw);
        if (!closed) bad();
        break;
    }
    case Action::let: {
        if (m_source.skipSpaces() == '=') m_source.advance(1);
        if (!m_source.readRaw(raw, closed)) return bad();
        const std::string_view target = m_source.flatten(raw);
        if (target.starts_with('\\')) {
            if (const Macro *other = m_macros.find(target.substr(1))) {
                macro = *other;
            } else if (const Command *known = findCommand(target.substr(1))) {
                macro.alias = known;
            } else {
                macro.body = m_definitions.keep(target);
            }
        } else {
            macro.body = m_definitions.keep(target);
        }
        break;
    }
    case Action::futureLet:
        if (m_source.readRaw(raw, closed)) macro.body = keep(raw);
        break;
    case Action::defineOperator: {
        if (!m_source.readRaw(raw, closed)) return bad();
        std::string body = command.text == "*" ? "\\operatorname*{" : "\\operatorname{";
        body += m_source.flatten(raw);
        body += '}';
        macro.body = m_definitions.keep(body);
        break;
    }
    case Action::definePaired: {
        Fragment close;
        if (!m_source.readRaw(raw, closed) || !m_source.readRaw(close, closed)) return bad();
        std::string body = "\\left";
        body += m_source.flatten(raw);
        body += "#1\\right";
        body += m_source.flatten(close);
        macro.body = m_definitions.keep(body);
        macro.argumentCount = 1;
        break;
    }
    default: return;
    }
    m_macros.define(name, macro);
}

} // namespace mathtts::latex
