// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading.h"

#include "engine/mathml/writer.h"
#include "engine/speech/render.h"
#include "ui/utf16_offsets.h"

#include <QCoreApplication>

#include <algorithm>

namespace mathtts
{

namespace
{
bool isHeard(const Token &token)
{
    return !token.text.empty() &&
           (token.kind == TokenKind::word || token.kind == TokenKind::letter || token.kind == TokenKind::number);
}

QString problemMessage(const Diagnostic &diagnostic)
{
    QString message = QCoreApplication::translate("Diagnostic", diagnosticSentence(diagnostic.code));
    return message.replace(QLatin1String("%1"), QString::fromUtf8(diagnostic.detail));
}

/*! The part of the formula that \a node speaks for: its own, or that of the nearest node around it that has one. */
Span spanOf(const Meaning &meaning, NodeId node)
{
    while (node < meaning.size()) {
        if (meaning[node].source.begin < meaning[node].source.end) return meaning[node].source;
        node = meaning[node].parent;
    }
    return {};
}

void copyPlan(const Plan &from, Plan &to)
{
    to.tokens.reserve(from.tokens.size());
    for (Token token : from.tokens) {
        token.text = to.arena.keep(token.text);
        to.tokens.push_back(token);
    }
}
} // namespace

const SpokenWord *Reading::wordAt(quint32 token) const
{
    const int word = token < wordOfToken.size() ? wordOfToken[token] : -1;
    return word >= 0 && static_cast<std::size_t>(word) < words.size() ? &words[static_cast<std::size_t>(word)]
                                                                      : nullptr;
}

ReadingPtr makeReading(Session &session, const QString &formula, const Options &options)
{
    auto reading = std::make_shared<Reading>();
    reading->formula = formula;
    const QByteArray input = formula.toUtf8();
    const std::string_view bytes{input.constData(), static_cast<std::size_t>(input.size())};
    session.read(bytes, options);

    std::vector<TextRange> ranges;
    const std::string text = renderText(session.plan(), &ranges);
    reading->text = QString::fromUtf8(text);

    const Utf16Offsets inReading(text);
    const Utf16Offsets inFormula(bytes);
    reading->words.reserve(ranges.size());
    for (const TextRange &range : ranges) {
        const Span source = spanOf(session.meaning(), range.node);
        reading->words.push_back(
            {{inReading[range.begin], inReading[range.end]}, {inFormula[source.begin], inFormula[source.end]}});
    }
    int word = 0;
    for (const Token &token : session.plan().tokens)
        reading->wordOfToken.push_back(isHeard(token) ? word++ : -1);

    for (const Diagnostic &diagnostic : session.diagnostics())
        reading->problems.push_back({diagnostic.severity,
                                     {inFormula[diagnostic.span.begin], inFormula[diagnostic.span.end]},
                                     problemMessage(diagnostic)});
    std::ranges::stable_sort(reading->problems, {}, [](const Problem &problem) { return problem.span.begin; });
    copyPlan(session.plan(), reading->plan);
    return reading;
}

QString makeMathml(Session &session, const QString &formula, const Options &options)
{
    const QByteArray input = formula.toUtf8();
    session.read({input.constData(), static_cast<std::size_t>(input.size())}, options);
    return QString::fromStdString(writeMathml(session.tree(), &session.meaning(), {.display = true, .indent = 2}));
}

} // namespace mathtts
