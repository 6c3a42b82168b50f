// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/asciimath/reader.h"
#include "engine/mathml/writer.h"

#include <QTest>

#include <string>

using namespace mathtts;

namespace
{

/*! The formula as MathML without the math element, attributes and groups that show nothing. */
std::string read(std::string_view input, Diagnostics *diagnostics = nullptr)
{
    Tree tree;
    Diagnostics own;
    if (!readAsciimath(input, {}, {}, tree, diagnostics != nullptr ? *diagnostics : own)) return "nothing";
    QString text = QString::fromStdString(writeMathml(tree, nullptr));
    static const QRegularExpression noise(" [a-z:-]+=\"[^\"]*\"|</?mrow>|<mrow/>|</?math[^>]*>");
    return text.remove(noise).toStdString();
}

} // namespace

class ReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *input, const char *expected) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(expected);
        };
        row("x+12.5", "<mi>x</mi><mo>+</mo><mn>12.5</mn>");
        row("kpimu", "<mi>k</mi><mi>π</mi><mi>μ</mi>");
        row("\\alpha<=oo", "<mi>α</mi><mo>≤</mo><mi>∞</mi>");
        row("a_1^2", "<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>");
        row("x^-3", "<msup><mi>x</mi><mo>−</mo><mn>3</mn></msup>");
        row("x^(a+b)", "<msup><mi>x</mi><mi>a</mi><mo>+</mo><mi>b</mi></msup>");
        row("(a+b)^2", "<msup><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo><mn>2</mn></msup>");
        row("(a+b)/(c)", "<mfrac><mi>a</mi><mo>+</mo><mi>b</mi><mi>c</mi></mfrac>");
        row("a_n/b^m", "<mfrac><msub><mi>a</mi><mi>n</mi></msub><msup><mi>b</mi><mi>m</mi></msup></mfrac>");
        row("sum_(k=0)^n k", "<munderover><mo>∑</mo><mi>k</mi><mo>=</mo><mn>0</mn><mi>n</mi></munderover><mi>k</mi>");
        row("int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>");
        row("sin^2 t", "<msup><mi>sin</mi><mn>2</mn></msup><mi>t</mi>");
        row("sqrt(y)", "<msqrt><mi>y</mi></msqrt>");
        row("root(4)(y)", "<mroot><mi>y</mi><mn>4</mn></mroot>");
        row("stackrel(k)(->)", "<mover><mo>→</mo><mi>k</mi></mover>");
        row("underset(k)(max)", "<munder><mi>max</mi><mi>k</mi></munder>");
        row("vec v", "<mover><mi>v</mi><mo>→</mo></mover>");
        row("ubrace(m+n)_q", "<munder><munder><mi>m</mi><mo>+</mo><mi>n</mi><mo>⏟</mo></munder><mi>q</mi></munder>");
        row("floor(y)", "<mo>⌊</mo><mi>y</mi><mo>⌋</mo>");
        row("[[a,|,|,b],[c,|,|,d]]", "<mo>[</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
                                     "<mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable><mo>]</mo>");
        row("|y|+1", "<mo>|</mo><mi>y</mi><mo>|</mo><mo>+</mo><mn>1</mn>");
        row("{y | y>0}", "<mo>{</mo><mi>y</mi><mo>|</mo><mi>y</mi><mo>&gt;</mo><mn>0</mn><mo>}</mo>");
        row("y|_0^1", "<mi>y</mi><msubsup><mo>|</mo><mn>0</mn><mn>1</mn></msubsup>");
        row("(:u,v:)", "<mo>⟨</mo><mi>u</mi><mo>,</mo><mi>v</mi><mo>⟩</mo>");
        row("bb(R)", "<mi>𝐑</mi>");
        row("bbb R^3", "<msup><mi>ℝ</mi><mn>3</mn></msup>");
        row("text(so that) y", "<mtext>so that</mtext><mi>y</mi>");
        row("\"if\" y", "<mtext>if</mtext><mi>y</mi>");
        row("color(red)(y)", "<mstyle><mi>y</mi></mstyle>");
        row("cancel(y)", "<menclose><mi>y</mi></menclose>");
        row("kidid", "<mi>k</mi><mi>i</mi><mi>d</mi><mi>i</mi><mi>d</mi>");
        row("3% of y", "<mn>3</mn><mo>%</mo><mtext>of</mtext><mi>y</mi>");
        row("e^(is)", "<msup><mi>e</mi><mi>i</mi><mi>s</mi></msup>");
        row("[[k,l],[m,n]]", "<mo>[</mo><mtable><mtr><mtd><mi>k</mi></mtd><mtd><mi>l</mi></mtd></mtr>"
                             "<mtr><mtd><mi>m</mi></mtd><mtd><mi>n</mi></mtd></mtr></mtable><mo>]</mo>");
        row("{(k,if m),(l,n):}",
            "<mo>{</mo><mtable><mtr><mtd><mi>k</mi></mtd><mtd><mtext>if</mtext><mi>m</mi></mtd></mtr>"
            "<mtr><mtd><mi>l</mi></mtd><mtd><mi>n</mi></mtd></mtr></mtable>");
        row("{(k,l),(m,n)}", "<mo>{</mo><mo>(</mo><mi>k</mi><mo>,</mo><mi>l</mi><mo>)</mo><mo>,</mo>"
                             "<mo>(</mo><mi>m</mi><mo>,</mo><mi>n</mi><mo>)</mo><mo>}</mo>");
        row("[[k,|,l]]", "<mo>[</mo><mtable><mtr><mtd><mi>k</mi></mtd><mtd><mi>l</mi></mtd></mtr></mtable><mo>]</mo>");
        row(")", "<mo>)</mo>");
        row("^", "<mo>^</mo>");
        row("é≥٣", "<mi>é</mi><mo>≥</mo><mn>٣</mn>");
    }

    void reads()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        Diagnostics diagnostics;
        QCOMPARE(QString::fromStdString(read(input.toStdString(), &diagnostics)), expected);
        QVERIFY(diagnostics.empty());
    }

    void recovers_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bracket") << "(u+1" << "<mo>(</mo><mi>u</mi><mo>+</mo><mn>1</mn>";
        QTest::newRow("quote") << "u \"v" << "<mi>u</mi><mtext>v</mtext>";
        QTest::newRow("operand") << "sqrt" << "<msqrt></msqrt>";
        QTest::newRow("operands") << "frac(1)" << "<mfrac><mn>1</mn></mfrac>";
    }

    void recovers()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        Diagnostics diagnostics;
        QCOMPARE(QString::fromStdString(read(input.toStdString(), &diagnostics)), expected);
        QCOMPARE(diagnostics.size(), std::size_t(1));
        QVERIFY(diagnostics[0].severity == Severity::warning);
    }

    void isBounded()
    {
        Diagnostics diagnostics;
        QCOMPARE(read("", &diagnostics), std::string("nothing"));
        QCOMPARE(read(std::string(1'000'000, '('), &diagnostics), std::string("nothing"));
        QVERIFY(diagnostics.back().code == DiagnosticCode::nestedTooDeep);
        read(std::string(1'000'000, '|'));
        std::string roots;
        for (int i = 0; i < 100'000; ++i)
            roots += "sqrt";
        QCOMPARE(read(roots, &diagnostics), std::string("nothing"));
    }
};

QTEST_APPLESS_MAIN(ReaderTest)
#include "reader_test.moc"
