// SPDX-License-Identifier: GPL-3.0-or-later
// Rows: their items, brackets as frames on a stack, a segment between two brackets at a time.
#include "engine/meaning/builder.h"
#include "engine/tree/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <string>

namespace mathtts
{

namespace
{
constexpr char32_t noFence = 0xFFFF; // of an mfenced whose fence shows nothing

/*! The width of an mspace in em; lengths such as "1em", "0.2778em", "18mu", "thickmathspace". */
double widthInEm(std::string_view width)
{
    double value = 0;
    double scale = 1;
    bool fraction = false;
    std::size_t i = 0;
    const bool negative = width.starts_with('-');
    if (negative) i = 1;
    for (; i < width.size() && ((width[i] >= '0' && width[i] <= '9') || width[i] == '.'); ++i) {
        if (width[i] == '.') {
            fraction = true;
            continue;
        }
        value = value * 10 + (width[i] - '0');
        if (fraction) scale *= 10;
    }
    value /= scale;
    const std::string_view unit = width.substr(i);
    if (unit == "mu") value /= 18;
    if (unit == "ex") value /= 2;
    if (unit == "pt" || unit == "px") value /= 10;
    if (unit == "cm") value *= 2.8;
    return negative ? -value : value;
}
} // namespace

/*! The meaning of \a children side by side; \a row is the node they are the children of. Linear. */
NodeId Builder::parseRow(std::span<const NodeId> children, NodeId row)
{
    const std::size_t itemBegin = m_items.size();
    const std::size_t stackBegin = m_stack.size();
    const std::size_t frameBegin = m_frames.size();
    collect(children);
    if (m_matrixContext) closeBraces(itemBegin);
    joinDigits(itemBegin);
    joinLetters(itemBegin);
    mergeNumbers(itemBegin);
    matchFences(std::span(m_items).subspan(itemBegin));
    const std::size_t itemEnd = m_items.size();
    for (std::size_t i = itemBegin; i < itemEnd; ++i) {
        Item item = m_items[i];
        switch (item.role) {
        case Role::open:
            m_frames.push_back(static_cast<std::uint32_t>(m_stack.size()));
            m_stack.push_back(item);
            break;
        case Role::close: {
            if (m_frames.size() == frameBegin) break;
            const std::size_t open = m_frames.back();
            m_frames.pop_back();
            const std::size_t frame = m_frames.size() > frameBegin ? m_frames.back() + 1 : stackBegin;
            item.partner = i + 1 < itemEnd ? static_cast<std::uint32_t>(i + 1) : noNode;
            closeFrame(open, frame, item, row);
            break;
        }
        default: m_stack.push_back(item);
        }
    }
    m_frames.resize(frameBegin);
    const NodeId meaning = parseSegment(stackBegin, m_stack.size(), row, 0);
    m_stack.resize(stackBegin);
    m_items.resize(itemBegin);
    return meaning;
}

/*! Puts the items of a row on m_items: spaces become flags, rows that only group for the eye are taken in. A row of
 *  \left and \right of which one shows nothing gets an empty fence there. */
void Builder::collect(std::span<const NodeId> children)
{
    const std::size_t bottom = m_taken.size();
    for (std::size_t i = children.size(); i-- > 0;)
        m_taken.push_back({children[i], noNode, false});
    bool space = false;
    bool wide = false;
    char32_t invisible = 0;
    const std::size_t begin = m_items.size();
    const auto put = [&](Item item) {
        item.space = space;
        item.wideSpace = wide;
        item.times = invisible == U'\u2062';
        item.applied = invisible == U'\u2061';
        space = wide = false;
        invisible = 0;
        m_items.push_back(item);
    };
    while (m_taken.size() > bottom) {
        const Taken taken = m_taken.back();
        m_taken.pop_back();
        if (taken.fence != 0) {
            Item fence;
            fence.role = taken.role;
            fence.character = taken.fence == noFence ? 0 : taken.fence;
            fence.core = taken.node;
            fence.written = taken.script != noNode ? taken.script : taken.node;
            fence.scripted = taken.script != noNode;
            put(fence);
            continue;
        }
        if (taken.emptyClose) {
            Item fence;
            fence.role = Role::close;
            fence.core = taken.node;
            fence.written = taken.script != noNode ? taken.script : taken.node;
            fence.scripted = taken.script != noNode;
            put(fence);
            continue;
        }
        const NodeId core = m_core[taken.node];
        if (written(core).element == Element::mfenced && !isAuthored(core)) {
            takeFenced(core, core == unwrapped(taken.node) ? taken.script : taken.node);
            continue;
        }
        const NodeId row = m_joined[taken.node] != 0 ? taken.node : m_joined[core] != 0 ? core : noNode;
        if (row != noNode) {
            const NodeId script = row == taken.node ? taken.script : taken.node;
            const auto inner = parts(row);
            const auto isFence = [this](NodeId node, NodeFlag side) {
                constexpr auto meant = static_cast<std::uint16_t>(stretchy);
                return written(node).element == Element::mo && (written(node).flags & (meant | side)) == (meant | side);
            };
            const bool opens = isFence(inner.front(), fenceOpen);
            const bool closes = isFence(inner.back(), fenceClose);
            const bool carries =
                closes || (script != noNode && !opens && isFencedRow(row)); // the last one has the scripts
            if (opens && !closes) m_taken.push_back({row, script, true});
            for (std::size_t i = inner.size(); i-- > 0;)
                m_taken.push_back({inner[i], carries && i + 1 == inner.size() ? script : noNode, false});
            if (closes && !opens) {
                Item fence;
                fence.role = Role::open;
                fence.written = fence.core = row;
                put(fence);
            }
            continue;
        }
        const NodeId token = unwrapped(taken.node);
        const Node &part = written(token);
        if (part.element == Element::mspace || part.element == Element::mphantom) {
            space = true;
            wide = wide || widthInEm(m_tree->attribute(token, Attribute::width)) >= 0.9;
            continue;
        }
        if (part.element == Element::mtext && part.text.find_first_not_of(" \t\xC2\xA0") == part.text.npos) {
            space = true;
            continue;
        }
        Item item = classify(taken.node);
        const bool isInvisible = part.element == Element::mo && item.role == Role::separator &&
                                 item.character != U',' && item.character != U';' && item.character != U'،';
        if (isInvisible) {
            invisible = item.character;
            // f applied to what follows, whatever else f could be
            if (invisible == U'\u2061' && m_items.size() > begin && m_items.back().role == Role::operand &&
                !m_items.back().fenced && written(m_items.back().core).childCount == 0 &&
                written(m_items.back().core).element != Element::mn)
                m_items.back().role = Role::function;
            continue;
        }
        if (taken.script != noNode) {
            item.written = taken.script;
            item.scripted = true;
        }
        // a prime beside its letter, not raised
        const bool after = m_items.size() > begin && m_items.back().role == Role::operand && !m_items.back().scripted;
        const bool sign = item.role == Role::postfix || (part.element == Element::mo && item.character == 0);
        const int signs = sign && after && !item.scripted ? primes(taken.node) : 0;
        if (signs > 0 && (isLetter(m_items.back().core) || written(m_items.back().core).element == Element::mn)) {
            Item &primed = m_items.back();
            if (is(primed.meaning, Concept::prime)) {
                at(primed.meaning).value += signs;
                continue;
            }
            primed.meaning = makeOf(Concept::prime, taken.node, leaf(primed.core));
            at(primed.meaning).value = signs;
            at(primed.meaning).source.begin = written(primed.core).source.begin;
            continue;
        }
        put(item);
    }
}

/*! Takes in an mfenced: its fences, and between its parts its separators, of which the last one holds for all further
 *  places. \a script: what carries the scripts of the closing fence. */
void Builder::takeFenced(NodeId node, NodeId script)
{
    const auto attribute = [&](Attribute name, std::string_view otherwise) {
        return m_tree->hasAttribute(node, name) ? m_tree->attribute(node, name) : otherwise;
    };
    const auto fence = [](std::string_view text) { return text.empty() ? noFence : decodeUtf8(text, 0).character; };
    std::vector<char32_t> separators;
    const std::string_view all = attribute(Attribute::separators, ",");
    for (std::size_t i = 0; i < all.size();) {
        const Decoded decoded = decodeUtf8(all, i);
        if (decoded.character != U' ') separators.push_back(decoded.character);
        i += decoded.length;
    }
    const auto children = parts(node);
    const NodeId carrier = script == node ? noNode : script;
    m_taken.push_back({node, carrier, false, fence(attribute(Attribute::close, ")")), Role::close});
    for (std::size_t i = children.size(); i-- > 0;) {
        m_taken.push_back({children[i], noNode, false});
        if (i == 0 || separators.empty()) continue;
        const char32_t sign = separators[std::min(i, separators.size()) - 1];
        m_taken.push_back({node, noNode, false, sign, Role::separator});
    }
    m_taken.push_back({node, noNode, false, fence(attribute(Attribute::open, "(")), Role::open});
}

/*! A brace before a table that is not closed after it: cases, or a system of equations. It gets a closing fence that
 *  shows nothing. */
void Builder::closeBraces(std::size_t begin)
{
    for (std::size_t i = begin; i + 1 < m_items.size(); ++i) {
        Item &brace = m_items[i];
        const NodeId table = m_items[i + 1].core;
        if (brace.role != Role::open || brace.character != U'{' || written(table).element != Element::mtable) continue;
        const std::size_t after = i + 2;
        if (after < m_items.size() && (m_items[after].role == Role::close || m_items[after].role == Role::bar))
            continue;
        Item fence;
        fence.role = Role::close;
        fence.core = fence.written = brace.core;
        fence.certain = brace.certain = true;
        m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(after), fence);
        return; // one for each row: it stays linear
    }
}

