// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/machine.h"

#include "engine/speech/numbers.h"
#include "engine/speech/render.h"
#include "engine/speech/variants.h"
#include "engine/tree/characters.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <charconv>

namespace mathtts
{

namespace
{
using image::OpKind;

constexpr std::uint32_t noPosition = 0x7FFFFFFF; // of a node that is no child of the one before

/*! The number of slots before the variadic one, for each concept. */
constexpr auto fixedSlots = [] {
    std::array<std::uint8_t, conceptFacts.size()> result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        const ConceptFacts &facts = conceptFacts[i];
        const auto blanks = std::count(facts.slots.begin(), facts.slots.end(), ' ');
        result[i] = static_cast<std::uint8_t>(facts.slots.empty() ? 0 : blanks + !facts.variadic);
    }
    return result;
}();

std::uint32_t fixedSlotsOf(Concept what)
{
    return fixedSlots[static_cast<std::size_t>(what)];
}

std::uint32_t variadicStart(Concept what)
{
    return conceptFacts[static_cast<std::size_t>(what)].variadic ? fixedSlotsOf(what) : 0;
}

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

/*! The text of a decimal digit, else nothing. */
std::string_view decimalDigit(char32_t character)
{
    constexpr std::string_view digits = "0123456789";
    return character >= U'0' && character <= U'9' ? digits.substr(character - U'0', 1) : std::string_view();
}

/*! Whether all of \a text are Latin letters of one case. */
bool isLettering(std::string_view text, bool capital)
{
    return !text.empty() && std::ranges::all_of(text, [capital](char c) {
        return capital ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
    });
}

/*! The text of a Latin letter, else nothing. */
std::string_view latinLetter(char32_t character)
{
    if (character >= U'A' && character <= U'Z') return alphabet.substr(character - U'A', 1);
    if (character >= U'a' && character <= U'z') return alphabet.substr(26 + character - U'a', 1);
    return {};
}
} // namespace

Machine::Machine(const image::Image &image)
    : m_image(image)
    , m_tests(image.section<image::Test>(image::Section::tests))
    , m_ops(image.section<image::Op>(image::Section::ops))
    , m_joins(image.section<image::Join>(image::Section::joins))
    , m_forms(image.section<image::Form>(image::Section::forms))
    , m_numbers(image.section<std::uint32_t>(image::Section::numbers))
    , m_texts(image.section<image::Text>(image::Section::texts))
    , m_levelWords(image.section<image::Level>(image::Section::levels))
{
}

void Machine::configure(const SpeechSettings &settings)
{
    if (!m_lists.empty() && settings == m_settings) return;
    m_settings = settings;
    m_rules.clear();
    m_lists.clear();
    const auto rules = m_image.section<image::Rule>(image::Section::rules);
    const auto messages = m_image.section<image::Message>(image::Section::messages);
    const image::Style &style = m_image.section<image::Style>(image::Section::styles)[settings.style];
    const auto dictionary = [](std::uint16_t index) {
        return index == 0 ? std::nullopt : std::optional<std::uint32_t>(index - 1);
    };
    m_symbols = dictionary(style.symbols);
    m_styles = dictionary(style.styles);
    m_view = style.view;
    m_verbosityWords = style.verbosityWords[settings.values.front()];
    m_letterWords = style.letter;
    m_measures = m_image.section<image::Measure>(image::Section::measures, style.measures);
    const auto lists = m_image.section<image::Range>(
        image::Section::ruleLists, {style.rules, static_cast<std::uint32_t>(2 * conceptFacts.size() + 1)});
    for (const image::Range &list : lists) {
        image::Range active{static_cast<std::uint32_t>(m_rules.size()), 0};
        for (const image::Rule &rule : rules.subspan(list.first, list.count)) {
            const auto options = m_image.section<image::OptionTest>(image::Section::optionTests, rule.options);
            const bool fits = std::ranges::all_of(options, [&settings](const image::OptionTest &test) {
                return (test.mask >> settings.values[test.field] & 1U) != 0;
            });
            if (fits) m_rules.push_back({rule.tests, messages[rule.message].ops[settings.values.front()]});
        }
        active.count = static_cast<std::uint32_t>(m_rules.size()) - active.first;
        m_lists.push_back(active);
    }
}

void Machine::speak(const Meaning &meaning, Plan &plan)
{
    m_meaning = &meaning;
    m_plan = &plan;
    m_pause = m_spoken = 0;
    m_stack.clear();
    m_levels.assign(1, {});
    if (meaning.root() == noNode) return;
    if (!m_measures.empty()) measureNodes();
    say(meaning.root(), {.position = noPosition});
    while (!m_stack.empty())
        step();
    dropTrailingPause();
}

