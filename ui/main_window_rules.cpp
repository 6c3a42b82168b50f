// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own rules and words: read at the start, and again when their files change.
#include "ui/main_window.h"

#include "ui/message_bar.h"
#include "ui/reading_controls.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace mathtts
{

void MainWindow::connectRules()
{
    connect(&m_ruleFiles, &RuleFiles::changed, this, [this] {
        m_rulesChanged = true;
        m_service.readRules(m_ruleFiles.path());
    });
    connect(&m_service, &ReadingService::rulesRead, this, &MainWindow::showRules);
    m_service.readRules(m_ruleFiles.path());
}

void MainWindow::showRules(const RulesReport &report)
{
    m_readingControls->setSpeechStyles(report.styles);
    m_readingControls->setSpeechStyle(m_settings.style);
    m_settings.style = m_readingControls->speechStyle(); // one that isn't there any more is not spoken
    if (!report.problem.isEmpty())
        m_message->showError(tr("Your rules have a mistake, and the built-in ones are in force instead. %1")
                                 .arg(placeOfProblem(report) + report.problem));
    else if (m_rulesChanged)
        m_message->showInformation(tr("Your rules and words were read again."));
    m_shown.reset();
    requestReading();
}

QString MainWindow::placeOfProblem(const RulesReport &report)
{
    const QString file = QDir::toNativeSeparators(report.file);
    return report.line == 0 ? tr("%1: ", "file").arg(file)
                            : tr("%1, line %2, column %3: ").arg(file).arg(report.line).arg(report.column);
}

void MainWindow::openRulesFolder()
{
    const QFileInfo path(m_ruleFiles.path());
    const QString folder = path.isFile() ? path.absolutePath() : path.absoluteFilePath();
    QDir().mkpath(folder);
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

} // namespace mathtts
