// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surroundings.h"

#include "user_rules/user_rules.h"

#include <QAccessible>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QRegularExpression>

namespace mathtts
{

namespace
{
/*! "MP3 (*.mp3)" to "mp3". */
QString endingOf(const QString &filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.(\\w+)"));
    return pattern.match(filter).captured(1);
}

QString askSaveName(QWidget *parent, const QString &title, const QString &suggestion, const QString &filters)
{
    QString filter;
    QString path = QFileDialog::getSaveFileName(parent, title, suggestion, filters, &filter);
    if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty()) path += u'.' + endingOf(filter);
    return path;
}

ChangesAnswer askAboutChanges(QWidget *parent, const QString &question)
{
    using Box = QMessageBox;
    switch (Box::warning(parent, QString(), question, Box::Save | Box::Discard | Box::Cancel, Box::Save)) {
    case Box::Save: return ChangesAnswer::save;
    case Box::Discard: return ChangesAnswer::discard;
    default: return ChangesAnswer::cancel;
    }
}
} // namespace

Surroundings makeSurroundings(std::unique_ptr<Speech> speech, std::unique_ptr<Sharing> sharing)
{
    Surroundings surroundings;
    surroundings.speech = std::move(speech);
    surroundings.sharing = std::move(sharing);
    surroundings.store = std::make_unique<QSettings>();
    surroundings.rules = QString::fromStdString(userRulesPath().string());
    surroundings.askSaveName = askSaveName;
    surroundings.askOpenName = [](QWidget *parent, const QString &title, const QString &folder,
                                  const QString &filters) {
        return QFileDialog::getOpenFileName(parent, title, folder, filters);
    };
    surroundings.askAboutChanges = askAboutChanges;
    surroundings.isScreenReaderActive = [] { return QAccessible::isActive(); };
    return surroundings;
}

} // namespace mathtts
