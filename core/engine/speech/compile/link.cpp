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

constexpr std::size_t mostPieces = 1000; // of a message

constexpr auto plainForms = std::to_array<std::pair<std::string_view, FormKind>>({{"", FormKind::speech},
                                                                                  {"text", FormKind::text},
                                                                                  {"digits", FormKind::digits},
                                                                                  {"letter", FormKind::letter},
                                                                                  {"capital", FormKind::capital},
                                                                                  {"letters", FormKind::letters},
                                                                                  {"spelling", FormKind::spelling},
                                                                                  {"characters", FormKind::characters},
                                                                                  {"prose", FormKind::prose}});

/*! Whether a path leads to a child or content: what is said there is smaller than the node. */
bool leadsDown(image::Path path)
{
    switch (path.steps[0]) {
    case image::stay:
    case image::toParent:
    case image::toNext:
    case image::toPrevious: return false;
    default:
        return path.steps[1] != image::toParent && path.steps[2] != image::toParent && path.steps[3] != image::toParent;
    }
}

std::optional<image::NumberOf> numberOf(std::string_view name)
{
    if (name == "count") return image::NumberOf::count;
    if (name == "parts") return image::NumberOf::parts;
    if (name == "position") return image::NumberOf::position;
    if (name == "value") return image::NumberOf::value;
    if (name == "length") return image::NumberOf::length;
    return std::nullopt;
}
} // namespace

void MessageLinker::fail(const std::string &message, const std::string &advice)
{
    // a rule of a user's that says a message of ours: the mistake is in the rule
    const bool isTheRule = m_overlays.contains(m_rule->place.source) && !m_overlays.contains(m_place.source);
    if (isTheRule)
        return m_problems.error(m_rule->messagePlace, "the message does not fit: " + message,
                                "Write a message of your own, or ask for more in the rule.");
    m_problems.error(m_place,
                     message + " (rule " + m_rule->name + ", " + m_rule->place.source->name + ":" +
                         std::to_string(lineOf(m_rule->place)) + ")",
                     advice);
}

/*! The message of the style, else of the style it extends ..., else of all. */
const MessageSyntax *MessageLinker::find(const std::string &key) const
{
    for (const std::string &owner : m_chain) {
        const auto own = m_messages.find(owner);
        if (own == m_messages.end()) continue;
        if (const auto message = own->second.find(key); message != own->second.end()) return &message->second;
    }
    const auto shared = m_messages.find("");
    if (shared == m_messages.end()) return nullptr;
    const auto message = shared->second.find(key);
    return message == shared->second.end() ? nullptr : &message->second;
}

/*! What to do when there is no message \a key. */
std::string MessageLinker::adviceForKey(const std::string &key) const
{
    std::vector<std::string_view> keys;
    for (const auto &[owner, messages] : m_messages)
        if (owner.empty() || std::ranges::find(m_chain, owner) != m_chain.end())
            for (const auto &message : messages)
                keys.push_back(message.first);
    const std::string meant = didYouMean(key, keys);
    return meant.empty() ? "Write a message of this name." : meant;
}

std::uint32_t MessageLinker::link(const RuleSyntax &rule, ConceptChoice what, const std::vector<image::Test> &tests)
{
    m_rule = &rule;
    m_what = what;
    const MessageSyntax *message = find(rule.message);
    if (!message) {
        m_problems.error(rule.messagePlace, "there is no message " + rule.message, adviceForKey(rule.message));
        return 0;
    }
    m_used.insert(message);
    m_place = message->place;
    const auto [known, isNew] =
        m_linked.try_emplace({rule.message, what.value_or(conceptFacts.size())}, m_pool.messages.size());
    if (isNew) {
        image::Message linked;
        for (std::size_t i = 0; i < 3; ++i)
            linked.ops[i] = addOps(withIncludes(message->variants[i], i));
        m_pool.messages.push_back(linked);
    }
    m_place = message->place;
    checkRepetition(m_pool.messages[known->second], rule.between, tests);
    return known->second;
}

/*! Refuses to say a child twice (or a child and a part of it) by its own rules, unless it is known to be small. What
 *  stands between children says none of them: the join does. */
