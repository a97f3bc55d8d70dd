// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a set needs of secrets, and whether a value is fit; no message ever holds a value.
#include "config/secrets/dotenvimport.h"
#include "config/secrets/generate.h"
#include "config/secrets/secretstore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

class TestSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ourOwnSet() {
        const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes")});
        QVERIFY(set);
        const std::vector<RequiredSecret> required = requiredSecrets(secretUses(**set));
        QStringList keys;
        for (const RequiredSecret &one : required)
            keys.append(QString::fromStdString(one.key));
        for (const QString &key : {u"DATABASE_URL"_s, u"POSTGRES_PASSWORD"_s, u"SECRET_KEY"_s, u"REDIS_URL"_s})
            QVERIFY2(keys.contains(key), qPrintable(key + u" is not among "_s + keys.join(u' ')));
    }

    void kinds_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<int>("kind");
        QTest::newRow("signing") << QByteArray("SECRET_KEY") << int(SecretKind::SigningKey);
        QTest::newRow("password") << QByteArray("POSTGRES_PASSWORD") << int(SecretKind::Password);
        QTest::newRow("database") << QByteArray("DATABASE_URL") << int(SecretKind::DatabaseUrl);
        QTest::newRow("api key") << QByteArray("OPENWEATHER_API_KEY") << int(SecretKind::ApiKey);
        QTest::newRow("minutes") << QByteArray("ACCESS_TOKEN_EXPIRE_MINUTES") << int(SecretKind::Other);
        QTest::newRow("plain") << QByteArray("LOG_LEVEL") << int(SecretKind::Other);
    }

    void kinds() {
        QFETCH(QByteArray, key);
        QTEST(int(secretKind({key.data(), size_t(key.size())})), "kind");
    }

    void issues_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("fit");
        QTest::newRow("placeholder") << QByteArray("SECRET_KEY") << QByteArray("CHANGE_ME_IN_PRODUCTION_0123456789") << false;
        QTest::newRow("short") << QByteArray("POSTGRES_PASSWORD") << QByteArray("hunter2") << false;
        QTest::newRow("unescaped") << QByteArray("DATABASE_URL") << QByteArray("postgresql://aqi:p@ss/wörd@db:5432/aqi") << false;
        QTest::newRow("fit") << QByteArray("POSTGRES_PASSWORD") << QByteArray("q8ZkT2vW7nR4xY6bM3cL9dF5gH1jS0pA") << true;
    }

    void issues() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        const std::vector<SecretIssue> found = secretIssues({key.data(), size_t(key.size())}, SecretValue({value.data(), size_t(value.size())}));
        QTEST(found.empty(), "fit");
        for (const SecretIssue &issue : found)
            QVERIFY2(!issue.message.contains(QString::fromUtf8(value)), qPrintable(issue.message));
    }

    void generated() {
        const auto password = generateSecret(SecretKind::Password);
        const auto another = generateSecret(SecretKind::Password);
        QVERIFY(password && another && !(*password == *another));
        QVERIFY(secretIssues("POSTGRES_PASSWORD", *password).empty());
        QVERIFY(!generateSecret(SecretKind::ApiKey));
    }

    void imported() {
        const std::vector<RequiredSecret> required{{u"aqi"_s, "SECRET_KEY", false, {}, {}}, {u"aqi"_s, "SMTP_PASSWORD", false, {}, {}}};
        const DotenvImport import = importDotenv("SECRET_KEY='abc def'\nSTRANGE=1\nnonsense\n", required);
        QCOMPARE(import.values.size(), 1u);
        QVERIFY(import.values.at("SECRET_KEY").bytes() == "abc def");
        QCOMPARE(import.unknown, std::vector<std::string>{"STRANGE"});
        QCOMPARE(import.missing, std::vector<std::string>{"SMTP_PASSWORD"});
        QVERIFY(!import.problems.isEmpty() && !import.problems.first().contains(u"nonsense"_s));
    }

    void memory() {
        MemoryStore store;
        const SecretName name{u"a/b"_s, u"s"_s, u"K"_s};
        QCOMPARE(SecretName::fromText(name.text()), name);
        QVERIFY(store.write(name, SecretValue("x")).result());
        QVERIFY(store.read(name).result()->bytes() == "x");
        QCOMPARE(store.list(u"a/b"_s).result()->size(), 1);
        QVERIFY(store.remove(name).result());
        QCOMPARE(store.read(name).result().error().kind, base::ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
