// SPDX-License-Identifier: GPL-3.0-or-later
// Which fence matches which: brackets by kind, bars by the cheapest of all readings of a frame.
#include "engine/meaning/builder.h"

#include <algorithm>
#include <limits>

namespace mathtts
{

namespace
{
constexpr std::uint32_t unmatched = 0xFFFFFFFF;

/*! Kinds of brackets that match each other; 0: a fence that shows nothing, or any other. */
std::size_t kindOf(char32_t fence)
{
    switch (fence) {
    case U'(':
    case U')': return 1;
    case U'[':
    case U']': return 2;
    case U'{':
    case U'}': return 3;
    case U'⟨':
    case U'⟩': return 4;
    case U'⌊':
    case U'⌋': return 5;
    case U'⌈':
    case U'⌉': return 6;
    default: return 0;
    }
}

bool isBarCharacter(char32_t character)
{
    return character == U'|' || character == U'∣' || character == U'‖' || character == U'∥';
}

bool endsOperand(const Item &item)
{
    return item.role == Role::operand || item.role == Role::close || item.role == Role::postfix;
}

bool opensOperand(const Item &item)
{
    switch (item.role) {
    case Role::operand:
    case Role::open:
    case Role::function:
    case Role::largeOperator:
    case Role::integral:
    case Role::limit:
    case Role::prefix:
    case Role::derivativeOperator:
    case Role::leftScripts: return true;
    default: return false;
    }
}
} // namespace

/*! Gives every fence of a row its partner; those without one become operands. */
void Builder::matchFences(std::span<Item> items)
{
    struct Open {
        std::uint32_t item;
        std::uint32_t commas;
    };
    bool any = false;
    for (const Item &item : items)
        any = any || item.role == Role::open || item.role == Role::close || item.role == Role::bar ||
              isBarCharacter(item.character);
    if (!any) return;

    std::vector<Open> open;
    std::array<std::uint32_t, 7> counts{};
    const auto pair = [&](std::uint32_t left, std::uint32_t right) {
        items[left].role = Role::open;
        items[right].role = Role::close;
        items[left].partner = right;
        items[right].partner = left;
    };
    const auto popTo = [&](std::size_t size) {
        while (open.size() > size) {
            --counts[kindOf(items[open.back().item].character)];
            open.pop_back();
        }
    };
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        const std::size_t kind = kindOf(item.character);
        const bool closesAlready = (i > 0 && endsOperand(items[i - 1]));
        const auto certain = [&](const Item &fence) {
            return fence.certain || (written(fence.core).flags & stretchy) != 0 || written(fence.core).childCount > 0;
        };
        if (item.role == Role::separator && !open.empty()) ++open.back().commas;
        // French intervals: ]a, b[
        if (item.role == Role::close && item.character == U']' && !closesAlready &&
            (open.empty() || items[open.back().item].character != U'[') && i + 1 < items.size()) {
            open.push_back({i, 0});
            ++counts[2];
            continue;
        }
        if (item.role == Role::open && item.character == U'[' && closesAlready && !open.empty() &&
            open.back().commas == 1 && kindOf(items[open.back().item].character) == 2 && !certain(item) &&
            (i + 1 == items.size() || !opensOperand(items[i + 1]))) {
            const std::uint32_t left = open.back().item;
            popTo(open.size() - 1);
            pair(left, i);
            continue;
        }
        if (item.role == Role::open) {
            open.push_back({i, 0});
            ++counts[kind];
        } else if (item.role == Role::close && !open.empty()) {
            const Item &top = items[open.back().item];
            const std::size_t topKind = kindOf(top.character);
            const bool interval = (kind == 1 || kind == 2) && (topKind == 1 || topKind == 2) && kind != topKind;
            bool match = kind == topKind || (certain(top) && certain(item));
            if (!match && interval) match = open.back().commas == 1 || counts[kind] == 0;
            if (!match && kind != 0 && counts[kind] > 0) {
                std::size_t size = open.size();
                while (kindOf(items[open[size - 1].item].character) != kind)
                    --size;
                popTo(size);
                match = true;
            }
            if (match) {
                const std::uint32_t left = open.back().item;
                popTo(open.size() - 1);
                pair(left, i);
            }
        }
    }

