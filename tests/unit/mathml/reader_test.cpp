// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/mathml/reader.h"

#include <QTest>

#include <string>

using namespace mathtts;

namespace
{

struct Read {
    bool good = false;
    std::string tree; ///< (math (mi x)), attributes and flags left out
    Diagnostics diagnostics;
    [[nodiscard]] bool has(DiagnosticCode code) const
    {
        return std::ranges::contains(diagnostics, code, &Diagnostic::code);
    }
};

std::string described(const Tree &tree)
{
    std::vector<std::string> made(tree.size());
    for (NodeId id = 0; id < tree.size(); ++id) {
        std::string &text = made[id];
        text = '(' + std::string(elementName(tree[id].element));
        if (!tree[id].text.empty()) text += ' ' + std::string(tree[id].text);
        for (const NodeId child : tree.children(id))
            text += ' ' + made[child];
        text += ')';
    }
    return made[tree.root()];
}

Read read(std::string_view input, const Limits &limits = {})
{
    Tree tree;
    Read result;
    result.good = readMathml(input, {}, limits, tree, result.diagnostics);
    if (result.good) result.tree = described(tree);
    return result;
}

} // namespace

class ReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("tree");
        const auto row = [](const char *name, const char *input, const char *tree) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(tree);
        };
        row("plain", "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", "(math (mi x) (mo =) (mn 1))");
        row("no math", "<mi>x</mi>", "(math (mi x))");
        row("several roots", "<mi>x</mi><mi>y</mi>", "(math (mi x) (mi y))");
        row("math in math", "<math><math><mi>x</mi></math></math>", "(math (mrow (mi x)))");
        row("prefix", "<m:math xmlns:m='x'><m:mi>x</m:mi></m:math>", "(math (mi x))");
        row("capitals", "<MATH><Mi>x</Mi></MATH>", "(math (mi x))");
        row("prologue",
            "\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE math [ <!ENTITY a \">]>\"> ]><!-- c > "
            "--><math><mi>x</mi></math>",
            "(math (mi x))");
        row("names", "<math><mi>&alpha;&NotEqualTilde;&hbar;</mi><mo>&lt</mo></math>", "(math (mi α≂̸ℏ) (mo <))");
        row("numbers", "<math><mi>&#x3b1;&#946;&#X1D49C;</mi></math>", "(math (mi αβ𝒜))");
        row("white space", "<math>\n <mtext>\t a \r\n b&#x20; </mtext> </math>", "(math (mtext a b))");
        row("kept space", "<math><mtext>&nbsp;a</mtext></math>",
            "(math (mtext \xC2\xA0"
            "a))");
        row("character data", "<math><mo><![CDATA[<&]]></mo></math>", "(math (mo <&))");
        row("html in text", "<math><mtext>a<b>b</b><br>c</mtext></math>", "(math (mtext ab c))");
        row("math in text", "<math><mtext>if <math><mi>x</mi></math> then</mtext></math>",
            "(math (mrow (mtext if) (mrow (mi x)) (mtext then)))");
        row("glyph", "<math><mi><mglyph alt='ring' src='r.png'/></mi></math>", "(math (mi ring))");
        row("empty", "<math><mspace width='1em'/><mi/><mrow></mrow></math>", "(math (mspace) (mi) (mrow))");
        row("annotations",
            "<math><semantics><mi>x</mi><annotation encoding='TeX'>x_1 &lt; 2</annotation>"
            "<annotation-xml><apply><annotation-xml/><ci>y</ci></apply></annotation-xml></semantics></math>",
            "(math (semantics (mi x) (annotation x_1 < 2)))");
        row("scripts", "<math><mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><none/></mmultiscripts></math>",
            "(math (mmultiscripts (mi C) (mprescripts) (mn 6) (none)))");
        row("alignment marks", "<math><mrow><maligngroup/><mi>x</mi><malignmark></malignmark></mrow></math>",
            "(math (mrow (mi x)))");
        row("unclosed quote in attribute", "<math><mi a=b c d=\"e>\">x</mi></math>", "(math (mi x))");
    }

    void reads()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, tree);
        const Read result = read({input.constData(), static_cast<std::size_t>(input.size())});
        QVERIFY(result.good);
        QCOMPARE(QByteArray::fromStdString(result.tree), tree);
        QVERIFY(result.diagnostics.empty());
    }

    void recovers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("tree");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *input, const char *tree, DiagnosticCode code) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(tree) << static_cast<int>(code);
        };
        using enum DiagnosticCode;
        row("end tag missing", "<math><mrow><mi>x</mi></math>", "(math (mrow (mi x)))", missingEndTag);
        row("end of a leaf missing", "<math><msup><mi>x<mn>2</mn></msup></math>", "(math (msup (mi x) (mn 2)))",
            missingEndTag);
        row("end missing at all", "<math><mi>x", "(math (mi x))", missingEndTag);
        row("end tag too many", "<math><mi>x</mi></mrow></foo></math>", "(math (mi x))", unexpectedEndTag);
        row("unfinished tag", "<math><mi x</mi><mn>1</mn></math>", "(math (mi) (mn 1))", unfinishedTag);
        row("quote", "<math><mi a=\"b>x</mi></math>", "(math (mi x))", unfinishedTag);
        row("angle", "<math><mo><</mo><mn>1</mn></math>", "(math (mo <) (mn 1))", strayAngle);
        row("ampersand", "<math><mo>&</mo><mi>a&b</mi></math>", "(math (mo &) (mi a&b))", strayAmpersand);
        row("unknown name", "<math><mi>&foo;</mi></math>", "(math (mi &foo;))", unknownEntity);
        row("unknown number", "<math><mi>&#0;</mi></math>", "(math (mi \xEF\xBF\xBD))", badCharacterNumber);
        row("no character", "<math><mi>\xFF</mi></math>", "(math (mi \xEF\xBF\xBD))", invalidUtf8);
        row("unknown element", "<math><foo><mi>x</mi></foo><bar><mi>y</mi><mi>z</mi></bar></math>",
            "(math (mi x) (mrow (mi y) (mi z)))", unknownElement);
        row("text", "<math>x</math>", "(math (mtext x))", strayText);
        row("text beside elements", "<math>x<mo>+</mo></math>", "(math (mo +))", strayText);
        row("text among parts", "<math><msup><mi>x</mi>,<mn>2</mn></msup></math>", "(math (msup (mi x) (mn 2)))",
            strayText);
        row("part missing", "<math><mfrac><mi>x</mi></mfrac></math>", "(math (mfrac (mi x) (mrow)))", missingPart);
        row("part too many", "<math><msup><mi>x</mi><mi>y</mi><mi>z</mi></msup></math>",
            "(math (mrow (mi x) (mi y) (mi z)))", surplusPart);
        row("script missing",
            "<math><mmultiscripts><mi>C</mi><mn>1</mn><mprescripts/><mn>6</mn></mmultiscripts></math>",
            "(math (mmultiscripts (mi C) (mn 1) (none) (mprescripts) (mn 6) (none)))", missingPart);
        row("base missing", "<math><mmultiscripts><mprescripts/><mn>6</mn><none/></mmultiscripts></math>",
            "(math (mmultiscripts (mrow) (mprescripts) (mn 6) (none)))", missingPart);
        row("cell outside of a row", "<math><mtable><mtd><mi>x</mi></mtd></mtable></math>",
            "(math (mtable (mtr (mtd (mi x)))))", misplacedPart);
        row("no cell", "<math><mtable><mtr><mi>x</mi></mtr></mtable></math>", "(math (mtable (mtr (mtd (mi x)))))",
            misplacedPart);
    }

    void recovers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, tree);
        QFETCH(int, code);
        const Read result = read({input.constData(), static_cast<std::size_t>(input.size())});
        QVERIFY(result.good);
        QCOMPARE(QByteArray::fromStdString(result.tree), tree);
        QVERIFY(result.has(static_cast<DiagnosticCode>(code)));
        for (const Diagnostic &diagnostic : result.diagnostics)
            QVERIFY(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= input.size());
    }

    void keepsAttributesAndPlaces()
    {
        const std::string_view input = "<math>\n<mi id='a&amp;b' class='MathML-Unit' mathvariant='bold' intent=\"x\" "
                                       "id='twice' xmlns='dropped'>x</mi><mo form='prefix'>|</mo></math>";
        Tree tree;
        Diagnostics diagnostics;
        QVERIFY(readMathml(input, {}, {}, tree, diagnostics));
        const auto children = tree.children(tree.root());
        const Node &x = tree[children[0]];
        QCOMPARE(tree.attribute(children[0], Attribute::id), std::string_view("a&b"));
        QCOMPARE(tree.attribute(children[0], Attribute::intent), std::string_view("x"));
        QVERIFY(x.variant == Variant::bold);
        QVERIFY((x.flags & unit) != 0);
        QCOMPARE(input.substr(x.source.begin, 4), std::string_view("<mi "));
        QCOMPARE(input.substr(x.source.end - 5, 5), std::string_view("</mi>"));
        QVERIFY(tree[children[1]].form == Form::prefix);
        QCOMPARE(tree[tree.root()].source.end, static_cast<std::uint32_t>(input.size()));
    }

    void knowsAllNamesOfHtml()
    {
        QFile file(QStringLiteral(ENTITIES));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int names = 0;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine().trimmed();
            if (line.isEmpty() || line.startsWith('#')) continue;
            ++names;
            const qsizetype tab = line.indexOf('\t');
            QByteArray text;
            for (const QByteArray &point : line.mid(tab + 1).split(' '))
                text +=
                    QString::fromUcs4(std::array{static_cast<char32_t>(point.toUInt(nullptr, 16))}.data(), 1).toUtf8();
            Tree tree;
            Diagnostics diagnostics;
            // between letters, so that no white space is taken away
            const std::string input = "<mtext>(&" + line.left(tab).toStdString() + ")</mtext>";
            QVERIFY(readMathml(input, {}, {}, tree, diagnostics));
            const bool space = text == "\n" || text == "\t";
            QCOMPARE(tree[0].text, "(" + (space ? std::string(" ") : text.toStdString()) + ")");
        }
        QCOMPARE(names, 2231);
    }

    void nothingToRead()
    {
        for (const char *input : {"", " \n", "<!-- x -->", "<?xml?>"}) {
            const Read result = read(input);
            QVERIFY(!result.good);
            QVERIFY(result.has(DiagnosticCode::emptyInput));
        }
    }

    void limits()
    {
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "<mrow>";
        QVERIFY(read(deep).has(DiagnosticCode::nestedTooDeep));
        std::string wide = "<math>";
        for (int i = 0; i < 100; ++i)
            wide += "<mi>x</mi>";
        const Read result = read(wide, {.nodes = 50});
        QVERIFY(!result.good);
        QVERIFY(result.has(DiagnosticCode::tooManyNodes));
        QVERIFY(read(wide, {.inputBytes = 100}).has(DiagnosticCode::inputTooLong));
    }
};

QTEST_APPLESS_MAIN(ReaderTest)
#include "reader_test.moc"
