// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/latex.h"

#include <QElapsedTimer>
#include <QTest>

#include <string>
#include <vector>

using namespace mathtts;

namespace
{
struct Reading {
    bool good = false;
    Tree tree;
    Diagnostics diagnostics;
};

Reading read(std::string_view input, const char *macros = "")
{
    Reading reading;
    Options options;
    options.macros = macros;
    reading.good = readLatex(input, options, {}, reading.tree, reading.diagnostics);
    return reading;
}

// msup(x,2): the elements that are no tokens by name, tokens by their text; mrow as [..], math left out.
std::string shape(std::string_view input, const char *macros = "")
{
    const Reading reading = read(input, macros);
    if (!reading.good) return "nothing";
    std::string out;
    bool first = true; // in its parentheses
    std::vector<std::pair<NodeId, bool>> stack{{reading.tree.root(), false}};
    while (!stack.empty()) {
        const auto [id, closing] = stack.back();
        stack.pop_back();
        const Node &node = reading.tree[id];
        const bool row = node.element == Element::mrow;
        if (closing) {
            out += row ? "]" : ")";
            first = false;
            continue;
        }
        if (!first) out += ' ';
        first = node.element == Element::math;
        const auto children = reading.tree.children(id);
        const bool token = node.element >= Element::mi && node.element <= Element::ms;
        if (token) {
            out += node.text;
            continue;
        }
        if (node.element != Element::math) {
            out += row ? "[" : std::string(elementName(node.element)) + "(";
            stack.emplace_back(id, true);
            first = true;
        }
        for (std::size_t i = children.size(); i-- > 0;)
            stack.emplace_back(children[i], false);
    }
    return out;
}
} // namespace

