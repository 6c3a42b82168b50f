// SPDX-License-Identifier: GPL-3.0-or-later
#include "whole_way.h"

#include "engine/mathml/reader.h"
#include "engine/mathml/writer.h"
#include "engine/speech/render.h"

#include <array>
#include <cstdlib>
#include <string_view>

namespace mathtts
{

void require(bool condition)
{
    if (!condition) std::abort();
}

void readAllTheWay(Format format, const std::uint8_t *data, std::size_t size)
{
    static const Engine engine;
    static Session session{engine};
    static const std::vector<std::string_view> styles = engine.styles();

    const std::string_view input{reinterpret_cast<const char *>(data), size};
    Options options;
    options.format = format;
    options.style = styles[size % styles.size()];
    options.verbosity = size % 3 == 0 ? Verbosity::terse : size % 3 == 1 ? Verbosity::medium : Verbosity::verbose;
    const bool said = session.read(input, options);
    require(said || session.hasErrors());
    for (const Diagnostic &diagnostic : session.diagnostics())
        require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
    if (!said) return;

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

    // What we write, we read again without a mistake.
    const std::string written = writeMathml(session.tree(), &session.meaning());
    Tree again;
    Diagnostics diagnostics;
    Limits limits;
    limits.depth *= 2; // the writer makes rows of what the reader kept flat
    limits.nodes *= 2;
    const bool read = readMathml(written, {}, limits, again, diagnostics);
    require(read);
    for (const Diagnostic &diagnostic : diagnostics)
        require(diagnostic.severity != Severity::error);
}

} // namespace mathtts