/*! Some writers give every digit, or what stands before and after the decimal point, a token of its own. */
void Builder::joinDigits(std::size_t begin)
{
    std::size_t out = begin;
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        Item item = m_items[i];
        const auto isDigits = [&](std::size_t index) {
            if (index >= m_items.size()) return false;
            const Item &next = m_items[index];
            const Element element = written(next.written).element;
            const bool plain = !next.scripted || element == Element::msup || element == Element::msub; // no overlines
            // (1\ 2\ 3): a list, but 1\ 000 is one number; the control space left no token, only its two characters
            const Item &previous = m_items[index - 1];
            const bool apart = written(next.core).source.begin == written(previous.core).source.end + 2 &&
                               written(next.core).text.size() != 3;
            if (apart) m_items[index].space = true;
            return plain && isInteger(next.core) && !is(next.meaning, Concept::prime) && !next.space && !next.times;
        };
        std::size_t last = i;
        bool point = false;
        if (isInteger(item.core) && !item.scripted && !is(item.meaning, Concept::prime)) {
            while (!m_items[last].scripted) {
                const bool isPoint = last + 1 < m_items.size() && !m_items[last + 1].scripted &&
                                     m_items[last + 1].character == U'.' && !m_items[last + 1].space;
                if (isDigits(last + 1))
                    ++last;
                else if (!point && isPoint && isDigits(last + 2)) {
                    point = true;
                    last += 2;
                } else
                    break;
            }
        }
        if (last > i) {
            std::string text;
            for (std::size_t part = i; part <= last; ++part)
                text += written(m_items[part].core).text;
            const Span source = hull(written(item.core).source, written(m_items[last].core).source);
            const NodeId number = m_meaning->addLeaf(Concept::number, m_meaning->keep(text), item.core, source);
            at(number).facts = factLeaf | factNumber;
            if (!point) {
                at(number).facts |= factInteger;
                at(number).value = std::strtoll(text.c_str(), nullptr, 10);
            }
            item.meaning = number;
            if (m_items[last].scripted) {
                item.written = m_items[last].written;
                item.meaning = withScripts(item.written, number);
                item.scripted = true;
            }
            i = last;
        }
        m_items[out++] = item;
    }
    m_items.resize(out);
}

