// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/latex/extension.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace mathtts::mhchem
{

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLetter(char c)
{
    return isLower(c) || isUpper(c);
}
constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*! What is written in \ce and the sign that stands for it. */
using Sign = std::pair<std::string_view, std::string_view>;

/*! A command whose arguments are chemistry again. */
struct Structure {
    std::string_view name;
    Element element;
    std::uint8_t arguments;
    std::string_view sign; ///< of braces over and under
    bool scriptFirst = false;
};

/*! What is done with the parts of a bracketed piece when it ends. */
enum class Then : std::uint8_t { whole, group, braces, over, under, above, below, argument };

/*! What stands directly before the place that is read. */
enum class State : std::uint8_t { start, base, sub, sup };

/*! A base and its scripts while they are read; an empty list is an absent script. */
struct Entity {
    NodeId base = noNode;
    std::vector<NodeId> sub, sup, preSub, preSup;
    bool plainDigits = false;       ///< the superscript is a bare number: a charge or the next nucleus's mass
    Element limits = Element::msub; ///< munder or mover: the next script is the label of a brace
};

/*! Something open: the whole text, a bracket, braces, an argument. The innermost is on top of the stack. */
struct Frame {
    Then then = Then::whole;
    char closer = 0;     ///< '}' of braces, or the closing bracket; '|' for \}
    bool script = false; ///< inside a script digits and signs are parts of a formula
    State state = State::start;
    std::size_t begin = 0;
    std::size_t firstItem = 0;
    Entity entity;
    NodeId sign = noNode;  ///< of a reaction arrow
    NodeId first = noNode; ///< the part that was read before: text above an arrow, first argument
    const Structure *structure = nullptr;
};

/*! Reads the body of one \ce. An explicit stack of frames takes the place of recursion. */
class Reader
{
public:
    Reader(const Passage &body, const LatexContext &context);
    NodeId run();

private:
    Frame &frame() { return m_frames.back(); }
    [[nodiscard]] char at(std::size_t place) const { return place < m_text.size() ? m_text[place] : '\0'; }
    [[nodiscard]] bool startsWith(std::string_view text, std::size_t place) const
    {
        return m_text.substr(std::min(place, m_text.size())).starts_with(text);
    }

    // reader.cpp: the loop, and nodes
    void matchBraces();
    /*! Reads the piece that begins here. */
    void step();
    void readSpace();
    NodeId flagged(NodeId node);
    NodeId token(Element element, std::string_view text, std::size_t begin, std::size_t end);
    NodeId rowOf(std::span<const NodeId> nodes, std::size_t begin, std::size_t end);
    NodeId math(std::size_t begin, std::size_t end);
    void bad(std::size_t begin, std::size_t end, Severity severity = Severity::error);

    // scripts.cpp: a base and its scripts
    NodeId script(const std::vector<NodeId> &nodes);
    NodeId scripted(const Entity &e);
    /*! Ends the base that is read with its scripts. */
    void flush();
    void setBase(NodeId node);
    void addItem(NodeId node);
    void addSign(std::string_view sign, std::size_t length, std::uint16_t flags = 0);
    /*! Puts \a node into the script that a '^' or '_' here stands for. */
    void addScript(bool above, NodeId node);
    void addCharge(std::string_view sign);
    void readScript(bool above);
    /*! One character of a script as a token. */
    NodeId scriptCharacter();
    void stepInScript(char c);

    // brackets.cpp: the stack
    /*! Opens a piece; false, with an error reported, when it would be nested too deep. */
    bool push(Then then, char closer, bool inScript, std::size_t begin);
    /*! Ends the innermost piece, whose end is at \a end of the text. */
    void pop(std::size_t end);
    /*! A bracket without its partner becomes a sign like any other. */
    void dissolve();
    void endUnclosed();
    void openBracket(std::string_view sign, std::size_t length, char closer);
    void closeBracket(std::string_view sign, std::size_t length, char closer);
    /*! Whether braces hold words rather than a formula: letters, more of them than element symbols can explain. */
    [[nodiscard]] static bool holdsWords(std::string_view text);
    void openBraces(Then then, bool inScript);
    void closeBraces();
    void readParenthesis();
    /*! The length of a state of aggregation such as (aq) at \a place, else 0. */
    [[nodiscard]] std::size_t stateLength(std::size_t place) const;

    // arrows.cpp: arrows of reactions and the texts above and below them
    /*! The arrow that stands at \a place, or nullptr. */
    [[nodiscard]] const Sign *arrowAt(std::size_t place) const;
    void readArrow(const Sign &arrow);
    void openArrowText(Then then, NodeId sign, NodeId first);
    void endArrowText(const Frame &done, NodeId node, std::size_t end);

    // commands.cpp: everything with a backslash
    void readCommand();
    /*! The end of the arguments of the command \a name, which the table of commands lists; they start at \a place. */
    [[nodiscard]] std::size_t argumentsEnd(std::string_view name, std::size_t place) const;
    void readControlSymbol();
    void readMathUntil(std::string_view closer, std::size_t openLength);
    /*! Opens the next argument of \a structure; \a first is the one before. */
    void openArgument(const Structure &structure, NodeId first);
    void endArgument(const Frame &done, NodeId node, std::size_t end);
    [[nodiscard]] std::size_t nameEnd(std::size_t backslash) const;
    /*! The end of \begin{x}..\end{x} that starts here; the end of the text when it is missing. */
    std::size_t environmentEnd();

    // formula.cpp: what stands outside scripts
    void stepInFormula(char c);
    void readDigits();
    void readNumber();
    /*! A small letter before a formula is a number: n H2O, 2x Na. */
    bool readVariableAmount();
    /*! Element symbols one by one; other words as they are. */
    void readLetters();
    /*! Whether "+" here starts another formula although no space says so: 2 H2O or a group in braces follows. */
    [[nodiscard]] bool isPlus() const;
    void readSign(char c);
    /*! Whether the base is one small letter, Latin or Greek, that names a place: a hyphen follows it, no bond. */
    [[nodiscard]] bool isSmallLetter(const Entity &e) const;
    /*! Characters beyond ASCII and whatever has no meaning of its own here. */
    void readOther();
    /*! Whether a formula ends at \a place, so that a sign before it is a charge. */
    [[nodiscard]] bool phraseEnds(std::size_t place) const;

    const Passage &m_body;
    std::string_view m_text;
    const LatexContext &m_context;
    Tree &m_tree;
    std::vector<std::uint32_t> m_match; // by '{': its '}', 0 when there is none
    std::vector<Frame> m_frames;
    std::vector<NodeId> m_items; // of all frames
    std::size_t m_at = 0;
    bool m_noMathEnd = false;
};

} // namespace mathtts::mhchem
