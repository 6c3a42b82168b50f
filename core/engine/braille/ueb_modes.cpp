// SPDX-License-Identifier: GPL-3.0-or-later
// Unified English Braille: which indicators of mode the pieces of a formula need. A letter that stands alone needs a
// grade 1 indicator, as does a sign whose cells would be read as letters; several of them in one word are replaced by
// the indicator for the word, in several words by that for a passage (Guidelines for Technical Material, 1.7).
#include "ueb.h"

#include "cells.h"
#include "contractions.h"

#include <algorithm>

namespace mathtts
{

namespace
{

using Kind = UebPiece::Kind;

enum class Grade : std::uint8_t { contracted, word, passage };

/*! What lies between two blanks. */
struct Word {
    std::size_t from = 0;
    std::size_t to = 0;
    int signs = 0;   ///< signs that need a grade 1 indicator
    int letters = 0; ///< letters that stand alone
    bool unit = false;
};

/*! A capital that can begin or go on with a word of capitals: of any alphabet, but not of chemistry. */
bool isCapitalLetter(const UebPiece &piece)
{
    return piece.capital && piece.kind != Kind::word && !piece.separate;
}

class Modes
{
public:
    explicit Modes(std::span<const UebPiece> pieces)
        : m_pieces(pieces)
    {
    }

    Braille run();

private:
    void split();
    void count(Word &word) const;
    void write(const Word &word, Grade grade);
    void capitals(std::size_t at, std::size_t to);
    void put(std::string_view ascii, NodeId node);
    [[nodiscard]] bool standsAlone(std::size_t at, const Word &word) const;
    [[nodiscard]] std::size_t letterRun(std::size_t at, const Word &word) const;
    [[nodiscard]] bool needsLetterIndicator(std::size_t at, const Word &word) const;
    [[nodiscard]] bool capitalPassage() const;

