// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/overlay/overlay.h"

#include "engine/speech/compile/overlay.h"

#include <algorithm>

namespace mathtts
{

namespace
{
/*! Words with \a separator between, from where the reader is. */
std::vector<std::string> takeList(Reader &reader, std::string_view separator)
{
    std::vector<std::string> words;
    do
        words.push_back(reader.take().text);
    while (reader.takeIf(separator));
    return words;
}

std::string takeKey(Reader &reader)
{
    std::string key = reader.take().text;
    while (reader.takeIf("."))
        key += '.' + reader.take().text;
    return key;
}

/*! What stands after "rule". */
ListedRule readRule(Reader &reader, const Statement &statement)
{
    ListedRule rule;
    rule.name = takeKey(reader);
    if (reader.takeIf(":")) {
        reader.takeIf("between");
        rule.concepts = takeList(reader, "|");
    }
    while (!reader.atEnd()) {
        if (reader.takeIf("domain")) {
            if (reader.takeIf("=")) rule.domains.push_back(reader.take().text);
            if (reader.takeIf("in") && reader.takeIf("("))
                std::ranges::copy(takeList(reader, ","), std::back_inserter(rule.domains));
        } else if (reader.takeIf("->")) {
            rule.message = takeKey(reader);
        } else {
            reader.take();
        }
    }
    const char *const begin = statement.front().place.text.data();
    const std::string_view last = statement.back().place.text; // the end
    rule.text.assign(begin, static_cast<std::size_t>(last.data() - begin));
    return rule;
}
} // namespace

std::vector<ListedRule> listRules(const RuleSource &source)
{
    std::vector<ListedRule> rules;
    std::string style = source.style;
    Problems none;
    for (const Statement &statement : readStatements(source, none)) {
        Reader reader{statement};
        if (reader.takeIf("style")) {
            style = takeKey(reader);
        } else if (reader.takeIf("rule")) {
            rules.push_back(readRule(reader, statement));
            rules.back().style = style;
        }
    }
    return rules;
}

std::vector<ListedRule> builtInRules()
{
    std::vector<ListedRule> rules;
    for (const RuleSource &source : builtInSources("en"))
        if (source.name.ends_with(".rules")) std::ranges::move(listRules(source), std::back_inserter(rules));
    return rules;
}

} // namespace mathtts
