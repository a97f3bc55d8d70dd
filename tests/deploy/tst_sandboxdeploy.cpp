// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl against a real API (the sandbox's): deploy, again, broken, interrupted.
#include "kube/client.h"
#include "kube/kubeconfig.h"
#include "kube/rowparser.h"
#include "sandbox.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

const QString set = QStringLiteral(AQI_TEST_DIR "/set");

QJsonObject document(const Ran &ran) {
    return QJsonDocument::fromJson(ran.out).object();
}

QByteArray said(const Ran &ran) {
    return "status " + QByteArray::number(ran.status) + "\n" + ran.out + ran.err;
}

// A copy of the set with one text replaced by another.
void copySet(const QTemporaryDir &to, const QByteArray &what, const QByteArray &by) {
    QFile from(set + u"/system.yaml"_s);
    QVERIFY(from.open(QIODevice::ReadOnly));
    QFile file(to.filePath(u"system.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(from.readAll().replace(what, by));
}

bool hasControl(const QByteArray &text) {
    return std::ranges::any_of(text, [](char c) { return (static_cast<unsigned char>(c) < 32 && c != '\n') || c == 127; });
}

} // namespace

class TestSandboxDeploy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void planOfAnEmptyCluster();
    void deployInOrder();
    void againNothingChanges();
    void lookAtIt();
    void fieldsOfOthersAreNotTaken();
    void brokenImageFailsFast();
    void repaired();
    void migrationIsReplaced();
    void interrupted();
    void wholeSystem();
    void noServer();

private:
    Sandbox m_sandbox;
};

void TestSandboxDeploy::initTestCase() {
    if (!QFile::exists(QStringLiteral(AQI_BIN_DIR "/aqi-sandbox")) || !QFile::exists(QStringLiteral(AQI_BIN_DIR "/aqictl")))
        QSKIP("aqi-sandbox or aqictl is not built");
    QVERIFY2(m_sandbox.start(), m_sandbox.log().constData());
}

void TestSandboxDeploy::planOfAnEmptyCluster() {
    const Ran plan = m_sandbox.aqictl({u"plan"_s, set, u"--format"_s, u"json"_s});
    QVERIFY2(plan.status == 0, said(plan).constData());
    QCOMPARE(document(plan)["counts"_L1]["create"_L1].toInt(), 8);
    QCOMPARE(document(plan)["steps"_L1][1]["reason"_L1].toString(), u"the namespace does not exist yet"_s);
    QVERIFY(!plan.out.contains("hunter2"));
    // A plan changes nothing.
    QCOMPARE(document(m_sandbox.aqictl({u"plan"_s, set, u"--format"_s, u"json"_s}))["counts"_L1]["create"_L1].toInt(), 8);
}

void TestSandboxDeploy::deployInOrder() {
    const Ran deploy = m_sandbox.aqictl({u"deploy"_s, set, u"--timeout"_s, u"60"_s});
    QVERIFY2(deploy.status == 0, said(deploy).constData());
    QVERIFY2(deploy.out.startsWith("Deployed: 8 applied, 0 unchanged, 0 not reached"), said(deploy).constData());
    QVERIFY2(!hasControl(deploy.err) && !hasControl(deploy.out), said(deploy).constData());
    qsizetype before = -1;
    for (const char *line : {"created    Namespace/small", "created    Secret/credentials", "created    StatefulSet/database", "healthy    StatefulSet/database",
             "created    Job/migrate", "healthy    Job/migrate", "created    Deployment/api", "healthy    Deployment/api"}) {
        const qsizetype at = deploy.err.indexOf(line);
        QVERIFY2(at > before, (QByteArray(line) + " is missing or too early in\n" + said(deploy)).constData());
        before = at;
    }
}

void TestSandboxDeploy::againNothingChanges() {
    const Ran plan = m_sandbox.aqictl({u"plan"_s, set});
    QVERIFY2(plan.status == 0 && plan.out.contains("8 unchanged"), said(plan).constData());
    const Ran deploy = m_sandbox.aqictl({u"deploy"_s, set});
    QVERIFY2(deploy.status == 0, said(deploy).constData());
    QCOMPARE(deploy.out, QByteArray("No change: 8 objects are as wanted and healthy.\n"));
}

