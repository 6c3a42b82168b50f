// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"
#include "engine/mathml/writer.h"

#include <QRegularExpression>
#include <QTest>

using namespace mathtts;

namespace
{

/*! The MathML of a command with its arguments, without attributes and the math element. */
QString read(const QString &command, const QStringList &arguments, Diagnostics &diagnostics)
{
    Tree tree;
    const auto readMath = [&](const Passage &passage) {
        return passage.text == "\\pm" ? tree.addToken(Element::mo, "±", passage.span())
                                      : tree.addToken(Element::mtext, passage.text, passage.span());
    };
    const LatexContext context{tree, diagnostics, 100, 500, readMath};
    std::vector<std::string> texts;
    for (const QString &argument : arguments)
        texts.push_back(argument.toStdString());
    std::vector<Passage> passages;
    for (const std::string &text : texts)
        passages.push_back({text, 0, false, {}});
    tree.setRoot(readUnits(unitForm(command.toStdString())->command, {}, passages, context));
    QString xml = QString::fromStdString(writeMathml(tree, nullptr));
    xml.remove(QRegularExpression(" [a-z]+=\"[^\"]*\""));
    return xml.sliced(6, xml.size() - 6 - 7);
}

} // namespace

class UnitReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void commands_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *command, const QStringList &arguments, const char *expected) {
            QTest::addRow("%s %s", command, qPrintable(arguments.join(' '))) << command << arguments << expected;
        };
        const QString space = "<mspace/>";
        row("num", {"12 345.6"}, "<mn>12345.6</mn>");
        row("num", {"-1e-3"},
            "<mrow><mo>−</mo><mn>1</mn><mo>×</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow>"
            "</msup></mrow>");
        row("num", {"1.23(4)"}, "<mrow><mn>1.23</mn><mo>(</mo><mn>4</mn><mo>)</mo></mrow>");
        row("ang", {"1;2;3"}, "<mrow><mn>1</mn><mi>°</mi><mn>2</mn><mi>′</mi><mn>3</mn><mi>″</mi></mrow>");
        row("si", {"\\kilo\\metre"}, "<mi>km</mi>");
        row("unit", {"\\metre\\per\\second\\squared"},
            "<mrow><mi>m</mi><mo>/</mo><msup><mi>s</mi><mn>2</mn></msup></mrow>");
        row("unit", {"\\per\\second"}, "<msup><mi>s</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup>");
        row("unit", {"\\square\\metre"}, "<msup><mi>m</mi><mn>2</mn></msup>");
        row("unit", {"kg.m.s^{-2}"},
            "<mrow><mi>kg</mi><mo>⋅</mo><mi>m</mi><mo>⋅</mo><msup><mi>s</mi><mrow><mo>−</mo>"
            "<mn>2</mn></mrow></msup></mrow>");
        row("unit", {"m/s^2"}, "<mrow><mi>m</mi><mo>/</mo><msup><mi>s</mi><mn>2</mn></msup></mrow>");
        row("unit", {"Nm"}, "<mrow><mi>N</mi><mo>⋅</mo><mi>m</mi></mrow>");
        row("unit", {"\\um"}, "<mi>µm</mi>");
        row("SI", {"20", "\\degreeCelsius"}, "<mrow><mn>20</mn><mspace/><mi>°C</mi></mrow>");
        row("qty", {"5", "\\percent"}, "<mrow><mn>5</mn><mspace/><mi>%</mi></mrow>");
        row("SIrange", {"1", "2", "\\metre"}, "<mrow><mn>1</mn><mo>–</mo><mn>2</mn><mspace/><mi>m</mi></mrow>");
        row("qtylist", {"1;2", "m"}, "<mrow><mn>1</mn><mo>,</mo><mn>2</mn><mspace/><mi>m</mi></mrow>");
        row("numproduct", {"2 x 3"}, "<mrow><mn>2</mn><mo>×</mo><mn>3</mn></mrow>");
        row("unitfrac", {"m", "s^2"}, "<mfrac><mi>m</mi><msup><mi>s</mi><mn>2</mn></msup></mfrac>");
        row("nicefrac", {"1", "2"}, "<mfrac><mn>1</mn><mn>2</mn></mfrac>");
        row("pu", {"123 kJ//mol"}, "<mrow><mn>123</mn><mspace/><mfrac><mi>kJ</mi><mi>mol</mi></mfrac></mrow>");
        row("pu", {"123 mm2"}, "<mrow><mn>123</mn><mspace/><msup><mi>mm</mi><mn>2</mn></msup></mrow>");
        row("pu", {"1°C"}, "<mrow><mn>1</mn><mspace/><mi>°C</mi></mrow>");
        row("pu", {".25"}, "<mn>.25</mn>");
        row("pu", {"8.01 \\pm 0.05 nm"}, "<mrow><mn>8.01</mn><mo>±</mo><mn>0.05</mn><mspace/><mi>nm</mi></mrow>");
    }
    void commands()
    {
        QFETCH(QString, command);
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        Diagnostics diagnostics;
        QCOMPARE(read(command, arguments, diagnostics), expected);
        QVERIFY(diagnostics.empty());
    }

    void anUnknownUnitIsKeptAndReported()
    {
        Diagnostics diagnostics;
        QCOMPARE(read("si", {"\\furlong"}, diagnostics), QString("<mi>furlong</mi>"));
        QCOMPARE(diagnostics.size(), 1U);
        QCOMPARE(diagnostics[0].code, DiagnosticCode::badUnit);
        QCOMPARE(diagnostics[0].severity, Severity::warning);
    }

    void brokenInputIsRead()
    {
        for (const char *text :
             {"", "\\", "^", "^{", "1e", "//", "m^", "\\per", "\\tothe", "\\tothe{", "(", "-", "1;;"}) {
            Diagnostics diagnostics;
            for (const char *command : {"num", "si", "ang", "pu", "numlist"})
                read(command, {text}, diagnostics);
        }
    }
};

QTEST_APPLESS_MAIN(UnitReaderTest)
#include "reader_test.moc"
