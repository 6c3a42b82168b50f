// SPDX-License-Identifier: GPL-3.0-or-later
#include "formulas.h"

#include "engine/braille/braille.h"

#include <QTest>

#include <string>

using namespace mathtts;

namespace
{

QByteArray brf(const QByteArray &input, NemethPractice practice)
{
    return QByteArray::fromStdString(brailleBrf(brailleOf(formula(input), {.practice = practice})));
}

void columns()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("cells");
}

void row(const char *name, const char *input, const char *cells)
{
    QTest::newRow(name) << QByteArray(input) << QByteArray(cells);
}

} // namespace

class NemethTest : public QObject
{
    Q_OBJECT

private slots:
    // What the Code asks for on paper.
    void transcriber_data()
    {
        columns();
        row("sign without cells", "a\\sqsupseteq b", "A SQSUPSETEQ B");
        row("sign without cells or name", "\xE2\xA6\x95x", "U2995 X");
        row("text without cells", "\\text{\xE6\x97\xA5}", "U65E5");
        row("number", "73.5", "#73.5");
        row("minus before a number", "-8", "-#8");
        row("no indicator after an operation", "9+41", "#9+41");
        row("indicator after a comparison", "k=41", "K .K #41");
        row("letter alone", "k", ";K");
        row("capital alone", "K", ";,K");
        row("capital word", "\\mathrm{KL}", ",,KL");
        row("Greek", "\\gamma+\\Gamma", ".G+.,G");
        row("bold", "\\mathbf{v}+1", "_;V+1");
        row("superscript and back", "k^3+2", "K^3\"+2");
        row("superscript at the end", "2+k^3", "#2+K^3");
        row("superscript before a comparison", "k^3=2", "K^3 .K #2");
        row("numeric subscript", "k_7+1", "K7+1");
        row("other subscript", "k_{j}+1", "K;J\"+1");
        row("both scripts", "k_j^m", "K;J^M");
        row("scripts in scripts", "k^{m^{j}}z", "K^M^^J\"Z");
        row("comparison in a script", "k^{m=2}z", "K^M ^.K #2\"Z");
        row("prime", "k'+1", "K'+1");
        row("fraction", "\\frac{k}{41}", "?K/41#");
        row("complex fraction", "\\frac{\\frac12}{7}", ",??1/2#,/7,#");
        row("scripts don't make it complex", "\\frac{k^{\\frac12}}{7}", "?K^?1/2#\"/7#");
        row("mixed number", "7\\frac{2}{3}", "#7_?2/3_#");
        row("root", "\\sqrt{k+1}", ">K+1]");
        row("root with index", "\\sqrt[5]{k}", "<5>K]");
        row("root in a root", "\\sqrt{2+\\sqrt{k}}", ">2+.>K.]]");
        row("function", "\\cos k", "COS K");
        row("function and number", "\\cos 41", "COS #41");
        row("function with power", "\\cos^3 k", "COS^3 K");
        row("limit", "\\lim_{k\\to 0} k", "\"LIM%K $O #0] K");
        row("sum", "\\sum_{k=1}^{9} k", "\".,S%K .K #1<9]K");
        row("bar over a letter", "\\bar{k}", "K:");
        row("bar over more", "\\overline{k+1}", "\"K+1<:]");
        row("list in brackets", "(4,k,9)", "(4, K, 9)");
        row("list without brackets", "4,9", "#4, #9");
        row("index is no factor", "k7", "K\"7");
        row("two operations", "4+-7", "#4+\"-7");
        row("binomial coefficient", "\\binom{m}{j}", "(M%J)");
        row("ellipsis", "1,2,\\ldots,m", "#1, #2, ''', ;M");
        row("raised dots are an operand", "k+\\cdots+m", "K+'''+M");
        row("modified number begins", "\\overline{74}", "\"74<:]");
        row("modified in a script", "k_{m+\\hat p}", "K;M+;\"P<_<]");
        row("recurring decimals",
            "<math><mo>.</mo><mover><mn>7</mn><mo>&#x2D9;</mo></mover><mover><mn>4</mn><mo>&#x2D9;</mo></mover></math>",
            "#.\"74<*]");
        row("recurring number", "<math><mo>.</mo><mover><mn>74</mn><mo>&#x2D9;</mo></mover></math>", "#.\"74<*]");
        row("operand left out", "<math><mn>7</mn><mo>=</mo><mspace width='2em'/></math>", "#7 .K =");
        row("question left out", "<math><mn>7</mn><mo>=</mo><mtext>-?-</mtext></math>", "#7 .K =");
        row("blank that is a character",
            "<math><mi>k</mi><mo>&#xA0;</mo><mtext>or</mtext><mo>&#xA0;</mo><mi>m</mi></math>", ";K OR ;M");
        row("text in quotation marks",
            "<math><mo>(</mo><ms lquote='&#x201C;' rquote='&#x201D;'>many</ms><mo>)</mo></math>", "(_8MANY0)");
        row("temperature", "<math><mn>40</mn><mo>&#xB0;</mo><mi mathvariant='normal'>C</mi></math>", "#40^.* ;,C");
        row("evaluated between limits",
            "<math><mn>4</mn><mi>k</mi><msubsup><mo>|</mo><mn>7</mn><mn>9</mn></msubsup></math>", "#4K\\;7^9");
        row("charge", "<math><msup><mi>K</mi><mrow><mo>-</mo><mo>+</mo></mrow></msup></math>", ",K^-+");
        row("strings", "<math><ms>many</ms></math>", "''MANY''");
        row("number after a text's hyphen", "<math><mn>4</mn><mtext>by</mtext><mo>-</mo><mn>7</mn></math>", "#4BY-#7");
        row("function's name in a script", "k_{\\max}m", "K;MAX\"M");
        row("gas and sediment",
            "<math><msub><mi mathvariant='normal'>N</mi><mn>2</mn></msub><mo>&#x2191;</mo><mo>+</mo><mi>AgCl</mi>"
            "<mo>&#x2193;</mo></math>",
            ",N2$< +,AG,CL$%");
        row("rows of a table", "\\begin{pmatrix}k&4\\\\m^4&p^4\\end{pmatrix}", ",(;K #4 MM^4 P^4\",)");
        row("rows of letters", "\\begin{pmatrix}k&m\\\\p&q\\end{pmatrix}", ",(;K ;M MP ;Q,)");
        row("exclamation", "<math><mtext>Hurry!</mtext></math>", ",HURRY6");
        row("circumflex over letters", "<math><mover><mi>km</mi><mo>&#x2C6;</mo></mover></math>", "\"KM<_<]");
        row("function that paper knows", "<math><mi>sgn</mi><mo>(</mo><mi>k</mi><mo>)</mo></math>", "SGN (K)");
        row("number in a box", "<math><mi>k</mi><menclose notation='box'><mn>47</mn></menclose></math>", "K$R_$#47]");
        row("modifier over a modified expression",
            "<math><mover><mover><mrow><mi>k</mi><mo>+</mo><mi>m</mi></mrow>"
            "<mo>&#xAF;</mo></mover><mi>p</mi></mover></math>",
            "\"\"K+M<:]<P]");
        row("two dots over a letter", "<math><mover><mi>k</mi><mo>&#xA8;</mo></mover></math>", "\"K<**]");
        row("behind primes and a number",
            "<math><msubsup><mi>k</mi><mn>4</mn><mo>&#x2032;</mo></msubsup><mi>m</mi></math>", "K'4\"M");
        row("digit that recurs behind the point", "<math><mn>0.</mn><mover><mn>7</mn><mo>&#xAF;</mo></mover></math>",
            "#0.7:");
        row("digits that recur behind the point", "<math><mn>0.</mn><mover><mn>74</mn><mo>&#xAF;</mo></mover></math>",
            "#0.\"74<:]");
        row("one above the other without brackets",
            "<math><mfrac linethickness='0'><mi>k</mi><mn>4</mn></mfrac></math>", "?K/4#");
        row("rows of a determinant", "\\begin{vmatrix}k&4\\\\m&p\\end{vmatrix}", ",\\K #4 MM P,\\");
        row("triangle", "\\triangle KLM", "$T ,K,L,M");
        row("sign of comparison with a script", "<math><mi>k</mi><msub><mo>~</mo><mi>m</mi></msub><mi>p</mi></math>",
            "K@:;M\"P");
    }

