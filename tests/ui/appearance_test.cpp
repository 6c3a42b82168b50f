// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include "ui/formula_highlighter.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}
} // namespace

class AppearanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyColorIsReadable_data()
    {
        QTest::addColumn<QString>("theme");
        for (const char *name : {"light", "dark", "high-contrast"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void everyColorIsReadable()
    {
        QFETCH(QString, theme);
        QFile file(u"%1/themes/%2.theme"_s.arg(QLatin1String(SYNTAX_DIR), theme));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject styles = json["text-styles"_L1].toObject();
        const QJsonObject editor = json["editor-colors"_L1].toObject();
        const auto color = [&editor](QLatin1String name) { return QColor(editor[name].toString()); };
        QVERIFY(!styles.isEmpty());
        for (const QString &style : styles.keys()) {
            const QColor text(styles[style]["text-color"_L1].toString());
            QVERIFY2(contrast(text, color("BackgroundColor"_L1)) >= 7, qPrintable(style));
            QVERIFY2(contrast(text, color("ReplaceHighlight"_L1)) >= 4.5, qPrintable(style));
        }
        const QJsonObject normal = styles["Normal"_L1].toObject();
        QVERIFY(contrast(QColor(normal["text-color"_L1].toString()), color("SearchHighlight"_L1)) >= 7);
        QVERIFY(contrast(QColor(normal["selected-text-color"_L1].toString()), color("TextSelection"_L1)) >= 7);
        for (const auto mark : {"MarkError"_L1, "MarkWarning"_L1, "LineNumbers"_L1})
            QVERIFY(contrast(color(mark), color("BackgroundColor"_L1)) >= 7);
    }

    void themesFollowThePalette()
    {
        const SyntaxColors syntax;
        QCOMPARE(syntax.theme(ColorScheme::system, QPalette(Qt::white)).name(), u"MathTTS Light"_s);
        QPalette dark;
        dark.setColor(QPalette::Base, Qt::black);
        QCOMPARE(syntax.theme(ColorScheme::system, dark).name(), u"MathTTS Dark"_s);
        QCOMPARE(syntax.theme(ColorScheme::light, dark).name(), u"MathTTS Light"_s);
        QCOMPARE(syntax.theme(ColorScheme::highContrast, dark).name(), u"MathTTS High Contrast"_s);
    }

    void everyPartOfAFormulaHasItsColor()
    {
        using KSyntaxHighlighting::Theme;
        const SyntaxColors syntax;
        QVERIFY(syntax.definition().isValid());
        const Theme theme = syntax.theme(ColorScheme::light, {});
        QTextDocument document;
        FormulaHighlighter highlighter(&document, syntax.definition());
        highlighter.setTheme(theme);
        const QString text =
            u"\\frac{x_1}{\\sin\\alpha} + \\sum \\text{if $\\beta$ {a} b} \\begin{cases} \\fracture % no 3"_s;
        document.setPlainText(text);
        highlighter.rehighlight();
        const auto colorOf = [&](const QString &part) {
            const qsizetype at = text.indexOf(part);
            for (const auto &range : document.firstBlock().layout()->formats())
                if (range.start <= at && at < range.start + range.length &&
                    range.format.foreground().style() != Qt::NoBrush)
                    return range.format.foreground().color();
            return QColor(theme.textColor(Theme::Normal));
        };
        QCOMPARE(colorOf(u"\\frac{"_s), QColor(theme.textColor(Theme::Keyword)));
        QCOMPARE(colorOf(u"_1"_s), QColor(theme.textColor(Theme::SpecialChar)));
        QCOMPARE(colorOf(u"1}"_s), QColor(theme.textColor(Theme::DecVal)));
        QCOMPARE(colorOf(u"\\sin"_s), QColor(theme.textColor(Theme::Function)));
        QCOMPARE(colorOf(u"\\alpha"_s), QColor(theme.textColor(Theme::Variable)));
        QCOMPARE(colorOf(u"+"_s), QColor(theme.textColor(Theme::Operator)));
        QCOMPARE(colorOf(u"\\sum"_s), QColor(theme.textColor(Theme::ControlFlow)));
        QCOMPARE(colorOf(u"if"_s), QColor(theme.textColor(Theme::String)));
        QCOMPARE(colorOf(u"\\beta"_s), QColor(theme.textColor(Theme::Variable)));
        QCOMPARE(colorOf(u" b}"_s), QColor(theme.textColor(Theme::String)));
        QCOMPARE(colorOf(u"\\begin"_s), QColor(theme.textColor(Theme::Preprocessor)));
        QCOMPARE(colorOf(u"\\fracture"_s), QColor(theme.textColor(Theme::BuiltIn)));
        QCOMPARE(colorOf(u"no 3"_s), QColor(theme.textColor(Theme::Comment)));
    }
};

} // namespace mathtts

QTEST_MAIN(mathtts::AppearanceTest)
#include "appearance_test.moc"
