// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "engine/speech/render.h"
#include "ui/announce.h"
#include "ui/formula_editor.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/reading_view.h"
#include "ui/shortcut_sheet.h"
#include "ui/speech_controls.h"

#include <QActionGroup>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
/*! A name that may hold an ampersand, for a menu. */
QString plainLabel(QString text)
{
    return text.replace(u'&', u"&&"_s);
}
} // namespace

QAction *MainWindow::addAction(QMenu *menu, const QString &text, const QKeySequence &keys, std::function<void()> run,
                               const QString &iconName)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    connect(action, &QAction::triggered, this, std::move(run));
    if (menu) menu->addAction(action);
    return action;
}

void MainWindow::makeActions()
{
    m_actions.speak = addAction(nullptr, tr("&Speak"), Qt::CTRL | Qt::Key_Return, [this] { speak(); }, u"speak"_s);
    m_actions.speak->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter, Qt::Key_F5});
    m_actions.pause =
        addAction(nullptr, tr("&Pause"), Qt::CTRL | Qt::Key_Space, [this] { pauseOrResume(); }, u"pause"_s);
    m_actions.stop = addAction(nullptr, tr("S&top"), Qt::Key_Escape, [this] { stopSpeaking(); }, u"stop"_s);
    m_actions.saveAudio =
        addAction(nullptr, tr("Save &Audio..."), Qt::CTRL | Qt::SHIFT | Qt::Key_S, [this] { saveAudio(); }, u"audio"_s);
    const auto go = [this](int step) {
        const int index = m_editor->goToProblem(step);
        if (index < 0) return;
        m_editor->setFocus();
        announce(m_editor, m_editor->problems()[static_cast<std::size_t>(index)].message);
    };
    m_actions.nextProblem = addAction(nullptr, tr("&Next Problem"), Qt::Key_F8, [go] { go(1); }, u"next"_s);
    m_actions.previousProblem =
        addAction(nullptr, tr("Pre&vious Problem"), Qt::SHIFT | Qt::Key_F8, [go] { go(-1); }, u"previous"_s);
    m_actions.copyReading =
        addAction(nullptr, tr("Copy &Reading"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copyReading(); }, u"copy"_s);
    m_actions.copyMathml = addAction(nullptr, tr("Copy &MathML"), Qt::CTRL | Qt::SHIFT | Qt::Key_M,
                                     [this] { m_service.writeMathml(m_editor->toPlainText(), m_settings.options()); });
    m_actions.copySsml = addAction(nullptr, tr("Copy SSM&L"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] {
        if (!m_shown) return;
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(renderSsml(m_shown->plan, {.marks = Marks::none})));
        m_message->showInformation(tr("SSML copied"));
    });
    makeSharingActions();
}

void MainWindow::makeMenus()
{
    makeFileMenu(menuBar()->addMenu(tr("&File")));
    makeEditMenu(menuBar()->addMenu(tr("&Edit")));
    makeSpeechMenu(menuBar()->addMenu(tr("&Speech")));
    makeExamplesMenu(menuBar()->addMenu(tr("E&xamples")));
    makeViewMenu(menuBar()->addMenu(tr("V&iew")));
    makeHelpMenu(menuBar()->addMenu(tr("&Help")));
}

