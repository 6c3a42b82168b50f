// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/announce.h"
#include "ui/example_shelf.h"
#include "ui/formula_editor.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/problems_bar.h"
#include "ui/reading_controls.h"
#include "ui/reading_view.h"
#include "ui/speech_controls.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
constexpr auto coalesce = 40ms;
constexpr auto typingRest = 1500ms;
constexpr double editorScale = 1.3; // of the system's font
constexpr double readingScale = 1.45;

QFont scaled(QFont font, double factor)
{
    const double usual = QFontInfo(QGuiApplication::font()).pointSizeF();
    font.setPointSizeF(usual * factor);
    return font;
}

QLabel *makeHeading(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *heading = new QLabel(text, parent);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setBuddy(buddy);
    return heading;
}

QToolButton *makeButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAccessibleName(action->iconText());
    button->setAutoRaise(true);
    button->setIconSize({18, 18});
    return button;
}
} // namespace

MainWindow::MainWindow(Surroundings surroundings)
    : m_surroundings(std::move(surroundings))
    , m_speech(*m_surroundings.speech)
    , m_sharing(*m_surroundings.sharing)
    , m_settings(Settings::load(*m_surroundings.store))
    , m_exampleList(loadExamples())
    , m_ruleFiles(m_surroundings.rules)
{
    setWindowTitle(u"[*]MathTTS"_s);
    setWindowIcon(icon(u"mathtts"_s));
    setAcceptDrops(true);
    applyColorScheme(m_settings.colors);
    makeActions();

    auto *center = new QWidget(this);
    m_speechControls =
        new SpeechControls({m_actions.speak, m_actions.pause, m_actions.stop, m_actions.saveAudio}, center);
    m_message = new MessageBar(center);
    m_panes = new QSplitter(Qt::Vertical, center);
    m_panes->setChildrenCollapsible(false);
    m_panes->setHandleWidth(10);
    m_panes->addWidget(makeEditorPane());
    m_panes->addWidget(makeReadingPane());
    m_panes->setStretchFactor(0, 2);
    m_panes->setStretchFactor(1, 3);
    m_panes->setSizes({200, 300});
    auto *layout = new QVBoxLayout(center);
    layout->setContentsMargins(14, 10, 14, 6);
    layout->setSpacing(10);
    auto *controls = new QHBoxLayout;
    controls->addWidget(m_speechControls, 1);
    controls->addSpacing(6);
    controls->addWidget(makeSharingButton(center));
    layout->addLayout(controls);
    layout->addWidget(m_message);
    layout->addWidget(m_panes, 1);
    setCentralWidget(center);
    m_state = new QLabel(this);
    m_place = new QLabel(this);
    m_shared = new QLabel(this);
    m_shared->setObjectName("shared");
    statusBar()->addWidget(m_state, 1);
    statusBar()->addPermanentWidget(m_shared);
    statusBar()->addPermanentWidget(m_place);
    statusBar()->setContentsMargins(10, 0, 10, 0);

    makeMenus();
    connectEditor();
    connectReading();
    connectSpeech();
    connectRules();
    connect(&m_sharing, &Sharing::stateChanged, this, &MainWindow::showSharingState);
    restore();
    m_editor->setFocus();
    connect(qApp, &QApplication::focusChanged, this, &MainWindow::showFocus);
    QTimer::singleShot(0, this, [this] { m_speech.warmUp(); }); // after the window is there
}

MainWindow::~MainWindow()
{
    // Parts lose the focus when they go, after our members.
    disconnect(qApp, nullptr, this, nullptr);
}

QWidget *MainWindow::makeEditorPane()
{
    auto *pane = new QWidget(m_panes);
    m_editor = new FormulaEditor(m_syntax.definition(), pane);
    m_editor->setObjectName("formula");
    m_editor->setAccessibleName(tr("Formula"));
    m_editor->setAccessibleDescription(tr("Type LaTeX mathematics. F6 goes to the reading, F8 to the next problem."));
    m_editor->setPlaceholderText(tr("Type a formula here"));
    m_editor->setMinimumHeight(70);
    m_problems = new ProblemsBar(m_actions.previousProblem, m_actions.nextProblem, pane);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeHeading(tr("For&mula"), m_editor, pane));
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_problems);
    return pane;
}

