// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/appearance.h"
#include "ui/examples.h"
#include "ui/reading_service.h"
#include "ui/rule_files.h"
#include "ui/settings.h"
#include "ui/surroundings.h"

#include <QMainWindow>
#include <QTimer>

class QActionGroup;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace mathtts
{

class ExampleShelf;
class FormulaEditor;
class MessageBar;
class ProblemsBar;
class ReadingControls;
class ReadingView;
class SharingPanel;
class SpeechControls;

/*! The window: wires the editor to the reading service, the reading to the view and the voice, actions to menus. */
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Surroundings surroundings);
    ~MainWindow() override;

    /*! Replaces what is in the editor. */
    void setFormula(const QString &formula);
    /*! Opens a text file in UTF-8; says why when it can't. */
    void openFile(const QString &path);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Actions {
        QAction *speak, *pause, *stop, *saveAudio;
        QAction *nextProblem, *previousProblem;
        QAction *copyReading, *copyMathml, *copySsml;
        QAction *share, *sharingPanel;
    };

    // the parts, their places and their wiring (main_window.cpp)
    QWidget *makeEditorPane();
    QWidget *makeReadingPane();
    void connectEditor();
    void connectReading();
    void connectSpeech();
    void restore();
    void retheme();
    void showFocus();
    void setZoom(int percent);
    void goToPane(int step);
    [[nodiscard]] QString placeOf(int position) const;

    // reading (main_window.cpp)
    void scheduleReading();
    void requestReading();
    void showReading(const ReadingPtr &reading);
    void showProblem();
    void announceProblems();
    [[nodiscard]] bool isBlank() const;
    [[nodiscard]] bool isCurrent() const; // the shown reading is that of the text in the editor

    // speaking (main_window_speech.cpp)
    void speak();
    void speakNow();
    void speakOn();
    void changeVoice();
    void pauseOrResume();
    void stopSpeaking();
    void showSpeechState(Speech::State state);
    void showToken(quint32 token);
    void saveAudio();
    void copyReading();
    [[nodiscard]] VoiceSettings voiceSettings() const;

    // sharing (main_window_sharing.cpp)
    void makeSharingActions();
    QWidget *makeSharingButton(QWidget *parent);
    void share();
    void showSharingPanel();
    void showSharingState(Sharing::State state);

    // the user's own rules (main_window_rules.cpp)
    void connectRules();
    void showRules(const RulesReport &report);
    [[nodiscard]] static QString placeOfProblem(const RulesReport &report);
    void openRulesFolder();

    // menus (main_window_menus.cpp)
    QAction *addAction(QMenu *menu, const QString &text, const QKeySequence &keys, std::function<void()> run,
                       const QString &iconName = {});
    void makeActions();
    void makeMenus();
    void makeFileMenu(QMenu *menu);
    void makeEditMenu(QMenu *menu);
    void makeSpeechMenu(QMenu *menu);
    void makeExamplesMenu(QMenu *menu);
    void makeViewMenu(QMenu *menu);
    void makeHelpMenu(QMenu *menu);
    void fillRecentMenu(QMenu *menu);

    // files (main_window_files.cpp)
    void newFormula();
    void askAndOpen();
    bool saveFormula();
    bool mayReplace(); // nothing unsaved, or somebody said it may go
    void rememberFormula();
    void setFile(const QString &path);

    Surroundings m_surroundings;
    Speech &m_speech;
    Sharing &m_sharing;
    Settings m_settings;
    SyntaxColors m_syntax;
    std::vector<Example> m_exampleList;
    ReadingService m_service;
    RuleFiles m_ruleFiles;

    Actions m_actions{};
    SpeechControls *m_speechControls = nullptr;
    MessageBar *m_message = nullptr;
    QSplitter *m_panes = nullptr;
    FormulaEditor *m_editor = nullptr;
    ProblemsBar *m_problems = nullptr;
    ReadingControls *m_readingControls = nullptr;
    QLabel *m_heading = nullptr;
    QStackedWidget *m_lower = nullptr; // the reading, or examples while nothing is typed
    ReadingView *m_view = nullptr;
    ExampleShelf *m_shelf = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_place = nullptr;
    QLabel *m_shared = nullptr;             // where, while it is shared
    SharingPanel *m_sharingPanel = nullptr; // made when it is shown first

    QTimer m_coalesce;   // several key strokes make one reading
    QTimer m_typingRest; // then problems are announced
    QTimer m_newVoice;   // several steps of the speed make one new start
    QString m_announced;
    QString m_file;
    ReadingPtr m_shown;
    ReadingPtr m_spoken;
    bool m_rulesChanged = false; // since the start
    bool m_speakWhenRead = false;
    bool m_saveWhenRead = false;
    bool m_saving = false;
    bool m_isNewVoice = false; // speed or voice changed since the speech began
    quint32 m_heard = 0;       // the last token of m_spoken that was heard
};

} // namespace mathtts
