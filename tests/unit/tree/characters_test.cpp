// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/characters.h"

#include <QTest>

using namespace mathtts;

class CharactersTest : public QObject
{
    Q_OBJECT

private slots:
    void classes_data()
    {
        QTest::addColumn<char32_t>("character");
        QTest::addColumn<CharacterClass>("kind");
        const auto row = [](char32_t character, CharacterClass kind) {
            QTest::addRow("U+%04X", static_cast<unsigned>(character)) << character << kind;
        };
        row(U'a', CharacterClass::letter);
        row(U'é', CharacterClass::letter);
        row(U'ω', CharacterClass::letter);
        row(U'ж', CharacterClass::letter);
        row(U'א', CharacterClass::letter);
        row(U'ℵ', CharacterClass::letter);
        row(U'ℏ', CharacterClass::letter);
        row(U'7', CharacterClass::digit);
        row(U'²', CharacterClass::digit);
        row(U'=', CharacterClass::relation);
        row(U'→', CharacterClass::relation);
        row(U'−', CharacterClass::additive);
        row(U'⁺', CharacterClass::additive);
        row(U'×', CharacterClass::multiplicative);
        row(U'∪', CharacterClass::binary);
        row(U'∑', CharacterClass::bigOperator);
        row(U'⅀', CharacterClass::bigOperator);
        row(U'∀', CharacterClass::prefix);
        row(U'𝛁', CharacterClass::prefix);
        row(U'!', CharacterClass::postfix);
        row(U'⟨', CharacterClass::open);
        row(U'⌋', CharacterClass::close);
        row(U'|', CharacterClass::bar);
        row(U'‖', CharacterClass::bar);
        row(U',', CharacterClass::separator);
        row(U':', CharacterClass::punctuation);
        row(U'′', CharacterClass::prime);
        row(U'\u0302', CharacterClass::accent);
        row(U'⏟', CharacterClass::accent);
        row(U'⋱', CharacterClass::ellipsis);
        row(U'\u2009', CharacterClass::space);
        row(U'\u2062', CharacterClass::invisible);
        row(U'\u202E', CharacterClass::invisible);
        row(U'∞', CharacterClass::symbol);
        row(U'\u0378', CharacterClass::unknown); // not assigned
        row(U'😀', CharacterClass::unknown);
        row(0x10FFFF, CharacterClass::unknown);
        row(0xFFFFFFFF, CharacterClass::unknown);
    }

    void classes()
    {
        QFETCH(char32_t, character);
        QFETCH(CharacterClass, kind);
        QCOMPARE(characterFacts(character).kind, kind);
    }

    void styledLettersAreTakenApart_data()
    {
        QTest::addColumn<char32_t>("character");
        QTest::addColumn<char32_t>("base");
        QTest::addColumn<Variant>("variant");
        QTest::addColumn<bool>("capital");
        const auto row = [](char32_t character, char32_t base, Variant variant, bool capital) {
            QTest::addRow("U+%04X", static_cast<unsigned>(character)) << character << base << variant << capital;
        };
        row(U'x', U'x', Variant::automatic, false);
        row(U'X', U'X', Variant::automatic, true);
        row(U'Ω', U'Ω', Variant::automatic, true);
        row(U'𝐱', U'x', Variant::bold, false);
        row(U'𝑋', U'X', Variant::italic, true);
        row(U'ℎ', U'h', Variant::italic, false);
        row(U'ℬ', U'B', Variant::script, true);
        row(U'ℊ', U'g', Variant::script, false);
        row(U'𝓐', U'A', Variant::boldScript, true);
        row(U'ℌ', U'H', Variant::fraktur, true);
        row(U'𝖗', U'r', Variant::boldFraktur, false);
        row(U'ℝ', U'R', Variant::doubleStruck, true);
        row(U'𝕜', U'k', Variant::doubleStruck, false);
        row(U'𝖷', U'X', Variant::sansSerif, true);
        row(U'𝙓', U'X', Variant::sansSerifBoldItalic, true);
        row(U'𝚡', U'x', Variant::monospace, false);
        row(U'𝚤', U'ı', Variant::italic, false);
        row(U'𝛂', U'α', Variant::bold, false);
        row(U'𝜖', U'ϵ', Variant::italic, false);
        row(U'𝛁', U'∇', Variant::bold, false);
        row(U'𝟘', U'0', Variant::doubleStruck, false);
        row(U'𝟿', U'9', Variant::monospace, false);
        row(U'𞺡', U'ب', Variant::doubleStruck, false);
        row(U'\u212B', U'Å', Variant::automatic, true);
        row(U'Ａ', U'A', Variant::automatic, true);
        row(U'∑', U'∑', Variant::automatic, false);
    }

