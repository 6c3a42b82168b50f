// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/message.h"

#include <QTest>

using namespace mathtts::http;

class MessageTest : public QObject
{
    Q_OBJECT

private slots:
    void fieldsAreLines()
    {
        Headers headers;
        headers.add("Content-Type", "text/plain");
        headers.add("X-Empty", "");
        QCOMPARE(headers.lines(), std::string_view("Content-Type: text/plain\r\nX-Empty: \r\n"));
        QCOMPARE(headers.get("content-TYPE"), std::string_view("text/plain"));
        QVERIFY(headers.has("x-empty"));
        QVERIFY(!headers.has("x-empt"));
        QCOMPARE(headers.get("Content"), std::string_view());
    }

    void aFieldIsReplacedAndTheOthersStay()
    {
        Headers headers;
        headers.add("Vary", "Accept-Encoding");
        headers.add("X-Policy", "same-origin");
        headers.add("Vary", "Origin");
        headers.set("x-policy", "cross-origin");
        QCOMPARE(headers.lines(),
                 std::string_view("Vary: Accept-Encoding\r\nVary: Origin\r\nx-policy: cross-origin\r\n"));
    }

    void nobodyWritesLinesOfHisOwn()
    {
        Headers headers;
        for (const std::string_view value : {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\x01", "\x1B[0m"})
            headers.add("X-Echo", value);
        headers.add("X-Echo", std::string_view("a\0b", 3));
        QCOMPARE(headers.lines(), std::string_view());
        headers.add("X-Echo", "a\tb");
        QCOMPARE(headers.get("X-Echo"), std::string_view("a\tb"));
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "message_test.moc"