void Machine::name(Named kind, std::string_view what, Plan &plan)
{
    m_plan = &plan;
    m_pause = m_spoken = 0;
    const image::Style &style = m_image.section<image::Style>(image::Section::styles)[m_settings.style];
    const std::uint16_t table = kind == Named::character  ? style.symbols
                                : kind == Named::function ? style.functions
                                                          : style.units;
    if (table == 0) return;
    image::Form form{.kind = image::FormKind::dictionary, .table = static_cast<std::uint16_t>(table - 1)};
    if (kind == Named::units) form.variant = static_cast<std::uint16_t>(style.plural);
    sayWords(what, noNode, form);
}

bool Machine::number(std::string_view grammar, std::int64_t value, Plan &plan)
{
    m_plan = &plan;
    m_pause = m_spoken = 0;
    const auto grammars = m_image.section<image::NumberGrammar>(image::Section::numberGrammars);
    const auto found = std::ranges::find_if(
        grammars, [&](const image::NumberGrammar &one) { return m_image.text(one.name) == grammar; });
    m_buffer.clear();
    if (found == grammars.end() ||
        !spellNumber(m_image, static_cast<std::uint16_t>(found - grammars.begin()), value, m_buffer))
        return false;
    emit(TokenKind::word, m_plan->arena.keep(m_buffer), noNode);
    return true;
}

/*! Starts to say \a node; \a context tells its position and flags and whether it is the last. */
void Machine::say(NodeId node, const Frame &context)
{
    m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
    if (const auto label = m_meaning->label(node)) {
        emit(TokenKind::word, *label, node);
        m_plan->tokens.push_back({TokenKind::end, Pause::none, node, {}});
        return;
    }
    Frame frame = context;
    frame.node = node;
    const auto what = static_cast<std::size_t>((*m_meaning)[node].what);
    const ActiveRule *rule = select(m_lists[2 * what], frame);
    if (!rule) rule = select(m_lists.back(), frame);
    if (rule) {
        frame.op = rule->ops.first;
        frame.end = rule->ops.first + rule->ops.count;
    }
    m_stack.push_back(frame);
}

void Machine::step()
{
    Frame &frame = m_stack.back();
    if (frame.op == frame.end) {
        if (frame.suffix.length > 0) appendToLast(m_image.text(frame.suffix), frame.node);
        if (!frame.inner) m_plan->tokens.push_back({TokenKind::end, Pause::none, frame.node, {}});
        m_stack.pop_back();
        return;
    }
    const image::Op &op = m_ops[frame.op];
    if (op.kind == OpKind::join) return stepJoin(op);
    ++frame.op;
    switch (op.kind) {
    case OpKind::word: emit(TokenKind::word, m_image.text(op.text), frame.node); break;
    case OpKind::optionalWord: {
        const std::string_view text = m_image.text(op.text);
        const bool repeated = m_spoken > 0 && m_plan->tokens[m_spoken - 1].text.ends_with(text);
        if (!repeated) emit(TokenKind::word, text, frame.node);
        break;
    }
    case OpKind::pause: pause(static_cast<Pause>(op.detail)); break;
    case OpKind::slot: stepSlot(op); break;
    case OpKind::group:
        if (isEmpty(follow(op.path, frame))) frame.op += op.skipped;
        break;
    case OpKind::number: stepNumber(op); break;
    case OpKind::style: stepStyle(op); break;
    case OpKind::between: stepBetween(); break;
    case OpKind::content: stepContent(); break;
    case OpKind::compose: stepCompose(op); break;
    case OpKind::repeat: // alone it is a word as well
        m_buffer.clear();
        appendPart(op);
        emit(TokenKind::word, m_plan->arena.keep(m_buffer), frame.node);
        break;
    case OpKind::level:
    case OpKind::levelReturn: stepLevel(op); break;
    case OpKind::join: break;
    }
}

void Machine::stepJoin(const image::Op &op)
{
    Frame &frame = m_stack.back();
    const MeaningNode &node = (*m_meaning)[frame.node];
    const auto joined = static_cast<image::Joined>(op.detail);
    const bool contents = joined == image::Joined::contents;
    const std::uint32_t start = joined == image::Joined::variadic ? variadicStart(node.what) : 0;
    const std::uint32_t count = contents ? node.contentCount : node.childCount - start;
    if (frame.item >= count) {
        frame.item = 0;
        ++frame.op;
        return;
    }
    if (frame.item > 0 && !frame.separated) {
        frame.separated = true;
        const image::Join &join = m_joins[op.skipped];
        const image::Range separator = frame.item + 1 == count ? join.last : join.separator;
        if (separator.count > 0)
            m_stack.push_back({.node = frame.node,
                               .op = separator.first,
                               .end = separator.first + separator.count,
                               .position = start + frame.item - 1,
                               .suffix = {},
                               .flags = frame.flags,
                               .level = frame.level,
                               .last = false,
                               .followed = frame.followed,
                               .followedAbove = frame.followedAbove,
                               .inner = true});
        return;
    }
    frame.separated = false;
    const std::uint32_t position = start + frame.item++;
    const NodeId child = contents ? m_meaning->contents(frame.node)[position] : m_meaning->slot(frame.node, position);
    if (child == noNode) return;
    Frame context = contextOf(position, contents, op, frame);
    context.last = frame.last && frame.item == count && !speaksAfter(frame, frame.op + 1);
    sayInForm(child, op.form, context);
}

