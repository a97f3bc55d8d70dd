// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// YAML as kubectl reads it, sets of files, and what a hostile file must not do.
#include "deploy/manifestset.h"
#include "deploy/yamlreader.h"
#include "deploy/yamlscalar.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray json(const QJsonValue &value) {
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
}

void write(const QString &path, const QByteArray &text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray configMap(const QByteArray &name, const QByteArray &ns = {}) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n" + (ns.isEmpty() ? QByteArray() : "  namespace: " + ns + "\n");
}

} // namespace

class TestManifests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalars_data();
    void scalars();
    void keys();
    void documents();
    void lines();
    void lists();
    void merges();
    void refused_data();
    void refused();
    void limits();
    void folder();
    void twins();
    void kustomization();
    void brokenKustomization();
};

// Every row was measured: kubectl annotate --local -f FILE -o json, kubectl 1.32.
void TestManifests::scalars_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("wanted");
    const std::pair<const char *, const char *> rows[] = {{"yes", "true"}, {"Yes", "true"}, {"YES", "true"}, {"yEs", "\"yEs\""}, {"y", "true"},
        {"n", "false"}, {"N", "false"}, {"on", "true"}, {"off", "false"}, {"True", "true"}, {"tRUE", "\"tRUE\""}, {"010", "8"}, {"0o10", "8"},
        {"0O7", "7"}, {"0777", "511"}, {"08", "8"}, {"019", "19"}, {"-010", "-8"}, {"0x1F", "31"}, {"+0x1F", "31"}, {"0x", "\"0x\""},
        {"0b11", "3"}, {"-0b1", "-1"}, {"0b2", "\"0b2\""}, {"1_000", "1000"}, {"1__0", "10"}, {"1_", "1"}, {"_1", "\"_1\""}, {"1e3", "1000"},
        {"1.e3", "1000"}, {"1.5e+3", "1500"}, {".5", "0.5"}, {"5.", "5"}, {".", "\".\""}, {"+.5", "0.5"}, {"1e", "\"1e\""}, {"12e03", "12000"},
        {"4e-2", "0.04"}, {"1e400", "\"1e400\""}, {"9007199254740993", "9007199254740993"}, {"9223372036854775807", "9223372036854775807"},
        {"~", "null"}, {"null", "null"}, {"NULL", "null"}, {"nULL", "\"nULL\""}, {"", "null"}, {"2024-01-02", "\"2024-01-02\""},
        {"2024-01-02T03:04:05Z", "\"2024-01-02T03:04:05Z\""}, {"1:30", "\"1:30\""}, {"190:20:30", "\"190:20:30\""}, {"nan", "\"nan\""},
        {"inf", "\"inf\""}, {"512Mi", "\"512Mi\""}, {"=", "\"=\""}, {"-", "\"-\""}, {"+5", "5"}, {"685_230.15", "685230.15"}};
    for (const auto &[text, wanted] : rows)
        QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text) << QByteArray(wanted);
}

void TestManifests::scalars() {
    QFETCH(QString, text);
    QFETCH(QByteArray, wanted);
    const auto value = deploy::plainScalar(text);
    QVERIFY(value.has_value());
    QCOMPARE(json(*value), wanted);
}

void TestManifests::keys() {
    const std::pair<QString, QString> rows[] = {{u"yes"_s, u"true"_s}, {u"1.5"_s, u"1.5"_s}, {u"0x10"_s, u"16"_s}, {u"1.0"_s, u"1"_s},
        {u"1e3"_s, u"1000"_s}, {u"1_0"_s, u"10"_s}, {u"2024-01-01"_s, u"2024-01-01"_s}, {u"app.conf"_s, u"app.conf"_s}};
    for (const auto &[text, wanted] : rows)
        QCOMPARE(deploy::plainKey(text), std::optional(wanted));
    QVERIFY(!deploy::plainKey(u"null"_s));
}

void TestManifests::documents() {
    const auto objects = deploy::parseManifests("# only a comment\n---\n" + configMap("a") + "---\n---\nnull\n---\n" + configMap("b", "x"), u"f.yaml"_s);
    QVERIFY2(objects.has_value(), qPrintable(objects ? QString() : objects.error().text()));
    QCOMPARE(objects->size(), 2);
    QCOMPARE(objects->at(1).ref.text(), u"ConfigMap/b"_s);
    QCOMPARE(objects->at(1).ref.ns, u"x"_s);
    QVERIFY(deploy::parseManifests({}, u"f.yaml"_s)->isEmpty());
    const auto nested = deploy::readYaml("[[1, [2]], {a: [b]}]", u"f"_s);
    QCOMPARE(json(nested->at(0).root), QByteArray(R"([[1,[2]],{"a":["b"]}])"));
    // Quoted text stays text, block scalars keep their line ends.
    const auto quoted = deploy::parseManifests(configMap("q") + "data:\n  a: \"yes\"\n  b: '010'\n  c: |\n    one\n    two\n", u"f"_s);
    QCOMPARE(json(quoted->at(0).object["data"_L1]), QByteArray(R"({"a":"yes","b":"010","c":"one\ntwo\n"})"));
}

