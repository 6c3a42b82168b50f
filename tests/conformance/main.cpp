// SPDX-License-Identifier: GPL-3.0-or-later
// mathtts-conformance: answers the cases of other engines' suites, so that they can be compared with what is expected.
//
//   mathtts-conformance < records.jsonl > answers.jsonl
//
// Each line is answered by one line, in the same order: {"id","output"} or {"id","error"}. All cores work.
#include "answer.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <thread>

using namespace mathtts;
using namespace mathtts::conformance;

int main()
{
    std::ios::sync_with_stdio(false);
    std::vector<std::string> lines; // a suite fits into memory
    for (std::string line; std::getline(std::cin, line);)
        if (!line.empty()) lines.push_back(std::move(line));

    std::vector<std::string> answers(lines.size());
    std::atomic<std::size_t> next = 0;
    const Engine engine;
    const auto work = [&] {
        Session session{engine};
        constexpr std::size_t share = 64;
        for (std::size_t begin = next.fetch_add(share); begin < lines.size(); begin = next.fetch_add(share))
            for (std::size_t i = begin; i < std::min(begin + share, lines.size()); ++i) {
                const auto record = parseRecord(lines[i]);
                answers[i] = record ? answerLine(record->id, answer(session, *record))
                                    : answerLine({}, std::unexpected(record.error()));
            }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            workers.emplace_back(work);
    }
    for (const std::string &answer : answers)
        std::fwrite(answer.data(), 1, answer.size(), stdout);
    return std::fflush(stdout) == 0 ? 0 : 1;
}
