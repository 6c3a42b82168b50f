// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/machine.h"

#include "engine/speech/numbers.h"
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
{
    const auto dictionaries = image.section<image::Dictionary>(image::Section::dictionaries);
    for (std::uint32_t i = 0; i < dictionaries.size(); ++i) {
        const std::string_view name = image.text(dictionaries[i].name);
        if (name == "symbols") m_symbols = i;
        if (name == "styles") m_styles = i;
    }
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
    if (meaning.root() == noNode) return;
    say(meaning.root(), {.position = noPosition});
    while (!m_stack.empty())
        step();
    dropTrailingPause();
}

/*! Starts to say \a node; \a context tells its position and flags and whether it is the last. */
void Machine::say(NodeId node, const Frame &context)
{
    m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
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
        if (frame.suffix.length > 0) emit(TokenKind::word, m_image.text(frame.suffix), frame.node);
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
        if (follow(op.path, frame) == noNode) frame.op += op.skipped;
        break;
    case OpKind::number: stepNumber(op); break;
    case OpKind::style: stepStyle(op); break;
    case OpKind::between: stepBetween(); break;
    case OpKind::join: break;
    }
}

void Machine::stepJoin(const image::Op &op)
{
    Frame &frame = m_stack.back();
    const MeaningNode &node = (*m_meaning)[frame.node];
    const std::uint32_t start = op.detail ? 0 : variadicStart(node.what);
    const std::uint32_t count = node.childCount - start;
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
                               .last = false,
                               .inner = true});
        return;
    }
    frame.separated = false;
    const std::uint32_t position = start + frame.item++;
    const NodeId child = m_meaning->slot(frame.node, position);
    if (child == noNode) return;
    const bool last = frame.last && frame.item == count && !speaksAfter(frame, frame.op + 1);
    const auto flags = static_cast<std::uint16_t>((frame.flags | op.setFlags) & ~op.clearFlags);
    sayInForm(child, op.form, {.position = position, .suffix = {}, .flags = flags, .last = last});
}

void Machine::stepSlot(const image::Op &op)
{
    const Frame &frame = m_stack.back();
    const NodeId node = follow(op.path, frame);
    if (node == noNode) return;
    std::uint32_t position = noPosition;
    if (op.path.steps[1] == image::stay && op.path.steps[0] >= image::child) position = op.path.steps[0] - image::child;
    if (node == frame.node) position = frame.position;
    const bool closed = (op.setFlags & image::closedSlot) != 0;
    const bool last = closed || (frame.last && !speaksAfter(frame, frame.op));
    const auto flags = static_cast<std::uint16_t>((frame.flags | op.setFlags) & ~(op.clearFlags | image::closedSlot));
    sayInForm(node, op.form, {.position = position, .suffix = {}, .flags = flags, .last = last});
}

