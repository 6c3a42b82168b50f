// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/intent/author.h"
#include "engine/meaning/meaning.h"
#include "engine/tree/characters.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts
{

/*! How tightly operators bind in the intent view, from loose to tight; MathML's operator dictionary, divided by ten,
 *  with one level for all relations, one for arrows, one for sums and alternatives, one for products. */
enum IntentLevel : std::uint8_t {
    intentNothing = 0,
    intentSemicolon = 3,
    intentComma = 4,
    intentColon = 10,
    intentQuantifier = 12, ///< for all, there exists, not: take all that follows up to a colon or comma
    intentBar = 17,        ///< a bar between operands, turnstiles
    intentMember = 24,
    intentRelation = 26,
    intentArrow = 27,
    intentUnion = 28,
    intentIntersection = 29,
    intentSum = 30,
    intentAnd = 32,
    intentLargeOperator = 34,
    intentProduct = 39,
    intentShape = 49,
    intentGeometry = 50, ///< capitals side by side: points
    intentSlash = 66,
    intentPercent = 67,
    intentSign = 69, ///< a sign before its operand
    intentApply = 71,
    intentArgument = 73, ///< factors of an argument without brackets: sin 2x
    intentPrefix = 75,
    intentAccent = 78,
    intentPostfix = 81,
    intentCompose = 95,
};

/*! Whether something applies to what stands in brackets behind it. */
enum class Applies : std::uint8_t { no, maybe, yes };

/*! What a presentation node is in its row. */
struct IntentItem {
    NodeId meaning = noNode; ///< noNode: nothing to say
    NodeId written = noNode;
    NodeId scripts = noNode; ///< of a closing fence or an evaluation bar: the node that carries its scripts
    char32_t character = 0;  ///< of the token below scripts
    Form form = Form::automatic;
    bool isOperator = false;
    bool isFunction = false; ///< names a function for certain
    bool isFenced = false;   ///< made of brackets and their content
    bool spaced = false;     ///< white space of a quad or more stands before it
};

/*!
 * Builds the intent view bottom-up: presentation nodes in the order of their ids, each row by a precedence machine with
 * an explicit stack. The functions are grouped by the file that holds them.
 */
class IntentReader
{
public:
    void run(const Tree &tree, const AuthorIntents &intents, const Options &options, bool literal, Meaning &meaning);

private:
    [[nodiscard]] const Node &written(NodeId node) const { return (*m_tree)[node]; }
    [[nodiscard]] MeaningNode &at(NodeId node) { return (*m_meaning)[node]; }
    [[nodiscard]] const MeaningNode &at(NodeId node) const { return (*m_meaning)[node]; }
    [[nodiscard]] bool is(NodeId node, Concept what) const { return node != noNode && at(node).what == what; }
    [[nodiscard]] bool has(NodeId node, std::uint32_t fact) const
    {
        return node != noNode && (at(node).facts & fact) != 0;
    }
    [[nodiscard]] std::span<const NodeId> children(NodeId node) const { return m_meaning->children(node); }
    [[nodiscard]] bool isOperator(NodeId node, char32_t character) const
    {
        return is(node, Concept::operator_) && at(node).character == character;
    }
    NodeId leaf(Concept what, std::string_view text, NodeId from);
    NodeId make(Concept what, std::initializer_list<NodeId> slots, NodeId from);
    NodeId makeList(Concept what, std::span<const NodeId> slots, NodeId from);
    NodeId named(std::string_view name, std::span<const NodeId> arguments, NodeId from);

    // reader.cpp: one node
    void markEnd();
    void markLiteral(const AuthorIntents &intents, bool all);
    IntentItem read(NodeId node);
    IntentItem content(NodeId node);
    NodeId root(NodeId radicand, NodeId index, NodeId node);
    [[nodiscard]] NodeId presentation(std::span<const NodeId> parts) const;
    [[nodiscard]] std::size_t selection(NodeId node, std::size_t count) const;
    [[nodiscard]] NodeId meaningOf(NodeId node) const;

    // tokens.cpp: leaves
    IntentItem token(NodeId node);
    IntentItem identifier(NodeId node);
    [[nodiscard]] bool doubleStruck(NodeId node) const;
    [[nodiscard]] static std::string_view numberSet(char32_t letter);
    IntentItem operatorToken(NodeId node);
    IntentItem numberToken(NodeId node);
    IntentItem textToken(NodeId node);
    NodeId numberLeaf(std::string_view text, NodeId node);
    NodeId unit(std::string_view text, NodeId node);
    [[nodiscard]] std::string_view trimmedText(NodeId node) const;
    [[nodiscard]] static bool hasPrefix(std::string_view text);
    [[nodiscard]] static bool isUnitSymbol(std::string_view text);
    [[nodiscard]] bool isUnitToken(const IntentItem &item) const;
    [[nodiscard]] static std::string_view joinedOperator(std::string_view text);
    [[nodiscard]] static std::string_view normalOperator(std::string_view text);
    [[nodiscard]] bool isScaleOfDegrees(const IntentItem &item) const;
    [[nodiscard]] bool joinsNumbers(std::size_t index) const;
    void joinTokens(std::size_t begin);

    // rows.cpp: items and brackets
    IntentItem row(std::span<const NodeId> parts, NodeId node);
    IntentItem rowOfItems(std::size_t begin, NodeId node);
    void collect(std::span<const NodeId> parts);
    [[nodiscard]] bool isWhole(NodeId node) const;
    [[nodiscard]] bool isMarkAlone(std::size_t first, std::size_t end) const;
    void attachScripts(std::size_t begin);
    void countBars(std::size_t begin);
    [[nodiscard]] bool barOpens(const IntentItem &bar, std::size_t index, std::size_t stackBegin,
                                std::size_t frameBegin) const;
    [[nodiscard]] bool barCloses(const IntentItem &bar, std::size_t frameBegin) const;
    void dropOpenBars(std::size_t frameBegin, char32_t close);
    void closeFence(std::size_t open, const IntentItem &close, NodeId node);

    // operators.cpp: precedence
    struct Construct {
        std::uint8_t level = 0;
        bool prefix = false;
        char32_t character = 0;
        std::uint32_t start = 0; ///< its first value
    };
    NodeId segment(std::size_t begin, std::size_t end, NodeId node);
    std::size_t lastTable(std::size_t begin, std::size_t end, NodeId node);
    void operand(const IntentItem &item);
    void operatorItem(const IntentItem &item, const IntentItem *next);
    void infix(NodeId sign, char32_t character, std::uint8_t level);
    void prefix(NodeId sign, char32_t character, std::uint8_t level);
    void postfix(const IntentItem &item);
    void closeTo(std::uint8_t level);
    void reduce();
    NodeId finish(std::span<const NodeId> values, const Construct &construct);
    void implied(const IntentItem &left, const IntentItem &right);
    void vectorProducts(std::vector<NodeId> &values);
    NodeId knownFunction(NodeId function, NodeId argument);
    [[nodiscard]] bool contains(NodeId inside, std::string_view text) const;
    [[nodiscard]] Applies appliesTo(const IntentItem &function, const IntentItem &argument) const;
    void quantity(std::vector<NodeId> &values);
    [[nodiscard]] bool isNabla(NodeId node) const;
    [[nodiscard]] bool isBoldLetter(NodeId node) const;
    [[nodiscard]] bool isVector(NodeId node, bool last) const;
    [[nodiscard]] bool isFunctionLeaf(NodeId node) const;
    [[nodiscard]] bool isVulgar(NodeId node) const;
    [[nodiscard]] bool isOneThing(NodeId node) const;
    [[nodiscard]] Element besideBaseOf(NodeId node) const;
    [[nodiscard]] bool inScript(NodeId node) const;
    [[nodiscard]] bool isLabel(NodeId node) const;
    [[nodiscard]] static std::uint8_t infixLevel(char32_t character);
    [[nodiscard]] static bool sameChain(char32_t one, char32_t other);

    // fences.cpp: what brackets and bars mean
    NodeId fenced(NodeId open, NodeId inside, NodeId close, NodeId node);
    [[nodiscard]] bool isSetContent(NodeId inside) const;
    NodeId interval(char32_t open, NodeId inside, char32_t close, NodeId node);
    NodeId evaluated(NodeId inside, NodeId scripts, NodeId node);
    NodeId normOf(char32_t bar, NodeId inside, NodeId node);
    IntentItem fencedElement(NodeId node);
    [[nodiscard]] bool isPair(NodeId inside) const;
    void relatedIntervals();

    // scripts.cpp
    IntentItem scripted(NodeId node);
    IntentItem multiscripts(NodeId node);
    std::vector<NodeId> scriptGroup(std::span<const NodeId> scripts, std::size_t pairs, NodeId node);
    NodeId withScripts(NodeId scripts, NodeId base);
    NodeId withLeftScripts(NodeId scripts, NodeId base);
    NodeId withStaggered(std::span<const NodeId> scripts, NodeId base);
    NodeId withScriptsOf(const IntentItem &close, NodeId base);
    [[nodiscard]] bool isStaggered(NodeId scripts) const
    {
        return meaningOf(m_tree->children(scripts).front()) == noNode;
    }
    [[nodiscard]] char32_t harpoons(NodeId node) const;
    [[nodiscard]] std::u32string signsIn(NodeId node) const;
    NodeId raised(NodeId base, NodeId script, NodeId node);
    NodeId covered(NodeId base, NodeId under, NodeId over, NodeId node);
    NodeId points(NodeId base, char32_t mark, NodeId node);
    NodeId spelled(NodeId word);
    [[nodiscard]] bool isCapitals(NodeId base, NodeId node) const;
    void spellPoints(std::size_t begin);
    [[nodiscard]] bool isMark(NodeId script) const;
    [[nodiscard]] static bool isAccent(char32_t mark);

    // enclosures.cpp
    NodeId enclosed(NodeId content, NodeId node);

    // tables.cpp
    NodeId table(NodeId node);
    NodeId plainLabel(NodeId label);
    NodeId continued(NodeId cell);
    NodeId matrix(NodeId table, bool determinant);
    NodeId fencedTable(NodeId table, char32_t open, char32_t close, NodeId node);
    NodeId asLines(NodeId table, std::int64_t kind, NodeId node);
    [[nodiscard]] bool hasEquals(NodeId cell) const;

    // author.cpp
    IntentItem authored(const AuthorIntent &author, IntentItem item);
    IntentItem withProperties(const AuthorIntent &author, IntentItem item);
    NodeId termMeaning(const AuthorIntent &author, Intent::TermId term);
    NodeId knownConcept(std::string_view name, std::span<const NodeId> arguments, NodeId node);

    // chemistry.cpp: what is chemistry
    NodeId chemistry(std::size_t begin, NodeId node);
    void groupFormulas(std::size_t begin);
    bool isFlatGroup(std::size_t begin, std::size_t open, std::size_t close);
    bool isChemistry(std::size_t begin);
    int chemicalEvidence(NodeId node);
    [[nodiscard]] int nodeEvidence(NodeId node) const;
    [[nodiscard]] int scriptsEvidence(NodeId node) const;
    [[nodiscard]] int withCharge(int evidence, NodeId script) const;
    [[nodiscard]] int withScriptsEvidence(NodeId scripts) const;
    [[nodiscard]] std::string_view symbolOf(NodeId node) const;
    [[nodiscard]] NodeId baseOf(NodeId node) const;
    [[nodiscard]] static bool isJoint(const IntentItem &item);
    [[nodiscard]] bool isCharge(NodeId script) const;
    [[nodiscard]] bool isCount(NodeId script) const;
    [[nodiscard]] std::string_view stateOf(NodeId node) const;
    [[nodiscard]] std::pair<std::string_view, std::size_t> stateAt(std::size_t index) const;

    // formulas.cpp: its formulas and equations
    NodeId chemicalEquation(std::size_t begin, NodeId node);
    NodeId reactionArrow(NodeId sign, NodeId node);
    [[nodiscard]] bool endsGroup(std::size_t index) const;
    void makeChemical(NodeId top);
    void numberOxidation(NodeId power);
    void spellRun(NodeId node);
    void splitRun(NodeId part, std::vector<NodeId> &formula, NodeId node);

    // facts.cpp
    void computeFacts();
    void plainLetter(MeaningNode &letter);
    [[nodiscard]] bool isSimple(NodeId node) const;
    [[nodiscard]] bool isSimpleApplication(NodeId function, NodeId argument) const;

    const Tree *m_tree = nullptr;
    Meaning *m_meaning = nullptr;
    std::string_view m_blockSeparators = ",\u00A0\u202F"; ///< between groups of digits
    std::string_view m_decimalSeparators = ".";
    std::vector<NodeId> m_terms;     ///< of the intent at hand
    std::vector<IntentItem> m_done;  ///< by presentation node
    std::vector<IntentItem> m_items; ///< of the rows being read
    std::vector<IntentItem> m_stack; ///< items of brackets that are open
    std::vector<std::uint32_t> m_frames;
    std::vector<std::uint32_t> m_barsAfter;
    std::vector<std::uint32_t> m_barCounts;
    std::size_t m_rowBegin = 0;  ///< the item that m_barsAfter starts with
    std::vector<int> m_evidence; ///< of chemistry, by meaning node
    std::vector<std::size_t> m_openGroups;
    std::vector<IntentItem> m_ungrouped; ///< of a row that turns out to be no chemistry
    std::vector<NodeId> m_values;
    std::vector<NodeId> m_scratch;
    std::vector<Construct> m_constructs;
    std::size_t m_firstConstruct = 0;
    bool m_literal = false;           ///< nothing is inferred
    std::vector<bool> m_literalNodes; ///< those of which the author wants to hear what is written
    bool m_expectOperand = true;
    bool m_slashFollows = false; ///< behind the item at hand, with an integer after it
    IntentItem m_last;           ///< the operand before
    NodeId m_row = noNode;
    NodeId m_end = noNode; ///< punctuation after the whole formula
};

} // namespace mathtts