    void styledLettersAreTakenApart()
    {
        QFETCH(char32_t, character);
        const CharacterFacts facts = characterFacts(character);
        QTEST(facts.base, "base");
        QTEST(facts.variant, "variant");
        QTEST(facts.capital, "capital");
    }

    void everyMathematicalAlphanumericHasAPlainLetterOfItsClass()
    {
        int styled = 0;
        for (char32_t character = 0x1D400; character <= 0x1D7FF; ++character) {
            const CharacterFacts facts = characterFacts(character);
            if (facts.kind == CharacterClass::unknown) continue; // a hole: the letter stands among the letterlike
            ++styled;
            QVERIFY(facts.base != character && facts.variant != Variant::automatic);
            QCOMPARE(characterFacts(facts.base).kind, facts.kind);
            QCOMPARE(characterFacts(facts.base).capital, facts.capital);
        }
        QCOMPARE(styled, 996);
    }

    void raisedAndLoweredFormsAreTold()
    {
        QCOMPARE(characterFacts(U'²').script, ScriptForm::superscript);
        QCOMPARE(characterFacts(U'²').base, U'2');
        QCOMPARE(characterFacts(U'₊').script, ScriptForm::subscript);
        QCOMPARE(characterFacts(U'₊').base, U'+');
        QCOMPARE(characterFacts(U'2').script, ScriptForm::none);
        QCOMPARE(characterFacts(U'⁽').partner, U'⁾');
    }

    void fencesComeInPairs()
    {
        int pairs = 0;
        for (char32_t character = 0; character < 0x20000; ++character) {
            const CharacterFacts facts = characterFacts(character);
            if (facts.kind == CharacterClass::open) {
                ++pairs;
                const CharacterFacts close = characterFacts(facts.partner);
                QCOMPARE(close.kind, CharacterClass::close);
                QCOMPARE(close.partner, character);
            } else {
                QCOMPARE(facts.partner != 0, facts.kind == CharacterClass::close);
            }
        }
        QVERIFY(pairs > 50);
    }

    void theUsualOrderOfOperations()
    {
        const auto binds = [](char32_t character) { return characterFacts(character).precedence; };
        QVERIFY(binds(U'⇔') < binds(U'⇒'));
        QVERIFY(binds(U'⇒') < binds(U'∨'));
        QVERIFY(binds(U'∨') < binds(U'∧'));
        QVERIFY(binds(U'∧') < binds(U'='));
        QVERIFY(binds(U'=') < binds(U'+'));
        QCOMPARE(binds(U'-'), binds(U'−'));
        QVERIFY(binds(U'→') < binds(U'+'));
        QVERIFY(binds(U'+') < binds(U'×'));
        QVERIFY(binds(U'∈') < binds(U'∪'));
        QVERIFY(binds(U'⊕') < binds(U'⊗'));
        QVERIFY(binds(U'×') < binds(U'!'));
        QCOMPARE(binds(U'x'), std::uint8_t{0});
    }
};

QTEST_APPLESS_MAIN(CharactersTest)
#include "characters_test.moc"
