// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QString>

#include <memory>
#include <vector>

namespace mathtts
{

/*! Half-open range of UTF-16 units, as Qt's texts count. */
struct TextSpan {
    int begin = 0;
    int end = 0;
    [[nodiscard]] bool isEmpty() const { return begin >= end; }
    friend bool operator==(TextSpan, TextSpan) = default;
};

/*! A mistake or doubt about the formula, in the user's language. */
struct Problem {
    Severity severity = Severity::error;
    TextSpan span; ///< of the formula
    QString message;
    friend bool operator==(const Problem &, const Problem &) = default;
};

/*! A spoken word: where it stands in the reading, and the part of the formula that it speaks for. */
struct SpokenWord {
    TextSpan reading;
    TextSpan formula;
};

/*! Everything that the window shows and speaks of one formula. Immutable once made; needs no session any more. */
struct Reading {
    QString formula;
    QString text;
    std::vector<SpokenWord> words;
    std::vector<int> wordOfToken; ///< index into words for each of Plan::tokens, -1 for what is not heard
    std::vector<Problem> problems;
    Plan plan;

    /*! The word of the token with this index, or null. */
    [[nodiscard]] const SpokenWord *wordAt(quint32 token) const;
};

using ReadingPtr = std::shared_ptr<const Reading>;

/*! Reads \a formula with \a session. Linear time; for a worker thread. */
ReadingPtr makeReading(Session &session, const QString &formula, const Options &options);

/*! The formula as MathML, in \a session. */
QString makeMathml(Session &session, const QString &formula, const Options &options);

} // namespace mathtts