class LatexTest : public QObject
{
    Q_OBJECT

private slots:
    void structure_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *input, const char *expected) {
            QTest::newRow(input) << QString::fromUtf8(input) << QString::fromUtf8(expected);
        };
        row("x^2", "msup(x 2)");
        row("x_1^{n+1}", "msubsup(x 1 [n + 1])");
        row("x^12", "msup(x 1) 2");
        row("3.14x", "3.14 x");
        row("1{,}000", "1,000");
        row("f''(x)", "msup(f ″) ( x )");
        row("f'^2", "msup(f [′ 2])");
        row("\\frac12", "mfrac(1 2)");
        row("\\sqrt[3]{x}", "mroot(x 3)");
        row("\\frac\\sqrt23", "mfrac(msqrt(2) 3)");
        row("\\sum_{i=1}^n i", "munderover(∑ [i = 1] n) i");
        row("\\textstyle\\sum_{i}^n i", "msubsup(∑ i n) i");
        row("\\int_0^1", "msubsup(∫ 0 1)");
        row("\\int\\limits_0^1", "munderover(∫ 0 1)");
        row("\\lim_{x\\to0}", "munder(lim [x → 0])");
        row("\\left(a\\middle|b\\right)^2", "msup([( a | b )] 2)");
        row("\\left.x\\right|_0", "msub([x |] 0)");
        row("a\\over b+c", "mfrac(a [b + c])");
        row("{n \\choose k}", "[( mfrac(n k) )]");
        row("\\binom nk", "[( mfrac(n k) )]");
        row("\\not= \\not\\in", "≠ ∉");
        row("\\mathrm{abc}", "abc");
        row("\\operatorname{arg\\,max}", "arg max");
        row("\\text{if $x$ is}", "[if  x  is]");
        row("\\hat x", "mover(x ^)");
        row("\\underbrace{a+b}_{n}", "munder(munder([a + b] ⏟) n)");
        row("\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}", "[( mtable(mtr(mtd(a) mtd(b)) mtr(mtd(c) mtd(d))) )]");
        row("\\begin{cases}x\\\\y\\\\\\end{cases}", "[{ mtable(mtr(mtd(x)) mtr(mtd(y)))]");
        row("\\def\\a#1{(#1)}\\a{x}", "( x )");
        row("\\newcommand{\\a}[2][k]{#1#2}\\a x\\a[j]x", "k x j x");
        row("\\def\\p(#1,#2){#2#1}\\p(a,b)", "b a");
        row("\\let\\a=\\alpha\\a", "α");
        row("\\DeclareMathOperator{\\foo}{foo}\\foo x", "foo x");
        row("$x$", "x");
        row("\\[x\\]", "x");
        row("x % all the rest\n+y", "x + y");
        row("x²½≤", "msup(x 2) mfrac(1 2) ≤");
        row("{}_2F_1", "msub([] 2) msub(F 1)");
        row("\\dv{f}{x}", "mfrac([d f] [d x])");
        row("\\abs\\Big{x}", "[| x |]");
        row("\\U{3B1}", "α");
        row("\\mqty{\\imat{2}}", "mtable(mtr(mtd(1) mtd(0)) mtr(mtd(0) mtd(1)))");
        row("\\mqty{\\xmat*{a}{1}{2}}", "mtable(mtr(mtd(msub(a 1)) mtd(msub(a 2))))");
        row("\\mqty{\\admat{a,{b,c}}}", "mtable(mtr(mtd() mtd(a)) mtr(mtd([b , c]) mtd()))");
        row("\\begin{prooftree}\\AxiomC{A}$x$\\UnaryInfC{B}\\end{prooftree}", "[x mfrac([A] B)]");
        row("\\begin{CD}A @>f>> B\\end{CD}", "mtable(mtr(mtd(A) mtd(mover(→ f)) mtd(B)))");
    }

    void structure()
    {
        QFETCH(QString, input);
        QFETCH(QString, expected);
        const QByteArray bytes = input.toUtf8();
        QCOMPARE(QString::fromStdString(shape({bytes.constData(), static_cast<std::size_t>(bytes.size())})), expected);
    }

    void macrosOfTheOptionsHold()
    {
        QCOMPARE(shape("\\RR^n", "\\newcommand{\\RR}{\\mathbb{R}}"), std::string("msup(R n)"));
    }

    void mistakesKnowTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        const auto row = [](const char *input, DiagnosticCode code, int begin, int end) {
            QTest::newRow(input) << QByteArray(input) << static_cast<int>(code) << begin << end;
        };
        row("a+\\foo b", DiagnosticCode::unknownCommand, 2, 6);
        row("a{b", DiagnosticCode::missingClosingBrace, 1, 2);
        row("a}b", DiagnosticCode::unexpectedClosingBrace, 1, 2);
        row("\\left(a", DiagnosticCode::missingRight, 0, 6);
        row("a\\right)", DiagnosticCode::unexpectedRight, 1, 7);
        row("\\begin{matrix}a", DiagnosticCode::missingEnd, 0, 14);
        row("a\\end{matrix}", DiagnosticCode::unexpectedEnd, 1, 13);
        row("x^a^b", DiagnosticCode::doubleSuperscript, 3, 5);
        row("1^", DiagnosticCode::missingScript, 1, 2);
        row("\\frac1", DiagnosticCode::missingArgument, 0, 5);
        row("a&b", DiagnosticCode::ampersandOutsideTable, 1, 2);
        row("\\def\\a{\\a\\a}\\a", DiagnosticCode::tooManyExpansions, 12, 14);
        row(" \\frac ", DiagnosticCode::loneCommand, 1, 6);
        row("a\xFF", DiagnosticCode::invalidUtf8, 1, 2);
    }

    void mistakesKnowTheirPlace()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        QFETCH(int, begin);
        QFETCH(int, end);
        const Reading reading = read({input.constData(), static_cast<std::size_t>(input.size())});
        QVERIFY(!reading.diagnostics.empty());
        QCOMPARE(static_cast<int>(reading.diagnostics[0].code), code);
        QCOMPARE(static_cast<int>(reading.diagnostics[0].span.begin), begin);
        QCOMPARE(static_cast<int>(reading.diagnostics[0].span.end), end);
    }

    void textOutlivesTheInput()
    {
        std::string input = "(a,\\{b\\})";
        const Reading reading = read(input);
        input.assign(input.size(), '?');
        std::string text;
        for (const NodeId child : reading.tree.children(reading.tree.root()))
            text += reading.tree[child].text;
        QCOMPARE(text, std::string("(a,{b})"));
    }

    void spansAreBytesOfTheInput()
    {
        const Reading reading = read("α+\\frac{a}{b}");
        const auto children = reading.tree.children(reading.tree.root());
        QCOMPARE(children.size(), 3U);
        QCOMPARE(reading.tree[children[0]].source, (Span{0, 2}));
        QCOMPARE(reading.tree[children[2]].source, (Span{3, 14}));
        QCOMPARE(reading.tree[reading.tree.children(children[2])[1]].source, (Span{12, 13}));
    }

    void spansStayInOrder_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("no unit after an open number") << QByteArray("x\\SI{9.8uare");
        QTest::newRow("no unit at all") << QByteArray("x+\\SI{9.8}");
        QTest::newRow("number and unit turned around") << QByteArray("\\def\\f#1#2{\\SI{#2}{#1}}\\f{m}{5}");
        QTest::newRow("power turned around") << QByteArray("\\def\\f#1#2{\\num{#2^{#1}}}\\f{2}{5}");
        QTest::newRow("prime and power turned around") << QByteArray("\\def\\f#1#2{x#2^#1}\\f{2}{'}");
        QTest::newRow("base and prime turned around") << QByteArray("\\def\\f#1#2{#2#1}\\f{'}{x}");
        QTest::newRow("base and accent turned around") << QByteArray("\\def\\f#1#2{#2#1}\\f{\u0301}{x}");
        QTest::newRow("fraction turned around") << QByteArray("\\def\\f#1#2{{#2\\over #1}}\\f{a}{b}");
        QTest::newRow("negation turned around") << QByteArray("\\def\\f#1#2{#2#1}\\f{=}{\\not}");
        QTest::newRow("verbatim turned around") << QByteArray("\\def\\f#1#2{#2#1}\\f{|a|}{\\verb}");
        QTest::newRow("physics turned around") << QByteArray("\\def\\f#1#2{#2#1}\\f{(a)}{\\qty}");
    }

    void spansStayInOrder()
    {
        QFETCH(QByteArray, input);
        const auto size = static_cast<std::size_t>(input.size());
        const Reading reading = read({input.constData(), size});
        for (const Diagnostic &diagnostic : reading.diagnostics)
            QVERIFY(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
        for (NodeId id = 0; id < reading.tree.size(); ++id) {
            const Span span = reading.tree[id].source;
            QVERIFY2(span.begin <= span.end && span.end <= size, std::string(reading.tree[id].text).c_str());
        }
    }

    void hostileInputsEndSoon_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QByteArray nul("a\0b", 3);
        QTest::newRow("open braces") << QByteArray(10'000'000, '{');
        QTest::newRow("closing braces") << QByteArray(10'000'000, '}');
        QTest::newRow("fractions") << QByteArray("\\frac{").repeated(100'000);
        QTest::newRow("scripts") << QByteArray("x^").repeated(100'000);
        QTest::newRow("environments") << QByteArray("\\begin{matrix}").repeated(100'000);
        QTest::newRow("labels") << QByteArray("\\label{").repeated(100'000);
        QTest::newRow("names") << QByteArray("\\operatorname{").repeated(100'000);
        QTest::newRow("loop") << QByteArray("\\def\\a{\\a}\\a");
        QTest::newRow("growth") << QByteArray(
            "\\def\\a{xx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b}"
            "\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c}\\def\\e{\\d\\d\\d\\d\\d\\d\\d\\d}\\e\\e\\e\\e\\e");
        QTest::newRow("NUL") << nul;
        QTest::newRow("surrogate") << QByteArray("a\xED\xA0\x80z");
        QTest::newRow("broken UTF-8") << QByteArray("\xFF\xC3").repeated(50'000);
        QTest::newRow("empty") << QByteArray("");
    }

    void hostileInputsEndSoon()
    {
        QFETCH(QByteArray, input);
        QElapsedTimer timer;
        timer.start();
        const Reading reading = read({input.constData(), static_cast<std::size_t>(input.size())});
        QVERIFY2(!reading.diagnostics.empty(), "said nothing");
        QVERIFY2(timer.elapsed() < 2000, "took too long"); // a wide margin for slow machines and sanitizers
    }
};

QTEST_APPLESS_MAIN(LatexTest)
#include "latex_test.moc"
