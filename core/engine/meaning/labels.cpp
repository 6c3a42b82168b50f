// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/labels.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace mathtts
{

namespace
{
/*! What holds a label, the strongest first. */
constexpr std::array names = {Attribute::exactSpeech, Attribute::alt, Attribute::ariaLabel};

/*! The attribute of \a node that holds its label; nothing: it has none. */
std::optional<Attribute> labelOf(const Tree &tree, NodeId node)
{
    for (const Attribute name : names)
        if (tree.hasAttribute(node, name)) return name;
    return std::nullopt;
}
} // namespace

void takeLabels(const Tree &tree, Meaning &meaning)
{
    if (std::ranges::none_of(names, [&](Attribute name) { return tree.uses(name); })) return;
    // For each written node the outermost labeled one that it is in, or noNode: parents come after their children.
    std::vector<NodeId> labeled(tree.size(), noNode);
    for (NodeId node = static_cast<NodeId>(tree.size()); node-- > 0;) {
        const NodeId parent = tree[node].parent;
        const bool inside = parent != noNode && parent < tree.size() && labeled[parent] != noNode;
        labeled[node] = inside ? labeled[parent] : labelOf(tree, node) ? node : noNode;
    }
    const auto labeledOf = [&](NodeId node) {
        const NodeId written = node == noNode ? noNode : meaning[node].written;
        return written < tree.size() ? labeled[written] : noNode;
    };
    std::vector<bool> said(tree.size());
    for (NodeId node = 0; node < meaning.size(); ++node) {
        const NodeId label = labeledOf(node);
        if (label == noNode || labeledOf(meaning[node].parent) == label) continue;
        meaning.setLabel(node, said[label] ? std::string_view() : tree.attribute(label, *labelOf(tree, label)));
        said[label] = true;
    }
}

} // namespace mathtts
