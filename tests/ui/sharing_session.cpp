// SPDX-License-Identifier: GPL-3.0-or-later
// Shares with the real service, as a teacher at the keyboard would, and asks it as a phone would. With a display of its
// own (window-shares) or without. MATHTTS_PICTURES names a folder for pictures of the panel, MATHTTS_DARK makes them
// dark, MATHTTS_PORT is the port that they show.
#include "app/desktop/service_sharing.h"
#include "ui/main_window.h"
#include "ui/sharing_panel.h"
#include "ui/speech.h"

#include "fake_speech.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace mathtts
{

class SharingSession : public QObject
{
    Q_OBJECT

    struct Answer {
        int status = 0;
        QByteArray body;
        [[nodiscard]] QString text(const char *member) const
        {
            return QJsonDocument::fromJson(body).object()[QLatin1StringView(member)].toString();
        }
    };

    QTranslator m_english;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    ServiceSharing *m_sharing = nullptr;

    SharingPanel *panel() { return m_window->findChild<SharingPanel *>(); }
    template <typename Part>
    Part *part(const char *name)
    {
        return panel()->findChild<Part *>(QString::fromLatin1(name));
    }
    QString address() { return part<QLineEdit>("sharingAddress")->text(); }

    static Answer ask(const QString &url, const QJsonObject &body = {}, const QString &token = {})
    {
        QNetworkAccessManager network;
        QNetworkRequest request{QUrl(url)};
        request.setTransferTimeout(10000);
        if (!token.isEmpty()) request.setRawHeader("Authorization", "Bearer " + token.toUtf8());
        QSslConfiguration tls = request.sslConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone); // nobody has signed it; the fingerprint is compared
        request.setSslConfiguration(tls);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(
            body.isEmpty() ? network.get(request) : network.post(request, QJsonDocument(body).toJson()));
        QEventLoop loop;
        connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished()) loop.exec();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
    }

    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("MATHTTS_PICTURES");
        if (folder.isEmpty()) return;
        QTest::qWait(200);
        QVERIFY(panel()->grab().save(folder + u'/' + name + u".png"_s));
        QVERIFY(m_window->grab().save(folder + u'/' + name + u"-window.png"_s));
    }

    void waitFor(Sharing::State state) { QTRY_COMPARE_WITH_TIMEOUT(m_sharing->state(), state, 20000); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/mathtts_en.qm"_s)); // plurals
        QCoreApplication::installTranslator(&m_english);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("DATA", m_folder->filePath(u"data"_s).toUtf8());
        qputenv("MDNS_ENABLED", "false");
        auto sharing = std::make_unique<ServiceSharing>();
        m_sharing = sharing.get();
        Surroundings surroundings = makeSurroundings(std::make_unique<FakeSpeech>(), std::move(sharing));
        surroundings.store = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        surroundings.store->setValue(u"sharing/port"_s, qEnvironmentVariableIntValue("MATHTTS_PORT"));
        if (qEnvironmentVariableIsSet("MATHTTS_DARK")) surroundings.store->setValue(u"window/colors"_s, u"dark"_s);
        m_window = std::make_unique<MainWindow>(std::move(surroundings));
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void sharesAndStops()
    {
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        waitFor(Sharing::State::on);
        qInfo("shared after %lld ms", timer.elapsed());
        QVERIFY(address().startsWith(u"http://127.0.0.1:"_s));
        picture(u"alone"_s);

        const QString base = address();
        QCOMPARE(ask(base + u"health/live"_s).status, 200);
        const Answer page = ask(base);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("<html"));
        const Answer read = ask(base + u"api/v1/expressions/process"_s, {{u"expression"_s, u"\\frac{a}{b}"_s}});
        QCOMPARE(read.status, 200);
        QTRY_VERIFY(part<QLabel>("sharingConnections")->text().contains(QRegularExpression(u"^\\d"_s)));

        part<QLineEdit>("administratorName")->setFocus();
        QTest::keyClicks(part<QLineEdit>("administratorName"), u"ana"_s);
        for (const char *field : {"administratorPassword", "administratorPasswordAgain"})
            QTest::keyClicks(part<QLineEdit>(field), u"correct horse"_s);
        QTest::keyClick(part<QLineEdit>("administratorPasswordAgain"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>("sharingState")->text().contains(u"ana"_s), 10000);
        QVERIFY(!part<QLineEdit>("administratorName")->isVisible());
        const Answer login =
            ask(base + u"auth/login"_s, {{u"username"_s, u"ana"_s}, {u"password"_s, u"correct horse"_s}});
        QCOMPARE(login.status, 200);
        const QString token = login.text("access_token");
        const Answer me = ask(base + u"auth/me"_s, {}, token);
        QCOMPARE(me.status, 200);
        QCOMPARE(me.text("role"), u"admin"_s);
        picture(u"administrator"_s);

        part<QPushButton>("shareSwitch")->click();
        waitFor(Sharing::State::off);
        QCOMPARE(ask(base + u"health/live"_s).status, 0); // nobody there
        part<QPushButton>("shareSwitch")->click();
        waitFor(Sharing::State::on);
        QVERIFY(!part<QLineEdit>("administratorName")->isVisible()); // there is one
    }

    void encryptsAndChangesWhileItIsShared()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        waitFor(Sharing::State::on);
        part<QCheckBox>("shareEncrypted")->setChecked(true);
        QTRY_VERIFY_WITH_TIMEOUT(address().startsWith(u"https://"_s), 20000);
        QCOMPARE(m_sharing->sharedAt().fingerprint.size(), 95);
        QCOMPARE(ask(address() + u"health/live"_s).status, 200);
        picture(u"encrypted"_s);
    }

    void sharesWithTheNetworkWhenAsked()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier);
        part<QRadioButton>("shareNetwork")->setChecked(true);
        part<QCheckBox>("shareEncrypted")->setChecked(true);
        part<QPushButton>("shareSwitch")->click();
        waitFor(Sharing::State::on);
        picture(u"network"_s);
        if (!m_sharing->sharedAt().reachesNetwork) QSKIP("this computer is in no network");
        QVERIFY(!address().contains(u"127.0.0.1"_s));
        QCOMPARE(ask(address() + u"health/live"_s).status, 200);
        QVERIFY(!m_sharing->sharedAt().code.empty());
    }

    void saysThatThePortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier);
        part<QSpinBox>("sharePort")->setValue(other.serverPort());
        part<QPushButton>("shareSwitch")->click();
        waitFor(Sharing::State::failed);
        QVERIFY(part<QLabel>("sharingState")->text().contains(QString::number(other.serverPort())));
        picture(u"failed"_s);
        part<QSpinBox>("sharePort")->setValue(0);
        part<QPushButton>("shareSwitch")->click();
        waitFor(Sharing::State::on);
    }

    void endsWithTheWindow()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        waitFor(Sharing::State::on);
        const QString base = address();
        QCOMPARE(ask(base + u"health/live"_s).status, 200);
        QElapsedTimer timer;
        timer.start();
        m_window->close();
        m_window.reset();
        qInfo("closed after %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(ask(base + u"health/live"_s).status, 0);
    }
};

} // namespace mathtts

QTEST_MAIN(mathtts::SharingSession)
#include "sharing_session.moc"
