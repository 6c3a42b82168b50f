// SPDX-License-Identifier: GPL-3.0-or-later
// The switch and the panel of the classroom service, with a service that the test plays.
#include "ui/sharing_panel.h"

#include "announcements.h"
#include "fake_sharing.h"
#include "fake_speech.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
SharedAt inTheNetwork()
{
    return {.addresses = {u"https://192.0.2.7:8000/"_s, u"https://127.0.0.1:8000/"_s},
            .code = std::vector(21, std::vector<bool>(21, true)),
            .fingerprint = QStringList(32, u"AB"_s).join(u':'),
            .reachesNetwork = true,
            .needsAdministrator = true,
            .leastPassword = 10};
}
} // namespace

class SharingTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    FakeSharing *m_sharing = nullptr;

    void openWindow()
    {
        Surroundings surroundings;
        surroundings.speech = std::make_unique<FakeSpeech>();
        auto sharing = std::make_unique<FakeSharing>();
        m_sharing = sharing.get();
        surroundings.sharing = std::move(sharing);
        surroundings.store = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        surroundings.isScreenReaderActive = [] { return false; };
        m_window = std::make_unique<MainWindow>(std::move(surroundings));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    SharingPanel *panel() { return m_window->findChild<SharingPanel *>(); }
    template <typename Part>
    Part *part(const char *name)
    {
        return panel()->findChild<Part *>(QString::fromLatin1(name));
    }
    QAction *action() { return m_window->findChild<QAction *>(u"share"_s); }
    QString shownState() { return part<QLabel>("sharingState")->text(); }

    void waitForPanel()
    {
        QVERIFY(panel());
        QTRY_COMPARE(QApplication::activeWindow(), panel());
    }
    /*! Opens the panel by its key. */
    void openPanel()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier);
        waitForPanel();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : panel(), key, modifiers);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        openWindow();
        QAccessible::setActive(true);
        QAccessible::installUpdateHandler(recordAnnouncement);
        announcements.clear();
    }

    void cleanup()
    {
        QAccessible::installUpdateHandler(nullptr);
        m_window.reset();
    }

    void theKeySharesWithThisComputerAlone()
    {
        QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_sharing->wishes.has_value());
        QVERIFY(!m_sharing->wishes->network);
        waitForPanel();
        QVERIFY(action()->isChecked());
        m_sharing->at = {.addresses = {u"http://127.0.0.1:8000/"_s}, .code = {}, .fingerprint = {}};
        m_sharing->change(Sharing::State::on);
        QCOMPARE(part<QLineEdit>("sharingAddress")->text(), u"http://127.0.0.1:8000/"_s);
        QVERIFY(!part<QLabel>("sharingFingerprint")->isVisible());
        QVERIFY(m_window->findChild<QLabel *>(u"shared"_s)->text().contains(u"127.0.0.1"_s));
        QCOMPARE(announcements.size(), 1); // once, with the address
        QVERIFY(announcements.first().contains(u"http://127.0.0.1:8000/"_s));

        press(Qt::Key_Space); // the switch has the focus
        QCOMPARE(m_sharing->state(), Sharing::State::stopping);
        QVERIFY(!action()->isEnabled());
        m_sharing->change(Sharing::State::off);
        QVERIFY(!action()->isChecked());
        QVERIFY(action()->isEnabled());
        QVERIFY(!part<QLineEdit>("sharingAddress")->isVisible());
        QCOMPARE(announcements.size(), 2);
    }

    void theNetworkOnlyWhenSomebodyChoosesIt()
    {
        openPanel();
        part<QRadioButton>("shareAlone")->setFocus();
        press(Qt::Key_Down);
        QVERIFY(part<QRadioButton>("shareNetwork")->isChecked());
        QCOMPARE(m_sharing->starts, 0); // choosing does not share yet
        part<QCheckBox>("shareEncrypted")->setFocus();
        press(Qt::Key_Space);
        part<QPushButton>("shareSwitch")->setFocus();
        press(Qt::Key_Space);
        QCOMPARE(m_sharing->starts, 1);
        QVERIFY(m_sharing->wishes->network && m_sharing->wishes->encrypted);
        m_sharing->at = inTheNetwork();
        m_sharing->change(Sharing::State::on);
        QVERIFY(part<QWidget>("sharingCode")->isVisible());
        QVERIFY(part<QLabel>("sharingFingerprint")->text().contains(u"AB:AB"_s));
        part<QToolButton>("copyAddress")->setFocus();
        press(Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://192.0.2.7:8000/"_s);

        part<QSpinBox>("sharePort")->setValue(8080); // while it is shared: anew, there
        QCOMPARE(m_sharing->starts, 2);
        QCOMPARE(m_sharing->wishes->port, 8080);

        m_window->close();
        QCOMPARE(m_sharing->state(), Sharing::State::stopping); // ends with the window
        openWindow();
        QCOMPARE(m_sharing->starts, 0); // remembered, not shared by itself
        openPanel();
        QVERIFY(part<QRadioButton>("shareNetwork")->isChecked());
        QCOMPARE(part<QSpinBox>("sharePort")->value(), 8080);
    }

    void saysWhyItIsNotShared()
    {
        openPanel();
        press(Qt::Key_Space);
        m_sharing->reason = u"The port is taken."_s;
        announcements.clear();
        m_sharing->change(Sharing::State::failed);
        QVERIFY(shownState().contains(m_sharing->reason));
        QCOMPARE(announcements.size(), 1);
        QVERIFY(!part<QPushButton>("shareSwitch")->isChecked());
        press(Qt::Key_Escape);
        QVERIFY(!panel()->isVisible());
        m_sharing->change(Sharing::State::failed); // now the window says it
        QVERIFY(m_window->findChild<MessageBar *>()->text().contains(m_sharing->reason));
        QCOMPARE(announcements.size(), 2);
    }

    void saysThatThereIsNoNetwork()
    {
        openPanel();
        part<QRadioButton>("shareNetwork")->setChecked(true);
        part<QPushButton>("shareSwitch")->click();
        m_sharing->at = {.addresses = {u"http://127.0.0.1:8000/"_s}, .code = {}, .fingerprint = {}};
        m_sharing->change(Sharing::State::on);
        QVERIFY(shownState().contains(u"no network"_s));
    }

    void makesTheFirstAdministrator()
    {
        openPanel();
        part<QPushButton>("shareSwitch")->click();
        m_sharing->at = inTheNetwork();
        m_sharing->change(Sharing::State::on);
        auto *name = part<QLineEdit>("administratorName");
        auto *password = part<QLineEdit>("administratorPassword");
        auto *again = part<QLineEdit>("administratorPasswordAgain");
        auto *mistake = part<QLabel>("administratorMistake");
        QVERIFY(name->isVisible());
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QVERIFY(QAccessible::queryAccessibleInterface(password)->text(QAccessible::Description).contains(u"10"_s));

        password->setFocus();
        press(Qt::Key_Return);
        QVERIFY(name->hasFocus() && mistake->isVisible()); // no name
        QTest::keyClicks(name, u"ana"_s);
        QTest::keyClicks(password, u"short"_s);
        press(Qt::Key_Return);
        QVERIFY(password->hasFocus());
        password->clear();
        QTest::keyClicks(password, u"correct horse"_s);
        QTest::keyClicks(again, u"correct house"_s);
        announcements.clear();
        press(Qt::Key_Return);
        QVERIFY(again->hasFocus());
        QCOMPARE(announcements.size(), 1);
        QVERIFY(m_sharing->administrator.isEmpty());
        again->clear();
        QTest::keyClicks(again, u"correct horse"_s);
        press(Qt::Key_Return);
        QCOMPARE(m_sharing->administrator, u"ana"_s);
        QCOMPARE(m_sharing->password, u"correct horse"_s);
        Q_EMIT m_sharing->administratorRefused(u"The name is taken."_s);
        QVERIFY(mistake->text().contains(u"taken"_s));
        press(Qt::Key_Return);
        Q_EMIT m_sharing->administratorMade(u"ana"_s);
        QVERIFY(!name->isVisible());
        QVERIFY(name->text().isEmpty() && password->text().isEmpty());
        QVERIFY(shownState().contains(u"ana"_s));
        QVERIFY(part<QPushButton>("shareSwitch")->hasFocus());
    }

    void everythingIsNamedAndReachedByTab()
    {
        openPanel();
        m_sharing->at = inTheNetwork();
        m_sharing->change(Sharing::State::on);
        QSet<QWidget *> wanted;
        for (QWidget *widget : panel()->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
            if (qobject_cast<QGroupBox *>(widget) || qobject_cast<QSpinBox *>(widget->parentWidget())) continue;
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(
                accessible && !accessible->text(QAccessible::Name).isEmpty(),
                qPrintable(u"%1 %2"_s.arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
            // arrows go from one radio button to the other
            if (widget->focusPolicy() & Qt::TabFocus && !qobject_cast<QRadioButton *>(widget)) wanted << widget;
        }
        QVERIFY(wanted.size() >= 10);
        QSet<QWidget *> reached;
        for (int i = 0; i < 40; ++i) {
            press(Qt::Key_Tab);
            reached << QApplication::focusWidget();
        }
        for (QWidget *widget : std::as_const(wanted))
            QVERIFY2(reached.contains(widget), qPrintable(widget->objectName()));
        QStringList mnemonics;
        const auto add = [&mnemonics](const QString &text) {
            const qsizetype at = text.indexOf(u'&');
            if (at >= 0) mnemonics << text.mid(at + 1, 1).toLower();
        };
        for (const QAbstractButton *button : panel()->findChildren<QAbstractButton *>())
            add(button->text());
        for (const QLabel *label : panel()->findChildren<QLabel *>())
            if (label->buddy()) add(label->text());
        QCOMPARE(QSet<QString>(mnemonics.begin(), mnemonics.end()).size(), mnemonics.size());
    }
};

} // namespace mathtts

QTEST_MAIN(mathtts::SharingTest)
#include "sharing_test.moc"
