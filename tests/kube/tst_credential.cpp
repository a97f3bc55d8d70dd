// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/client.h"
#include "await.h"
#include "fakeapi.h"
#include "support/testcertificates.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using base::ErrorKind;
using support::Answer;
using support::Incoming;

class TestCredential : public QObject {
    Q_OBJECT

    support::TestCertificates m_certificates;
    QTemporaryDir m_folder;

    kube::ClusterAccess secureAccess(const support::ScriptServer &server) {
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        access.certificateAuthority = m_certificates.authority();
        access.token = "sesame";
        return access;
    }
    static kube::ClusterAccess plainAccess(const support::ScriptServer &server) {
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        return access;
    }
    QString script(const QString &name, const QByteArray &text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + text);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_certificates.make()); }

    void speaksTlsWithItsAuthorityAndToken() {
        QByteArray authorization;
        support::ScriptServer server([&](const Incoming &request, Answer &answer) {
            authorization = request.headers.value("authorization");
            answer.whole(200, "{\"major\":\"1\"}");
        });
        server.setTls(m_certificates.server(u"server"_s));
        QVERIFY(server.start());
        kube::Client client(secureAccess(server));
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text()));
        QCOMPARE(authorization, "Bearer sesame");
        QCOMPARE((*result)["major"_L1].toString(), u"1"_s);
    }

    void namesWhatIsWrongWithACertificate_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<bool>("otherAuthority");
        QTest::addColumn<QString>("serverName");
        QTest::addColumn<QString>("says"); // empty: it works
        QTest::newRow("other authority") << u"server"_s << true << QString() << u"is not trusted"_s;
        QTest::newRow("other host") << u"named"_s << false << QString() << u"it names api.test"_s;
        QTest::newRow("other host, named") << u"named"_s << false << u"api.test"_s << QString();
        QTest::newRow("wrongly named") << u"server"_s << false << u"elsewhere.test"_s << u"is not for elsewhere.test"_s;
    }
    void namesWhatIsWrongWithACertificate() {
        QFETCH(QString, certificate);
        QFETCH(bool, otherAuthority);
        QFETCH(QString, serverName);
        QFETCH(QString, says);
        support::ScriptServer server([](const Incoming &, Answer &answer) { answer.whole(200, "{}"); });
        server.setTls(m_certificates.server(certificate));
        QVERIFY(server.start());
        kube::ClusterAccess access = secureAccess(server);
        access.tlsServerName = serverName;
        if (otherAuthority)
            access.certificateAuthority = m_certificates.otherAuthority();
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        if (says.isEmpty()) {
            QVERIFY2(result, qPrintable(result ? QString() : result.error().text()));
            return;
        }
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Tls);
        QVERIFY2(result.error().message.contains(says), qPrintable(result.error().text()));
        QCOMPARE(server.seen().size(), 0); // the token never left
    }
    void anUnreadableAuthorityIsNoReasonToTrustTheSystem() {
        support::ScriptServer server([](const Incoming &, Answer &answer) { answer.whole(200, "{}"); });
        server.setTls(m_certificates.server(u"server"_s));
        QVERIFY(server.start());
        kube::ClusterAccess access = secureAccess(server);
        access.certificateAuthority = "nonsense";
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Tls);
    }
    void presentsAClientCertificate() {
        support::ScriptServer server([](const Incoming &, Answer &answer) { answer.whole(200, "{}"); });
        server.setTls(m_certificates.server(u"server"_s, support::TestCertificates::Clients::Certified));
        QVERIFY(server.start());
        kube::ClusterAccess access = secureAccess(server);
        {
            kube::Client client(access);
            QVERIFY(!await(client.getJson(u"/version"_s)));
        }
        access.clientCertificate = m_certificates.clientCertificate();
        access.clientKey = m_certificates.clientKey();
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text()));
    }

    void renewsAnExecCredentialOnce() {
        const QString counter = m_folder.filePath(u"calls"_s);
        kube::ExecPlugin plugin;
        plugin.apiVersion = u"client.authentication.k8s.io/v1"_s;
        plugin.command = script(u"plugin"_s, 
        "echo x >> \"$COUNTER\"\n"
        "n=$(wc -l < \"$COUNTER\" | tr -d ' ')\n"
        "case $KUBERNETES_EXEC_INFO in *'\"interactive\":false'*) ;; *) exit 9;; esac\n"
        "echo \"{\\\"kind\\\":\\\"ExecCredential\\\",\\\"apiVersion\\\":\\\"client.authentication.k8s.io/v1\\\",\\\"status\\\":{\\\"token\\\":\\\"$1-$n\\\",\\\"expirationTimestamp\\\":\\\"2999-01-01T00:00:00Z\\\"}}\"\n");
        plugin.arguments = {u"token"_s};
        plugin.environment = {{u"COUNTER"_s, counter}};
        QByteArray good = "Bearer token-1";
        support::ScriptServer server([&](const Incoming &request, Answer &answer) {
            if (request.headers.value("authorization") == good)
                answer.whole(200, "{}");
            else
                answer.whole(401, FakeApi::status(401, u"Unauthorized"_s, u"Unauthorized"_s));
        });
        QVERIFY(server.start());
        kube::ClusterAccess access = plainAccess(server);
        access.exec = plugin;
        kube::Client client(access);
        for (int i = 0; i < 3; ++i)
            QVERIFY(await(client.getJson(u"/version"_s)));
        QFile calls(counter);
        QVERIFY(calls.open(QIODevice::ReadOnly));
        QCOMPARE(calls.readAll().count('x'), 1); // kept
        good = "Bearer token-2";
        QVERIFY(await(client.getJson(u"/version"_s))); // renewed after 401
        good = "Bearer never";
        const auto refused = await(client.getJson(u"/version"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Auth);
        calls.seek(0);
        QCOMPARE(calls.readAll().count('x'), 3);
    }

    void saysWhyAPluginFailed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("exit code") << QByteArray("echo 'please log in' >&2; exit 3\n") << u"exit code 3: please log in"_s;
        QTest::newRow("nonsense") << QByteArray("echo hello\n") << u"did not print an ExecCredential"_s;
        QTest::newRow("other version") << QByteArray("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\"}'\n")
                                       << u"another apiVersion"_s;
        QTest::newRow("nothing in it") << QByteArray("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'\n")
                                       << u"neither a token nor a certificate"_s;
        QTest::newRow("killed") << QByteArray("kill -9 $$\n") << u"crashed"_s;
        QTest::newRow("not there") << QByteArray() << u"not on the PATH"_s;
    }
    void saysWhyAPluginFailed() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        support::ScriptServer server([](const Incoming &, Answer &answer) { answer.whole(200, "{}"); });
        QVERIFY(server.start());
        kube::ClusterAccess access = plainAccess(server);
        access.exec = kube::ExecPlugin{};
        access.exec->apiVersion = u"client.authentication.k8s.io/v1"_s;
        access.exec->command = text.isEmpty() ? u"aqi-no-such-plugin"_s : script(u"failing"_s, text);
        access.exec->arguments = {u"--secret=hunter2"_s};
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Auth);
        QVERIFY2(result.error().message.contains(says), qPrintable(result.error().text()));
        QCOMPARE(result.error().where, access.exec->command);
        QVERIFY(!(result.error().text() + result.error().detail).contains("hunter2"_L1));
        QCOMPARE(server.seen().size(), 0); // fails closed
    }

    void looksOnTheLoginShellsPath() {
        QVERIFY(QDir(m_folder.path()).mkpath(u"tools"_s));
        QVERIFY(!script(u"tools/aqi-test-login"_s, "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"t\"}}'\n").isEmpty());
        const QString shell = script(u"shell"_s, "echo hello from the profile\nprintf '\\nPATH-IS:%s\\n' " + m_folder.filePath(u"tools"_s).toUtf8() + ":/usr/bin:/bin\n");
        support::ScriptServer server([](const Incoming &request, Answer &answer) {
            answer.whole(request.headers.value("authorization") == "Bearer t" ? 200 : 401, "{}");
        });
        QVERIFY(server.start());
        kube::ClusterAccess access = plainAccess(server);
        access.exec = kube::ExecPlugin{};
        access.exec->apiVersion = u"client.authentication.k8s.io/v1"_s;
        access.exec->command = u"aqi-test-login"_s;
        access.exec->environment = {{u"SHELL"_s, shell}};
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text()));
    }
    void usesACertificateOfThePlugin() {
        support::ScriptServer server([](const Incoming &, Answer &answer) { answer.whole(200, "{}"); });
        server.setTls(m_certificates.server(u"server"_s, support::TestCertificates::Clients::Certified));
        QVERIFY(server.start());
        const QJsonObject answer{{"kind"_L1, u"ExecCredential"_s}, {"apiVersion"_L1, u"client.authentication.k8s.io/v1"_s},
            {"status"_L1, QJsonObject{{"clientCertificateData"_L1, QString::fromLatin1(m_certificates.clientCertificate())},
                {"clientKeyData"_L1, QString::fromLatin1(m_certificates.clientKey())}}}};
        kube::ClusterAccess access = secureAccess(server);
        access.token.clear();
        access.exec = kube::ExecPlugin{};
        access.exec->apiVersion = u"client.authentication.k8s.io/v1"_s;
        access.exec->command = script(u"certified"_s, "cat <<'END'\n" + QJsonDocument(answer).toJson() + "END\n");
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text()));
    }

    void readsATokenFileAgain() {
        const QString path = m_folder.filePath(u"token"_s);
        const auto writeToken = [&](const QByteArray &token) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(token + '\n') > 0;
        };
        QVERIFY(writeToken("one"));
        QByteArray good = "Bearer one";
        support::ScriptServer server([&](const Incoming &request, Answer &answer) {
            answer.whole(request.headers.value("authorization") == good ? 200 : 401, "{}");
        });
        QVERIFY(server.start());
        kube::ClusterAccess access = plainAccess(server);
        access.tokenFile = path;
        kube::Client client(access);
        QVERIFY(await(client.getJson(u"/version"_s)));
        QVERIFY(writeToken("two"));
        good = "Bearer two";
        QVERIFY(await(client.getJson(u"/version"_s)));
    }
};

QTEST_GUILESS_MAIN(TestCredential)
#include "tst_credential.moc"
