// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "ui/appearance.h"
#include "ui/sharing.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

class QSettings;

namespace mathtts
{

/*! Who says the reading: with automatic, a screen reader that is running, else our voice. */
enum class OwnVoice { automatic, always, never };

/*! What the window remembers from one start to the next. */
struct Settings {
    QString style = QStringLiteral("natural");
    Verbosity verbosity = Verbosity::medium;
    Listener listener = Listener::blind;
    Audience audience = Audience::highSchool;
    QString voice; ///< VoiceInfo::id; empty: the best for the language
    int rate = 100;
    int zoom = 100; ///< percent
    ColorScheme colors = ColorScheme::system;
    OwnVoice ownVoice = OwnVoice::automatic;
    SharingWishes sharing;
    QStringList recentFiles;    ///< newest first
    QStringList recentFormulas; ///< newest first
    QString folder;             ///< of the last file
    QByteArray geometry;
    QByteArray panes;

    /*! Values that make no sense are replaced by the defaults. */
    static Settings load(const QSettings &store);
    void save(QSettings &store) const;

    [[nodiscard]] Options options() const;
};

/*! Puts \a entry first in \a list, once, and keeps at most \a most entries. */
void remember(QStringList &list, const QString &entry, qsizetype most);

} // namespace mathtts