void TestManifests::lines() {
    const auto objects = deploy::parseManifests("\n\n" + configMap("a") + "---\n# why\n" + configMap("b"), u"f.yaml"_s);
    QCOMPARE(objects->at(0).line, 3);
    QCOMPARE(objects->at(1).line, 9);
    QCOMPARE(objects->at(1).file, u"f.yaml"_s);
}

void TestManifests::lists() {
    const QByteArray list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n"
                            "- apiVersion: v1\n  kind: Secret\n  metadata: {name: b}\n";
    const auto objects = deploy::parseManifests(list, u"l.yaml"_s);
    QCOMPARE(objects->size(), 2);
    QCOMPARE(objects->at(0).line, 4);
    QCOMPARE(objects->at(1).line, 7);
    QCOMPARE(objects->at(1).ref.kind, u"Secret"_s);
}

void TestManifests::merges() {
    const auto documents = deploy::readYaml("a: &A {q: 1, r: 2}\nb: {<<: *A, q: 3}\nc: *A\nd: {<<: [{s: 4}, *A]}\n", u"m"_s);
    QVERIFY2(documents.has_value(), qPrintable(documents ? QString() : documents.error().text()));
    const QJsonValue root = documents->at(0).root;
    QCOMPARE(json(root["b"_L1]), QByteArray(R"({"q":3,"r":2})"));
    QCOMPARE(json(root["c"_L1]), QByteArray(R"({"q":1,"r":2})"));
    QCOMPARE(json(root["d"_L1]), QByteArray(R"({"q":1,"r":2,"s":4})"));
}

void TestManifests::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("says");
    QTest::newRow("syntax") << QByteArray("a: [1\nb: 2") << u"f:2"_s << u"not valid YAML"_s;
    QTest::newRow("tab") << QByteArray("a:\n\tb: 1") << u"f:2"_s << u"not valid YAML"_s;
    QTest::newRow("not a map") << QByteArray("- 1\n") << u"f:1"_s << u"not a Kubernetes object"_s;
    QTest::newRow("no kind") << QByteArray("---\napiVersion: v1\nmetadata: {name: a}\n") << u"f:2"_s << u"no kind"_s;
    QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Pod\nmetadata: {generateName: a}\n") << u"f:1"_s << u"no metadata.name"_s;
    QTest::newRow("name is a number") << QByteArray("apiVersion: v1\nkind: Pod\nmetadata: {name: 5}\n") << u"f:1"_s << u"metadata.name is not text"_s;
    QTest::newRow("twice") << QByteArray("a: 1\nb: 2\na: 3\n") << u"f:3"_s << u"a stands twice"_s;
    QTest::newRow("null key") << QByteArray("a:\n  ~: 1\n") << u"f:2"_s << u"key"_s;
    QTest::newRow("map key") << QByteArray("{? [1]: 2}") << u"f:1"_s << u"key"_s;
    QTest::newRow("infinity") << QByteArray("a: .inf") << u"f:1"_s << u"no form in JSON"_s;
    QTest::newRow("tag lies") << QByteArray("a: !!int x") << u"f:1"_s << u"!!int"_s;
    QTest::newRow("self") << QByteArray("a: &a [*a]") << u"f:1"_s << u"inside"_s;
    QTest::newRow("unknown alias") << QByteArray("a: *b") << u"f:1"_s << u"not valid YAML"_s;
    QTest::newRow("binary") << QByteArray("a: \0b", 5) << u"f"_s << u"UTF-8"_s;
    QTest::newRow("latin1") << QByteArray("a: \xe4\xf6") << u"f"_s << u"UTF-8"_s;
    QTest::newRow("deep flow") << QByteArray(200, '[') + QByteArray(200, ']') << u"f:1"_s << u"deep"_s;
    QTest::newRow("very deep flow") << QByteArray(100'000, '[') << u"f:1"_s << u""_s;
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'j'; ++c)
        bomb += QByteArray(1, c) + ": &" + c + " [*" + char(c - 1) + QByteArray(",*") + char(c - 1) + ",*" + char(c - 1) + ",*" + char(c - 1) + ",*" + char(c - 1)
            + ",*" + char(c - 1) + ",*" + char(c - 1) + ",*" + char(c - 1) + ",*" + char(c - 1) + "]\n";
    QTest::newRow("alias bomb") << bomb << u"f:"_s << u"alias expansions"_s;
    QTest::newRow("too large") << QByteArray(17 * 1024 * 1024, 'a') << u"f"_s << u"larger than 16 MB"_s;
}