void Machine::stepSlot(const image::Op &op)
{
    const Frame &frame = m_stack.back();
    const NodeId node = follow(op.path, frame);
    if (node == noNode) return;
    std::uint32_t position = noPosition;
    if (op.path.steps[1] == image::stay && op.path.steps[0] >= image::child) position = op.path.steps[0] - image::child;
    if (node == frame.node) position = frame.position;
    Frame context = contextOf(position, false, op, frame);
    context.last = (op.setFlags & image::closedSlot) != 0 || (frame.last && !speaksAfter(frame, frame.op));
    if (node == frame.node) {
        context.followed = frame.followed;
        context.followedAbove = frame.followedAbove;
    }
    sayInForm(node, op.form, context);
}

/*! The context of the child, or content, at \a position of the node of \a frame that \a op says. */
Machine::Frame Machine::contextOf(std::uint32_t position, bool content, const image::Op &op, const Frame &frame)
{
    const MeaningNode &node = (*m_meaning)[frame.node];
    Frame context{.position = content ? noPosition : position, .suffix = {}};
    context.flags = (frame.flags | op.setFlags) & ~(op.clearFlags | image::closedSlot);
    context.level = levelBelow(frame.level, op);
    context.followed = position + 1 < (content ? node.contentCount : node.childCount);
    context.followedAbove = content || frame.followed || frame.followedAbove;
    return context;
}

/*! The level of what \a op says, in a message at \a level. */
std::uint32_t Machine::levelBelow(std::uint32_t level, const image::Op &op)
{
    if (op.level == 0) return level;
    m_levels.push_back({level, m_levelWords[op.level - 1]});
    return static_cast<std::uint32_t>(m_levels.size() - 1);
}

void Machine::stepNumber(const image::Op &op)
{
    const Frame &frame = m_stack.back();
    const NodeId node = follow(op.path, frame);
    if (node == noNode) return;
    const std::int64_t value = numberOf(op, node);
    m_buffer.clear();
    const image::Form &form = m_forms[op.form];
    if (form.kind == image::FormKind::number) {
        spellNumber(m_image, form.table, value, m_buffer);
        emit(TokenKind::word, m_plan->arena.keep(m_buffer), frame.node);
        return;
    }
    m_buffer = std::to_string(value);
    emit(TokenKind::number, m_plan->arena.keep(m_buffer), frame.node);
}

/*! The number that \a op says of \a node, in the message at hand. */
std::int64_t Machine::numberOf(const image::Op &op, NodeId node) const
{
    switch (static_cast<image::NumberOf>(op.detail)) {
    case image::NumberOf::count: return itemCount(node);
    case image::NumberOf::value: return (*m_meaning)[node].value;
    case image::NumberOf::length: return static_cast<std::int64_t>(codePoints((*m_meaning)[node].text));
    case image::NumberOf::measure: return measureOf(node, op.measure);
    case image::NumberOf::position: break;
    }
    const NodeId parent = (*m_meaning)[node].parent;
    const std::uint32_t start = parent == noNode ? 0 : variadicStart((*m_meaning)[parent].what);
    return std::int64_t{m_stack.back().position} - start + 1;
}

/*! One word of the next ops. */
void Machine::stepCompose(const image::Op &op)
{
    Frame &frame = m_stack.back();
    m_buffer.clear();
    for (std::uint32_t i = 0; i < op.skipped; ++i)
        appendPart(m_ops[frame.op++]);
    emit(TokenKind::word, m_plan->arena.keep(m_buffer), frame.node);
}

/*! Appends a word, repetition or number to m_buffer. */
void Machine::appendPart(const image::Op &op)
{
    const NodeId node = follow(op.path, m_stack.back());
    if (node == noNode) return;
    const std::string_view text = m_image.text(op.text);
    if (op.kind == OpKind::repeat) {
        for (int count = measureOf(node, op.measure); count > 0; --count)
            m_buffer += text;
    } else if (op.kind == OpKind::number) {
        const image::Form &form = m_forms[op.form];
        if (form.kind == image::FormKind::number)
            spellNumber(m_image, form.table, numberOf(op, node), m_buffer);
        else
            m_buffer += std::to_string(numberOf(op, node));
    } else {
        m_buffer += text;
    }
}

