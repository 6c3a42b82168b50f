// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading.h"
#include "ui/reading_service.h"
#include "ui/utf16_offsets.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace mathtts
{

class ReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offsetsCountUtf16()
    {
        const Utf16Offsets ascii("abc");
        QCOMPARE(ascii[2], 2);
        QCOMPARE(ascii[99], 3);
        const Utf16Offsets mixed("aé𝐱b"); // 1, 2, 4 and 1 bytes
        QCOMPARE(mixed[1], 1);
        QCOMPARE(mixed[2], 1); // inside é
        QCOMPARE(mixed[3], 2);
        QCOMPARE(mixed[7], 4);
        QCOMPARE(mixed[8], 5);
        QCOMPARE(mixed[99], 5);
    }

    void wordsLieInTheReadingAndInTheFormula()
    {
        const Engine engine;
        Session session(engine);
        const QString formula = u"é + \\frac{α}{2}"_s;
        const ReadingPtr reading = makeReading(session, formula, {});
        QVERIFY(!reading->text.isEmpty());
        QVERIFY(!reading->words.empty());
        int end = 0;
        for (const SpokenWord &word : reading->words) {
            QVERIFY(word.reading.begin >= end && word.reading.begin < word.reading.end);
            end = word.reading.end;
            QVERIFY(word.formula.begin >= 0 && word.formula.end <= formula.size());
        }
        QVERIFY(end <= reading->text.size());
        QCOMPARE(reading->wordOfToken.size(), reading->plan.tokens.size());
        QVERIFY(reading->wordAt(0xFFFFFFFF) == nullptr);
    }

    void problemsPointAtTheirPlace()
    {
        const Engine engine;
        Session session(engine);
        Options options;
        options.format = Format::latex;
        const ReadingPtr reading = makeReading(session, u"αβ \\nosuchthing"_s, options);
        QVERIFY(!reading->problems.empty());
        QCOMPARE(reading->problems.front().span.begin, 3);
        QVERIFY(reading->problems.front().message.contains(u"nosuchthing"_s));
    }

    void oddInputIsHarmless()
    {
        const Engine engine;
        Session session(engine);
        for (const QString &input : {QString(), u" \n"_s, QString(QChar(0xD800)), u"a\0b"_s, QString(2000, u'{')})
            QVERIFY(makeReading(session, input, {}) != nullptr);
    }

    void theNewestRequestWins()
    {
        ReadingService service;
        QSignalSpy finished(&service, &ReadingService::finished);
        for (int i = 0; i < 50; ++i)
            service.read(QString::number(i), {});
        QVERIFY(service.isBusy());
        QTRY_VERIFY(!service.isBusy());
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().value<ReadingPtr>()->formula, u"49"_s);
    }

    void mathmlIsNeverForgotten()
    {
        ReadingService service;
        QSignalSpy finished(&service, &ReadingService::mathmlFinished);
        service.writeMathml(u"x"_s, {});
        service.read(u"y"_s, {});
        service.writeMathml(u"z"_s, {});
        QTRY_COMPARE(finished.count(), 2);
    }
};

} // namespace mathtts

QTEST_GUILESS_MAIN(mathtts::ReadingTest)
#include "reading_test.moc"
