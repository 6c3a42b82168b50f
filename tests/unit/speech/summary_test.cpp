// SPDX-License-Identifier: GPL-3.0-or-later
// The style summary: what a formula is about in about ten words, however large it is.
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QFile>
#include <QTest>

#include <chrono>
#include <functional>
#include <set>

using namespace mathtts;

namespace
{
QString summary(std::string_view formula)
{
    static const Engine engine;
    static Session session{engine};
    Options options;
    options.format = Format::latex;
    options.style = "summary";
    return session.read(formula, options) ? QString::fromStdString(renderText(session.plan())) : QString();
}

std::string repeated(int times, const std::function<std::string(int)> &part)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += part(i);
    return result;
}
} // namespace

class SummaryTest : public QObject
{
    Q_OBJECT

private slots:
    void smallIsSaid_data()
    {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char *formula, const char *expected) {
            QTest::newRow(formula) << formula << expected;
        };
        add("x", "x");
        add("x^2+1", "x squared plus 1");
        add(R"(\frac{1}{2})", "one half");
        add(R"(E=mc^2)", "E equals m c squared");
        // equations: the left side short, the right side with what is telling about it
        add(R"(x = \frac{\sqrt{p+q-r}}{2s+t})", "equation, x equals a fraction with a square root in the numerator");
        add(R"(x = \frac{p+q}{\sqrt{u+v+w}})", "equation, x equals a fraction with a square root in the denominator");
        add(R"(y = a+b+c+d+e+f+g)", "equation, y equals a sum of 7 terms");
        add(R"(a+b+c+d \leq \frac{p+q}{s+t})", "inequality, a sum less than or equal to p plus q over s plus t");
        add(R"(a+b = c+d = e+f = g)", "equation in 4 parts, from a plus b to g");
        // rows
        add(R"(a+b^2+c^3+d^4+e^5)", "sum of 5 terms, from a to e to the fifth");
        add(R"(\sqrt{a+b+c+d+e+f})", "the square root of a sum of 6 terms");
        add(R"(\int_0^1 \frac{x+y+z}{u+v}\,dx)", "the integral from 0 to 1 of a fraction");
        add(R"(\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix})", "a 2 by 3 matrix");
        add(R"(f(x) = \begin{cases} x^2 & x > 0 \\ -x & x < 0 \\ 1 & x = 0 \end{cases})",
            "equation, f of x equals 3 cases");
        add(R"(\begin{aligned} 2x+3y &= 5 \\ x - y &= 1 \end{aligned})", "2 lines, first an equation");
    }
    void smallIsSaid()
    {
        QFETCH(QString, formula);
        QFETCH(QString, expected);
        QCOMPARE(summary(formula.toStdString()), expected);
    }

    void largeStaysShort_data()
    {
        QTest::addColumn<QByteArray>("formula");
        const auto add = [](const char *name, const std::string &formula) {
            QTest::newRow(name) << QByteArray::fromStdString(formula);
        };
        const auto letter = [](int i) { return std::string(1, static_cast<char>('a' + i % 26)); };
        add("sum", "x" + repeated(2000, [&](int i) { return "+" + letter(i) + "^{" + std::to_string(i) + "}"; }));
        add("chain", "x" + repeated(2000, [&](int i) { return "=" + letter(i) + "^2"; }));
        add("product", repeated(2000, [&](int i) { return "(" + letter(i) + "+1)"; }));
        add("list", "x" + repeated(2000, [&](int i) { return "," + letter(i) + "_1"; }));
        add("fractions",
            repeated(100, [](int) { return R"(\frac{1}{1+)"; }) + "x" + repeated(100, [](int) { return "}"; }));
        add("roots", repeated(100, [](int) { return R"(\sqrt{y+)"; }) + "x" + repeated(100, [](int) { return "}"; }));
        add("powers", repeated(100, [](int) { return "x^{2+"; }) + "x" + repeated(100, [](int) { return "}"; }));
        add("brackets", repeated(100, [](int) { return "(a+b("; }) + "x" + repeated(100, [](int) { return "))"; }));
        add("signs", repeated(500, [](int) { return R"(\supseteq \leq )"; }));
        add("matrix", R"(A = \begin{pmatrix})" + repeated(50, [](int) { return R"(a & b & c+d & e^2 \\)"; }) +
                          R"(\end{pmatrix})");
        add("lines",
            R"(\begin{aligned})" + repeated(50, [](int) { return R"(a+b+c &= c+d^2 \\)"; }) + R"(\end{aligned})");
        add("text", R"(\text{)" + repeated(50, [](int) { return "many words "; }) + "}");
        add("chemistry", R"(\ce{)" + repeated(30, [](int) { return "2CuSO4*5H2O + "; }) + "H2O -> Cu}");
        add("integrals", repeated(30, [](int) { return R"(\int_{a+b+c}^{d+e+f})"; }) + "x dx");
    }
    void largeStaysShort()
    {
        QFETCH(QByteArray, formula);
        const QString said = summary(formula.toStdString());
        QVERIFY(!said.isEmpty());
        QVERIFY2(said.split(u' ').size() <= 14, qPrintable(said));
    }

    void everyKindHasWords()
    {
        QFile file(KINDS);
        QVERIFY(file.open(QIODevice::ReadOnly));
        std::set<QByteArray> named;
        while (!file.atEnd())
            if (const QByteArray line = file.readLine(); !line.startsWith('#')) named.insert(line.split('\t').front());
        for (const ConceptFacts &facts : conceptFacts) {
            const bool ofMeaning = !facts.structural && !facts.name.starts_with("i-");
            if (ofMeaning && !facts.slotNames.empty())
                QVERIFY2(named.contains(QByteArray(facts.name.data(), qsizetype(facts.name.size()))),
                         facts.name.data());
        }
    }

    void takesLinearTime()
    {
        const auto time = [](int terms) {
            const std::string sum =
                "x" + repeated(terms, [](int i) { return R"(+\frac{x}{)" + std::to_string(i) + "}"; });
            auto best = std::chrono::steady_clock::duration::max();
            for (int round = 0; round < 5; ++round) {
                const auto start = std::chrono::steady_clock::now();
                summary(sum);
                best = std::min(best, std::chrono::steady_clock::now() - start);
            }
            return std::chrono::duration<double>(best).count();
        };
        QVERIFY(time(4000) < 4 * 8 * time(500)); // quadratic would be 64 times as long
    }
};

QTEST_APPLESS_MAIN(SummaryTest)
#include "summary_test.moc"
