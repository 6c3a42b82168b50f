// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/formula_editor.h"
#include "ui/message_bar.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
constexpr qsizetype recentFiles = 10;
constexpr qsizetype recentFormulas = 20;
constexpr qsizetype longestRemembered = 20'000; // characters

QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}
} // namespace

void MainWindow::newFormula()
{
    if (!mayReplace()) return;
    rememberFormula();
    setFormula({});
    setFile({});
    m_editor->setFocus();
}

void MainWindow::askAndOpen()
{
    if (!mayReplace()) return;
    const QString path = m_surroundings.askOpenName(this, tr("Open Formula"), m_settings.folder,
                                                    tr("Formulas (*.tex *.txt);;All files (*)"));
    if (!path.isEmpty()) openFile(path);
}

void MainWindow::openFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_message->showError(tr("%1 can't be opened: %2.").arg(QDir::toNativeSeparators(path), file.errorString()));
        return;
    }
    // Four bytes a character at most: one more tells that it is too long without reading all of it.
    const QByteArray bytes = file.read(4 * FormulaEditor::mostCharacters + 1);
    if (bytes.contains('\0')) {
        m_message->showError(tr("%1 is not a text file.").arg(QDir::toNativeSeparators(path)));
        return;
    }
    rememberFormula();
    if (!m_editor->replaceText(QString::fromUtf8(bytes).trimmed())) return;
    setFile(path);
    m_editor->setFocus();
}

bool MainWindow::saveFormula()
{
    const QString suggestion = m_file.isEmpty() ? QDir(m_settings.folder).filePath(u"formula.tex"_s) : m_file;
    const QString path =
        m_surroundings.askSaveName(this, tr("Save Formula"), suggestion, tr("LaTeX (*.tex);;Text (*.txt)"));
    if (path.isEmpty()) return false;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_editor->toPlainText().toUtf8() + '\n') < 0 || !file.commit()) {
        m_message->showError(tr("%1 can't be written: %2. The formula is still here; save it somewhere else.")
                                 .arg(QDir::toNativeSeparators(path), file.errorString()));
        return false;
    }
    setFile(path);
    m_message->showInformation(tr("Saved: %1").arg(QDir::toNativeSeparators(path)));
    return true;
}

void MainWindow::setFile(const QString &path)
{
    m_file = path;
    m_editor->document()->setModified(false);
    setWindowTitle(path.isEmpty() ? u"[*]MathTTS"_s : tr("%1[*] - MathTTS").arg(QFileInfo(path).fileName()));
    if (path.isEmpty()) return;
    m_settings.folder = QFileInfo(path).path();
    remember(m_settings.recentFiles, path, recentFiles);
}

bool MainWindow::mayReplace()
{
    // A short formula that was never in a file is kept in the list of recent ones: no reason to ask.
    const bool kept = m_file.isEmpty() && m_editor->document()->characterCount() <= longestRemembered;
    if (kept || !m_editor->document()->isModified()) return true;
    switch (m_surroundings.askAboutChanges(this, tr("The formula was changed. Save it first?"))) {
    case ChangesAnswer::save: return saveFormula();
    case ChangesAnswer::discard: return true;
    case ChangesAnswer::cancel: return false;
    }
    return false;
}

void MainWindow::rememberFormula()
{
    if (isBlank() || m_editor->document()->characterCount() > longestRemembered) return;
    remember(m_settings.recentFormulas, m_editor->toPlainText(), recentFormulas);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayReplace()) {
        event->ignore();
        return;
    }
    stopSpeaking();
    m_sharing.stop();
    rememberFormula();
    m_settings.geometry = saveGeometry();
    m_settings.panes = m_panes->saveState();
    m_settings.save(*m_surroundings.store);
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (!path.isEmpty() && mayReplace()) openFile(path);
}

} // namespace mathtts
