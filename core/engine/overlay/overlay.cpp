// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/overlay/overlay.h"

#include "engine/speech/compile/overlay.h"

#include <algorithm>
#include <map>
#include <set>

namespace mathtts
{

namespace
{
using Files = std::vector<RuleSource>;

void append(std::vector<RuleProblem> &problems, std::vector<RuleProblem> more)
{
    for (RuleProblem &problem : more)
        if (!problem.warning) problems.push_back(std::move(problem));
}

/*! Compiles those of \a files that go together. */
void layOverLocale(std::string locale, Files files, LaidOver &result)
{
    std::vector<RuleSource> sources = builtInSources(locale);
    if (sources.empty()) { // so that the compiler says where the file names it
        locale = "en";
        sources = builtInSources(locale);
    }
    while (!files.empty()) {
        CompiledRules compiled = compileRules(locale, sources, files);
        if (compiled.ok()) {
            result.images.push_back(std::move(compiled.image));
            return;
        }
        std::set<std::string> wrong;
        for (const RuleProblem &problem : compiled.problems)
            if (!problem.warning) wrong.insert(problem.file);
        append(result.problems, std::move(compiled.problems));
        const std::size_t left =
            std::erase_if(files, [&](const RuleSource &file) { return wrong.contains(file.name); });
        if (left == 0) return; // a mistake that no file has alone
    }
}
} // namespace

LaidOver layOver(const std::vector<RuleSource> &files)
{
    LaidOver result;
    if (files.size() > OverlayLimits::files)
        result.problems.push_back({.file = files[OverlayLimits::files].name,
                                   .message = "there are more than " + std::to_string(OverlayLimits::files) +
                                              " files; the others are left out",
                                   .advice = "Put what belongs together into one file."});
    std::map<std::string, Files> byLocale;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < std::min(files.size(), OverlayLimits::files); ++i) {
        bytes += files[i].text.size();
        if (bytes > OverlayLimits::allBytes) {
            result.problems.push_back({.file = files[i].name,
                                       .message = "all files together are larger than 1 MiB; this one is left out",
                                       .advice = "Lay over only what you change."});
            continue;
        }
        byLocale[overlayLocale(files[i])].push_back(files[i]);
    }
    for (auto &[locale, ofLocale] : byLocale)
        layOverLocale(locale, std::move(ofLocale), result);
    return result;
}

} // namespace mathtts
