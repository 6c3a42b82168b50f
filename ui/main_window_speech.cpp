// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "engine/speech/render.h"
#include "ui/announce.h"
#include "ui/formula_editor.h"
#include "ui/icons.h"
#include "ui/message_bar.h"
#include "ui/reading_view.h"
#include "ui/speech_controls.h"
#include "voice/encode.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
constexpr auto newVoice = 250ms;
}

void MainWindow::connectSpeech()
{
    connect(&m_speech, &Speech::stateChanged, this, &MainWindow::showSpeechState);
    connect(&m_speech, &Speech::tokenChanged, this, &MainWindow::showToken);
    connect(&m_speech, &Speech::failed, this, [this](const QString &reason) { m_message->showError(reason); });
    connect(&m_speech, &Speech::voicesFound, this, [this](const std::vector<VoiceInfo> &voices) {
        m_speechControls->setVoices(voices, u"en"_s);
        if (voices.empty()) m_message->showError(voiceErrorMessage({VoiceErrorCode::engineMissing, {}}));
    });
    connect(&m_speech, &Speech::saved, this, [this](const QString &path) {
        m_saving = false;
        m_actions.saveAudio->setEnabled(true);
        showSpeechState(m_speech.state());
        m_message->showInformation(tr("Saved: %1").arg(QDir::toNativeSeparators(path)));
    });
    connect(&m_speech, &Speech::saveFailed, this, [this](const QString &reason) {
        m_saving = false;
        m_actions.saveAudio->setEnabled(true);
        showSpeechState(m_speech.state());
        m_message->showError(reason);
    });
    connect(m_speechControls, &SpeechControls::rateChanged, this, [this](int percent) {
        m_settings.rate = percent;
        changeVoice();
    });
    connect(m_speechControls, &SpeechControls::voiceChanged, this, [this](const QString &id) {
        m_settings.voice = id;
        changeVoice();
    });
    m_newVoice.setSingleShot(true);
    m_newVoice.setInterval(newVoice);
    connect(&m_newVoice, &QTimer::timeout, this, [this] {
        const Speech::State state = m_speech.state();
        if (state == Speech::State::preparing || state == Speech::State::speaking) speakOn();
    });
    connect(&m_service, &ReadingService::mathmlFinished, this, [this](const QString &mathml) {
        QGuiApplication::clipboard()->setText(mathml);
        m_message->showInformation(tr("MathML copied"));
    });
}

void MainWindow::speak()
{
    if (isBlank()) {
        m_message->showInformation(tr("There is nothing to speak yet. Type a formula or take an example."));
        return;
    }
    if (isCurrent()) {
        speakNow();
    } else {
        m_speakWhenRead = true;
        requestReading();
    }
}

void MainWindow::speakNow()
{
    if (m_shown->text.isEmpty()) {
        const auto worst = std::ranges::max_element(m_shown->problems, {}, &Problem::severity); // the first of them
        m_message->showError(worst == m_shown->problems.end() ? tr("This formula says nothing.") : worst->message);
        return;
    }
    m_message->hide();
    rememberFormula();
    const bool own = m_settings.ownVoice == OwnVoice::always ||
                     (m_settings.ownVoice == OwnVoice::automatic && !m_surroundings.isScreenReaderActive());
    if (!own) {
        announce(m_view, m_shown->text, true);
        m_state->setText(tr("The screen reader speaks (Speech > Who Speaks changes that)"));
        return;
    }
    m_spoken = m_shown;
    m_heard = 0;
    speakOn();
}

/*! Speaks from the last word that was heard on, as the settings are now. */
void MainWindow::speakOn()
{
    m_newVoice.stop();
    m_isNewVoice = false;
    m_speech.speak(m_spoken, voiceSettings(), m_heard);
}

void MainWindow::changeVoice()
{
    m_isNewVoice = m_spoken != nullptr;
    if (m_speech.state() != Speech::State::stopped) m_newVoice.start();
}

void MainWindow::pauseOrResume()
{
    switch (m_speech.state()) {
    case Speech::State::stopped: speak(); break;
    case Speech::State::paused:
        if (m_isNewVoice)
            speakOn();
        else
            m_speech.resume();
        break;
    case Speech::State::preparing:
    case Speech::State::speaking: m_speech.pause(); break;
    }
}

void MainWindow::stopSpeaking()
{
    m_speakWhenRead = false;
    m_speech.stop();
}

void MainWindow::showSpeechState(Speech::State state)
{
    const bool paused = state == Speech::State::paused;
    const bool active = state != Speech::State::stopped;
    m_actions.pause->setEnabled(active);
    m_actions.stop->setEnabled(active);
    m_actions.pause->setText(paused ? tr("R&esume") : tr("&Pause"));
    m_actions.pause->setIcon(icon(paused ? u"speak"_s : u"pause"_s));
    switch (state) {
    case Speech::State::stopped: m_state->setText(tr("Ready")); break;
    case Speech::State::preparing: m_state->setText(tr("Preparing the voice")); break;
    case Speech::State::speaking: m_state->setText(tr("Speaking")); break;
    case Speech::State::paused: m_state->setText(tr("Paused")); break;
    }
    if (active) return;
    m_view->setSpoken({});
    m_editor->setSpoken({});
}

void MainWindow::showToken(quint32 token)
{
    m_heard = token;
    // The words on the screen are those being spoken only as long as nobody changes them.
    const SpokenWord *word =
        m_spoken && m_spoken == m_shown && !m_coalesce.isActive() ? m_spoken->wordAt(token) : nullptr;
    m_view->setSpoken(word ? word->reading : TextSpan());
    m_editor->setSpoken(word ? word->formula : TextSpan());
}

VoiceSettings MainWindow::voiceSettings() const
{
    VoiceSettings settings;
    settings.voice = m_settings.voice.toStdString();
    settings.rate = m_settings.rate;
    return settings;
}

void MainWindow::saveAudio()
{
    if (!isCurrent()) {
        m_saveWhenRead = true;
        requestReading();
        return;
    }
    const QString filters = tr("MP3 (*.mp3);;Ogg Opus (*.opus);;Ogg Vorbis (*.ogg);;FLAC, without loss (*.flac);;"
                               "WAV, for editing (*.wav)");
    const QString name = m_file.isEmpty() ? u"formula"_s : QFileInfo(m_file).completeBaseName();
    const QString path =
        m_surroundings.askSaveName(this, tr("Save Audio"), QDir(m_settings.folder).filePath(name + u".mp3"_s), filters);
    if (path.isEmpty()) return;
    AudioFormat format{};
    if (!audioFormatOf(path.toStdString(), format)) {
        m_message->showError(
            tr("The name %1 does not tell a sound format. End it with .mp3, .opus, .ogg, .flac or .wav.")
                .arg(QFileInfo(path).fileName()));
        return;
    }
    m_settings.folder = QFileInfo(path).path();
    rememberFormula();
    m_saving = true;
    m_actions.saveAudio->setEnabled(false);
    m_state->setText(tr("Saving"));
    m_speech.save(m_shown, voiceSettings(), path);
}

void MainWindow::copyReading()
{
    if (!m_shown) return;
    QGuiApplication::clipboard()->setText(m_shown->text);
    m_message->showInformation(tr("Reading copied"));
}

} // namespace mathtts
