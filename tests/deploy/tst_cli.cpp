// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line's contract where no cluster is needed: wrong use, unreadable input, help.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestCli : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statuses_data();
    void statuses();
    void helpNamesEveryKey();
};

void TestCli::statuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says"); // on standard error; on standard output where the status is 0
    const QString nowhere = u"/nowhere/at/all"_s;
    QTest::newRow("no command") << QStringList() << 2 << QByteArray("a command is wanted");
    QTest::newRow("unknown command") << QStringList{u"explode"_s} << 2 << QByteArray("no command explode");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0 << QByteArray("deploy PATH");
    QTest::newRow("version") << QStringList{u"--version"_s} << 0 << QByteArray("aqictl ");
    QTest::newRow("unknown option") << QStringList{u"get"_s, u"pods"_s, u"--loud"_s} << 2 << QByteArray("loud");
    QTest::newRow("nothing to get") << QStringList{u"get"_s} << 2 << QByteArray("usage: aqictl get");
    QTest::newRow("unknown thing to get") << QStringList{u"get"_s, u"coffee"_s} << 2 << QByteArray("not coffee");
    QTest::newRow("format") << QStringList{u"get"_s, u"pods"_s, u"--format"_s, u"xml"_s} << 2 << QByteArray("not xml");
    QTest::newRow("plan without a path") << QStringList{u"plan"_s} << 2 << QByteArray("usage: aqictl plan PATH");
    QTest::newRow("plan of nothing") << QStringList{u"plan"_s, nowhere} << 2 << QByteArray("/nowhere/at/all: does not exist");
    QTest::newRow("timeout") << QStringList{u"deploy"_s, nowhere, u"--timeout"_s, u"soon"_s} << 2 << QByteArray("--timeout is a whole number");
    QTest::newRow("hours") << QStringList{u"forecast"_s, u"Delhi"_s, u"--hours"_s, u"0"_s} << 2 << QByteArray("--hours is a whole number");
    QTest::newRow("standard") << QStringList{u"forecast"_s, u"Delhi"_s, u"--standard"_s, u"mars"_s} << 2
                              << QByteArray("--standard is one of in-naqi, us-epa, eu-eaqi, not mars");
    QTest::newRow("no kubeconfig") << QStringList{u"get"_s, u"pods"_s, u"--kubeconfig"_s, nowhere} << 2 << QByteArray("/nowhere/at/all");
    for (const QString &command : {u"get"_s, u"plan"_s, u"deploy"_s, u"diagnose"_s, u"forecast"_s})
        QTest::newRow(qPrintable(u"help of "_s + command)) << QStringList{command, u"--help"_s} << 0 << QByteArray("Usage: aqictl ");
}

void TestCli::statuses() {
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(QStringLiteral(AQI_BIN_DIR "/aqictl"), arguments);
    QVERIFY(process.waitForFinished(20'000));
    const QByteArray out = process.readAllStandardOutput();
    const QByteArray err = process.readAllStandardError();
    QTEST(process.exitCode(), "status");
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    QVERIFY2((status == 0 ? out : err).contains(says), (out + err).constData());
    QVERIFY2((status == 0 ? err : out).isEmpty(), (out + err).constData());
}

// The JSON of each command is documented in its help.
void TestCli::helpNamesEveryKey() {
    const std::pair<QString, QList<QByteArray>> keys[] = {
        {u"plan"_s, {"path", "namespace", "cluster", "counts", "steps", "phase", "change", "object", "file", "line", "reason", "waits", "differences", "before", "after", "refusal"}},
        {u"deploy"_s, {"outcome", "applied", "unchanged", "remaining", "seconds", "cause", "error", "steps", "state", "message", "evidence", "remedy", "decisive"}},
        {u"diagnose"_s, {"namespace", "objects", "state", "message", "cause", "sentence"}},
        {u"get"_s, {"items", "status", "restarts", "cpu", "memory", "minimum", "maximum", "metrics", "updated", "images"}},
        {u"forecast"_s, {"place", "source", "model", "synthetic", "fallback", "generated", "confidence", "hours", "lower", "upper", "pollutants", "age", "standard", "numbers", "stations", "now", "aqiCategory", "ours", "differs", "means", "averaging", "valid", "needed", "complete"}}};
    for (const auto &[command, names] : keys) {
        QProcess process;
        process.start(QStringLiteral(AQI_BIN_DIR "/aqictl"), {command, u"--help"_s});
        QVERIFY(process.waitForFinished(20'000));
        const QByteArray help = process.readAllStandardOutput();
        for (const QByteArray &name : names)
            QVERIFY2(help.contains('"' + name + '"'), qPrintable(command + u" --help does not name "_s + QString::fromUtf8(name)));
    }
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
