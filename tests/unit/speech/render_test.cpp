// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/render.h"

#include <QTest>

#include <initializer_list>

using namespace mathtts;

namespace
{
Plan planOf(std::initializer_list<Token> tokens)
{
    Plan plan;
    plan.tokens = tokens;
    return plan;
}

Token word(std::string_view text, NodeId node = 0)
{
    return {TokenKind::word, Pause::none, node, text};
}

Token letter(std::string_view text, NodeId node = 0)
{
    return {TokenKind::letter, Pause::none, node, text};
}

Token pause(Pause strength)
{
    return {TokenKind::pause, strength, noNode, {}};
}

Token begin(NodeId node)
{
    return {TokenKind::begin, Pause::none, node, {}};
}

Token end(NodeId node)
{
    return {TokenKind::end, Pause::none, node, {}};
}

const std::string opening = R"(<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">)";

std::string inside(const std::string &ssml)
{
    return ssml.substr(opening.size(), ssml.size() - opening.size() - std::string("</speak>").size());
}
} // namespace

class RenderTest : public QObject
{
    Q_OBJECT

private slots:
    void pausesBecomePunctuation()
    {
        const Plan plan = planOf({word("a"), pause(Pause::tiny), word("b"), pause(Pause::brief), word("c"),
                                  pause(Pause::strong), word("d"), pause(Pause::full), word("e")});
        QCOMPARE(renderText(plan), "a b, c; d. e");
    }

    void adjacentPausesMergeAndTheEndsHaveNone()
    {
        const Plan plan = planOf({pause(Pause::full), word("a"), pause(Pause::brief), end(0), pause(Pause::strong),
                                  begin(1), pause(Pause::tiny), word("b"), pause(Pause::full)});
        QCOMPARE(renderText(plan), "a; b");
    }

    void punctuationOfTheTextIsNotDoubled()
    {
        QCOMPARE(renderText(planOf({word("if,"), pause(Pause::medium), word("then")})), "if, then");
        QCOMPARE(renderText(planOf({word("a"), pause(Pause::medium), word(", where b")})), "a, where b");
        QCOMPARE(renderText(planOf({word("times"), word(".5")})), "times .5");
    }

    void whiteSpaceIsSingle()
    {
        QCOMPARE(renderText(planOf({word("  for \n all "), word(" "), word("x")})), "for all x");
    }

    void rangesCoverEverySpokenToken()
    {
        std::vector<TextRange> ranges;
        const std::string text = renderText(planOf({word("x", 3), pause(Pause::brief), word("squared", 5)}), &ranges);
        QCOMPARE(text, "x, squared");
        QCOMPARE(ranges.size(), 2U);
        QCOMPARE(text.substr(ranges[1].begin, ranges[1].end - ranges[1].begin), "squared");
        QCOMPARE(ranges[0].node, 3U);
        QCOMPARE(ranges[1].node, 5U);
    }

    void emptyPlanIsEmpty()
    {
        QCOMPARE(renderText({}), "");
        QCOMPARE(renderSsml({}), opening + "</speak>");
    }

    void ssmlEscapesAndDropsControlCharacters()
    {
        const Plan plan = planOf({word("a<b & \"c\"\x01")});
        QCOMPARE(inside(renderSsml(plan, {.marks = Marks::none})), "a&lt;b &amp; &quot;c&quot; ");
    }

    void theLetterAIsNeverAnArticle()
    {
        const Plan plan = planOf({letter("a"), word("plus"), letter("b"), letter("A")});
        QCOMPARE(inside(renderSsml(plan, {.marks = Marks::none})),
                 "<say-as interpret-as=\"characters\">a</say-as> plus b "
                 "<say-as interpret-as=\"characters\">A</say-as>");
    }

    void breaksAreWholeMilliseconds()
    {
        const Plan plan = planOf({word("x"), pause(Pause::brief), word("y")});
        QCOMPARE(inside(renderSsml(plan, {.marks = Marks::none, .pauseFactor = 33})), "x<break time=\"49ms\"/> y");
        QCOMPARE(inside(renderSsml(plan, {.marks = Marks::none, .pauseFactor = 0})), "x y");
    }

    void everySpeakingNodeHasOneMark()
    {
        const Plan plan = planOf({begin(4), begin(1), word("x", 1), end(1), begin(2), end(2), word("plus", 4), begin(3),
                                  word("y", 3), end(3), end(4)});
        QCOMPARE(inside(renderSsml(plan)), "<mark name=\"n4\"/><mark name=\"n1\"/>x plus <mark name=\"n3\"/>y");
    }

    void tokenMarksNameThePlansTokens()
    {
        const Plan plan = planOf({begin(0), word("x"), pause(Pause::brief), word("y"), end(0)});
        QCOMPARE(inside(renderSsml(plan, {.marks = Marks::tokens})),
                 "<mark name=\"t1\"/>x<break time=\"150ms\"/> <mark name=\"t3\"/>y");
    }
};

QTEST_APPLESS_MAIN(RenderTest)
#include "render_test.moc"
