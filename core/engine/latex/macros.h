// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/latex/commands.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace mathtts::latex
{

/*! A command that the input defines. Its texts live as long as the reader. */
struct Macro {
    const Command *alias = nullptr; ///< \let to a command of ours
    bool delimited = false;         ///< \def with a parameter text such as #1,#2;
    bool hasDefault = false;        ///< the first argument is optional
    int argumentCount = 0;
    std::string_view parameters; ///< of a delimited one
    std::string_view defaultArgument;
    std::string_view body;
    std::string_view end; ///< of an environment: what its \end stands for
};

/*! The definitions in force, by name without backslash. */
class Macros
{
public:
    [[nodiscard]] const Macro *find(std::string_view name) const
    {
        if (m_macros.empty()) return nullptr;
        const auto found = m_macros.find(name);
        return found == m_macros.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const Macro *findEnvironment(std::string_view name) const
    {
        if (m_environments.empty()) return nullptr;
        const auto found = m_environments.find(name);
        return found == m_environments.end() ? nullptr : &found->second;
    }
    void define(std::string_view name, const Macro &macro) { m_macros.insert_or_assign(name, macro); }
    void defineEnvironment(std::string_view name, const Macro &macro) { m_environments.insert_or_assign(name, macro); }

private:
    std::unordered_map<std::string_view, Macro> m_macros;
    std::unordered_map<std::string_view, Macro> m_environments;
};

} // namespace mathtts::latex
