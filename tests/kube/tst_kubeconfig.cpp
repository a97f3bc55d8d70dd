// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/kubeconfig.h"
#include "kube/kubeconfigreader.h"
#include "kube/proxyenvironment.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using base::ErrorKind;
using kube::Kubeconfig;

namespace {

QByteArray ordinary() {
    QFile file(QStringLiteral(AQI_TEST_DIR "/data/kubeconfig/ordinary.yaml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestKubeconfig : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &text) {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile out(path);
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() ? path : QString();
    }
    static QByteArray user(const QByteArray &fields) {
        return "clusters: [{name: c, cluster: {server: 'https://h:1'}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\n"
               "current-context: x\nusers:\n- name: u\n  user:\n" + fields;
    }
    base::Result<kube::ClusterAccess> accessOf(const QByteArray &text) {
        return Kubeconfig::loadFiles({file(u"one/config"_s, text)}).and_then([](const Kubeconfig &config) { return config.access(); });
    }

private Q_SLOTS:
    void readsAnOrdinaryFile() {
        const QString path = file(u"ordinary/config"_s, ordinary());
        const auto config = Kubeconfig::load(path);
        QVERIFY2(config, qPrintable(config ? QString() : config.error().text()));
        QCOMPARE(config->currentContext(), u"sandbox"_s);
        QCOMPARE(config->contexts().size(), 5);
        const auto access = config->access();
        QVERIFY2(access, qPrintable(access ? QString() : access.error().text()));
        QCOMPARE(access->server, QUrl(u"https://127.0.0.1:6443"_s));
        QCOMPARE(access->certificateAuthority, "CA-DATA");
        QCOMPARE(access->tlsServerName, u"api.test"_s);
        QCOMPARE(access->ns, u"aqi-predictor"_s);
        QCOMPARE(access->token, "sesame");
        QVERIFY(!access->insecureSkipVerify);
        const auto far = config->access(u"far"_s);
        QVERIFY2(far, qPrintable(far ? QString() : far.error().text()));
        QCOMPARE(far->server, QUrl(u"https://far.example:8443"_s));
        QVERIFY(far->insecureSkipVerify);
        QCOMPARE(far->proxy, QUrl(u"socks5://proxy.example:1080"_s));
        QCOMPARE(far->ns, u"default"_s);
        QVERIFY(far->exec);
        QCOMPARE(far->exec->command, QFileInfo(path).absolutePath() + "/bin/login"_L1);
        QCOMPARE(far->exec->arguments, QStringList({u"get"_s, u"token"_s}));
        QCOMPARE(far->exec->environment.value(u"REGION"_s), u"north"_s);
        QVERIFY(far->exec->provideClusterInfo);
        QVERIFY(config->access(u"anonymous"_s));
    }
    void saysWhatAContextLacks_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("line");
        QTest::newRow("no such") << u"moon"_s << u"there is no context \"moon\"; there are: anonymous, dangling"_s << 0;
        QTest::newRow("cluster") << u"dangling"_s << u"names the cluster \"nowhere\", which is not there"_s << 21;
        QTest::newRow("user") << u"stranger"_s << u"names the user \"nobody\", which is not there"_s << 23;
    }
    void saysWhatAContextLacks() {
        QFETCH(QString, context);
        QFETCH(QString, says);
        QFETCH(int, line);
        const auto config = Kubeconfig::load(file(u"ordinary/config"_s, ordinary()));
        const auto access = config->access(context);
        QVERIFY(!access);
        QCOMPARE(access.error().kind, ErrorKind::Invalid);
        QVERIFY2(access.error().message.contains(says), qPrintable(access.error().text()));
        if (line > 0)
            QVERIFY2(access.error().where.endsWith(u"config:%1"_s.arg(line)), qPrintable(access.error().where));
    }

    void mergesFilesFirstWins() {
        const QString first = file(u"a/config"_s, "contexts: [{name: x, context: {cluster: c, user: red}}]\nusers: [{name: red, user: {token: first}}]\n");
        const QString second = file(u"b/config"_s,
            "current-context: x\nclusters: [{name: c, cluster: {server: 'https://second:1', certificate-authority: ca.pem}}]\n"
            "users: [{name: red, user: {token: second, username: extra, password: p}}]\n");
        file(u"b/ca.pem"_s, "relative to its own file");
        const QString third = file(u"d/config"_s, "current-context: other\nclusters: [{name: c, cluster: {server: 'https://third:1'}}]\n");
        qputenv("KUBECONFIG", (first + u":"_s + m_folder.filePath(u"missing"_s) + u"::"_s + second + u':' + third).toUtf8());
        const auto config = Kubeconfig::load();
        qunsetenv("KUBECONFIG");
        QVERIFY2(config, qPrintable(config ? QString() : config.error().text()));
        QCOMPARE(config->files(), QStringList({first, second, third}));
        QCOMPARE(config->currentContext(), u"x"_s);
        const auto access = config->access();
        QVERIFY2(access, qPrintable(access ? QString() : access.error().text()));
        QCOMPARE(access->token, "first");
        QVERIFY(access->username.isEmpty()); // entries are not mixed
        QCOMPARE(access->server.host(), u"second"_s);
        QCOMPARE(access->certificateAuthority, "relative to its own file");
    }
    void aNamedFileMustBeThere() {
        const auto config = Kubeconfig::load(m_folder.filePath(u"missing"_s));
        QVERIFY(!config);
        QCOMPARE(config.error().kind, ErrorKind::Io);
        QVERIFY(config.error().where.endsWith("missing"_L1));
        qputenv("KUBECONFIG", m_folder.filePath(u"missing"_s).toUtf8());
        QVERIFY(!Kubeconfig::load());
        qunsetenv("KUBECONFIG");
    }

    void readsUsers() {
        file(u"one/client.pem"_s, "CERT");
        file(u"one/client.key"_s, "KEY");
        auto access = accessOf(user("    client-certificate: client.pem\n    client-key: client.key\n    tokenFile: token\n"));
        QVERIFY2(access, qPrintable(access ? QString() : access.error().text()));
        QCOMPARE(access->clientCertificate, "CERT");
        QCOMPARE(access->clientKey, "KEY");
        QCOMPARE(access->tokenFile, m_folder.filePath(u"one/token"_s));
        access = accessOf(user("    client-certificate: client.pem\n    client-certificate-data: REFUQQ==\n    client-key-data: S0VZ\n"));
        QCOMPARE(access->clientCertificate, "DATA"); // data takes precedence
        access = accessOf(user("    username: me\n    password: secret\n    as: someone\n    as-groups: [a, b]\n"));
        QCOMPARE(access->username, u"me"_s);
        QCOMPARE(access->impersonateUser, u"someone"_s);
        QCOMPARE(access->impersonateGroups, QStringList({u"a"_s, u"b"_s}));
    }

    void namesFileAndLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("line");
        QTest::newRow("not YAML") << QByteArray("a: b\nc: [1, 2\nd: e\n") << u"not valid YAML"_s << 3;
        QTest::newRow("a list") << QByteArray("- a\n") << u"is a mapping"_s << 1;
        QTest::newRow("another kind") << QByteArray("apiVersion: v1\nkind: Pod\n") << u"this is a Pod"_s << 2;
        QTest::newRow("clusters no list") << QByteArray("x: 1\nclusters: {a: b}\n") << u"clusters must be a list"_s << 2;
        QTest::newRow("no name") << QByteArray("clusters:\n- cluster: {}\n") << u"needs a name"_s << 2;
        QTest::newRow("twice") << QByteArray("users:\n- name: a\n- name: a\n") << u"occurs twice"_s << 3;
        QTest::newRow("structure for a value") << user("    token: {a: b}\n") << u"token must be a single value"_s << 7;
        QTest::newRow("no command") << user("    exec:\n      apiVersion: client.authentication.k8s.io/v1\n") << u"exec needs a command"_s << 8;
        QTest::newRow("no base64") << user("    client-certificate-data: '%%'\n    client-key-data: S0VZ\n") << u"is not base64"_s << 7;
        QTest::newRow("no such file") << user("    client-certificate: nope.pem\n    client-key: nope.key\n") << u"nope.pem cannot be read"_s << 7;
        QTest::newRow("half a pair") << user("    client-key-data: S0VZ\n") << u"only one of client-certificate and client-key"_s << 5;
        QTest::newRow("auth-provider") << user("    auth-provider: {name: gcp}\n") << u"use an exec plugin"_s << 7;
        QTest::newRow("no server") << QByteArray("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters:\n- name: c\n  cluster: {}\n")
                                   << u"has no server"_s << 4;
        QTest::newRow("server no address") << QByteArray("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters:\n- name: c\n  cluster:\n    server: ftp://a\n")
                                           << u"not an http or https address"_s << 6;
        QTest::newRow("flag") << QByteArray("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters:\n- name: c\n  cluster:\n    server: https://a\n    insecure-skip-tls-verify: maybe\n")
                              << u"must be true or false"_s << 7;
        QTest::newRow("proxy") << QByteArray("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]\nclusters:\n- name: c\n  cluster:\n    server: https://a\n    proxy-url: gopher://p\n")
                               << u"the proxy must begin with"_s << 7;
    }
    void namesFileAndLine() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        QFETCH(int, line);
        const auto access = accessOf(text);
        QVERIFY(!access);
        QVERIFY2(access.error().message.contains(says), qPrintable(access.error().text()));
        QCOMPARE(access.error().where, m_folder.filePath(u"one/config:%1"_s.arg(line)));
    }
    void toleratesOddFiles() {
        QVERIFY(kube::parseKubeconfig("", u"f"_s));
        QVERIFY(kube::parseKubeconfig("# only a comment\n", u"f"_s));
        QVERIFY(kube::parseKubeconfig("clusters: null\nusers: ~\ncontexts: []\nextra: {a: [1]}\n", u"f"_s));
        QVERIFY(kube::parseKubeconfig("{\"kind\":\"Config\",\"clusters\":[{\"name\":\"c\"}]}", u"f"_s)); // JSON is YAML
        QVERIFY(!kube::parseKubeconfig(QByteArray("a\0b", 3), u"f"_s));
        QVERIFY(!kube::parseKubeconfig(QByteArray(kube::kubeconfigLimit + 1, ' '), u"f"_s));
        QVERIFY(!kube::parseKubeconfig(QByteArray(100000, '['), u"f"_s));
    }
    void anAliasBombIsHarmless() {
        QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'k'; ++c)
            bomb += QByteArray(1, c) + ": &" + c + " [" + QByteArray(9, '*').replace("*", QByteArray("*") + char(c - 1) + ",").chopped(1) + "]\n";
        QElapsedTimer clock;
        clock.start();
        QVERIFY(kube::parseKubeconfig(bomb + "clusters: []\n", u"f"_s));
        QVERIFY(clock.elapsed() < 2000);
    }

    void proxies_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("exceptions");
        QTest::addColumn<QString>("proxy");
        const QString proxy = u"http://proxy:3128"_s;
        QTest::newRow("plain") << u"https://api.example:6443"_s << QString() << proxy;
        QTest::newRow("loopback") << u"https://127.0.0.1:6443"_s << QString() << QString();
        QTest::newRow("localhost") << u"https://localhost"_s << QString() << QString();
        QTest::newRow("domain") << u"https://api.example"_s << u"other, .example"_s << QString();
        QTest::newRow("bare domain") << u"https://api.example"_s << u"example"_s << QString();
        QTest::newRow("no suffix of a word") << u"https://api.example"_s << u"ample"_s << proxy;
        QTest::newRow("network") << u"https://10.1.2.3"_s << u"10.0.0.0/8"_s << QString();
        QTest::newRow("other port") << u"https://api.example:6443"_s << u"api.example:443"_s << proxy;
        QTest::newRow("all") << u"https://api.example"_s << u"*"_s << QString();
        QTest::newRow("other scheme") << u"http://api.example"_s << QString() << QString();
    }
    void proxies() {
        QFETCH(QString, server);
        QFETCH(QString, exceptions);
        QFETCH(QString, proxy);
        QProcessEnvironment environment;
        environment.insert(u"https_proxy"_s, u"proxy:3128"_s);
        environment.insert(u"NO_PROXY"_s, exceptions);
        QCOMPARE(kube::proxyFromEnvironment(QUrl(server), environment), QUrl(proxy));
    }
};

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"
