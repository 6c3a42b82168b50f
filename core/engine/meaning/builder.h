// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/intent/author.h"
#include "engine/meaning/authored.h"
#include "engine/meaning/meaning.h"
#include "engine/tree/characters.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts
{

/*! What an item of a row does there. */
enum class Role : std::uint8_t {
    operand,
    function,      ///< a named function that takes what follows
    largeOperator, ///< sum, product, union ...
    integral,
    limit,              ///< lim, sup, max ... with something below
    derivativeOperator, ///< d/dx, takes what follows
    differential,       ///< the d of dx
    quantifier,         ///< for all, there exists
    prefix,             ///< an operator before its operand: nabla, not, angle
    infix,
    postfix,
    open,
    close,
    bar,   ///< not yet decided: opens, closes or stands between
    given, ///< a bar or colon between an element or event and its condition
    separator,
    text,
    leftScripts, ///< scripts on an empty base: they belong to a neighbor
};

/*! How tightly things bind, from loose to tight. The steps between relations and products follow the character table.
 */
enum Level : std::uint8_t {
    levelGiven = 1,
    levelSemicolon = 2,
    levelComma = 4,
    levelQuantifier = 6,
    levelVariables = 7, ///< commas between the variables of a quantifier
    levelText = 8,
    levelColon = 10,
    levelImplication = 15,
    levelLogic = 20,
    levelMapsTo = 23,
    levelRelation = 26,
    levelIntegral = 27, ///< an integral that waits for its differential
    levelSum = 28,
    levelLargeOperator = 30,
    levelNegative = 31,
    levelRatio = 32,
    levelBinary = 35,
    levelProduct = 39,
    levelTightNegative = 45,
    levelImplied = 50,
    levelFunction = 60,
    levelArgument = 70,
    levelPrefix = 80,
};

/*! One part of a row: a child of the row, or a fenced stretch of it. */
struct Item {
    Role role = Role::operand;
    std::uint8_t level = 0;
    bool fenced = false;    ///< made of brackets and their content
    bool scripted = false;  ///< the core carries scripts
    bool wideSpace = false; ///< a quad or more stands before it
    bool space = false;     ///< some space stands before it
    bool certain = false;   ///< of a fence: it belongs to another one whatever that shows
    bool times = false;     ///< an invisible times stands before it: what is before is no function of it
    bool applied = false;   ///< an invisible function application stands before it
    NodeId written = noNode;
    NodeId core = noNode;               ///< the token below the scripts
    NodeId meaning = noNode;            ///< once it is known
    char32_t character = 0;             ///< of the core
    char32_t open = 0;                  ///< of a fenced item
    std::uint32_t partner = 0xFFFFFFFF; ///< index of the matching fence in its row
    std::uint8_t confidence = 100;      ///< of a bar's role
};

/*! Whether \a item can be (the start of) an operand. */
[[nodiscard]] bool startsOperand(const Item &item);

/*! Something that waits for what follows it in a row. */
struct Construct {
    enum class Shape : std::uint8_t {
        chain, ///< operands and operators of one level
        function,
        largeOperator,
        integral,
        limit,
        derivativeOperator,
        prefix,
        quantifier,
    };
    Shape shape = Shape::chain;
    std::uint8_t level = 0;
    bool hasDifferential = false;
    std::uint32_t start = 0; ///< its first value
    NodeId head = noNode;    ///< operator or function
    NodeId extra = noNode;   ///< variable of a quantifier, differential of an integral that stood before its body
    Item item;
};

/*! What the whole expression tells about a letter. */
struct LetterUse {
    std::uint8_t alone = 0;   ///< times it stands without an opening parenthesis after it
    std::uint8_t applied = 0; ///< times an opening parenthesis follows
};

/*!
 * Builds the meaning of one expression, bottom-up: run() visits the presentation nodes in the order of their ids, and a
 * node's meaning is made of those of its children. Rows are parsed by an operator-precedence machine with an explicit
 * stack. Keeps its memory between runs.
 *
 * The functions are grouped by the file that holds them.
 */
class Builder
{
public:
    void run(const Tree &tree, const AuthorIntents &intents, const Options &options, Meaning &meaning);

private:
    // builder.cpp: the walk, and making nodes
    void prepare();
    void joinContents();
    void visit(NodeId node);
    NodeId meaningOf(NodeId node);
    NodeId rowOf(NodeId node);
    NodeId make(Concept what, std::span<const NodeId> children, NodeId written);
    template <typename... Child>
    NodeId makeOf(Concept what, NodeId written, Child... child)
    {
        return make(what, std::array<NodeId, sizeof...(Child)>{child...}, written);
    }
    NodeId none(NodeId written);
    NodeId doubt(NodeId node, int confidence, Concept runnerUp);
    MeaningNode &at(NodeId node) { return (*m_meaning)[node]; }
    [[nodiscard]] const MeaningNode &at(NodeId node) const { return (*m_meaning)[node]; }
    [[nodiscard]] bool is(NodeId node, Concept what) const { return node != noNode && at(node).what == what; }
    [[nodiscard]] NodeId slot(NodeId node, std::uint32_t index) const { return m_meaning->slot(node, index); }
    [[nodiscard]] const Node &written(NodeId node) const { return (*m_tree)[node]; }
    [[nodiscard]] std::span<const NodeId> parts(NodeId node) const { return m_tree->children(node); }
    [[nodiscard]] NodeId unwrapped(NodeId node) const;
    [[nodiscard]] NodeId chosen(NodeId action) const;
    [[nodiscard]] bool isFencedRow(NodeId node) const;
    NodeId literal(NodeId node);
    [[nodiscard]] bool isRow(NodeId node) const;

    // elementary.cpp: calculations as they are written in school
    NodeId elementary(NodeId node);
    NodeId calculation(std::span<const NodeId> lines, NodeId node);
    void calculationLines(NodeId stack, std::vector<NodeId> &lines);
    NodeId lineValue(NodeId line, bool withoutSign);
    [[nodiscard]] NodeId lineSign(NodeId line) const;
    [[nodiscard]] bool waitsForStack(NodeId node) const;

    // authored.cpp: what the author said
    void prepareAuthored();
    [[nodiscard]] bool isAuthored(NodeId node) const { return !m_authored.empty() && m_authored[node] != 0; }
    [[nodiscard]] bool isLiteral(NodeId node) const { return !m_literal.empty() && m_literal[node] != 0; }
    [[nodiscard]] bool hasProperty(NodeId node, std::string_view name) const;
    NodeId authored(const AuthorIntent &entry);
    NodeId authoredTerm(const AuthorIntent &entry, Intent::TermId term);
    NodeId authoredApplication(const AuthorIntent &entry, Intent::TermId term, std::span<const NodeId> made);
    NodeId authoredWords(std::string_view name, NodeId written);
    NodeId authoredOperator(NodeId node);
    NodeId knownConcept(const AuthorConcept &known, std::span<const NodeId> arguments, NodeId node);
    NodeId copyOf(NodeId node);

    // tokens.cpp: tokens, and what an item is in its row
    NodeId leaf(NodeId node);
    NodeId signedNumber(NodeId node, std::string_view sign);
    NodeId operatorLeaf(NodeId node);
    [[nodiscard]] Item classify(NodeId node) const;
    void classifyOperator(Item &item) const;
    [[nodiscard]] bool isFunctionName(NodeId core) const;
    [[nodiscard]] static bool isSpelledFunction(std::string_view name, bool beforeBrackets);
    [[nodiscard]] bool isLimitName(NodeId core) const;
    [[nodiscard]] bool isLetter(NodeId core) const;
    [[nodiscard]] bool isCapital(NodeId core) const;
    [[nodiscard]] bool isBold(NodeId core) const;
    [[nodiscard]] bool isInteger(NodeId core) const;
    [[nodiscard]] char32_t letter(NodeId core) const;
    void gatherEvidence();
    LetterUse &use(char32_t character);

    // rows.cpp: rows and their fences
    NodeId parseRow(std::span<const NodeId> children, NodeId row);
    void collect(std::span<const NodeId> children);
    void takeFenced(NodeId node, NodeId script);
    void joinDigits(std::size_t begin);
    void joinLetters(std::size_t begin);
    NodeId spelledWord(std::span<const Item> letters);
    void closeBraces(std::size_t begin);
    void mergeNumbers(std::size_t begin);
    void closeFrame(std::size_t open, std::size_t frame, const Item &close, NodeId row);
    void pushFenced(Item item, std::size_t frame);

    // fences.cpp: which fence matches which
    void matchFences(std::span<Item> items);
    void matchBars(std::span<Item> items, std::span<const std::uint32_t> bars, char32_t open, bool afterProbability);

    // fenced.cpp: what brackets around something say
    NodeId fenced(const Item &open, const Item &close, NodeId content, NodeId row, const Item *before,
                  const Item *after);
    NodeId bars(const Item &open, const Item &close, NodeId content, NodeId row);
    NodeId angles(const Item &open, const Item &close, NodeId content, NodeId row, const Item *before);
    [[nodiscard]] bool areComponents(std::span<const NodeId> parts, const Item *before) const;
    void asCommutator(NodeId interval);
    [[nodiscard]] bool isUnbounded(NodeId node) const;

    // application.cpp: is a letter before brackets a function?
    [[nodiscard]] bool isIndeterminate(NodeId node) const;
    [[nodiscard]] bool combinesSets(NodeId node) const;
    [[nodiscard]] bool isCombinedFunction(NodeId group, bool sure) const;
    [[nodiscard]] bool isTransform(const Item &function) const;
    [[nodiscard]] int applicationScore(const Item &function, const Item &argument, const Item *before) const;
    NodeId apply(NodeId function, NodeId argument, bool brackets, char32_t open);
    NodeId functionHead(const Item &item);
    [[nodiscard]] bool mentions(NodeId node, char32_t letter, std::optional<Variant> variant = std::nullopt) const;

    // segments.cpp, constructs.cpp, differentials.cpp: operators by precedence
    NodeId parseSegment(std::size_t begin, std::size_t end, NodeId row, char32_t open);
    std::size_t formula(std::span<const Item> items, const Item *left);
    void markDifferentials(std::span<Item> items);
    void pushOperand(NodeId meaning);
    void openConstruct(Construct::Shape shape, std::uint8_t level, NodeId head, const Item &item);
    void chainOperator(std::uint8_t level, NodeId sign);
    void closeTo(std::uint8_t level);
    void finishConstruct();
    NodeId finishChain(const Construct &construct, std::span<const NodeId> values);
    void markShared(std::span<const NodeId> values);
    [[nodiscard]] bool isNumeric(NodeId node) const;
    [[nodiscard]] bool isCartesian(std::span<const NodeId> values) const;
    void juxtapose(const Item *left, const Item &right);
    [[nodiscard]] bool isStatement(NodeId node) const;
    [[nodiscard]] Construct *waitingQuantifier();
    bool startBody();
    void infix(const Item &item);
    void separate(const Item &item, const Item *next, const Item *afterNext);
    void differential(std::span<const Item> items, std::size_t &index);
    std::size_t figure(std::span<const Item> items);
    void postfix(const Item &item);
    NodeId operand(const Item &item);

    // scripts.cpp
    [[nodiscard]] bool holdsMatrices(NodeId group) const;
    [[nodiscard]] bool isMinusOne(NodeId node) const;
    bool namesMembers(NodeId members, NodeId index);
    NodeId scripted(NodeId node);
    NodeId withScripts(NodeId node, NodeId base);
    NodeId raised(NodeId node, NodeId base, NodeId script);
    NodeId lowered(NodeId node, NodeId base, NodeId script);
    NodeId index(NodeId script);
    NodeId wordLeaf(NodeId product);
    [[nodiscard]] std::string wordOf(NodeId product) const;
    [[nodiscard]] bool isTensorIndex(NodeId script) const;
    NodeId limits(NodeId node, NodeId base, NodeId under, NodeId over);
    struct Scripts {
        NodeId under = noNode;
        NodeId over = noNode;
    };
    [[nodiscard]] Scripts scriptsOf(NodeId node) const;
    [[nodiscard]] int primes(NodeId script) const;

    // accents.cpp
    NodeId accented(NodeId node, NodeId base, NodeId accent);
    NodeId overlined(NodeId node, NodeId base);
    std::vector<NodeId> pointsOf(NodeId token);
    NodeId points(Concept what, NodeId node, NodeId content);

    // multiscripts.cpp
    NodeId multiscripts(NodeId node);
    NodeId chosen(NodeId node, char32_t letter, NodeId body, NodeId under, NodeId over);
    NodeId joinLeftScripts(const Item &scripts, const Item &base);
    NodeId joinTensor(NodeId base, const Item &scripts);

    // calculus.cpp
    NodeId fraction(NodeId node);
    NodeId variableOf(NodeId token);
    NodeId derivative(NodeId node);
    NodeId splitDerivative(NodeId power, NodeId fraction);
    NodeId slashedDerivative(std::span<const NodeId> values);
    [[nodiscard]] bool holdsDifferential(NodeId fraction) const;

    // tables.cpp
    NodeId table(NodeId node);
    NodeId fencedTable(NodeId table, char32_t open, char32_t close, NodeId written);

    // quantities.cpp: units, money
    std::size_t quantity(std::span<const Item> items, std::size_t index);
    struct WrittenUnit {
        NodeId made = noNode; ///< noNode: there is none
        std::size_t used = 0; ///< items
    };
    std::size_t bareUnits(std::span<const Item> items, std::size_t index);
    WrittenUnit writtenUnit(std::span<const Item> items, std::size_t index);
    NodeId unit(std::span<const NodeId> tokens, NodeId written);
    NodeId unitName(std::string_view key, NodeId token);
    [[nodiscard]] bool isUnit(NodeId node) const;
    [[nodiscard]] static std::string_view trimmed(std::string_view text);
    [[nodiscard]] bool isElement(NodeId core) const;

    // chemistry.cpp
    NodeId chemistry(NodeId node);
    NodeId chemicalScripts(NodeId node);
    NodeId chemicalSides(std::span<const NodeId> children, NodeId row);
    NodeId chemicalRow(std::span<const NodeId> children, NodeId row);
    NodeId chemicalFormula(std::vector<NodeId> &formula, NodeId &amount, NodeId row);
    bool splitElements(std::string_view text, std::vector<std::string_view> &symbols) const;
    NodeId plainFormula(std::span<const NodeId> children, NodeId row);
    NodeId charged(NodeId node, NodeId part, NodeId script);

    // facts.cpp
    void computeFacts();

    const Tree *m_tree = nullptr;
    const Options *m_options = nullptr;
    Meaning *m_meaning = nullptr;
    std::vector<NodeId> m_done;           // by presentation node: its meaning, noNode when it waits for its row
    std::vector<NodeId> m_core;           // by presentation node: the token below its scripts, itself when it has none
    std::vector<std::uint8_t> m_authored; // by presentation node, when there are intents: its author said what it is
    std::vector<std::uint8_t> m_literal;  // likewise: its author wants it to be read as it is written
    const AuthorIntents *m_intents = nullptr;
    std::vector<NodeId> m_terms;        // of the intent that is being read, by term
    std::size_t m_copies = 0;           // of meaning nodes that intents name more than once
    std::vector<std::uint8_t> m_joined; // by presentation node: a row that its parent's row takes in
    std::vector<Item> m_items;          // of rows being read; a stack
    std::vector<Item> m_stack;          // items of the brackets that are open
    std::vector<std::uint32_t> m_frames;
    std::vector<NodeId> m_values;
    std::vector<Construct> m_constructs;
    std::vector<NodeId> m_pending; // for walks
    struct Taken {
        NodeId node;
        NodeId script;      ///< scripts on the row of which the node is the closing fence
        bool emptyClose;    ///< the end of a row whose \\right shows nothing
        char32_t fence = 0; ///< of an mfenced: an opening or closing fence or a separator
        Role role = Role::open;
    };
    std::vector<Taken> m_taken;
    std::size_t m_firstConstruct = 0;
    std::size_t m_firstValue = 0;
    bool m_expectOperand = true;
    NodeId m_row = noNode;
    std::uint32_t m_relations = 0;
    std::array<LetterUse, 512> m_letters{};
    bool m_setContext = false;
    bool m_memberContext = false; ///< something is a member of something
    bool m_matrixContext = false;
    bool m_probabilityContext = false;
    bool m_integralContext = false;
    bool m_tensorContext = false; ///< several Greek letters make up an index somewhere
};

} // namespace mathtts
