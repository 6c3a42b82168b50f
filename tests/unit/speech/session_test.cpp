// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QTest>

#include <algorithm>
#include <type_traits>
#include <utility>

using namespace mathtts;

namespace
{
template <typename Value>
Options with(Value Options::*option, std::type_identity_t<Value> value)
{
    Options options;
    options.*option = std::move(value);
    return options;
}

QString firstMessage(const Session &session)
{
    return session.diagnostics().empty() ? QString()
                                         : QString::fromStdString(diagnosticMessage(session.diagnostics().front()));
}
} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private slots:
    void namesComeFromTheImage()
    {
        const Engine engine;
        QVERIFY(std::ranges::count(engine.styles(), "natural") == 1);
        QVERIFY(std::ranges::count(engine.locales(), "en") == 1);
    }

    void unknownNamesAreErrorsThatNameTheNearest()
    {
        const Engine engine;
        Session session{engine};
        QVERIFY(!session.read("x", with(&Options::style, "naturel")));
        QCOMPARE(firstMessage(session), "There is no such style. The nearest is natural.");
        QVERIFY(!session.read("x", with(&Options::locale, "eo")));
        QCOMPARE(firstMessage(session), "There is no such language. The nearest is en.");
        QVERIFY(!session.read("x", with(&Options::preferences, {{"Fraction", "Over"}})));
        QCOMPARE(firstMessage(session), "The style natural has no preferences.");
        QVERIFY(session.plan().tokens.empty());
    }

    void everyCharacterIsSaid_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("said");
        QTest::newRow("a row of its own, not its plain letter's") << "\\aleph_0" << "aleph sub 0";
        QTest::newRow("a styled operator by its plain one") << QString::fromUcs4(U"\U0001D6C1 f") << "bold nabla f";
        QTest::newRow("raised") << "V^\\perp" << "cap V perp";
        QTest::newRow("no name: its code point")
            << QString::fromUcs4(U"\U0001F600+1") << "character U plus 1 F 6 0 0 plus 1";
    }

    void everyCharacterIsSaid()
    {
        QFETCH(const QString, input);
        QFETCH(const QString, said);
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read(input.toStdString(), {}));
        QCOMPARE(QString::fromStdString(renderText(session.plan())), said);
    }

    void theDomainChoosesTheWord()
    {
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read("p \\oplus q", with(&Options::domain, Domain::logic)));
        QCOMPARE(renderText(session.plan()), "p exclusive or q");
        QVERIFY(session.read("p \\oplus q", {}));
        QCOMPARE(renderText(session.plan()), "p direct sum q");
    }

    void fractionsAreSaidByPartsWhereAskedFor()
    {
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read("\\frac{a+b}{c}", with(&Options::listener, Listener::learningDifficulty)));
        QCOMPARE(renderText(session.plan()), "a plus b, all divided by, c");
    }

    void theListenerDecidesOnEnds()
    {
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read("\\sqrt{A+1}+1", {}));
        QCOMPARE(renderText(session.plan()), "the square root of cap A plus 1, end root, plus 1");
        QVERIFY(session.read("\\sqrt{A+1}+1", with(&Options::listener, Listener::lowVision)));
        QCOMPARE(renderText(session.plan()), "the square root of A plus 1, plus 1");
    }
};

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
