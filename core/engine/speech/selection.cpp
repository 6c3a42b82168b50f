// SPDX-License-Identifier: GPL-3.0-or-later
// How the machine chooses rules: their tests, and the paths to the nodes that they ask about.
#include "engine/speech/machine.h"
#include "engine/speech/nodes.h"

#include <algorithm>

namespace mathtts
{

namespace
{
using image::OpKind;

/*! Whether all of \a text are Latin letters of one case. */
bool isLettering(std::string_view text, bool capital)
{
    return !text.empty() && std::ranges::all_of(text, [capital](char c) {
        return capital ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
    });
}
} // namespace

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

/*! Those of them that are no operators. O(children). */
std::int64_t Machine::partCount(NodeId node) const
{
    const auto children = m_meaning->children(node);
    const auto items = children.subspan(std::min<std::size_t>(children.size(), variadicStart((*m_meaning)[node].what)));
    return std::ranges::count_if(
        items, [this](NodeId item) { return item != noNode && (*m_meaning)[item].what != Concept::operator_; });
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
        case OpKind::pause:
        case OpKind::weighedPause: break;
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
} // namespace mathtts