    // kets and bras: a bar is the partner of a lone angle
    std::vector<std::uint32_t> outer; // what was last seen in the frames around
    const auto inFrames = [&](auto &&look) {
        std::uint32_t last = unmatched;
        outer.clear();
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            const bool matched = items[i].partner != unmatched;
            if (matched && items[i].role == Role::open) {
                outer.push_back(last);
                last = unmatched;
            } else if (matched && items[i].role == Role::close && !outer.empty()) {
                last = outer.back();
                outer.pop_back();
            } else
                look(i, last);
        }
    };
    inFrames([&](std::uint32_t i, std::uint32_t &lastBar) {
        if (items[i].role == Role::bar) lastBar = i;
        if (items[i].role != Role::close || items[i].character != U'⟩' || lastBar == unmatched) return;
        pair(lastBar, i);
        lastBar = unmatched;
    });
    inFrames([&](std::uint32_t i, std::uint32_t &lastAngle) {
        if (items[i].role == Role::open && items[i].character == U'⟨') lastAngle = i;
        if (items[i].role != Role::bar || lastAngle == unmatched) return;
        pair(lastAngle, i);
        lastAngle = unmatched;
    });

    // bars of every frame
    std::vector<std::uint32_t> bars;
    std::vector<std::size_t> frames;
    const auto solve = [&](std::size_t first, std::uint32_t left) {
        if (bars.size() > first) {
            const char32_t fence = left == unmatched ? U'\0' : items[left].character;
            bool afterFunction = false;
            if (left != unmatched && left > 0) {
                const Item &before = items[left - 1];
                afterFunction = before.role == Role::function ||
                                (before.role == Role::operand && before.core != noNode && isLetter(before.core));
            }
            matchBars(items, std::span(bars).subspan(first), fence, afterFunction);
        }
        bars.resize(first);
    };
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        if (item.role == Role::bar || (item.role == Role::infix && isBarCharacter(item.character))) bars.push_back(i);
        if (item.partner == unmatched) continue;
        if (item.role == Role::open && item.partner > i) frames.push_back(bars.size());
        if (item.role == Role::close && item.partner < i && !frames.empty()) {
            const std::size_t first = frames.back();
            frames.pop_back();
            solve(first, item.partner);
        }
    }
    solve(0, unmatched);
    for (Item &item : items)
        if ((item.role == Role::open || item.role == Role::close) && item.partner == unmatched) {
            item.role = Role::operand;
            item.meaning = noNode;
        }
}

/*!
 * Decides for every bar of one frame whether it opens, closes, stands between or evaluates.
 *
 * The states of the search are the stacks of open bars, at most four deep, each single or double. The cheapest way
 * through is taken; how much dearer the best way with another role for a bar is gives the bar's confidence. O(bars).
 */