/*! Some writers spell the names of functions: s i n. The longest name from a letter on counts; linear. */
void Builder::joinLetters(std::size_t begin)
{
    constexpr std::size_t longest = 6; // letters of a name
    const auto isPart = [this](const Item &item) {
        const bool open = item.role == Role::operand || item.role == Role::function; // the last one may be applied
        return open && !item.fenced && item.character < 0x80 && isLetter(item.core) &&
               written(item.core).element == Element::mi;
    };
    std::size_t out = begin;
    std::size_t wordEnd = begin; // of the last run of letters that was looked at
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        Item item = m_items[i];
        if (i >= wordEnd && isPart(item) && !item.scripted) {
            wordEnd = i + 1;
            while (wordEnd < m_items.size() && isPart(m_items[wordEnd]) && !m_items[wordEnd].scripted &&
                   !m_items[wordEnd].space && !m_items[wordEnd].times)
                ++wordEnd;
            if (const NodeId word = spelledWord(std::span(m_items).subspan(i, wordEnd - i)); word != noNode) {
                item.meaning = word;
                item.character = 0;
                i = wordEnd - 1;
                m_items[out++] = item;
                continue;
            }
        }
        std::string name;
        std::size_t last = i;
        std::string spelled;
        for (std::size_t part = i; part < m_items.size() && part - i < longest && isPart(m_items[part]); ++part) {
            if (part > i && (m_items[part].space || m_items[part].times || m_items[part - 1].scripted)) break;
            spelled += static_cast<char>(m_items[part].character);
            const bool brackets = part + 1 < m_items.size() && m_items[part + 1].role == Role::open &&
                                  m_items[part + 1].character == U'(' && !m_items[part].scripted;
            if (!isSpelledFunction(spelled, brackets)) continue;
            name = spelled;
            last = part;
        }
        if (last > i) {
            const Span source = hull(written(item.core).source, written(m_items[last].core).source);
            const bool limit = name == "lim";
            item.meaning = m_meaning->addLeaf(Concept::functionName, m_meaning->keep(name), item.core, source);
            at(item.meaning).facts = factLeaf | factFunction;
            item.role = limit ? Role::limit : Role::function;
            item.character = 0;
            item.scripted = m_items[last].scripted;
            item.written = m_items[last].written;
            i = last;
        }
        m_items[out++] = item;
    }
    m_items.resize(out);
}

