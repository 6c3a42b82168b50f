// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/tables.h"

#include "engine/speech/compile/lexer.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <memory>
#include <set>
#include <system_error>

namespace mathtts
{

namespace
{
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

/*! "symbols" of "symbols.mathspeak". */
std::string_view kindOf(std::string_view dictionary)
{
    return dictionary.substr(0, dictionary.find('.'));
}

constexpr std::uint32_t completeDictionary = 0xFFFFFFFF; // in Dictionary::base until they are linked

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

bool isOfCharacters(std::string_view dictionary)
{
    return kindOf(dictionary) == "symbols";
}

DictionarySyntax readDictionary(const RuleSource &source, Problems &problems)
{
    const bool ofCharacters = isOfCharacters(stemOf(source.name));
    DictionarySyntax dictionary;
    std::map<std::string_view, Place> seen;
    std::string_view rest = source.text;
    while (!rest.empty()) {
        std::string_view line = takeLine(rest);
        if (line.starts_with('#') || trim(line).empty()) continue;
        EntrySyntax entry;
        entry.key = trim(takeUntil(line, '\t'));
        entry.place = {&source, entry.key};
        if (entry.key == "*" && trim(line).empty()) {
            dictionary.complete = true;
            continue;
        }
        if (ofCharacters) {
            std::uint32_t character = 0;
            if (!readNumber(entry.key, character, 16)) {
                problems.error(entry.place,
                               "a line starts with a code point in hexadecimal, not " + std::string(entry.key));
                continue;
            }
            entry.character = character;
            takeUntil(line, '\t');
        } else {
            entry.character = soleCharacter(entry.key);
        }
        if (const auto [first, isNew] = seen.emplace(entry.key, entry.place); !isNew) {
            problems.error(entry.place, std::string(entry.key) + " stands in line " +
                                            std::to_string(lineOf(first->second)) + " already");
            continue;
        }
        while (!line.empty()) {
            const std::string_view field = trim(takeUntil(line, '\t'));
            const std::size_t equals = field.find('=');
            if (entry.words.empty())
                entry.words.emplace_back("", unquote(field));
            else if (equals != std::string_view::npos)
                entry.words.emplace_back(field.substr(0, equals), unquote(field.substr(equals + 1)));
            else if (!field.empty())
                problems.error({&source, field}, "after the words only variant=words may follow");
        }
        if (entry.words.empty())
            problems.error(entry.place, "there are no words for " + std::string(entry.key));
        else
            dictionary.entries.push_back(std::move(entry));
    }
    return dictionary;
}

void layWordsOver(Dictionaries &dictionaries, const Dictionaries &overlay, Problems &problems)
{
    std::vector<std::string_view> names; // of dictionaries
    std::set<std::string_view, std::less<>> variants;
    for (const auto &[name, dictionary] : dictionaries) {
        if (name.find('.') == std::string::npos) names.push_back(name);
        for (const EntrySyntax &entry : dictionary.entries)
            for (const auto &[variant, text] : entry.words)
                variants.insert(variant);
    }
    for (const auto &[name, words] : overlay) {
        const std::string_view kind = kindOf(name);
        const bool isKnown =
            std::ranges::any_of(dictionaries, [&](const auto &one) { return kindOf(one.first) == kind; });
        if (!isKnown) {
            problems.error(words.entries.front().place, "there is no dictionary " + std::string(kind),
                           didYouMean(kind, names));
            continue;
        }
        for (const EntrySyntax &entry : words.entries)
            for (const auto &[variant, text] : entry.words)
                if (!variants.contains(variant))
                    problems.error({entry.place.source, variant}, "no words are called " + std::string(variant),
                                   didYouMean(variant, {variants.begin(), variants.end()}));
        DictionarySyntax &below = dictionaries[name];
        const auto keyOf = [&](const EntrySyntax &entry) {
            return isOfCharacters(name) ? std::pair(std::string_view(), entry.character) : std::pair(entry.key, U'\0');
        };
        std::set<std::pair<std::string_view, char32_t>> keys;
        for (const EntrySyntax &entry : words.entries)
            keys.insert(keyOf(entry));
        std::erase_if(below.entries, [&](const EntrySyntax &entry) { return keys.contains(keyOf(entry)); });
        below.entries.insert(below.entries.end(), words.entries.begin(), words.entries.end());
    }
}

void addDictionaries(const Dictionaries &dictionaries, Pool &pool, WordVariants &variants)
{
    for (const auto &[name, dictionary] : dictionaries) {
        std::vector<image::Entry> entries;
        entries.reserve(dictionary.entries.size());
        for (const EntrySyntax &syntax : dictionary.entries) {
            std::vector<image::Word> words;
            words.reserve(syntax.words.size());
            for (const auto &[variant, text] : syntax.words) {
                const std::uint32_t number =
                    variant.empty() ? image::firstWords
                                    : variants.try_emplace(std::string(variant), variants.size() + 1).first->second;
                words.push_back({number, pool.text(text)});
            }
            entries.push_back({.key = pool.text(syntax.key),
                               .character = syntax.character,
                               .words = Pool::append(pool.words, words)});
        }
        if (isOfCharacters(name)) std::ranges::sort(entries, {}, &image::Entry::character);
        image::Dictionary added{.name = pool.text(name), .entries = {}, .slots = {}};
        added.slots = Pool::append(pool.hashSlots, hashTable(pool, entries));
        added.entries = Pool::append(pool.entries, entries);
        if (dictionary.complete) added.base = completeDictionary;
        pool.dictionaries.push_back(added);
    }
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
    while (!rest.empty()) {
        std::string_view line = trim(takeLine(rest));
        if (line.starts_with('#') || line.empty()) continue;
        const Place place{&source, line};
        const std::string_view grammar = takeUntil(line, ' ');
        const std::string_view base = takeUntil(line, ' ');
        const std::string_view exact = trim(takeUntil(line, '|'));
        lines.push_back({place, std::string(grammar), base, exact, trim(line)});
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
        if (rules.empty() || rules.front().base != 0) problems.error({&source, {}}, name + " does not start at 0");
        grammar.rules = Pool::append(pool.numberRules, rules);
        pool.numberGrammars.push_back(grammar);
    }
}

} // namespace mathtts