/*! The words of the levels, outermost first; O(levels). */
void Machine::stepLevel(const image::Op &op)
{
    const NodeId node = m_stack.back().node;
    const bool isReturn = op.kind == OpKind::levelReturn;
    const std::uint32_t level = m_stack.back().level;
    if (level == 0) {
        if (isReturn) emit(TokenKind::word, m_image.text(op.text), node);
        return;
    }
    std::vector<image::Text> &words = m_levelPath;
    words.clear();
    for (std::uint32_t at = level; at != 0; at = m_levels[at].above)
        words.push_back(isReturn && at == level ? m_levels[at].words.full : m_levels[at].words.part);
    for (auto word = words.rbegin(); word != words.rend(); ++word)
        emit(TokenKind::word, m_image.text(*word), node);
}

/*! Computes the measures of all nodes, bottom-up: children come before their parents. */
void Machine::measureNodes()
{
    m_measured.assign(m_meaning->size() * m_measures.size(), 0);
    for (NodeId node = 0; node < m_meaning->size(); ++node)
        for (std::size_t which = 0; which < m_measures.size(); ++which)
            measureNode(node, which);
}

void Machine::measureNode(NodeId node, std::size_t which)
{
    const image::Measure &measure = m_measures[which];
    const auto isIn = [this](image::Range list, const MeaningNode &one) {
        const auto concepts = m_numbers.subspan(list.first, list.count);
        return std::ranges::find(concepts, static_cast<std::uint32_t>(one.what)) != concepts.end();
    };
    std::uint8_t most = 0;
    const auto children = m_meaning->children(node);
    for (std::uint32_t position = 0; position < children.size(); ++position) {
        const NodeId child = children[position];
        if (child == noNode || isIn(measure.barriers, (*m_meaning)[child])) continue;
        std::uint8_t below = measureOf(child, which);
        const Frame context{.node = child, .position = position, .suffix = {}};
        const auto passesAll = [&](image::Range tests) {
            return std::ranges::all_of(m_tests.subspan(tests.first, tests.count),
                                       [&](const image::Test &test) { return passes(test, context); });
        };
        const bool counts = isIn(measure.counted, (*m_meaning)[child]) && passesAll(measure.tests) &&
                            (measure.exceptions.count == 0 || !passesAll(measure.exceptions));
        if (counts && below < 255) ++below;
        most = std::max(most, below);
    }
    m_measured[node * m_measures.size() + which] = most;
}

std::uint8_t Machine::measureOf(NodeId node, std::size_t which) const
{
    return m_measured[node * m_measures.size() + which];
}

void Machine::stepStyle(const image::Op &op)
{
    const Frame &frame = m_stack.back();
    const NodeId node = follow(op.path, frame);
    if (node == noNode) return;
    const image::Form &form = m_forms[op.form];
    emit(TokenKind::word, m_image.lookUp(form.table, variantName((*m_meaning)[node].variant), choice(form.variant)),
         frame.node);
}

image::WordChoice Machine::choice(std::uint32_t use) const
{
    return {use, m_verbosityWords};
}

void Machine::stepBetween()
{
    const Frame &frame = m_stack.back();
    const auto what = static_cast<std::size_t>((*m_meaning)[frame.node].what);
    const ActiveRule *rule = select(m_lists[2 * what + 1], frame);
    if (!rule) return;
    Frame inner = frame;
    inner.op = rule->ops.first;
    inner.end = rule->ops.first + rule->ops.count;
    m_stack.push_back(inner);
}

/*! In a separator: the content at its place. */
void Machine::stepContent()
{
    const Frame &frame = m_stack.back();
    const auto contents = m_meaning->contents(frame.node);
    const std::uint32_t index = frame.position - variadicStart((*m_meaning)[frame.node].what);
    if (index >= contents.size()) return;
    Frame context = contextOf(index, true, {}, frame);
    context.last = false;
    say(contents[index], context);
}

void Machine::sayInForm(NodeId node, std::uint16_t form, const Frame &context)
{
    if (form == 0) return say(node, context);
    const image::Form &how = m_forms[form];
    const NodeId speaker = m_stack.back().node;
    if (how.kind == image::FormKind::number) return sayNumber(node, how, context);
    if (node != speaker) m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
    switch (how.kind) {
    case image::FormKind::text: emit(TokenKind::word, (*m_meaning)[node].text, node); break;
    case image::FormKind::digits: sayDigits(node); break;
    case image::FormKind::letter: sayLetter(node, false); break;
    case image::FormKind::capital: sayLetter(node, true); break;
    case image::FormKind::letters: sayLetters(node); break;
    case image::FormKind::spelling:
    case image::FormKind::characters: saySpelling(node, how); break;
    case image::FormKind::prose: sayProse(node, how); break;
    case image::FormKind::dictionary: sayWords((*m_meaning)[node].text, node, how); break;
    case image::FormKind::speech:
    case image::FormKind::number: break;
    }
    if (node != speaker) m_plan->tokens.push_back({TokenKind::end, Pause::none, node, {}});
}

