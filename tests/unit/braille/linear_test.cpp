// SPDX-License-Identifier: GPL-3.0-or-later
#include "formulas.h"

#include "engine/braille/braille.h"

#include <QTest>

using namespace mathtts;

namespace
{
QByteArray written(const QByteArray &input, const BrailleOptions &options)
{
    return QByteArray::fromStdString(brailleUnicode(brailleOf(formula(input), options)));
}
} // namespace

class LinearTest : public QObject
{
    Q_OBJECT

private slots:
    void texts_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("latex");
        QTest::addColumn<QByteArray>("asciimath");
        const auto row = [](const char *input, const char *latex, const char *asciimath) {
            QTest::newRow(input) << QByteArray(input) << QByteArray(latex) << QByteArray(asciimath);
        };
        row("k+m=4", "k +m =4", "k+m = 4");
        row("-4", "-4", "-4");
        row("k\\leq m", "k \\le m", "k <= m");
        row("\\alpha\\beta", "\\alpha \\beta", "alpha beta");
        row("k^4", "k^4", "k^4");
        row("k^{41}", "k^{41}", "k^(41)");
        row("k_m^{m+4}", "k_m^{m +4}", "k_m^(m+4)");
        row("\\frac{k}{m+4}", "\\frac{k}{m +4}", "k/(m+4)");
        row("\\sqrt{k}", "\\sqrt{k}", "sqrt(k)");
        row("\\sqrt[4]{k}", "\\sqrt[4]{k}", "root(4)(k)");
        row("\\sin k", "\\sin k", "sin k");
        row("\\sum_{k=1}^m k", "\\sum_{k =1}^m k", "sum_(k=1)^m k");
        row("\\vec k", "\\vec{k}", "vec k");
        row("f'(k)", "f'(k)", "f'(k)");
        // a blank is due after a name or a script, but not before what closes or goes on
        row("4\\beta k", "4\\beta k", "4 beta k");
        row("(\\beta)", "(\\beta)", "(beta)");
        row("k_m p", "k_m p", "k_m p");
        row("k^{41}p", "k^{41} p", "k^(41)p");
        row("k=-m", "k = -m", "k = -m");
        row("(-m)", "( -m)", "(-m)");
        row("k^{-4}", "k^{ -4}", "k^(-4)");
        row("4\\frac{k}{m}p", "4\\frac{k}{m}p", "4 k/m p");
        row("k+\\frac{m+4}{9}", "k +\\frac{m +4}{9}", "k+ (m+4)/9");
        row("4\\frac{k+m}{9}", "4\\frac{k +m}{9}", "4(k+m)/9");
        row("(\\frac{k+m}{9})", "(\\frac{k +m}{9})", "( (k+m)/9)");
        row("\\vec k m", "\\vec{k} m", "vec k m");
        row("P(k|m)", "P(k|m)", "P(k|m)");
        row("|k|+4", "| k| +4", "|k|+4");
        row("k<m", "k \\lt m", "k < m");
        row("k_{\\max}", "k_{\\max}", "k_(max)");
        row("\\binom{k}{m}", "\\binom{k}{m}", "((k), (m))");
        row("<math><mfrac><mrow><mi>d</mi><mi>t</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac></math>",
            "\\frac{dt}{dx}", "dt/dx");
        row("<math><mn>4</mn><mtext>km/s</mtext></math>", "4km/s", "4\"km//s\"");
        row("<math><menclose notation='left right top'><mi>k</mi></menclose></math>", "|\\overline{k}|",
            "|overline(k)|");
        row("<math><menclose notation='updiagonalstrike'><mi>k</mi></menclose></math>", "\\overwrite{k}{\\senwline}",
            "\\cancel(k)");
        row("<math><mo>&#x2225;</mo><mi>k</mi><mo>&#x2225;</mo></math>", "\\parallel k \\parallel", "norm(k)");
        row("\\begin{pmatrix}k&m\\\\4&9\\end{pmatrix}", "\\begin{pmatrix} k & m \\\\ 4 & 9 \\end{pmatrix}",
            "([k, m], [4, 9])");
        row("\\begin{bmatrix}k\\\\4\\end{bmatrix}", "\\begin{bmatrix} k \\\\ 4 \\end{bmatrix}", "[[k], [4]]");
        row("<math><mi>lcm</mi><mo>(</mo><mn>4</mn><mo>)</mo></math>", "lcm(4)", "lcm(4)");
        row("\\{k\\}\\cup m", "\\{k\\} \\cup m", "{k} uu m");
        row("k_{m,\\beta}", "k_{m, \\beta}", "k_(m, beta)");
        row("<math><mtext>a\\b</mtext></math>", "a\\backslash b", "\"a\\\\b\"");
        row("k\\ell", "k \\ell", "kcc l");
        row("\\Re k", "\\Re k", "fr R k");
        row("\\aleph_4", "\\aleph_4", "aleph_4");
        row("\\frac{\\partial k}{m}", "\\frac{ \\partial k}{m}", "(del k)/m");
        row("\\frac{\\partial^4 k}{m}", "\\frac{\\partial^4 k}{m}", "(del^4 k)/m");
        row("\\|k\\|_4", "\\Vert k\\Vert_4", "norm(k)_4");
        row("<math><mover><mi>k</mi><mo>&#xAF;</mo></mover><mi>m</mi></math>", "\\overline{k}m", "bar k m");
        row("<math><mover><mover><mi>k</mi><mo>^</mo></mover><mo>&#xAF;</mo></mover></math>", "\\overline{ \\hat{k}}",
            "bar(hat k)");
        row("<math><mn>4</mn><mtext>&#xA0;km&#xA0;</mtext><mi>m</mi></math>", "4 km m", "4 \"km\" m");
        // signs with long names stand behind a blank, but not infinity and dots on the line
        row("k\\emptyset", "k \\varnothing", "kO/");
        row("<math><mi>k</mi><mo>&#x22EE;</mo></math>", "k \\vdots", "k vdots");
        row("4\\infty", "4\\infty", "4 oo");
        row("<math><mi>k</mi><mo>&#x2284;</mo><mi>m</mi></math>", "k \\not\\subset m", "k !sub m");
        row("<math><msup><mi>k</mi><mo>?</mo></msup></math>", "k^?", "k^?");
        // ASCIIMath: relations that stand close, signs that begin with letters, a star in a script
        row("k\\perp m", "k \\perp m", "k_|_m");
        row("k\\notin m", "k \\notin m", "k!inm");
        row("4\\oplus\\beta", "4 \\oplus \\beta", "4o+beta");
        row("\\beta\\oplus k", "\\beta \\oplus k", "beta o+k");
        row("<math><msup><mi>k</mi><mo>*</mo></msup></math>", "k^*", "k^*");
        row("k^{(m;p)}", "k^{(m; p)}", "k^((m;p))");
    }

    void texts()
    {
        QFETCH(QByteArray, input);
        QTEST(written(input, {.code = BrailleCode::latex}), "latex");
        QTEST(written(input, {.code = BrailleCode::asciimath}), "asciimath");
    }

    void shortNames()
    {
        QCOMPARE(written("\\mathbb{Z}", {.code = BrailleCode::latex, .shortNames = true}), QByteArray("\\Z"));
        QCOMPARE(written("\\frac{\\lambda k}{m}\\leq 4", {.code = BrailleCode::latex, .shortNames = true}),
                 QByteArray("\\f{~lk}{m} <=4"));
        QCOMPARE(written("\\sin k+\\cos\\lambda", {.code = BrailleCode::latex, .shortNames = true}),
                 QByteArray("sink +cos~l"));
    }

    // LaTeX in Eurobraille: as it was written where the document tells, else as for displays.
    void euro_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("cells");
        const auto row = [](const char *name, const char *input, const char *cells) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(cells);
        };
        row("blank before operations and comparisons", "k+m\\leq 7", "⠅⠀⠖⠍⠀⡌⠇⠑⠻");
        row("none behind a group", "\\frac{k-4}{9}=\\alpha m", "⡌⠋⠗⠁⠉⠷⠅⠀⠤⠹⠾⠷⠪⠾⠶⡌⠁⠇⠏⠓⠁⠀⠍");
        row("typed signs", "a\\cdot K<9", "⠁⠀⠔⡅⠀⠰⠪");
        row("words", "k\\text{ or more}", "⠅⠀⠕⠗⠀⠍⠕⠗⠑");
        row("no cell", "<math><mi>&#x65E5;</mi></math>", "⡌⠥⠫⠱⠑⠱");
        row("as written",
            "<math data-latex='k \\geq {7}'><mi>k</mi><mo data-latex='\\geq'>&#x2265;</mo><mn>7</mn></math>",
            "⠅⠀⡌⠛⠑⠟⠷⠻⠾");
        row("commands before letters", "<math data-latex='\\mathbb  K \\sin \\beta'><mi>K</mi></math>",
            "⡌⠍⠁⠞⠓⠃⠃⠀⡅⡌⠎⠊⠝⠀⡌⠃⠑⠞⠁");
        row("text as written", "<math data-latex='\\text{at most } 4'><mn>4</mn></math>", "⡌⠞⠑⠭⠞⠷⠁⠞⠀⠍⠕⠎⠞⠀⠾⠹");
        row("nothing", "<math/>", "");
    }

    void euro()
    {
        QFETCH(QByteArray, input);
        QTEST(written(input, {.code = BrailleCode::euro}), "cells");
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("empty parts") << QByteArray("<math><mfrac/><msup><mrow/><mrow/></msup><msqrt/><mover/></math>");
        QTest::newRow("over and under, empty")
            << QByteArray("<math><munderover><mo>&#x2211;</mo><mrow/><mrow/></munderover></math>");
        QTest::newRow("over and under a letter")
            << QByteArray("<math><munderover><mi>k</mi><mi>m</mi><mi>p</mi></munderover></math>");
        QTest::newRow("limits of limits") << QByteArray("<math><munder><mrow><mo>&#x222B;</mo><munder><mi>k</mi><mi>m</"
                                                        "mi></munder></mrow><mi>p</mi></munder></math>");
        QTest::newRow("brackets never closed") << QByteArray("((((<=))]]||,,,:::");
        QTest::newRow("empty table") << QByteArray("<math><mtable/><mtable><mtr/><mtr><mtd/></mtr></mtable></math>");
        QTest::newRow("written ends within a command") << QByteArray("<math data-latex='k\\'><mi>k</mi></math>");
        QTest::newRow("written ends within a text") << QByteArray("<math data-latex='}\\text{k {'><mi>k</mi></math>");
        QTest::newRow("written sign ends") << QByteArray("<math data-latex='{\\not'><mo>=</mo></math>");
        QTest::newRow("prescripts alone") << QByteArray("<math><mmultiscripts><mprescripts/></mmultiscripts></math>");
    }

    void hostile()
    {
        QFETCH(QByteArray, input);
        for (const BrailleCode code : {BrailleCode::latex, BrailleCode::asciimath, BrailleCode::euro}) {
            const Braille braille = brailleOf(formula(input), {.code = code});
            QCOMPARE(braille.nodes.size(), braille.cells.size());
        }
    }
};

QTEST_APPLESS_MAIN(LinearTest)
#include "linear_test.moc"
