// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/wire/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace mathtts::http
{
namespace
{

constexpr auto methodNames =
    std::to_array<std::string_view>({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"});

/*! Fields that a request may hold only once: a second one could make two readers disagree. */
constexpr auto singles =
    std::to_array<std::string_view>({"host", "content-length", "content-type", "authorization", "transfer-encoding",
                                     "expect", "origin", "range", "x-api-key"});

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*! A character of a token, RFC 9110 section 5.6.2. */
constexpr bool isTokenCharacter(char c)
{
    return isAlphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isTokenCharacter);
}

/*! Visible ASCII with whole percent signs and no NUL behind them: what a URL may hold. */
bool isTarget(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c <= 0x20 || c >= 0x7f || c == '#') return false;
        if (c != '%') continue;
        if (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2])) return false;
        if (text[i + 1] == '0' && text[i + 2] == '0') return false;
    }
    return text.starts_with('/');
}

/*! A value of a header field: no control character but the tabulator. */
bool isFieldValue(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/*! Calls \a use for each element of a comma-separated list. */
template <typename Use>
void forEachElement(std::string_view list, Use use)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        use(trimmed(list.substr(0, comma)));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
}

/*! Takes the next line of \a block; there is one, findHeadEnd saw to it. */
std::string_view takeLine(std::string_view &block)
{
    const std::size_t end = block.find("\r\n");
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(end + 2);
    return line;
}

std::optional<Refusal> parseRequestLine(std::string_view line, const HeadLimits &limits, Head &head)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return Refusal{400, "The request line is not METHOD TARGET VERSION."};
    const std::string_view method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!isToken(method)) return Refusal{400, "The method is not a token."};
    if (version.size() != 8 || !version.starts_with("HTTP/") || !isDigit(version[5]) || version[6] != '.' ||
        !isDigit(version[7]))
        return Refusal{400, "The version of the protocol has no valid form."};
    if (version[5] != '1') return Refusal{505, "This server speaks HTTP/1.1."};
    head.minor = version[7] - '0';
    if (head.minor > 1) return Refusal{505, "This server speaks HTTP/1.1."};
    const auto known = methodNamed(method);
    if (!known) return Refusal{501, "This server doesn't know the method."};
    head.method = *known;
    if (head.target.size() > limits.target) return Refusal{414, "The address is too long."};
    if (!isTarget(head.target) && !(head.target == "*" && head.method == Method::options))
        return Refusal{400, "The target must be a path, with valid percent signs."};
    return {};
}

std::optional<Refusal> parseFields(std::string_view block, const HeadLimits &limits, Head &head)
{
    for (std::string_view line = takeLine(block); !line.empty(); line = takeLine(block)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return Refusal{400, "A header field has no valid name."}; // a folded line, too
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (!isFieldValue(value)) return Refusal{400, "A header field holds a control character."};
        if (head.fields.size() == limits.fields) return Refusal{431, "There are too many header fields."};
        const bool single = std::ranges::any_of(singles, [=](auto known) { return sameName(known, name); });
        if (single && std::ranges::any_of(head.fields, [=](const auto &field) { return sameName(field.first, name); }))
            return Refusal{400, "A header field that may stand once stands twice."};
        head.fields.emplace_back(name, value);
    }
    return {};
}

bool has(const Head &head, std::string_view name)
{
    return std::ranges::any_of(head.fields, [=](const auto &field) { return sameName(field.first, name); });
}

/*! What the fields say about where the request ends. */
std::optional<Refusal> frame(const HeadLimits &limits, Head &head)
{
    if (has(head, "transfer-encoding")) {
        if (has(head, "content-length")) return Refusal{400, "The request says its length in two ways."};
        if (sameName(head.field("transfer-encoding"), "chunked"))
            return Refusal{411, "Send the body with Content-Length."};
        return Refusal{501, "This server takes no transfer coding."};
    }
    if (!has(head, "content-length")) return {};
    const std::string_view length = head.field("content-length");
    if (length.empty() || !std::ranges::all_of(length, isDigit))
        return Refusal{400, "Content-Length must be a number."};
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), head.bodyLength);
    if (error != std::errc{} || head.bodyLength > limits.body) return Refusal{413, "The body is too large."};
    return {};
}

