// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "engine/latex/commands.h"
#include "engine/latex/extension.h"
#include "engine/latex/macros.h"
#include "engine/latex/source.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mathtts::latex
{

/*! The ASCII character \a byte as text that lives for ever. */
std::string_view asciiSign(int byte);

/*! Where an atom's scripts go. */
enum class ScriptPlace : std::uint8_t {
    never,   ///< beside it
    movable, ///< below and above in display style
    always,  ///< below and above
};

/*! What a group changes for what stands in it, put back when it ends. */
struct Style {
    Variant variant = Variant::automatic;
    bool run = false;    ///< letters that stand together are one identifier (\mathrm)
    bool text = false;   ///< words, not mathematics
    bool display = true; ///< display style: limits of sums go below and above
};

/*! One atom of a row with the scripts that were written on it so far; it becomes a node when the next atom comes. */
struct Item {
    NodeId node = noNode;
    NodeId sub = noNode;
    NodeId sup = noNode;
    NodeId prime = noNode;
    ScriptPlace limits = ScriptPlace::never;
    std::uint8_t doubled = 0; ///< scripts that were written on scripts
    Span source;
};

enum class GroupKind : std::uint8_t {
    root,
    brace,     // { } or \begingroup
    math,      // $ $, $$ $$, \( \), \[ \]
    text,      // the braces of \text
    textBrace, // braces inside \text: no group of its own
    left,      // \left \right
    bracket,   // an argument in other signs than braces: [ ], ( ) of \qty, the labels of CD arrows
    table,     // \begin{matrix}, \matrix{
    row,       // \begin{equation}
    pending,   // a command waits for its arguments
    script,    // ^ or _ waits for its argument
};

/*! Something open. The innermost is on top of the stack; nothing here recurses. */
struct Group {
    GroupKind kind = GroupKind::root;
    bool star = false;
    bool superscript = false; // script
    bool argument = false;    // brace: its content is delivered to a command
    std::uint8_t argumentCount = 0;
    std::uint8_t nested = 0;     // bracket: open signs of its own kind inside
    char opener = 0;             // bracket
    char closer = 0;             // bracket, math
    Style outer;                 // to put back
    Span source;                 // of the token that opened it
    std::uint32_t firstItem = 0; // of its row
    const Command *command = nullptr;
    const char *signature = ""; // what is still to come
    std::array<NodeId, 4> arguments{noNode, noNode, noNode, noNode};
    std::uint32_t firstRaw = 0; // of its raw arguments
    std::string_view openFence; // left, bracket

    const Command *infix = nullptr; // \over was seen
    NodeId numerator = noNode;
    Span infixSource;
    std::string_view infixOpen, infixClose;
};

/*! The open rows and cells of a table. */
struct Table {
    const Environment *environment = nullptr;
    std::string_view name;       // that its \end must have
    std::uint32_t firstCell = 0; // in m_cells, of the current row
    std::uint32_t firstRow = 0;  // in m_rows
    std::uint32_t cellBegin = 0; // offset
    std::uint32_t rowBegin = 0;
    std::uint16_t columnSpan = 0;
    bool byBrace = false; // closed by } or a closing sign instead of \end
    bool intertext = false;
    NodeId before = noNode; // numcases: what stands before the fence
    NodeId tag = noNode;
    std::string_view columns; // alignment, MathML's words
    std::string_view lines;   // between columns
};

/*!
 * Reads one input. An explicit stack of groups takes the place of recursion: a command that wants arguments is itself a
 * group that waits until rows are delivered to it.
 */
class Reader
{
public:
    Reader(const Options &options, const Limits &limits, Tree &tree, Diagnostics &diagnostics);
    bool read(std::string_view input);

private:
    // reader.cpp: the loop and single characters
    void run();
    void step(int byte);
    void textStep(int byte);
    void letter();
    void digits(int byte);
    void ascii(int byte);
    void primes();
    void unicode();
    void superscriptRun(bool superscript);
    void dollar();
    void combining(char32_t character);
    void textCommand();
    void addText(std::string_view text, Span source);
    bool textAccent(std::string_view name, Span source);

    // commands.cpp
    void command();
    void perform(const Command &command, Span source);
    void unknown(std::string_view name, Span source);
    void token(const Command &command, Span source);
    void startPending(const Command &command, Span source);
    void infix(const Command &command, Span source);
    void switchFont(std::string_view parameter);
    void limits(const Command &command, Span source);
    void characterCode(Span source);
    void verbatim(Span source);
    void left(const Command &command, Span source);
    void right(Span source);
    void middle(Span source);
    void physicsQuantity(const Command &command, Span source);
    std::string_view readDelimiter(const Command &command, Span source);
    void skipDimension();
    void skipSizes();
    bool loneCommand(std::string_view input);
    void physicsEntries(const Command &command, Span source);

    // groups.cpp: the stack
    Group &open(GroupKind kind, Span source);
    void pop();
    void deliver(NodeId node, ScriptPlace limits = ScriptPlace::never);
    void append(NodeId node, ScriptPlace limits);
    bool advance(Group &group);
    void settle(Item &item);
    void settleLast();
    void attach(bool superscript, NodeId node, Span source);
    void script(bool superscript);
    std::span<const NodeId> collect(std::uint32_t firstItem);
    NodeId finishRow(std::uint32_t begin);
    std::span<const NodeId> finishItems(std::uint32_t begin);
    NodeId infixFraction(const Group &group, NodeId denominator);
    NodeId fenced(std::string_view open, std::string_view close, std::span<const NodeId> content, Span source,
                  Span openSource, Span closeSource);
    void closeBrace(Span source);
    void closeBracket();
    void closeMath(std::string_view closer, Span source);
    void closeTop();
    void closeTo(std::size_t size);
    void flushText();
    [[nodiscard]] bool waiting() const;

    // build.cpp: what a command makes of its arguments
    NodeId complete(ScriptPlace &limits);
    NodeId build(const Group &group, ScriptPlace &limits);
    NodeId accent(const Group &group, bool below, bool stretches);
    NodeId negate(const Group &group);
    NodeId sideset(const Group &group);
    NodeId unicodeCharacter(const Group &group);
    NodeId proofRule(const Group &group);
    NodeId symbol(std::string_view character, Span source, std::uint16_t flags = 0);
    Variant variantOf(std::string_view word) const;
    LatexContext extensionContext();
    NodeId readInside(const Passage &passage);

    // tables.cpp
    void begin(Span source);
    void end(Span source);
    void openEnvironment(const Environment &environment, Span source, bool byBrace);
    void closeTable();
    void cell(Span source);
    void newLine(Span source);
    void finishCell();
    void finishRowOfCells();
    void diagramArrow();
    void braceTable(const Command &command, Span source);
    [[nodiscard]] std::size_t innermostTable() const;
    void columnSpecification(Table &table, const Fragment &specification);

    // definitions.cpp
    void define(const Command &command, Span source);
    void expand(const Macro &macro, std::string_view name, Span source);
    void expandBuiltIn(const Command &command, Span source);
    bool macroArgument(Fragment &argument);
    std::string_view definedName(const Command &command, Span source);

    void report(Severity severity, DiagnosticCode code, Span span, std::string_view detail = {});
    Span since(std::uint32_t begin) const { return {begin, std::max(begin, m_source.end())}; }
    void checkExpansion(Span source);
    /*! What comes next is \a body, the expansion of a call with \a arguments. */
    void readNext(Fragment body, const std::vector<Fragment> &arguments);

    const Options &m_options;
    const Limits &m_limits;
    Tree &m_tree;
    Diagnostics &m_diagnostics;
    Source m_source;
    Arena m_definitions; // texts of m_macros
    Macros m_macros;
    std::vector<Group> m_groups;
    std::vector<Item> m_items;
    std::vector<Table> m_tables;
    std::vector<NodeId> m_cells;
    std::vector<NodeId> m_rows;
    std::vector<Fragment> m_raws;
    std::vector<NodeId> m_nodes; // scratch of collect()
    std::vector<NodeId> m_proofs;
    Style m_style;
    std::string m_text; // words that are being read
    Span m_textSource;
    NodeId m_tag = noNode; // of the whole formula
    int m_inside = 0;      // readers that this one works for
    bool m_stopped = false;
    bool m_expansionReported = false;
};

} // namespace mathtts::latex