QWidget *MainWindow::makeReadingPane()
{
    auto *pane = new QWidget(m_panes);
    m_view = new ReadingView(pane);
    m_view->setObjectName("reading");
    m_view->setAccessibleName(tr("Reading"));
    m_view->setAccessibleDescription(tr("What the formula says. Space speaks and pauses."));
    m_shelf = new ExampleShelf(m_exampleList, pane);
    m_lower = new QStackedWidget(pane);
    m_lower->addWidget(m_view);
    m_lower->addWidget(m_shelf);
    m_lower->setMinimumHeight(90);
    m_readingControls = new ReadingControls(pane);
    m_heading = makeHeading(tr("&Reading"), m_view, pane);
    auto *row = new QHBoxLayout;
    row->addWidget(m_heading);
    row->addSpacing(18);
    row->addWidget(m_readingControls, 1);
    row->addWidget(makeButton(m_actions.copyReading, pane));
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_lower, 1);
    return pane;
}

void MainWindow::connectEditor()
{
    m_coalesce.setSingleShot(true);
    m_coalesce.setInterval(coalesce);
    m_typingRest.setSingleShot(true);
    m_typingRest.setInterval(typingRest);
    connect(&m_coalesce, &QTimer::timeout, this, &MainWindow::requestReading);
    connect(&m_typingRest, &QTimer::timeout, this, &MainWindow::announceProblems);
    connect(m_editor->document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed != added || !isCurrent()) scheduleReading(); // else only colors changed
    });
    connect(m_editor, &FormulaEditor::problemsChanged, this, &MainWindow::showProblem);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        m_place->setText(placeOf(m_editor->textCursor().position()));
        showProblem();
    });
    connect(m_editor, &QPlainTextEdit::modificationChanged, this, &QWidget::setWindowModified);
    connect(m_editor, &FormulaEditor::fileDropped, this, &MainWindow::openFile);
    connect(m_editor, &FormulaEditor::tooLong, this, [this](qsizetype characters) {
        m_message->showError(tr("This text has %L1 characters, and the window takes %L2. Take a part of it.")
                                 .arg(characters)
                                 .arg(FormulaEditor::mostCharacters));
    });
    connect(m_shelf, &ExampleShelf::chosen, this, [this](const QString &latex) {
        setFormula(latex);
        m_editor->setFocus();
    });
}

void MainWindow::connectReading()
{
    connect(&m_service, &ReadingService::finished, this, &MainWindow::showReading);
    connect(m_readingControls, &ReadingControls::changed, this, [this] {
        m_settings.style = m_readingControls->speechStyle();
        m_settings.verbosity = m_readingControls->verbosity();
        m_settings.listener = m_readingControls->listener();
        m_settings.audience = m_readingControls->audience();
        m_shown.reset();
        requestReading();
    });
}

void MainWindow::restore()
{
    m_readingControls->setSpeechStyle(m_settings.style);
    m_readingControls->setVerbosity(m_settings.verbosity);
    m_readingControls->setListener(m_settings.listener);
    m_readingControls->setAudience(m_settings.audience);
    m_speechControls->setRate(m_settings.rate);
    m_speechControls->setVoice(m_settings.voice);
    setZoom(m_settings.zoom);
    retheme();
    if (!restoreGeometry(m_settings.geometry)) resize(900, 640);
    m_panes->restoreState(m_settings.panes);
    showSpeechState(Speech::State::stopped);
    m_place->setText(placeOf(0));
    requestReading();
}

void MainWindow::retheme()
{
    const auto theme = m_syntax.theme(m_settings.colors, QGuiApplication::palette());
    m_editor->setTheme(theme);
    m_view->setTheme(theme);
    m_shelf->setTheme(theme);
    m_problems->setTheme(theme);
    showProblem();
}

void MainWindow::showFocus()
{
    const auto theme = m_syntax.theme(m_settings.colors, QGuiApplication::palette());
    for (QWidget *pane :
         {static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_shelf)})
        pane->setPalette(panePalette(theme, pane->hasFocus()));
}

void MainWindow::setZoom(int percent)
{
    m_settings.zoom = std::clamp(percent, 50, 400);
    m_editor->setFont(scaled(m_editor->font(), editorScale * m_settings.zoom / 100));
    m_view->setFont(scaled(m_view->font(), readingScale * m_settings.zoom / 100));
}

