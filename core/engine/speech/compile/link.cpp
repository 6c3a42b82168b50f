// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/link.h"

#include "engine/meaning/meaning.h"
#include "engine/speech/compile/names.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mathtts
{

namespace
{
using image::FormKind;
using image::Op;
using image::OpKind;

constexpr auto plainForms = std::to_array<std::pair<std::string_view, FormKind>>({{"", FormKind::speech},
                                                                                  {"text", FormKind::text},
                                                                                  {"digits", FormKind::digits},
                                                                                  {"letter", FormKind::letter},
                                                                                  {"letters", FormKind::letters}});

std::optional<image::NumberOf> numberOf(std::string_view name)
{
    if (name == "count") return image::NumberOf::count;
    if (name == "position") return image::NumberOf::position;
    if (name == "value") return image::NumberOf::value;
    return std::nullopt;
}
} // namespace

void MessageLinker::fail(const std::string &message)
{
    m_problems.error(m_place, message + " (rule " + m_rule->name + ", " + m_rule->place.source->name + ":" +
                                  std::to_string(m_rule->place.line) + ")");
}

std::uint32_t MessageLinker::link(const RuleSyntax &rule, ConceptChoice what)
{
    m_rule = &rule;
    m_what = what;
    const auto message = m_messages.find(rule.message);
    if (message == m_messages.end()) {
        m_problems.error(rule.place, "there is no message " + rule.message);
        return 0;
    }
    m_used.insert(rule.message);
    const auto [known, isNew] =
        m_linked.try_emplace({rule.message, what.value_or(conceptFacts.size())}, m_pool.messages.size());
    if (!isNew) return known->second;
    m_place = message->second.place;
    image::Message linked;
    for (std::size_t i = 0; i < 3; ++i)
        linked.ops[i] = addOps(withIncludes(message->second.variants[i]));
    m_pool.messages.push_back(linked);
    return known->second;
}

void MessageLinker::reportUnused()
{
    for (const auto &[key, message] : m_messages)
        if (!m_used.contains(key)) m_problems.error(message.place, "no rule says the message " + key);
}

std::vector<Piece> MessageLinker::withIncludes(const std::vector<Piece> &pieces)
{
    std::vector<Piece> result = pieces;
    constexpr int depthLimit = 8;
    for (int depth = 0; depth < depthLimit; ++depth) {
        const auto include = std::ranges::find(result, PieceKind::include, &Piece::kind);
        if (include == result.end()) return result;
        const auto message = m_messages.find(include->text);
        if (message == m_messages.end()) {
            fail("there is no message " + include->text);
            return {};
        }
        m_used.insert(include->text);
        const std::vector<Piece> &inner = message->second.variants[1];
        const auto place = result.erase(include);
        result.insert(place, inner.begin(), inner.end());
    }
    fail("messages include each other");
    return {};
}

/*! The op of a word, pause or "between". */
Op MessageLinker::plainOp(const SeparatorPiece &piece)
{
    switch (piece.kind) {
    case PieceKind::word: return {.kind = OpKind::word, .text = m_pool.text(piece.text)};
    case PieceKind::optionalWord: return {.kind = OpKind::optionalWord, .text = m_pool.text(piece.text)};
    case PieceKind::pause: return {.kind = OpKind::pause, .detail = static_cast<std::uint8_t>(piece.pause)};
    default: return {.kind = OpKind::between};
    }
}

image::Range MessageLinker::addSeparator(const std::vector<SeparatorPiece> &pieces)
{
    std::vector<Op> ops;
    ops.reserve(pieces.size());
    for (const SeparatorPiece &piece : pieces)
        ops.push_back(plainOp(piece));
    return Pool::append(m_pool.ops, ops);
}

image::Range MessageLinker::addOps(const std::vector<Piece> &pieces)
{
    std::vector<Op> ops;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece &piece = pieces[i];
        switch (piece.kind) {
        case PieceKind::word:
        case PieceKind::optionalWord:
        case PieceKind::pause:
        case PieceKind::between: ops.push_back(plainOp({piece.kind, piece.pause, piece.text})); break;
        case PieceKind::slot: addSlot(piece, ops); break;
        case PieceKind::groupBegin: addGroup(pieces, i, ops); break;
        case PieceKind::groupEnd:
            for (Op &op : ops) // an open group knows its end now
                if (op.kind == OpKind::group && op.skipped == 0)
                    op.skipped = static_cast<std::uint32_t>(&ops.back() - &op);
            break;
        case PieceKind::include: break; // replaced before
        }
    }
    return Pool::append(m_pool.ops, ops);
}

