// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts::conformance
{

/*! A case of a suite: what an engine is asked. Members that a line doesn't have are empty. */
struct Record {
    std::string id;
    std::string peer;
    std::string kind;
    std::string locale;
    std::string style;
    std::string verbosity;
    std::string format;
    std::string input;
    std::string markup;
    std::string mode;
    /*! By the peer's names. A member M of an object P has the name "P.M"; true, false and numbers are spelled out. */
    std::vector<std::pair<std::string, std::string>> preferences{};

    /*! The value of the preference \a name; empty when there is none. */
    [[nodiscard]] std::string_view preference(std::string_view name) const;
};

/*! What to answer, or why there is no answer. */
using Answer = std::expected<std::string, std::string>;

/*! Reads a line of JSON; what is wrong with it when it is none. The identifier is read when there is one. */
std::expected<Record, std::string> parseRecord(std::string_view line);

/*! The line of JSON, with its end, that answers the record \a id. */
std::string answerLine(std::string_view id, const Answer &answer);

} // namespace mathtts::conformance