void MessageLinker::checkRepetition(const image::Message &message, bool between, const std::vector<image::Test> &tests)
{
    constexpr std::uint32_t small = factLeaf | factSimple | factLetter | factNumber | factInteger | factWord;
    const auto areLeaves = [this](const image::Test &test) {
        const auto list = std::span(m_pool.numbers).subspan(test.mask, test.wanted);
        return !test.negated &&
               std::ranges::all_of(list, [](std::uint32_t what) { return conceptFacts[what].slotNames.empty(); });
    };
    const auto isSmall = [&](image::Path path) {
        return std::ranges::any_of(tests, [&](const image::Test &test) {
            if (test.path != path) return false;
            return test.kind == image::TestKind::facts ? (test.wanted & small) != 0
                                                       : test.kind == image::TestKind::concepts && areLeaves(test);
        });
    };
    const auto holds = [](image::Path outer, image::Path inner) {
        for (std::size_t i = 0; i < outer.steps.size() && outer.steps[i] != image::stay; ++i)
            if (outer.steps[i] != inner.steps[i]) return false;
        return true;
    };
    const std::uint32_t variadic = m_what ? static_cast<std::uint32_t>(slotNames(*m_what).size()) - 1 : 0;
    // whether a path leads to one of the children that a join says, the first of which has this index
    constexpr std::uint32_t none = 0xFFFFFFFF;
    const auto isJoined = [](image::Path path, std::uint32_t joined) {
        if (joined == none) return false;
        const std::uint8_t step = path.steps[0];
        return step >= image::child ? step < image::content && step - image::child >= static_cast<int>(joined)
                                    : step != image::toLastContent;
    };
    const auto saysContents = [this](const image::Join &join) {
        const auto says = [this](image::Range range) {
            const auto ops = std::span(m_pool.ops).subspan(range.first, range.count);
            return std::ranges::find(ops, OpKind::content, &Op::kind) != ops.end();
        };
        return says(join.separator) || says(join.last);
    };
    for (const image::Range &range : message.ops) {
        std::vector<image::Path> said;
        std::uint32_t joined = between ? 0 : none;
        bool contents = false; // all of them are said
        for (const Op &op : std::span(m_pool.ops).subspan(range.first, range.count)) {
            const FormKind form = m_pool.forms[op.form].kind;
            if (form != FormKind::speech && form != FormKind::number) continue;
            bool again = false;
            if (op.kind == OpKind::join && (op.detail == static_cast<std::uint8_t>(image::Joined::contents) ||
                                            saysContents(m_pool.joins[op.skipped]))) {
                again = contents;
                contents = true;
            }
            if (op.kind == OpKind::join && op.detail != static_cast<std::uint8_t>(image::Joined::contents)) {
                const bool all = op.detail == static_cast<std::uint8_t>(image::Joined::children);
                again = again || joined != none ||
                        std::ranges::any_of(said, [&](image::Path path) { return isJoined(path, all ? 0 : variadic); });
                joined = all ? 0 : variadic;
            } else if (op.kind == OpKind::slot && !isSmall(op.path)) {
                again = isJoined(op.path, joined) || std::ranges::any_of(said, [&](image::Path path) {
                            return holds(path, op.path) || holds(op.path, path);
                        });
                said.push_back(op.path);
            }
            if (again) return fail("a child is said twice: the rule has to test that it is simple");
        }
    }
}

std::vector<Piece> MessageLinker::withIncludes(const std::vector<Piece> &pieces, std::size_t variant)
{
    std::vector<Piece> result = pieces;
    if (result.size() > mostPieces) {
        fail("a message has more than 1000 parts");
        return {};
    }
    constexpr int depthLimit = 8;
    for (int depth = 0; depth < depthLimit; ++depth) {
        const auto include = std::ranges::find(result, PieceKind::include, &Piece::kind);
        if (include == result.end()) return result;
        const MessageSyntax *message = find(include->text);
        if (!message) {
            m_place = include->place;
            fail("there is no message " + include->text, adviceForKey(include->text));
            return {};
        }
        m_used.insert(message);
        const std::vector<Piece> &inner = message->variants[variant];
        if (result.size() + inner.size() > mostPieces) break;
        const auto place = result.erase(include);
        result.insert(place, inner.begin(), inner.end());
    }
    fail("messages include each other, or make more than 1000 parts");
    return {};
}

