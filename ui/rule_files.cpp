// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rule_files.h"

#include <QDir>
#include <QFileInfo>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
constexpr auto quiet = 200ms;
}

RuleFiles::RuleFiles(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    if (m_path.isEmpty()) return;
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        watch(); // a file that was replaced is another one
        Q_EMIT changed();
    });
    for (const auto change : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&m_watcher, change, &m_quiet, qOverload<>(&QTimer::start));
    watch();
}

void RuleFiles::watch()
{
    QStringList wanted;
    if (const QFileInfo info(m_path); info.isDir()) {
        const QFileInfoList files = QDir(m_path).entryInfoList({u"*.rules"_s}, QDir::Files);
        for (const QFileInfo &file : files)
            wanted << file.absoluteFilePath();
        wanted << info.absoluteFilePath();
    } else { // the folder that it will be in, or the nearest one that is there
        if (info.isFile()) wanted << info.absoluteFilePath();
        QString folder = info.absolutePath();
        while (!QFileInfo::exists(folder) && folder != QFileInfo(folder).absolutePath())
            folder = QFileInfo(folder).absolutePath();
        wanted << folder;
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString &path : watched)
        if (!wanted.contains(path)) m_watcher.removePath(path);
    m_watcher.addPaths(wanted);
}

} // namespace mathtts
