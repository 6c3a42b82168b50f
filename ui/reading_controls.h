// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"

#include <QWidget>

class QComboBox;

namespace mathtts
{

/*! How the formula is read: style, detail, listener and level. */
class ReadingControls : public QWidget
{
    Q_OBJECT

public:
    explicit ReadingControls(QWidget *parent = nullptr);

    /*! The styles to choose from; those of the engine until then. */
    void setSpeechStyles(const QStringList &styles);
    void setSpeechStyle(const QString &style);
    void setVerbosity(Verbosity verbosity);
    void setListener(Listener listener);
    void setAudience(Audience audience);
    [[nodiscard]] QString speechStyle() const;
    [[nodiscard]] Verbosity verbosity() const;
    [[nodiscard]] Listener listener() const;
    [[nodiscard]] Audience audience() const;

Q_SIGNALS:
    /*! The user chose something else. */
    void changed();

private:
    QComboBox *add(const QString &objectName, const QString &label, const QString &description,
                   const QStringList &choices);

    QComboBox *m_style;
    QComboBox *m_verbosity;
    QComboBox *m_listener;
    QComboBox *m_audience;
};

} // namespace mathtts
