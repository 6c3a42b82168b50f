// SPDX-License-Identifier: GPL-3.0-or-later
// Functions, large operators and integrals take their arguments from what follows, from right to left.
#include "engine/structure/builder.h"

#include <algorithm>

namespace mathtts::structure
{

namespace
{
constexpr char32_t functionApplication = 0x2061;
} // namespace

void Builder::functions(List &parts)
{
    if (parts.size() == 1 && !isImplicit(parts.front()) && !is(parts.front(), Concept::sPunctuation)) {
        // alone: nothing to take
        return;
    }
    Pooled rest(*this); // from the right: the next part is the last
    for (std::size_t i = parts.size(); i-- > 0;) {
        const Call call = classifyFunction(parts[i], *rest);
        if (call == Call::none)
            rest->push_back(parts[i]);
        else
            apply(parts[i], call, *rest);
    }
    parts.assign(rest->rbegin(), rest->rend());
}

Builder::Call Builder::classifyFunction(PartId part, List &rest)
{
    switch (at(part).kind) {
    case Concept::sAppl:
    case Concept::sBigop:
    case Concept::sIntegral: return Call::none; // a function of an application is none: this is no lambda calculus
    default: break;
    }
    if (!rest.empty() && at(rest.back()).character == functionApplication) {
        rest.pop_back();
        NodeRole role = NodeRole::simpleFunction;
        if (has(part, NodeRole::prefixFunction) || has(part, NodeRole::limitFunction)) role = at(part).role;
        nameFunction(part, role);
        return Call::prefix;
    }
    switch (at(part).role) {
    case NodeRole::integral: return Call::integral;
    case NodeRole::sum: return Call::largeOperator;
    case NodeRole::prefixFunction:
    case NodeRole::limitFunction:
    case NodeRole::simpleFunction:
    case NodeRole::composedFunction: return Call::prefix;
    case NodeRole::latinletter:
    case NodeRole::greekletter:
    case NodeRole::otherletter: return Call::simple;
    default: return is(part, Concept::sIdentifier) ? Call::simple : Call::none;
    }
}

void Builder::apply(PartId function, Call call, List &rest)
{
    const auto endsArgument = [&](PartId part) {
        if (actsAs(part, Concept::sRelation) || actsAs(part, Concept::sPunctuation)) return true;
        if (call == Call::largeOperator) return actsAs(part, Concept::sOperator);
        return (actsAs(part, Concept::sOperator) && !has(part, NodeRole::division)) || is(part, Concept::sAppl);
    };
    switch (call) {
    case Call::integral: return applyIntegral(function, rest);
    case Call::prefix: {
        if (!rest.empty() && is(rest.back(), Concept::sFenced)) {
            const PartId argument = rest.back();
            rest.pop_back();
            const NodeRole role = at(argument).role;
            if (role != NodeRole::neutral && role != NodeRole::metric) at(argument).role = NodeRole::leftright;
            rest.push_back(application(function, argument));
            return;
        }
        Pooled argument(*this);
        while (!rest.empty() && !endsArgument(rest.back())) {
            argument->push_back(rest.back());
            rest.pop_back();
        }
        if (!argument->empty()) {
            rest.push_back(application(function, relations(*argument)));
        } else if (!rest.empty() && is(rest.back(), Concept::sAppl)) {
            const PartId inner = rest.back();
            rest.pop_back();
            rest.push_back(application(function, inner));
        } else {
            rest.push_back(function);
        }
        return;
    }
    case Call::largeOperator: {
        Pooled body(*this);
        while (!rest.empty() && !endsArgument(rest.back())) {
            body->push_back(rest.back());
            rest.pop_back();
        }
        if (body->empty()) return rest.push_back(function);
        rest.push_back(branch(Concept::sBigop, at(function).role, {function, relations(*body)}));
        return;
    }
    default: {
        if (rest.empty() || !is(rest.back(), Concept::sFenced)) return rest.push_back(function);
        const PartId argument = rest.back();
        const NodeRole role = at(argument).role;
        const PartId content = at(argument).children.first;
        bool narrow = role != NodeRole::neutral && role != NodeRole::metric;
        if (narrow && is(content, Concept::sInfixop)) {
            narrow = has(content, NodeRole::implicit);
            for (PartId factor = at(content).children.first; factor != noPart; factor = at(factor).next)
                narrow = narrow && !is(factor, Concept::sInfixop);
        }
        if (!narrow) return rest.push_back(function);
        at(argument).role = NodeRole::leftright;
        nameFunction(function, NodeRole::simpleFunction);
        rest.pop_back();
        rest.push_back(application(function, argument));
    }
    }
}

void Builder::applyIntegral(PartId integral, List &rest)
{
    const auto isD = [this](PartId part) {
        return at(part).character == U'd' || at(part).character == U'ⅆ' || at(part).character == U'𝑑';
    };
    const auto isDifferential = [this](PartId part) {
        return is(part, Concept::sIdentifier) && at(part).character == 0 && at(part).text.starts_with('d');
    };
    Pooled integrand(*this);
    PartId variable = noPart;
    bool ended = false;
    while (!rest.empty() && !ended) {
        if (isImplicit(rest.back())) {
            const PartId product = rest.back();
            rest.pop_back();
            for (PartId factor = at(product).children.last; factor != noPart; factor = at(factor).previous)
                rest.push_back(factor);
        }
        const PartId part = rest.back();
        if (actsAs(part, Concept::sRelation) || actsAs(part, Concept::sPunctuation)) break;
        if (isDifferential(part)) {
            rest.pop_back();
            variable = part;
            ended = true;
        } else if (rest.size() > 1 && isD(part) && is(rest[rest.size() - 2], Concept::sIdentifier)) {
            const PartId of = rest[rest.size() - 2];
            rest.resize(rest.size() - 2);
            const std::array sign{part};
            variable = prefixed(of, sign);
            ended = true;
        } else {
            integrand->push_back(part);
            rest.pop_back();
        }
    }
    if (variable == noPart) {
        // no differential: the integrand ends where the body of a sum would
        const auto boundary =
            std::ranges::find_if(*integrand, [this](PartId part) { return actsAs(part, Concept::sOperator); });
        for (auto part = integrand->end(); part != boundary;)
            rest.push_back(*--part);
        integrand->erase(boundary, integrand->end());
        if (integrand->empty()) return rest.push_back(integral);
    } else {
        at(variable).role = NodeRole::integral;
    }
    const PartId body = integrand->empty() ? emptyPart() : relations(*integrand);
    if (variable == noPart && is(body, Concept::sFraction)) differentialInNumerator(body);
    rest.push_back(
        branch(Concept::sIntegral, at(integral).role, {integral, body, variable == noPart ? emptyPart() : variable}));
}

/*! Finds dx at the end of a numerator and makes it one part. */
bool Builder::differentialInNumerator(PartId fraction)
{
    const PartId numerator = at(fraction).children.first;
    const auto isDifferential = [this](PartId part) {
        return is(part, Concept::sIdentifier) && at(part).character == 0 && at(part).text.starts_with('d');
    };
    if (isDifferential(numerator)) {
        at(numerator).role = NodeRole::integral;
        return true;
    }
    if (!isImplicit(numerator)) return false;
    const PartId last = at(numerator).children.last;
    if (isDifferential(last)) {
        at(last).role = NodeRole::integral;
        return true;
    }
    const PartId sign = at(last).previous;
    if (at(sign).character != U'd' || !is(last, Concept::sIdentifier)) return false;
    m_parts.takeLast(numerator);
    m_parts.takeLast(numerator);
    m_parts.takeLastContent(numerator);
    const std::array signs{sign};
    const PartId differential = prefixed(last, signs);
    at(differential).role = NodeRole::integral;
    if (at(numerator).children.count == 0)
        m_parts.replaceFirst(fraction, differential);
    else
        m_parts.append(numerator, differential);
    return true;
}

PartId Builder::application(PartId function, PartId argument)
{
    return branch(Concept::sAppl, at(function).role, {function, argument});
}

void Builder::nameFunction(PartId function, NodeRole role)
{
    m_namedFunctions = true;
    for (PartId part = function; part != noPart && !is(part, Concept::sInfixop); part = at(part).children.first)
        if (!has(part, NodeRole::subsup) && !has(part, NodeRole::underover)) at(part).role = role;
}

/*! Collects the names that were found to be functions; whether one of them stands elsewhere as something else. */
bool Builder::findFunctionNames()
{
    for (PartId id = 0; id < m_parts.size(); ++id)
        if (is(id, Concept::sIdentifier) && has(id, NodeRole::simpleFunction))
            m_functionNames.insert({at(id).text, at(id).style});
    for (PartId id = 0; id < m_parts.size(); ++id)
        if (is(id, Concept::sIdentifier) && !has(id, NodeRole::simpleFunction) && at(id).children.count == 0 &&
            m_functionNames.contains({at(id).text, at(id).style}))
            return true;
    return false;
}

/*! An operation or fraction of functions is a function. */
void Builder::composeFunctions(PartId part)
{
    if (m_hints != StructureHints::functions) return;
    for (PartId child = at(part).children.first; child != noPart; child = at(child).next)
        if (!has(child, NodeRole::simpleFunction) || !is(child, Concept::sIdentifier)) return;
    at(part).role = NodeRole::composedFunction;
}

} // namespace mathtts::structure
