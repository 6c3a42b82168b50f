// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers.h"
#include "service/accounts/accounts.h"
#include "service/accounts/names.h"
#include "service/accounts/recent.h"
#include "service/accounts/secret.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace mathtts;
using namespace mathtts::accounts;

namespace
{

constexpr auto home = "192.0.2.1";
constexpr auto elsewhere = "198.51.100.9";

/*! bcrypt of "correct horse", cost 4, as libxcrypt writes it. */
constexpr auto imported = "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";

QByteArray part(std::string_view token, int index)
{
    return QByteArray(token.data(), static_cast<qsizetype>(token.size())).split('.').at(index);
}

QJsonObject decoded(std::string_view token, int index)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(part(token, index), QByteArray::Base64UrlEncoding)).object();
}

std::string encoded(const QJsonObject &object)
{
    return QJsonDocument(object)
        .toJson(QJsonDocument::Compact)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

/*! A token with a signature by \a secret that is right in itself. */
std::string forged(const QJsonObject &header, const QJsonObject &payload, const std::string &secret)
{
    const std::string text = encoded(header) + '.' + encoded(payload);
    return text + '.' +
           QMessageAuthenticationCode::hash(QByteArray::fromStdString(text), QByteArray::fromStdString(secret),
                                            QCryptographicHash::Sha256)
               .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
               .toStdString();
}

} // namespace