/*! By the name of the plain letter: the rules say styles. */
void Machine::sayLetter(NodeId node, bool capital)
{
    const MeaningNode &leaf = (*m_meaning)[node];
    const char32_t base = leaf.character ? characterFacts(leaf.character).base : 0;
    if (const std::string_view latin = latinLetter(base); !latin.empty()) {
        if (capital && characterFacts(base).capital) emit(TokenKind::word, styleWords("capital"), node);
        return emit(TokenKind::letter, latin, node);
    }
    const CharacterFacts facts = characterFacts(leaf.character);
    std::string_view words; // an aleph is no Hebrew alef, but a bold Delta is a Delta
    if (facts.variant == Variant::automatic) words = symbolWords(leaf.character, m_letterWords);
    if (words.empty()) words = symbolWords(base, m_letterWords);
    if (!words.empty()) return sayNamed(words, node, capital || !facts.capital); // a circled A is no capital
    if (base < U'0' || base > U'9') return emit(TokenKind::letter, leaf.text, node);
    sayPlainCharacter(base, node, image::firstWords);
}

void Machine::sayLetters(NodeId node)
{
    const std::string_view text = (*m_meaning)[node].text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = decodeUtf8(text, at).length;
        emit(TokenKind::letter, text.substr(at, length), node);
        at += length;
    }
}

/*! Letters with the word for capitals, digits, symbols by their names. Digits of a spelling stay together where there
 *  are no Latin letters: 30 and a degree sign. */
void Machine::saySpelling(NodeId node, const image::Form &form)
{
    const std::string_view text = (*m_meaning)[node].text;
    const bool together = form.kind == image::FormKind::spelling && std::ranges::none_of(text, [](char c) {
                              return !latinLetter(static_cast<unsigned char>(c)).empty();
                          });
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = together ? std::min(text.find_first_not_of("0123456789", at), text.size()) : at;
        const std::size_t digits = end - at;
        const Decoded decoded = decodeUtf8(text, at);
        if (digits > 1)
            emit(TokenKind::number, text.substr(at, digits), node);
        else
            spell(decoded.character, node, form);
        at += std::max(digits, decoded.length);
    }
}

/*! One character, a styled one by its plain one: the rules say styles. */
void Machine::spell(char32_t character, NodeId node, const image::Form &form)
{
    const CharacterFacts facts = characterFacts(character);
    if (facts.kind == CharacterClass::space || facts.kind == CharacterClass::invisible || character == U' ') return;
    const char32_t plain = facts.variant == Variant::automatic ? character : facts.base;
    const std::string_view words = symbolWords(plain, form.variant);
    const bool capital = form.kind != image::FormKind::characters;
    if (facts.capital && capital && !words.contains('^')) emit(TokenKind::word, styleWords("capital"), node);
    if (!words.empty()) return sayNamed(words, node, capital);
    if (facts.script == ScriptForm::none) {
        if (const std::string_view latin = latinLetter(facts.base); !latin.empty())
            return emit(TokenKind::letter, latin, node);
        if (const std::string_view digit = decimalDigit(facts.base); !digit.empty())
            return emit(TokenKind::number, digit, node);
    }
    sayCharacter(character, node, form.variant);
}

/*! Words and numbers as they are written, what stands alone and is no word by its name. */
void Machine::sayProse(NodeId node, const image::Form &form)
{
    const std::string_view text = (*m_meaning)[node].text;
    std::size_t begin = 0;
    std::size_t length = 0; // code points of the word
    char32_t first = 0;
    bool digits = false; // all of the word
    const auto finish = [&](std::size_t end) {
        if (length == 1)
            spell(first, node, form);
        else if (length > 1)
            sayWord(text.substr(begin, end - begin), node, form);
        length = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        const char32_t character = decoded.character;
        const CharacterFacts facts = characterFacts(character);
        const bool digit = !decimalDigit(character).empty();
        const bool point = (at == 0 || (digits && length > 0)) && (character == U'.' || character == U',') &&
                           at + 1 < text.size() && !decimalDigit(static_cast<unsigned char>(text[at + 1])).empty();
        const bool inWord = digit || point || !latinLetter(character).empty() ||
                            (character > 0x7F && facts.kind == CharacterClass::unknown);
        if (!inWord || (length > 0 && !point && digit != digits)) finish(at);
        if (inWord) {
            if (length == 0) {
                begin = at;
                first = character;
                digits = digit || point;
            }
            ++length;
        } else {
            spell(character, node, form);
        }
        at += decoded.length;
    }
    finish(text.size());
}

