// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster that dies while it is watched, and comes back: what the session says, and when. The limits are promises to the person who
// looks at the window (loss seen within 5 s, live within 2 s of the return), with a margin for a busy machine.
#include "kube/client.h"
#include "kube/kubeconfig.h"
#include "kube/session.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

const QString sandbox = QStringLiteral(AQI_BIN_DIR "/aqi-sandbox");

QString run(const QString &program, const QStringList &arguments, const QByteArray &input = {}) {
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

const QByteArray deployment = R"({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "api", "namespace": "default"},
  "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "api"}}, "template": {"metadata": {"labels": {"app": "api"}},
  "spec": {"containers": [{"name": "api", "image": "api:1"}]}}}})";

} // namespace

class TestLoss : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_kubeconfig;

    QString up() { return run(sandbox, {u"up"_s, u"--hollow"_s, u"--dir"_s, m_folder.path()}).trimmed().section(u'\n', -1); }
    [[nodiscard]] qint64 serverProcess() const {
        const QString text = run(sandbox, {u"status"_s, u"--format"_s, u"json"_s, u"--dir"_s, m_folder.path()});
        const auto match = QRegularExpression(u"\"pid\":\\s*([0-9]+)"_s).match(text);
        return match.captured(1).toLongLong();
    }

private Q_SLOTS:
    void initTestCase() {
        m_kubeconfig = up();
        QVERIFY2(QFile::exists(m_kubeconfig), "the sandbox did not start");
        QVERIFY(!run(u"kubectl"_s, {u"--kubeconfig"_s, m_kubeconfig, u"apply"_s, u"-f"_s, u"-"_s}, deployment).isEmpty());
    }
    void cleanupTestCase() { run(sandbox, {u"down"_s, u"--dir"_s, m_folder.path()}); }

    void lossIsSeenAndHeals() {
        const auto config = kube::Kubeconfig::load(m_kubeconfig);
        QVERIFY(config.has_value());
        kube::Client client(*config->access());
        kube::Session session(client, u"default"_s);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.complete() && session.connection().state == kube::Connection::State::Live, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(session.pods().size(), 2, 10'000);

        const qint64 pid = serverProcess();
        QVERIFY(pid > 1);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(session.connection().state, kube::Connection::State::Offline, 8'000);
        qInfo("loss seen after %lld ms", timer.elapsed());
        QVERIFY(session.connection().error.has_value());
        QCOMPARE(session.pods().size(), 2); // the last data stay, with their age

        QVERIFY(!up().isEmpty());
        timer.restart();
        QTRY_COMPARE_WITH_TIMEOUT(session.connection().state, kube::Connection::State::Live, 8'000);
        qInfo("live again %lld ms after the server was ready", timer.elapsed());
    }

    void frozenServerIsSeen() { // accepts, but says nothing: a dead VPN looks like this
        const auto config = kube::Kubeconfig::load(m_kubeconfig);
        kube::Client client(*config->access());
        kube::Session session(client, u"default"_s);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.complete() && session.connection().state == kube::Connection::State::Live, 10'000);
        const qint64 pid = serverProcess();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(::kill(pid_t(pid), SIGSTOP), 0);
        const bool seen = QTest::qWaitFor([&] { return session.connection().state == kube::Connection::State::Offline; }, 10'000);
        ::kill(pid_t(pid), SIGCONT);
        QVERIFY(seen);
        qInfo("silence seen after %lld ms", timer.elapsed());
        QTRY_COMPARE_WITH_TIMEOUT(session.connection().state, kube::Connection::State::Live, 8'000);
    }
};

QTEST_GUILESS_MAIN(TestLoss)
#include "tst_loss.moc"
