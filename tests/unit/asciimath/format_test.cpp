// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/format.h"

#include <QTest>

using namespace mathtts;

class FormatTest : public QObject
{
    Q_OBJECT

private slots:
    void detects_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("format");
        for (const char *input : {"<math><mi>x</mi></math>", " \n<m:mi>x</m:mi>", "<?xml version='1.0'?><math/>",
                                  "<!-- note --><mrow/>", "\xEF\xBB\xBF<math/>", "<html><math/></html>", "<mspace/>"})
            QTest::newRow(input) << QString::fromUtf8(input) << "mathml";
        for (const char *input : {"sqrt(2)", "a<=b", "alpha+beta", "2pi r", "(a+b)/(c+d)", "x in RR", "[[1,2],[3,4]]",
                                  "y_(n+1)", "\"speed\" = d/t", "sum_(i=1)^n i", "x^-2", "f: A -> B", "bb(v)", "sinx"})
            QTest::newRow(input) << QString::fromUtf8(input) << "asciimath";
        for (const char *input : {"", "x^2", "a<b", "\\alpha", "\\frac{a}{b}", "<x, y>", "a & b", "$sqrt$", "x² ≤ √2",
                                  "\\sqrt{2} <= 3", "x_{n}", "\\le", "< 3"})
            QTest::newRow(input) << QString::fromUtf8(input) << "latex";
    }

    void detects()
    {
        QFETCH(QString, input);
        QFETCH(QString, format);
        const std::string_view found = formatNames()[static_cast<std::size_t>(detectFormat(input.toStdString()))];
        QCOMPARE(QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size())), format);
    }
};

QTEST_APPLESS_MAIN(FormatTest)
#include "format_test.moc"
