// SPDX-License-Identifier: GPL-3.0-or-later
#include "formulas.h"

#include "engine/braille/braille.h"

#include <QTest>

using namespace mathtts;

class UebTest : public QObject
{
    Q_OBJECT

private slots:
    void cells_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("cells");
        const auto row = [](const char *name, const char *input, const char *cells) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(cells);
        };
        row("sign without cells", "a\\leadstocurve b", "A LEADSTOCURVE B");
        row("sign without cells or name", "\xE2\xA6\x95x", "U#BIIE X");
        row("sign whose code point has letters", "\xE2\x87\x9C b", "U#BA;DC B");
        row("text without cells", "\\text{\xE6\x97\xA5}", "U#FE;E#E");
        row("number", "73.5", "#GC4E");
        row("comparison between blanks", "9=9", "#I \"7 #I");
        row("operation without", "9+4", "#I\"6#D");
        row("letter alone", "k", ";K");
        row("letters that are words", "a", "A");
        row("letter next to a sign", "k+m", "K\"6M");
        row("digit and letter", "4d+4k", "#D;D\"6#DK");
        row("letter alone in brackets", "(k)", "\"<;K\">");
        row("capitals", "KL", ",,KL");
        row("one sign in a word", "k^m", "K;9M");
        row("digits set grade 1", "4+k^m", "#D\"6K9M");
        row("several signs in a word", "k_m^p", ";;K5M9P");
        row("signs in several words", "k_m=p_v", ";;;K5M \"7 P5V;'");
        row("item in brackets of its own", "k^{(m+p)}", "K;9\"<M\"6P\">");
        row("items grouped", "k^{m+p}", ";;K9<M\"6P>");
        row("prime", "k'", "K;7");
        row("numeric fraction", "\\frac{4}{7}", "#D/G");
        row("mixed number", "9\\frac{4}{7}", "#I#D/G");
        row("fraction", "\\frac{k}{m}", ";;(K./M)");
        row("root", "\\sqrt{7}", ";%#G+");
        row("root with index", "\\sqrt[5]{k}", ";;%9#EK+");
        row("function and capital", "\\cos K", "COS,K");
        row("function and letter", "\\cos k", "COS ;K");
        row("contracted name", "\\sin 9", "S9#I");
        row("uncontracted after digits", "4\\sin\\theta", "#DSIN.?");
        row("Greek", "\\gamma+\\Gamma", ".G\"6,.G");
        row("bold", "\\mathbf{v}", "^2;V");
        row("text contracted", "\\text{the sum of this}", "! SUM ( ?");
        row("list", "(k,m)", "\"<;K1 ;M\">");
        row("bar over more", "\\overline{km}", ";;<KM>:");
        row("one sign far into a word", "\\log_k m", ";;LOG5KM");
        row("Greek capital and capital", "\\Delta K", ",,.DK");
        row("capital after a script", "m_K P", "M;5,K,P");
        row("script of a modified letter", "\\vec{k}_4", ";;<K^:>5#D");
        row("script of several", "<math><msup><mrow><mi>k</mi><mo>+</mo><mi>m</mi></mrow><mn>4</mn></msup></math>",
            ";;<K\"6M>9#D");
        row("scripts after each other", "<math><msub><msup><mi>k</mi><mn>4</mn></msup><mi>m</mi></msub></math>",
            "K;9#D5M");
        row("power of a unit", "<math><mn>4</mn><msup><mtext>m/s</mtext><mn>2</mn></msup></math>", "#DM_/S9#B");
        row("function after a script", "k_M\\cos 4", "K;5,MCOS#D");
        row("empty cell", "<math><mtable><mtr><mtd><mi>k</mi></mtd><mtd/></mtr></mtable></math>", ";K +");
        row("digit with a mark", "\\dot 4", "#D^4");
        row("hyphen of a text", "<math><mtext>kg-m</mtext></math>", "KG-M");
        row("name and capital",
            "<math><mi>Ab</mi><mi>K</mi><mo>=</mo><mi>Ab</mi><mi>M</mi><mo>=</mo><mi>Ab</mi></math>",
            ",AB,K \"7 ,AB,M \"7 ,AB");
        row("number of oxidation",
            "<math><mmultiscripts><mi>Cu</mi><none/><mi>II</mi></mmultiscripts><msub><mi>Br</mi><mn>2</mn></msub></"
            "math>",
            ";;,CU9<,,II>,BR5#B");
        row("set", "\\{4,7\\}", "_<#D1 #G_>");
        row("line through a comparison", "<math><mn>4</mn><mo>&#x2288;</mo><mn>7</mn></math>", "#D _^<@: #G");
        row("given and divides", "k\\mid m", "K_\\M");
    }

    void cells()
    {
        QFETCH(QByteArray, input);
        const Braille braille = brailleOf(formula(input), {.code = BrailleCode::ueb});
        QCOMPARE(braille.nodes.size(), braille.cells.size());
        QTEST(QByteArray::fromStdString(brailleBrf(braille)), "cells");
    }

    void spacedOperators()
    {
        const Braille braille = brailleOf(formula("9-4=5"), {.code = BrailleCode::ueb, .spacedOperators = true});
        QCOMPARE(brailleBrf(braille), std::string("#I \"- #D \"7 #E"));
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("empty parts") << QByteArray("<math><mfrac/><msup><mrow/><mrow/></msup><msqrt/><mover/></math>");
        QTest::newRow("no base") << QByteArray("<math><mmultiscripts><mprescripts/></mmultiscripts></math>");
        QTest::newRow("brackets never closed") << QByteArray("((((<=))]]||,,,:::");
        QTest::newRow("empty table") << QByteArray("<math><mtable/><mtable><mtr/><mtr><mtd/></mtr></mtable></math>");
        QTest::newRow("blanks only") << QByteArray("<math><mspace width='1em'/><mtext>&#xA0;</mtext></math>");
    }

    void hostile()
    {
        QFETCH(QByteArray, input);
        const Braille braille = brailleOf(formula(input), {.code = BrailleCode::ueb});
        QCOMPARE(braille.nodes.size(), braille.cells.size());
    }
};

QTEST_APPLESS_MAIN(UebTest)
#include "ueb_test.moc"