std::optional<Refusal> checkHost(const Head &head)
{
    if (!has(head, "host")) {
        if (head.minor == 0) return {};
        return Refusal{400, "The field Host is missing."};
    }
    if (!isHost(head.field("host"))) return Refusal{400, "The field Host has no valid form."};
    return {};
}

void readConnection(Head &head)
{
    head.keepAlive = head.minor == 1;
    for (const auto &[name, value] : head.fields) {
        if (!sameName(name, "connection")) continue;
        bool close = false;
        forEachElement(value, [&](std::string_view option) {
            if (sameName(option, "close")) close = true;
            if (sameName(option, "keep-alive")) head.keepAlive = true;
        });
        if (close) {
            head.keepAlive = false;
            return;
        }
    }
}

} // namespace

bool sameName(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool isHost(std::string_view text)
{
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos || end < 3) return false;
        if (!std::ranges::all_of(text.substr(1, end - 1), [](char c) { return isHexDigit(c) || c == ':' || c == '.'; }))
            return false;
        port = text.substr(end + 1);
    } else {
        const std::size_t colon = std::min(text.find(':'), text.size());
        const std::string_view name = text.substr(0, colon);
        if (name.empty() || name.size() > 253) return false;
        if (!std::ranges::all_of(name, [](char c) { return isAlphanumeric(c) || c == '-' || c == '.' || c == '_'; }))
            return false;
        port = text.substr(colon);
    }
    if (port.empty()) return true;
    port.remove_prefix(1);
    return !port.empty() && port.size() <= 5 && std::ranges::all_of(port, isDigit) &&
           text[text.size() - port.size() - 1] == ':';
}

std::string_view methodName(Method method)
{
    return methodNames[static_cast<std::size_t>(method)];
}

std::optional<Method> methodNamed(std::string_view name)
{
    const auto found = std::ranges::find(methodNames, name);
    if (found == methodNames.end()) return {};
    return static_cast<Method>(found - methodNames.begin());
}

std::string_view Head::field(std::string_view name) const
{
    const auto found = std::ranges::find_if(fields, [=](const auto &field) { return sameName(field.first, name); });
    return found == fields.end() ? std::string_view() : found->second;
}

std::expected<std::size_t, Refusal> findHeadEnd(std::string_view bytes, std::size_t &scanned, const HeadLimits &limits)
{
    while (true) {
        const std::size_t feed = bytes.find('\n', scanned);
        if (feed == std::string_view::npos) {
            if (bytes.size() > limits.head) {
                const bool isTarget = bytes.find('\n') == std::string_view::npos;
                return std::unexpected(isTarget ? Refusal{414, "The address is too long."}
                                                : Refusal{431, "The header is too large."});
            }
            scanned = bytes.size();
            return 0;
        }
        if (feed == 0 || bytes[feed - 1] != '\r')
            return std::unexpected(Refusal{400, "A line doesn't end with carriage return and line feed."});
        if (feed + 1 > limits.head) return std::unexpected(Refusal{431, "The header is too large."});
        scanned = feed + 1;
        if (feed >= 3 && bytes[feed - 2] == '\n') return feed + 1;
    }
}

std::expected<Head, Refusal> parseHead(std::string_view block, const HeadLimits &limits)
{
    Head head;
    head.fields.reserve(16);
    const std::string_view line = takeLine(block);
    if (const auto refusal = parseRequestLine(line, limits, head)) return std::unexpected(*refusal);
    if (const auto refusal = parseFields(block, limits, head)) return std::unexpected(*refusal);
    if (const auto refusal = checkHost(head)) return std::unexpected(*refusal);
    if (const auto refusal = frame(limits, head)) return std::unexpected(*refusal);
    readConnection(head);
    if (has(head, "expect")) {
        if (!sameName(head.field("expect"), "100-continue"))
            return std::unexpected(Refusal{417, "This server knows no other expectation than 100-continue."});
        head.expectsContinue = head.minor == 1;
    }
    return head;
}

} // namespace mathtts::http