    void transcriber()
    {
        QFETCH(QByteArray, input);
        QTEST(brf(input, NemethPractice::transcriber), "cells");
    }

    // What readers of the web write differently.
    void reader_data()
    {
        columns();
        row("letter alone", "k", "K");
        row("minus in brackets", "(-8)", "(-#8)");
        row("power before a membership", "k^{m}\\in K", "K^M\" @E ,K");
        row("prime before something", "f'(k)", "F^'\"(K)");
        row("prime at the end", "k=f'", "K .K F'");
        row("comma in a script", "k_{j,m}z", "K;J, M\"Z");
        row("level by level", "2^{k^{m}}+1", "#2^K^^M^\"+1");
        row("matrix", "\\begin{pmatrix}4&k\\\\m&9\\end{pmatrix}", ",(#4 K,) ,(M #9,)");
        row("ratio", "[K:L]", "@(,K \"1 ,L@)");
        row("map", "f:K\\to L", "F_3 ,K $O ,L");
        row("script before a comparison behind a colon", "K:k^m=4", ",K_3K^M\" .K #4");
        row("script before a map", "f:K^m\\to L", "F_3 ,K^M $O ,L");
        row("function that paper knows", "<math><mi>sgn</mi><mo>(</mo><mi>k</mi><mo>)</mo></math>", "SGN(K)");
        row("minus in square brackets", "[-8]", "@(-8@)");
        row("list in parts", "(4,7;9)", "(4, #7_2 #9)");
        row("number struck out", "<math><menclose notation='updiagonalstrike'><mn>7</mn></menclose></math>", "[#7]");
        row("two operations", "4--7", "#4-\"-7");
        row("minus in brackets with a power", "(-8)^m", "(-8)^M");
        row("script before an item's bracket", "f(k^m),4", "F(K^M), #4");
        row("script before a bracket", "f(k^m)+4", "F(K^M\")+4");
        row("script before an item's bar", "|k_j|,m", "\\K;J\\, M");
        row("primes after brackets", "(k+m^j)'", "(K+M^J)'");
        row("scripts in both scripts", "k_{m_j}^{p}", "K;M;;J;^P");
        row("sign of comparison with a script", "<math><mi>k</mi><msub><mo>~</mo><mi>m</mi></msub><mn>7</mn></math>",
            "K @:;M\" #7");
        row("text between blanks", "k=m\\text{ unless }j>m", "K .K M UNLESS J .1 M");
        row("text without blanks", "k=m\\text{unless}j>m", "K .K MUNLESSJ .1 M");
        row("name of a function", "<math><mi>rank</mi><mo>&#x2061;</mo><mo>(</mo><mi>K</mi><mo>)</mo></math>",
            "RANK (,K)");
        row("name of a group", "<math><mi>SU</mi><mo>&#x2061;</mo><mo>(</mo><mn>4</mn><mo>)</mo></math>", ",,SU(4)");
        row("bar over the name of a function", "\\bar{h}(k)", "\"H<:](K)");
        row("bar over a letter", "\\bar{h}+k", "H:+K");
        row("bar over a comparison", "<math><mi>K</mi><mover><mo>&#x2282;</mo><mo>&#xAF;</mo></mover><mi>M</mi></math>",
            ",K :_\"K ,M");
        row("equals sign over and bar under a sign of logic",
            "<math><mi>k</mi><munderover><mo>&#x22C1;</mo><mo>&#xAF;</mo><mo>=</mo></munderover><mi>m</mi></math>",
            "K.K@+:M");
        row("two bars are an equals sign",
            "<math><mover><mover><mo>&#x2283;</mo><mo>&#xAF;</mo></mover><mo>&#xAF;</mo></mover></math>", ".K_.1");
        row("other sign over a comparison", "<math><mi>k</mi><mover><mo>=</mo><mo>*</mo></mover><mi>m</mi></math>",
            "K \".K<@#] M");
        row("digit left out", "<math><mn>7?4</mn><mo>+</mo><mn>20</mn></math>", "#7=4+20");
        row("long dash in a script", "<math><msup><mn>7</mn><mo>&#x2014;</mo></msup></math>", "#7^----");
        row("list that goes on to the left", "\\{\\dots,4,9\\}", ".( ''', #4, #9.)");
        row("German letter by style", "<math><mi mathvariant='fraktur'>k</mi></math>", "_;K");
        row("German letter by itself", "<math><mi>&#x1D528;</mi></math>", "_K");
        row("calligraphic letter", "<math><mi mathvariant='-tex-calligraphic'>K</mi></math>", "@;,K");
    }

