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

/*! A message file's entry that a rule says. */
using UsedMessages = std::set<const MessageSyntax *>;

/*! The files that users have laid over the others. */
using OverlaySources = std::set<const RuleSource *>;

/*! Turns the messages of a style into ops, each once for every concept that says it: slots are found by the concept. */
class MessageLinker
{
public:
    /*! \a chain is the wordChain() of the style. */
    MessageLinker(const StyleSyntax &style, std::vector<std::string> chain, const MessagesByStyle &messages,
                  WordVariants &variants, const OverlaySources &overlays, UsedMessages &used, Pool &pool,
                  Problems &problems)
        : m_style(style)
        , m_chain(std::move(chain))
        , m_messages(messages)
        , m_variants(variants)
        , m_overlays(overlays)
        , m_used(used)
        , m_pool(pool)
        , m_problems(problems)
    {
    }

    /*! The index of the message that \a rule says for \a what. \a tests are the rule's: a slot may only be said twice
     *  when they tell that it is small, or the work would double at each level. */
    std::uint32_t link(const RuleSyntax &rule, ConceptChoice what, const std::vector<image::Test> &tests);

private:
    const MessageSyntax *find(const std::string &key) const;
    [[nodiscard]] std::string adviceForKey(const std::string &key) const;
    void checkRepetition(const image::Message &message, bool between, const std::vector<image::Test> &tests);
    std::vector<Piece> withIncludes(const std::vector<Piece> &pieces, std::size_t variant);
    image::Op plainOp(const SeparatorPiece &piece);
    image::Range addSeparator(const std::vector<SeparatorPiece> &pieces);
    image::Range addOps(const std::vector<Piece> &pieces);
    void addSlot(const Piece &piece, std::vector<image::Op> &ops);
    void addRepetition(const Piece &piece, std::vector<image::Op> &ops);
    std::uint8_t resolveLevel(const std::string &words);
    void addGroup(const std::vector<Piece> &pieces, std::size_t begin, std::vector<image::Op> &ops);
    std::uint16_t wordsOfForm(image::FormKind kind) const;
    [[nodiscard]] std::vector<std::string_view> formNames() const;
    std::uint16_t resolveForm(const std::string &name);
    std::uint32_t flagMask(const std::vector<std::string> &names);
    bool isNumber(const std::vector<std::string> &path) const;
    bool isVariadicSlot(const std::string &name) const;
    void fail(const std::string &message, const std::string &advice = {});

    const StyleSyntax &m_style;
    std::vector<std::string> m_chain;
    const MessagesByStyle &m_messages;
    WordVariants &m_variants;
    const OverlaySources &m_overlays;
    UsedMessages &m_used;
    Pool &m_pool;
    Problems &m_problems;
    std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> m_linked;
    ConceptChoice m_what;               // of the message being linked
    const RuleSyntax *m_rule = nullptr; // that says it
    Place m_place;                      // of the message, or of the part at hand
};

} // namespace mathtts