void TestManifests::refused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    QFETCH(QString, says);
    QElapsedTimer clock;
    clock.start();
    const auto objects = deploy::parseManifests(text, u"f"_s);
    QVERIFY2(clock.elapsed() < 5000, "a hostile text must not take long");
    QVERIFY(!objects.has_value());
    QCOMPARE(objects.error().kind, base::ErrorKind::Invalid);
    QVERIFY2(objects.error().where.startsWith(where), qPrintable(objects.error().text()));
    QVERIFY2(objects.error().message.contains(says), qPrintable(objects.error().text()));
}

void TestManifests::limits() {
    deploy::YamlLimits limits;
    limits.keys = 3;
    QVERIFY(!deploy::readYaml("{a: 1, b: 2, c: 3, d: 4}", u"f"_s, limits));
    QVERIFY(deploy::readYaml("{a: 1, b: 2, c: 3}", u"f"_s, limits));
    limits.nodes = 5;
    QVERIFY(!deploy::readYaml("[1, 2, 3, 4, 5, 6]", u"f"_s, limits));
}

void TestManifests::folder() {
    QTemporaryDir dir;
    write(dir.filePath(u"b.yaml"_s), configMap("b", "one"));
    write(dir.filePath(u"a.yml"_s), configMap("a", "two") + "---\n" + configMap("c", "two"));
    write(dir.filePath(u"readme.md"_s), "[");
    QDir(dir.path()).mkdir(u"below"_s);
    write(dir.filePath(u"below/z.yaml"_s), "[");
    auto loaded = deploy::loadManifests(dir.path());
    QTRY_VERIFY(loaded.isFinished());
    const auto set = loaded.result();
    QVERIFY2(set.has_value(), qPrintable(set ? QString() : set.error().text()));
    QCOMPARE(set->objects.size(), 3);
    QCOMPARE(set->ns, u"two"_s);
    auto missing = deploy::loadManifests(dir.filePath(u"nowhere"_s));
    QCOMPARE(missing.result().error().kind, base::ErrorKind::Io);
    auto empty = deploy::loadManifests(dir.filePath(u"readme.md"_s));
    QVERIFY(!empty.result());
}

void TestManifests::twins() {
    QTemporaryDir dir;
    write(dir.filePath(u"a.yaml"_s), configMap("same"));
    write(dir.filePath(u"b.yaml"_s), "\n" + configMap("same"));
    const auto set = deploy::loadManifests(dir.path()).result();
    QVERIFY(!set);
    QVERIFY(set.error().where.endsWith("b.yaml:2"_L1));
    QVERIFY(set.error().message.contains("a.yaml:1"_L1));
}

void TestManifests::kustomization() {
    if (QStandardPaths::findExecutable(u"kubectl"_s).isEmpty())
        QSKIP("kubectl is not installed");
    QTemporaryDir dir;
    write(dir.filePath(u"kustomization.yaml"_s), "namespace: made\nnamePrefix: p-\nresources: [a.yaml]\n");
    write(dir.filePath(u"a.yaml"_s), configMap("a"));
    const auto set = deploy::loadManifests(dir.path()).result();
    QVERIFY2(set.has_value(), qPrintable(set ? QString() : set.error().text() + set.error().detail));
    QCOMPARE(set->objects.at(0).ref.name, u"p-a"_s);
    QCOMPARE(set->ns, u"made"_s);
    QCOMPARE(set->objects.at(0).file, dir.path());
    QCOMPARE(set->objects.at(0).line, 0);
}

void TestManifests::brokenKustomization() {
    if (QStandardPaths::findExecutable(u"kubectl"_s).isEmpty())
        QSKIP("kubectl is not installed");
    QTemporaryDir dir;
    write(dir.filePath(u"kustomization.yaml"_s), "resources: [nowhere.yaml]\n");
    const auto set = deploy::loadManifests(dir.path()).result();
    QVERIFY(!set);
    QCOMPARE(set.error().where, dir.path());
    QVERIFY2(set.error().detail.contains("nowhere.yaml"_L1), qPrintable(set.error().detail));
}

QTEST_GUILESS_MAIN(TestManifests)
#include "tst_manifests.moc"
