// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/compile/compile.h"
#include "engine/speech/machine.h"
#include "engine/speech/render.h"

#include <QTest>

#include <array>

using namespace mathtts;

namespace
{
const std::string fallback = "rule any-leaf : * [self:leaf] -> text\nrule any : * -> all\n";
const std::string words = "text = {self:text}\nall = {*}\n";

/*! 1st, 2nd, 3rd, 4th ... 11th ... 21st ... 101st */
const std::string places = "place 0 {n}th\nplace 1 1st\nplace 2 2nd\nplace 3 3rd\nplace 4 {n}th\n"
                           "place 20 {n}th | {times:plain}{rest}\nplace 100 {n}th | {times:plain}{rest:padded}\n"
                           "plain 0 {n}\npadded 0 0{n:place}\npadded 10 {n:place}\n";

CompiledRules compile(const std::string &rules, const std::string &messages, const std::string &dictionary = {})
{
    return compileRules("en",
                        {{"x.tsv", dictionary},
                         {"numbers.tbl", "ordinal suffix -th\nordinal 0 zeroth\nordinal 1 first\nordinal 2 second\n"
                                         "ordinal 3 third\nordinal 20 twentieth | twenty-{rest}\n"
                                         "nested 0\nnested 1 Nested{n}\n" +
                                             places},
                         {"x.rules", "style x\n" + rules + fallback},
                         {"x.msg", messages + words}});
}

/*! "x.rules:2 message" of the first error, or nothing. */
QString firstError(const CompiledRules &compiled)
{
    for (const RuleProblem &problem : compiled.problems)
        if (!problem.warning)
            return QString::fromStdString(problem.file + ':' + std::to_string(problem.line) + ' ' + problem.message);
    return {};
}

/*! A meaning tree that is written by hand. */
class Maker
{
public:
    Meaning meaning;

    NodeId letter(std::string_view text)
    {
        const NodeId node = meaning.addLeaf(Concept::letter, text, noNode, {});
        meaning[node].facts |= factLetter | factSimple;
        meaning[node].character = static_cast<unsigned char>(text.front());
        return node;
    }

    NodeId integer(std::string_view text, std::int64_t value)
    {
        const NodeId node = meaning.addLeaf(Concept::number, text, noNode, {});
        meaning[node].facts |= factNumber | factInteger | factSimple;
        meaning[node].value = value;
        return node;
    }

    template <typename... Nodes>
    NodeId add(Concept what, Nodes... nodes)
    {
        const std::array<NodeId, sizeof...(nodes)> children{nodes...};
        return meaning.add(what, children, noNode, {});
    }

    std::string say(const CompiledRules &compiled, NodeId root, std::vector<std::uint32_t> values = {1, 0, 2, 0, 0},
                    std::uint32_t style = 0)
    {
        meaning.setRoot(root);
        Machine machine{image::Image{compiled.image.data()}};
        machine.configure({style, std::move(values)});
        Plan plan;
        machine.speak(meaning, plan);
        return renderText(plan);
    }
};
} // namespace

class RulesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyConceptWithParts()
    {
        const CompiledRules compiled =
            compile("rule leaf.long : letter [self.length>9] -> text\nrule cut : every [self.size>3] -> cut\n",
                    "cut = {self.concept:x} of {parts}\n", "power\ta power\nsum\ta sum\n");
        QCOMPARE(firstError(compiled), "");
        Maker maker;
        const NodeId power = maker.add(Concept::power, maker.letter("x"), maker.integer("2", 2));
        QCOMPARE(maker.say(compiled, power), "x 2");
        const NodeId plus = maker.meaning.addLeaf(Concept::operator_, "+", noNode, {});
        const NodeId sum = maker.add(Concept::sum, power, plus, maker.letter("y"));
        QCOMPARE(maker.say(compiled, sum), "a sum of 2");
        const NodeId tower = maker.add(Concept::power, maker.letter("x"), sum);
        QCOMPARE(maker.say(compiled, tower), "a power of 2");
    }

    void mistakesAreBuildErrors_data()
    {
        QTest::addColumn<QString>("rules");
        QTest::addColumn<QString>("messages");
        QTest::addColumn<QString>("error");
        const QString power = "power = {base} to the {exponent}\n";
        QTest::newRow("missing message") << "rule p : power -> nowhere\n"
                                         << "" << "x.rules:2 there is no message nowhere";
        QTest::newRow("unknown concept") << "rule p : powder -> power\n"
                                         << power << "x.rules:2 there is no concept powder";
        QTest::newRow("unknown slot in a rule") << "rule p : power [radicand:simple] -> power\n"
                                                << power << "x.rules:2 power has no slot radicand";
        QTest::newRow("unknown slot in a message") << "rule p : power -> p\n"
                                                   << "p = {radicand}\n"
                                                   << "x.msg:1 power has no slot radicand (rule p, x.rules:2)";
        QTest::newRow("unknown fact") << "rule p : power [base:smple] -> power\n"
                                      << power << "x.rules:2 there is no fact smple";
        QTest::newRow("unknown preference") << "rule p : power when Frction = Over -> power\n"
                                            << power << "x.rules:2 there is no preference Frction";
        QTest::newRow("unknown value") << "preference F = A | B\nrule p : power when F = C -> power\n"
                                       << power << "x.rules:3 F has no value C";
        QTest::newRow("unknown flag") << "rule p : power context(plural) -> power\n"
                                      << power << "x.rules:2 there is no flag plural";
        QTest::newRow("unknown form") << "rule p : power -> p\n"
                                      << "p = {base:loudly}\n"
                                      << "x.msg:1 there is no form, number grammar or dictionary loudly (rule p, "
                                         "x.rules:2)";
        QTest::newRow("a name without words") << "rule p : power -> p\n"
                                              << "p = {self.concept:text}\n"
                                              << "x.msg:1 a concept needs a dictionary (rule p, x.rules:2)";
        QTest::newRow("unused message") << "" << power << "x.msg:1 no rule says the message power";
        QTest::newRow("unreachable rule")
            << "rule p : power -> power\nrule q : power [exponent=2] -> power\n"
            << power << "x.rules:3 the rule q is never reached: p (x.rules, line 2) takes its nodes first";
        QTest::newRow("unreachable by option")
            << "rule p : power when verbosity != terse -> power\nrule q : power when verbosity = verbose -> power\n"
            << power << "x.rules:3 the rule q is never reached: p (x.rules, line 2) takes its nodes first";
        QTest::newRow("broken rule") << "rule p : power power\n"
                                     << power << "x.rules:2 -> and a message are missing, near power";
        QTest::newRow("group without end") << "rule p : power -> p\n" << "p = [{base}\n" << "x.msg:1 a [ is not closed";
        QTest::newRow("key twice") << "rule p : power -> power\n"
                                   << power + power << "x.msg:2 the message power stands here twice";
        QTest::newRow("unknown role") << "rule p : power [self.role = addtion] -> power\n"
                                      << power << "x.rules:2 there is no role addtion";
        QTest::newRow("unknown measure") << "rule p : power -> p\n"
                                         << "p = {roots*Nested}+Power {base} {exponent}\n"
                                         << "x.msg:1 there is no measure roots (rule p, x.rules:2)";
        QTest::newRow("unknown concept in a measure") << "measure m : powder barrier root\nrule p : power -> power\n"
                                                      << power << "x.rules:2 there is no concept powder";
        QTest::newRow("unknown default") << "preference F = A | B\ndefault F = C\nrule p : power -> power\n"
                                         << power << "x.rules:3 F has no value C";
        QTest::newRow("a child twice") << "rule p : power -> p\n"
                                       << "p = {base} {exponent} end {base}\n"
                                       << "x.msg:1 a child is said twice: the rule has to test that it is simple (rule "
                                          "p, x.rules:2)";
        QTest::newRow("a child and a part of it") << "rule p : power -> p\n"
                                                  << "p = {base} {base.1}\n"
                                                  << "x.msg:1 a child is said twice: the rule has to test that it is "
                                                     "simple (rule p, x.rules:2)";
        QTest::newRow("glue without a word") << "rule p : power -> p\n"
                                             << "p = {base} {count}+\n"
                                             << "x.msg:1 a + stands between two parts of a word";
        QTest::newRow("circle of messages")
            << "rule p : power -> p\n"
            << "p = {>p}\n"
            << "x.msg:1 messages include each other, or make more than 1000 parts (rule p, x.rules:2)";
    }

    void mistakesAreBuildErrors()
    {
        QFETCH(QString, rules);
        QFETCH(QString, messages);
        QFETCH(QString, error);
        const CompiledRules compiled = compile(rules.toStdString(), messages.toStdString());
        QVERIFY(!compiled.ok());
        QCOMPARE(firstError(compiled), error);
    }

    void aSmallChildMayBeSaidTwice()
    {
        const CompiledRules compiled = compile("rule p : power [base:leaf] -> p\nrule q : power -> q\n",
                                               "p = {base} {exponent} end {base}\nq = {base} {exponent}\n");
        QCOMPARE(firstError(compiled), QString());
    }

    void aStyleWithoutFallbackNeedsARuleForEachConcept()
    {
        const CompiledRules compiled =
            compileRules("en", {{"y.rules", "style y view structure\nrule n : s-number -> text\n"},
                                {"y.msg", "text = {self:text}\n"}});
        QCOMPARE(firstError(compiled), "y.rules:1 the style y has no rule for s-identifier");
    }

    void anOverlayNeedsItsStyle()
    {
        const CompiledRules compiled = compileRules(
            "en", {{"x.rules", "style x\n" + fallback}, {"x.msg", words}, {"symbols.z.tsv", "002B\t+\tand\n"}});
        QCOMPARE(firstError(compiled), ":0 symbols.z.tsv: there is no style z");
    }

    void stylesHaveWordsOfTheirOwn()
    {
        const std::string rule = "rule n : name -> name\n";
        const CompiledRules compiled = compileRules("en", {{"a.rules", "style a\n" + rule + fallback},
                                                           {"b.rules", "style b extends a\n"},
                                                           {"a.msg", "name = name {self:d}\n"},
                                                           {"b.msg", "name = called {self:d}\n"},
                                                           {"shared.msg", words},
                                                           {"d.tsv", "x\tex\ny\twhy\n"},
                                                           {"d.b.tsv", "x\teks\n"}});
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        const NodeId x = maker.meaning.addLeaf(Concept::name, "x", noNode, {});
        const NodeId y = maker.meaning.addLeaf(Concept::name, "y", noNode, {});
        const NodeId both = maker.add(Concept::sequence, x, y);
        QCOMPARE(maker.say(compiled, both), "name ex name why");
        QCOMPARE(maker.say(compiled, both, {1, 0, 2, 0}, 1), "called eks called why");
    }

    void aStarSaysThatTheseAreAllWords()
    {
        const CompiledRules compiled = compileRules("en", {{"a.rules", "style a\nrule n : name -> name\n" + fallback},
                                                           {"a.msg", "name = {self:d}\n" + words},
                                                           {"d.tsv", "x\tex\ny\twhy\n"},
                                                           {"d.a.tsv", "*\nx\teks\n"}});
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        QCOMPARE(maker.say(compiled, maker.meaning.addLeaf(Concept::name, "x", noNode, {})), "eks");
        QCOMPARE(maker.say(compiled, maker.meaning.addLeaf(Concept::name, "y", noNode, {})), "y");
    }

    void measuresCountWhatLiesBelow()
    {
        const CompiledRules compiled =
            compile("measure fractions : fraction [self:!bracketed] barrier square-root\n"
                    "rule f : fraction [self.fractions>1] -> deep\nrule g : fraction -> f\n"
                    "rule r : square-root -> r\n",
                    "deep = Deep+{fractions:nested} {numerator} {denominator}\n"
                    "f = Start+{fractions*Start}+Fraction {numerator} Over+{fractions*Over} {denominator}\n"
                    "r = root {radicand}\n");
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        const NodeId x = maker.letter("x");
        const NodeId one = maker.add(Concept::fraction, x, x);
        QCOMPARE(maker.say(compiled, one), "StartFraction x Over x");
        const NodeId two = maker.add(Concept::fraction, x, one);
        QCOMPARE(maker.say(compiled, two), "StartStartFraction x OverOver StartFraction x Over x");
        const NodeId three = maker.add(Concept::fraction, two, x);
        QVERIFY(maker.say(compiled, three).starts_with("DeepNested2 StartStartFraction"));
        const NodeId root = maker.add(Concept::fraction, maker.add(Concept::squareRoot, two), x);
        QVERIFY(maker.say(compiled, root).starts_with("StartFraction root StartStartFraction"));
    }

    void levelsLeadBack()
    {
        const CompiledRules compiled =
            compile("rule p : power context(followed) -> back\nrule q : power context(followed-above !level) -> back\n"
                    "rule r : power -> up\nrule s : sum -> sum\n",
                    "up = {base} {level} Superscript {exponent ^Super/Superscript}\n"
                    "back = {>up} {return Baseline}\nsum = {items}\n");
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        const NodeId x = maker.letter("x");
        const NodeId inner = maker.add(Concept::power, x, x);
        const NodeId sum = maker.add(Concept::sum, inner, x);
        QCOMPARE(maker.say(compiled, maker.add(Concept::sum, maker.add(Concept::power, x, sum), x)),
                 "x Superscript x Super Superscript x Superscript x Baseline x");
    }

    void numbersInDigits()
    {
        const CompiledRules compiled =
            compile("rule m : matrix -> m\nrule r : matrix-row -> r\n", "m = {rows}\nr = {position:place} {cells}\n");
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        std::vector<NodeId> rows;
        for (int i = 0; i < 112; ++i)
            rows.push_back(maker.add(Concept::matrixRow, maker.letter("a")));
        const std::string said = maker.say(compiled, maker.meaning.add(Concept::matrix, rows, noNode, {}));
        for (const char *place : {"1st a 2nd a 3rd a 4th", "10th a 11th a 12th", "21st a 22nd a", "101st a", "112th a"})
            QVERIFY2(said.find(place) != std::string::npos, place);
    }

    void defaultsMayBeOfAnExtendedStyle()
    {
        const CompiledRules compiled = compileRules("en", {{"a.rules", "style a\npreference F = A | B\n" + fallback},
                                                           {"b.rules", "style b extends a\ndefault F = B\n"},
                                                           {"shared.msg", words}});
        QCOMPARE(firstError(compiled), QString());
        const image::Image image{compiled.image.data()};
        const auto styles = image.section<image::Style>(image::Section::styles);
        const auto initial = [&](std::size_t style) {
            return image.section<image::Preference>(image::Section::preferences, styles[style].preferences)[0].initial;
        };
        QCOMPARE(initial(0), 0U);
        QCOMPARE(initial(1), 1U);
    }

    void rulesThatOverlapAreFine()
    {
        const CompiledRules compiled = compile("rule a : power [exponent=2] -> p\nrule b : power [exponent<5] -> p\n"
                                               "rule c : power [exponent<9 base:simple] -> p\nrule d : power -> p\n",
                                               "p = {base} power {exponent}\n");
        QCOMPARE(firstError(compiled), QString());
    }

    void conceptsWithoutRuleAreReported()
    {
        const CompiledRules compiled = compile("", "");
        QVERIFY(compiled.ok());
        QVERIFY(std::ranges::any_of(compiled.problems, [](const RuleProblem &problem) {
            return problem.warning && problem.message == "the style x has no rule for power";
        }));
    }

    void firstMatchWins()
    {
        const CompiledRules compiled = compile("rule sq : power [exponent=2] -> sq\nrule p : power -> p\n",
                                               "sq = {base} squared\np = {base} to {exponent}\n");
        Maker maker;
        QCOMPARE(maker.say(compiled, maker.add(Concept::power, maker.letter("x"), maker.integer("2", 2))), "x squared");
        QCOMPARE(maker.say(compiled, maker.add(Concept::power, maker.letter("x"), maker.integer("3", 3))), "x to 3");
    }

    void endsAreSaidOnlyWhenSomethingFollows()
    {
        const CompiledRules compiled = compile("rule e : square-root context(!last) -> e\nrule r : square-root -> r\n",
                                               "e = root {radicand} ~ end root ~\nr = root {radicand}\n");
        Maker maker;
        const NodeId root = maker.add(Concept::squareRoot, maker.letter("x"));
        QCOMPARE(maker.say(compiled, root), "root x");
        QCOMPARE(maker.say(compiled, maker.add(Concept::sequence, root, maker.letter("y"))), "root x, end root, y");
    }

    void matricesCountRowsAndColumns()
    {
        const CompiledRules compiled = compile("rule m : matrix -> m\nrule r : matrix-row -> r\n",
                                               "m = {count} by {first.count} ~~ {rows; ~~~ ; ~~~ and}\n"
                                               "r = row {position} ~ {cells; ~}\n");
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        const NodeId one = maker.add(Concept::matrixRow, maker.letter("a"), maker.letter("b"));
        const NodeId two = maker.add(Concept::matrixRow, maker.letter("c"), maker.letter("d"));
        QCOMPARE(maker.say(compiled, maker.add(Concept::matrix, one, two)), "2 by 2, row 1, a, b; and row 2, c, d");
    }

    void groupsNeedTheirSlots()
    {
        const CompiledRules compiled =
            compile("rule i : integral -> i\n", "i = integral [from {lower}] [to {upper}] of {body}\n");
        Maker maker;
        const NodeId sign = maker.letter("S");
        const NodeId x = maker.letter("x");
        QCOMPARE(maker.say(compiled, maker.add(Concept::integral, sign, noNode, noNode, x, noNode)), "integral of x");
        const NodeId zero = maker.integer("0", 0);
        QCOMPARE(maker.say(compiled, maker.add(Concept::integral, sign, zero, noNode, x, noNode)),
                 "integral from 0 of x");
    }

    void betweenLooksAtBothSides()
    {
        const CompiledRules compiled = compile("rule p : implied-product -> p\n"
                                               "rule t : between implied-product [left:number right:number] -> times\n",
                                               "p = {items; between}\ntimes = times\n");
        Maker maker;
        const NodeId product =
            maker.add(Concept::impliedProduct, maker.letter("x"), maker.integer("2", 2), maker.integer("3", 3));
        QCOMPARE(maker.say(compiled, product), "x 2 times 3");
    }

    void flagsReachWhatIsBelow()
    {
        const CompiledRules compiled =
            compile("flag many\nrule q : quantity -> q\nrule u : unit-name context(many) -> many\n"
                    "rule v : unit-name -> one\n",
                    "q = {number} {unit +many}\nmany = {self:x.plural}\none = {self:x}\n", "m\tmeter\tplural=meters\n");
        QCOMPARE(firstError(compiled), QString());
        Maker maker;
        const NodeId unit = maker.meaning.addLeaf(Concept::unitName, "m", noNode, {});
        QCOMPARE(maker.say(compiled, unit), "meter");
        QCOMPARE(maker.say(compiled, maker.add(Concept::quantity, maker.integer("5", 5), unit)), "5 meters");
    }

    void ordinalsOfNumbersLettersAndMore()
    {
        const CompiledRules compiled = compile("rule r : root -> r\n", "r = {index:ordinal} root of {radicand}\n");
        Maker maker;
        const NodeId x = maker.letter("x");
        const auto rootOf = [&](NodeId index) { return maker.say(compiled, maker.add(Concept::root, x, index)); };
        QCOMPARE(rootOf(maker.integer("3", 3)), "third root of x");
        QCOMPARE(rootOf(maker.integer("22", 22)), "twenty-second root of x");
        QCOMPARE(rootOf(maker.letter("n")), "n-th root of x");
    }

    void verbosityChoosesTheVariant()
    {
        const CompiledRules compiled =
            compile("rule r : square-root -> r\n",
                    "r = root {radicand} | square root {radicand} | the square root of {radicand}\n");
        Maker maker;
        const NodeId root = maker.add(Concept::squareRoot, maker.letter("x"));
        QCOMPARE(maker.say(compiled, root, {0, 0, 0, 0}), "root x");
        QCOMPARE(maker.say(compiled, root, {1, 0, 0, 0}), "square root x");
        QCOMPARE(maker.say(compiled, root, {2, 0, 0, 0}), "the square root of x");
    }

    void preferencesChooseTheRule()
    {
        const CompiledRules compiled =
            compile("preference F = Auto | Over\nrule o : fraction when F = Over -> o\nrule f : fraction -> f\n",
                    "o = {numerator} over {denominator}\nf = fraction {numerator} {denominator}\n");
        Maker maker;
        const NodeId fraction = maker.add(Concept::fraction, maker.letter("a"), maker.letter("b"));
        QCOMPARE(maker.say(compiled, fraction), "fraction a b");
        QCOMPARE(maker.say(compiled, fraction, {1, 0, 2, 0, 1}), "a over b");
    }

    void optionalWordsAreNotRepeated()
    {
        const CompiledRules compiled = compile("rule p : power -> p\nrule r : square-root -> r\n",
                                               "p = {base} to the {exponent}\nr = ?the root of {radicand}\n");
        Maker maker;
        const NodeId root = maker.add(Concept::squareRoot, maker.letter("y"));
        QCOMPARE(maker.say(compiled, maker.add(Concept::power, maker.letter("x"), root)), "x to the root of y");
        QCOMPARE(maker.say(compiled, root), "the root of y");
    }

    void everyWordKnowsItsNode()
    {
        const CompiledRules compiled = compile("rule p : power -> p\n", "p = {base} to {exponent}\n");
        Maker maker;
        const NodeId x = maker.letter("x");
        const NodeId n = maker.letter("n");
        const NodeId power = maker.add(Concept::power, x, n);
        maker.meaning.setRoot(power);
        Machine machine{image::Image{compiled.image.data()}};
        machine.configure({0, {1, 0, 0, 0}});
        Plan plan;
        machine.speak(maker.meaning, plan);
        std::vector<std::pair<TokenKind, NodeId>> tokens;
        for (const Token &token : plan.tokens)
            tokens.emplace_back(token.kind, token.node);
        using enum TokenKind;
        const std::vector<std::pair<TokenKind, NodeId>> expected = {{begin, power}, {begin, x},    {word, x},
                                                                    {end, x},       {word, power}, {begin, n},
                                                                    {word, n},      {end, n},      {end, power}};
        QCOMPARE(tokens, expected);
    }

    void deepTreesTakeNoRecursion()
    {
        const CompiledRules compiled = compile("rule r : square-root -> r\n", "r = root {radicand}\n");
        Maker maker;
        NodeId node = maker.letter("x");
        for (int i = 0; i < 100'000; ++i)
            node = maker.add(Concept::squareRoot, node);
        QCOMPARE(maker.say(compiled, node).size(), 100'000U * 5 + 1);
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "rules_test.moc"
