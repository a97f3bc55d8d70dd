// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The console's way to the predictor's database, from nothing but a kubeconfig: the manifests' own StatefulSet, as processes.
#include "../kube/await.h"
#include "database/forwardedsession.h"
#include "kube/client.h"
#include "kubectl.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;

namespace {

constexpr int patience = 240000;
const QString ns = u"aqi-predictor"_s;

} // namespace

class TestDatabaseForwarded : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        const Ran up = m_sandbox.control({u"up"_s});
        QVERIFY2(up.status == 0, up.report().constData());
        if (up.err.contains(u"stay hollow"_s))
            QSKIP(qPrintable(up.err));
        const auto config = kube::Kubeconfig::load(m_sandbox.kubeconfig());
        QVERIFY2(config, config ? "" : qPrintable(config.error().text()));
        m_client.emplace(*config->access());
        m_session.emplace(*m_client, ns);
    }
    void cleanupTestCase() {
        m_session.reset();
        m_client.reset();
    }

    void nothingThere() {
        const auto table = ask();
        QVERIFY(!table);
        QCOMPARE(table.error().kind, ErrorKind::Network);
        QVERIFY2(table.error().message.contains(u"timescaledb-service"), qPrintable(table.error().message));
    }
    void noSecret() {
        apply();
        waitForThePod();
        QCOMPARE(m_sandbox.kubectl({u"-n"_s, ns, u"delete"_s, u"secret"_s, u"aqi-secrets"_s}).status, 0);
        const auto table = ask();
        QVERIFY(!table);
        QCOMPARE(table.error().kind, ErrorKind::NotFound);
        QVERIFY2(table.error().message.contains(u"aqi-secrets"), qPrintable(table.error().message));
        apply();
    }
    void answers() {
        auto first = m_session->ask({u"SELECT current_database(), current_user, inet_server_port()"_s, {}, 60s});
        auto second = m_session->ask({u"SELECT 2"_s, {}, 60s}); // while the way is looked for
        const auto table = await(first, patience);
        QVERIFY2(table, table ? "" : qPrintable(table.error().text() + u'\n' + table.error().detail));
        QCOMPARE(table->rows[0], (QList<std::optional<QString>>{u"aqi_predictor"_s, u"aqi_user"_s, u"5432"_s}));
        QCOMPARE(await(second, patience)->rows[0][0], u"2"_s);
        QVERIFY2(m_session->source().contains(u"timescaledb-0"), qPrintable(m_session->source()));
    }
    void givenUp() {
        auto future = m_session->ask({u"SELECT pg_sleep(3600)"_s, {}, 3600s});
        QTest::qWait(100);
        future.cancel();
        QCOMPARE(ask()->rows[0][0], u"1"_s);
    }
    void anotherPod() {
        QCOMPARE(m_sandbox.kubectl({u"-n"_s, ns, u"delete"_s, u"pod"_s, u"timescaledb-0"_s, u"--wait=true"_s}).status, 0);
        waitForThePod();
        QTRY_VERIFY_WITH_TIMEOUT(ask(), patience); // the first question may find the old way broken
    }

private:
    [[nodiscard]] base::Result<database::Table> ask() { return await(m_session->ask({u"SELECT 1"_s, {}, 60s}), patience); }
    /// What the database needs of the set for the sandbox.
    void apply() const {
        const Ran whole = m_sandbox.kubectl({u"kustomize"_s, QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/overlays/sandbox")});
        QVERIFY2(whole.status == 0, whole.report().constData());
        QByteArray part;
        for (const QString &document : whole.out.split(u"\n---\n"_s)) {
            static const QRegularExpression name(u"^  name: (aqi-predictor|aqi-config|aqi-secrets|timescaledb.*)$"_s, QRegularExpression::MultilineOption);
            if (name.match(document).hasMatch())
                part += document.toUtf8() + "\n---\n";
        }
        const Ran applied = m_sandbox.kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, part);
        QVERIFY2(applied.status == 0, applied.report().constData());
    }
    void waitForThePod() const {
        const Ran wait = m_sandbox.kubectl({u"-n"_s, ns, u"wait"_s, u"--for=condition=ready"_s, u"pod/timescaledb-0"_s, u"--timeout=240s"_s});
        QVERIFY2(wait.status == 0, wait.report().constData());
    }

    Sandbox m_sandbox;
    std::optional<kube::Client> m_client;
    std::optional<database::ForwardedSession> m_session;
};

QTEST_GUILESS_MAIN(TestDatabaseForwarded)
#include "tst_database_forwarded.moc"
