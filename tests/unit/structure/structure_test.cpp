// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/reader.h"
#include "engine/meaning/dump.h"
#include "engine/structure/structure.h"

#include <QTest>

#include <fstream>
#include <string>

using namespace mathtts;

namespace
{
/*! A view with the tree that its texts live in. */
struct View {
    Tree tree;
    Meaning meaning;

    bool build(const std::string &mathml, StructureHints hints = StructureHints::none)
    {
        Diagnostics diagnostics;
        if (!readMathml("<math>" + mathml + "</math>", {}, {}, tree, diagnostics)) return false;
        StructureBuilder().run(tree, hints, meaning);
        return true;
    }
};

std::string structureOf(const std::string &mathml, StructureHints hints = StructureHints::none)
{
    View view;
    return view.build(mathml, hints) ? dumpMeaning(view.meaning) : "unread";
}

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}
} // namespace

class StructureTest : public QObject
{
    Q_OBJECT

private slots:
    // Every file of cases/ is an area: a line of MathML, below it the view, then an empty line.
    void cases_data()
    {
        QTest::addColumn<QString>("mathml");
        QTest::addColumn<QString>("view");
        for (const char *area : {"leaves", "rows", "fences", "functions", "operators", "scripts", "tables", "texts"}) {
            std::ifstream file(std::string(STRUCTURE_CASES) + "/" + area + ".txt");
            QVERIFY2(file.is_open(), area);
            std::string mathml;
            std::string view;
            int number = 0;
            while (std::getline(file, mathml)) {
                if (mathml.empty() || mathml.starts_with('#')) continue;
                QVERIFY(std::getline(file, view));
                QTest::addRow("%s %d", area, ++number)
                    << QString::fromStdString(mathml) << QString::fromStdString(view);
            }
        }
    }
    void cases()
    {
        QFETCH(QString, mathml);
        QFETCH(QString, view);
        QCOMPARE(QString::fromStdString(structureOf(mathml.toStdString())), view);
    }

    void clearspeakTakesSomeLettersForFunctions()
    {
        const std::string product = "<mi>g</mi><mi>x</mi>";
        QVERIFY(structureOf(product).starts_with("(s-infixop:implicit"));
        QVERIFY(structureOf(product, StructureHints::functions).starts_with("(s-appl:simple-function"));
    }

    void aFunctionInOnePlaceIsOneEverywhere()
    {
        const std::string view =
            structureOf("<mi>q</mi><mo>(</mo><mi>x</mi><mo>)</mo><mo>=</mo><mi>q</mi><mo>+</mo><mn>1</mn>");
        QVERIFY2(view.contains(R"((s-infixop:addition "+" (s-identifier:simple-function "q"))"), view.c_str());
    }

    void contentsStandBesideTheChildren()
    {
        View view;
        QVERIFY(view.build("<mi>a</mi><mo>+</mo><mi>b</mi><mo>+</mo><mi>c</mi>"));
        const Meaning &meaning = view.meaning;
        const NodeId sum = meaning.root();
        QCOMPARE(meaning.children(sum).size(), 3U);
        QCOMPARE(meaning.contents(sum).size(), 2U);
        for (const NodeId sign : meaning.contents(sum)) {
            QCOMPARE(meaning[sign].what, Concept::sOperator);
            QCOMPARE(meaning[sign].parent, sum);
        }
    }

    void scriptsOfAFenceBelongToTheWhole()
    {
        View view;
        QVERIFY(view.build("<mo>(</mo><mi>a</mi><msup><mo>)</mo><mn>2</mn></msup>"));
        const Meaning &meaning = view.meaning;
        QCOMPARE(meaning[meaning.root()].what, Concept::sSuperscript);
        const NodeId fenced = meaning.slot(meaning.root(), 0);
        QCOMPARE(meaning[fenced].what, Concept::sFenced);
        QCOMPARE(meaning.contents(fenced).size(), 2U);
        QCOMPARE(meaning[meaning.contents(fenced).back()].text, std::string_view(")"));
    }

    void embellishedSignsKeepTheirKind()
    {
        View view;
        QVERIFY(view.build("<mi>a</mi><mover><mo>=</mo><mi>d</mi></mover><mi>b</mi>"));
        const Meaning &meaning = view.meaning;
        QCOMPARE(meaning[meaning.root()].what, Concept::sRelseq);
        const MeaningNode &sign = meaning[meaning.contents(meaning.root()).front()];
        QCOMPARE(sign.what, Concept::sOverscore);
        QCOMPARE(sign.embellished, Concept::sRelation);
    }

