// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/overlay/overlay.h"

#include <filesystem>
#include <string>
#include <vector>

namespace mathtts
{

/*! Where the user's own rules are: the folder overlay in the user's data folder for MathTTS
 *  (~/.local/share/mathtts/overlay). The environment variable MATHTTS_OVERLAY names another folder, or one file; set
 * but empty it stands for none, as does an empty answer. */
std::filesystem::path userRulesPath();

/*! Files of rules as they are at some moment. */
struct UserRules {
    std::vector<RuleSource> files{};     ///< those that could be read
    std::vector<RuleImage> images{};     ///< for Engine
    std::vector<RuleProblem> problems{}; ///< of the files that are left out
};

/*! Reads the files NAME.rules of the folder \a path, in the order of their names, or the file \a path, without
 * compiling them. A folder that isn't there is an empty one; a file that can't be read is a problem. */
UserRules readUserRules(const std::filesystem::path &path);

/*! \a rules as they were read, compiled. Takes about 50 ms, and nothing without files. */
UserRules compiled(UserRules rules);

/*! Both. Without files it costs a look into the folder. */
UserRules loadUserRules(const std::filesystem::path &path = userRulesPath());

} // namespace mathtts
