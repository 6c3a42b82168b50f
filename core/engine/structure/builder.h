// SPDX-License-Identifier: GPL-3.0-or-later
// The builder of the structural view; private to this folder. Each .cpp file holds the functions of one comment below.
#pragma once

#include "engine/meaning/meaning.h"
#include "engine/structure/parts.h"
#include "engine/structure/structure.h"
#include "engine/structure/symbols.h"
#include "engine/tree/characters.h"
#include "engine/tree/tree.h"

#include <array>
#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace mathtts::structure
{

class Builder
{
public:
    void run(const Tree &tree, StructureHints hints, Meaning &meaning);

private:
    /*! A list from the pool, given back at the end of the scope: a warm builder allocates nothing. */
    class Pooled
    {
    public:
        explicit Pooled(Builder &builder)
            : m_builder(builder)
        {
            if (builder.m_pool.empty()) return;
            m_list = std::move(builder.m_pool.back());
            builder.m_pool.pop_back();
            m_list.clear();
        }
        ~Pooled() { m_builder.m_pool.push_back(std::move(m_list)); }
        Pooled(const Pooled &) = delete;
        Pooled &operator=(const Pooled &) = delete;
        List &operator*() { return m_list; }
        List *operator->() { return &m_list; }

    private:
        Builder &m_builder;
        List m_list;
    };

    // builder.cpp: elements, bottom-up
    void build();
    PartId element(NodeId id);
    PartId rowElement(NodeId id);
    PartId innerRow(NodeId id);
    PartId spelledName(NodeId row);
    void markGaps(NodeId row);
    PartId fenced(NodeId id);
    PartId fraction(NodeId id);
    void childParts(NodeId id, List &out);

    // parts and what is known about them (builder.cpp)
    Part &at(PartId id) { return m_parts[id]; }
    PartId add(Concept kind, NodeRole role, std::string_view text = {});
    PartId branch(Concept kind, NodeRole role, std::initializer_list<PartId> children);
    PartId branch(Concept kind, NodeRole role, std::span<const PartId> children);
    PartId emptyPart() { return add(Concept::sEmpty, NodeRole::unknown); }
    void setText(PartId id, std::string_view text);
    /*! The leaf that the scripts of \a id were written on, else \a id. */
    PartId core(PartId id) const;
    bool is(PartId id, Concept kind) const { return m_parts[id].kind == kind; }
    bool has(PartId id, NodeRole role) const { return m_parts[id].role == role; }
    /*! A leaf of \a kind, with or without scripts. */
    bool actsAs(PartId id, Concept kind) const { return m_parts[id].kind == kind || m_parts[id].embellished == kind; }
    /*! Factors side by side, of numbers and letters or of units. */
    bool isProduct(PartId id) const { return is(id, Concept::sInfixop) && m_parts[id].character == 0x2062; }
    bool isImplicit(PartId id) const { return is(id, Concept::sInfixop) && has(id, NodeRole::implicit); }
    bool same(PartId one, PartId other) const;
    /*! A unit without a number before it. */
    bool isUnitAlone(PartId id) const
    {
        return has(id, NodeRole::unit) && !(is(id, Concept::sInfixop) && isCounter(m_parts[id].children.first));
    }
    bool isPlainNumber(PartId id) const
    {
        return is(id, Concept::sNumber) && (has(id, NodeRole::integer) || has(id, NodeRole::float_));
    }
    /*! What counts units: a number, whole, mixed or a vulgar fraction. */
    bool isCounter(PartId id) const
    {
        return isPlainNumber(id) || is(id, Concept::sMixedNumber) ||
               (is(id, Concept::sFraction) && has(id, NodeRole::vulgar));
    }

    // leaves.cpp: mi mn mo mtext ms mspace
    PartId leaf(NodeId id);
    PartId emptyLeaf();
    PartId glyph(NodeId id);
    PartId identifier(NodeId id);
    PartId number(NodeId id);
    PartId operatorLeaf(NodeId id);
    void recognizeNumberSet(PartId letter);
    PartId text(NodeId id);
    PartId space(NodeId id);

    // scripts.cpp
    PartId scripts(NodeId id);
    PartId multiscripts(NodeId id);
    PartId limits(Element element, PartId base, PartId first, PartId second);
    PartId accents(Element element, PartId base, PartId first, PartId second);
    PartId attach(Concept kind, PartId base, std::initializer_list<PartId> scripts);
    PartId scriptList(List &scripts, NodeRole role, bool alone);
    bool isAccent(PartId id) const;
    void makeAccent(PartId id, NodeRole role);

    // tables.cpp
    PartId table(NodeId id);
    PartId tableRow(NodeId id);
    PartId tableCell(NodeId id);
    void makeMultiline(PartId table);
    void makeLine(PartId row, NodeRole role);
    void classifyTable(PartId table);
    bool classifyByColumns(PartId table, std::size_t columns);
    void classifyMultiline(PartId table);
    void assignRole(PartId row, NodeRole role);
    PartId matrixOf(PartId fenced);
    void tablesInRow(List &parts);

    // rows.cpp: a row from its parts; the steps in the order in which they happen
    PartId row(List &parts);
    List &clean(List &parts);
    PartId rowWithoutFences(List &parts);
    PartId rowWithoutMarks(List &parts);
    void fencesInTexts(List &parts);
    bool readAsSymbol(PartId text, bool last, PartId next);
    PartId rowOfTexts(List &parts);
    void punctuation(List &parts);
    void textInRow(List &parts);
    PartId punctuated(std::span<const PartId> items, std::span<const PartId> marks);
    PartId sideBySide(std::span<const PartId> items);

    // fences.cpp
    void fences(List &parts);
    PartId enclose(PartId open, PartId close, std::span<const PartId> content);
    bool isInterval(std::span<const PartId> parts) const;
    PartId moveScriptsOut(PartId fenced, PartId fence, bool opening);
    void classifyFenced(PartId fenced);
    bool isCycle(PartId content) const;
    void makeCycle(PartId fenced);
    void pairBars(List &parts, std::size_t from);
    void makePunctuation(PartId fence);

    // functions.cpp
    void functions(List &parts);
    enum class Call : std::uint8_t { none, integral, largeOperator, prefix, simple };
    Call classifyFunction(PartId part, List &rest);
    void apply(PartId function, Call call, List &rest);
    void applyIntegral(PartId integral, List &rest);
    PartId application(PartId function, PartId argument);
    void nameFunction(PartId function, NodeRole role);
    void composeFunctions(PartId part);
    bool findFunctionNames();
    bool differentialInNumerator(PartId fraction);

    // operations.cpp: relations and operators by how tightly they bind
    PartId relations(List &parts);
    PartId operations(std::span<const PartId> parts);
    PartId juxtaposed(std::span<const PartId> parts);
    PartId prefixed(PartId operand, std::span<const PartId> operators);
    PartId postfixed(PartId operand, std::span<const PartId> operators);
    PartId withOperators(Concept kind, PartId operand, std::span<const PartId> operators);
    PartId infix(PartId left, PartId sign, PartId right);
    PartId appendOperand(PartId root, PartId sign, PartId operand);
    void recognizeUnit(PartId product);
    PartId impliedSign(PartId left, PartId right);
    void mixedNumbers(List &parts);
    void units(List &parts);

    // emit.cpp
    void emit(PartId root);
    NodeId emitPart(PartId id);
    bool isSimple(PartId id, NodeId node) const;
    bool isUnit(NodeId id) const;

    const Tree *m_tree = nullptr;
    Meaning *m_meaning = nullptr;
    StructureHints m_hints{};
    NodeId m_written = noNode; // the element that is being built
    Parts m_parts;
    /*! A name as it was written. */
    struct Name {
        std::string_view text;
        Variant style;
        auto operator<=>(const Name &) const = default;
    };
    std::set<Name> m_functionNames; // that were found to be functions somewhere in the expression
    bool m_namedFunctions = false;  // whether a name became a function by its argument
    List m_partOf;                  // of each element of the tree
    std::vector<NodeId> m_nodeOf;   // of each part, in the end
    std::vector<List> m_pool;
    std::string m_buffer;
};

} // namespace mathtts::structure
