// SPDX-License-Identifier: GPL-3.0-or-later
// MathSpeak by its published grammar, on formulas of our own.
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QTest>

using namespace mathtts;

namespace
{
/*! What MathSpeak says for MathML between the tags of math. */
QString say(const QString &mathml, Verbosity verbosity = Verbosity::verbose)
{
    static const Engine engine;
    static Session session{engine};
    Options options;
    options.format = Format::mathml;
    options.style = "mathspeak";
    options.verbosity = verbosity;
    if (!session.read(QString("<math>%1</math>").arg(mathml).toStdString(), options)) return "(nothing)";
    return QString::fromStdString(renderText(session.plan(), nullptr, Punctuation::none));
}

QString fraction(const QString &numerator, const QString &denominator)
{
    return QString("<mfrac><mrow>%1</mrow><mrow>%2</mrow></mfrac>").arg(numerator, denominator);
}

QString power(const QString &base, const QString &exponent)
{
    return QString("<msup><mrow>%1</mrow><mrow>%2</mrow></msup>").arg(base, exponent);
}

QString root(const QString &radicand)
{
    return QString("<msqrt>%1</msqrt>").arg(radicand);
}

const QString a = "<mi>a</mi>";
const QString b = "<mi>b</mi>";
const QString k = "<mi>k</mi>";
const QString two = "<mn>2</mn>";
const QString plus = "<mo>+</mo>";
} // namespace

class MathspeakTest : public QObject
{
    Q_OBJECT

private slots:
    void structures_data()
    {
        QTest::addColumn<QString>("mathml");
        QTest::addColumn<QString>("verbose");
        QTest::addColumn<QString>("brief");
        QTest::addColumn<QString>("superbrief");
        const auto row = [](const char *name, const QString &mathml, const char *verbose, const char *brief,
                            const char *superbrief) {
            QTest::newRow(name) << mathml << verbose << brief << superbrief;
        };
        row("fraction", fraction(a, b), "StartFraction a Over b EndFraction", "StartFrac a Over b EndFrac",
            "Frac a Over b EndFrac");
        row("fraction in a fraction", fraction(a, fraction(b, k)),
            "StartStartFraction a OverOver StartFraction b Over k EndFraction EndEndFraction",
            "StartStartFrac a OverOver StartFrac b Over k EndFrac EndEndFrac",
            "NestFrac a NestOver Frac b Over k EndFrac NestEndFrac");
        row("fraction in a root in a fraction", fraction(a, root(fraction(b, k))),
            "StartFraction a Over StartRoot StartFraction b Over k EndFraction EndRoot EndFraction",
            "StartFrac a Over StartRoot StartFrac b Over k EndFrac EndRoot EndFrac",
            "Frac a Over Root Frac b Over k EndFrac EndRoot EndFrac");
        row("vulgar fraction", fraction("<mn>5</mn>", "<mn>32</mn>"), "five thirty seconds", "five thirty seconds",
            "five thirty seconds");
        row("root in a root", root(a + root(b)), "NestedStartRoot a StartRoot b EndRoot NestedEndRoot",
            "NestStartRoot a StartRoot b EndRoot NestEndRoot", "NestRoot a Root b EndRoot NestEndRoot");
        row("power of a power", power(a, power(b, k)) + plus + a, "a Superscript b Super Superscript k Baseline plus a",
            "a Sup b Sup Sup k Base plus a", "a Sup b Sup Sup k Base plus a");
        row("back to a level", power(a, power(b, k) + plus + b),
            "a Superscript b Super Superscript k Superscript plus b", "a Sup b Sup Sup k Sup plus b",
            "a Sup b Sup Sup k Sup plus b");
        row("matrix", "<mo>(</mo><mtable><mtr><mtd>" + a + "</mtd><mtd>" + b + "</mtd></mtr></mtable><mo>)</mo>",
            "Start 1 By 2 Matrix 1st Row 1st Column a 2nd Column b EndMatrix",
            "Start 1 By 2 Matrix 1st Row 1st Column a 2nd Column b EndMatrix",
            "1 By 2 Matrix 1st Row 1st Column a 2nd Column b EndMatrix");
        row("parentheses", "<mo>(</mo>" + a + plus + b + "<mo>)</mo>", "left parenthesis a plus b right parenthesis",
            "left p'ren a plus b right p'ren", "L p'ren a plus b R p'ren");
    }

