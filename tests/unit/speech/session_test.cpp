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
    void aFailureSaysWhyAfterManyWarnings()
    {
        const Engine engine;
        Session session(engine);
        std::string input;
        for (int i = 0; i < 200; ++i)
            input += "\\nosuchthing ";
        input += "\\def\\loop{\\loop\\loop}\\loop";
        session.read(input, {});
        QVERIFY(session.hasErrors());
        QVERIFY(session.diagnostics().size() <= Limits{}.diagnostics);
        QCOMPARE(session.diagnostics().front().severity, Severity::warning);
    }

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
        Options clearspeak = with(&Options::style, "clearspeak");
        clearspeak.preferences = {{"Fractoin", "Over"}};
        QVERIFY(!session.read("x", clearspeak));
        QCOMPARE(firstMessage(session), "The style has no such preference. The nearest is Fraction.");
        clearspeak.preferences = {{"Fraction", "Ovre"}};
        QVERIFY(!session.read("x", clearspeak));
        QCOMPARE(firstMessage(session), "The preference has no such value. The nearest is Fraction=Over.");
    }

    void verbositiesHaveMathspeaksNamesToo()
    {
        Verbosity verbosity = Verbosity::verbose;
        QVERIFY(parseVerbosity("brief", verbosity) && verbosity == Verbosity::medium);
        QVERIFY(parseVerbosity("superbrief", verbosity) && verbosity == Verbosity::terse);
        QVERIFY(parseVerbosity("verbose", verbosity) && verbosity == Verbosity::verbose);
        QVERIFY(!parseVerbosity("breif", verbosity));
        QCOMPARE(verbosityNames().size(), std::size_t{3});
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

    void theDomainChoosesTheWord_data()
    {
        QTest::addColumn<int>("domain");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("elsewhere");
        const auto row = [](Domain domain, const char *input, const char *said, const char *elsewhere) {
            QTest::newRow(input) << static_cast<int>(domain) << input << said << elsewhere;
        };
        row(Domain::logic, "P \\oplus Q", "cap P exclusive or cap Q", "cap P direct sum cap Q");
        row(Domain::logic, "u \\to v", "u implies v", "u goes to v");
        row(Domain::numberTheory, "a \\equiv b", "a is congruent to b", "a is equivalent to b");
        row(Domain::probability, "A'", "the complement of cap A", "cap A prime");
        row(Domain::physics, "\\langle x \\rangle", "the expectation value of x",
            "open angle bracket x close angle bracket");
    }

    void theDomainChoosesTheWord()
    {
        QFETCH(const int, domain);
        QFETCH(const QString, input);
        QFETCH(const QString, said);
        QFETCH(const QString, elsewhere);
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read(input.toStdString(), with(&Options::domain, static_cast<Domain>(domain))));
        QCOMPARE(QString::fromStdString(renderText(session.plan())), said);
        QVERIFY(session.read(input.toStdString(), {}));
        QCOMPARE(QString::fromStdString(renderText(session.plan())), elsewhere);
    }

    void theAudienceChoosesTheWords_data()
    {
        QTest::addColumn<int>("audience");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("said");
        const auto row = [](Audience audience, const char *input, const char *said) {
            QTest::addRow("%d %s", static_cast<int>(audience), input) << static_cast<int>(audience) << input << said;
        };
        row(Audience::elementary, "3(x+1)", "3 times open parenthesis x plus 1 close parenthesis");
        row(Audience::elementary, "2^5", "2 to the fifth power");
        row(Audience::highSchool, "2^5", "2 to the fifth");
        row(Audience::highSchool, "x\\in A", "x is a member of cap A");
        row(Audience::research, "x\\in A", "x in cap A");
        row(Audience::undergraduate, "\\frac{\\partial f}{\\partial x}",
            "the partial derivative of f with respect to x");
        row(Audience::graduate, "\\frac{\\partial f}{\\partial x}", "partial f partial x");
    }

    void theAudienceChoosesTheWords()
    {
        QFETCH(const int, audience);
        QFETCH(const QString, input);
        QFETCH(const QString, said);
        const Engine engine;
        Session session{engine};
        QVERIFY(session.read(input.toStdString(), with(&Options::audience, static_cast<Audience>(audience))));
        QCOMPARE(QString::fromStdString(renderText(session.plan())), said);
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