void TestSandboxDeploy::lookAtIt() {
    const Ran pods = m_sandbox.aqictl({u"get"_s, u"pods"_s, u"-n"_s, u"small"_s, u"--format"_s, u"json"_s});
    QVERIFY2(pods.status == 0, said(pods).constData());
    const QJsonArray items = document(pods)["items"_L1].toArray();
    QVERIFY(items.size() >= 3);
    for (const QJsonValue &item : items)
        QCOMPARE(item["state"_L1].toString(), u"healthy"_s);
    const Ran workloads = m_sandbox.aqictl({u"get"_s, u"workloads"_s, u"-n"_s, u"small"_s});
    QVERIFY2(workloads.out.contains("StatefulSet") && workloads.out.contains("2/2"), said(workloads).constData());
    const Ran well = m_sandbox.aqictl({u"diagnose"_s, u"-n"_s, u"small"_s});
    QVERIFY2(well.status == 0, said(well).constData());
}

void TestSandboxDeploy::fieldsOfOthersAreNotTaken() {
    const auto access = kube::Kubeconfig::loadFiles({m_sandbox.kubeconfig()})->access();
    kube::Client client(*access);
    const QJsonObject scaled{{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, u"Deployment"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, u"api"_s}, {u"namespace"_s, u"small"_s}}}, {u"spec"_s, QJsonObject{{u"replicas"_s, 3}}}};
    auto taken = client.apply(scaled, {.fieldManager = u"somebody"_s, .force = true});
    QTRY_VERIFY(taken.isFinished());
    QVERIFY2(taken.result().has_value(), qPrintable(taken.result() ? QString() : taken.result().error().text()));
    const Ran refused = m_sandbox.aqictl({u"deploy"_s, set});
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("field .spec.replicas belongs to somebody"), said(refused).constData());
    QVERIFY2(refused.err.contains("nothing was applied"), said(refused).constData());
    const Ran forced = m_sandbox.aqictl({u"deploy"_s, set, u"--force"_s});
    QVERIFY2(forced.status == 0, said(forced).constData());
    QVERIFY2(forced.out.startsWith("Deployed: 1 applied, 7 unchanged"), said(forced).constData());
}