    void reader()
    {
        QFETCH(QByteArray, input);
        QTEST(brf(input, NemethPractice::reader), "cells");
    }

    // Tables as on paper, columns under each other.
    void page_data()
    {
        columns();
        row("no table", "k+4", "K+4");
        row("matrix", "\\begin{pmatrix}4&k\\\\41&m\\end{pmatrix}", ",(#4  K,)\n,(#41 M,)");
        row("beside it", "K=\\begin{pmatrix}4\\\\9\\end{pmatrix}", ",K .K ,(#4,)\n      ,(#9,)");
        row("matrix in a matrix", "\\begin{pmatrix}\\begin{pmatrix}k\\\\m\\end{pmatrix}&4\\\\9&7\\end{pmatrix}",
            ",(,(K,) #4,)\n,(,(M,)   ,)\n,(        ,)\n,(#9    #7,)");
        row("system", "\\begin{cases}k=4\\\\m=9\\end{cases}", ".,(K .K #4\n.,(M .K #9");
    }

    void page()
    {
        QFETCH(QByteArray, input);
        const Braille braille =
            brailleOf(formula(input), {.practice = NemethPractice::reader, .layout = BrailleLayout::page});
        QCOMPARE(braille.nodes.size(), braille.cells.size());
        QTEST(QByteArray::fromStdString(brailleBrf(braille)), "cells");
    }

