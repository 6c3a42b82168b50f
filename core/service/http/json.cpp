// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/json.h"

#include "engine/text.h"
#include "service/telemetry/json_text.h"

#include <charconv>

namespace mathtts::http
{
std::expected<JsonDocument, std::string> parseJson(std::string_view text)
{
    yyjson_read_err error;
    // without YYJSON_READ_INSITU the text is copied, so it stays as it is
    JsonDocument document{
        yyjson_read_opts(const_cast<char *>(text.data()), text.size(), YYJSON_READ_NOFLAG, nullptr, &error)};
    if (!document) return std::unexpected(formatted("This is no JSON: {} at byte {}.", error.msg, error.pos));
    return document;
}

void appendJson(std::string &out, std::string_view text)
{
    telemetry::appendJsonString(out, text);
}

void appendJson(std::string &out, std::int64_t number)
{
    char digits[24];
    out.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}

void appendJson(std::string &out, double number)
{
    telemetry::appendJsonNumber(out, number);
}

} // namespace mathtts::http