/*! The op of a word, pause or "between". */
Op MessageLinker::plainOp(const SeparatorPiece &piece)
{
    switch (piece.kind) {
    case PieceKind::word: return {.kind = OpKind::word, .text = m_pool.text(piece.text)};
    case PieceKind::optionalWord: return {.kind = OpKind::optionalWord, .text = m_pool.text(piece.text)};
    case PieceKind::pause:
        if (piece.pause == Pause::none) return {.kind = OpKind::weighedPause};
        return {.kind = OpKind::pause,
                .detail = static_cast<std::uint8_t>(piece.pause),
                .skipped = static_cast<std::uint32_t>(piece.text.size())};
    case PieceKind::content: return {.kind = OpKind::content};
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
        if (piece.place.source) m_place = piece.place;
        if (!piece.glued && i + 1 < pieces.size() && pieces[i + 1].glued) {
            std::uint32_t parts = 1;
            while (i + parts < pieces.size() && pieces[i + parts].glued)
                ++parts;
            ops.push_back({.kind = OpKind::compose, .skipped = parts});
        }
        switch (piece.kind) {
        case PieceKind::word:
        case PieceKind::optionalWord:
        case PieceKind::pause:
        case PieceKind::between:
        case PieceKind::content: ops.push_back(plainOp({piece.kind, piece.pause, piece.text})); break;
        case PieceKind::slot: addSlot(piece, ops); break;
        case PieceKind::groupBegin: addGroup(pieces, i, ops); break;
        case PieceKind::groupEnd:
            for (Op &op : ops) // an open group knows its end now
                if (op.kind == OpKind::group && op.skipped == 0)
                    op.skipped = static_cast<std::uint32_t>(&ops.back() - &op);
            break;
        case PieceKind::repeat: addRepetition(piece, ops); break;
        case PieceKind::level: ops.push_back({.kind = OpKind::level}); break;
        case PieceKind::levelReturn:
            ops.push_back({.kind = OpKind::levelReturn, .text = m_pool.text(piece.text)});
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
    return (numberOf(path.back()) || measureIndex(m_style, path.back())) && !isSlot;
}

void MessageLinker::addRepetition(const Piece &piece, std::vector<Op> &ops)
{
    const auto measure = measureIndex(m_style, piece.path.front());
    if (!measure) return fail("there is no measure " + piece.path.front());
    ops.push_back(
        {.kind = OpKind::repeat, .measure = static_cast<std::uint8_t>(*measure), .text = m_pool.text(piece.text)});
}

/*! 1 + the index of the level with these words: "Super/Superscript". */
std::uint8_t MessageLinker::resolveLevel(const std::string &words)
{
    if (words.empty()) return 0;
    const std::size_t slash = std::min(words.find('/'), words.size());
    const image::Text part = m_pool.text(std::string_view(words).substr(0, slash));
    const image::Level level{part,
                             slash < words.size() ? m_pool.text(std::string_view(words).substr(slash + 1)) : part};
    const auto same = [&](const image::Level &other) { return other.part == level.part && other.full == level.full; };
    const auto known = std::ranges::find_if(m_pool.levels, same);
    const auto index = static_cast<std::size_t>(known - m_pool.levels.begin());
    if (known == m_pool.levels.end()) m_pool.levels.push_back(level);
    if (index >= 255) fail("there are more than 255 levels");
    return static_cast<std::uint8_t>(index + 1);
}

bool MessageLinker::isVariadicSlot(const std::string &name) const
{
    if (!m_what || !conceptFacts[*m_what].variadic) return false;
    const std::string_view slots = conceptFacts[*m_what].slotNames;
    const std::string_view last = slots.substr(slots.rfind(' ') + 1);
    return last.substr(0, last.size() - 1) == name;
}

void MessageLinker::addSlot(const Piece &piece, std::vector<Op> &ops)
{
    Op op{.kind = OpKind::slot,
          .level = resolveLevel(piece.level),
          .form = resolveForm(piece.form),
          .setFlags = flagMask(piece.setFlags),
          .clearFlags = flagMask(piece.clearFlags)};
    // "*" joins the children of any concept
    const bool isContents = piece.path.size() == 1 && piece.path[0] == "contents";
    if (piece.path.size() == 1 && (isVariadicSlot(piece.path[0]) || piece.path[0] == "*" || isContents)) {
        image::Join join;
        if (!piece.separators.empty()) {
            join.separator = addSeparator(piece.separators.front());
            join.last = piece.separators.size() > 1 ? addSeparator(piece.separators.back()) : join.separator;
        }
        op.kind = OpKind::join;
        op.detail = static_cast<std::uint8_t>(isContents             ? image::Joined::contents
                                              : piece.path[0] == "*" ? image::Joined::children
                                                                     : image::Joined::variadic);
        op.skipped = static_cast<std::uint32_t>(m_pool.joins.size());
        m_pool.joins.push_back(join);
        ops.push_back(op);
        return;
    }
    if (!piece.separators.empty()) fail(piece.path.back() + " has no children to join");
    std::vector<std::string> path = piece.path;
    if (isNumber(path)) {
        op.kind = OpKind::number;
        op.detail = static_cast<std::uint8_t>(numberOf(path.back()).value_or(image::NumberOf::measure));
        op.measure = static_cast<std::uint8_t>(measureIndex(m_style, path.back()).value_or(0));
        path.pop_back();
    } else if (path.size() > 1 && (path.back() == "variant" || path.back() == "concept")) {
        op.kind = path.back() == "variant" ? OpKind::style : OpKind::kind;
        if (m_pool.forms[op.form].kind != FormKind::dictionary) return fail("a " + path.back() + " needs a dictionary");
        path.pop_back();
    }
    const auto resolved = resolvePath(path, m_what);
    if (!resolved) return fail(resolved.error().message, resolved.error().advice);
    op.path = *resolved;
    if (op.kind == OpKind::slot && piece.form.empty() && !leadsDown(op.path))
        fail("{" + path[0] + "} would be said without end", "Say only what is below the node, or ask for a form.");
    ops.push_back(op);
}

std::uint32_t MessageLinker::flagMask(const std::vector<std::string> &names)
{
    std::uint32_t mask = 0;
    for (const std::string &name : names) {
        const auto bit = name == "closed" ? image::closedSlot : flagBit(m_style, name);
        if (!bit) fail("there is no flag " + name, didYouMean(name, {m_style.flags.begin(), m_style.flags.end()}));
        mask |= bit.value_or(0);
    }
    return mask;
}

/*! 1 + the index of the dictionary of words that a form knows: prose says the names of functions. */
std::uint16_t MessageLinker::wordsOfForm(FormKind kind) const
{
    const auto words =
        kind == FormKind::prose ? findDictionary(m_pool, "functions", m_chain) : std::optional<std::uint16_t>();
    return words ? static_cast<std::uint16_t>(*words + 1) : std::uint16_t{0};
}

std::vector<std::string_view> MessageLinker::formNames() const
{
    std::vector<std::string_view> names;
    for (const auto &[name, kind] : plainForms)
        if (!name.empty()) names.push_back(name);
    for (const image::NumberGrammar &grammar : m_pool.numberGrammars)
        names.push_back(m_pool.view(grammar.name));
    for (const image::Dictionary &dictionary : m_pool.dictionaries)
        if (const std::string_view name = m_pool.view(dictionary.name); name.find('.') == std::string_view::npos)
            names.push_back(name);
    return names;
}

std::uint16_t MessageLinker::resolveForm(const std::string &name)
{
    const std::size_t dot = std::min(name.find('.'), name.size());
    std::uint16_t use = image::firstWords;
    if (dot < name.size())
        use = static_cast<std::uint16_t>(
            m_variants.try_emplace(name.substr(dot + 1), static_cast<std::uint32_t>(m_variants.size() + 1))
                .first->second);
    for (const auto &[plain, kind] : plainForms)
        if (std::string_view(name).substr(0, dot) == plain)
            return m_pool.form({.kind = kind, .table = wordsOfForm(kind), .variant = use});
    if (const auto grammar = findNumberGrammar(m_pool, name))
        return m_pool.form({.kind = FormKind::number, .table = *grammar});
    const auto dictionary = findDictionary(m_pool, std::string_view(name).substr(0, dot), m_chain);
    if (!dictionary) {
        fail("there is no form, number grammar or dictionary " + name, didYouMean(name, formNames()));
        return 0;
    }
    return m_pool.form({.kind = FormKind::dictionary, .table = *dictionary, .variant = use});
}

} // namespace mathtts
