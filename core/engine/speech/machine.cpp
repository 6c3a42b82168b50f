// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/machine.h"

#include "engine/speech/nodes.h"
#include "engine/speech/numbers.h"
#include "engine/speech/variants.h"

#include <algorithm>

namespace mathtts
{

namespace
{
// as weighed pauses count
constexpr std::uint32_t pauseLength = 5;    // of a pause and a blank
constexpr std::uint32_t optionalLength = 6; // more for a word that may be left out

using image::OpKind;

constexpr std::uint32_t noPosition = 0x7FFFFFFF; // of a node that is no child of the one before

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
    m_pause = m_spoken = m_length = 0;
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
    measureParts();
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
        m_length += optionalLength;
        const bool repeated = m_spoken > 0 && m_plan->tokens[m_spoken - 1].text.ends_with(text);
        if (!repeated) emit(TokenKind::word, text, frame.node);
        break;
    }
    case OpKind::pause:
        m_length += op.skipped;
        pause(static_cast<Pause>(op.detail));
        break;
    case OpKind::weighedPause: stepWeighedPause(); break;
    case OpKind::slot: stepSlot(op); break;
    case OpKind::group:
        if (isEmpty(follow(op.path, frame))) frame.op += op.skipped;
        break;
    case OpKind::number: stepNumber(op); break;
    case OpKind::style:
    case OpKind::kind: stepStyle(op); break;
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
    case image::NumberOf::parts: return partCount(node);
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
    const MeaningNode &named = (*m_meaning)[node];
    const std::string_view name = op.kind == OpKind::kind ? conceptName(named.what) : variantName(named.variant);
    emit(TokenKind::word, m_image.lookUp(form.table, name, choice(form.variant)), frame.node);
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

void Machine::emit(TokenKind kind, std::string_view text, NodeId node)
{
    if (text.empty()) return;
    m_length += static_cast<std::uint32_t>(text.size()) + 1;
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
    if (strength != Pause::tiny) m_length += pauseLength;
    if (m_spoken == 0) return;
    if (m_pause > 0) {
        Token &token = m_plan->tokens[m_pause - 1];
        const bool adds = m_view == image::View::intent || m_view == image::View::literal;
        if (adds && token.strength >= Pause::brief && strength >= Pause::brief) strength = Pause::strong;
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
