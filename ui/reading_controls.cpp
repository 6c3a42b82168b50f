// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading_controls.h"

#include "ui/reading_service.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
/*! How the published styles spell themselves. */
QString styleTitle(const QString &style)
{
    if (style == "natural"_L1) return ReadingControls::tr("Natural");
    if (style == "literal"_L1) return ReadingControls::tr("Literal");
    if (style == "summary"_L1) return ReadingControls::tr("Summary");
    if (style == "clearspeak"_L1) return u"ClearSpeak"_s;
    if (style == "clearspeak.mathcat"_L1) return u"ClearSpeak (MathCAT)"_s;
    if (style == "mathspeak"_L1) return u"MathSpeak"_s;
    if (style == "simplespeak"_L1) return u"SimpleSpeak"_s;
    return style;
}
} // namespace

ReadingControls::ReadingControls(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    setObjectName("readingControls");
    m_style = add(u"style"_s, tr("S&tyle"), tr("The way of speaking"), {});
    setSpeechStyles(styleNames(Engine()));
    m_verbosity =
        add(u"verbosity"_s, tr("&Detail"), tr("How many words are said"), {tr("Short"), tr("Medium"), tr("Long")});
    m_listener = add(u"listener"_s, tr("&Listener"), tr("Who listens: decides where the ends of parts are said"),
                     {tr("Can't see it"), tr("Low vision"), tr("Learning difficulty")});
    m_audience = add(u"audience"_s, tr("Le&vel"), tr("The school level that the words are chosen for"),
                     {tr("Elementary school"), tr("Middle school"), tr("High school"), tr("Undergraduate"),
                      tr("Graduate"), tr("Research")});
}

QComboBox *ReadingControls::add(const QString &objectName, const QString &label, const QString &description,
                                const QStringList &choices)
{
    auto *combo = new QComboBox(this);
    combo->setObjectName(objectName);
    combo->setAccessibleName(QString(label).remove(u'&'));
    combo->setAccessibleDescription(description);
    combo->setToolTip(description);
    combo->addItems(choices);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(7);
    connect(combo, &QComboBox::activated, this, &ReadingControls::changed);
    auto *text = new QLabel(label, this);
    text->setBuddy(combo);
    auto *row = static_cast<QHBoxLayout *>(layout());
    if (row->count() > 0) row->addSpacing(6);
    row->addWidget(text);
    row->addWidget(combo, 1);
    return combo;
}

void ReadingControls::setSpeechStyles(const QStringList &styles)
{
    m_style->clear();
    for (const QString &name : styles)
        m_style->addItem(styleTitle(name), name);
}

void ReadingControls::setSpeechStyle(const QString &style)
{
    const int index = m_style->findData(style);
    m_style->setCurrentIndex(index >= 0 ? index : std::max(0, m_style->findData(u"natural"_s)));
}

void ReadingControls::setVerbosity(Verbosity verbosity)
{
    m_verbosity->setCurrentIndex(static_cast<int>(verbosity));
}

void ReadingControls::setListener(Listener listener)
{
    m_listener->setCurrentIndex(static_cast<int>(listener));
}

void ReadingControls::setAudience(Audience audience)
{
    m_audience->setCurrentIndex(static_cast<int>(audience));
}

QString ReadingControls::speechStyle() const
{
    return m_style->currentData().toString();
}

Verbosity ReadingControls::verbosity() const
{
    return static_cast<Verbosity>(m_verbosity->currentIndex());
}

Listener ReadingControls::listener() const
{
    return static_cast<Listener>(m_listener->currentIndex());
}

Audience ReadingControls::audience() const
{
    return static_cast<Audience>(m_audience->currentIndex());
}

} // namespace mathtts