    void everyCellHasItsNode()
    {
        const Tree tree = formula("<math><msup><mi>k</mi><mn>41</mn></msup><mo>=</mo><mn>5</mn></math>");
        const Braille braille = brailleOf(tree, {});
        QCOMPARE(braille.nodes.size(), braille.cells.size());
        QCOMPARE(brailleBrf(braille), std::string("K^41 .K #5"));
        const auto textAt = [&](std::size_t cell) { return std::string(tree[braille.nodes[cell]].text); };
        QCOMPARE(textAt(0), std::string("k"));
        QCOMPARE(textAt(1), std::string("41")); // the indicator announces it
        QCOMPARE(textAt(3), std::string("41"));
        QCOMPARE(braille.nodes[4], noNode);
        QCOMPARE(textAt(5), std::string("="));
        QCOMPARE(textAt(8), std::string("5"));
    }

    void unicode() { QCOMPARE(brailleUnicode(brailleOf(formula("4"), {})), std::string("\u283C\u2832")); }

    void names()
    {
        BrailleCode code = BrailleCode::nemeth;
        QVERIFY(parseBrailleCode("ueb", code));
        QCOMPARE(code, BrailleCode::ueb);
        QVERIFY(!parseBrailleCode("Nemeth", code));
        QCOMPARE(code, BrailleCode::ueb);
    }

    // Structures that are empty, broken or very deep.
    void hostile_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("empty parts") << QByteArray("<math><mfrac/><msup><mrow/><mrow/></msup><msqrt/></math>");
        QTest::newRow("no base") << QByteArray("<math><mmultiscripts><mprescripts/></mmultiscripts></math>");
        QTest::newRow("brackets never closed") << QByteArray("((((<=))]]||,,,:::");
        QTest::newRow("empty table") << QByteArray("<math><mtable/><mtable><mtr/><mtr><mtd/></mtr></mtable></math>");
        QTest::newRow("scripts before everything") << QByteArray("<math><mi>\u00B3\u2044\u2088</mi></math>");
        QTest::newRow("only marks") << QByteArray("<math><mo>.</mo><mo>?</mo><mo>:</mo><mo>&#x201D;</mo></math>");
        QTest::newRow("deep") << QByteArray("{").repeated(400) + "x" + QByteArray("}^2").repeated(400);
    }

    void hostile()
    {
        QFETCH(QByteArray, input);
        const Tree tree = formula(input);
        for (const NemethPractice practice : {NemethPractice::transcriber, NemethPractice::reader}) {
            for (const BrailleLayout layout : {BrailleLayout::line, BrailleLayout::page}) {
                const Braille braille = brailleOf(tree, {.practice = practice, .layout = layout});
                QCOMPARE(braille.nodes.size(), braille.cells.size());
            }
        }
    }
};

QTEST_APPLESS_MAIN(NemethTest)
#include "nemeth_test.moc"
