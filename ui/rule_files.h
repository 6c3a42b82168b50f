// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace mathtts
{

/*!
 * Tells when the files of the user's own rules change: one file, or those of a folder, which need not be there yet.
 * Editors write a file in several steps, and put another one in its place: several changes are told once, when it has
 * been quiet for a moment.
 */
class RuleFiles : public QObject
{
    Q_OBJECT

public:
    /*! With an empty \a path there is nothing to tell. */
    explicit RuleFiles(QString path, QObject *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; }

Q_SIGNALS:
    void changed();

private:
    void watch();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

} // namespace mathtts
