// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/redis/client.h"
#include "service/storage/database.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

/*! In a child: even a test that crashes leaves no server behind. */
inline void endWithTheTest(int signal)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, signal);
#else
    Q_UNUSED(signal);
#endif
}

/*! A PostgreSQL of the test's own, on a Unix socket in a temporary folder. It refuses to be root, so that a test that
 *  is root starts it as the user of its Debian package. */
class PostgresqlServer
{
public:
    ~PostgresqlServer() { kill(); }

    static QString programs()
    {
        QStringList versions = QDir("/usr/lib/postgresql").entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (auto version = versions.rbegin(); version != versions.rend(); ++version)
            if (QFile::exists("/usr/lib/postgresql/" + *version + "/bin/initdb"))
                return "/usr/lib/postgresql/" + *version + "/bin/";
        return {};
    }
    static bool isInstalled() { return !programs().isEmpty() && (geteuid() != 0 || getpwnam("postgres")); }

    bool start()
    {
        if (!m_folder.isValid()) return false;
        if (geteuid() == 0) {
            const passwd *user = getpwnam("postgres");
            if (chown(m_folder.path().toLocal8Bit().constData(), user->pw_uid, user->pw_gid) != 0) return false;
        }
        QProcess make;
        prepare(make);
        make.start(programs() + "initdb",
                   {"-D", data(), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync"});
        if (!make.waitForFinished(60000) || make.exitCode() != 0) {
            qWarning() << make.readAllStandardError();
            return false;
        }
        return restart();
    }

    bool restart()
    {
        prepare(m_process);
        m_process.start(programs() + "postgres", {"-D", data(), "-k", m_folder.path(), "-c", "listen_addresses=", "-c",
                                                  "max_connections=60", "-c", "shared_buffers=16MB"});
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 30000) {
            if (mathtts::storage::Database::openAsIs(location())) return true;
            QThread::msleep(100);
        }
        qWarning() << m_process.readAll();
        return false;
    }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning) return;
        ::kill(static_cast<pid_t>(m_process.processId()), SIGQUIT); // at once, as after a crash
        m_process.waitForFinished(10000);
    }

    [[nodiscard]] mathtts::storage::Location location() const
    {
        return {.dialect = mathtts::storage::Dialect::postgresql,
                .file = {},
                .host = m_folder.path().toStdString(),
                .database = "postgres",
                .user = "test"};
    }
    [[nodiscard]] QString url() const { return "postgresql://test@/postgres?host=" + m_folder.path(); }

private:
    [[nodiscard]] QString data() const { return m_folder.path() + "/data"; }

    static void prepare(QProcess &process)
    {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory("/");
        process.setChildProcessModifier([] {
            if (geteuid() == 0) {
                const passwd *user = getpwnam("postgres");
                if (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(1);
            }
            endWithTheTest(SIGQUIT);
        });
    }

    QTemporaryDir m_folder{QDir::tempPath() + "/mathtts-pg-XXXXXX"};
    QProcess m_process;
};

/*! A Valkey (or Redis) of the test's own, on a Unix socket in a temporary folder. */
class ValkeyServer
{
public:
    ~ValkeyServer() { kill(); }

    static QString program()
    {
        const QString valkey = QStandardPaths::findExecutable("valkey-server");
        return valkey.isEmpty() ? QStandardPaths::findExecutable("redis-server") : valkey;
    }
    static bool isInstalled() { return !program().isEmpty(); }

    bool start()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setWorkingDirectory(m_folder.path());
        m_process.setChildProcessModifier([] { endWithTheTest(SIGKILL); });
        m_process.start(program(), {"--port", "0", "--unixsocket", socket(), "--save", "", "--appendonly", "no",
                                    "--requirepass", "test-password"});
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 10000) {
            mathtts::redis::Client client(*mathtts::redis::parseAddress(url().toStdString()));
            if (client.ping()) return true;
            QThread::msleep(50);
        }
        qWarning() << m_process.readAll();
        return false;
    }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning) return;
        if (m_isStopped) resume();
        m_process.kill();
        m_process.waitForFinished(10000);
    }
    /*! It hangs: it takes connections and answers nothing. */
    void stop()
    {
        m_isStopped = true;
        ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
    }
    void resume()
    {
        m_isStopped = false;
        ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
    }

    [[nodiscard]] QString url() const { return "unix://:test-password@" + socket(); }

private:
    [[nodiscard]] QString socket() const { return m_folder.path() + "/socket"; }

    QTemporaryDir m_folder;
    QProcess m_process;
    bool m_isStopped = false;
};
