// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/intent/author.h"

#include <algorithm>

namespace mathtts
{

void AuthorIntents::read(const Tree &tree, Diagnostics &diagnostics, std::size_t most)
{
    m_count = 0;
    for (NodeId node = 0; node < tree.size(); ++node) {
        if (tree[node].attributeCount == 0) continue;
        const std::string_view text = tree.attribute(node, Attribute::intent);
        if (text.empty()) continue;
        if (m_count == m_intents.size()) m_intents.emplace_back();
        AuthorIntent &entry = m_intents[m_count];
        entry.node = node;
        const auto warn = [&](DiagnosticCode code, std::string_view detail) {
            if (diagnostics.size() < most)
                diagnostics.push_back({Severity::warning, code, tree[node].source, std::string(detail)});
        };
        constexpr std::size_t longestDetail = 40;
        if (!entry.intent.parse(text)) {
            warn(DiagnosticCode::badIntent,
                 text.substr(std::min<std::size_t>(entry.intent.error().offset, text.size()), longestDetail));
            continue;
        }
        gatherArguments(tree, node);
        if (const std::string_view missing = resolve(entry); !missing.empty()) {
            warn(DiagnosticCode::unknownReference, missing.substr(0, longestDetail));
            continue;
        }
        ++m_count;
    }
}

/*! The elements that an intent of \a node may refer to. Each element is met for one intent only. */
void AuthorIntents::gatherArguments(const Tree &tree, NodeId node)
{
    m_arguments.clear();
    m_pending.clear();
    const auto enter = [&](NodeId parent) {
        const auto children = tree.children(parent);
        m_pending.insert(m_pending.end(), children.rbegin(), children.rend());
    };
    enter(node);
    while (!m_pending.empty()) {
        const NodeId id = m_pending.back();
        m_pending.pop_back();
        const bool plain = tree[id].attributeCount == 0;
        const std::string_view name = plain ? std::string_view() : tree.attribute(id, Attribute::arg);
        if (!name.empty()) m_arguments.push_back({name, id});
        if (name.empty() && (plain || tree.attribute(id, Attribute::intent).empty())) enter(id);
    }
    std::ranges::stable_sort(m_arguments, {}, &Argument::name);
}

/*! Finds what the references of \a entry name; the name of one that leads nowhere. */
std::string_view AuthorIntents::resolve(AuthorIntent &entry) const
{
    const Intent &intent = entry.intent;
    entry.referred.assign(intent.size(), noNode);
    for (Intent::TermId term = 0; term < intent.size(); ++term) {
        if (intent[term].kind != IntentTerm::Kind::reference) continue;
        const auto found = std::ranges::lower_bound(m_arguments, intent[term].text, {}, &Argument::name);
        if (found == m_arguments.end() || found->name != intent[term].text) return intent[term].text;
        entry.referred[term] = found->node;
    }
    return {};
}

const AuthorIntent *AuthorIntents::of(NodeId node) const
{
    const auto used = all();
    const auto found = std::ranges::lower_bound(used, node, {}, &AuthorIntent::node);
    return found != used.end() && found->node == node ? &*found : nullptr;
}

void markProperties(const AuthorIntents &intents, Tree &tree)
{
    std::uint16_t marks = 0;
    for (const AuthorIntent &entry : intents.all()) {
        const Intent::TermId root = entry.intent.root();
        if (entry.intent[root].kind != IntentTerm::Kind::self) continue; // its author says what it is
        const auto has = [&](std::string_view name) { return entry.intent.hasProperty(root, name); };
        std::uint16_t own = 0;
        if (has("unit")) own |= NodeFlag::unit;
        if (has("chemistry") || has("chemical-formula") || has("chemical-equation")) own |= NodeFlag::chemistry;
        tree[entry.node].flags |= own;
        marks |= own;
    }
    if (marks == 0) return;
    for (auto node = static_cast<NodeId>(tree.size()); node-- > 0;) // parents before their children
        if (const NodeId parent = tree[node].parent; parent != noNode)
            tree[node].flags |= static_cast<std::uint16_t>(tree[parent].flags & marks);
}

} // namespace mathtts
