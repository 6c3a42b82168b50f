// SPDX-License-Identifier: GPL-3.0-or-later
// MathML as it is written in the wild, and what its authors say by intents, as the natural style says it.
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QTest>

using namespace mathtts;

class MathmlTest : public QObject
{
    Q_OBJECT

private slots:
    void says_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *input, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(input) << QString::fromUtf8(text);
        };
        row("brackets in a row of their own", "<mi>g</mi><mrow><mo>(</mo><mi>t</mi><mo>)</mo></mrow>", "g of t");
        row("mfenced", "<mi>g</mi><mfenced><mi>t</mi></mfenced>", "g of t");
        row("mfenced with several parts", "<mfenced><mi>m</mi><mi>n</mi><mi>q</mi></mfenced>", "the triple m, n, q");
        row("mfenced with scripts",
            "<msup><mfenced><mrow><mi>m</mi><mo>+</mo><mi>n</mi></mrow></mfenced><mn>2</mn></msup>",
            "the quantity m plus n, all squared");
        row("bars of an mfenced", "<mfenced open='|' close='|'><mi>m</mi></mfenced>", "the absolute value of m");
        row("applied", "<mi>k</mi><mo>&ApplyFunction;</mo><mo>(</mo><mi>t</mi><mo>)</mo>", "k of t");
        row("multiplied", "<mi>g</mi><mo>&InvisibleTimes;</mo><mo>(</mo><mi>t</mi><mo>)</mo>", "g times t");
        row("functions as text", "<mtext>sin</mtext><mi>t</mi>", "sine of t");
        row("limits as text",
            "<munder><mtext>lim</mtext><mrow><mi>t</mi><mo>&rarr;</mo><mn>0</mn></mrow></munder><mi>t</mi>",
            "the limit as t approaches 0 of t");
        row("digits apart", "<mn>4</mn><mn>7</mn><mo>.</mo><mn>5</mn>", "47.5");
        row("a sign in a number", "<msup><mn>10</mn><mn>−9</mn></msup>", "10 to the negative 9");
        row("a slash as text", "<mi>m</mi><mtext>/</mtext><mi>n</mi>", "m over n");
        row("a sign as a letter", "<mi>&int;</mi><mi>t</mi><mi>d</mi><mi>t</mi>", "the integral of t d t");
        row("sides of bars", "<mo form='prefix'>|</mo><mi>t</mi><mo form='postfix'>|</mo>", "the absolute value of t");
        row("a row between fences",
            "<mo>{</mo><mrow><mi>t</mi><mo>|</mo><mrow><mi>t</mi><mo>&gt;</mo><mn>1</mn></mrow></mrow><mo>}</mo>",
            "the set of all t such that t is greater than 1");
        row("a brace that is not closed",
            "<mo>{</mo><mtable><mtr><mtd><mi>m</mi><mo>=</mo><mn>1</mn></mtd></mtr><mtr><mtd><mi>n</mi><mo>=</"
            "mo><mn>2</mn></mtd></mtr></mtable>",
            "a system of 2 equations, equation 1, m equals 1; equation 2, n equals 2");
        row("a function letter by letter", "<mi>c</mi><mi>o</mi><mi>s</mi><mi>t</mi>", "cosine of t");
        row("and applied", "<mn>2</mn><mi>t</mi><mi>a</mi><mi>n</mi><mo>&ApplyFunction;</mo><mi>u</mi>",
            "2 tangent of u");
        row("the longest name", "<mi>s</mi><mi>i</mi><mi>n</mi><mi>h</mi><mi>t</mi>", "hyperbolic sine of t");
        row("with a power", "<mi>s</mi><mi>i</mi><msup><mi>n</mi><mn>2</mn></msup><mi>t</mi>", "sine squared of t");
        row("a limit letter by letter",
            "<mi>l</mi><mi>i</mi><munder><mi>m</mi><mrow><mi>t</mi><mo>&rarr;</mo><mn>0</mn></mrow></munder><mi>t</mi>",
            "the limit as t approaches 0 of t");
        row("a product", "<mi>m</mi><mi>a</mi><mi>x</mi>", "m a x");
        row("not letter by letter", "<mi>s</mi><mo>&it;</mo><mi>i</mi><mo>&it;</mo><mi>n</mi>", "s i n");
        row("Roman numerals", "<mn>MCMXC</mn><mo>+</mo><mi>IX</mi>", "1990 plus 9");
        row("no Roman numeral", "<mn>FF</mn>", "FF");
        row("no Roman number", "<mn>IIII</mn>", "IIII");
        row("a sum in school",
            "<mstack><mn>12</mn><mn>30</mn><msrow><mo>+</mo><none/><mn>5</mn></msrow><msline/><mn>47</mn></mstack>",
            "12 plus 30 plus 5 equals 47");
        row("a difference with carries",
            "<mstack><mscarries crossout='updiagonalstrike'><mn>2</mn><mn>12</mn><none/></mscarries><mn>325</mn>"
            "<msrow><mo>&minus;</mo><mn>161</mn></msrow><msline/><mn>164</mn></mstack>",
            "325 minus 161 equals 164, with carries 2, 12");
        row("a product in school, without its steps",
            "<mstack><msgroup><mn>12</mn><msrow><mo>&times;</mo><mn>34</mn></msrow></msgroup><msline/>"
            "<msgroup shift='1'><mn>48</mn><mn>36</mn></msgroup><msline/><mn>408</mn></mstack>",
            "12 times 34 equals 408");
        row("lines that calculate nothing", "<mstack><mn>5</mn><mn>6</mn></mstack>", "2 lines, 5; 6");
        row("a power of brackets in rows of their own",
            "<msup><mrow><mrow><mo>(</mo><mrow><mi>m</mi><mo>+</mo><mi>n</mi></mrow><mo>)</mo></mrow></mrow><mn>3</mn>"
            "</msup>",
            "the quantity m plus n, all cubed");
        row("a power of a row in a row",
            "<msup><mrow><mstyle><mi>m</mi><mo>+</mo><mi>n</mi></mstyle></mrow><mn>3</mn></msup>",
            "m plus n, all cubed");
        row("an integral's row",
            "<mo>&int;</mo><mrow><mi>f</mi><mrow><mo>(</mo><mi>u</mi><mo>)</mo></mrow><mi>d</mi><mi>u</mi></mrow>",
            "the integral of f of u d u");
        row("a minus as text", "<mi>m</mi><mo>=</mo><mtext>−</mtext><mi>n</mi>", "m equals negative n");
        row("a factorial as text", "<mi>m</mi><mtext>!</mtext>", "m factorial");
        row("dots as text", "<mi>m</mi><mo>,</mo><mi>n</mi><mtext>,…</mtext>", "m, n, dot dot dot");
        row("a prime as text", "<mi>h</mi><mtext>′</mtext><mo>(</mo><mi>u</mi><mo>)</mo>", "h prime of u");
        row("a variable as text", "<mn>3</mn><mtext>v</mtext><mo>+</mo><mtext>w</mtext>", "3 v plus w");
        row("and as a function", "<mtext>r</mtext><mo>(</mo><mi>u</mi><mo>)</mo>", "r of u");
        row("units with a slash as text",
            "<mn>7</mn><mspace/><mrow><mrow><mtext>m</mtext></mrow><mtext>/</mtext><msup><mtext>s</mtext><mn>2</mn></"
            "msup></mrow>",
            "7 meters per second squared");
        row("degrees with the scale in a token of its own",
            "<mn>40</mn><mspace/><mtext>°</mtext><mtext>C,</mtext><mi>t</mi>", "40 degrees Celsius t");
        row("a power of a unit with its number",
            "<msup><mrow><mn>8</mn><mspace/><mtext>cm</mtext></mrow><mn>2</mn></msup>", "8 square centimeters");
        row("digits as text", "<mn>6</mn><mspace/><msup><mtext>m/s</mtext><mtext>2</mtext></msup>",
            "6 meters per second squared");
        row("a period behind a unit as text", "<mn>4</mn><mspace/><mtext>N.</mtext>", "4 newtons");
        row("a comma behind a unit as text", "<mn>4</mn><mspace/><mtext>ft,</mtext>", "4 feet");
        row("angle brackets of old documents", "<mo>&#x2329;</mo><mn>1</mn><mo>,</mo><mn>2</mn><mo>&#x232A;</mo>",
            "the pair 1, 2");
        row("a dash above", "<mover><mi>u</mi><mo>–</mo></mover>", "u bar");
        row("primes beside their letter", "<mi>h</mi><mo>'</mo><mo>'</mo><mo>(</mo><mi>u</mi><mo>)</mo>",
            "h double prime of u");
        row("primes in one token", "<msup><mi>h</mi><mo>&prime;&prime;</mo></msup><mo>(</mo><mi>u</mi><mo>)</mo>",
            "h double prime of u");
        row("minutes and seconds in a row",
            "<mn>7</mn><mo>&deg;</mo><mn>20</mn><mo>&prime;</mo><mn>4</mn><mo>&Prime;</mo>",
            "7 degrees 20 minutes 4 seconds");
        row("a unit after a space that never breaks", "<mn>80</mn><mtext>&nbsp;km/h</mtext>", "80 kilometers per hour");
        row("points in one token", "<mo>&angle;</mo><mi>PQR</mi><mo>=</mo><mi>&alpha;</mi>",
            "angle cap P cap Q cap R equals alpha");
        row("a segment in one token", "<mover><mi>PQ</mi><mo>&OverBar;</mo></mover>", "the line segment cap P cap Q");
        row("a product, not a mixed number", "<mn>5</mn><mo>&InvisibleTimes;</mo><mfrac><mn>1</mn><mn>3</mn></mfrac>",
            "5 times one third");
        row("a radical around", "<menclose notation='radical'><mi>m</mi></menclose>", "the square root of m");
        row("modulo as an operator",
            "<mi>m</mi><mo>&equiv;</mo><mi>n</mi><mspace width='1em'/><mo>(</mo><mo>mod</mo><mspace "
            "width='.3em'/><mn>7</mn>"
            "<mo>)</mo>",
            "m is congruent to n modulo 7");
        row("an exponent of both letters of a differential",
            "<mfrac><mrow><msup><mi>d</mi><mn>2</mn></msup><mi>u</mi></mrow><msup><mrow><mi>d</mi><mi>t</mi></"
            "mrow><mn>2</mn>"
            "</msup></mfrac>",
            "the second derivative of u with respect to t");
        row("a function of bars in a sum", "<mi>ln</mi><mo>|</mo><mi>u</mi><mo>|</mo><mo>+</mo><mi>K</mi>",
            "natural log of the absolute value of u, plus cap K");
        row("a fraction in an integral", "<mo>&int;</mo><mfrac><mn>1</mn><mi>u</mi></mfrac><mi>d</mi><mi>u</mi>",
            "the integral of 1 over u, d u");
        row("powers above and below",
            "<mfrac><msup><mi>u</mi><mi>m</mi></msup><msup><mi>u</mi><mi>n</mi></msup></mfrac>",
            "u to the m, over u to the n");
        row("a derivative of two tokens", "<mfrac><mi>du</mi><mi>dt</mi></mfrac>",
            "the derivative of u with respect to t");
        row("an operator of two tokens", "<mfrac><mi>d</mi><mi>dt</mi></mfrac><mi>u</mi>",
            "the derivative of u with respect to t");
        row("an order in an mfenced",
            "<msup><mi>f</mi><mfenced><mi>n</mi></mfenced></msup><mfenced><mi>u</mi></mfenced>",
            "the n-th derivative of f of u");
        row("a condition in a row of an mfenced",
            "<mfenced open='{' "
            "close='}'><mrow><mi>u</mi><mo>&in;</mo><mi>&Ropf;</mi><mo>:</mo><mi>u</mi><mo>&gt;</mo><mn>2"
            "</mn></mrow></mfenced>",
            "the set of all u in the real numbers such that u is greater than 2");
        row("equations in three columns",
            "<mtable><mtr><mtd><mi>u</mi></mtd><mtd><mo>=</mo></mtd><mtd><mn>4</mn></mtd></mtr><mtr><mtd><mi>v</mi></"
            "mtd>"
            "<mtd><mo>&lt;</mo></mtd><mtd><mn>6</mn></mtd></mtr></mtable>",
            "2 lines, line 1, u equals 4; line 2, v is less than 6");
        row("a norm of typed bars", "<mo>||</mo><mi>u</mi><mo>||</mo>", "the norm of u");
        row("a relation of typed signs", "<mi>u</mi><mo>&lt;=</mo><mn>4</mn>", "u is less than or equal to 4");
        row("circled", "<menclose notation='circle'><mn>4</mn></menclose>", "circled 4");
        row("permutations with a number above",
            "<mmultiscripts><mi>P</mi><mi>k</mi><none/><mprescripts/><none/><mi>m</mi></mmultiscripts>",
            "the permutations of m taken k at a time");
        row("a second derivative as AsciiMath reads it on one line",
            "<msup><mi>d</mi><mn>2</mn></msup><mfrac><mi>u</mi><msup><mrow><mi>d</mi><mi>t</mi></mrow><mn>2</mn></"
            "msup></mfrac>",
            "the second derivative of u with respect to t");
        row("digits of their own with a power", "<mn>1</mn><msup><mn>0</mn><mn>7</mn></msup>", "10 to the seventh");
        row("aligned equations without a name",
            "<mtable><mtr><mtd><mi>u</mi></mtd><mtd><mi/><mo>=</mo><mn>4</mn></mtd></mtr><mtr><mtd/><mtd><mo>=</"
            "mo><mi>v</mi>"
            "</mtd></mtr></mtable>",
            "2 lines, line 1, u equals 4; line 2, equals v");
        row("choices", "<maction selection='2'><mi>m</mi><mi>n</mi></maction>", "n");
        row("long division", "<mlongdiv><mn>4</mn><mn>12</mn><mn>48</mn></mlongdiv>", "48 divided by 4 equals 12");
    }

    void says()
    {
        QFETCH(QString, input);
        QFETCH(QString, text);
        QCOMPARE(said("<math>" + input + "</math>"), text);
    }

    void content_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *input, const char *text) {
            QTest::newRow(text) << QString::fromUtf8(input) << QString::fromUtf8(text);
        };
        row("<apply><minus/><ci>m</ci><apply><plus/><ci>n</ci><cn>1</cn></apply></apply>",
            "m minus the quantity n plus 1");
        row("<apply><ci>g</ci><ci>t</ci></apply>", "g of t");
        row("<apply><power/><apply><times/><cn>2</cn><ci>t</ci></apply><cn>3</cn></apply>",
            "the quantity 2 t, all cubed");
        row("<apply><int/><bvar><ci>t</ci></bvar><lowlimit><cn>0</cn></lowlimit><uplimit><cn>1</cn></uplimit><ci>t</"
            "ci></apply>",
            "the integral from 0 to 1 of t d t");
        row("<apply><diff/><bvar><ci>t</ci><degree><cn>2</cn></degree></bvar><ci>g</ci></apply>",
            "the second derivative of g with respect to t");
        row("<apply><sum/><bvar><ci>k</ci></bvar><lowlimit><cn>1</cn></lowlimit><uplimit><ci>n</ci></uplimit><ci>k</"
            "ci></apply>",
            "the sum from k equals 1 to n of k");
        row("<interval closure='closed-open'><cn>0</cn><ci>t</ci></interval>",
            "the half-open interval from 0 to t, including 0, excluding t");
        row("<apply><inverse/><ci>m</ci></apply>", "m inverse");
        row("<cn type='rational'>2<sep/>3</cn>", "two thirds");
        row("<cn type='e-notation'>5<sep/>7</cn>", "5 times 10 to the seventh");
        row("<set><bvar><ci>t</ci></bvar><condition><apply><gt/><ci>t</ci><cn>1</cn></apply></condition></set>",
            "the set of all t such that t is greater than 1");
        row("<apply><csymbol cd='arith1'>times</csymbol><ci>m</ci><ci>n</ci></apply>", "m n");
        row("<apply><forall/><bvar><ci>t</ci></bvar><apply><geq/><ci>t</ci><cn>0</cn></apply></apply>",
            "for all t, t is greater than or equal to 0");
    }

    void content()
    {
        QFETCH(QString, input);
        QFETCH(QString, text);
        QCOMPARE(said("<math>" + input + "</math>"), text);
    }

    void authorsWin_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *input, const char *text) {
            QTest::newRow(name) << QString::fromUtf8(input) << QString::fromUtf8(text);
        };
        row("a concept we know",
            "<mrow intent='open-interval($a,$b)'><mo>(</mo><mi arg='a'>m</mi><mo>,</mo><mi "
            "arg='b'>n</mi><mo>)</mo></mrow>",
            "the open interval from m to n");
        row("a concept that nobody knows", "<msup intent='frobnication($a)'><mi arg='a'>m</mi><mo>&dagger;</mo></msup>",
            "frobnication of m");
        row("literals", "<mi intent='_speed-of-light'>c</mi>", "speed of light");
        row("infix", "<mrow intent='_meets:infix($a,$b)'><mi arg='a'>m</mi><mi arg='b'>n</mi></mrow>", "m meets n");
        row("prefix", "<mrow intent='_hyper:prefix($a)'><mi arg='a'>m</mi></mrow>", "hyper m");
        row("postfix", "<mrow intent='_twice:postfix($a)'><mi arg='a'>m</mi></mrow>", "m twice");
        row("silent", "<mrow intent='_x:silent($a)'><mi arg='a'>m</mi><mi>n</mi></mrow>", "m");
        row("named twice", "<mrow intent='plus($a,$a)'><mi arg='a'>m</mi></mrow>", "m plus m");
        row("numbers", "<mover intent='power($a,2)'><mi arg='a'>m</mi><mo>^</mo></mover>", "m squared");
        row("an operator by name", "<mi>m</mi><mo intent='_joins'>&sdot;</mo><mi>n</mi>", "m joins n");
        row("a line of a calculation",
            "<mstack intent='_see:prefix($a)'><msrow arg='a'><mn>1</mn><mn>2</mn></msrow></mstack>", "see 12");
        row("inside of another",
            "<mrow intent='power($a,2)'><mrow arg='a' intent='_hyper:prefix($b)'><mi arg='b'>m</mi></mrow></mrow>",
            "hyper m squared");
        row("literally, a row", "<mrow intent=':literal'><mo>|</mo><mi>m</mi><mo>|</mo></mrow>",
            "vertical bar m vertical bar");
        row("literally, scripts", "<msup intent=':literal'><mi>m</mi><mn>2</mn></msup>", "m super 2");
        row("literally, a fraction",
            "<mfrac intent=':literal'><mi>d</mi><mrow><mi>d</mi><mi>t</mi></mrow></mfrac><mo>+</mo><mn>1</mn>",
            "d over d t plus 1");
        row("a unit", "<mn>5</mn><mo>&it;</mo><mi intent=':unit'>m</mi>", "5 meters");
        row("a unit of several tokens", "<mn>5</mn><mrow intent=':unit'><mi>m</mi><mo>/</mo><mi>s</mi></mrow>",
            "5 meters per second");
        row("a unit alone", "<mi intent=':unit'>m</mi>", "meter");
        row("chemistry", "<mrow intent=':chemistry'><mi>C</mi><msub><mi>O</mi><mn>2</mn></msub></mrow>", "C O 2");
        row("a mistake is left out", "<msup intent='power($a'><mi>m</mi><mn>3</mn></msup>", "m cubed");
    }

    void authorsWin()
    {
        QFETCH(QString, input);
        QFETCH(QString, text);
        QCOMPARE(said("<math>" + input + "</math>"), text);
    }

private:
    QString said(const QString &input)
    {
        if (!m_session.read(input.toStdString(), {})) return "nothing";
        return QString::fromStdString(renderText(m_session.plan()));
    }

    Engine m_engine;
    Session m_session{m_engine};
};

QTEST_APPLESS_MAIN(MathmlTest)
#include "mathml_test.moc"
