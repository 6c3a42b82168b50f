// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"
#include "engine/mathml/writer.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace mathtts;

namespace
{

/*! The MathML of \a body, without attributes and the outer elements; embedded mathematics stays source in mtext. */
QString read(const std::string &body, Diagnostics *diagnostics = nullptr)
{
    Tree tree;
    Diagnostics own;
    const auto readMath = [&](const Passage &passage) {
        const bool greek = passage.text == "\\mu" || passage.text == "\\eta";
        return tree.addToken(greek ? Element::mi : Element::mtext, greek ? "μ" : passage.text, passage.span());
    };
    const LatexContext context{tree, diagnostics != nullptr ? *diagnostics : own, 100, 500, readMath};
    tree.setRoot(readChemistry({body, 0, false, {}}, context));
    QString xml = QString::fromStdString(writeMathml(tree, nullptr));
    xml.remove(QRegularExpression(" [a-z]+=\"[^\"]*\""));
    return xml.sliced(12, xml.size() - 12 - 14);
}

} // namespace

class ChemistryTest : public QObject
{
    Q_OBJECT

private slots:
    void formulas_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *body, const char *expected) { QTest::newRow(body) << body << expected; };
        row("H2O", "<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>");
        row("2 H2O", "<mn>2</mn><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>");
        row("1/2 O2", "<mfrac><mn>1</mn><mn>2</mn></mfrac><msub><mi>O</mi><mn>2</mn></msub>");
        row("n NaCl", "<mi>n</mi><mi>Na</mi><mi>Cl</mi>");
        row("CrO4^2-", "<mi>Cr</mi><msubsup><mi>O</mi><mn>4</mn><mrow><mn>2</mn><mo>−</mo></mrow></msubsup>");
        row("Na+", "<msup><mi>Na</mi><mo>+</mo></msup>");
        row("[AgCl2]-",
            "<msup><mrow><mo>[</mo><mi>Ag</mi><msub><mi>Cl</mi><mn>2</mn></msub><mo>]</mo></mrow><mo>−</mo></msup>");
        row("^{14}_{6}C", "<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>");
        row("^0_-1n-", "<mmultiscripts><mi>n</mi><mrow/><mo>−</mo><mprescripts/><mrow><mo>−</mo><mn>1</mn></mrow>"
                       "<mn>0</mn></mmultiscripts>");
        row("H^3HO", "<mi>H</mi><mmultiscripts><mi>H</mi><mprescripts/><mrow/><mn>3</mn></mmultiscripts><mi>O</mi>");
        row("NO_x", "<mi>N</mi><msub><mi>O</mi><mi>x</mi></msub>");
        row("Fe^n+", "<msup><mi>Fe</mi><mrow><mi>n</mi><mo>+</mo></mrow></msup>");
        row("Fe^{II}", "<msup><mi>Fe</mi><mi>II</mi></msup>");
        row("OCO^{.-}", "<mi>O</mi><mi>C</mi><msup><mi>O</mi><mrow><mo>•</mo><mo>−</mo></mrow></msup>");
        row("H2(aq)", "<msub><mi>H</mi><mn>2</mn></msub><mrow><mo>(</mo><mi>aq</mi><mo>)</mo></mrow>");
        row("A + B", "<mi>A</mi><mo>+</mo><mi>B</mi>");
        row("A -> B", "<mi>A</mi><mo>→</mo><mi>B</mi>");
        row("A <=> B", "<mi>A</mi><mo>⇌</mo><mi>B</mi>");
        row("A ->[x][{text below}] B",
            "<mi>A</mi><munderover><mo>→</mo><mtext>text below</mtext><mi>x</mi></munderover>"
            "<mi>B</mi>");
        row("A ->[][y] B", "<mi>A</mi><munder><mo>→</mo><mi>y</mi></munder><mi>B</mi>");
        row("BaSO4 v", "<mi>Ba</mi><mi>S</mi><msub><mi>O</mi><mn>4</mn></msub><mo>↓</mo>");
        row("CO2 ^", "<mi>C</mi><msub><mi>O</mi><mn>2</mn></msub><mo>↑</mo>");
        row("C6H5-CHO", "<msub><mi>C</mi><mn>6</mn></msub><msub><mi>H</mi><mn>5</mn></msub><mo>−</mo><mi>C</mi>"
                        "<mi>H</mi><mi>O</mi>");
        row("A=B#C", "<mi>A</mi><mo>=</mo><mi>B</mi><mo>≡</mo><mi>C</mi>");
        row("A\\bond{3}B", "<mi>A</mi><mo>≡</mo><mi>B</mi>");
        row("\\mu-Cl", "<mi>μ</mi><mo>‐</mo><mi>Cl</mi>");
        row("CuSO4.5H2O", "<mi>Cu</mi><mi>S</mi><msub><mi>O</mi><mn>4</mn></msub><mo>⋅</mo><mn>5</mn>"
                          "<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>");
        row("(NH4)2S", "<msub><mrow><mo>(</mo><mi>N</mi><msub><mi>H</mi><mn>4</mn></msub><mo>)</mo></mrow><mn>2</mn>"
                       "</msub><mi>S</mi>");
        row("{Gluconic Acid} + H+", "<mtext>Gluconic Acid</mtext><mo>+</mo><msup><mi>H</mi><mo>+</mo></msup>");
        row("$x$ Na", "<mtext>x</mtext><mi>Na</mi>");
        row("\\frac{[A]}{[B]}",
            "<mfrac><mrow><mo>[</mo><mi>A</mi><mo>]</mo></mrow><mrow><mo>[</mo><mi>B</mi><mo>]</mo></mrow></mfrac>");
        row("{\\bigg (}A\\Big\\}", "<mtext>\\bigg (</mtext><mi>A</mi><mtext>\\Big\\}</mtext>");
        row("A\\dot {}B", "<mi>A</mi><mtext>\\dot {}</mtext><mi>B</mi>");
        row("\\eta{A}", "<mi>μ</mi><mi>A</mi>");
        row("H₂O", "<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>");
        row("[(A]", "<mrow><mo>[</mo><mo>(</mo><mi>A</mi><mo>]</mo></mrow>");
    }
    void formulas()
    {
        QFETCH(QString, body);
        QFETCH(QString, expected);
        Diagnostics diagnostics;
        QString found = read(body.toStdString(), &diagnostics);
        // The row around several parts is the function's own.
        if (found.startsWith("<math><mrow>")) found = found.sliced(12);
        QCOMPARE(found, expected);
        QVERIFY(diagnostics.empty());
    }

    void spansAreThoseOfTheInput()
    {
        Tree tree;
        Diagnostics diagnostics;
        const LatexContext context{tree, diagnostics, 10, 500, {}};
        const NodeId formula = readChemistry({"H2O", 4, false, {}}, context);
        QCOMPARE(tree[formula].source, (Span{4, 7}));
        QCOMPARE(tree[tree.children(formula)[0]].source, (Span{4, 6}));
        QVERIFY((tree[formula].flags & NodeFlag::chemistry) != 0);
    }

    void whatIsWrongIsSaidAndKept()
    {
        for (const char *body : {"{H2O", "H2O}", "A ->[B", "$x", "\\frac{A}", "\\bond{?}", "^", "_", "\\", "\\ce"}) {
            Diagnostics diagnostics;
            read(body, &diagnostics);
        }
        Diagnostics arrow;
        read("A ->[heat", &arrow);
        QCOMPARE(arrow.size(), 1U);
        QCOMPARE(arrow[0].severity, Severity::warning); // all of it is read, above the arrow
        Diagnostics diagnostics;
        read("{H2O", &diagnostics);
        QCOMPARE(diagnostics.size(), 1U);
        QCOMPARE(diagnostics[0].code, DiagnosticCode::badChemistry);
    }

    void hugeInputsAreQuick()
    {
        QElapsedTimer timer;
        timer.start();
        for (const char *piece :
             {"{", "(", "->[", "^", "_{", "\\frac{", "$", "\\begin{a}", "(]", "H2", "\\overset{A}"}) {
            std::string body;
            while (body.size() < 300'000)
                body += piece;
            read(body);
        }
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_APPLESS_MAIN(ChemistryTest)
#include "chemistry_test.moc"
