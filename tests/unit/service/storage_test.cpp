// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text.h"
#include "servers.h"
#include "service/storage/backup.h"
#include "service/storage/database.h"
#include "service/storage/migrations.h"
#include "service/storage/rules.h"

#include <QFileInfo>
#include <QTest>

#include <sys/mount.h>

#include <atomic>
#include <cstdio>
#include <set>
#include <thread>

using namespace mathtts::storage;

namespace
{

std::unique_ptr<Database> opened(const Location &location)
{
    auto database = Database::open(location);
    if (!database) qFatal("%s", database.error().detail.c_str());
    return std::move(*database);
}

std::expected<void, Error> put(Database &database, const std::string &name, const std::string &value)
{
    return database.write([&](Connection &connection) -> std::expected<void, Error> {
        connection.change("INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
                          "excluded.value",
                          {name, value});
        return {};
    });
}

std::expected<std::string, Error> get(Database &database, const std::string &name)
{
    return database.look([&](Connection &connection) -> std::expected<std::string, Error> {
        const auto rows = connection.rows("SELECT value FROM facts WHERE name = ?", {name});
        return rows.empty() ? std::string() : rows.front().text(0);
    });
}

std::int64_t number(Database &database, const std::string &sql)
{
    const auto result = database.look([&](Connection &connection) -> std::expected<std::int64_t, Error> {
        return connection.rows(sql).front().number(0);
    });
    return result ? *result : -1;
}

/*! An account and its key, together or not at all. */
void putAccount(Connection &connection, const std::string &id)
{
    connection.change("INSERT INTO users (id, username, username_key, role, is_active, is_verified, is_demo, "
                      "password_hash, created_at, updated_at) VALUES (?, ?, ?, 'user', 1, 0, 0, 'x', 1, 1)",
                      {id, id, id});
    connection.change("INSERT INTO api_keys (id, user_id, name, prefix, key_hash, created_at) "
                      "VALUES (?, ?, 'key', ?, 'x', 1)",
                      {"k" + id, id, id});
}

/*! What the process that gets killed does: accounts without end, each named on standard output when it is kept. */
int writeAccounts(const std::string &file, const std::string &start)
{
    const auto database = Database::open({.file = file});
    if (!database) return 1;
    for (int i = 0; i < 1'000'000; ++i) {
        const std::string id = mathtts::formatted("{}-{}", start, i);
        const auto done = (*database)->write([&](Connection &connection) -> std::expected<void, Error> {
            putAccount(connection, id);
            return {};
        });
        if (!done) return 1;
        std::printf("%s\n", id.c_str());
        std::fflush(stdout);
    }
    return 0;
}

/*! Throws a small file system away when it goes out of scope. */
struct SmallDisk {
    QTemporaryDir folder;
    bool isMounted = false;
    explicit SmallDisk(const char *size)
    {
        isMounted = ::mount("tmpfs", folder.path().toLocal8Bit().constData(), "tmpfs", 0,
                            mathtts::formatted("size={}", size).c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (isMounted) ::umount2(folder.path().toLocal8Bit().constData(), MNT_DETACH);
    }
};

} // namespace

class StorageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath("test.sqlite").toStdString();
    }

    void locations()
    {
        QCOMPARE(parseLocation("", "/data")->file, "/data/mathtts.sqlite");
        QCOMPARE(parseLocation("sqlite:///a/b.db", "")->file, "a/b.db");
        QCOMPARE(parseLocation("sqlite:////a/b.db", "")->file, "/a/b.db");
        const auto location = parseLocation("postgresql+asyncpg://ana:p%40ss@db.example:6000/maths", "");
        QVERIFY(location->dialect == Dialect::postgresql);
        QCOMPARE(location->host, "db.example");
        QCOMPARE(location->port, 6000);
        QCOMPARE(location->database, "maths");
        QCOMPARE(location->user, "ana");
        QCOMPARE(location->password, "p@ss");
        QCOMPARE(parseLocation("postgres://u@/d?host=/run/pg", "")->host, "/run/pg");
        for (const char *wrong : {"mysql://a/b", "postgresql://host", "sqlite:", "sqlite:///", "nonsense"}) {
            const auto result = parseLocation(wrong, "");
            QVERIFY2(!result, wrong);
        }
        QVERIFY(!QString::fromStdString(parseLocation("postgresql://a:geheim@h", "").error()).contains("geheim"));
    }

    void theFileIsPrivate()
    {
        const auto database = opened({.file = m_file});
        QVERIFY(put(*database, "a", "b"));
        for (const char *suffix : {"", "-wal", "-shm"}) {
            const QFileInfo file(QString::fromStdString(m_file + suffix));
            QVERIFY2(file.exists(), suffix);
            QVERIFY2(
                !(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)),
                suffix);
        }
    }

    void migrationsGoUpwardStepByStep()
    {
        int last = 0;
        for (const Migration &step : migrations()) {
            QCOMPARE(step.number, last + 1); // no gaps, in order
            last = step.number;
        }
        const auto database = Database::openAsIs({.file = m_file});
        QVERIFY(database);
        QCOMPARE(*schemaNumber(**database), 0);
        for (const Migration &step : migrations()) {
            QVERIFY(migrate(**database, step.number));
            QCOMPARE(*schemaNumber(**database), step.number);
            if (step.number == 1) // data of the first version lives through all that follow
                QVERIFY((*database)->write([](Connection &connection) -> std::expected<void, Error> {
                    putAccount(connection, "ana");
                    return {};
                }));
        }
        QVERIFY(migrate(**database));
        QCOMPARE(number(**database, "SELECT COUNT(*) FROM users WHERE id = 'ana'"), 1);
        QCOMPARE(number(**database, "SELECT COUNT(*) FROM api_keys"), 1);
        QCOMPARE(number(**database, "SELECT COUNT(*) FROM schema_migrations"), static_cast<std::int64_t>(last));
    }

    void tablesAreStrict()
    {
        const auto database = opened({.file = m_file});
        QCOMPARE(number(*database, "SELECT COUNT(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                   "AND name NOT LIKE 'sqlite_%' AND strict = 0"),
                 0);
    }

    void serversThatStartTogetherMigrateOnce()
    {
        std::vector<std::thread> servers;
        std::atomic<int> good = 0;
        for (int i = 0; i < 6; ++i)
            servers.emplace_back([&] { good += Database::open({.file = m_file}) ? 1 : 0; });
        for (std::thread &server : servers)
            server.join();
        QCOMPARE(good.load(), 6);
    }

    void aNewerDatabaseIsLeftAlone()
    {
        {
            const auto database = opened({.file = m_file});
            QVERIFY(database->write([](Connection &connection) -> std::expected<void, Error> {
                connection.change("INSERT INTO schema_migrations (number, name, applied_at) VALUES (9999, 'x', 1)");
                return {};
            }));
        }
        const auto database = Database::open({.file = m_file});
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::newer);
    }

    void damagedFilesAreNamed()
    {
        QFile file(QString::fromStdString(m_file));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(10000, 'x'));
        file.close();
        const auto database = Database::open({.file = m_file});
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::damaged);
        const auto missing = Database::open({.file = "/nowhere/at/all.sqlite"});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::unavailable);
    }

    void valuesAreNeverCode_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"'; DROP TABLE facts; --", "\" OR 1=1 --", "' OR ''='", "?", "??", ":name", "$1", "%",
                                 "\\", "\\'", "'||(SELECT 1)||'", "Robert'); DELETE FROM users;--", "日本語 𝛼"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void valuesAreNeverCode()
    {
        QFETCH(QString, text);
        const auto database = opened({.file = m_file});
        const std::string value = text.toStdString();
        QVERIFY(put(*database, value, value));
        QCOMPARE(*get(*database, value), value);
        QCOMPARE(number(*database, "SELECT COUNT(*) FROM facts"), 1);
    }

    void anErrorUndoesEverything()
    {
        const auto database = opened({.file = m_file});
        const auto undone = database->write([](Connection &connection) -> std::expected<void, Error> {
            putAccount(connection, "ana");
            return std::unexpected(Error{ErrorCode::failed, "changed my mind"});
        });
        QCOMPARE(undone.error().detail, "changed my mind");
        const auto conflict = database->write([](Connection &connection) -> std::expected<void, Error> {
            putAccount(connection, "ana");
            putAccount(connection, "ana");
            return {};
        });
        QCOMPARE(conflict.error().code, ErrorCode::conflict);
        QCOMPARE(number(*database, "SELECT COUNT(*) FROM users"), 0);
        QVERIFY(put(*database, "a", "b")); // and life goes on
    }

    void readersDoNotWaitForTheWriter()
    {
        const auto database = opened({.file = m_file});
        QVERIFY(put(*database, "a", "old"));
        QVERIFY(database->write([&](Connection &connection) -> std::expected<void, Error> {
            connection.change("UPDATE facts SET value = 'new'");
            QElapsedTimer timer;
            timer.start();
            if (*get(*database, "a") != "old" || timer.elapsed() > 500)
                return std::unexpected(Error{ErrorCode::failed, "a reader saw half a transaction, or waited"});
            return {};
        }));
        QCOMPARE(*get(*database, "a"), "new");
    }

    void manyThreadsLoseNothing()
    {
        const auto database = opened({.file = m_file});
        QVERIFY(put(*database, "count", "0"));
        std::vector<std::thread> threads;
        std::atomic<int> failures = 0;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 25; ++i) {
                    const auto done = database->write([](Connection &connection) -> std::expected<void, Error> {
                        const auto rows = connection.rows("SELECT value FROM facts WHERE name = 'count'");
                        connection.change("UPDATE facts SET value = ? WHERE name = 'count'",
                                          {std::to_string(std::stoi(rows.front().text(0)) + 1)});
                        return {};
                    });
                    failures += done ? 0 : 1;
                    failures += get(*database, "count") ? 0 : 1;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(*get(*database, "count"), "200");
    }

    void aKilledProcessLosesNoAccountAndHalvesNone()
    {
        std::set<std::string> kept;
        for (int round = 0; round < 6; ++round) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(),
                          {"--write-accounts", QString::fromStdString(m_file), QString::number(round)});
            QVERIFY(process.waitForReadyRead(20000));
            QThread::msleep(static_cast<unsigned long>(37 * round + 5));
            process.kill();
            process.waitForFinished();
            for (const QByteArray &line : process.readAllStandardOutput().split('\n'))
                if (line.contains('-')) kept.insert(line.toStdString());
            if (!kept.empty()) kept.erase(std::prev(kept.end())); // the last line may be half
        }
        QVERIFY(kept.size() > 10);
        const auto database = opened({.file = m_file});
        QCOMPARE(number(*database, "SELECT COUNT(*) FROM users"), number(*database, "SELECT COUNT(*) FROM api_keys"));
        for (const std::string &id : kept) {
            const auto rows = database->look([&](Connection &connection) -> std::expected<std::int64_t, Error> {
                return connection
                    .rows("SELECT COUNT(*) FROM users u JOIN api_keys k ON k.user_id = u.id WHERE u.id = ?", {id})
                    .front()
                    .number(0);
            });
            QVERIFY2(rows && *rows == 1, id.c_str());
        }
        QVERIFY(backup(*database, m_file + ".backup")); // its integrity is checked on the way back
        QVERIFY(restore(*database, m_file + ".backup"));
    }

    void aFullDiskIsNamedAndLeavesOrder()
    {
        const SmallDisk disk("400k");
        if (!disk.isMounted) QSKIP("needs the right to mount a small file system");
        const std::string file = disk.folder.filePath("full.sqlite").toStdString();
        const auto database = opened({.file = file});
        QVERIFY(put(*database, "a", "small"));
        std::expected<void, Error> result;
        for (int i = 0; i < 1000 && result; ++i)
            result = put(*database, std::to_string(i), std::string(4000, 'x'));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::full);
        QCOMPARE(*get(*database, "a"), "small");
        const auto tooBig = backup(*database, disk.folder.filePath("backup").toStdString());
        QVERIFY(!tooBig);
        QVERIFY(!QFile::exists(disk.folder.filePath("backup")));
    }

    void aReadOnlyDatabaseIsNamed()
    {
        {
            QVERIFY(put(*opened({.file = m_file}), "a", "b"));
        }
        const QString folder = m_folder->path();
        QFile::setPermissions(QString::fromStdString(m_file), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const bool isRoot = geteuid() == 0;
        if (isRoot) QCOMPARE(seteuid(65534), 0);
        const auto database = Database::open({.file = m_file});
        if (isRoot) QCOMPARE(seteuid(0), 0);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::readOnly);

        QFile::setPermissions(QString::fromStdString(m_file), QFile::ReadOwner | QFile::WriteOwner);
        const auto reader = Database::open({.file = m_file, .isReadOnly = true});
        QVERIFY(reader);
        QCOMPARE(*get(**reader, "a"), "b");
        QCOMPARE(put(**reader, "a", "c").error().code, ErrorCode::readOnly);
    }

    void backupsAreWholeWhileOthersWrite()
    {
        const auto database = opened({.file = m_file});
        std::atomic<bool> stop = false;
        std::thread writer([&] {
            for (int i = 0; !stop; ++i)
                (void)database->write([&](Connection &connection) -> std::expected<void, Error> {
                    putAccount(connection, std::to_string(i));
                    return {};
                });
        });
        const std::string file = m_folder->filePath("backup").toStdString();
        QThread::msleep(50);
        const auto done = backup(*database, file);
        const std::int64_t then = number(*database, "SELECT COUNT(*) FROM users");
        stop = true;
        writer.join();
        QVERIFY2(done.has_value(), done ? "" : done.error().detail.c_str());
        QVERIFY(!(QFile::permissions(QString::fromStdString(file)) & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(QDir(m_folder->path()).entryList({"*.part*"}).size(), 0);

        const auto copy = opened({.file = m_folder->filePath("other.sqlite").toStdString()});
        QVERIFY(put(*copy, "left", "over"));
        QVERIFY(restore(*copy, file));
        const std::int64_t users = number(*copy, "SELECT COUNT(*) FROM users");
        QVERIFY(users > 0 && users <= then);
        QCOMPARE(number(*copy, "SELECT COUNT(*) FROM api_keys"), users);
        QCOMPARE(*get(*copy, "left"), "");
    }

    void whatIsNoBackupChangesNothing()
    {
        const auto database = opened({.file = m_file});
        QVERIFY(put(*database, "a", "b"));
        const QString file = m_folder->filePath("nonsense");
        QFile nonsense(file);
        QVERIFY(nonsense.open(QFile::WriteOnly));
        nonsense.write("no database at all, but long enough to be looked at");
        nonsense.close();
        QVERIFY(!restore(*database, file.toStdString()));
        QVERIFY(!restore(*database, "/nowhere"));
        {
            QVERIFY(Database::openAsIs({.file = m_folder->filePath("empty").toStdString()}));
        }
        QVERIFY(!restore(*database, m_folder->filePath("empty").toStdString()));
        QCOMPARE(*get(*database, "a"), "b");

        // A whole file with a torn page inside.
        QVERIFY(database->write([](Connection &connection) -> std::expected<void, Error> {
            for (int i = 0; i < 2000; ++i)
                putAccount(connection, std::to_string(i));
            return {};
        }));
        const QString torn = m_folder->filePath("torn");
        QVERIFY(backup(*database, torn.toStdString()));
        QFile page(torn);
        QVERIFY(page.open(QFile::ReadWrite));
        page.seek(page.size() / 2 / 4096 * 4096);
        page.write(QByteArray(4096, '\x55'));
        page.close();
        QVERIFY(!restore(*database, torn.toStdString()));
        QCOMPARE(number(*database, "SELECT COUNT(*) FROM users"), 2000);
    }

    void overlayRules()
    {
        const auto database = opened({.file = m_file});
        QCOMPARE(loadRules(*database)->revision, 0);
        const auto saved =
            saveRule(*database, {.name = "halves", .style = "natural", .locale = "en", .source = "rule x"});
        QVERIFY(saved && *saved && !(*saved)->id.empty() && (*saved)->createdAt > 0);
        OverlayRule rule = **saved;
        rule.isEnabled = false;
        rule.source = "rule y";
        QVERIFY(*saveRule(*database, rule));
        const auto all = loadRules(*database);
        QCOMPARE(all->revision, 2);
        QCOMPARE(all->rules.size(), 1U);
        QCOMPARE(all->rules.front().source, "rule y");
        QVERIFY(!all->rules.front().isEnabled);
        QCOMPARE(all->rules.front().createdAt, rule.createdAt);
        QCOMPARE((*findRule(*database, rule.id))->name, "halves");
        rule.id = "nobody";
        QVERIFY(!*saveRule(*database, rule));
        QVERIFY(!*findRule(*database, "nobody"));
        QVERIFY(!*removeRule(*database, "nobody"));
        QCOMPARE(*rulesRevision(*database), 2);
        QVERIFY(*removeRule(*database, all->rules.front().id));
        QCOMPARE(*rulesRevision(*database), 3);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 4 && std::string_view(argv[1]) == "--write-accounts") return writeAccounts(argv[2], argv[3]);
    StorageTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "storage_test.moc"