void Machine::sayWord(std::string_view text, NodeId node, const image::Form &form)
{
    if (!decimalDigit(static_cast<unsigned char>(text.back())).empty()) return emit(TokenKind::number, text, node);
    const std::string_view words =
        form.table == 0 ? std::string_view() : m_image.lookUp(form.table - 1U, text, choice(image::firstWords));
    emit(TokenKind::word, words.empty() ? text : words, node);
}

/*! A number as it is written, styled digits as plain ones. */
void Machine::sayDigits(NodeId node)
{
    const std::string_view text = (*m_meaning)[node].text;
    const bool plain = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain) return emit(TokenKind::number, text, node);
    m_buffer.clear();
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        const std::string_view digit = decimalDigit(characterFacts(decoded.character).base);
        m_buffer += digit.empty() ? text.substr(at, decoded.length) : digit;
        at += decoded.length;
    }
    emit(TokenKind::number, m_plan->arena.keep(m_buffer), node);
}

/*! An integer by the number grammar, a single word with the grammar's suffix, else plain speech and the suffix. */
void Machine::sayNumber(NodeId node, const image::Form &form, const Frame &context)
{
    const MeaningNode &number = (*m_meaning)[node];
    const image::Text suffix = m_image.section<image::NumberGrammar>(image::Section::numberGrammars)[form.table].suffix;
    m_buffer.clear();
    if ((number.facts & factInteger) && spellNumber(m_image, form.table, number.value, m_buffer)) {
        // what is said is in the buffer
    } else if ((number.facts & factLetter) && !latinLetter(number.character).empty()) {
        m_buffer = number.text;
        m_buffer += m_image.text(suffix);
    } else {
        Frame frame = context;
        frame.suffix = suffix;
        return say(node, frame);
    }
    m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
    emit(TokenKind::word, m_plan->arena.keep(m_buffer), node);
    m_plan->tokens.push_back({TokenKind::end, Pause::none, node, {}});
}

void Machine::sayWords(std::string_view text, NodeId node, const image::Form &form)
{
    if (form.table == m_symbols) return saySymbols(text, node, form);
    const image::WordChoice wanted = choice(form.variant);
    if (const std::string_view words = m_image.lookUp(form.table, text, wanted); !words.empty())
        return emit(TokenKind::word, words, node);
    // A key may be a prefix (with a dash behind it in the dictionary) and another key: kilo- and meter.
    constexpr std::size_t longestPrefix = 8;
    for (std::size_t length = 1; length < std::min(text.size(), longestPrefix); ++length) {
        m_buffer = text.substr(0, length);
        m_buffer += '-';
        const std::string_view prefix = m_image.lookUp(form.table, m_buffer, wanted);
        const std::string_view rest = prefix.empty() ? prefix : m_image.lookUp(form.table, text.substr(length), wanted);
        if (rest.empty()) continue;
        m_buffer = prefix;
        m_buffer += rest;
        return emit(TokenKind::word, m_plan->arena.keep(m_buffer), node);
    }
    emit(TokenKind::word, text, node);
}

/*! One character after the other: an operator may be written with several, such as "+=". */
void Machine::saySymbols(std::string_view text, NodeId node, const image::Form &form)
{
    if (text.size() > 1 && !latinLetter(static_cast<unsigned char>(text.front())).empty())
        return emit(TokenKind::word, text, node); // an operator that is a word: mod
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        sayCharacter(decoded.character, node, form.variant);
        at += decoded.length;
    }
}

/*! The words of a row; ^ is the word for a capital, or nothing. */
void Machine::sayNamed(std::string_view words, NodeId node, bool capital)
{
    for (std::size_t mark = words.find('^'); mark != std::string_view::npos; mark = words.find('^')) {
        emit(TokenKind::word, trimBlanks(words.substr(0, mark)), node);
        if (capital) emit(TokenKind::word, styleWords("capital"), node);
        words.remove_prefix(mark + 1);
    }
    emit(TokenKind::word, words, node);
}

/*! By its row, as a Latin letter or as a digit; false: it is none of these. */
bool Machine::sayPlainCharacter(char32_t character, NodeId node, std::uint32_t use)
{
    constexpr std::string_view digits = "0123456789";
    if (const std::string_view words = symbolWords(character, use); !words.empty()) {
        sayNamed(words, node, true);
    } else if (const std::string_view latin = latinLetter(character); !latin.empty()) {
        if (characterFacts(character).capital) emit(TokenKind::word, styleWords("capital"), node);
        emit(TokenKind::letter, latin, node);
    } else if (character >= U'0' && character <= U'9') {
        emit(TokenKind::number, digits.substr(character - U'0', 1), node);
    } else {
        return false;
    }
    return true;
}