/*! The accounts on SQLite, or, with MATHTTS_TEST_DATABASE=postgresql, on a PostgreSQL of the test's own. */
class AccountsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (qEnvironmentVariable("MATHTTS_TEST_DATABASE") != "postgresql") return;
        if (!PostgresqlServer::isInstalled()) QSKIP("PostgreSQL is not installed");
        m_server = std::make_unique<PostgresqlServer>();
        QVERIFY(m_server->start());
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_now = wallMilliseconds();
        m_settings = {};
        m_settings.data = m_folder->path().toStdString();
        m_settings.jwtSecretKey = secret;
        storage::Location location{.file = m_folder->filePath("test.sqlite").toStdString()};
        if (m_server) location = m_server->location();
        auto database = storage::Database::open(location);
        QVERIFY(database);
        m_database = std::move(*database);
        QVERIFY(m_database->write([](storage::Connection &connection) -> std::expected<void, storage::Error> {
            for (const char *table : {"users", "login_failures", "facts"})
                connection.change(std::string("DELETE FROM ") + table);
            return {};
        }));
        open();
    }
    void cleanup()
    {
        m_accounts.reset();
        m_database.reset();
    }

    // -- users

    void usersAreUniqueWhateverTheirCase()
    {
        const auto ana = users().add({.username = "Ana", .password = "correct horse", .email = "Ana@school.example"});
        QVERIFY(ana);
        QVERIFY(ana->isActive && !ana->isVerified && ana->role == Role::user);
        const auto again = users().add({.username = "aNA", .password = "correct horse"});
        QCOMPARE(again.error().code, AccountErrorCode::taken);
        QCOMPARE(again.error().field, "username");
        const auto mail =
            users().add({.username = "other", .password = "correct horse", .email = "ana@SCHOOL.example"});
        QCOMPARE(mail.error().field, "email");
        QVERIFY(users().add({.username = "Ｂｅｎ", .password = "correct horse"})); // full width
        QCOMPARE(users().add({.username = "ben", .password = "correct horse"}).error().code, AccountErrorCode::taken);
        QCOMPARE(users().findByName("ANA")->id, ana->id);
    }

    void parallelRegistrationsMakeOne()
    {
        std::atomic<int> made = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back(
                [&] { made += users().add({.username = "ana", .password = "correct horse"}) ? 1 : 0; });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(made.load(), 1);
        QCOMPARE(*users().count(), 1);
    }

    void wrongValuesNameTheirField_data()
    {
        QTest::addColumn<QString>("username");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("field");
        QTest::newRow("short name") << "ab" << "correct horse" << "" << "username";
        QTest::newRow("long name") << QString(65, 'a') << "correct horse" << "" << "username";
        QTest::newRow("blank") << "a b c" << "correct horse" << "" << "username";
        QTest::newRow("NUL") << QString("abc") + QChar(0) << "correct horse" << "" << "username";
        QTest::newRow("right to left") << QString("abc") + QChar(0x202E) << "correct horse" << "" << "username";
        QTest::newRow("header") << "abc\r\nX-A: b" << "correct horse" << "" << "username";
        QTest::newRow("sql") << "a'; DROP TABLE users; --" << "correct horse" << "" << "username";
        QTest::newRow("short password") << "ana" << "short" << "" << "password";
        QTest::newRow("long password") << "ana" << QString(129, 'x') + "y" << "" << "password";
        QTest::newRow("name as password") << "ana-maria" << "ANA-maria" << "" << "password";
        QTest::newRow("one letter") << "ana" << "aaaaaaaaaa" << "" << "password";
        QTest::newRow("email") << "ana" << "correct horse" << "ana" << "email";
        QTest::newRow("email blank") << "ana" << "correct horse" << "a b@c" << "email";
    }
    void wrongValuesNameTheirField()
    {
        QFETCH(QString, username);
        QFETCH(QString, typed);
        QFETCH(QString, email);
        QFETCH(QString, field);
        const auto user = users().add(
            {.username = username.toStdString(), .password = typed.toStdString(), .email = email.toStdString()});
        QVERIFY(!user);
        QCOMPARE(user.error().code, AccountErrorCode::invalidValue);
        QCOMPARE(user.error().field, field.toStdString());
    }

    void brokenUtf8IsNoNameAndNoPassword()
    {
        QVERIFY(!checkUsername("abc\xff"));
        QVERIFY(!checkUsername("abc\xed\xa0\x80"));
        QVERIFY(!checkPassword("correct \xff horse", "ana", 8));
    }

    void listsHavePages()
    {
        for (int i = 0; i < 12; ++i)
            QVERIFY(users().add({.username = "user" + std::to_string(10 + i),
                                 .passwordHash = imported,
                                 .role = i < 3 ? Role::admin : Role::user}));
        QVERIFY(users().add({.username = "x_y", .passwordHash = imported}));
        const auto page = users().list({.offset = 10, .limit = 2});
        QCOMPARE(page->total, 13);
        QCOMPARE(page->users.size(), 2U);
        QCOMPARE(page->users[0].username, "user20");
        QCOMPARE(users().list({.role = Role::admin})->total, 3);
        QCOMPARE(users().list({.search = "SER1"})->total, 10);
        QCOMPARE(users().list({.search = "x_"})->total, 1); // no wildcard
        QCOMPARE(users().list({.search = "%"})->total, 0);
        QCOMPARE(users().list({.search = "' OR 1=1 --"})->total, 0);
        QCOMPARE(users().list({.limit = 100'000'000})->users.size(), 13U);
    }

    void thereIsAlwaysAnAdministrator()
    {
        const auto first = users().add({.username = "first", .passwordHash = imported, .role = Role::admin});
        const auto second = users().add({.username = "second", .passwordHash = imported, .role = Role::admin});
        QVERIFY(users().setActive(second->id, false));
        QCOMPARE(users().setActive(first->id, false).error().code, AccountErrorCode::lastAdministrator);
        QCOMPARE(users().setRole(first->id, Role::user).error().code, AccountErrorCode::lastAdministrator);
        QCOMPARE(users().remove(first->id).error().code, AccountErrorCode::lastAdministrator);
        QCOMPARE(users().find(first->id)->role, Role::admin);
        QVERIFY(users().setActive(second->id, true));
        QVERIFY(users().remove(first->id));
        QCOMPARE(users().find(first->id).error().code, AccountErrorCode::notFound);
        QCOMPARE(users().remove("nobody").error().code, AccountErrorCode::notFound);
    }

    void twoAdministratorsCannotRemoveEachOtherAtOnce()
    {
        const auto a = users().add({.username = "first", .passwordHash = imported, .role = Role::admin});
        const auto b = users().add({.username = "second", .passwordHash = imported, .role = Role::admin});
        std::thread one([&] { (void)users().remove(a->id); });
        std::thread two([&] { (void)users().remove(b->id); });
        one.join();
        two.join();
        QCOMPARE(*users().count(), 1);
    }

    void theFirstAdministrator()
    {
        const auto old = users().makeSetUpToken();
        const auto token = users().makeSetUpToken();
        QVERIFY(*token && **token != **old);
        const NewUser ana{.username = "ana", .password = "correct horse"};
        QCOMPARE(users().setUp(**old, ana).error().code, AccountErrorCode::invalidToken);
        QCOMPARE(users().setUp("", ana).error().code, AccountErrorCode::invalidToken);
        QCOMPARE(users().setUp(**token, {.username = "ana", .password = "x"}).error().code,
                 AccountErrorCode::invalidValue);
        const auto made = users().setUp(**token, ana);
        QVERIFY(made);
        QCOMPARE(made->role, Role::admin);
        QCOMPARE(users().setUp(**token, {.username = "eve", .password = "correct horse"}).error().code,
                 AccountErrorCode::alreadySetUp);
        QVERIFY(!*users().makeSetUpToken());
    }

    void demoAccounts()
    {
        QVERIFY(!*users().hasDemo());
        QCOMPARE(users().addDemo()->size(), 3U);
        QCOMPARE(users().addDemo()->size(), 0U);
        QVERIFY(*users().hasDemo());
        for (const DemoAccount &account : accounts::demoAccounts()) {
            const auto login = sessions().login(account.username, account.password, home);
            QVERIFY(login);
            QCOMPARE(login->user.role, account.role);
        }
    }

    // -- passwords

    void passwordsAreArgon2id()
    {
        Passwords passwords;
        const std::string hash = passwords.hash("correct horse");
        QVERIFY2(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), hash.c_str());
        QVERIFY(hash != passwords.hash("correct horse")); // salted
        QVERIFY(passwords.matches("correct horse", hash));
        QVERIFY(!passwords.matches("correct horsf", hash));
        QVERIFY(!passwords.matches("", hash));
        QVERIFY(!passwords.isOutdated(hash));
        QVERIFY(Passwords({.memoryKib = 32768, .iterations = 2}).isOutdated(hash));
        // The same password from another keyboard: composed and decomposed.
        QVERIFY(passwords.matches("caf\xC3\xA9 caf\xC3\xA9", passwords.hash("cafe\xCC\x81 cafe\xCC\x81")));
        for (const char *bad :
             {"", "x", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2id$v=19$m=0,t=0,p=0$a$b",
              "$argon2id$v=19$m=99999999999,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
              "$argon2id$v=19$m=4000000,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "$2b$31$abc"}) {
            QElapsedTimer timer;
            timer.start();
            QVERIFY2(!passwords.matches("correct horse", bad), bad);
            QVERIFY2(timer.elapsed() < 500, bad);
        }
    }

    void importedHashesAreReplacedAtTheFirstLogin()
    {
        QVERIFY(!Passwords::isKnownKind("5f4dcc3b5aa765d61d8327deb882cf99"));
        QCOMPARE(users().add({.username = "old", .passwordHash = "md5"}).error().field, "password");
        const auto user = users().add({.username = "old", .passwordHash = imported});
        QVERIFY(user);
        QVERIFY(!sessions().login("old", "wrong horse", home));
        QCOMPARE(storedHash(user->id), imported);
        QVERIFY(sessions().login("old", "correct horse", home));
        QVERIFY(storedHash(user->id).starts_with("$argon2id$"));
        QVERIFY(sessions().login("old", "correct horse", home));
    }

    void aHigherCostIsTakenAtTheNextLogin()
    {
        const std::string id = add("ana");
        QVERIFY(storedHash(id).contains("m=19456,t=2"));
        m_settings.argon2Iterations = 3;
        open();
        QVERIFY(sessions().login("ana", password, home));
        QVERIFY(storedHash(id).contains("m=19456,t=3"));
        QVERIFY(sessions().login("ana", password, home));
    }

    // -- logins

    void loginsGiveTokens()
    {
        const std::string id = add("ana");
        const auto login = sessions().login("ANA", password, home);
        QVERIFY(login);
        QCOMPARE(login->expiresInSeconds, 1800);
        QCOMPARE(login->user.id, id);
        QVERIFY(login->user.lastLoginAt == m_now);
        const auto identity = sessions().identify(login->accessToken);
        QVERIFY(identity);
        QCOMPARE(identity->userId, id);
        QCOMPARE(identity->username, "ana");
        QCOMPARE(identity->role, Role::user);

        const QJsonObject header = decoded(login->accessToken, 0);
        QCOMPARE(header["alg"].toString(), "HS256");
        QVERIFY(!header["kid"].toString().isEmpty());
        const QJsonObject payload = decoded(login->accessToken, 1);
        for (const char *claim : {"iss", "aud", "sub", "jti", "iat", "nbf", "exp", "sid", "type"})
            QVERIFY2(payload.contains(claim), claim);
        QCOMPARE(payload["exp"].toInteger() - payload["iat"].toInteger(), 1800);
        QVERIFY(payload["jti"] != decoded(sessions().login("ana", password, home)->accessToken, 1)["jti"]);
        // Nothing about the person is in a token that lies in browsers.
        QVERIFY(!payload.contains("email"));
    }

    void wrongAnswersAreOne()
    {
        const std::string id = add("ana");
        const auto wrong = sessions().login("ana", "wrong horse", home);
        const auto unknown = sessions().login("nobody", "wrong horse", home);
        QVERIFY(users().setActive(id, false));
        const auto inactive = sessions().login("ana", password, home);
        for (const auto *result : {&wrong, &unknown, &inactive}) {
            QVERIFY(!*result);
            QCOMPARE(result->error().code, AccountErrorCode::wrongCredentials);
            QCOMPARE(result->error().detail, wrong.error().detail);
        }
        QVERIFY(!sessions().login("ana' OR '1'='1", "x' OR '1'='1", home));
        QVERIFY(!sessions().login("", "", home));
        QVERIFY(!sessions().login(std::string(1'000'000, 'a'), std::string(1'000'000, 'a'), home));
        QVERIFY(!sessions().login(std::string("a\0b", 3), "x", home));
        QVERIFY(!sessions().login("\xff\xfe", "\xff\xfe", home));
    }

    void unknownUsersTakeTheSameTime()
    {
        add("ana");
        std::vector<double> known;
        std::vector<double> unknown;
        for (int i = 0; i < 15; ++i) {
            // each from an address of its own: no delays between
            const std::string address = "203.0.113." + std::to_string(i);
            known.push_back(seconds([&] { (void)sessions().login("ana", "wrong horse", address); }));
            unknown.push_back(seconds([&] { (void)sessions().login("bob", "wrong horse", address); }));
        }
        std::ranges::sort(known);
        std::ranges::sort(unknown);
        const double ratio = unknown[7] / known[7];
        QVERIFY2(ratio > 0.6 && ratio < 1.6, qPrintable(QString::number(ratio)));
    }

    // -- tokens

    void forgedTokensAreRefused()
    {
        add("ana");
        const auto login = sessions().login("ana", password, home);
        const std::string &token = login->accessToken;
        const QJsonObject header = decoded(token, 0);
        const QJsonObject payload = decoded(token, 1);
        QVERIFY(sessions().identify(forged(header, payload, secret))); // the forger of this test is able

        const auto with = [](QJsonObject object, const char *name, const QJsonValue &value) {
            object[name] = value;
            return object;
        };
        std::vector<std::string> tokens = {
            forged(header, payload, std::string(32, 'x')),        // another key
            forged(with(header, "alg", "none"), payload, secret), // and no signature at all:
            encoded(with(header, "alg", "none")) + '.' + encoded(payload) + '.',
            encoded(with(header, "alg", "None")) + '.' + encoded(payload) + '.',
            forged(with(header, "alg", "HS512"), payload, secret),
            forged(with(header, "alg", "RS256"), payload, secret),
            forged(with(header, "alg", "hs256"), payload, secret),
            forged(with(header, "alg", 1), payload, secret),
            forged(with(header, "kid", "../../dev/null"), payload, secret),
            forged(with(header, "kid", ""), payload, ""),
            forged(with(header, "crit", QJsonValue("exp")), payload, secret),
            forged(header, with(payload, "iss", "other"), secret),
            forged(header, with(payload, "aud", "other"), secret),
            forged(header, with(payload, "type", "refresh"), secret),
            forged(header, with(payload, "exp", payload["iat"].toInteger() - 31), secret),
            forged(header, with(payload, "exp", "tomorrow"), secret),
            forged(header, with(payload, "iat", payload["iat"].toInteger() + 3600), secret),
            forged(header, with(payload, "nbf", payload["iat"].toInteger() + 3600), secret),
            forged(header, with(payload, "sid", "another"), secret),
            forged(header, with(payload, "sub", "another"), secret),
            forged(header, with(payload, "sid", "' OR 1=1 --"), secret),
            forged(header, {}, secret),
            login->refreshToken, // swapped
            token + "x",
            token + ".x",
            token + "=",
            ' ' + token,
            token.substr(0, token.size() - 1),
            token.substr(0, token.rfind('.') + 1),
            token.substr(0, token.rfind('.')),
            std::string(3000, 'a') + '.' + std::string(3000, 'b') + '.' + std::string(3000, 'c'),
            "..",
            "a.b.c",
            "",
            std::string("\0.\0.\0", 5),
        };
        // any single changed character
        for (std::size_t i = 0; i < token.size(); i += 3) {
            std::string changed = token;
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            tokens.push_back(changed);
        }
        for (std::size_t i = 0; i < tokens.size(); ++i)
            QVERIFY2(!sessions().identify(tokens[i]), qPrintable(QString::number(i)));
        QVERIFY(!sessions().refresh(token)); // swapped the other way
        QVERIFY(sessions().identify(token));
    }

    void tokensExpire()
    {
        add("ana");
        const auto login = sessions().login("ana", password, home);
        m_now += 1799 * 1000;
        QVERIFY(sessions().identify(login->accessToken));
        m_now += (1 + Tokens::maxSkew) * 1000;
        QVERIFY(!sessions().identify(login->accessToken));
        const auto next = sessions().refresh(login->refreshToken);
        QVERIFY(next);
        QVERIFY(sessions().identify(next->accessToken));
        m_now += 8LL * 86400 * 1000;
        QVERIFY(!sessions().refresh(next->refreshToken));
    }

    void clocksMayStep()
    {
        add("ana");
        const auto login = sessions().login("ana", password, home);
        m_now -= 25 * 1000; // another server, a little late
        QVERIFY(sessions().identify(login->accessToken));
        m_now -= 3600 * 1000; // set back an hour: the token is from the future
        QVERIFY(!sessions().identify(login->accessToken));
        QVERIFY(sessions().login("ana", password, home)); // and a new login works at once
        for (int i = 0; i < 12; ++i)
            (void)sessions().login("ana", "wrong horse", elsewhere);
        QCOMPARE(sessions().login("ana", password, elsewhere).error().code, AccountErrorCode::blocked);
        m_now -= 86400LL * 365 * 1000; // set back a year: nobody waits a year
        QVERIFY(sessions().login("ana", password, elsewhere));
        m_now += 86400LL * 365 * 2 * 1000;
        QVERIFY(sessions().login("ana", password, home));
    }

    void keysRotate()
    {
        if (m_server) QSKIP("servers of one PostgreSQL get their key from the settings");
        m_settings.jwtSecretKey.clear();
        open();
        add("ana");
        const QFileInfo file(m_folder->filePath("jwt-keys"));
        QVERIFY(file.exists());
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        const auto login = sessions().login("ana", password, home);
        open(); // a restart
        QVERIFY(sessions().identify(login->accessToken));
        QVERIFY(m_accounts->signingKeys().rotate());
        QVERIFY(sessions().identify(login->accessToken));
        const auto after = sessions().login("ana", password, home);
        QVERIFY(decoded(after->accessToken, 0)["kid"] != decoded(login->accessToken, 0)["kid"]);
        open();
        QVERIFY(sessions().identify(login->accessToken));
        QVERIFY(sessions().identify(after->accessToken));
        m_now += 91LL * 86400 * 1000; // JWT_ROTATE_DAYS
        const auto later = sessions().login("ana", password, home);
        QVERIFY(decoded(later->accessToken, 0)["kid"] != decoded(after->accessToken, 0)["kid"]);

        QVERIFY(writeSecretFile(m_folder->filePath("jwt-keys").toStdString(), "1 tooShort\n"));
        QVERIFY(!Accounts::open(m_settings, *m_database));
    }

    void earlierSecretsStillHold()
    {
        add("ana");
        const auto login = sessions().login("ana", password, home);
        m_settings.jwtPreviousSecretKeys = {secret};
        m_settings.jwtSecretKey = std::string(40, 'n');
        open();
        QVERIFY(sessions().identify(login->accessToken));
        m_settings.jwtPreviousSecretKeys.clear();
        open();
        QVERIFY(!sessions().identify(login->accessToken));
    }

    // -- sessions

    void refreshTokensAreGoodOnce()
    {
        add("ana");
        const auto first = sessions().login("ana", password, home);
        const auto second = sessions().refresh(first->refreshToken);
        QVERIFY(second);
        QVERIFY(sessions().identify(second->accessToken));
        const auto other = sessions().login("ana", password, home);
        QVERIFY(!sessions().refresh(first->refreshToken)); // stolen: the family ends
        QVERIFY(!sessions().refresh(second->refreshToken));
        QVERIFY(!sessions().identify(second->accessToken));
        QVERIFY(!sessions().identify(first->accessToken));
        QVERIFY(sessions().identify(other->accessToken)); // another login is another family
    }

    void ofParallelRefreshesOneWins()
    {
        add("ana");
        for (int round = 0; round < 5; ++round) {
            const auto login = sessions().login("ana", password, home);
            std::atomic<int> good = 0;
            std::vector<std::thread> threads;
            for (int i = 0; i < 6; ++i)
                threads.emplace_back([&] { good += sessions().refresh(login->refreshToken) ? 1 : 0; });
            for (std::thread &thread : threads)
                thread.join();
            QCOMPARE(good.load(), 1);
        }
    }

    void rightsEndAtOnce()
    {
        const std::string id = add("ana");
        const auto login = sessions().login("ana", password, home);
        const auto identity = sessions().identify(login->accessToken);
        QVERIFY(users().setRole(id, Role::admin));
        QCOMPARE(sessions().identify(login->accessToken)->role, Role::admin);
        QVERIFY(users().add({.username = "second", .passwordHash = imported, .role = Role::admin}));
        QVERIFY(users().setActive(id, false));
        QVERIFY(!sessions().identify(login->accessToken));
        QVERIFY(users().setActive(id, true));
        QVERIFY(sessions().identify(login->accessToken));
        QVERIFY(sessions().logout(*identity));
        QVERIFY(!sessions().identify(login->accessToken));
        QVERIFY(!sessions().refresh(login->refreshToken));
        const auto again = sessions().login("ana", password, home);
        QVERIFY(users().remove(id));
        QVERIFY(!sessions().identify(again->accessToken));
        QVERIFY(!sessions().refresh(again->refreshToken));
    }

    void aNewPasswordEndsTheOtherSessions()
    {
        const std::string id = add("ana");
        const auto here = sessions().login("ana", password, home);
        const auto there = sessions().login("ana", password, elsewhere);
        const auto identity = sessions().identify(here->accessToken);
        QCOMPARE(sessions().changePassword(*identity, "wrong horse", "battery staple", home).error().code,
                 AccountErrorCode::wrongCredentials);
        const auto weak = sessions().changePassword(*identity, password, "short", home);
        QCOMPARE(weak.error().field, "new_password");
        QVERIFY(sessions().changePassword(*identity, password, "battery staple", home));
        QVERIFY(sessions().identify(here->accessToken));
        QVERIFY(!sessions().identify(there->accessToken));
        QVERIFY(!sessions().login("ana", password, home));
        QVERIFY(sessions().login("ana", "battery staple", home));
        QVERIFY(users().setPassword(id, "third password"));
        QVERIFY(!sessions().identify(here->accessToken));
    }

    void whatIsOverIsSweptOut()
    {
        add("ana");
        QVERIFY(sessions().login("ana", password, home));
        QVERIFY(!sessions().login("ana", "wrong horse", home));
        m_now += 100LL * 86400 * 1000;
        QVERIFY(sessions().sweep());
        for (const char *table : {"sessions", "login_failures", "known_addresses"})
            QCOMPARE(count(table), 0);
        QCOMPARE(count("users"), 1);
    }

    // -- delays

    void guessingSlowsDown()
    {
        add("ana");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(sessions().login("ana", "wrong horse", home).error().code, AccountErrorCode::wrongCredentials);
        const auto blocked = sessions().login("ana", password, home); // the right one has to wait, too
        QCOMPARE(blocked.error().code, AccountErrorCode::blocked);
        QCOMPARE(blocked.error().retrySeconds, 1U);
        m_now += 1000;
        (void)sessions().login("ana", "wrong horse", home);
        QCOMPARE(sessions().login("ana", "wrong horse", home).error().retrySeconds, 2U);
        std::uint32_t longest = 0;
        for (int i = 0; i < 30; ++i) {
            const auto result = sessions().login("ana", "wrong horse", home);
            if (result.error().code == AccountErrorCode::blocked) {
                longest = std::max(longest, result.error().retrySeconds);
                m_now += result.error().retrySeconds * 1000LL;
            }
        }
        QCOMPARE(longest, 900U);
        m_now += 900'000;
        QVERIFY(sessions().login("ana", password, home));
        QCOMPARE(sessions().login("ana", "wrong horse", home).error().code, AccountErrorCode::wrongCredentials);
    }

    void parallelGuessesGainNothing()
    {
        add("ana");
        std::atomic<int> looked = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 16; ++i)
            threads.emplace_back([&] {
                const auto result = sessions().login("ana", "wrong horse", home);
                looked += result.error().code == AccountErrorCode::wrongCredentials ? 1 : 0;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(looked.load(), 5);
    }

    void nobodyIsLockedOutByOthers()
    {
        add("ana");
        QVERIFY(sessions().login("ana", password, home)); // her place
        // A botnet guesses from everywhere.
        for (int i = 0; i < 80; ++i)
            (void)sessions().login("ana", "wrong horse", "203.0." + std::to_string(i) + ".1");
        QVERIFY(sessions().login("ana", password, home)); // not a second's delay
        const auto travelling = sessions().login("ana", password, "100.64.0.1");
        QCOMPARE(travelling.error().code, AccountErrorCode::blocked);
        QVERIFY(travelling.error().retrySeconds <= 60);
        m_now += 61'000;
        QVERIFY(sessions().login("ana", password, "100.64.0.1"));
    }

    void anAddressThatTriesEveryAccountWaits()
    {
        add("ana");
        int looked = 0;
        for (int i = 0; i < 60; ++i) {
            const auto result = sessions().login("user" + std::to_string(i), "wrong horse", elsewhere);
            looked += result.error().code == AccountErrorCode::wrongCredentials ? 1 : 0;
        }
        QCOMPARE(looked, 30);
        QVERIFY(sessions().login("ana", password, home));
        // the whole network of an IPv6 client is one address
        for (int i = 0; i < 6; ++i)
            (void)sessions().login("ana", "wrong horse", "2001:db8::" + std::to_string(i + 1));
        QCOMPARE(sessions().login("ana", password, "2001:db8::99").error().code, AccountErrorCode::blocked);
    }

    void typedSecretsAreNotKept()
    {
        (void)sessions().login("my secret password", "x", home);
        const auto rows = m_database->look([](storage::Connection &connection) -> Result<std::string> {
            std::string all;
            for (const auto &row : connection.rows("SELECT subject FROM login_failures"))
                all += row.text(0);
            return all;
        });
        QVERIFY(!rows->empty() && !rows->contains("secret"));
    }

    // -- API keys

    void keysAreShownOnce()
    {
        const std::string id = add("ana");
        const auto made = m_accounts->keys().create(id, "reader", limits::Rule{5, 60});
        QVERIFY(made);
        QVERIFY(made->secret.starts_with(made->key.prefix + '_'));
        const auto identity = m_accounts->identify({.apiKey = made->secret});
        QVERIFY(identity && *identity);
        QCOMPARE((*identity)->userId, id);
        QCOMPARE((*identity)->keyId, made->key.id);
        QVERIFY(((*identity)->keyRule == limits::Rule{5, 60}));
        QVERIFY((*identity)->sessionId.empty());
        QVERIFY(*m_accounts->identify({.bearerToken = made->secret}));
        const auto listed = m_accounts->keys().list(id);
        QCOMPARE(listed->size(), 1U);
        QCOMPARE(listed->front().lastUsedAt, m_now);
        const auto stored = m_database->look([](storage::Connection &connection) -> Result<std::string> {
            return connection.rows("SELECT key_hash FROM api_keys").front().text(0);
        });
        QVERIFY(!stored->contains(made->secret.substr(14)));

        std::string wrong = made->secret;
        wrong.back() = wrong.back() == 'a' ? 'b' : 'a';
        for (const std::string &key : {wrong, made->secret + "x", made->secret.substr(1), std::string("mtts_"),
                                       made->key.prefix, std::string("' OR 1=1 --"), std::string(1'000'000, 'a')})
            QVERIFY(!m_accounts->identify({.apiKey = key}));
    }

    void keysEnd()
    {
        const std::string id = add("ana");
        const std::string other = add("ben");
        auto &keys = m_accounts->keys();
        const auto first = keys.create(id, "first");
        const auto second = keys.create(id, "second", {}, m_now + 5000);
        QCOMPARE(keys.create(id, "late", {}, m_now - 1).error().field, "expires_at");
        QCOMPARE(keys.create(id, "", {}).error().field, "name");
        QCOMPARE(keys.create(id, "x", limits::Rule{0, 60}).error().field, "limit");
        QCOMPARE(keys.create("nobody", "x").error().code, AccountErrorCode::notFound);
        QCOMPARE(keys.revoke(first->key.id, other).error().code, AccountErrorCode::notFound); // not his
        QVERIFY(keys.identify(first->secret));
        QVERIFY(keys.revoke(first->key.id, id));
        QVERIFY(!keys.identify(first->secret));
        QVERIFY(keys.identify(second->secret));
        m_now += 5000;
        QVERIFY(!keys.identify(second->secret));
        const auto third = keys.create(id, "third");
        QVERIFY(users().setActive(id, false));
        QVERIFY(!keys.identify(third->secret));
        QCOMPARE(keys.list()->size(), 3U);
        QCOMPARE(keys.list(other)->size(), 0U);
    }

    void theDatabaseIsAskedOnceAndChangesHoldAtOnce()
    {
        if (m_server) QSKIP("PostgreSQL is asked for every request: other servers write to it");
        const std::string id = add("ana");
        (void)add("ben");
        int asked = 0;
        m_database->watch([&asked](std::string_view operation, double) { asked += operation == "read" ? 1 : 0; });
        const auto isKnown = [this](const std::string &token) {
            return m_accounts->identify({.bearerToken = token}).has_value();
        };
        auto login = sessions().login("ana", password, home);
        const auto key = m_accounts->keys().create(id, "reader", {}, m_now + 500);
        QVERIFY(isKnown(login->accessToken) && isKnown(key->secret)); // the key notes its first use, a write
        QVERIFY(isKnown(login->accessToken) && isKnown(key->secret));
        asked = 0;
        for (int i = 0; i < 100; ++i)
            QVERIFY(isKnown(login->accessToken) && isKnown(key->secret));
        QCOMPARE(asked, 0);
        m_now += 500; // the key has ended
        QVERIFY(isKnown(login->accessToken) && !isKnown(key->secret));

        QVERIFY(users().setRole(id, Role::admin));
        QCOMPARE((*m_accounts->identify({.bearerToken = login->accessToken}))->role, Role::admin);
        QVERIFY(users().setActive(users().findByName("ben")->id, false)); // somebody else's change harms nobody
        QVERIFY(isKnown(login->accessToken));
        QVERIFY(sessions().logout(**m_accounts->identify({.bearerToken = login->accessToken})));
        QVERIFY(!isKnown(login->accessToken));
        login = sessions().login("ana", password, home);
        QVERIFY(isKnown(login->accessToken));
        const auto second = m_accounts->keys().create(id, "reader", {});
        QVERIFY(isKnown(second->secret));
        QVERIFY(m_accounts->keys().revoke(second->key.id, id));
        QVERIFY(!isKnown(second->secret));

        // What another process does, such as mathtts users, is seen within a second.
        QVERIFY(isKnown(login->accessToken));
        const auto elsewhereOpened = storage::Database::open({.file = m_folder->filePath("test.sqlite").toStdString()});
        const auto other = Accounts::open(m_settings, **elsewhereOpened, [this] { return m_now.load(); });
        QVERIFY((*other)->sessions().logoutEverywhere(id));
        m_now += 1000;
        QVERIFY(!isKnown(login->accessToken));
        login = sessions().login("ana", password, home);
        QVERIFY(isKnown(login->accessToken));
        m_now -= 3'600'000; // nor does a clock that is set back make it last
        QVERIFY(!isKnown(login->accessToken));
    }

    void aChangeThatComesWhileOneAsksIsNotMissed()
    {
        RecentIdentities recent;
        recent.keep("digest", {.userId = "ana", .username = "ana"}, 5, 1000); // asked when there were five writes ...
        QVERIFY(!recent.find("digest", 6, 1000));                             // ... and there are six now
        QVERIFY(recent.find("digest", 5, 1999));
        QVERIFY(!recent.find("digest", 5, 2000));
        QVERIFY(!recent.find("digest", 5, 999));
        recent.keep("newer", {.userId = "ana", .username = "ana"}, 7, 1000);
        recent.keep("digest", {.userId = "ana", .username = "ana"}, 6, 1000); // too late
        QVERIFY(!recent.find("digest", 7, 1000) && recent.find("newer", 7, 1000));
        for (std::size_t i = 0; i <= RecentIdentities::most; ++i)
            recent.keep(std::to_string(i), {.userId = "ana", .username = "ana"}, 7, 1000);
        QVERIFY(!recent.find("newer", 7, 1000)); // bounded
    }

    void nothingIsNobody()
    {
        const auto nobody = m_accounts->identify({});
        QVERIFY(nobody && !*nobody);
        QVERIFY(!m_accounts->identify({.bearerToken = "x"}));
    }

private:
    static constexpr auto secret = "a secret of the test with more than 32 characters";
    static constexpr auto password = "correct horse";

    void open()
    {
        m_accounts.reset();
        auto accounts = Accounts::open(m_settings, *m_database, [this] { return m_now.load(); });
        QVERIFY2(accounts.has_value(), accounts ? "" : accounts.error().c_str());
        m_accounts = std::move(*accounts);
    }
    Users &users() { return m_accounts->users(); }
    Sessions &sessions() { return m_accounts->sessions(); }

    std::string add(const std::string &name)
    {
        const auto user = users().add({.username = name, .password = password});
        return user ? user->id : std::string();
    }
    std::string storedHash(const std::string &id)
    {
        return *m_database->look([&](storage::Connection &connection) -> Result<std::string> {
            return connection.rows("SELECT password_hash FROM users WHERE id = ?", {id}).front().text(0);
        });
    }
    std::int64_t count(const std::string &table)
    {
        return *m_database->look([&](storage::Connection &connection) -> Result<std::int64_t> {
            return connection.rows("SELECT COUNT(*) FROM " + table).front().number(0);
        });
    }
    static double seconds(const std::function<void()> &work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        return static_cast<double>(timer.nsecsElapsed()) / 1e9;
    }

    std::unique_ptr<PostgresqlServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::atomic<std::int64_t> m_now = 0;
    settings::Settings m_settings;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<Accounts> m_accounts;
};

QTEST_GUILESS_MAIN(AccountsTest)
#include "accounts_test.moc"