/*! A name of \a letters side by side that can only be a word somebody forgot to mark, such as speed: at least four,
 *  two of them vowels, and not in the order of the alphabet as factors stand; else noNode. */
NodeId Builder::spelledWord(std::span<const Item> letters)
{
    constexpr std::size_t longest = 20;
    if (letters.size() < 4 || letters.size() > longest) return noNode;
    std::string word;
    int vowels = 0;
    std::uint32_t different = 0; // letters, a bit each
    bool sorted = true;
    for (const Item &item : letters) {
        const bool small = item.character >= U'a' && item.character <= U'z';
        if (!small && !word.empty()) return noNode; // a capital begins a word
        const Variant variant = written(item.core).variant;
        if (variant == Variant::normal || variant != written(letters.front().core).variant) return noNode;
        const char letter = static_cast<char>(item.character);
        vowels += std::string_view("aeiouAEIOU").contains(letter) ? 1 : 0;
        sorted = sorted && (word.empty() || word.back() <= letter);
        word += letter;
        different |= 1U << (static_cast<std::uint32_t>(letter) & 31U);
        if (isSpelledFunction(word, false)) return noNode; // sin alpha
    }
    if (vowels < 2 || sorted || std::popcount(different) < 3) return noNode;
    const Span source = hull(written(letters.front().core).source, written(letters.back().core).source);
    const NodeId name = m_meaning->addLeaf(Concept::name, m_meaning->keep(word), letters.front().core, source);
    at(name).facts = factLeaf | factWord;
    return name;
}

/*! 1{,}000{,}000 is one number, and so is 10,000 when nothing stands between its tokens; three dots are an ellipsis. */
void Builder::mergeNumbers(std::size_t begin)
{
    std::size_t out = begin;
    bool inFence = false;
    for (std::size_t i = begin; i < m_items.size(); ++i) {
        inFence = inFence || m_items[i].role == Role::open;
        const auto group = [&](std::size_t comma) {
            if (comma + 1 >= m_items.size() || m_items[comma].character != U',' || m_items[comma + 1].space)
                return false;
            const Item &digits = m_items[comma + 1];
            if (m_items[comma].scripted || written(digits.core).element != Element::mn ||
                written(digits.core).text.size() < 3)
                return false;
            const std::string_view text = written(digits.core).text;
            if (text.size() > 3 && text[3] != '.') return false;
            if (m_items[comma].role != Role::separator) return true;
            const Span sign = written(m_items[comma].core).source;
            return !inFence && text.size() == 3 && sign.begin == written(m_items[comma - 1].core).source.end &&
                   sign.end == written(digits.core).source.begin && written(m_items[i].core).text.size() <= 3;
        };
        Item item = m_items[i];
        std::size_t last = i;
        const auto dot = [&](std::size_t at) {
            return at < m_items.size() && m_items[at].character == U'.' && !m_items[at].scripted;
        };
        if (dot(i) && dot(i + 1) && dot(i + 2)) {
            const Span source{written(item.core).source.begin, written(m_items[i + 2].core).source.end};
            item.role = Role::operand;
            item.meaning = m_meaning->addLeaf(Concept::ellipsis, "…", item.core, source);
            at(item.meaning).facts = factLeaf;
            i += 2;
            m_items[out++] = item;
            continue;
        }
        if (isInteger(item.core) && !item.scripted)
            while (group(last + 1) && !m_items[last].scripted)
                last += 2;
        if (last > i) {
            std::string text;
            for (std::size_t part = i; part <= last; ++part)
                text += written(m_items[part].core).text;
            const Span source{written(item.core).source.begin, written(m_items[last].core).source.end};
            const NodeId number = m_meaning->addLeaf(Concept::number, m_meaning->keep(text), item.core, source);
            at(number).facts = factLeaf | factNumber;
            if (text.find('.') == text.npos) {
                at(number).facts |= factInteger;
                std::erase(text, ',');
                at(number).value = std::strtoll(text.c_str(), nullptr, 10);
            }
            if (m_items[last].scripted) {
                item.written = m_items[last].written;
                item.meaning = withScripts(item.written, number);
                item.scripted = true;
            } else
                item.meaning = number;
            i = last;
        }
        m_items[out++] = item;
    }
    m_items.resize(out);
}