    std::span<const UebPiece> m_pieces;
    std::vector<Word> m_words;
    Braille m_out;
    bool m_capitalPassage = false;
};

void Modes::put(std::string_view ascii, NodeId node)
{
    for (const char cell : ascii) {
        m_out.cells.push_back(cellOf(cell));
        m_out.nodes.push_back(node);
    }
}

void Modes::split()
{
    std::size_t from = 0;
    for (std::size_t at = 0; at <= m_pieces.size(); ++at) {
        if (at < m_pieces.size() && m_pieces[at].kind != Kind::blank) continue;
        Word word{.from = from, .to = at};
        count(word);
        m_words.push_back(word);
        from = at + 1;
    }
}

/*! The end of the letters of one case class that begin at \a at. */
std::size_t Modes::letterRun(std::size_t at, const Word &word) const
{
    while (at < word.to && m_pieces[at].kind == Kind::letter)
        ++at;
    return at;
}

/*! Whether nothing but brackets and punctuation touches the letters from \a at on. */
bool Modes::standsAlone(std::size_t at, const Word &word) const
{
    std::size_t left = at;
    while (left > word.from && m_pieces[left - 1].kind == Kind::open)
        --left;
    std::size_t right = m_pieces[at].kind == Kind::letter ? letterRun(at, word) : at + 1;
    while (right < word.to && (m_pieces[right].kind == Kind::close || m_pieces[right].kind == Kind::punctuation))
        ++right;
    return left == word.from && right == word.to;
}

bool Modes::needsLetterIndicator(std::size_t at, const Word &word) const
{
    const UebPiece &piece = m_pieces[at];
    if (piece.kind == Kind::word) { // capitals such as CD would be read as a short form
        const bool capitals = !piece.text.empty() && std::ranges::all_of(piece.text, [](char c) { return c < 'a'; });
        if (!capitals || !standsAlone(at, word)) return false;
        std::string small(piece.text);
        for (char &c : small)
            c = static_cast<char>(c - 'A' + 'a');
        return piece.text.size() > 1 && readsAsShortform(small);
    }
    if (piece.kind != Kind::letter || (at > word.from && m_pieces[at - 1].kind == Kind::letter)) return false;
    if (!standsAlone(at, word)) return false;
    const std::size_t end = letterRun(at, word);
    std::string letters;
    for (std::size_t i = at; i < end; ++i)
        letters += static_cast<char>(m_pieces[i].cells.front() - 'A' + 'a');
    if (end == at + 1) return letters != "a" && letters != "i" && letters != "o";
    return readsAsShortform(letters);
}

void Modes::count(Word &word) const
{
    bool numeric = false;    // digits set grade 1 up to the next blank
    std::size_t written = 0; // letters and signs so far
    bool late = false;       // an indicator alone is only for one of the first three
    for (std::size_t at = word.from; at < word.to; ++at) {
        const UebPiece &piece = m_pieces[at];
        if (piece.unit) word.unit = true;
        if (piece.kind == Kind::digits) {
            numeric = true;
        } else if (!numeric) {
            if (piece.grade1 > 0 && written > 2) late = true;
            word.signs += piece.grade1;
            if (needsLetterIndicator(at, word)) ++word.letters;
        }
        const bool small = piece.kind == Kind::word && !piece.text.empty() && !piece.capital;
        if (small)
            written += contracted(piece.text, standsAlone(at, word), piece.name).size();
        else
            written += piece.kind == Kind::word ? piece.cells.size() : 1;
    }
    if (word.signs == 1 && late && !word.unit) word.signs = 2;
}

/*! Three or more groups of capitals and no small letter: one indicator for all. */
bool Modes::capitalPassage() const
{
    int groups = 0;
    std::size_t size = 0;
    for (const UebPiece &piece : m_pieces) {
        const bool letter = piece.kind == Kind::letter || piece.kind == Kind::word;
        if (letter && !piece.capital) return false;
        if (letter && piece.separate) return false;
        if (letter) {
            size += piece.kind == Kind::word ? piece.cells.size() : 1;
            if (piece.kind == Kind::word && (piece.cells.contains(',') || !isAllCapitals(piece.text))) return false;
        }
        if (!letter || &piece == &m_pieces.back()) {
            groups += size > 1 ? 1 : 0;
            size = 0;
        }
    }
    return groups >= 3;
}

Braille Modes::run()
{
    split();
    m_capitalPassage = capitalPassage();
    int signs = 0;   // words with signs that need an indicator
    int several = 0; // words with several
    int others = 0;  // letters in other words
    int letters = 0;
    for (const Word &word : m_words) {
        if (word.unit) continue;
        signs += word.signs > 0 ? 1 : 0;
        several += word.signs > 1 ? 1 : 0;
        letters += word.letters;
        if (word.signs == 0) others += word.letters;
    }
    const bool passage =
        m_words.size() > 1 && (signs > 1 || (several > 0 && others > 0) || (letters > 1 && m_words.size() > 4));
    if (passage) put(";;;", m_pieces.front().node);
    if (m_capitalPassage) {
        if (several > 0 && !passage) put(";;", m_pieces.front().node);
        put(",,,", m_pieces.front().node);
    }
    for (std::size_t at = 0; at < m_words.size(); ++at) {
        if (at > 0) put(" ", noNode);
        const Word &word = m_words[at];
        const bool several1 = word.signs > 1;
        write(word, passage ? Grade::passage : several1 ? Grade::word : Grade::contracted);
    }
    if (m_capitalPassage) put(",'", m_pieces.back().node);
    if (passage) put(";'", m_pieces.back().node);
    return std::move(m_out);
}

void Modes::write(const Word &word, Grade grade)
{
    bool numeric = false;
    bool capitalWord = false; // within letters that one double indicator holds for
    if (grade == Grade::word && !m_capitalPassage) put(";;", m_pieces[word.from].node);
    for (std::size_t at = word.from; at < word.to; ++at) {
        const UebPiece &piece = m_pieces[at];
        const UebPiece *last = at > word.from ? &m_pieces[at - 1] : nullptr;
        const bool afterDigits = last && last->kind == Kind::digits;
        const bool contracts = grade == Grade::contracted && !numeric;
        const bool letterLike = piece.kind == Kind::letter || piece.kind == Kind::word;
        if ((!letterLike && !piece.capital) || (last && last->last)) capitalWord = false;
        if (piece.kind == Kind::digits) {
            const bool same = last && last->kind == Kind::digits && last->form == piece.form && !piece.form.empty();
            if (!same) put(piece.form, piece.node);
            // digits of one token go on as one number
            const bool goesOn = last && last->kind == Kind::digits && last->node == piece.node && piece.form.empty();
            put(std::string_view(piece.cells).substr(goesOn && piece.cells.starts_with('#') ? 1 : 0), piece.node);
            numeric = true;
            continue;
        }
        // typeforms
        if (letterLike || piece.capital) {
            const bool continues = last && last->kind == Kind::letter && last->form == piece.form;
            const bool goesOn =
                at + 1 < word.to && m_pieces[at + 1].kind == Kind::letter && m_pieces[at + 1].form == piece.form;
            if (!piece.form.empty() && !continues) put(goesOn ? piece.wordForm : piece.form, piece.node);
        }
        // grade 1
        if (contracts && (piece.grade1 > 0 || needsLetterIndicator(at, word)))
            put(";", piece.node);
        else if (afterDigits && letterLike && !piece.capital && piece.cells.front() >= 'A' &&
                 piece.cells.front() <= 'J')
            put(";", piece.node); // a digit otherwise
        // capitals
        if (piece.capital && !m_capitalPassage) {
            const bool wordOfCapitals = piece.kind == Kind::word && piece.text.size() > 1 &&
                                        std::ranges::all_of(piece.text, [](char c) { return c < 'a'; });
            const bool next =
                at + 1 < word.to && !piece.last && isCapitalLetter(piece) && isCapitalLetter(m_pieces[at + 1]);
            if (wordOfCapitals) {
                put(",,", piece.node);
            } else if (!capitalWord) {
                put(next ? ",," : ",", piece.node);
                capitalWord = next;
            }
        } else if (capitalWord && letterLike) {
            put(",'", piece.node); // small letters after capitals
            capitalWord = false;
        }
        // the cells
        const bool small = piece.kind == Kind::word && !piece.text.empty();
        if (small && contracts) {
            std::string letters(piece.text);
            for (char &c : letters)
                if (c < 'a') c = static_cast<char>(c - 'A' + 'a');
            put(contracted(letters, standsAlone(at, word), piece.name), piece.node);
        } else {
            put(piece.cells, piece.node);
        }
    }
}

} // namespace

Braille writeUeb(std::span<const UebPiece> pieces)
{
    if (pieces.empty()) return {};
    return Modes{pieces}.run();
}

} // namespace mathtts
