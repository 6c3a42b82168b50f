// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/commands.h"

namespace mathtts::latex
{

namespace
{
#include "engine/latex/tables.inc"

std::uint32_t hashOf(std::string_view name)
{
    std::uint32_t value = 2166136261U;
    for (const char byte : name)
        value = (value ^ static_cast<unsigned char>(byte)) * 16777619U;
    return value;
}

// Perfect hashing as generate/latex.py lays it out.
template <typename Facts>
const Facts *find(std::string_view name, const Facts *facts, const std::uint16_t *displacements,
                  const std::uint16_t *slots)
{
    const std::uint32_t hash = hashOf(name);
    const std::uint32_t mixed = (hash ^ (displacements[hash % 1024] * 0x9E3779B1U)) * 0x85EBCA6BU;
    const std::uint16_t index = slots[mixed >> 20];
    if (index == 0xFFFF || facts[index].name != name) return nullptr;
    return &facts[index];
}
} // namespace

const Command *findCommand(std::string_view name)
{
    return find(name, commandFacts, commandDisplacements, commandSlots);
}

const Environment *findEnvironment(std::string_view name)
{
    return find(name, environmentFacts, environmentDisplacements, environmentSlots);
}

} // namespace mathtts::latex