/*! Makes one item of the innermost open frame, which \a close ends. close.partner is the index of the next item. */
void Builder::closeFrame(std::size_t open, std::size_t frame, const Item &close, NodeId row)
{
    const Item opening = m_stack[open];
    const NodeId content = parseSegment(open + 1, m_stack.size(), row, opening.character);
    m_stack.resize(open);
    const Item *before = open > frame && !m_stack.empty() ? &m_stack.back() : nullptr;
    const Item next = close.partner != noNode ? m_items[close.partner] : Item{};
    Item item;
    item.role = Role::operand;
    item.fenced = true;
    item.scripted = close.scripted;
    item.written = close.written;
    item.core = close.core;
    item.open = opening.character;
    item.space = opening.space;
    item.times = opening.times;
    item.wideSpace = opening.wideSpace;
    item.confidence = std::min(opening.confidence, close.confidence);
    item.meaning = fenced(opening, close, content, row, before, close.partner != noNode ? &next : nullptr);
    MeaningNode &made = at(item.meaning);
    made.source.begin = written(opening.core).source.begin;
    made.source.end = std::max(made.source.end, written(close.core).source.end);
    if (((written(opening.core).flags | written(close.core).flags) & stretchy) != 0) made.facts |= factStretchy;
    pushFenced(item, frame);
}

/*! Puts a fenced item on the stack; with what stands before it, it may be the argument of a function. */
void Builder::pushFenced(Item item, std::size_t frame)
{
    if (m_stack.size() > frame && !item.wideSpace) {
        const Item &before = m_stack.back();
        const Item *further = m_stack.size() > frame + 1 ? &m_stack[m_stack.size() - 2] : nullptr;
        // dy/dx (a): the place where it is taken
        const bool derived =
            before.core != noNode && before.core == before.written && before.meaning != noNode &&
            (is(before.meaning, Concept::derivative) || is(before.meaning, Concept::partialDerivative)) &&
            slot(before.meaning, 0) != noNode;
        const NodeId place = is(item.meaning, Concept::group) ? slot(item.meaning, 0) : item.meaning;
        if (derived && item.open == U'(' && !item.scripted && !item.times && place != noNode &&
            (is(place, Concept::letter) || is(place, Concept::number) || is(place, Concept::subscript) ||
             is(place, Concept::orderedTuple))) {
            Item &result = m_stack.back();
            result.meaning = makeOf(Concept::evaluatedAt, m_row, before.meaning, place, NodeId{noNode});
            result.core = noNode;
            return;
        }
        const int score = applicationScore(before, item, further);
        if (score > 0) {
            const NodeId function = functionHead(before);
            NodeId applied = apply(function, item.meaning, true, item.open);
            if (score < 3) doubt(applied, 50 + 10 * score, Concept::impliedProduct);
            if (item.scripted) applied = withScripts(item.written, applied);
            Item &result = m_stack.back();
            result.role = Role::operand;
            result.meaning = applied;
            result.fenced = false;
            result.scripted = true;
            result.character = 0;
            result.core = noNode;
            return;
        }
    }
    if (item.scripted) {
        item.meaning = withScripts(item.written, item.meaning);
        item.fenced = true;
    }
    m_stack.push_back(item);
}

} // namespace mathtts
