// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voice/voice.h"

#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QSlider;

namespace mathtts
{

/*! Speak, Pause, Stop, the speed and the voice, in one row. */
class SpeechControls : public QWidget
{
    Q_OBJECT

public:
    static constexpr int slowest = 50;
    static constexpr int fastest = 200;

    /*! \a actions become buttons, in this order. */
    explicit SpeechControls(const QList<QAction *> &actions, QWidget *parent = nullptr);

    [[nodiscard]] int rate() const;
    void setRate(int percent);
    /*! VoiceInfo::id; empty: the best for the language. */
    [[nodiscard]] QString voice() const;
    /*! Also a voice that is not listed (yet): it is chosen when it is. */
    void setVoice(const QString &id);
    /*! What can be chosen; the voices of \a language come first. */
    void setVoices(const std::vector<VoiceInfo> &voices, const QString &language);

Q_SIGNALS:
    void rateChanged(int percent);
    void voiceChanged(const QString &id);

private:
    void chooseWanted();

    QSlider *m_rate;
    QLabel *m_rateText;
    QComboBox *m_voices;
    QString m_wanted; // the voice of the settings
};

} // namespace mathtts
