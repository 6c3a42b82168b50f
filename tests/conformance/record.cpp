// SPDX-License-Identifier: GPL-3.0-or-later
#include "record.h"

#include <yyjson.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace mathtts::conformance
{
namespace
{
using Document = std::unique_ptr<yyjson_doc, decltype([](yyjson_doc *document) { yyjson_doc_free(document); })>;
using NewDocument =
    std::unique_ptr<yyjson_mut_doc, decltype([](yyjson_mut_doc *document) { yyjson_mut_doc_free(document); })>;
using Characters = std::unique_ptr<char, decltype([](char *text) { std::free(text); })>;

std::string_view textOf(yyjson_val *value)
{
    return {yyjson_get_str(value), yyjson_get_len(value)};
}

std::string spelled(yyjson_val *value)
{
    if (yyjson_is_str(value)) return std::string(textOf(value));
    if (yyjson_is_bool(value)) return yyjson_get_bool(value) ? "true" : "false";
    if (yyjson_is_int(value)) return std::to_string(yyjson_get_sint(value));
    return {};
}

void addPreferences(yyjson_val *object, const std::string &prefix, Record &record)
{
    yyjson_obj_iter iterator = yyjson_obj_iter_with(object);
    while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
        yyjson_val *value = yyjson_obj_iter_get_val(key);
        const std::string name = prefix + std::string(textOf(key));
        if (!yyjson_is_obj(value)) {
            record.preferences.emplace_back(name, spelled(value));
            continue;
        }
        yyjson_obj_iter members = yyjson_obj_iter_with(value); // none of them is an object again
        while (yyjson_val *member = yyjson_obj_iter_next(&members))
            record.preferences.emplace_back(name + '.' + std::string(textOf(member)),
                                            spelled(yyjson_obj_iter_get_val(member)));
    }
}
} // namespace

std::string_view Record::preference(std::string_view name) const
{
    const auto found = std::ranges::find(preferences, name, &std::pair<std::string, std::string>::first);
    return found == preferences.end() ? std::string_view{} : std::string_view(found->second);
}

std::expected<Record, std::string> parseRecord(std::string_view line)
{
    const Document document{yyjson_read(line.data(), line.size(), YYJSON_READ_ALLOW_INVALID_UNICODE)};
    yyjson_val *root = yyjson_doc_get_root(document.get());
    if (!yyjson_is_obj(root)) return std::unexpected("the line is no JSON object");
    Record record;
    for (const auto &[name, member] : {std::pair{"id", &Record::id},
                                       {"peer", &Record::peer},
                                       {"kind", &Record::kind},
                                       {"locale", &Record::locale},
                                       {"style", &Record::style},
                                       {"verbosity", &Record::verbosity},
                                       {"format", &Record::format},
                                       {"input", &Record::input},
                                       {"markup", &Record::markup},
                                       {"mode", &Record::mode}})
        record.*member = spelled(yyjson_obj_get(root, name));
    addPreferences(yyjson_obj_get(root, "preferences"), {}, record);
    return record;
}

std::string answerLine(std::string_view id, const Answer &answer)
{
    const NewDocument document{yyjson_mut_doc_new(nullptr)};
    yyjson_mut_val *root = yyjson_mut_obj(document.get());
    yyjson_mut_doc_set_root(document.get(), root);
    const std::string &text = answer ? *answer : answer.error();
    yyjson_mut_obj_add_strn(document.get(), root, "id", id.data(), id.size());
    yyjson_mut_obj_add_strn(document.get(), root, answer ? "output" : "error", text.data(), text.size());
    std::size_t length = 0;
    const Characters line{
        yyjson_mut_write(document.get(), YYJSON_WRITE_ALLOW_INVALID_UNICODE | YYJSON_WRITE_NEWLINE_AT_END, &length)};
    return {line.get(), length};
}

} // namespace mathtts::conformance
