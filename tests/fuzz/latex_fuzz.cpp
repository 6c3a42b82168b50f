// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way from LaTeX to text, SSML and MathML: no input may crash it, and what it says must hold together.

#include "engine/engine.h"
#include "engine/mathml/writer.h"
#include "engine/speech/render.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace mathtts;

namespace
{
// The fuzzer takes an abort as a finding.
void require(bool condition)
{
    if (!condition) std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Engine engine;
    static Session session{engine};

    const std::string_view input{reinterpret_cast<const char *>(data), size};
    Options options;
    options.format = Format::latex;
    options.verbosity = size % 3 == 0 ? Verbosity::terse : size % 3 == 1 ? Verbosity::medium : Verbosity::verbose;
    const bool said = session.read(input, options);
    require(said || session.hasErrors());
    for (const Diagnostic &diagnostic : session.diagnostics())
        require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
    if (!said) return 0;

    for (NodeId id = 0; id < session.tree().size(); ++id) {
        const Span span = session.tree()[id].source;
        require(span.begin <= span.end && span.end <= size);
    }
    std::vector<TextRange> ranges;
    const std::string text = renderText(session.plan(), &ranges);
    for (const TextRange &range : ranges) {
        require(range.begin <= range.end && range.end <= text.size());
        require(range.node == noNode || range.node < session.meaning().size());
    }
    renderSsml(session.plan());
    writeMathml(session.tree(), &session.meaning());
    return 0;
}
