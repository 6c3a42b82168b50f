// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/overlay/overlay.h"

#include "engine/speech/compile/overlay.h"
#include "engine/tree/utf8.h"

#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace mathtts
{

namespace
{
/*! Each style with itself and with the words that it shares, if any. */
std::multimap<std::string, std::string, std::less<>> stylesByOwner(const std::vector<RuleSource> &sources)
{
    std::multimap<std::string, std::string, std::less<>> styles;
    for (const RuleSource &source : sources) {
        if (!source.name.ends_with(".rules")) continue;
        const std::string name(stemOf(source.name));
        styles.emplace(name, name);
        Problems none;
        for (const Statement &statement : readStatements(source, none))
            for (std::size_t i = 1; statement.front().text == "style" && i < statement.size(); ++i)
                if (statement[i - 1].text == "words") styles.emplace(statement[i].text, name);
    }
    return styles;
}

/*! A line of a dictionary as a statement of an overlay. */
std::string wordStatement(const EntrySyntax &entry, std::string_view dictionary)
{
    std::string key(entry.key);
    if (isOfCharacters(dictionary)) {
        key.clear();
        appendUtf8(key, entry.character);
    } else if (key.find(' ') != std::string::npos) {
        key = '"' + key + '"';
    }
    std::string text = "word " + std::string(dictionary.substr(0, dictionary.find('.'))) + ' ' + key + " =";
    for (const auto &[variant, words] : entry.words)
        text += variant.empty() ? ' ' + std::string(words) : " | " + std::string(variant) + " = " + std::string(words);
    return text;
}

/*! "key = words" without the blanks that align it with others. */
std::string closeUp(std::string_view line)
{
    const std::size_t equals = line.find('=');
    const std::size_t key = line.find_last_not_of(' ', equals == 0 ? 0 : equals - 1);
    if (equals == std::string_view::npos || key == std::string_view::npos) return std::string(line);
    return std::string(line.substr(0, key + 1)) + ' ' + std::string(line.substr(equals));
}

/*! The messages of a file, each with the lines it goes on in. */
std::vector<std::string> messageStatements(std::string_view rest)
{
    std::vector<std::string> statements;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (line.empty() || line.starts_with('#')) continue;
        if (isIndented(line) && !statements.empty())
            statements.back() += '\n' + std::string(line);
        else
            statements.push_back("message " + closeUp(line));
    }
    return statements;
}
/*! The style, or the words that styles share, that a file belongs to. */
std::string_view ownerOf(std::string_view file)
{
    const std::string_view stem = stemOf(file);
    if (!file.ends_with(".tsv")) return stem;
    const std::size_t dot = stem.find('.');
    return dot == std::string_view::npos ? "natural" : stem.substr(dot + 1);
}

/*! What a file says, as an overlay has it. */
std::vector<std::string> statementsOf(const RuleSource &source)
{
    std::vector<std::string> statements;
    if (source.name.ends_with(".msg")) statements = messageStatements(source.text);
    if (source.name.ends_with(".rules"))
        for (const ListedRule &rule : listRules(source))
            statements.push_back(rule.text);
    Problems none;
    if (source.name.ends_with(".tsv"))
        for (const EntrySyntax &entry : readDictionary(source, none).entries)
            statements.push_back(wordStatement(entry, stemOf(source.name)));
    return statements;
}
} // namespace

std::vector<FoundStatement> findStatements(std::string_view text, std::string_view style)
{
    const std::vector<RuleSource> sources = builtInSources("en");
    const auto styles = stylesByOwner(sources);
    std::map<std::string, std::vector<std::string>, std::less<>> found; // by style
    std::set<std::pair<std::string, std::string>> words;                // that a style has
    const auto add = [&](const std::string &name, const std::string &statement) {
        if (!style.empty() && name != style) return;
        if (statement.starts_with("word ") && !words.emplace(name, statement.substr(0, statement.find(" = "))).second)
            return; // the style has its own
        if (statement.find(text) != std::string::npos) found[name].push_back(statement);
    };
    for (const bool shared : {false, true}) {
        for (const RuleSource &source : sources) {
            const std::string_view owner = ownerOf(source.name);
            const auto [first, last] = styles.equal_range(owner);
            if (first == last || (first->second != owner) != shared) continue;
            for (const std::string &statement : statementsOf(source))
                for (auto one = first; one != last; ++one)
                    add(one->second, statement);
        }
    }
    std::vector<FoundStatement> list;
    for (auto &[name, statements] : found)
        for (std::string &statement : statements)
            list.push_back({name, std::move(statement)});
    return list;
}

} // namespace mathtts