void Builder::matchBars(std::span<Item> items, std::span<const std::uint32_t> bars, char32_t open, bool afterFunction)
{
    enum Choice : std::uint8_t { opens, closes, between, evaluates, choices };
    constexpr std::size_t states = 32; // a leading 1, then a bit for every open bar
    constexpr int dear = 1000;
    const std::size_t count = bars.size();

    if (open == U'⟨') { // <a|b>, <a|A|b>
        for (const std::uint32_t bar : bars) {
            items[bar].role = Role::given;
            items[bar].level = levelGiven;
        }
        return;
    }
    const auto isDouble = [&](const Item &item) { return item.character == U'‖' || item.character == U'∥'; };
    const auto local = [&](std::size_t which, Choice choice) {
        const std::uint32_t place = bars[which];
        const Item &item = items[place];
        const bool relationSign = item.role == Role::infix;
        const Item *left = place > 0 ? &items[place - 1] : nullptr;
        const Item *right = place + 1 < items.size() ? &items[place + 1] : nullptr;
        const bool leftBar = left != nullptr && left->role == Role::bar;
        const bool rightBar = right != nullptr && right->role == Role::bar;
        const bool leftEnds = left != nullptr && endsOperand(*left);
        const bool rightStarts = right != nullptr && opensOperand(*right);
        const bool rightSign = right != nullptr && right->role == Role::infix && right->level == levelSum;
        if (relationSign) return choice == between ? 0 : dear;
        switch (choice) {
        case opens: {
            int cost = leftEnds ? 6 : 0;
            if (leftBar) cost += 2;
            if (item.scripted) cost += 24;
            if (!rightStarts && !rightSign && !rightBar) cost += right == nullptr ? 60 : 20;
            return cost;
        }
        case closes: {
            int cost = leftEnds ? 0 : leftBar ? 2 : left == nullptr ? 60 : 20;
            if (left != nullptr && (left->role == Role::text || left->role == Role::infix)) cost += 4;
            if (rightStarts && !item.scripted) cost += 7;
            return cost;
        }
        case between: {
            int cost = 8;
            if (isDouble(item)) cost += 4;
            if (!leftEnds && !leftBar) cost += 16;
            if (!rightStarts && !rightBar && !rightSign) cost += 16;
            if (item.scripted) cost += 8;
            if (open == U'{')
                cost -= 7;
            else if (afterFunction)
                cost -= 8;
            else if (open != 0)
                cost -= 2;
            if ((written(item.core).flags & stretchy) != 0) cost -= 1;
            return cost;
        }
        case evaluates: {
            if (!item.scripted || isDouble(item)) return dear;
            return leftEnds ? 4 : 20;
        }
        default: return dear;
        }
    };
    // separators and relations inside a pair of bars are unusual
    const auto crossing = [&](std::size_t which) {
        if (which == 0) return 0;
        int cost = 0;
        std::uint32_t i = bars[which - 1] + 1;
        while (i < bars[which]) {
            const Item &item = items[i];
            if (item.role == Role::open && item.partner != unmatched && item.partner > i) {
                i = item.partner + 1;
                continue;
            }
            if (item.role == Role::separator || item.role == Role::text) cost += 8;
            if (item.role == Role::infix && item.level <= levelRelation) cost += 6;
            ++i;
        }
        return std::min(cost, 100);
    };
    const auto step = [&](std::size_t which, std::size_t state, Choice choice) -> std::size_t {
        const std::size_t kind = isDouble(items[bars[which]]) ? 1 : 0;
        if (choice == opens) return state < states / 2 ? state * 2 + kind : 0;
        if (choice == closes) return state > 1 && (state & 1) == kind ? state / 2 : 0;
        return state;
    };
    const auto depthOf = [](std::size_t state) {
        int depth = -1;
        for (; state > 0; state /= 2)
            ++depth;
        return depth;
    };

    using Row = std::array<std::int32_t, states>;
    Row unreachable;
    unreachable.fill(dear * 1000);
    std::vector<Row> before(count + 1, unreachable); // cheapest way to here
    std::vector<Row> after(count + 1, unreachable);  // cheapest way from here to the end
    std::vector<int> crossings(count);
    std::vector<std::array<int, choices>> costs(count);
    before[0][1] = 0;
    for (std::size_t i = 0; i < count; ++i) {
        crossings[i] = crossing(i);
        for (std::uint8_t choice = 0; choice < choices; ++choice)
            costs[i][choice] = local(i, static_cast<Choice>(choice));
    }
    const auto cost = [&](std::size_t which, std::size_t state, std::uint8_t choice) {
        int sum = costs[which][choice] + crossings[which] * depthOf(state);
        if (choice == between || choice == evaluates) sum += 6 * depthOf(state);
        return sum;
    };
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t state = 1; state < states; ++state) {
            if (before[i][state] >= dear * 1000) continue;
            for (std::uint8_t choice = 0; choice < choices; ++choice) {
                const std::size_t next = step(i, state, static_cast<Choice>(choice));
                if (next == 0) continue;
                before[i + 1][next] = std::min(before[i + 1][next], before[i][state] + cost(i, state, choice));
            }
        }
    for (std::size_t state = 1; state < states; ++state)
        after[count][state] = 40 * depthOf(state);
    for (std::size_t i = count; i-- > 0;)
        for (std::size_t state = 1; state < states; ++state)
            for (std::uint8_t choice = 0; choice < choices; ++choice) {
                const std::size_t next = step(i, state, static_cast<Choice>(choice));
                if (next == 0) continue;
                after[i][state] = std::min(after[i][state], after[i + 1][next] + cost(i, state, choice));
            }

    std::size_t state = 1;
    std::array<std::uint32_t, 8> openBars{};
    std::size_t depth = 0;
    bool givenSeen = false;
    for (std::size_t i = 0; i < count; ++i) {
        std::array<int, choices> best;
        best.fill(dear * 1000);
        Choice chosen = between;
        int chosenCost = dear * 1000;
        for (std::uint8_t choice = 0; choice < choices; ++choice) {
            for (std::size_t from = 1; from < states; ++from) {
                const std::size_t next = step(i, from, static_cast<Choice>(choice));
                if (next == 0 || before[i][from] >= dear * 1000) continue;
                best[choice] = std::min(best[choice], before[i][from] + cost(i, from, choice) + after[i + 1][next]);
            }
            const std::size_t next = step(i, state, static_cast<Choice>(choice));
            if (next != 0 && cost(i, state, choice) + after[i + 1][next] < chosenCost) {
                chosenCost = cost(i, state, choice) + after[i + 1][next];
                chosen = static_cast<Choice>(choice);
            }
        }
        int second = dear * 1000;
        for (std::uint8_t choice = 0; choice < choices; ++choice)
            if (choice != chosen) second = std::min(second, best[choice]);
        Item &item = items[bars[i]];
        const int margin = std::clamp(second - best[chosen], 0, 12);
        item.confidence = static_cast<std::uint8_t>(margin >= 12 ? 100 : 45 + 4 * margin);
        state = step(i, state, chosen);
        switch (chosen) {
        case opens:
            item.role = Role::open;
            if (depth < openBars.size()) openBars[depth++] = bars[i];
            break;
        case closes:
            item.role = Role::close;
            if (depth > 0) {
                item.partner = openBars[--depth];
                items[openBars[depth]].partner = bars[i];
            }
            break;
        case evaluates: item.role = Role::postfix; break;
        default: {
            const bool condition = depth == 0 && (open == U'{' ? !givenSeen : afterFunction);
            givenSeen = true;
            item.role = condition ? Role::given : Role::infix;
            item.level = condition ? levelGiven : levelRelation;
            if ((written(item.core).flags & relation) != 0) item.confidence = 100;
        }
        }
    }
}

} // namespace mathtts