/*! One op for every slot of the group: each skips the rest of it when its slot is absent. */
void MessageLinker::addGroup(const std::vector<Piece> &pieces, std::size_t begin, std::vector<Op> &ops)
{
    bool any = false;
    for (std::size_t i = begin + 1; pieces[i].kind != PieceKind::groupEnd; ++i) {
        if (pieces[i].kind != PieceKind::slot || isNumber(pieces[i].path)) continue;
        const auto path = resolvePath(pieces[i].path, m_what);
        if (!path) continue; // addSlot reports it
        ops.push_back({.kind = OpKind::group, .path = *path});
        any = true;
    }
    if (!any) fail("a [ ] has no slot inside");
}

/*! "{rows.count}", or "{count}" unless the concept has a slot of that name. */
bool MessageLinker::isNumber(const std::vector<std::string> &path) const
{
    const bool isSlot = path.size() == 1 && m_what && slotIndex(*m_what, path[0]);
    return numberOf(path.back()) && !isSlot;
}

bool MessageLinker::isVariadicSlot(const std::string &name) const
{
    if (!m_what || !conceptFacts[*m_what].variadic) return false;
    const std::string_view slots = conceptFacts[*m_what].slots;
    const std::string_view last = slots.substr(slots.rfind(' ') + 1);
    return last.substr(0, last.size() - 1) == name;
}

void MessageLinker::addSlot(const Piece &piece, std::vector<Op> &ops)
{
    Op op{.kind = OpKind::slot,
          .form = resolveForm(piece.form),
          .setFlags = flagMask(piece.setFlags),
          .clearFlags = flagMask(piece.clearFlags)};
    // "*" joins the children of any concept
    if (piece.path.size() == 1 && (isVariadicSlot(piece.path[0]) || piece.path[0] == "*")) {
        image::Join join;
        if (!piece.separators.empty()) {
            join.separator = addSeparator(piece.separators.front());
            join.last = piece.separators.size() > 1 ? addSeparator(piece.separators.back()) : join.separator;
        }
        op.kind = OpKind::join;
        op.detail = piece.path[0] == "*";
        op.skipped = static_cast<std::uint32_t>(m_pool.joins.size());
        m_pool.joins.push_back(join);
        ops.push_back(op);
        return;
    }
    if (!piece.separators.empty()) fail(piece.path.back() + " has no children to join");
    std::vector<std::string> path = piece.path;
    if (isNumber(path)) {
        op.kind = OpKind::number;
        op.detail = static_cast<std::uint8_t>(*numberOf(path.back()));
        path.pop_back();
    } else if (path.back() == "variant") {
        op.kind = OpKind::style;
        path.pop_back();
        if (m_pool.forms[op.form].kind != FormKind::dictionary)
            return fail("{" + path.back() + ".variant} needs a dictionary");
    }
    const auto resolved = resolvePath(path, m_what);
    if (!resolved) return fail(resolved.error());
    op.path = *resolved;
    if (op.kind == OpKind::slot && piece.form.empty() && op.path == image::Path{})
        fail("{" + path[0] + "} would say itself without end");
    ops.push_back(op);
}

std::uint16_t MessageLinker::flagMask(const std::vector<std::string> &names)
{
    std::uint32_t mask = 0;
    for (const std::string &name : names) {
        const auto bit = name == "closed" ? image::closedSlot : flagBit(m_flags, name);
        if (!bit) fail("there is no flag " + name);
        mask |= bit.value_or(0);
    }
    return static_cast<std::uint16_t>(mask);
}

std::uint16_t MessageLinker::resolveForm(const std::string &name)
{
    for (const auto &[plain, kind] : plainForms)
        if (name == plain) return m_pool.form({.kind = kind});
    if (const auto grammar = findNumberGrammar(m_pool, name))
        return m_pool.form({.kind = FormKind::number, .table = *grammar});
    const std::size_t dot = std::min(name.find('.'), name.size());
    const auto dictionary = findDictionary(m_pool, std::string_view(name).substr(0, dot));
    if (!dictionary) {
        fail("there is no form, number grammar or dictionary " + name);
        return 0;
    }
    image::Form form{.kind = FormKind::dictionary, .table = *dictionary};
    if (dot < name.size())
        form.variant = static_cast<std::uint16_t>(
            m_variants.try_emplace(name.substr(dot + 1), static_cast<std::uint32_t>(m_variants.size() + 1))
                .first->second);
    return m_pool.form(form);
}

} // namespace mathtts
