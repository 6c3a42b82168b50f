// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/intent/grammar.h"

#include <QTest>

#include <string>

using namespace mathtts;

namespace
{

/*! head:property(argument, ...), with a letter for what a term is where it doesn't show. */
std::string described(const Intent &intent)
{
    std::vector<std::string> made(intent.size());
    for (Intent::TermId id = 0; id < intent.size(); ++id) {
        const IntentTerm &term = intent[id];
        std::string &text = made[id];
        switch (term.kind) {
        case IntentTerm::Kind::concept_: text = "c'"; break;
        case IntentTerm::Kind::literal: text = "l'"; break;
        case IntentTerm::Kind::number: text = "n'"; break;
        case IntentTerm::Kind::reference: text = "$"; break;
        case IntentTerm::Kind::self: text = "self"; break;
        case IntentTerm::Kind::application: break;
        }
        text += term.text;
        for (const std::string_view property : intent.properties(id))
            text += ':' + std::string(property);
        const auto children = intent.children(id);
        for (std::size_t i = 0; i < children.size(); ++i)
            text += (i == 0 ? "" : i == 1 ? "(" : ",") + made[children[i]];
        if (term.kind == IntentTerm::Kind::application) text += children.size() == 1 ? "()" : ")";
    }
    return made[intent.root()];
}

} // namespace

class GrammarTest : public QObject
{
    Q_OBJECT

private slots:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parsed");
        QTest::newRow("concept") << "plus" << "c'plus";
        QTest::newRow("literal") << "_the-two" << "l'the-two";
        QTest::newRow("number") << "-12.5" << "n'-12.5";
        QTest::newRow("reference") << " $x " << "$x";
        QTest::newRow("properties alone") << ":chemical-formula :common" << "self:chemical-formula:common";
        QTest::newRow("properties of a term") << "x:prefix :silent" << "c'x:prefix:silent";
        QTest::newRow("application") << "f ( $a , 2 )" << "c'f($a,n'2)";
        QTest::newRow("properties of a head") << "sum:infix($a,$b:vector)" << "c'sum:infix($a,$b:vector)";
        QTest::newRow("no arguments") << "f()" << "c'f()";
        QTest::newRow("nested") << "a(b(c,d),e($f))" << "c'a(c'b(c'c,c'd),c'e($f))";
        QTest::newRow("applied twice") << "a(b)(c)" << "c'a(c'b)(c'c)";
        QTest::newRow("reference applied") << "$op:infix($a,$b)" << "$op:infix($a,$b)";
        QTest::newRow("other letters") << "\u00e9tat-1.a" << "c'\u00e9tat-1.a";
    }

    void parses()
    {
        QFETCH(QString, text);
        QFETCH(QString, parsed);
        const QByteArray bytes = text.toUtf8();
        Intent intent;
        QVERIFY(intent.parse({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        QCOMPARE(QString::fromStdString(described(intent)), parsed);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("offset");
        using enum IntentError::Kind;
        const auto row = [](const char *text, IntentError::Kind kind, int offset) {
            QTest::newRow(text) << QByteArray(text) << static_cast<int>(kind) << offset;
        };
        row("", empty, 0);
        row(" ", empty, 1);
        row("f(", missingParenthesis, 2);
        row("f($a", missingParenthesis, 4);
        row("f($a,)", unexpected, 5);
        row("f(,)", unexpected, 2);
        row("f)", unexpected, 1);
        row("a b", unexpected, 2);
        row("$", missingName, 1);
        row("f:", missingName, 2);
        row("+", unexpected, 0);
        row(":p(a)", unexpected, 2);
        row("f(:p)", unexpected, 2);
        row("1.", unexpected, 1);
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(int, offset);
        Intent intent;
        QVERIFY(!intent.parse({text.constData(), static_cast<std::size_t>(text.size())}));
        QCOMPARE(static_cast<int>(intent.error().kind), kind);
        QCOMPARE(static_cast<int>(intent.error().offset), offset);
    }

    void isBounded()
    {
        std::string deep;
        for (int i = 0; i < 1'000'000; ++i)
            deep += "f(";
        Intent intent;
        QVERIFY(!intent.parse(deep));
        QVERIFY(intent.error().kind == IntentError::Kind::tooDeep);
    }
};

QTEST_APPLESS_MAIN(GrammarTest)
#include "grammar_test.moc"