    void whatIsSimple()
    {
        const auto isSimple = [](const std::string &mathml) {
            View view;
            return view.build(mathml, StructureHints::functions) &&
                   (view.meaning[view.meaning.root()].facts & factSimple) != 0;
        };
        QVERIFY(isSimple("<mn>2</mn><mi>x</mi>"));
        QVERIFY(isSimple("<mo>-</mo><mn>7</mn>"));
        QVERIFY(isSimple("<mi>tan</mi><mi>x</mi>"));
        QVERIFY(isSimple("<mfrac><mn>2</mn><mn>3</mn></mfrac>"));
        QVERIFY(!isSimple("<mfrac><mn>2</mn><mi>y</mi></mfrac>"));
        QVERIFY(!isSimple("<mi>x</mi><mn>2</mn>"));
        QVERIFY(!isSimple("<mi>x</mi><mo>+</mo><mi>y</mi>"));
    }

    void whateverIsWrittenHasAView()
    {
        for (const char *mathml :
             {"",
              "<mo>(</mo>",
              "<mo>)</mo><mo>(</mo>",
              "<mo>|</mo>",
              "<mo>|</mo><mo>|</mo><mo>|</mo>",
              "<mo>+</mo><mo>+</mo>",
              "<mo>=</mo><mo>=</mo>",
              "<mo>,</mo>",
              "<mi>sin</mi>",
              "<mo>∫</mo>",
              "<mo>∫</mo><mi>d</mi>",
              "<msup><mi/><mi/></msup>",
              "<mtable></mtable>",
              "<mtable><mtr/></mtable>",
              "<mo>{</mo><mtable><mtr/></mtable>",
              "<mfenced/>",
              "<mmultiscripts><mi>x</mi><mprescripts/></mmultiscripts>",
              "<mo>&#x2061;</mo>",
              "<mo>&#x2062;</mo>",
              "<mi>x</mi><mo>&#x2064;</mo>",
              "<mtext>a</mtext><mtext>b</mtext>",
              "<mspace/>",
              "<msubsup><mo>(</mo><mi>a</mi><mi>b</mi></msubsup><mover><mo>)</mo><mo>^</mo></mover>"}) {
            for (const StructureHints hints : {StructureHints::none, StructureHints::functions}) {
                View view;
                QVERIFY2(view.build(mathml, hints), mathml);
                const Meaning &meaning = view.meaning;
                QVERIFY2(meaning.root() != noNode, mathml);
                for (NodeId id = 0; id < meaning.size(); ++id) {
                    for (const NodeId child : meaning.children(id))
                        QVERIFY2(child < id, mathml);
                    for (const NodeId content : meaning.contents(id))
                        QVERIFY2(content < id, mathml);
                }
            }
        }
    }

    // A row that holds one kind of difficulty many times; time is measured by steps, that is by nodes made.
    void nodesGrowInProportion_data()
    {
        QTest::addColumn<QString>("piece");
        QTest::newRow("sum") << "<mi>x</mi><mo>+</mo>";
        QTest::newRow("division") << "<mi>x</mi><mo>/</mo>";
        QTest::newRow("open brackets") << "<mo>(</mo>";
        QTest::newRow("closing brackets") << "<mi>x</mi><mo>)</mo>";
        QTest::newRow("bars") << "<mo>|</mo><mi>x</mi>";
        QTest::newRow("functions") << "<mi>sin</mi>";
        QTest::newRow("integrals") << "<mo>∫</mo><mi>x</mi>";
        QTest::newRow("texts") << "<mi>x</mi><mtext>or</mtext>";
        QTest::newRow("names") << "<mi>q</mi><mo>(</mo><mi>q</mi><mo>)</mo>";
    }
    void nodesGrowInProportion()
    {
        QFETCH(QString, piece);
        const auto nodes = [&](int times) {
            View view;
            return view.build(repeated(piece.toStdString(), times)) ? view.meaning.size() : 0;
        };
        QVERIFY(nodes(4000) > 0);
        QVERIFY(nodes(4000) <= nodes(2000) * 2 + 4);
    }
};

QTEST_APPLESS_MAIN(StructureTest)
#include "structure_test.moc"