    void structures()
    {
        QFETCH(const QString, mathml);
        QTEST(say(mathml), "verbose");
        QTEST(say(mathml, Verbosity::medium), "brief");
        QTEST(say(mathml, Verbosity::terse), "superbrief");
    }

    void words_data()
    {
        QTest::addColumn<QString>("mathml");
        QTest::addColumn<QString>("said");
        QTest::newRow("square") << power(a, two) << "a squared";
        QTest::newRow("index that is a number") << "<msub>" + k + "<mn>7</mn></msub>" << "k 7";
        QTest::newRow("number after a letter") << k + "<mn>7</mn>" << "k Baseline 7";
        QTest::newRow("capital") << "<mi>K</mi>" << "upper K";
        QTest::newRow("font") << "<mi mathvariant='fraktur'>K</mi>" << "German upper K";
        QTest::newRow("roman number") << "<mn>XII</mn>" << "UpperWord X I I";
        QTest::newRow("other number") << "<mn>7F</mn>" << "Number 7 F";
        QTest::newRow("negative") << "<mo>-</mo>" + a << "negative a";
        QTest::newRow("minus") << "<mo>-</mo>" + a + b << "minus a b";
        QTest::newRow("bar") << "<mover>" + k + "<mo>¯</mo></mover>" << "k overbar";
        QTest::newRow("hat") << "<mover>" + k + "<mo>^</mo></mover>" << "ModifyingAbove k With caret";
        QTest::newRow("limits") << "<munderover><mo>∏</mo>" + k + two + "</munderover>" + a
                                << "product Underscript k Overscript 2 Endscripts a";
        QTest::newRow("over twice") << "<mover><mover>" + k + a + "</mover>" + b + "</mover>"
                                    << "k Overscript a OverOverscript b Endscripts";
        QTest::newRow("tensor") << "<mmultiscripts>" + k + a + b + "<mprescripts/>" + b + "<none/></mmultiscripts>"
                                << "Subscript b Baseline k Subscript a Superscript b";
        QTest::newRow("absolute value") << "<mo>|</mo>" + k + "<mo>|</mo>" << "StartAbsoluteValue k EndAbsoluteValue";
        QTest::newRow("primes") << power(k, "<mo>′</mo><mo>′</mo>") << "k double prime";
        QTest::newRow("text") << "<mtext>if A, B</mtext>" << "if upper A comma upper B";
        QTest::newRow("crossed out") << "<menclose notation='updiagonalstrike'>" + k + "</menclose>"
                                     << "CrossOut k EndCrossOut";
        QTest::newRow("what the author wants said")
            << "<mrow aria-label='the span'>" + k + plus + a + "</mrow><mo aria-label='is'>=</mo>" + b
            << "the span is b";
        QTest::newRow("a labeled accent stays one") << "<mover><mi>Q</mi><mo aria-label='ray'>→</mo></mover>"
                                                    << "ModifyingAbove upper Q With ray";
        QTest::newRow("silenced by the author") << "<mi aria-label=''>k</mi><mo>=</mo>" + a << "equals a";
        QTest::newRow("picture") << "<mi><mglyph alt='a knot'/></mi><mo>=</mo>" + a << "a knot equals a";
        QTest::newRow("without end") << fraction(a, b + plus + "<mo>…</mo>")
                                     << "ContinuedFraction a Over b plus ellipsis";
    }

    void words()
    {
        QFETCH(const QString, mathml);
        QTEST(say(mathml), "said");
    }

    void depthCostsNoRecursion()
    {
        QString mathml = a;
        for (int i = 0; i < 120; ++i)
            mathml = fraction(mathml, b);
        QVERIFY(say(mathml).startsWith("StartStartStart"));
        QVERIFY(say(mathml, Verbosity::terse).startsWith("Nest119Frac Nest118Frac"));
    }
};

QTEST_APPLESS_MAIN(MathspeakTest)
#include "mathspeak_test.moc"