void MainWindow::makeFileMenu(QMenu *menu)
{
    addAction(menu, tr("&New"), QKeySequence::New, [this] { newFormula(); }, u"new"_s);
    addAction(menu, tr("&Open..."), QKeySequence::Open, [this] { askAndOpen(); }, u"open"_s);
    QMenu *recent = menu->addMenu(tr("Open &Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    menu->addSeparator();
    addAction(menu, tr("&Save Formula..."), QKeySequence::Save, [this] { saveFormula(); });
    menu->addAction(m_actions.saveAudio);
    menu->addSeparator();
    menu->addActions({m_actions.share, m_actions.sharingPanel});
    menu->addSeparator();
    addAction(menu, tr("&Quit"), Qt::CTRL | Qt::Key_Q, [this] { close(); });
}

void MainWindow::fillRecentMenu(QMenu *menu)
{
    menu->clear();
    for (const QString &path : std::as_const(m_settings.recentFiles))
        connect(menu->addAction(plainLabel(QFileInfo(path).fileName())), &QAction::triggered, this, [this, path] {
            if (mayReplace()) openFile(path);
        });
    menu->addSeparator();
    constexpr qsizetype shown = 60;
    for (const QString &formula : std::as_const(m_settings.recentFormulas)) {
        const QString line = formula.simplified();
        const QString label = line.size() > shown ? line.first(shown) + u'…' : line;
        connect(menu->addAction(plainLabel(label)), &QAction::triggered, this, [this, formula] {
            if (mayReplace()) setFormula(formula);
        });
    }
    menu->addSeparator();
    QAction *forget = menu->addAction(tr("&Forget All"));
    forget->setEnabled(!m_settings.recentFiles.isEmpty() || !m_settings.recentFormulas.isEmpty());
    connect(forget, &QAction::triggered, this, [this] {
        m_settings.recentFiles.clear();
        m_settings.recentFormulas.clear();
    });
}

void MainWindow::makeEditMenu(QMenu *menu)
{
    QAction *undo = addAction(menu, tr("&Undo"), QKeySequence::Undo, [this] { m_editor->undo(); });
    QAction *redo = addAction(menu, tr("Re&do"), QKeySequence::Redo, [this] { m_editor->redo(); });
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(m_editor, &QPlainTextEdit::undoAvailable, undo, &QAction::setEnabled);
    connect(m_editor, &QPlainTextEdit::redoAvailable, redo, &QAction::setEnabled);
    menu->addSeparator();
    // Cut, copy and paste work where the caret is.
    const auto onText = [this](void (QPlainTextEdit::*function)()) {
        return [this, function] {
            QPlainTextEdit *text = m_view->hasFocus() ? static_cast<QPlainTextEdit *>(m_view) : m_editor;
            (text->*function)();
        };
    };
    addAction(menu, tr("Cu&t"), QKeySequence::Cut, onText(&QPlainTextEdit::cut));
    addAction(menu, tr("&Copy"), QKeySequence::Copy, onText(&QPlainTextEdit::copy));
    addAction(menu, tr("&Paste"), QKeySequence::Paste, onText(&QPlainTextEdit::paste));
    addAction(menu, tr("Select &All"), QKeySequence::SelectAll, onText(&QPlainTextEdit::selectAll));
    menu->addSeparator();
    menu->addActions({m_actions.copyReading, m_actions.copyMathml, m_actions.copySsml});
    menu->addSeparator();
    menu->addActions({m_actions.nextProblem, m_actions.previousProblem});
}

void MainWindow::makeSpeechMenu(QMenu *menu)
{
    menu->addActions({m_actions.speak, m_actions.pause, m_actions.stop});
    menu->addSeparator();
    const auto changeRate = [this](int step) {
        m_speechControls->setRate(m_speechControls->rate() + step);
        announce(this, tr("Speed %1 %").arg(m_speechControls->rate()));
    };
    addAction(menu, tr("&Faster"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up, [changeRate] { changeRate(10); });
    addAction(menu, tr("S&lower"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down, [changeRate] { changeRate(-10); });
    addAction(menu, tr("&Usual Speed"), {}, [this] { m_speechControls->setRate(100); });
    menu->addSeparator();
    QMenu *who = menu->addMenu(tr("&Who Speaks"));
    auto *group = new QActionGroup(who);
    const QStringList choices{tr("&Automatic: the screen reader if one runs"), tr("Always the &voice of MathTTS"),
                              tr("Always the &screen reader")};
    for (int i = 0; i < choices.size(); ++i) {
        QAction *action = addAction(who, choices[i], {}, [this, i] { m_settings.ownVoice = static_cast<OwnVoice>(i); });
        action->setCheckable(true);
        action->setChecked(static_cast<int>(m_settings.ownVoice) == i);
        group->addAction(action);
    }
}

void MainWindow::makeExamplesMenu(QMenu *menu)
{
    QMenu *topic = nullptr;
    for (const Example &example : m_exampleList) {
        if (!topic || topic->title() != plainLabel(example.topic)) topic = menu->addMenu(plainLabel(example.topic));
        addAction(topic, plainLabel(example.title), {}, [this, latex = example.latex] {
            if (!mayReplace()) return;
            setFormula(latex);
            m_editor->setFocus();
        });
    }
}

void MainWindow::makeViewMenu(QMenu *menu)
{
    addAction(menu, tr("Zoom &In"), QKeySequence::ZoomIn, [this] {
        setZoom(m_settings.zoom + 10);
    })->setShortcuts({QKeySequence(QKeySequence::ZoomIn), Qt::CTRL | Qt::Key_Equal});
    addAction(menu, tr("Zoom &Out"), QKeySequence::ZoomOut, [this] { setZoom(m_settings.zoom - 10); });
    addAction(menu, tr("&Usual Size"), Qt::CTRL | Qt::Key_0, [this] { setZoom(100); });
    menu->addSeparator();
    QMenu *colors = menu->addMenu(tr("&Colors"));
    auto *group = new QActionGroup(colors);
    const QStringList choices{tr("As the &System"), tr("&Light"), tr("&Dark"), tr("&High Contrast")};
    for (int i = 0; i < choices.size(); ++i) {
        QAction *action = addAction(colors, choices[i], {}, [this, i] {
            m_settings.colors = static_cast<ColorScheme>(i);
            applyColorScheme(m_settings.colors);
            retheme();
        });
        action->setCheckable(true);
        action->setChecked(static_cast<int>(m_settings.colors) == i);
        group->addAction(action);
    }
    menu->addSeparator();
    addAction(menu, tr("&Next Pane"), Qt::Key_F6, [this] { goToPane(1); });
    addAction(menu, tr("&Previous Pane"), Qt::SHIFT | Qt::Key_F6, [this] { goToPane(-1); });
}

void MainWindow::makeHelpMenu(QMenu *menu)
{
    addAction(menu, tr("&Keyboard Shortcuts"), Qt::Key_F1, [this] { ShortcutSheet(menuBar(), this).exec(); });
    if (!m_ruleFiles.path().isEmpty())
        addAction(menu, tr("Your Own &Rules and Words"), {}, [this] { openRulesFolder(); });
    addAction(menu, tr("&About MathTTS"), {}, [this] {
        QMessageBox::about(this, tr("About MathTTS"),
                           tr("<h3>MathTTS %1</h3><p>Mathematics made audible: type a formula, see what it says, hear "
                              "it as a good teacher would say it.</p><p>Free software under the GNU General Public "
                              "License, version 3 or later.</p>")
                               .arg(QCoreApplication::applicationVersion()));
    });
}

} // namespace mathtts
