// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "announcements.h"
#include "fake_sharing.h"
#include "fake_speech.h"
#include "ui/example_shelf.h"
#include "ui/formula_editor.h"
#include "ui/message_bar.h"
#include "ui/problems_bar.h"
#include "ui/reading_view.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
/*! The letters after single ampersands. */
QString mnemonicOf(QString text)
{
    text.remove(u"&&"_s);
    const qsizetype at = text.indexOf(u'&');
    return at >= 0 && at + 1 < text.size() ? text.mid(at + 1, 1).toLower() : QString();
}
} // namespace

class WindowTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    FakeSpeech *m_speech = nullptr;
    QString m_saveName;
    QString m_openName;
    bool m_screenReader = false;

    template <typename Part>
    Part *part(const char *name = "")
    {
        return m_window->findChild<Part *>(QString::fromLatin1(name));
    }
    FormulaEditor *editor() { return part<FormulaEditor>("formula"); }
    ReadingView *view() { return part<ReadingView>("reading"); }
    QString message() { return part<MessageBar>("message")->text(); }

    void openWindow()
    {
        Surroundings surroundings;
        auto speech = std::make_unique<FakeSpeech>();
        m_speech = speech.get();
        surroundings.speech = std::move(speech);
        surroundings.sharing = std::make_unique<FakeSharing>();
        surroundings.store = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        surroundings.rules = m_folder->filePath(u"overlay"_s);
        surroundings.askSaveName = [this](auto...) { return m_saveName; };
        surroundings.askOpenName = [this](auto...) { return m_openName; };
        surroundings.askAboutChanges = [](auto...) { return ChangesAnswer::discard; };
        surroundings.isScreenReaderActive = [this] { return m_screenReader; };
        m_window = std::make_unique<MainWindow>(std::move(surroundings));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_speech->warmUp();
    }

    /*! Types and waits for the reading. */
    void type(const QString &text)
    {
        QTest::keyClicks(editor(), text);
        QTRY_VERIFY(!view()->toPlainText().isEmpty());
        QTest::qWait(100);
    }

    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), static_cast<Qt::Key>(key), modifiers);
    }

    void writeRules(const QString &name, const QByteArray &rules)
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(u"overlay"_s)));
        QFile file(m_folder->filePath(u"overlay/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(rules);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_screenReader = false;
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

    void showsExamplesWhileNothingIsTyped()
    {
        auto *shelf = part<ExampleShelf>("examples");
        QTRY_VERIFY(shelf->isVisible()); // the first window of a run may take a while to be shown
        QCOMPARE(shelf->model()->rowCount(), 20);
        QTRY_VERIFY(editor()->hasFocus());
        press(Qt::Key_F6);
        QVERIFY(shelf->hasFocus());
        press(Qt::Key_Right);
        press(Qt::Key_Return);
        QTRY_VERIFY(view()->isVisible());
        QVERIFY(editor()->hasFocus());
        QVERIFY(editor()->toPlainText().contains(u"sum"_s));
        editor()->clear();
        QTRY_VERIFY(shelf->isVisible());
    }

    void readsWhileTyping()
    {
        type(u"x"_s);
        QCOMPARE(view()->toPlainText(), u"x"_s);
        QVERIFY(view()->isVisible());
    }

    void underlinesProblemsAndExplainsThem()
    {
        type(u"\\nosuchthing + 1"_s);
        QTest::qWait(900); // until the typing pause is over
        QVERIFY(!editor()->problems().empty());
        const auto marks = editor()->extraSelections();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.first().format.underlineStyle(), QTextCharFormat::WaveUnderline);
        QCOMPARE(marks.first().cursor.selectionStart(), 0);
        QVERIFY(part<ProblemsBar>("problems")->text().contains(u"nosuchthing"_s));
        announcements.clear();
        press(Qt::Key_F8);
        QCOMPARE(editor()->textCursor().position(), 0);
        QCOMPARE(announcements.size(), 1);
    }

    void aCommandBeingTypedIsNoProblemYet()
    {
        QTest::keyClicks(editor(), u"\\fra"_s);
        QTest::qWait(200);
        QVERIFY(editor()->problems().empty());
    }

    void speaksPausesAndStopsByKeyboard()
    {
        type(u"x"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_speech->spoken.size(), 1);
        QCOMPARE(m_speech->state(), Speech::State::speaking);
        press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(m_speech->state(), Speech::State::paused);
        press(Qt::Key_F6);
        QVERIFY(view()->hasFocus());
        press(Qt::Key_Space);
        QCOMPARE(m_speech->state(), Speech::State::speaking);
        press(Qt::Key_Escape);
        QCOMPARE(m_speech->state(), Speech::State::stopped);
        press(Qt::Key_Space);
        QCOMPARE(m_speech->spoken.size(), 2);
    }

    void spaceIsTypedInTheEditor()
    {
        type(u"x y"_s);
        QCOMPARE(editor()->toPlainText(), u"x y"_s);
        QVERIFY(m_speech->spoken.isEmpty());
    }

    void speaksWhatWasTypedLast()
    {
        QTest::keyClicks(editor(), u"y"_s);
        press(Qt::Key_Return, Qt::ControlModifier); // before the reading is there
        QTRY_COMPARE(m_speech->spoken, QStringList(u"y"_s));
    }

    void marksTheWordThatIsHeard()
    {
        type(u"x"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        const auto &words = m_speech->reading->wordOfToken;
        const auto token = static_cast<quint32>(std::ranges::find(words, 0) - words.begin());
        Q_EMIT m_speech->tokenChanged(token);
        QCOMPARE(view()->extraSelections().size(), 1);
        QCOMPARE(view()->extraSelections().first().cursor.selectedText(), u"x"_s);
        m_speech->stop();
        QVERIFY(view()->extraSelections().isEmpty());
    }

    void aNewSpeedIsHeardFromTheSameWordOn()
    {
        type(u"x+y"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_speech->first, 0U);
        Q_EMIT m_speech->tokenChanged(3);
        part<QAbstractSlider>("rate")->setValue(110);
        part<QAbstractSlider>("rate")->setValue(150);
        QTRY_COMPARE(m_speech->spoken.size(), 2);
        QCOMPARE(m_speech->first, 3U);
        QCOMPARE(m_speech->settings.rate, 150);
        press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(m_speech->state(), Speech::State::paused);
        part<QAbstractSlider>("rate")->setValue(90);
        QTest::qWait(400);
        QCOMPARE(m_speech->spoken.size(), 2); // a pause stays one
        press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(m_speech->spoken.size(), 3);
        QCOMPARE(m_speech->settings.rate, 90);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_speech->first, 0U); // from the start again
    }

    void theGutterMarksTheLineOfAProblem()
    {
        m_window->setFormula(u"x\n\\nosuchthing + 1"_s);
        QTRY_VERIFY(!editor()->problems().empty());
        auto *gutter = part<QWidget>("problemGutter");
        QVERIFY(gutter && gutter->isVisible());
        const QImage image = gutter->grab().toImage();
        const auto isMarked = [&](int line) {
            QTextCursor cursor(editor()->document()->findBlockByNumber(line));
            const QRect place = editor()->cursorRect(cursor);
            for (int y = place.top(); y < place.bottom(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) != image.pixelColor(0, 0)) return true;
            return false;
        };
        QVERIFY(!isMarked(0));
        QVERIFY(isMarked(1));
    }

    void leavesTheSpeakingToAScreenReader()
    {
        m_screenReader = true;
        type(u"x"_s);
        announcements.clear();
        press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_speech->spoken.isEmpty());
        QCOMPARE(announcements, QStringList(u"x"_s));
    }

    void saysWhatWentWrongAndKeepsTheFormula()
    {
        type(u"x"_s);
        announcements.clear();
        Q_EMIT m_speech->failed(voiceErrorMessage({VoiceErrorCode::workerDied, {}}));
        QVERIFY(part<MessageBar>("message")->isVisible());
        QCOMPARE(announcements.size(), 1);
        m_saveName = m_folder->filePath(u"x.mp3"_s);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_speech->savedPaths, QStringList(m_saveName));
        Q_EMIT m_speech->saveFailed(u"x.mp3: the disk is full"_s);
        QVERIFY(message().contains(u"full"_s));
        QCOMPARE(editor()->toPlainText(), u"x"_s);
        m_saveName = m_folder->filePath(u"x.doc"_s);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_speech->savedPaths.size(), 1);
        QVERIFY(message().contains(u".mp3"_s));
    }

    void voicesThatAreFoundLaterJoinTheOthers()
    {
        auto *voices = part<QComboBox>("voice");
        const int before = voices->count();
        voices->setCurrentIndex(voices->findData(u"espeak:de"_s));
        Q_EMIT m_speech->voicesFound({{"espeak:en-us", "English (America)", "en-US", "male"},
                                      {"espeak:en-us+f3", "English (America)", "en-US", "female"},
                                      {"espeak:de", "German", "de", ""},
                                      {"system:flite/en_US/slt", "slt", "en-US", ""}});
        QCOMPARE(voices->count(), before + 2);
        QCOMPARE(voices->currentData().toString(), u"espeak:de"_s);
        QVERIFY(voices->itemText(voices->findData(u"espeak:en-us+f3"_s)).contains(u"female"_s));
        voices->setCurrentIndex(voices->findData(u"system:flite/en_US/slt"_s));
        type(u"x"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_speech->settings.voice, "system:flite/en_US/slt");
        QVERIFY(view()->extraSelections().isEmpty()); // no marks come: no word is marked
    }

    void saysThatThereIsNoVoice()
    {
        Q_EMIT m_speech->voicesFound({});
        QVERIFY(part<MessageBar>("message")->isVisible());
        QVERIFY(!part<QComboBox>("voice")->isEnabled());
    }

    void copiesInSeveralForms()
    {
        type(u"x"_s);
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"x"_s);
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"<speak"_s));
        press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"<math"_s));
    }

    void opensAndSavesFiles()
    {
        m_saveName = m_folder->filePath(u"a.tex"_s);
        type(u"a+b"_s);
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(QFile::exists(m_saveName));
        press(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(editor()->toPlainText().isEmpty());
        m_openName = m_saveName;
        press(Qt::Key_O, Qt::ControlModifier);
        QCOMPARE(editor()->toPlainText(), u"a+b"_s);
        m_window->openFile(m_folder->filePath(u"none.tex"_s));
        QVERIFY(message().contains(u"none.tex"_s));
        QCOMPARE(editor()->toPlainText(), u"a+b"_s);
    }

    void remembersTheSettings()
    {
        part<QAbstractSlider>("rate")->setValue(150);
        auto *verbosity = part<QComboBox>("verbosity");
        verbosity->setFocus();
        press(Qt::Key_Down);
        QCOMPARE(verbosity->currentIndex(), 2);
        type(u"z"_s);
        m_window->close();
        openWindow();
        QCOMPARE(part<QAbstractSlider>("rate")->value(), 150);
        QCOMPARE(part<QComboBox>("verbosity")->currentIndex(), 2);
    }

    void everythingHasANameAndAKey()
    {
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<const QMenu *>(widget)) continue;
            const bool ours =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
                qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) ||
                (qobject_cast<const QAbstractSlider *>(widget) && !qobject_cast<const QScrollBar *>(widget));
            // The list of a combo box is named by Qt after its box.
            if (!ours || QByteArray(widget->metaObject()->className()).startsWith("QComboBox")) {
                if (!qobject_cast<const QComboBox *>(widget)) continue;
            }
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            QVERIFY2(
                accessible && !accessible->text(QAccessible::Name).isEmpty(),
                qPrintable(u"%1 %2"_s.arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
        }

        QStringList used; // in the window: menus of the bar and labels of parts
        for (const QAction *action : m_window->menuBar()->actions())
            used << mnemonicOf(action->text());
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            if (label->buddy()) used << mnemonicOf(label->text());
        QVERIFY(!used.contains(QString()));
        QCOMPARE(QSet<QString>(used.begin(), used.end()).size(), used.size());

        QStringList shortcuts;
        QSet<const QAction *> reachable;
        for (const QMenu *menu : m_window->menuBar()->findChildren<QMenu *>()) {
            QStringList mnemonics;
            for (const QAction *action : menu->actions()) {
                reachable << action;
                if (const QString mnemonic = mnemonicOf(action->text()); !mnemonic.isEmpty()) {
                    QVERIFY2(!mnemonics.contains(mnemonic), qPrintable(menu->title() + u": "_s + action->text()));
                    mnemonics << mnemonic;
                }
                for (const QKeySequence &keys : action->shortcuts()) {
                    QVERIFY2(!shortcuts.contains(keys.toString()), qPrintable(keys.toString()));
                    shortcuts << keys.toString();
                }
            }
        }
        for (const QAction *action : m_window->findChildren<QAction *>(Qt::FindDirectChildrenOnly))
            QVERIFY2(reachable.contains(action), qPrintable(action->text()));
    }

    void goesAroundThePanes()
    {
        type(u"x"_s);
        QSet<QWidget *> visited;
        for (int i = 0; i < 4; ++i) {
            visited << QApplication::focusWidget();
            press(Qt::Key_F6);
        }
        QCOMPARE(visited.size(), 4);
        QVERIFY(editor()->hasFocus());
    }

    void colorsChangeAtOnce()
    {
        const QColor before = editor()->palette().color(QPalette::Base);
        QPalette dark;
        dark.setColor(QPalette::Base, Qt::black);
        QApplication::setPalette(dark);
        QTRY_VERIFY(editor()->palette().color(QPalette::Base) != before);
        QVERIFY(editor()->palette().color(QPalette::Base).lightness() < 60);
        QApplication::setPalette({});
        QTRY_COMPARE(editor()->palette().color(QPalette::Base), before);
    }

    void aLongFormulaLeavesTypingFluid_data()
    {
        QTest::addColumn<QString>("separator");
        QTest::newRow("in lines") << u"\n"_s;
        QTest::newRow("in one line") << u" "_s;
    }

    void aLongFormulaLeavesTypingFluid()
    {
        QFETCH(QString, separator);
        QString formula;
        while (formula.size() < 100'000)
            formula += u"+ \\frac{x_{%1}^2}{\\sqrt{y + 1}}"_s.arg(formula.size()) + separator;
        m_window->setFormula(formula);
        QTRY_VERIFY_WITH_TIMEOUT(!view()->toPlainText().isEmpty(), 5000);
        QTest::qWait(300);

        QElapsedTimer sinceBeat;
        qint64 longest = 0;
        QTimer beat;
        beat.setInterval(0);
        connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceBeat.restart()); });
        editor()->moveCursor(QTextCursor::End);
        QTest::qWait(100);
        sinceBeat.start();
        beat.start();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(editor(), Qt::Key_X);
            QTest::qWait(60);
        }
        QTest::qWait(500);
        qInfo("longest stall: %lld ms", longest);
        QVERIFY(longest < 250);
    }

    void ownRulesAreReadAgainWhenTheyChange()
    {
        type(u"x^2"_s);
        QTRY_COMPARE(view()->toPlainText(), u"x squared"_s);
        writeRules(u"my.rules"_s, "style natural\nmessage power.square = {base} to the two\n");
        QTRY_COMPARE(view()->toPlainText(), u"x to the two"_s);
        QVERIFY(message().contains(u"read again"_s));
        writeRules(u"my.rules"_s, "style natural\nmessage power.square = {bse} to the two\n");
        QTRY_COMPARE(view()->toPlainText(), u"x squared"_s);
        QVERIFY2(message().contains(u"line 2, column 24"_s), qPrintable(message()));
        QVERIFY2(message().contains(u"Did you mean base?"_s), qPrintable(message()));
        writeRules(u"my.rules"_s, "style natural\nmessage power.square = two of {base}\n");
        QTRY_COMPARE(view()->toPlainText(), u"two of x"_s);
        QVERIFY(QFile::remove(m_folder->filePath(u"overlay/my.rules"_s)));
        QTRY_COMPARE(view()->toPlainText(), u"x squared"_s);
    }

    void anOwnStyleCanBeChosen()
    {
        auto *styles = part<QComboBox>("style");
        QCOMPARE(styles->findData(u"school"_s), -1);
        writeRules(u"school.rules"_s, "style school extends natural\nword symbols + = and\n");
        QTRY_VERIFY(styles->findData(u"school"_s) >= 0);
        type(u"a+b"_s);
        styles->setCurrentIndex(styles->findData(u"school"_s));
        Q_EMIT styles->activated(styles->currentIndex());
        QTRY_COMPARE(view()->toPlainText(), u"a and b"_s);
        QVERIFY(QFile::remove(m_folder->filePath(u"overlay/school.rules"_s)));
        QTRY_COMPARE(view()->toPlainText(), u"a plus b"_s);
        QCOMPARE(styles->currentData().toString(), u"natural"_s);
    }

    void refusesWhatItCantShow()
    {
        const QString before = editor()->toPlainText();
        m_window->setFormula(QString(FormulaEditor::mostCharacters + 1, u'x'));
        QCOMPARE(editor()->toPlainText(), before);
        QVERIFY(part<MessageBar>("message")->isVisible());
    }
};

} // namespace mathtts

QTEST_MAIN(mathtts::WindowTest)
#include "window_test.moc"
