// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an intent: the grammar holds together, and a formula that carries it can be read.
#include "engine/intent/grammar.h"
#include "whole_way.h"

#include <string>

using namespace mathtts;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Intent intent;
    const std::string_view text{reinterpret_cast<const char *>(data), size};
    if (intent.parse(text)) {
        require(intent.size() > 0);
        for (Intent::TermId term = 0; term < intent.size(); ++term) {
            require(intent[term].offset <= size);
            for (const Intent::TermId child : intent.children(term))
                require(child < term);
            for (const std::string_view property : intent.properties(term))
                require(!property.empty());
        }
    } else
        require(intent.error().kind != IntentError::Kind::none && intent.error().offset <= size);

    std::string formula = "<math><mrow intent=\"";
    for (const char c : text)
        formula += c == '"' || c == '&' || c == '<' ? '_' : c;
    formula += "\"><mi arg=\"a\">x</mi><mo arg=\"op\">+</mo><mrow arg=\"b\" intent=\"f($a)\"><mn "
               "arg=\"a\">2</mn></mrow></mrow></math>";
    readAllTheWay(Format::mathml, reinterpret_cast<const std::uint8_t *>(formula.data()), formula.size());
    return 0;
}
