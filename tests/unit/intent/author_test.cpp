// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/intent/author.h"
#include "engine/mathml/reader.h"

#include <QTest>

#include <string>

using namespace mathtts;

namespace
{

struct Read {
    Tree tree;
    Diagnostics diagnostics;
    AuthorIntents intents;
    explicit Read(std::string_view input)
    {
        readMathml(input, {}, {}, tree, diagnostics);
        intents.read(tree, diagnostics, 10);
    }
    /*! Text of the token that the first reference of the first intent names. */
    [[nodiscard]] std::string_view referred() const
    {
        if (intents.empty()) return "none";
        for (const NodeId node : intents.all().front().referred)
            if (node != noNode) return tree[node].text;
        return "nothing";
    }
};

} // namespace

class AuthorTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheFirstOfTheName()
    {
        const Read read("<mrow intent='f($a)'><mrow><mi>x</mi><mi arg='a'>y</mi></mrow><mi arg='a'>z</mi></mrow>");
        QCOMPARE(read.referred(), std::string_view("y"));
        QVERIFY(read.diagnostics.empty());
    }

    void doesNotLookIntoWhatHasAnIntentOrArg()
    {
        const Read read("<mrow intent='f($a)'><mrow intent='g'><mi arg='a'>x</mi></mrow>"
                        "<mrow arg='b'><mi arg='a'>y</mi></mrow><mi arg='a'>z</mi></mrow>");
        QCOMPARE(read.intents.all().size(), std::size_t(2));
        QCOMPARE(read.tree[read.intents.all().back().referred[1]].text, std::string_view("z"));
    }

    void anIntentCannotNameItself()
    {
        const Read read("<mrow arg='a' intent='$a'><mi>x</mi></mrow>");
        QVERIFY(read.intents.empty());
        QCOMPARE(read.diagnostics.size(), std::size_t(1));
        QVERIFY(read.diagnostics[0].code == DiagnosticCode::unknownReference);
        QVERIFY(read.diagnostics[0].severity == Severity::warning);
    }

    void mistakesAreReportedAndLeftOut()
    {
        const Read read("<mrow intent='f('><mi intent='g'>x</mi></mrow>");
        QCOMPARE(read.intents.all().size(), std::size_t(1));
        QVERIFY(read.diagnostics[0].code == DiagnosticCode::badIntent);
        QVERIFY(read.intents.of(read.tree.root()) == nullptr);
    }
};

QTEST_APPLESS_MAIN(AuthorTest)
#include "author_test.moc"
