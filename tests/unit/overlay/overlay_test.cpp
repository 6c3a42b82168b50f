// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/overlay/overlay.h"
#include "engine/speech/render.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <ranges>

using namespace mathtts;

namespace
{
std::string say(const Engine &engine, std::string_view formula, const std::string &style = "natural")
{
    Session session{engine};
    Options options;
    options.style = style;
    session.read(formula, options);
    return renderText(session.plan());
}

/*! What is said with \a overlay, which has no mistakes. */
std::string sayWith(const std::string &overlay, std::string_view formula, const std::string &style = "natural")
{
    LaidOver laid = layOver({{"my.rules", overlay}});
    for (const RuleProblem &problem : laid.problems)
        qWarning("%u:%u %s", problem.line, problem.column, problem.message.c_str());
    const Engine engine{std::move(laid.images)};
    return say(engine, formula, style);
}

std::string repeated(int count, const std::string &line)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += line;
    return text;
}

/*! A line for each number, where # stands for it. */
std::string numbered(int count, const std::string &line)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        for (const char c : line)
            text += c == '#' ? std::to_string(i) : std::string(1, c);
    return text;
}
} // namespace

class OverlayTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLaidOverWithoutFiles()
    {
        const LaidOver laid = layOver({});
        QVERIFY(laid.images.empty());
        QVERIFY(laid.problems.empty());
    }

    void anEmptyOverlayChangesNothing()
    {
        const Engine plain;
        LaidOver laid = layOver({{"my.rules", "# nothing yet\n"}});
        QCOMPARE(laid.images.size(), 1U);
        const Engine engine{std::move(laid.images)};
        QCOMPARE(engine.styles().size(), plain.styles().size());
        for (const char *formula : {"\\frac{a}{b+1}", "x^2\\le\\sqrt{y}", "\\int_0^1 f(x)\\,dx"})
            for (const std::string_view style : plain.styles())
                QCOMPARE(say(engine, formula, std::string(style)), say(plain, formula, std::string(style)));
    }

    void whatIsLaidOver_data()
    {
        QTest::addColumn<QString>("overlay");
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("said");
        QTest::newRow("word of a character") << "style natural\nword symbols ≤ = is at most\n"
                                             << "a\\le b" << "a is at most b";
        QTest::newRow("by its code point") << "style natural\nword symbols U+2264 = \"is at most\"\n"
                                           << "a\\le b" << "a is at most b";
        QTest::newRow("word of a function") << "style natural\nword functions sin = sinus\n"
                                            << "\\sin x" << "sinus of x";
        QTest::newRow("message") << "style natural\nmessage power.square = {base} to the two\n"
                                 << "x^2" << "x to the two";
        QTest::newRow("message in two lines") << "style natural\nmessage power.square = {base}\n   # not a comment\n"
                                              << "x^2" << "x # not a comment";
        QTest::newRow("new rule") << "style natural\nrule tower : power [exponent is power] -> tower\n"
                                     "message tower = tower of {base} and {exponent}\n"
                                  << "a^{b^2}" << "tower of a and b squared";
        QTest::newRow("rule in the place of another") << "style natural\nrule power.square : power [exponent = 2] -> "
                                                         "two\nmessage two = {base} {base:letter} twice\n"
                                                      << "x^2" << "x x twice";
    }

    void whatIsLaidOver()
    {
        QFETCH(QString, overlay);
        QFETCH(QString, formula);
        QFETCH(QString, said);
        QCOMPARE(QString::fromStdString(sayWith(overlay.toStdString(), formula.toStdString())), said);
    }

    void otherStylesStayAsTheyAre()
    {
        const std::string overlay = "style natural\nword symbols ≤ = is at most\nmessage power.square = {base} two\n";
        const Engine plain;
        QCOMPARE(sayWith(overlay, "a^2\\le b", "clearspeak"), say(plain, "a^2\\le b", "clearspeak"));
    }

    void wordsReachStylesThatExtendTheirs()
    {
        QCOMPARE(sayWith("style simplespeak\nmessage fraction = {numerator} divided through {denominator}\n"
                         "style school extends simplespeak\n",
                         "\\frac{a+b}{c+d}", "school"),
                 sayWith("style simplespeak\nmessage fraction = {numerator} divided through {denominator}\n",
                         "\\frac{a+b}{c+d}", "simplespeak"));
    }

    void aStyleOfOnesOwn()
    {
        LaidOver laid = layOver({{"school.rules", "style school extends natural\nword symbols + = and\n"}});
        QVERIFY(laid.problems.empty());
        const Engine engine{std::move(laid.images)};
        QCOMPARE(std::ranges::count(engine.styles(), "school"), 1);
        QCOMPARE(say(engine, "a+b", "school"), "a and b");
        QCOMPARE(say(engine, "a+b"), "a plus b");
    }

    void defaultsOfPreferences()
    {
        const Engine plain;
        Session session{plain};
        Options over;
        over.style = "clearspeak";
        over.preferences = {{"Fraction", "OverEndFrac"}};
        session.read("\\frac{a}{b}", over);
        const std::string wanted = renderText(session.plan());
        QVERIFY(wanted != say(plain, "\\frac{a}{b}", "clearspeak"));
        QCOMPARE(sayWith("style clearspeak\ndefault Fraction = OverEndFrac\n", "\\frac{a}{b}", "clearspeak"), wanted);
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("overlay");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("advice");
        const QString natural = "# mine\nstyle natural\n";
        const auto row = [&](const char *name, const QString &rest, int line, int column, const char *message,
                             const char *advice) {
            QTest::newRow(name) << natural + rest << line << column << message << advice;
        };
        row("unknown slot", "message power.square = ≤ {bse} squared\n", 3, 26, "power has no slot bse",
            "Did you mean base?");
        row("slot in a second line", "message power.square = x\n   and {bse}\n", 4, 8, "power has no slot bse", "base");
        row("slot of a rule", "rule mine : power [exponnt = 2] -> power.square\n", 3, 20, "power has no slot exponnt",
            "Did you mean exponent?");
        row("missing message", "rule mine : power [exponent = 7] -> power.sqare\n", 3, 37,
            "there is no message power.sqare", "Did you mean power.square?");
        row("message that nobody says", "message power.sqare = {base}\n", 3, 9, "no rule says the message power.sqare",
            "Did you mean power.square?");
        row("message for another concept", "rule mine : square-root [radicand:leaf] -> power.square\n", 3, 44,
            "the message does not fit", "Write a message of your own");
        row("unreachable", "rule mine : power -> mine\nrule yours : power [exponent = 2] -> mine\nmessage mine = m\n",
            4, 6, "the rule yours is never reached: mine (my.rules, line 3)", "put this one before it");
        row("unknown concept", "rule mine : pwer -> power.square\n", 3, 6, "there is no concept pwer",
            "Did you mean power?");
        row("unknown dictionary", "word symbls + = and\n", 3, 13, "there is no dictionary symbls",
            "Did you mean symbols?");
        row("no character", "word symbols plus = and\n", 3, 14, "plus is not one character", "U+2264");
        row("unknown variant", "word symbols + = and | infx = plus\n", 3, 24, "no words are called infx",
            "Did you mean infix?");
        row("word without words", "word symbols +\n", 3, 6, "a word is: word DICTIONARY KEY = WORDS", "For example");
        row("word twice", "word symbols + = and\nword symbols U+2B = add\n", 4, 14,
            "has words already (my.rules, line 3)", "Leave one");
        row("rule twice", "rule mine : power [exponent = 7] -> power.square\nrule mine : power -> power.square\n", 4, 6,
            "there is a rule mine already (my.rules, line 3)", "another name");
        row("not a statement", "rul mine : power -> power.square\n", 3, 1, "a statement does not start with rul",
            "It starts with");
        row("slot that is not closed", "message power.square = {base squared\n", 3, 24, "a { is not closed", "Put a }");
        row("string without end", "rule mine : letter [self = \"x] -> letter\n", 3, 28, "the string has no end",
            "Put a \"");
        row("unknown preference", "rule mine : power when Fracton = Auto -> power.square\n", 3, 24,
            "there is no preference Fracton", "");
        row("unknown value", "rule mine : power when verbosity = terser -> power.square\n", 3, 36,
            "verbosity has no value terser", "Did you mean terse?");
        row("unknown style", "style clearspek\n", 3, 7, "there is no style clearspek", "Did you mean clearspeak?");
        row("style that is there", "style clearspeak extends natural\n", 3, 7, "there is another style clearspeak",
            "another name");
        row("said without end", "message power.square = {next} {base}\n", 3, 24, "{next} would be said without end",
            "below the node");
        row("said twice", "message power.tall = {base} {base}\n", 3, 9, "a child is said twice", "");
        row("number", "rule mine : power [exponent = 99999999999999999999999] -> power.square\n", 3, 20, "is too large",
            "");
        QTest::newRow("concept that nobody says")
            << "style mathspeak\nrule mixed-number : s-fraction [numerator:leaf denominator:leaf] -> m\nmessage m = m\n"
            << 2 << 6 << "the style mathspeak has no rule for s-mixed-number" << "Name the concept";
        QTest::newRow("no style") << "word symbols + = and\n" << 1 << 1 << "no style is named yet" << "style natural";
        QTest::newRow("locale") << "locale xx\nstyle natural\n" << 1 << 8 << "there is no locale xx" << "locale en";
    }

    void mistakes()
    {
        QFETCH(QString, overlay);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        QFETCH(QString, advice);
        const LaidOver laid = layOver({{"my.rules", overlay.toStdString()}});
        QVERIFY(laid.images.empty());
        QVERIFY(!laid.problems.empty());
        const RuleProblem &problem = laid.problems.front();
        const QString said = QString::fromStdString(problem.message);
        QVERIFY2(said.contains(message), qPrintable(said));
        QVERIFY2(QString::fromStdString(problem.advice).contains(advice), problem.advice.c_str());
        QCOMPARE(problem.file, "my.rules");
        QCOMPARE(problem.line, static_cast<std::uint32_t>(line));
        QCOMPARE(problem.column, static_cast<std::uint32_t>(column));
        const std::string text = overlay.toStdString();
        const std::string before = text.substr(0, problem.begin);
        QCOMPARE(std::ranges::count(before, '\n') + 1, line);
        QVERIFY(problem.end >= problem.begin && problem.end <= text.size());
    }

    void aFileWithAMistakeIsLeftOutAlone()
    {
        LaidOver laid = layOver({{"a.rules", "style natural\nword symbols + = and\n"},
                                 {"b.rules", "style natural\nword symbols + = add\n"},
                                 {"c.rules", "style natural\nword functions sin = sinus\n"}});
        QCOMPARE(laid.problems.size(), 1U);
        QCOMPARE(laid.problems.front().file, "b.rules");
        const Engine engine{std::move(laid.images)};
        QCOMPARE(say(engine, "a+b"), "a and b");
        QCOMPARE(say(engine, "\\sin x"), "sinus of x");
    }

    /*! What would take time or memory without end is refused in little of both. */
    void hostileOverlays_data()
    {
        QTest::addColumn<QString>("overlay");
        const std::string natural = "style natural\n";
        const auto row = [](const char *name, const std::string &overlay) {
            QTest::newRow(name) << QString::fromStdString(overlay);
        };
        std::string condition = "rule mine : power when verbosity = terse";
        for (int i = 0; i < 40; ++i)
            condition += " and (audience = graduate or domain = physics or listener = blind or verbosity = terse)";
        row("condition that multiplies", natural + condition + " -> power.square\n");
        row("parentheses", natural + "rule mine : power when " + repeated(20000, "(") + "verbosity = terse -> p\n");
        row("messages in messages",
            natural + "message power.square = {>m0} {>m0}\n" + numbered(60, "message m# = {>m#0} {>m#0}\n"));
        row("long message", natural + "message power.square =" + repeated(20000, " {base:letter}") + "\n");
        row("many rules", natural + numbered(1900, "rule r# : power [exponent = #] -> power.square\n"));
        std::string names = "power";
        for (int i = 0; i < 3000; ++i)
            names += " | power";
        row("many concepts", natural + "rule mine : " + names + " -> power.square\n");
        row("many tests", natural + "rule mine : power [" + repeated(5000, "base:leaf ") + "] -> power.square\n");
        std::string values = "2";
        for (int i = 0; i < 20000; ++i)
            values += ",2";
        row("many values", natural + "rule mine : power [base in (" + values + ")] -> power.square\n");
        row("many statements", natural + repeated(3000, "word symbols + = and\n"));
        row("large", natural + std::string(1024 * 1024, '#'));
        row("many flags", natural + numbered(100, "flag f#\n"));
        row("many measures", natural + numbered(100, "measure m# : power\n"));
        row("bytes", natural + std::string("rule \0\xFF\xC0 : \xE2\x82 ->\n", 16));
        row("words twice", natural + "message power.square = {*} {*}\n");
    }

    void hostileOverlays()
    {
        QFETCH(QString, overlay);
        QElapsedTimer timer;
        timer.start();
        const LaidOver laid = layOver({{"my.rules", overlay.toStdString()}});
        const qint64 took = timer.elapsed();
        QVERIFY(laid.images.empty());
        QVERIFY(!laid.problems.empty());
        QVERIFY(laid.problems.size() <= 1100);
        QVERIFY2(took < 3000, qPrintable(QString::number(took)));
    }

    void manyFilesAreBounded()
    {
        std::vector<RuleSource> files;
        for (std::size_t i = 0; i < OverlayLimits::files + 5; ++i)
            files.push_back({std::to_string(i) + ".rules", "style natural\n"});
        const LaidOver laid = layOver(files);
        QCOMPARE(laid.images.size(), 1U);
        QCOMPARE(laid.problems.size(), 1U);
    }

    void theSourcesAreInTheProgram()
    {
        const std::vector<RuleSource> sources = builtInSources("en");
        QVERIFY(std::ranges::find(sources, "natural.rules", &RuleSource::name) != sources.end());
        QVERIFY(std::ranges::find(sources, "numbers.tbl", &RuleSource::name) != sources.end());
        QVERIFY(builtInSources("xx").empty());
    }
};

QTEST_GUILESS_MAIN(OverlayTest)
#include "overlay_test.moc"
