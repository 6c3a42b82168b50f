// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/recognize.h"

namespace mathtts
{

void recognize(const Tree &tree, const Options &, Meaning &meaning)
{
    meaning.clear();
    std::vector<NodeId> items;
    for (NodeId id = 0; id < tree.size(); ++id)
        if (!tree[id].text.empty()) items.push_back(meaning.addLeaf(Concept::text, tree[id].text, id, tree[id].source));
    meaning.setRoot(meaning.add(Concept::sequence, items, tree.root(), tree[tree.root()].source));
}

} // namespace mathtts
