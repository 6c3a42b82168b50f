// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/dump.h"

#include <vector>

namespace mathtts
{

namespace
{
void writeHead(const MeaningNode &node, bool details, std::string &out)
{
    out += conceptName(node.what);
    if (node.role != NodeRole::unknown) out.append(":").append(roleName(node.role));
    if (details && node.confidence < 100) {
        out += '@' + std::to_string(node.confidence);
        if (node.runnerUp != node.what) {
            out += '|';
            out += conceptName(node.runnerUp);
        }
    }
    if (node.childCount > 0 && node.value != 0) out += '#' + std::to_string(node.value);
}
} // namespace

std::string dumpMeaning(const Meaning &meaning, const DumpOptions &options)
{
    struct Open {
        NodeId node;
        std::uint32_t next;
    };
    std::string out;
    if (meaning.root() == noNode) return out;
    std::vector<Open> open;
    const auto enter = [&](NodeId id) {
        if (!out.empty()) {
            if (options.indent > 0)
                out.append("\n").append(open.size() * static_cast<std::size_t>(options.indent), ' ');
            else
                out += ' ';
        }
        if (id == noNode) {
            out += '-';
            return;
        }
        const MeaningNode &node = meaning[id];
        out += '(';
        writeHead(node, options.details, out);
        if (!node.text.empty()) out.append(" \"").append(node.text).append("\"");
        if (node.childCount > 0)
            open.push_back({id, 0});
        else
            out += ')';
    };
    enter(meaning.root());
    while (!open.empty()) {
        if (open.back().next < meaning[open.back().node].childCount) {
            const NodeId child = meaning.slot(open.back().node, open.back().next++);
            enter(child);
        } else {
            out += ')';
            open.pop_back();
        }
    }
    return out;
}

} // namespace mathtts
