// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sharing.h"
#include "ui/speech.h"

#include <QSettings>

#include <functional>
#include <memory>

class QWidget;

namespace mathtts
{

/*! What somebody answers who is asked about changes that are not saved. */
enum class ChangesAnswer { save, discard, cancel };

/*! What the window takes from outside: the voice, the service, the memory, and answers that a person or the system
 * gives. A test gives them instead. */
struct Surroundings {
    std::unique_ptr<Speech> speech;
    std::unique_ptr<Sharing> sharing;
    std::unique_ptr<QSettings> store;
    QString rules; ///< the file or folder of the user's own rules; empty: none
    /*! The path, or empty when nothing was chosen. */
    std::function<QString(QWidget *, const QString &title, const QString &suggestion, const QString &filters)>
        askSaveName;
    std::function<QString(QWidget *, const QString &title, const QString &folder, const QString &filters)> askOpenName;
    std::function<ChangesAnswer(QWidget *, const QString &question)> askAboutChanges;
    std::function<bool()> isScreenReaderActive;
};

/*! Real dialogs, the user's settings, the system's screen reader. */
Surroundings makeSurroundings(std::unique_ptr<Speech> speech, std::unique_ptr<Sharing> sharing);

} // namespace mathtts
