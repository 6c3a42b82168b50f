// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/intents.h"

#include "engine/mathml/intenttable.h"

#include <algorithm>
#include <vector>

namespace mathtts
{

namespace
{

constexpr int leastConfidence = 80;
constexpr int longestPath = 16; // from a concept's node down to a slot's node; bounds the work

struct Reference {
    NodeId node = noNode;
    std::string name;
};

const IntentRule *ruleFor(const MeaningNode &node)
{
    const auto rules = std::ranges::equal_range(intentRules, node.what, {}, &IntentRule::what);
    const auto found = std::ranges::find_if(
        rules, [&](const IntentRule &rule) { return rule.value == -1 || rule.value == node.value; });
    return found == rules.end() ? nullptr : &*found;
}

class Marker
{
public:
    Marker(const Tree &tree, const Meaning &meaning)
        : m_tree(tree)
        , m_meaning(meaning)
    {
    }

    std::unordered_map<NodeId, IntentMarks> run()
    {
        for (NodeId id = 0; id < m_meaning.size(); ++id)
            mark(id);
        return std::move(m_marks);
    }

private:
    void mark(NodeId id)
    {
        const MeaningNode &node = m_meaning[id];
        if (node.written == noNode || node.confidence < leastConfidence || (node.facts & factInferred) == 0) return;
        if (node.parent != noNode && m_meaning[node.parent].written == node.written) return;
        const IntentRule *rule = ruleFor(node);
        if (rule == nullptr || isMarked(node.written) || !collect(id, *rule)) return;

        std::string intent(rule->intent);
        char separator = '(';
        for (const Reference &reference : m_references) {
            (intent += separator) += '$' + reference.name;
            separator = ',';
            m_marks[reference.node].arg = reference.name;
        }
        if (separator == ',') intent += ')';
        m_marks[node.written].intent = std::move(intent);
    }

    /*! Fills m_references; false when a slot is absent or can't be referred to. */
    bool collect(NodeId id, const IntentRule &rule)
    {
        m_references.clear();
        const auto children = m_meaning.children(id);
        for (std::uint8_t i = 0; i < rule.argumentCount; ++i) {
            const auto &[name, slot] = rule.arguments[i];
            const bool all = rule.variadic && i + 1 == rule.argumentCount;
            const std::size_t last = all ? children.size() : slot + 1U;
            for (std::size_t child = slot; child < last; ++child) {
                if (child >= children.size() || children[child] == noNode) return false;
                m_references.push_back({m_meaning[children[child]].written, std::string(name)});
                if (all) m_references.back().name += std::to_string(child - slot + 1);
            }
        }
        const NodeId top = m_meaning[id].written;
        return std::ranges::all_of(m_references, [&](const Reference &r) { return isReachable(top, r.node); });
    }

    /*! Whether a reference from \a top finds \a node: a search goes down and stops at nodes with intent or arg. */
    bool isReachable(NodeId top, NodeId node) const
    {
        if (node == noNode || node == top || hasArg(node)) return false;
        NodeId above = m_tree[node].parent;
        for (int step = 0; step < longestPath && above != noNode; ++step, above = m_tree[above].parent) {
            if (above == top) return true;
            if (isMarked(above) || isReferred(above)) return false;
        }
        return false;
    }

    bool isReferred(NodeId node) const { return std::ranges::contains(m_references, node, &Reference::node); }

    bool hasArg(NodeId node) const
    {
        const auto found = m_marks.find(node);
        return (found != m_marks.end() && !found->second.arg.empty()) ||
               !m_tree.attribute(node, Attribute::arg).empty();
    }

    bool isMarked(NodeId node) const
    {
        return m_marks.contains(node) || !m_tree.attribute(node, Attribute::intent).empty() ||
               !m_tree.attribute(node, Attribute::arg).empty();
    }

    const Tree &m_tree;
    const Meaning &m_meaning;
    std::unordered_map<NodeId, IntentMarks> m_marks;
    std::vector<Reference> m_references;
};

} // namespace

std::unordered_map<NodeId, IntentMarks> intentMarks(const Tree &tree, const Meaning &meaning)
{
    return Marker(tree, meaning).run();
}

} // namespace mathtts