void MainWindow::goToPane(int step)
{
    const QList<QWidget *> panes{m_editor, m_lower->currentWidget(), m_readingControls->findChild<QComboBox *>(),
                                 m_speechControls->findChild<QToolButton *>()};
    const QWidget *focus = focusWidget();
    qsizetype current = 0;
    for (qsizetype i = 0; focus && i < panes.size(); ++i)
        if (panes[i] == focus || panes[i]->parentWidget() == focus->parentWidget()) current = i;
    do
        current = (current + step + panes.size()) % panes.size();
    while (!panes[current]->isVisible()); // the editor always is
    panes[current]->setFocus(Qt::TabFocusReason);
}

QString MainWindow::placeOf(int position) const
{
    const QTextBlock block = m_editor->document()->findBlock(position);
    const int column = position - block.position() + 1;
    return m_editor->blockCount() > 1 ? tr("line %1, column %2").arg(block.blockNumber() + 1).arg(column)
                                      : tr("column %1").arg(column);
}

void MainWindow::setFormula(const QString &formula)
{
    m_editor->replaceText(formula);
}

bool MainWindow::isBlank() const
{
    const QTextDocument *document = m_editor->document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
        if (!block.text().trimmed().isEmpty()) return false;
    return true;
}

bool MainWindow::isCurrent() const
{
    return m_shown && m_shown->formula == m_editor->toPlainText();
}

void MainWindow::scheduleReading()
{
    m_typingRest.start();
    m_view->setSpoken({});
    if (!m_coalesce.isActive()) m_coalesce.start();
}

void MainWindow::requestReading()
{
    // One at a time: whatever was typed meanwhile is read when the answer is there.
    if (!m_service.isBusy()) m_service.read(m_editor->toPlainText(), m_settings.options());
}

void MainWindow::showReading(const ReadingPtr &reading)
{
    m_shown = reading;
    if (!isCurrent()) {
        m_view->setReading(reading->text);
        requestReading();
        return;
    }
    const bool blank = isBlank();
    QWidget *lower = blank ? static_cast<QWidget *>(m_shelf) : m_view;
    m_lower->setCurrentWidget(lower);
    m_heading->setText(blank ? tr("Sta&rt with an example") : tr("&Reading"));
    m_heading->setBuddy(lower);
    m_readingControls->setVisible(!blank);
    m_view->setReading(blank ? QString() : reading->text);
    m_editor->setProblems(blank ? std::vector<Problem>() : reading->problems);
    showProblem();
    for (QAction *action : {m_actions.copyReading, m_actions.copyMathml, m_actions.copySsml, m_actions.saveAudio})
        action->setEnabled(!blank && !reading->text.isEmpty() && !(m_saving && action == m_actions.saveAudio));
    if (std::exchange(m_speakWhenRead, false)) speakNow();
    if (std::exchange(m_saveWhenRead, false)) saveAudio();
}

void MainWindow::showProblem()
{
    const std::vector<Problem> &problems = m_editor->problems();
    m_actions.nextProblem->setEnabled(!problems.empty());
    m_actions.previousProblem->setEnabled(!problems.empty());
    if (problems.empty()) {
        if (isBlank())
            m_problems->showHint();
        else
            m_problems->showGood();
        return;
    }
    const int index = std::max(0, m_editor->problemAtCaret());
    const Problem &problem = problems[static_cast<std::size_t>(index)];
    m_problems->showProblem(problem, placeOf(problem.span.begin), index, static_cast<int>(problems.size()));
}

void MainWindow::announceProblems()
{
    const std::vector<Problem> &problems = m_editor->problems();
    QString message;
    if (!problems.empty())
        message = tr("%n problem(s): %1", nullptr, static_cast<int>(problems.size())).arg(problems.front().message);
    if (message != m_announced && !message.isEmpty()) announce(m_editor, message);
    m_announced = message;
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_editor) retheme();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // What the focused part did not want.
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier && !isBlank())
        pauseOrResume();
    else if (event->key() == Qt::Key_Escape && m_message->isVisible())
        m_message->hide();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace mathtts
