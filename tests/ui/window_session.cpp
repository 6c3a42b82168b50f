// SPDX-License-Identifier: GPL-3.0-or-later
// Types, speaks and saves with the real voice and a real display, as somebody at the keyboard would. Prints how long it
// took; window-speaks gives it a display and a sound output.
#include "fake_sharing.h"
#include "ui/formula_editor.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/reading_view.h"
#include "ui/voice_speech.h"
#include "voice/espeak_voice.h"
#include "voice/system_voice.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace mathtts
{

class WindowSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typesSpeaksAndSaves()
    {
        QTemporaryDir folder;
        auto espeak = std::make_unique<EspeakVoice>();
        auto system = std::make_unique<SystemVoice>();
        const auto warmUp = [voice = espeak.get()] { voice->warmUp(); };
        SystemVoice &systemVoice = *system;
        auto voices = std::make_shared<Voices>();
        voices->add("espeak", std::move(espeak));
        voices->add("system", std::move(system));
        auto speaker = std::make_unique<VoiceSpeech>(voices, warmUp);
        VoiceSpeech &speech = *speaker;
        Surroundings surroundings = makeSurroundings(std::move(speaker), std::make_unique<FakeSharing>());
        surroundings.store = std::make_unique<QSettings>(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        surroundings.store->setValue(u"voice/own"_s, u"always"_s);
        const QString path = folder.filePath(u"speech.wav"_s);
        surroundings.askSaveName = [&path](auto...) { return path; };
        QElapsedTimer timer;
        timer.start();
        std::vector<VoiceInfo> found;
        connect(&speech, &Speech::voicesFound, this, [&](const auto &sofar) { found = sofar; });
        MainWindow window(std::move(surroundings));
        window.show();
        window.activateWindow(); // no window manager does it here
        QVERIFY(QTest::qWaitForWindowActive(&window));
        qInfo("window shown after %lld ms", timer.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(!found.empty(), 10000);
        qInfo("%zu voices after %lld ms", found.size(), timer.elapsed());

        auto *editor = window.findChild<FormulaEditor *>();
        auto *view = window.findChild<ReadingView *>();
        QTest::keyClicks(editor, u"\\frac{x+1}{2} = y"_s);
        QTRY_VERIFY(view->toPlainText().contains(u'y'));

        qint64 firstWord = -1;
        bool finished = false;
        int marked = 0;
        QString failure;
        connect(&speech, &Speech::tokenChanged, this, [&](quint32) {
            if (firstWord < 0) firstWord = timer.elapsed();
            marked += view->extraSelections().isEmpty() ? 0 : 1;
        });
        connect(&speech, &Speech::finished, this, [&] { finished = true; });
        connect(&speech, &Speech::failed, this, [&](const QString &reason) { failure = reason; });
        QTest::qWait(200);
        timer.restart();
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(finished || !failure.isEmpty(), 30000);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        qInfo("first word after %lld ms, spoken after %lld ms, %d words marked", firstWord, timer.elapsed(), marked);
        QVERIFY(marked > 0);

        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<MessageBar *>()->text().contains(u"speech.wav"_s), 10000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.size() > 22050); // half a second at least
        QCOMPARE(file.read(4), QByteArray("RIFF"));
        QCOMPARE(editor->toPlainText(), u"\\frac{x+1}{2} = y"_s);

        const std::vector<VoiceInfo> ofSystem = systemVoice.voices();
        QTRY_COMPARE(found.size(), voices->voices().size());
        qInfo("%zu voices of the system", ofSystem.size());
        if (ofSystem.empty()) return;
        auto *choice = window.findChild<QComboBox *>(u"voice"_s);
        choice->setCurrentIndex(choice->findData(QString::fromStdString(ofSystem.front().id)));
        file.close();
        QVERIFY(file.remove());
        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(file.exists() && file.size() > 16000, 10000);
        finished = false;
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(finished || !failure.isEmpty(), 30000);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }
};

} // namespace mathtts

QTEST_MAIN(mathtts::WindowSession)
#include "window_session.moc"
