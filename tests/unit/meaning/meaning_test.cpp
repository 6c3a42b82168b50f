// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/latex.h"
#include "engine/meaning/dump.h"
#include "engine/meaning/recognize.h"

#include <QTest>

#include <fstream>
#include <string>

using namespace mathtts;

namespace
{
std::string meaningOf(const std::string &latex, Domain domain = Domain::general)
{
    Options options;
    options.domain = domain;
    Tree tree;
    Meaning meaning;
    Diagnostics diagnostics;
    if (!readLatex(latex, options, {}, tree, diagnostics)) return "unread";
    recognize(tree, options, meaning);
    return dumpMeaning(meaning);
}
} // namespace

class MeaningTest : public QObject
{
    Q_OBJECT

private slots:
    // Every file of cases/ is an area: a line of LaTeX, below it the meaning, then an empty line.
    void cases_data()
    {
        QTest::addColumn<QString>("latex");
        QTest::addColumn<QString>("meaning");
        for (const char *area : {"rows", "fences", "calculus", "functions", "sets", "probability", "linear", "geometry",
                                 "units", "chemistry", "structures"}) {
            std::ifstream file(std::string(MEANING_CASES) + "/" + area + ".txt");
            QVERIFY2(file.is_open(), area);
            std::string latex;
            std::string meaning;
            int number = 0;
            while (std::getline(file, latex)) {
                if (latex.empty() || latex.starts_with('#')) continue;
                QVERIFY(std::getline(file, meaning));
                QTest::addRow("%s %d", area, ++number)
                    << QString::fromStdString(latex) << QString::fromStdString(meaning);
            }
        }
    }
    void cases()
    {
        QFETCH(QString, latex);
        QFETCH(QString, meaning);
        QCOMPARE(QString::fromStdString(meaningOf(latex.toStdString())), meaning);
    }

    void theDomainDecidesWhatBarsAre()
    {
        QCOMPARE(meaningOf("|A|", Domain::linearAlgebra), R"((determinant-of (letter "A")))");
        QCOMPARE(meaningOf("|A|", Domain::setTheory), R"((cardinality (letter "A")))");
        QCOMPARE(meaningOf("|x|", Domain::linearAlgebra), R"((absolute-value (letter "x")))");
    }

    void doubtIsRecorded()
    {
        Tree tree;
        Meaning meaning;
        Diagnostics diagnostics;
        QVERIFY(readLatex("|A|", {}, {}, tree, diagnostics));
        recognize(tree, {}, meaning);
        const MeaningNode &root = meaning[meaning.root()];
        QVERIFY(root.confidence < 60);
        QVERIFY(root.runnerUp != root.what);
    }

    void whateverIsWrittenHasAMeaning()
    {
        for (const char *latex :
             {"a+b)c", "[a,b",  "|x",    "a||b",         "= =",     "x^{}",     "{}_a",        "\\left. x \\right)",
              ",,a",   "\\sin", "\\sum", "\\int",        "\\int d", "\\forall", "\\forall ,x", "\\nabla",
              "+",     "a ! !", "|",     "\\frac{d}{dx}"}) {
            Tree tree;
            Meaning meaning;
            Diagnostics diagnostics;
            QVERIFY2(readLatex(latex, {}, {}, tree, diagnostics), latex);
            recognize(tree, {}, meaning);
            QVERIFY2(meaning.root() != noNode, latex);
            for (NodeId id = 0; id < meaning.size(); ++id)
                for (const NodeId child : meaning.children(id))
                    QVERIFY2(child == noNode || child < id, latex);
        }
    }

    void nodesGrowInProportion()
    {
        const auto nodes = [](int terms) {
            std::string sum = "x^0";
            for (int i = 1; i < terms; ++i)
                sum += "+x^{" + std::to_string(i) + "}";
            Tree tree;
            Meaning meaning;
            Diagnostics diagnostics;
            if (!readLatex(sum, {}, {}, tree, diagnostics)) return std::size_t{0};
            recognize(tree, {}, meaning);
            return meaning.size();
        };
        QCOMPARE(nodes(3200) - nodes(1600), (nodes(1600) - nodes(800)) * 2);
    }

    void factsOfASum()
    {
        Tree tree;
        Meaning meaning;
        Diagnostics diagnostics;
        QVERIFY(readLatex("-2x+\\frac{1}{y}", {}, {}, tree, diagnostics));
        recognize(tree, {}, meaning);
        const MeaningNode &sum = meaning[meaning.root()];
        QVERIFY(sum.facts & factNegative);
        QVERIFY(sum.facts & factTall);
        QVERIFY(!(sum.facts & factSimple));
        const MeaningNode &fraction = meaning[meaning.slot(meaning.root(), 2)];
        QVERIFY(fraction.facts & factLast);
        QVERIFY(!(meaning[meaning.slot(meaning.root(), 0)].facts & factLast));
        QVERIFY(meaning[meaning.slot(meaning.root(), 0)].facts & factSimple);
    }
};

QTEST_APPLESS_MAIN(MeaningTest)
#include "meaning_test.moc"
