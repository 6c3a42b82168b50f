// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/tables.h"

#include "engine/tree/utf8.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <memory>
#include <system_error>

namespace mathtts
{

namespace
{
std::string_view trim(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view takeUntil(std::string_view &rest, char separator)
{
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/*! Reads all of \a text as a number; false when it is none. */
template <typename Number>
bool readNumber(std::string_view text, Number &number, int base)
{
    const char *const begin = std::to_address(text.begin());
    const char *const end = begin + text.size();
    const auto [stop, error] = std::from_chars(begin, end, number, base);
    return error == std::errc{} && stop == end;
}

constexpr std::uint32_t completeDictionary = 0xFFFFFFFF; // in Dictionary::base until they are linked

std::string_view unquote(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

/*! The hash table of the texts of \a entries, at most half full. */
std::vector<std::uint32_t> hashTable(const Pool &pool, const std::vector<image::Entry> &entries)
{
    std::vector<std::uint32_t> slots(std::bit_ceil(2 * entries.size() + 1));
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        std::size_t at = image::hashText(pool.view(entries[i].key)) & (slots.size() - 1);
        while (slots[at] != 0)
            at = (at + 1) & (slots.size() - 1);
        slots[at] = i + 1;
    }
    return slots;
}

template <typename Table>
std::optional<std::uint16_t> findByName(const Pool &pool, const std::vector<Table> &tables, std::string_view name)
{
    const auto found = std::ranges::find_if(tables, [&](const Table &table) { return pool.view(table.name) == name; });
    if (found == tables.end()) return std::nullopt;
    return static_cast<std::uint16_t>(found - tables.begin());
}
} // namespace

std::string_view stemOf(std::string_view fileName)
{
    if (const std::size_t slash = fileName.rfind('/'); slash != std::string_view::npos)
        fileName.remove_prefix(slash + 1);
    return fileName.substr(0, fileName.rfind('.'));
}

std::vector<std::string> styleChain(const Styles &styles, std::string_view name)
{
    std::vector<std::string> chain;
    for (auto style = styles.find(name); style != styles.end(); style = styles.find(style->second.base))
        chain.push_back(style->first);
    return chain;
}

std::vector<std::string> wordChain(const Styles &styles, std::string_view name)
{
    std::vector<std::string> chain = styleChain(styles, name);
    const auto style = styles.find(name);
    if (style != styles.end() && !style->second.words.empty()) chain.push_back(style->second.words);
    return chain;
}

std::optional<std::uint16_t> findDictionary(const Pool &pool, std::string_view name,
                                            const std::vector<std::string> &chain)
{
    for (const std::string &style : chain)
        if (const auto own = findByName(pool, pool.dictionaries, std::string(name) + '.' + style)) return own;
    return findByName(pool, pool.dictionaries, name);
}

void linkDictionaries(const Styles &styles, Pool &pool, Problems &problems)
{
    for (image::Dictionary &dictionary : pool.dictionaries) {
        const std::string_view name = pool.view(dictionary.name);
        const std::size_t dot = name.find('.');
        if (dot == std::string_view::npos) {
            dictionary.base = 0;
            continue;
        }
        const std::string owner(name.substr(dot + 1));
        const bool shared = std::ranges::any_of(styles, [&](const auto &style) { return style.second.words == owner; });
        if (!shared && !styles.contains(owner)) {
            problems.error({}, std::string(name) + ".tsv: there is no style " + owner);
            continue;
        }
        std::vector<std::string> chain;
        if (!shared) {
            chain = wordChain(styles, owner);
            chain.erase(chain.begin()); // the dictionary itself
        }
        const auto base = findDictionary(pool, name.substr(0, dot), chain);
        dictionary.base = base && dictionary.base != completeDictionary ? *base + 1U : 0;
    }
}

std::optional<std::uint16_t> findNumberGrammar(const Pool &pool, std::string_view name)
{
    return findByName(pool, pool.numberGrammars, name);
}

void readDictionary(const RuleSource &source, Pool &pool, WordVariants &variants, Problems &problems)
{
    const std::string_view stem = stemOf(source.name);
    const bool ofCharacters = stem.substr(0, stem.find('.')) == "symbols";
    bool complete = false; // what isn't here is looked up nowhere else
    std::vector<image::Entry> entries;
    std::map<std::string_view, std::uint32_t> seen;
    std::string_view rest = source.text;
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
        std::string_view line = takeUntil(rest, '\n');
        if (line.starts_with('#') || trim(line).empty()) continue;
        const Place place{&source, number};
        image::Entry entry;
        const std::string_view key = trim(takeUntil(line, '\t'));
        if (key == "*" && trim(line).empty()) {
            complete = true;
            continue;
        }
        entry.key = pool.text(key);
        if (ofCharacters) {
            if (!readNumber(key, entry.character, 16)) {
                problems.error(place, "a line starts with a code point in hexadecimal, not " + std::string(key));
                continue;
            }
            takeUntil(line, '\t');
        } else {
            entry.character = soleCharacter(key);
        }
        if (const auto [first, isNew] = seen.emplace(key, number); !isNew) {
            problems.error(place, std::string(key) + " stands in line " + std::to_string(first->second) + " already");
            continue;
        }
        std::vector<image::Word> words;
        while (!line.empty()) {
            std::string_view field = trim(takeUntil(line, '\t'));
            std::uint32_t variant = 0;
            const std::size_t equals = field.find('=');
            if (!words.empty() && equals != std::string_view::npos) {
                const std::string name(field.substr(0, equals));
                variant = variants.try_emplace(name, static_cast<std::uint32_t>(variants.size() + 1)).first->second;
                field = unquote(field.substr(equals + 1));
            } else if (!words.empty()) {
                if (!field.empty()) problems.error(place, "after the words only variant=words may follow");
                continue;
            }
            words.push_back({variant, pool.text(unquote(field))});
        }
        if (words.empty()) {
            problems.error(place, "there are no words for " + std::string(key));
            continue;
        }
        entry.words = Pool::append(pool.words, words);
        entries.push_back(entry);
    }
    if (ofCharacters) std::ranges::sort(entries, {}, &image::Entry::character);
    image::Dictionary dictionary{.name = pool.text(stemOf(source.name)), .entries = {}, .slots = {}};
    dictionary.slots = Pool::append(pool.hashSlots, hashTable(pool, entries));
    dictionary.entries = Pool::append(pool.entries, entries);
    if (complete) dictionary.base = completeDictionary;
    pool.dictionaries.push_back(dictionary);
}

namespace
{
/*! {times}, {rest:OTHER} replaced by a byte for the part and one for the grammar; see image::NumberRule. */
std::string compileTemplate(std::string_view text, std::string_view grammar, const std::vector<std::string> &names,
                            Place place, Problems &problems)
{
    std::string result;
    while (!text.empty()) {
        result += takeUntil(text, '{');
        if (text.empty()) break;
        std::string_view field = takeUntil(text, '}');
        const std::string_view part = takeUntil(field, ':');
        const std::string_view other = field.empty() ? grammar : field;
        if (part == "n" && field.empty()) {
            result += '\4';
            continue;
        }
        const auto index = std::ranges::find(names, other) - names.begin();
        if (index == std::ssize(names) || (part != "times" && part != "rest" && part != "n"))
            problems.error(place, "{" + std::string(part) + "} of the grammar " + std::string(other) + " is not known");
        result += part == "times" ? '\1' : part == "rest" ? '\2' : '\3';
        result += static_cast<char>(index + 1);
    }
    return result;
}

struct NumberLine {
    Place place;
    std::string grammar;
    std::string_view base;
    std::string_view exact;
    std::string_view withRest;
};
} // namespace

void readNumbers(const RuleSource &source, Pool &pool, Problems &problems)
{
    std::vector<NumberLine> lines;
    std::vector<std::string> names;
    std::string_view rest = source.text;
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
        std::string_view line = trim(takeUntil(rest, '\n'));
        if (line.starts_with('#') || line.empty()) continue;
        const std::string_view grammar = takeUntil(line, ' ');
        const std::string_view base = takeUntil(line, ' ');
        const std::string_view exact = trim(takeUntil(line, '|'));
        lines.push_back({{&source, number}, std::string(grammar), base, exact, trim(line)});
        if (std::ranges::find(names, grammar) == names.end()) names.emplace_back(grammar);
    }
    for (const std::string &name : names) {
        image::NumberGrammar grammar{.name = pool.text(name), .suffix = {}, .rules = {}};
        std::vector<image::NumberRule> rules;
        for (const NumberLine &line : lines) {
            if (line.grammar != name) continue;
            if (line.base == "suffix") {
                grammar.suffix = pool.text(line.exact);
                continue;
            }
            image::NumberRule rule;
            if (!readNumber(line.base, rule.base, 10) || (!rules.empty() && rule.base <= rules.back().base))
                problems.error(line.place, "the numbers of a grammar stand in ascending order");
            const bool composed = !line.withRest.empty() || line.exact.find('{') != std::string_view::npos;
            rule.unit = 1;
            while (rule.unit <= rule.base / 10)
                rule.unit *= 10;
            if (!composed) rule.unit = std::max<std::int64_t>(rule.base, 1);
            rule.exact = pool.text(compileTemplate(line.exact, name, names, line.place, problems));
            rule.withRest = pool.text(compileTemplate(line.withRest, name, names, line.place, problems));
            rules.push_back(rule);
        }
        if (rules.empty() || rules.front().base != 0) problems.error({&source, 0}, name + " does not start at 0");
        grammar.rules = Pool::append(pool.numberRules, rules);
        pool.numberGrammars.push_back(grammar);
    }
}

} // namespace mathtts
