// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include "engine/mathml/writer.h"
#include "engine/meaning/dump.h"
#include "engine/speech/render.h"
#include "engine/text.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

namespace mathtts
{
namespace
{
constexpr auto outputs = std::to_array<std::string_view>({"text", "ssml", "mathml", "tree", "braille"});
} // namespace

std::span<const std::string_view> outputNames()
{
    return outputs;
}

bool parseOutput(std::string_view name, Output &value)
{
    const auto found = std::ranges::find(outputs, name);
    if (found == outputs.end()) return false;
    value = static_cast<Output>(found - outputs.begin());
    return true;
}

std::string render(Output output, const Session &session, const Options &options, BrailleCode code)
{
    switch (output) {
    case Output::text: return renderText(session.plan());
    case Output::ssml: return renderSsml(session.plan(), {.language = spokenLanguage(options.locale)});
    case Output::mathml: return writeMathml(session.tree(), &session.meaning());
    case Output::braille: return brailleUnicode(brailleOf(session.tree(), {.code = code}));
    case Output::tree: return dumpMeaning(session.meaning(), {.details = true, .indent = 2});
    }
    return {};
}

std::string_view spokenLanguage(std::string_view locale)
{
    return locale == "en" ? "en-US" : locale;
}

std::string dumpPresentation(const Tree &tree)
{
    struct Visit {
        NodeId node;
        int depth;
    };
    std::string text;
    std::vector<Visit> waiting;
    if (tree.root() != noNode) waiting.push_back({tree.root(), 0});
    while (!waiting.empty()) {
        const auto [id, depth] = waiting.back();
        waiting.pop_back();
        const Node &node = tree[id];
        text.append(static_cast<std::size_t>(depth) * 2, ' ');
        text += elementName(node.element);
        if (!node.text.empty()) text += formatted(" \"{}\"", node.text);
        text += formatted(" [{}, {})\n", node.source.begin, node.source.end);
        for (const NodeId child : std::views::reverse(tree.children(id)))
            if (child != noNode) waiting.push_back({child, depth + 1});
    }
    if (!text.empty()) text.pop_back();
    return text;
}

} // namespace mathtts
