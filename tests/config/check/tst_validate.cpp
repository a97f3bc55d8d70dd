// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl validate as scripts use it: exit statuses, JSON and SARIF, and what must not hang or crash it.
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray broken = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replcas: \"3\"\n  selector:\n    matchLabels: {app: web}\n"
                          "  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.27\n";

struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Run validate(QStringList arguments) {
    QProcess process;
    process.start(QStringLiteral(AQI_BIN_DIR "/aqictl"), QStringList{u"validate"_s} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class TestValidate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownManifestsAreClean() {
        const Run run = validate({QStringLiteral(AQI_SOURCE_DIR "/manifests"), u"--fail-on"_s, u"warning"_s});
        QVERIFY2(run.status == 0, (run.out + run.err).constData());
    }

    void json() {
        const QString path = file(u"web.yaml"_s, broken);
        const Run run = validate({path, u"--format"_s, u"json"_s});
        QCOMPARE(run.status, 1);
        const QJsonObject document = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(document["files"_L1].toInt(), 1);
        QCOMPARE(document["objects"_L1].toInt(), 1);
        const QJsonArray findings = document["findings"_L1].toArray();
        QVERIFY(!findings.isEmpty());
        for (const QJsonValue &value : findings) {
            const QJsonObject finding = value.toObject();
            for (const auto key : {"rule"_L1, "severity"_L1, "file"_L1, "line"_L1, "column"_L1, "object"_L1, "path"_L1, "message"_L1, "fix"_L1})
                QVERIFY2(finding.contains(key), run.out.constData());
        }
        const auto unknown = std::ranges::find_if(findings, [](const QJsonValue &value) { return value["rule"_L1] == "schema-unknown-key"_L1; });
        QVERIFY(unknown != findings.end());
        QCOMPARE((*unknown)["line"_L1].toInt(), 6);
        QCOMPARE((*unknown)["column"_L1].toInt(), 3);
        QCOMPARE((*unknown)["fix"_L1]["edits"_L1][0]["text"_L1].toString(), u"replicas"_s);
    }

    // Of a CustomResourceDefinition among the files, and without it.
    void customResources() {
        const QString folder = QStringLiteral(AQI_SOURCE_DIR "/tests/config/schema/definitions/");
        const QString definition = folder + u"servicemonitors.yaml"_s;
        const Run good = validate({definition, folder + u"good.yaml"_s});
        QVERIFY2(good.status == 0 && !good.out.contains("schema-"), (good.out + good.err).constData());
        const Run bad = validate({definition, folder + u"bad.yaml"_s});
        QCOMPARE(bad.status, 1);
        QVERIFY2(bad.out.contains("bad.yaml:13:7") && bad.out.contains("did you mean interval?"), bad.out.constData());
        const Run alone = validate({folder + u"good.yaml"_s});
        QVERIFY2(alone.status == 0 && alone.out.contains("schema-unknown-kind"), (alone.out + alone.err).constData());
    }

    void sarif() {
        const Run run = validate({file(u"web.yaml"_s, broken), u"--format"_s, u"sarif"_s});
        QCOMPARE(run.status, 1);
        const QJsonObject log = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(log["version"_L1].toString(), u"2.1.0"_s);
        const QJsonValue first = log["runs"_L1][0]["results"_L1][0];
        QVERIFY(!first["ruleId"_L1].toString().isEmpty());
        QVERIFY(first["locations"_L1][0]["physicalLocation"_L1]["region"_L1]["startLine"_L1].toInt() >= 1);
    }

    void statuses_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const QString good = file(u"good.yaml"_s, "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n");
        QTest::newRow("no path") << QStringList() << 2;
        QTest::newRow("nowhere") << QStringList{u"/nowhere/at/all"_s} << 2;
        QTest::newRow("severity") << QStringList{good, u"--fail-on"_s, u"panic"_s} << 2;
        QTest::newRow("format") << QStringList{good, u"--format"_s, u"xml"_s} << 2;
        QTest::newRow("platform") << QStringList{good, u"--platform"_s, u"abacus"_s} << 2;
        QTest::newRow("good") << QStringList{good} << 0;
        QTest::newRow("broken") << QStringList{file(u"web.yaml"_s, broken)} << 1;
        QTest::newRow("rules") << QStringList{u"--rules"_s} << 0;
        QTest::newRow("explain") << QStringList{u"--explain"_s, u"privileged-container"_s} << 0;
        QTest::newRow("explain nothing") << QStringList{u"--explain"_s, u"no-such-rule"_s} << 2;
    }

    void statuses() {
        QFETCH(QStringList, arguments);
        const Run run = validate(arguments);
        QTEST(run.status, "status");
        QVERIFY(!(run.out + run.err).isEmpty());
    }

    void hostileFiles_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("rule");
        QByteArray bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char c = 'b'; c < 'k'; ++c)
            bomb += QByteArray(1, c) + ": &" + c + " [" + QByteArray("*").append(char(c - 1)).append(", ").repeated(9) + "*" + char(c - 1) + "]\n";
        QTest::newRow("alias bomb") << bomb << QByteArray("yaml-alias-bomb");
        QTest::newRow("binary") << QByteArray("\x7f" "ELF\0\1\2\3\0\0\0\0", 12).repeated(100) << QByteArray("text-");
        QTest::newRow("not UTF-8") << QByteArray("name: caf\xe9\n") << QByteArray("text-not-utf8");
        QTest::newRow("deep") << QByteArray("[").repeated(100'000) << QByteArray("yaml-");
    }

    void hostileFiles() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, rule);
        const Run run = validate({file(u"hostile.yaml"_s, content)});
        QVERIFY2(run.status == 1 || run.status == 2, run.err.constData());
        QVERIFY2(run.out.contains(rule), run.out.constData());
        QVERIFY2(run.out.count('\n') <= 2, run.out.constData());
    }

    void aHugeFileIsNotRead() {
        QFile huge(m_folder.filePath(u"huge.yaml"_s));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(200'000'000));
        huge.close();
        const Run run = validate({huge.fileName()});
        QVERIFY2(run.out.contains("text-too-large"), (run.out + run.err).constData());
    }

    void baseline() {
        const QString path = file(u"web.yaml"_s, broken);
        const QString known = m_folder.filePath(u"known.json"_s);
        QCOMPARE(validate({path, u"--write-baseline"_s, known}).status, 0);
        QCOMPARE(validate({path, u"--baseline"_s, known, u"--fail-on"_s, u"warning"_s}).status, 0);
    }

private:
    QString file(const QString &name, const QByteArray &content) {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName();
    }

    const QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestValidate)
#include "tst_validate.moc"