/*! By its own name, else by its style and its plain form (a bold nabla), else by its code point. */
void Machine::sayCharacter(char32_t character, NodeId node, std::uint32_t use)
{
    if (const std::string_view words = symbolWords(character, use); !words.empty()) return sayNamed(words, node, true);
    const CharacterFacts facts = characterFacts(character);
    const std::string_view style = facts.script == ScriptForm::superscript ? "superscript"
                                   : facts.script == ScriptForm::subscript ? "subscript"
                                                                           : variantName(facts.variant);
    const bool named = !symbolWords(facts.base, use).empty() || !latinLetter(facts.base).empty() ||
                       (facts.base >= U'0' && facts.base <= U'9');
    if (named) {
        if (facts.base != character) emit(TokenKind::word, styleWords(style), node);
        sayPlainCharacter(facts.base, node, facts.base == character ? use : m_letterWords);
        return;
    }
    const std::string_view unnamed = styleWords("unnamed");
    if (unnamed.empty()) {
        m_buffer.clear();
        appendUtf8(m_buffer, character);
        return emit(TokenKind::letter, m_plan->arena.keep(m_buffer), node);
    }
    emit(TokenKind::word, unnamed, node);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int shift = character > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) {
        const std::size_t digit = character >> shift & 0xF;
        emit(digit < 10 ? TokenKind::number : TokenKind::letter, digits.substr(digit, 1), node);
    }
}

/*! Empty when the locale has no such row. */
std::string_view Machine::symbolWords(char32_t character, std::uint32_t use) const
{
    return m_symbols ? m_image.lookUp(*m_symbols, character, choice(use)) : std::string_view();
}

std::string_view Machine::styleWords(std::string_view style) const
{
    return m_styles ? m_image.lookUp(*m_styles, style, choice(image::firstWords)) : std::string_view();
}

/*! The first rule whose tests pass. */
const Machine::ActiveRule *Machine::select(image::Range rules, const Frame &context) const
{
    for (std::uint32_t i = rules.first; i < rules.first + rules.count; ++i) {
        const ActiveRule &rule = m_rules[i];
        const auto tests = m_tests.subspan(rule.tests.first, rule.tests.count);
        if (std::ranges::all_of(tests, [&](const image::Test &test) { return passes(test, context); })) return &rule;
    }
    return nullptr;
}

bool Machine::passes(const image::Test &test, const Frame &context) const
{
    using image::TestKind;
    if (test.kind == TestKind::flags) return (context.flags & test.mask) == test.wanted;
    if (test.kind == TestKind::last) return context.last != (test.negated != 0);
    if (test.kind == TestKind::followed) return context.followed != (test.negated != 0);
    if (test.kind == TestKind::followedAbove) return context.followedAbove != (test.negated != 0);
    if (test.kind == TestKind::level) return (context.level != 0) != (test.negated != 0);
    const NodeId id = follow(test.path, context);
    if (id == noNode) return test.kind == TestKind::absent;
    const MeaningNode &node = (*m_meaning)[id];
    std::int64_t number = 0;
    switch (test.kind) {
    case TestKind::absent: return false;
    case TestKind::present: return true;
    case TestKind::facts: return (node.facts & test.mask) == test.wanted;
    case TestKind::concepts:
    case TestKind::roles:
    case TestKind::embellished:
    case TestKind::characters:
    case TestKind::texts: return inList(test, node) != (test.negated != 0);
    case TestKind::lettering: return isLettering(node.text, test.wanted != 0) != (test.negated != 0);
    case TestKind::variants: return (test.mask >> static_cast<unsigned>(node.variant) & 1U) != test.negated;
    case TestKind::value: number = node.value; break;
    case TestKind::count: number = itemCount(id); break;
    case TestKind::size: number = node.size; break;
    case TestKind::depth: number = node.depth; break;
    case TestKind::position: number = context.position; break;
    case TestKind::length: number = static_cast<std::int64_t>(codePoints(node.text)); break;
    case TestKind::measure: number = measureOf(id, test.mask); break;
    case TestKind::flags:
    case TestKind::last:
    case TestKind::followed:
    case TestKind::followedAbove:
    case TestKind::level: break;
    }
    bool result = number == test.value;
    if (test.comparison == image::Comparison::less) result = number < test.value;
    if (test.comparison == image::Comparison::greater) result = number > test.value;
    return result != (test.negated != 0);
}

