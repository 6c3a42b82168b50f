// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <yyjson.h>

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace mathtts::http
{

struct FreeJson {
    void operator()(yyjson_doc *document) const { yyjson_doc_free(document); }
};

/*! A parsed JSON text; its values live as long as it does. */
using JsonDocument = std::unique_ptr<yyjson_doc, FreeJson>;

/*! Parses \a text: strict JSON in UTF-8, any depth, no recursion. The error says what is wrong and at which byte. */
std::expected<JsonDocument, std::string> parseJson(std::string_view text);

inline std::string_view textOf(yyjson_val *value)
{
    return {yyjson_get_str(value), yyjson_get_len(value)};
}

/*! A piece of JSON that is written as it is. */
struct RawJson {
    std::string text = "null";
};

// Appending JSON to a text.
void appendJson(std::string &out, std::string_view text); ///< with quotes; what is not UTF-8 becomes U+FFFD
void appendJson(std::string &out, std::int64_t number);
void appendJson(std::string &out, double number); ///< null when it is not finite
inline void appendJson(std::string &out, int number)
{
    appendJson(out, std::int64_t{number});
}
inline void appendJson(std::string &out, bool value)
{
    out += value ? "true" : "false";
}
inline void appendJson(std::string &out, const RawJson &json)
{
    out += json.text;
}
void appendJson(std::string &out, const char *) = delete; ///< it would be taken for a bool

} // namespace mathtts::http
