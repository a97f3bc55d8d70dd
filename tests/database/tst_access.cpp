// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/access.h"

#include <QTest>

using namespace Qt::StringLiterals;
using database::Access;

class TestAccess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void urls_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::newRow("as the contract has it") << u"postgresql://aqi_user:s3cret@timescaledb-service:5432/aqi_predictor"_s << u"timescaledb-service"_s << 5432
                                                << u"aqi_predictor"_s << u"aqi_user"_s << u"s3cret"_s;
        QTest::newRow("with a driver") << u"postgresql+asyncpg://u:p@h:6000/d"_s << u"h"_s << 6000 << u"d"_s << u"u"_s << u"p"_s;
        QTest::newRow("the default port, a line break") << u"postgres://u:p@h/d\n"_s << u"h"_s << 5432 << u"d"_s << u"u"_s << u"p"_s;
        QTest::newRow("percent") << u"postgresql://u:p%40%2F%3A%25%20x@h/d"_s << u"h"_s << 5432 << u"d"_s << u"u"_s << u"p@/:% x"_s;
        QTest::newRow("no password") << u"postgresql://u@h/d?sslmode=require"_s << u"h"_s << 5432 << u"d"_s << u"u"_s << QString();
        QTest::newRow("an address") << u"postgresql://u:p@[::1]:5433/d"_s << u"::1"_s << 5433 << u"d"_s << u"u"_s << u"p"_s;
    }
    void urls() {
        QFETCH(QString, url);
        const auto access = database::parseDatabaseUrl(url);
        QVERIFY2(access, access ? "" : qPrintable(access.error().text()));
        QTEST(access->host, "host");
        QTEST(int(access->port), "port");
        QTEST(access->database, "database");
        QTEST(access->user, "user");
        QTEST(access->password, "password");
    }
    void errorsKeepThePassword() {
        for (const QString &url : {u"mysql://u:hidden@h/d"_s, u"postgresql://u:hidden@h:99999/d"_s, u"postgresql://u:hidden@h"_s, u"postgresql://:hidden@h/d"_s,
                 u"hidden"_s, QString()}) {
            const auto access = database::parseDatabaseUrl(url);
            QVERIFY2(!access, qPrintable(url));
            QCOMPARE(access.error().kind, base::ErrorKind::Invalid);
            QVERIFY(!(access.error().text() + access.error().detail).contains(u"hidden"));
        }
    }
    void variables() {
        using Map = QMap<QString, QString>;
        QCOMPARE(database::accessOf(Map{{u"DATABASE_URL"_s, u"postgresql://u:p@h/d"_s}, {u"POSTGRES_PASSWORD"_s, u"x"_s}})->password, u"p"_s);
        QCOMPARE(*database::accessOf(Map{{u"DATABASE_URL"_s, u"replace-me"_s}, {u"POSTGRES_PASSWORD"_s, u"x"_s}}),
            (Access{{}, 5432, u"aqi_predictor"_s, u"aqi_user"_s, u"x"_s}));
        QCOMPARE(*database::accessOf(Map{{u"POSTGRES_DB"_s, u"d"_s}, {u"POSTGRES_USER"_s, u"u"_s}, {u"POSTGRES_PASSWORD"_s, u"x"_s}}),
            (Access{{}, 5432, u"d"_s, u"u"_s, u"x"_s}));
        const auto nothing = database::accessOf({});
        QVERIFY(!nothing);
        QVERIFY2(nothing.error().message.contains(u"POSTGRES_PASSWORD"), qPrintable(nothing.error().message));
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