bool Machine::inList(const image::Test &test, const MeaningNode &node) const
{
    if (test.kind == image::TestKind::texts) {
        const auto texts = m_texts.subspan(test.mask, test.wanted);
        return std::ranges::any_of(texts, [&](image::Text text) { return m_image.text(text) == node.text; });
    }
    const auto list = m_numbers.subspan(test.mask, test.wanted);
    std::uint32_t own = 0;
    switch (test.kind) {
    case image::TestKind::concepts: own = static_cast<std::uint32_t>(node.what); break;
    case image::TestKind::roles: own = static_cast<std::uint32_t>(node.role); break;
    case image::TestKind::embellished: own = static_cast<std::uint32_t>(node.embellished); break;
    default: own = static_cast<std::uint32_t>(node.character); break;
    }
    return std::ranges::find(list, own) != list.end();
}

NodeId Machine::follow(image::Path path, const Frame &context) const
{
    NodeId node = context.node;
    for (const std::uint8_t step : path.steps) {
        if (node == noNode || step == image::stay) break;
        const MeaningNode &from = (*m_meaning)[node];
        switch (step) {
        case image::toParent: node = from.parent; break;
        case image::toNext:
            node = from.parent == noNode ? noNode : m_meaning->slot(from.parent, context.position + 1);
            break;
        case image::toPrevious:
            node = from.parent == noNode || context.position == 0 ? noNode
                                                                  : m_meaning->slot(from.parent, context.position - 1);
            break;
        case image::toFirst: node = m_meaning->slot(node, variadicStart(from.what)); break;
        case image::toLast: node = itemCount(node) == 0 ? noNode : m_meaning->slot(node, from.childCount - 1); break;
        case image::toLeft: node = m_meaning->slot(node, context.position); break;
        case image::toRight: node = m_meaning->slot(node, context.position + 1); break;
        case image::toLastContent: node = from.contentCount == 0 ? noNode : m_meaning->contents(node).back(); break;
        default:
            if (step < image::content)
                node = m_meaning->slot(node, step - image::child);
            else if (const std::uint32_t index = step - image::content; index < from.contentCount)
                node = m_meaning->contents(node)[index];
            else
                node = noNode;
            break;
        }
    }
    return node;
}

/*! The children in the variadic slot of \a node, or all. */
std::uint32_t Machine::itemCount(NodeId node) const
{
    const MeaningNode &from = (*m_meaning)[node];
    return from.childCount - std::min(from.childCount, variadicStart(from.what));
}

bool Machine::isEmpty(NodeId node) const
{
    return node == noNode || (*m_meaning)[node].what == Concept::sEmpty;
}

/*! Whether \a frame says anything from the op with index \a op on. */
bool Machine::speaksAfter(const Frame &frame, std::uint32_t op) const
{
    for (; op < frame.end; ++op) {
        const image::Op &next = m_ops[op];
        switch (next.kind) {
        case OpKind::pause: break;
        case OpKind::group:
            if (isEmpty(follow(next.path, frame))) op += next.skipped;
            break;
        case OpKind::slot:
            if (follow(next.path, frame) != noNode) return true;
            break;
        case OpKind::join:
            if (itemCount(frame.node) > 0) return true;
            break;
        default: return true;
        }
    }
    return frame.suffix.length > 0;
}

void Machine::emit(TokenKind kind, std::string_view text, NodeId node)
{
    if (text.empty()) return;
    if (kind == TokenKind::number && m_spoken > 0 && m_pause == 0) {
        // Digits go on behind a decimal point: 0. and a repeating 3.
        Token &before = m_plan->tokens[m_spoken - 1];
        if (before.kind == TokenKind::number && before.text.ends_with('.')) {
            std::string joined(before.text);
            joined += text;
            before.text = m_plan->arena.keep(joined);
            return;
        }
    }
    m_plan->tokens.push_back({kind, Pause::none, node, text});
    m_spoken = m_plan->tokens.size();
    m_pause = 0;
}

/*! Appends \a ending to the last word: pi-th. */
void Machine::appendToLast(std::string_view ending, NodeId node)
{
    if (m_spoken == 0) return emit(TokenKind::word, ending, node);
    Token &token = m_plan->tokens[m_spoken - 1];
    m_buffer = token.text;
    m_buffer += ending;
    token.text = m_plan->arena.keep(m_buffer);
    token.kind = TokenKind::word;
}

/*! Pauses between two words merge to the strongest; before the first word there is none. */
void Machine::pause(Pause strength)
{
    if (m_spoken == 0) return;
    if (m_pause > 0) {
        Token &token = m_plan->tokens[m_pause - 1];
        token.strength = std::max(token.strength, strength);
        return;
    }
    m_plan->tokens.push_back({TokenKind::pause, strength, m_stack.back().node, {}});
    m_pause = m_plan->tokens.size();
}

void Machine::dropTrailingPause()
{
    if (m_pause > 0) m_plan->tokens.erase(m_plan->tokens.begin() + static_cast<std::ptrdiff_t>(m_pause - 1));
}

} // namespace mathtts
