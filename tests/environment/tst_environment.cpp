// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "environment/store.h"
#include "kube/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using environment::Kind;

namespace {

void write(const QString &path, const QByteArray &text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

const char *const kubeconfigText =
    "apiVersion: v1\n"
    "kind: Config\n"
    "current-context: staging-eu\n"
    "clusters: [{name: c, cluster: {server: \"https://127.0.0.1:1\"}}]\n"
    "users: [{name: u, user: {token: t}}]\n"
    "contexts:\n"
    "- {name: aqi-sandbox, context: {cluster: c, user: u, namespace: aqi-predictor}}\n"
    "- {name: staging-eu, context: {cluster: c, user: u}}\n"
    "- {name: my-production, context: {cluster: c, user: u}}\n";

} // namespace

class TestEnvironment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kinds_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("sandbox") << u"aqi-sandbox"_s << Kind::Sandbox;
        QTest::newRow("production") << u"eu-PROD-1"_s << Kind::Production;
        QTest::newRow("production wins: better too careful") << u"sandbox-of-production"_s << Kind::Production;
        QTest::newRow("anything else") << u"kind-kind"_s << Kind::Staging;
    }
    void kinds() {
        QFETCH(QString, context);
        QTEST(environment::kindOf(context), "kind");
    }

    void readsAFile() {
        const auto read = environment::parse("name: Live\nkind: production\ncolor: '#AA0000'\nkubeconfig: ../kube.yaml\ncontext: live\nnamespace: aqi\nmanifests: set\n", u"/etc/aqi/environments/live.yaml"_s);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().text()));
        QCOMPARE(read->name, u"Live"_s);
        QCOMPARE(read->kind, Kind::Production);
        QCOMPARE(read->color, u"#AA0000"_s);
        QCOMPARE(read->kubeconfig, u"/etc/aqi/kube.yaml"_s);
        QCOMPARE(read->ns, u"aqi"_s);
        QCOMPARE(read->manifests, u"/etc/aqi/environments/set"_s);
        QCOMPARE(read->file, u"/etc/aqi/environments/live.yaml"_s);
    }
    void fillsWhatIsNotSaid() {
        const auto read = environment::parse("name: one\ncontext: my-prod\n", u"/e/one.yaml"_s);
        QVERIFY(read.has_value());
        QCOMPARE(read->kind, Kind::Production);
        QCOMPARE(read->color, environment::defaultColor(Kind::Production));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("part");
        QTest::newRow("a misspelt field") << QByteArray("name: x\nkindd: production\n") << u"/e/x.yaml:2"_s << u"kindd"_s;
        QTest::newRow("a kind of another world") << QByteArray("name: x\n\nkind: live\n") << u"/e/x.yaml:3"_s << u"live"_s;
        QTest::newRow("a colour by name") << QByteArray("name: x\ncolor: red\n") << u"/e/x.yaml:2"_s << u"red"_s;
        QTest::newRow("no name") << QByteArray("kind: staging\n") << u"/e/x.yaml:1"_s << u"name"_s;
        QTest::newRow("a list") << QByteArray("- name: x\n") << u"/e/x.yaml:1"_s << u"map"_s;
        QTest::newRow("a map as value") << QByteArray("name: {a: b}\n") << u"/e/x.yaml:1"_s << u"text"_s;
        QTest::newRow("broken") << QByteArray("name: [\n") << u"/e/x.yaml:2"_s << QString();
        QTest::newRow("empty") << QByteArray() << u"/e/x.yaml"_s << u"map"_s;
        QTest::newRow("binary") << QByteArray("\x00\xff\x01\x02", 4) << u"/e/x.yaml"_s << QString();
    }
    void refuses() {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, where);
        QFETCH(QString, part);
        const auto read = environment::parse(yaml, u"/e/x.yaml"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, base::ErrorKind::Invalid);
        QVERIFY2(read.error().where.startsWith(where), qPrintable(read.error().text()));
        QVERIFY2(read.error().message.contains(part), qPrintable(read.error().text()));
    }

    void readsAFolder() {
        QTemporaryDir dir;
        write(dir.filePath(u"b.yaml"_s), "name: beta\n");
        write(dir.filePath(u"a.yml"_s), "name: alpha\n");
        write(dir.filePath(u"c.yaml"_s), "name: beta\n");
        write(dir.filePath(u"d.yaml"_s), "kind: no\n");
        write(dir.filePath(u"large.yaml"_s), QByteArray(70'000, '#'));
        write(dir.filePath(u"notes.txt"_s), "not ours");
        const environment::Listing listing = environment::readFolder(dir.path());
        QCOMPARE(listing.environments.size(), 2);
        QCOMPARE(listing.environments.at(0).name, u"alpha"_s);
        QCOMPARE(listing.problems.size(), 3);
        QVERIFY(environment::readFolder(dir.filePath(u"nowhere"_s)).environments.isEmpty());
    }

    void contextsServeWhereThereAreNoFiles() {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"config"_s);
        write(file, kubeconfigText);
        const auto listing = environment::load({dir.filePath(u"none"_s), file}).result();
        QVERIFY2(listing.has_value(), listing ? "" : qPrintable(listing.error().text()));
        QCOMPARE(listing->environments.size(), 3);
        QCOMPARE(listing->environments.at(0).name, u"staging-eu"_s); // the current one first
        QCOMPARE(listing->environments.at(0).kubeconfig, file);
        const auto sandbox = std::find_if(listing->environments.cbegin(), listing->environments.cend(), [](const auto &each) { return each.name == u"aqi-sandbox"_s; });
        QCOMPARE(sandbox->kind, Kind::Sandbox);
        QCOMPARE(sandbox->ns, u"aqi-predictor"_s);
    }
    void filesWinOverContexts() {
        QTemporaryDir dir;
        write(dir.filePath(u"one.yaml"_s), "name: one\ncontext: x\n");
        const auto listing = environment::load({dir.path(), {}}).result();
        QVERIFY(listing.has_value());
        QCOMPARE(listing->environments.size(), 1);
        QCOMPARE(listing->environments.at(0).name, u"one"_s);
    }
    void saysThatAKubeconfigIsNotThere() {
        const auto listing = environment::load({u"/nowhere"_s, u"/nowhere/config"_s}).result();
        QVERIFY(!listing);
        QVERIFY(listing.error().text().contains(u"/nowhere/config"_s));
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