void TestSandboxDeploy::brokenImageFailsFast() {
    QTemporaryDir broken;
    copySet(broken, "image: aqi-predictor-api:1.0\n---\napiVersion: v1\nkind: Service", "image: aqi-predictor-api:missing\n---\napiVersion: v1\nkind: Service");
    const auto access = kube::Kubeconfig::loadFiles({m_sandbox.kubeconfig()})->access();
    kube::Client client(*access);
    QProcess process;
    m_sandbox.aqictl(process, {u"deploy"_s, broken.path(), u"--format"_s, u"json"_s});
    // From the first moment that a pod says what is wrong with it.
    QElapsedTimer sinceState;
    const auto isBackingOff = [&] {
        auto pods = client.list(u"v1"_s, u"Pod"_s, u"small"_s);
        pods.waitForFinished();
        return std::ranges::any_of(pods.result().value_or(QList<QJsonObject>()),
            [](const QJsonObject &pod) { return kube::podSummary(pod).status == "ImagePullBackOff"_L1; });
    };
    while (!sinceState.isValid() && !process.waitForFinished(100))
        if (isBackingOff())
            sinceState.start();
    QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000));
    if (sinceState.isValid())
        QVERIFY2(sinceState.elapsed() < 10'000, QByteArray::number(sinceState.elapsed()).constData());
    const Ran ran{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    QCOMPARE(ran.status, 1);
    const QJsonObject result = document(ran);
    QVERIFY2(result["outcome"_L1] == "failed"_L1, said(ran).constData());
    QVERIFY2(result["cause"_L1]["kind"_L1] == "image-missing"_L1, said(ran).constData());
    QVERIFY(result["cause"_L1]["sentence"_L1].toString().contains("aqi-predictor-api:missing"_L1));
    QVERIFY(!result["cause"_L1]["evidence"_L1].toString().isEmpty());
    const Ran why = m_sandbox.aqictl({u"diagnose"_s, u"deployment/api"_s, u"-n"_s, u"small"_s});
    QCOMPARE(why.status, 1);
    QVERIFY2(why.out.contains("does not exist") && why.out.contains("Remedy"), said(why).constData());
}

void TestSandboxDeploy::repaired() {
    const Ran deploy = m_sandbox.aqictl({u"deploy"_s, set});
    QVERIFY2(deploy.status == 0, said(deploy).constData());
    QVERIFY2(deploy.out.startsWith("Deployed: 1 applied, 7 unchanged"), said(deploy).constData());
}

void TestSandboxDeploy::migrationIsReplaced() {
    QTemporaryDir changed;
    copySet(changed, "[alembic, upgrade, head]", "[alembic, upgrade, next]");
    const Ran plan = m_sandbox.aqictl({u"plan"_s, changed.path(), u"--format"_s, u"json"_s});
    QVERIFY2(document(plan)["counts"_L1]["replace"_L1].toInt() == 1, said(plan).constData());
    const Ran deploy = m_sandbox.aqictl({u"deploy"_s, changed.path()});
    QVERIFY2(deploy.status == 0 && deploy.err.contains("replaced   Job/migrate"), said(deploy).constData());
}

void TestSandboxDeploy::interrupted() {
    QTemporaryDir renamed;
    copySet(renamed, "small", "halted");
    QProcess process;
    m_sandbox.aqictl(process, {u"deploy"_s, renamed.path()});
    QByteArray err;
    QTRY_VERIFY_WITH_TIMEOUT((err += process.readAllStandardError()).contains("created    StatefulSet"), 30'000);
    QElapsedTimer clock;
    clock.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(5000));
    QVERIFY2(clock.elapsed() < 2000, QByteArray::number(clock.elapsed()).constData());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray out = process.readAllStandardOutput();
    static const QRegularExpression stopped(u"^Stopped: (\\d+) applied, 0 unchanged, (\\d+) not reached, in .* s\\. The next call goes on from there\\.\\n$"_s);
    const QRegularExpressionMatch match = stopped.match(QString::fromUtf8(out));
    QVERIFY2(match.hasMatch(), out.constData());
    const int applied = match.captured(1).toInt();
    QVERIFY(applied > 0 && match.captured(2).toInt() > 0);
    const Ran next = m_sandbox.aqictl({u"deploy"_s, renamed.path()});
    QVERIFY2(next.status == 0, said(next).constData());
    QVERIFY2(next.out.startsWith("Deployed: " + QByteArray::number(8 - applied) + " applied, " + QByteArray::number(applied) + " unchanged"), said(next).constData());
}

void TestSandboxDeploy::wholeSystem() {
    const QString overlay = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/overlays/sandbox");
    if (!QFile::exists(overlay + u"/kustomization.yaml"_s))
        QSKIP("the set is not there");
    const Ran deploy = m_sandbox.aqictl({u"deploy"_s, overlay, u"--timeout"_s, u"120"_s});
    QVERIFY2(deploy.status == 0, said(deploy).constData());
    const Ran again = m_sandbox.aqictl({u"deploy"_s, overlay});
    QVERIFY2(again.status == 0 && again.out.startsWith("No change"), (said(again) + m_sandbox.aqictl({u"plan"_s, overlay}).out).constData());
    const Ran forecast = m_sandbox.aqictl({u"forecast"_s, u"Delhi"_s, u"--hours"_s, u"3"_s, u"--format"_s, u"json"_s, u"-n"_s, u"aqi-predictor"_s});
    QVERIFY2(forecast.status == 0, said(forecast).constData());
    QCOMPARE(document(forecast)["hours"_L1].toArray().size(), 3);
    QCOMPARE(document(forecast)["synthetic"_L1].toBool(), true);
    const Ran hpa = m_sandbox.aqictl({u"get"_s, u"hpa"_s, u"-n"_s, u"aqi-predictor"_s});
    QVERIFY2(hpa.status == 0 && hpa.out.contains("3-10"), said(hpa).constData());
}

void TestSandboxDeploy::noServer() {
    QTemporaryDir dir;
    QFile file(dir.filePath(u"config"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n"
               "clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]\nusers: [{name: u, user: {token: t}}]\n");
    file.close();
    QProcess process;
    process.start(QStringLiteral(AQI_BIN_DIR "/aqictl"), {u"plan"_s, set, u"--kubeconfig"_s, file.fileName()});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 3);
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxDeploy)
#include "tst_sandboxdeploy.moc"
