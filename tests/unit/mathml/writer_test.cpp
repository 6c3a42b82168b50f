// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/alphanumerics.h"
#include "engine/mathml/reader.h"
#include "engine/mathml/writer.h"

#include <QTest>
#include <QXmlStreamReader>

#include <array>

using namespace mathtts;

namespace
{

/*! What stands between <math ..> and </math> of the tree with \a root. */
std::string written(Tree &tree, NodeId root, const Meaning *meaning = nullptr)
{
    tree.setRoot(root);
    const std::string all = writeMathml(tree, meaning);
    const std::size_t begin = all.find('>') + 1;
    return all.substr(begin, all.rfind('<') - begin);
}

bool isWellFormed(const std::string &xml)
{
    QXmlStreamReader reader(QByteArray::fromStdString(xml));
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class WriterTest : public QObject
{
    Q_OBJECT

private slots:
    void escapesAndWraps()
    {
        Tree tree;
        tree.setRoot(tree.addToken(Element::mo, "<&>", {}));
        QCOMPARE(writeMathml(tree, nullptr, {.display = true}),
                 std::string("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">"
                             "<mo>&lt;&amp;&gt;</mo></math>"));
    }

    void whatIsReadIsWrittenAgain_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char *name, const char *input, const char *output) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(output);
        };
        row("ids", "<mrow id='a'><mi id='b'>x</mi></mrow>", "<mrow id=\"a\"><mi id=\"b\">x</mi></mrow>");
        row("inherited variant", "<mstyle mathvariant='bold'><mi>x</mi><mi mathvariant='normal'>y</mi></mstyle>",
            "<mstyle><mi>𝐱</mi><mi mathvariant=\"normal\">y</mi></mstyle>");
        row("fences", "<mfenced open='['><mi>x</mi><mi>y</mi></mfenced>",
            "<mrow><mo form=\"prefix\" stretchy=\"true\">[</mo><mi>x</mi><mo>,</mo><mi>y</mi>"
            "<mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>");
        row("spaces", "<mspace width='1em'/><mo lspace='0em'>+</mo>",
            "<mspace width=\"1em\"/><mo lspace=\"0em\">+</mo>");
        row("names", "<mi>&alpha;</mi><mo>&lt;</mo>", "<mi>α</mi><mo>&lt;</mo>");
        row("the author's intent", "<mrow intent='f($a)'><mi arg='a'>x</mi></mrow>",
            "<mrow intent=\"f($a)\"><mi arg=\"a\">x</mi></mrow>");
        row("what MathJax tells", "<mo data-mjx-texclass='OP'>x</mo>", "<mo>x</mo>");
    }

    void whatIsReadIsWrittenAgain()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, output);
        Tree tree;
        Diagnostics diagnostics;
        QVERIFY(readMathml(input.toStdString(), {}, {}, tree, diagnostics));
        QCOMPARE(QByteArray::fromStdString(written(tree, tree.root())), output);
    }

    void anEmptyTreeIsAnEmptyFormula()
    {
        const Tree tree;
        QCOMPARE(writeMathml(tree, nullptr), std::string("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"></math>"));
    }

    void brokenBytesAndControlsStayWellFormed()
    {
        Tree tree;
        tree.setRoot(tree.addToken(Element::mtext, std::string_view("a\xFF\x01\0b", 5), {}));
        QVERIFY(isWellFormed(writeMathml(tree, nullptr)));
    }

    void variantsBecomeMathematicalLetters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("variant");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, Variant variant, const char *expected) {
            QTest::newRow(name) << QString(text) << static_cast<int>(variant) << QString(expected);
        };
        row("automatic letter", "x", Variant::automatic, "<mi>x</mi>");
        row("automatic name", "sin", Variant::automatic, "<mi>sin</mi>");
        row("upright letter", "d", Variant::normal, "<mi mathvariant=\"normal\">d</mi>");
        row("upright name", "km", Variant::normal, "<mi>km</mi>");
        row("italic letter", "x", Variant::italic, "<mi>x</mi>");
        row("italic name", "dh", Variant::italic, "<mi>𝑑ℎ</mi>");
        row("double-struck hole", "R", Variant::doubleStruck, "<mi>ℝ</mi>");
        row("double-struck", "F", Variant::doubleStruck, "<mi>𝔽</mi>");
        row("script hole", "B", Variant::script, "<mi>ℬ</mi>");
        row("fraktur hole", "C", Variant::fraktur, "<mi>ℭ</mi>");
        row("bold Greek", "α", Variant::bold, "<mi>𝛂</mi>");
        row("bold capital Greek", "Ω", Variant::bold, "<mi>𝛀</mi>");
        row("bold nabla", "∇", Variant::bold, "<mi>𝛁</mi>");
        row("no such letter", "й", Variant::fraktur, "<mi>й</mi>");
    }
    void variantsBecomeMathematicalLetters()
    {
        QFETCH(QString, text);
        QFETCH(int, variant);
        QFETCH(QString, expected);
        Tree tree;
        const NodeId letter = tree.addToken(Element::mi, text.toStdString(), {});
        tree[letter].variant = static_cast<Variant>(variant);
        QCOMPARE(QString::fromStdString(written(tree, letter)), expected);
    }

    void digitsHaveVariantsToo()
    {
        QCOMPARE(styledCharacter(U'7', Variant::bold), U'𝟕');
        QCOMPARE(styledCharacter(U'7', Variant::fraktur), U'7');
    }

    void wordsInTextKeepTheirLetters()
    {
        Tree tree;
        const NodeId text = tree.addToken(Element::mtext, " if  so", {});
        tree[text].variant = Variant::bold;
        QCOMPARE(written(tree, text), std::string("<mtext style=\"font-weight: bold\">\u00A0if\u00A0\u00A0so</mtext>"));
    }

    void onlyFencesThatWereAskedToStretch()
    {
        Tree tree;
        const NodeId plain = tree.addToken(Element::mo, "(", {});
        const NodeId bar = tree.addToken(Element::mo, "|", {});
        tree[bar].flags = NodeFlag::stretchy | NodeFlag::fenceClose;
        QCOMPARE(
            written(tree, tree.add(Element::mrow, std::array{plain, bar}, {})),
            std::string("<mrow><mo stretchy=\"false\">(</mo><mo form=\"postfix\" stretchy=\"true\">|</mo></mrow>"));
    }

    void flagsBecomeAttributes()
    {
        Tree tree;
        const NodeId n = tree.addToken(Element::mi, "n", {});
        const NodeId k = tree.addToken(Element::mi, "k", {});
        const NodeId fraction = tree.add(Element::mfrac, std::array{n, k}, {});
        tree[fraction].flags = NodeFlag::noLine | NodeFlag::displayStyle;
        QCOMPARE(written(tree, fraction),
                 std::string("<mfrac linethickness=\"0\" displaystyle=\"true\"><mi>n</mi><mi>k</mi></mfrac>"));
        const NodeId hat = tree.addToken(Element::mo, "^", {});
        const NodeId accented = tree.add(Element::mover, std::array{n, hat}, {});
        tree[accented].flags = NodeFlag::accentBit;
        QCOMPARE(written(tree, accented), std::string("<mover accent=\"true\"><mi>n</mi><mo>^</mo></mover>"));
    }

    void fencesOfMfencedAreWrittenOut()
    {
        Tree tree;
        const std::array parts{tree.addToken(Element::mi, "a", {}), tree.addToken(Element::mi, "b", {}),
                               tree.addToken(Element::mi, "c", {})};
        const NodeId fenced = tree.add(Element::mfenced, parts, {});
        tree.setAttribute(fenced, Attribute::close, "");
        tree.setAttribute(fenced, Attribute::separators, "; ,");
        QCOMPARE(written(tree, fenced),
                 std::string("<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mi>a</mi><mo>;</mo><mi>b</mi>"
                             "<mo>,</mo><mi>c</mi></mrow>"));
    }

    void indentsAndNamesTheSource()
    {
        Tree tree;
        const NodeId x = tree.addToken(Element::mi, "x", {0, 1});
        const NodeId root = tree.add(Element::msqrt, {&x, 1}, {0, 7});
        tree.setRoot(tree.add(Element::math, {&root, 1}, {0, 7}));
        QCOMPARE(writeMathml(tree, nullptr, {.sourcePositions = true, .indent = 2}),
                 std::string("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" data-source=\"0 7\">\n"
                             "  <msqrt data-source=\"0 7\">\n"
                             "    <mi data-source=\"0 1\">x</mi>\n"
                             "  </msqrt>\n"
                             "</math>"));
    }

    void unknownCommandsShowTheirName()
    {
        Tree tree;
        const NodeId unknown = tree.addToken(Element::merror, "foo", {});
        tree[unknown].flags = NodeFlag::unknownCommand;
        QCOMPARE(written(tree, unknown), std::string("<merror><mtext>\\foo</mtext></merror>"));
    }

    void saysWhatWasInferred()
    {
        Tree tree;
        const NodeId x = tree.addToken(Element::mi, "x", {});
        const NodeId bar = tree.addToken(Element::mo, "|", {});
        const NodeId bar2 = tree.addToken(Element::mo, "|", {});
        const NodeId row = tree.add(Element::mrow, std::array{bar, x, bar2}, {});
        Meaning meaning;
        const NodeId letter = meaning.addLeaf(Concept::letter, "x", x, {});
        const NodeId absolute = meaning.add(Concept::absoluteValue, {&letter, 1}, row, {});
        meaning[absolute].facts = factInferred;
        meaning[absolute].confidence = 90;
        meaning.setRoot(absolute);
        QCOMPARE(written(tree, row, &meaning),
                 std::string("<mrow intent=\"absolute-value($operand)\"><mo stretchy=\"false\">|</mo>"
                             "<mi arg=\"operand\">x</mi><mo stretchy=\"false\">|</mo></mrow>"));
        meaning[absolute].confidence = 60;
        QVERIFY(!written(tree, row, &meaning).contains("intent"));
    }

    void leavesOutAnIntentThatCouldNotBeFollowed()
    {
        // The operand lies beside the concept's node, not below it.
        Tree tree;
        const NodeId x = tree.addToken(Element::mi, "x", {});
        const NodeId mark = tree.addToken(Element::mo, "!", {});
        const NodeId row = tree.add(Element::mrow, std::array{x, mark}, {});
        Meaning meaning;
        const NodeId letter = meaning.addLeaf(Concept::letter, "x", x, {});
        const NodeId factorial = meaning.add(Concept::factorial, {&letter, 1}, mark, {});
        meaning[factorial].facts = factInferred;
        meaning.setRoot(factorial);
        QCOMPARE(written(tree, row, &meaning), std::string("<mrow><mi>x</mi><mo>!</mo></mrow>"));
    }

    void deepTreesNeedNoStack()
    {
        Tree tree;
        NodeId node = tree.addToken(Element::mi, "x", {});
        for (int i = 0; i < 200'000; ++i)
            node = tree.add(Element::msqrt, {&node, 1}, {});
        QVERIFY(written(tree, node).ends_with("</msqrt>"));
    }
};

QTEST_APPLESS_MAIN(WriterTest)
#include "writer_test.moc"