void Machine::stepNumber(const image::Op &op)
{
    const Frame &frame = m_stack.back();
    const NodeId node = follow(op.path, frame);
    if (node == noNode) return;
    std::int64_t value = 0;
    switch (static_cast<image::NumberOf>(op.detail)) {
    case image::NumberOf::count: value = itemCount(node); break;
    case image::NumberOf::value: value = (*m_meaning)[node].value; break;
    case image::NumberOf::position: {
        const NodeId parent = (*m_meaning)[node].parent;
        const std::uint32_t start = parent == noNode ? 0 : variadicStart((*m_meaning)[parent].what);
        value = std::int64_t{frame.position} - start + 1;
        break;
    }
    }
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
    constexpr std::array<std::uint32_t, 3> verbosities = {image::terseWords, image::firstWords, image::verboseWords};
    return {use, verbosities[m_settings.values.front()]};
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

void Machine::sayInForm(NodeId node, std::uint16_t form, const Frame &context)
{
    if (form == 0) return say(node, context);
    const image::Form &how = m_forms[form];
    const NodeId speaker = m_stack.back().node;
    if (how.kind == image::FormKind::number) return sayNumber(node, how, context);
    if (node != speaker) m_plan->tokens.push_back({TokenKind::begin, Pause::none, node, {}});
    switch (how.kind) {
    case image::FormKind::text: emit(TokenKind::word, (*m_meaning)[node].text, node); break;
    case image::FormKind::digits: emit(TokenKind::number, (*m_meaning)[node].text, node); break;
    case image::FormKind::letter: sayLetter(node); break;
    case image::FormKind::letters: sayLetters(node); break;
    case image::FormKind::dictionary: sayWords(node, how); break;
    case image::FormKind::speech:
    case image::FormKind::number: break;
    }
    if (node != speaker) m_plan->tokens.push_back({TokenKind::end, Pause::none, node, {}});
}

void Machine::sayLetter(NodeId node)
{
    const MeaningNode &leaf = (*m_meaning)[node];
    const char32_t base = leaf.character ? characterFacts(leaf.character).base : 0;
    if (const std::string_view latin = latinLetter(base); !latin.empty()) return emit(TokenKind::letter, latin, node);
    std::string_view words = symbolWords(leaf.character, image::firstWords); // an aleph is no Hebrew alef
    if (words.empty()) words = symbolWords(base, image::firstWords);
    if (words.empty())
        emit(TokenKind::letter, leaf.text, node);
    else
        emit(TokenKind::word, words, node);
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

void Machine::sayWords(NodeId node, const image::Form &form)
{
    const MeaningNode &leaf = (*m_meaning)[node];
    if (form.table == m_symbols) return saySymbols(node, form);
    const image::WordChoice wanted = choice(form.variant);
    if (const std::string_view words = m_image.lookUp(form.table, leaf.text, wanted); !words.empty())
        return emit(TokenKind::word, words, node);
    // A key may be a prefix (with a dash behind it in the dictionary) and another key: kilo- and meter.
    constexpr std::size_t longestPrefix = 8;
    for (std::size_t length = 1; length < std::min(leaf.text.size(), longestPrefix); ++length) {
        m_buffer = leaf.text.substr(0, length);
        m_buffer += '-';
        const std::string_view prefix = m_image.lookUp(form.table, m_buffer, wanted);
        const std::string_view rest =
            prefix.empty() ? prefix : m_image.lookUp(form.table, leaf.text.substr(length), wanted);
        if (rest.empty()) continue;
        m_buffer = prefix;
        m_buffer += rest;
        return emit(TokenKind::word, m_plan->arena.keep(m_buffer), node);
    }
    emit(TokenKind::word, leaf.text, node);
}

/*! One character after the other: an operator may be written with several, such as "+=". */
void Machine::saySymbols(NodeId node, const image::Form &form)
{
    const std::string_view text = (*m_meaning)[node].text;
    if (text.size() > 1 && !latinLetter(static_cast<unsigned char>(text.front())).empty())
        return emit(TokenKind::word, text, node); // an operator that is a word: mod
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decodeUtf8(text, at);
        sayCharacter(decoded.character, node, form.variant);
        at += decoded.length;
    }
}

/*! By its own name, else by its style and its plain form (a bold nabla), else by its code point. */
void Machine::sayCharacter(char32_t character, NodeId node, std::uint32_t use)
{
    if (const std::string_view words = symbolWords(character, use); !words.empty())
        return emit(TokenKind::word, words, node);
    const CharacterFacts facts = characterFacts(character);
    if (facts.base != character) {
        const std::string_view words = symbolWords(facts.base, use);
        const std::string_view latin = latinLetter(facts.base);
        if (!words.empty() || !latin.empty()) {
            const std::string_view style = facts.script == ScriptForm::superscript ? "superscript"
                                           : facts.script == ScriptForm::subscript ? "subscript"
                                                                                   : variantName(facts.variant);
            if (const std::string_view said = styleWords(style); !said.empty()) emit(TokenKind::word, said, node);
            return words.empty() ? emit(TokenKind::letter, latin, node) : emit(TokenKind::word, words, node);
        }
    }
    emit(TokenKind::word, styleWords("unnamed"), node);
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
    const NodeId id = follow(test.path, context);
    if (id == noNode) return test.kind == TestKind::absent;
    const MeaningNode &node = (*m_meaning)[id];
    std::int64_t number = 0;
    switch (test.kind) {
    case TestKind::absent: return false;
    case TestKind::present: return true;
    case TestKind::facts: return (node.facts & test.mask) == test.wanted;
    case TestKind::concepts:
    case TestKind::characters:
    case TestKind::texts: return inList(test, node) != (test.negated != 0);
    case TestKind::variants: return (test.mask >> static_cast<unsigned>(node.variant) & 1U) != test.negated;
    case TestKind::value: number = node.value; break;
    case TestKind::count: number = itemCount(id); break;
    case TestKind::size: number = node.size; break;
    case TestKind::depth: number = node.depth; break;
    case TestKind::position: number = context.position; break;
    case TestKind::flags:
    case TestKind::last: break;
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
    const bool concepts = test.kind == image::TestKind::concepts;
    const auto wanted = concepts ? static_cast<std::uint32_t>(node.what) : static_cast<std::uint32_t>(node.character);
    return std::ranges::find(list, wanted) != list.end();
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
        default: node = m_meaning->slot(node, step - image::child); break;
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

/*! Whether \a frame says anything from the op with index \a op on. */
bool Machine::speaksAfter(const Frame &frame, std::uint32_t op) const
{
    for (; op < frame.end; ++op) {
        const image::Op &next = m_ops[op];
        switch (next.kind) {
        case OpKind::pause: break;
        case OpKind::group:
            if (follow(next.path, frame) == noNode) op += next.skipped;
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
