// SPDX-License-Identifier: GPL-3.0-or-later
// Hears, in eSpeak's phonemes, whether letters, Greek letters and the names of functions are said right.
#include "voice/espeak_voice.h"

#include "plans.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace mathtts;

namespace
{
/*! The lines of a table without its notes, each cut at the tabs. */
QList<QStringList> tableOf(const QString &path)
{
    QList<QStringList> rows;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return rows;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).chopped(1);
        if (!line.startsWith("# ") && line.contains('\t')) rows.append(line.split('\t'));
    }
    return rows;
}

/*! \a phonemes without stress and without what links a word to the next one: the sounds alone. */
QString soundsOf(QString phonemes)
{
    for (const char *mark : {"'", ",", ";", "-"})
        phonemes.remove(mark);
    return phonemes.simplified();
}
} // namespace

class PronunciationTest : public QObject
{
    Q_OBJECT

private slots:
    void lettersAreLettersWhereverTheyStand()
    {
        for (char letter = 'A'; letter <= 'z'; letter = letter == 'Z' ? 'a' : static_cast<char>(letter + 1)) {
            const QString name(QChar::fromLatin1(letter));
            const QString sounds = said("plus " + name).mid(said("plus").size()).trimmed();
            QVERIFY2(!sounds.isEmpty(), qPrintable(name));
            for (const char *context : {"plus %1 plus", "%1 plus b", "4 %1 c", "f of %1", "d %1 d x", "%1 , y",
                                        "the %1", "I %1", "x sub %1", "cap %1", "%1 to the %1"}) {
                const QString text = QString(context).arg(name);
                const QString heard = ' ' + said(text) + ' ';
                QVERIFY2(heard.contains(' ' + sounds + ' ') || heard.contains(' ' + sounds + "r "),
                         qPrintable(text + ": " + heard + ", not " + sounds));
            }
        }
        QCOMPARE(said("a plus b"), "eI plVs bi:");
    }

    void lettersStandNextToEachOther()
    {
        for (char first = 'a'; first <= 'z'; ++first) {
            QString text;
            QString expected;
            for (char second = 'a'; second <= 'z'; ++second) {
                text += QString("%1 %2 , ").arg(QChar::fromLatin1(first)).arg(QChar::fromLatin1(second));
                expected +=
                    said(QString(QChar::fromLatin1(first))) + ' ' + said(QString(QChar::fromLatin1(second))) + ' ';
            }
            QString heard = said(text);
            heard.replace("A@r ", "A@ "); // r links to a vowel
            QCOMPARE(heard, expected.trimmed());
        }
    }

    void aTagAfterAWordOfOursIsNotRead()
    {
        QCOMPARE(said("a , b"), "eI bi:");
        QCOMPARE(said("xi"), "ksaI");
    }

    void rareUnitsAreSaidInTheirParts()
    {
        for (const char *prefix : {"femto", "pico", "hecto", "peta", "exa"})
            for (const char *stem : {"meter", "seconds", "newton", "sieverts"})
                QCOMPARE(said(QString(prefix) + stem), said(QString(prefix) + ' ' + stem));
        for (const char *word : {"decimal", "example", "petal", "decibels"}) // no units with such a prefix
            QVERIFY2(!said(word).contains(' '), word);
    }

    void listedWordsAreSaidAsListed_data()
    {
        QTest::addColumn<QString>("phonemes");
        for (const QStringList &row : tableOf(MATHTTS_SOURCE "/tests/unit/voice/pronounced.tsv"))
            QTest::addRow("%s", qPrintable(row[0])) << row[1];
    }

    void listedWordsAreSaidAsListed()
    {
        QFETCH(QString, phonemes);
        QCOMPARE(heard(QTest::currentDataTag()), phonemes);
    }

    void theListHasEveryGreekLetterAndFunctionName()
    {
        QSet<QString> listed;
        for (const QStringList &row : tableOf(MATHTTS_SOURCE "/tests/unit/voice/pronounced.tsv"))
            listed.insert(row[0]);
        QSet<QString> missing;
        for (const QStringList &row : tableOf(MATHTTS_SOURCE "/resources/locales/en/functions.tsv"))
            for (const QString &column : row.sliced(1))
                for (const QString &word :
                     column.section('=', -1).split(QRegularExpression("[^\\p{L}]+"), Qt::SkipEmptyParts))
                    if (word.size() > 1 && !listed.contains(word.toLower())) missing.insert(word);
        const QString symbols = QFINDTESTDATA("../../../resources/locales/en/symbols.tsv");
        for (const QStringList &row : tableOf(symbols)) {
            const uint code = row[0].toUInt(nullptr, 16);
            if (code < 0x391 || code > 0x3c9 || row.size() < 3) continue;
            for (const QString &word : row[2].split(QRegularExpression("[^\\p{L}]+"), Qt::SkipEmptyParts))
                if (word.size() > 1 && !listed.contains(word.toLower())) missing.insert(word);
        }
        // A new word: hear it (espeak-ng -x), mend it in pronunciation.tsv if it is wrong, and list it here.
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.begin(), missing.end()).join(' ')));
    }

private:
    QString heard(const QString &text)
    {
        const auto phonemes = m_voice.phonemes(planOf(text.toStdString()), {});
        return phonemes ? QString::fromStdString(*phonemes).simplified()
                        : "failed: " + QString::fromStdString(phonemes.error().detail);
    }

    QString said(const QString &text) { return soundsOf(heard(text)); }

    EspeakVoice m_voice;
};

QTEST_GUILESS_MAIN(PronunciationTest)
#include "pronunciation_test.moc"
