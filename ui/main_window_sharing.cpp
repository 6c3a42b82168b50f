// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"
#include "ui/main_window.h"
#include "ui/message_bar.h"
#include "ui/sharing_panel.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace mathtts
{

void MainWindow::makeSharingActions()
{
    m_actions.share = addAction(
        nullptr, tr("Share with the &Classroom"), Qt::CTRL | Qt::SHIFT | Qt::Key_H, [this] { share(); }, u"share"_s);
    m_actions.share->setObjectName("share");
    m_actions.share->setIconText(tr("Share"));
    m_actions.share->setCheckable(true);
    m_actions.sharingPanel = addAction(nullptr, tr("Address and Choices of S&haring..."), Qt::CTRL | Qt::Key_H,
                                       [this] { showSharingPanel(); });
    m_actions.sharingPanel->setIconText(m_actions.sharingPanel->text().remove(u'&'));
}

QWidget *MainWindow::makeSharingButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName("shareButton");
    button->setDefaultAction(m_actions.share);
    button->setIconSize({20, 20});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setMinimumHeight(34);
    button->setAccessibleName(m_actions.share->text().remove(u'&'));
    return button;
}

void MainWindow::share()
{
    if (!m_actions.share->isChecked()) {
        m_sharing.stop();
        return;
    }
    m_sharing.start(m_settings.sharing);
    showSharingPanel();
}

void MainWindow::showSharingPanel()
{
    if (!m_sharingPanel) {
        m_sharingPanel = new SharingPanel(m_sharing, m_settings.sharing, this);
        connect(m_sharingPanel, &SharingPanel::wishesChanged, this,
                [this](const SharingWishes &wishes) { m_settings.sharing = wishes; });
    }
    m_sharingPanel->show();
    m_sharingPanel->raise();
    m_sharingPanel->activateWindow();
}

void MainWindow::showSharingState(Sharing::State state)
{
    const bool isOn = state == Sharing::State::on;
    m_actions.share->setChecked(isOn || state == Sharing::State::starting);
    m_actions.share->setEnabled(state != Sharing::State::stopping);
    const QString where = isOn ? m_sharing.sharedAt().addresses.value(0) : QString();
    m_shared->setText(isOn ? tr("Shared: %1").arg(where) : QString());
    if (m_sharingPanel && m_sharingPanel->isVisible()) return; // it says so itself
    if (state == Sharing::State::off) m_message->showInformation(tr("Not shared with the classroom any more"));
    if (state == Sharing::State::failed) m_message->showError(tr("Not shared: %1").arg(m_sharing.failure()));
}

} // namespace mathtts
