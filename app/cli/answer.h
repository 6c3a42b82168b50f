// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "output.h"

#include <string>
#include <string_view>

namespace mathtts
{

/*! Longer lines of mathtts batch are refused: twice the longest formula, for the backslashes that JSON doubles. */
inline constexpr std::size_t longestRequest = 2 * std::size_t{Limits{}.inputBytes} + std::size_t{64} * 1024;

/*! What holds for a request that doesn't say it. */
struct Defaults {
    Options options;
    Output output = Output::text;
};

/*!
 * Answers the JSON requests of mathtts batch, one line each:
 *
 *   {"id": 1, "input": "x^2"}  ->  {"id":1,"output":"x squared"}
 *
 * docs/cli.md lists the members. One for each thread; keeps its memory between requests.
 */
class Answerer
{
public:
    Answerer(const Engine &engine, const Defaults &defaults);

    /*! Appends the answer to \a line with its line end. Whatever the line holds, there is one answer, valid JSON in
     *  UTF-8. Linear time. */
    void answer(std::string_view line, std::string &out);

private:
    void answerRequest(const struct Request &request, std::string &out);

    const Engine &m_engine;
    const Defaults &m_defaults;
    Session m_session;
    std::string m_line; ///< parsed in place
};

} // namespace mathtts
