// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speech_controls.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
/*! "English (America), female (en-US)" */
QString labelOf(const VoiceInfo &voice)
{
    QString name = QString::fromStdString(voice.name);
    if (voice.gender == "female") name = SpeechControls::tr("%1, female").arg(name);
    return u"%1 (%2)"_s.arg(name, QString::fromStdString(voice.language));
}
} // namespace

SpeechControls::SpeechControls(const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent)
    , m_rate(new QSlider(Qt::Horizontal, this))
    , m_rateText(new QLabel(this))
    , m_voices(new QComboBox(this))
{
    setObjectName("speechControls");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QAction *action : actions) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setIconSize({20, 20});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAccessibleName(action->iconText());
        button->setMinimumHeight(34);
        // "Pause" and "Resume" take turns: the button has room for both.
        connect(action, &QAction::changed, button, [button, action] { button->setAccessibleName(action->iconText()); });
        layout->addWidget(button);
    }

    m_rate->setObjectName("rate");
    m_rate->setRange(slowest, fastest);
    m_rate->setSingleStep(5);
    m_rate->setPageStep(25);
    m_rate->setMinimumWidth(90);
    m_rate->setMaximumWidth(220);
    m_rate->setAccessibleName(tr("Speed in percent"));
    m_rateText->setMinimumWidth(m_rateText->fontMetrics().horizontalAdvance(tr("%1 %").arg(fastest)));
    connect(m_rate, &QSlider::valueChanged, this, [this](int percent) {
        m_rateText->setText(tr("%1 %").arg(percent));
        Q_EMIT rateChanged(percent);
    });
    auto *rateLabel = new QLabel(tr("S&peed"), this);
    rateLabel->setBuddy(m_rate);

    m_voices->setObjectName("voice");
    m_voices->setAccessibleName(tr("Voice"));
    m_voices->setMinimumContentsLength(12);
    m_voices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_voices->addItem(tr("Standard voice"), QString());
    connect(m_voices, &QComboBox::currentIndexChanged, this, [this] {
        m_wanted = voice();
        Q_EMIT voiceChanged(m_wanted);
    });
    auto *voiceLabel = new QLabel(tr("V&oice"), this);
    voiceLabel->setBuddy(m_voices);

    layout->addSpacing(12);
    layout->addWidget(rateLabel);
    layout->addWidget(m_rate, 2);
    layout->addWidget(m_rateText);
    layout->addSpacing(12);
    layout->addWidget(voiceLabel);
    layout->addWidget(m_voices, 3);
    m_rate->setValue(100);
}

int SpeechControls::rate() const
{
    return m_rate->value();
}

void SpeechControls::setRate(int percent)
{
    m_rate->setValue(percent);
}

QString SpeechControls::voice() const
{
    return m_voices->currentData().toString();
}

void SpeechControls::setVoice(const QString &id)
{
    m_wanted = id;
    chooseWanted();
}

void SpeechControls::setVoices(const std::vector<VoiceInfo> &voices, const QString &language)
{
    const QSignalBlocker blocker(m_voices);
    m_voices->clear();
    m_voices->addItem(voices.empty() ? tr("No voice found") : tr("Standard voice"), QString());
    std::vector<VoiceInfo> sorted = voices;
    const auto isOurs = [&language](const VoiceInfo &voice) {
        return QString::fromStdString(voice.language).startsWith(language, Qt::CaseInsensitive);
    };
    std::ranges::stable_partition(sorted, isOurs);
    for (const VoiceInfo &voice : sorted)
        m_voices->addItem(labelOf(voice), QString::fromStdString(voice.id));
    if (const auto ours = std::ranges::count_if(voices, isOurs); ours > 0 && ours < std::ssize(voices))
        m_voices->insertSeparator(static_cast<int>(ours) + 1);
    m_voices->setEnabled(!voices.empty());
    chooseWanted();
}

void SpeechControls::chooseWanted()
{
    const QSignalBlocker blocker(m_voices);
    m_voices->setCurrentIndex(std::max(0, m_voices->findData(m_wanted)));
}

} // namespace mathtts
