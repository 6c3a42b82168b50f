// SPDX-License-Identifier: GPL-3.0-or-later
// What characters and functions are called in English: complete, speakable, and told apart by ear.
#include "engine/tree/characters.h"

#include <QFile>
#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace mathtts;

namespace
{

struct Row {
    int line = 0;
    QStringList columns;
};

/*! The lines of a tab-separated file that are no notes; empty when the file can't be read. */
std::vector<Row> readRows(const QString &path)
{
    std::vector<Row> rows;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return rows;
    for (int line = 1; !file.atEnd(); ++line) {
        const QString text = QString::fromUtf8(file.readLine()).chopped(1);
        if (!text.isEmpty() && !text.startsWith('#')) rows.push_back({line, text.split('\t')});
    }
    return rows;
}

QString resource(const char *name)
{
    return QStringLiteral(MATHTTS_RESOURCES "/locales/en/") + name;
}

/*! Code points by the name they are said by. */
QMap<char32_t, QString> readNames()
{
    QMap<char32_t, QString> names;
    for (const Row &row : readRows(resource("symbols.tsv")))
        if (row.columns.size() > 2) names[row.columns[0].toUInt(nullptr, 16)] = row.columns[2];
    return names;
}

QString codePoint(char32_t character)
{
    return QStringLiteral("U+%1").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
}

/*! A code point with what the Unicode character database says about it. */
struct Assigned {
    char32_t character;
    QString name;
    QString category;
};

std::vector<Assigned> readUnicodeData()
{
    std::vector<Assigned> assigned;
    QFile file(QStringLiteral("/usr/share/unicode/UnicodeData.txt")); // package unicode-data
    if (!file.open(QIODevice::ReadOnly)) return assigned;
    while (!file.atEnd()) {
        const QList<QByteArray> fields = file.readLine().split(';');
        if (fields.size() > 2)
            assigned.push_back(
                {fields[0].toUInt(nullptr, 16), QString::fromLatin1(fields[1]), QString::fromLatin1(fields[2])});
    }
    return assigned;
}

struct Block {
    char32_t first;
    char32_t last;
};

/*! The blocks whose every character has a name, besides all of category Sm. */
constexpr Block namedBlocks[] = {
    {0x0020, 0x007E},   // Basic Latin
    {0x00A0, 0x00FF},   // Latin-1
    {0x0300, 0x036F},   // Combining Diacritical Marks
    {0x0370, 0x03FF},   // Greek and Coptic
    {0x05D0, 0x05EA},   // Hebrew letters
    {0x1F00, 0x1FFF},   // Greek Extended
    {0x2000, 0x206F},   // General Punctuation
    {0x2070, 0x209F},   // Superscripts and Subscripts
    {0x20A0, 0x20C0},   // Currency Symbols (the later ones are newer than many databases)
    {0x20D0, 0x20FF},   // Combining Diacritical Marks for Symbols
    {0x2100, 0x214F},   // Letterlike Symbols
    {0x2150, 0x218F},   // Number Forms
    {0x2190, 0x21FF},   // Arrows
    {0x2200, 0x22FF},   // Mathematical Operators
    {0x2300, 0x23FF},   // Miscellaneous Technical
    {0x2460, 0x24FF},   // Enclosed Alphanumerics
    {0x2500, 0x257F},   // Box Drawing
    {0x2580, 0x259F},   // Block Elements
    {0x25A0, 0x25FF},   // Geometric Shapes
    {0x2600, 0x26FF},   // Miscellaneous Symbols
    {0x27C0, 0x27EF},   // Miscellaneous Mathematical Symbols-A
    {0x27F0, 0x27FF},   // Supplemental Arrows-A
    {0x2900, 0x297F},   // Supplemental Arrows-B
    {0x2980, 0x29FF},   // Miscellaneous Mathematical Symbols-B
    {0x2A00, 0x2AFF},   // Supplemental Mathematical Operators
    {0x2B00, 0x2BFF},   // Miscellaneous Symbols and Arrows
    {0x1D400, 0x1D7FF}, // Mathematical Alphanumeric Symbols
    {0x1EE00, 0x1EEFF}, // Arabic Mathematical Alphabetic Symbols
    {0x1F780, 0x1F7D8}, // Geometric Shapes Extended
    {0x1F800, 0x1F8AD}, // Supplemental Arrows-C
};

bool mustHaveName(const Assigned &assigned)
{
    return assigned.category == QLatin1String("Sm") || std::ranges::any_of(namedBlocks, [&](const Block &block) {
               return block.first <= assigned.character && assigned.character <= block.last;
           });
}

/*! Letters and digits of ASCII are said by themselves. */
bool isSaid(const QMap<char32_t, QString> &names, char32_t character)
{
    const char32_t base = characterFacts(character).base;
    return names.contains(character) || names.contains(base) || (base < 0x80 && QChar::isLetterOrNumber(base));
}

} // namespace

class SymbolsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyLineIsWellFormed()
    {
        static const QRegularExpression words(QStringLiteral("^[A-Za-z0-9]+([ '-][A-Za-z0-9]+)*$"));
        static const QSet<QString> keys{"infix", "prefix", "postfix", "leaf", "accent", "terse", "verbose"};
        const std::vector<Row> rows = readRows(resource("symbols.tsv"));
        QVERIFY(rows.size() > 4000);
        char32_t last = 0;
        for (const Row &row : rows) {
            const QString where = QStringLiteral("symbols.tsv:%1: %2").arg(row.line).arg(row.columns.join(" | "));
            QVERIFY2(row.columns.size() >= 3, qPrintable(where));
            bool isNumber = false;
            const char32_t character = row.columns[0].toUInt(&isNumber, 16);
            QVERIFY2(isNumber && character > last, qPrintable(where + " (rising code points)"));
            last = character;
            const QString shown = row.columns[1];
            QVERIFY2(shown == "-" || shown.endsWith(QString::fromUcs4(&character, 1)), qPrintable(where));
            QVERIFY2(words.match(row.columns[2]).hasMatch(), qPrintable(where));
            QVERIFY2(!row.columns[2].contains("WITH") && !row.columns[2].contains("SIGN"), qPrintable(where));
            for (const QString &column : row.columns.sliced(3)) {
                QVERIFY2(keys.contains(column.section('=', 0, 0)), qPrintable(where));
                QVERIFY2(words.match(column.section('=', 1)).hasMatch(), qPrintable(where));
            }
        }
    }

    void everyMathematicalCharacterIsNamed()
    {
        const std::vector<Assigned> unicode = readUnicodeData();
        if (unicode.empty()) QSKIP("the package unicode-data is not installed");
        const QMap<char32_t, QString> names = readNames();
        QStringList missing;
        int named = 0;
        for (const Assigned &assigned : unicode) {
            if (!mustHaveName(assigned) || assigned.name.startsWith('<')) continue;
            ++named;
            if (!isSaid(names, assigned.character)) missing += codePoint(assigned.character) + ' ' + assigned.name;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
        QVERIFY(named > 4000);
    }

    void everyMathematicalCharacterHasAClass()
    {
        const std::vector<Assigned> unicode = readUnicodeData();
        if (unicode.empty()) QSKIP("the package unicode-data is not installed");
        QStringList unknown;
        for (const Assigned &assigned : unicode)
            if (assigned.category == QLatin1String("Sm") &&
                characterFacts(assigned.character).kind == CharacterClass::unknown)
                unknown += codePoint(assigned.character) + ' ' + assigned.name;
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join('\n')));
    }

    void fencesAgreeWithTheirNames()
    {
        const QMap<char32_t, QString> names = readNames();
        for (auto [character, name] : names.asKeyValueRange()) {
            const CharacterFacts facts = characterFacts(character);
            if (facts.kind != CharacterClass::open) continue;
            QVERIFY2(name.contains("open"), qPrintable(codePoint(character) + ' ' + name));
            QVERIFY2(names.value(facts.partner).contains("close"), qPrintable(codePoint(facts.partner)));
        }
    }

    /*! Characters near each other in Unicode look different, so they must sound different. */
    void namesTellCharactersApart()
    {
        // Reviewed: they mean the same, or never meet in one formula. Most differ in the verbose words.
        static const QStringList mayShare{
            "βϐ", "εϵ", "θϑ", "κϰ", "ρϱ", "φϕ", // forms of one Greek letter
            "₨₹",                               // rupees
            "⊧⊨", "∈∊", "∋∍", "∗⋆", "∩⋂", "∪⋃", "≍≡", "≢≭", "≔≜", "≤≦", "≥≧", "⪕⪙", "⪖⪚", "⪯⪳", "⪰⪴", "⪱⪵", "⪲⪶",
        };
        QHash<QString, QString> sharers;
        const QMap<char32_t, QString> names = readNames();
        for (auto [character, name] : names.asKeyValueRange()) {
            if (QChar::isUpper(character) && names.value(QChar::toLower(character)) == name) continue;
            const auto *const block = std::ranges::find_if(
                namedBlocks, [&](const Block &some) { return some.first <= character && character <= some.last; });
            if (block == std::end(namedBlocks)) continue;
            sharers[name + " in the block from " + codePoint(block->first)] += QString::fromUcs4(&character, 1);
        }
        QStringList alike;
        for (auto [name, characters] : sharers.asKeyValueRange())
            if (characters.toUcs4().size() > 1 && !mayShare.contains(characters)) alike += characters + ' ' + name;
        QVERIFY2(alike.isEmpty(), qPrintable(alike.join('\n')));
    }

    void functionsAreWellFormed()
    {
        static const QRegularExpression words(QStringLiteral("^[A-Za-z0-9]+([ '-][A-Za-z0-9]+)*$"));
        const std::vector<Row> rows = readRows(resource("functions.tsv"));
        QVERIFY(rows.size() > 600);
        QString last;
        for (const Row &row : rows) {
            const QString where = QStringLiteral("functions.tsv:%1: %2").arg(row.line).arg(row.columns.join(" | "));
            QVERIFY2(row.columns.size() == 2 || row.columns.size() == 3, qPrintable(where));
            QVERIFY2(last < row.columns[0], qPrintable(where + " (sorted, each name once)"));
            last = row.columns[0];
            QVERIFY2(words.match(row.columns[1]).hasMatch(), qPrintable(where));
            if (row.columns.size() == 3) QVERIFY2(row.columns[2].startsWith("leaf="), qPrintable(where));
        }
    }

    void everyStyleHasWords()
    {
        QSet<QString> styles;
        for (const Row &row : readRows(resource("styles.tsv"))) {
            QVERIFY(row.columns.size() == 2 || row.columns.size() == 3);
            styles += row.columns[0];
        }
        for (const char *style :
             {"normal", "bold", "italic", "bold-italic", "double-struck", "bold-fraktur", "script", "bold-script",
              "fraktur", "sans-serif", "bold-sans-serif", "sans-serif-italic", "sans-serif-bold-italic", "monospace",
              "superscript", "subscript", "capital", "unnamed"})
            QVERIFY2(styles.contains(style), style);
    }
};

QTEST_APPLESS_MAIN(SymbolsTest)
#include "symbols_test.moc"
