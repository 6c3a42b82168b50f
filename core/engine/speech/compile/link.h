// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/speech/compile/messages.h"
#include "engine/speech/compile/resolve.h"
#include "engine/speech/compile/tables.h"

#include <map>
#include <set>
#include <utility>

namespace mathtts
{

/*! Turns messages into ops, each once for every concept that says it: slots are found by the concept. */
class MessageLinker
{
public:
    MessageLinker(const Messages &messages, const std::vector<std::string> &flags, WordVariants &variants, Pool &pool,
                  Problems &problems)
        : m_messages(messages)
        , m_flags(flags)
        , m_variants(variants)
        , m_pool(pool)
        , m_problems(problems)
    {
    }

    /*! The index of the message that \a rule says for \a what. */
    std::uint32_t link(const RuleSyntax &rule, ConceptChoice what);

    /*! Reports messages that no rule says. */
    void reportUnused();

private:
    std::vector<Piece> withIncludes(const std::vector<Piece> &pieces);
    image::Op plainOp(const SeparatorPiece &piece);
    image::Range addSeparator(const std::vector<SeparatorPiece> &pieces);
    image::Range addOps(const std::vector<Piece> &pieces);
    void addSlot(const Piece &piece, std::vector<image::Op> &ops);
    void addGroup(const std::vector<Piece> &pieces, std::size_t begin, std::vector<image::Op> &ops);
    std::uint16_t resolveForm(const std::string &name);
    std::uint16_t flagMask(const std::vector<std::string> &names);
    bool isNumber(const std::vector<std::string> &path) const;
    bool isVariadicSlot(const std::string &name) const;
    void fail(const std::string &message);

    const Messages &m_messages;
    const std::vector<std::string> &m_flags;
    WordVariants &m_variants;
    Pool &m_pool;
    Problems &m_problems;
    std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> m_linked;
    std::set<std::string, std::less<>> m_used;
    ConceptChoice m_what;               // of the message being linked
    const RuleSyntax *m_rule = nullptr; // that says it
    Place m_place;
};

} // namespace mathtts
