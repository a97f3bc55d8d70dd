// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/client.h"
#include "await.h"
#include "fakeapi.h"

#include <QJsonArray>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;
using support::Answer;
using support::Incoming;

namespace {

kube::ObjectRef ref(const QString &apiVersion, const QString &kind, const QString &name) {
    return {.apiVersion = apiVersion, .kind = kind, .ns = u"x"_s, .name = name, .uid = {}};
}

} // namespace

class TestClient : public QObject {
    Q_OBJECT

    static kube::ClusterAccess plainAccess(const support::ScriptServer &server) {
        kube::ClusterAccess access;
        access.context = u"test"_s;
        access.server = server.url();
        return access;
    }
    static base::Error errorOf(support::ScriptServer::Handler handler, const QString &path = u"/api/v1/namespaces/x/pods/a"_s) {
        support::ScriptServer server(std::move(handler));
        if (!server.start())
            return {};
        kube::Client client(plainAccess(server));
        const auto result = await(client.getJson(path));
        return result ? base::Error{} : result.error();
    }

private Q_SLOTS:
    void statusBecomesError_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("400") << 400 << u"BadRequest"_s << ErrorKind::Invalid;
        QTest::newRow("401") << 401 << u"Unauthorized"_s << ErrorKind::Auth;
        QTest::newRow("403") << 403 << u"Forbidden"_s << ErrorKind::Forbidden;
        QTest::newRow("404") << 404 << u"NotFound"_s << ErrorKind::NotFound;
        QTest::newRow("409") << 409 << u"Conflict"_s << ErrorKind::Conflict;
        QTest::newRow("410") << 410 << u"Expired"_s << ErrorKind::Gone;
        QTest::newRow("422") << 422 << u"Invalid"_s << ErrorKind::Invalid;
        QTest::newRow("429") << 429 << u"TooManyRequests"_s << ErrorKind::Throttled;
        QTest::newRow("500") << 500 << u"InternalError"_s << ErrorKind::Server;
        QTest::newRow("503") << 503 << u"ServiceUnavailable"_s << ErrorKind::Server;
        QTest::newRow("504") << 504 << u"Timeout"_s << ErrorKind::Timeout;
    }
    void statusBecomesError() {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QFETCH(ErrorKind, kind);
        const auto error = errorOf([&](const Incoming &, Answer &answer) {
            answer.whole(code, FakeApi::status(code, reason, u"the server's own sentence\nand more"_s));
        });
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.message, u"the server's own sentence"_s);
        QCOMPARE(error.where, u"/api/v1/namespaces/x/pods/a"_s);
        QVERIFY(error.detail.contains("and more"_L1));
    }
    void nonsenseIsAServerError_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("html") << 200 << QByteArray("<html>log in</html>");
        QTest::newRow("half an object") << 200 << QByteArray("{\"items\":[{");
        QTest::newRow("an array") << 200 << QByteArray("[1,2]");
        QTest::newRow("empty") << 200 << QByteArray();
        QTest::newRow("gateway") << 502 << QByteArray(100000, 'x');
        QTest::newRow("redirect") << 302 << QByteArray("elsewhere");
    }
    void nonsenseIsAServerError() {
        QFETCH(int, code);
        QFETCH(QByteArray, body);
        const auto error = errorOf([&](const Incoming &, Answer &answer) {
            answer.whole(code, body, "text/html", {{"Location", "https://192.0.2.1/"}});
        });
        QCOMPARE(error.kind, ErrorKind::Server);
        QVERIFY(!error.message.isEmpty());
        QVERIFY(error.detail.size() <= 2048);
    }
    void neverShowsASecret() {
        const QString echoed = u"strict decoding error: unknown field \"dat\" in {\"kind\":\"Secret\",\"stringData\":{\"p\":\"hunter2\"}}"_s;
        auto error = errorOf([&](const Incoming &, Answer &answer) { answer.whole(400, FakeApi::status(400, u"BadRequest"_s, echoed)); },
            u"/api/v1/namespaces/x/secrets/s"_s);
        QVERIFY(!(error.message + error.detail).contains("hunter2"_L1));
        QVERIFY(error.message.contains("unknown field \"dat\""_L1));
        error = errorOf([&](const Incoming &, Answer &answer) {
            answer.whole(422, FakeApi::status(422, u"Invalid"_s, u"Secret \"s\" is invalid: data[p]: Invalid value: \"hunter2\": too short"_s));
        }, u"/apis/x"_s);
        QVERIFY(!(error.message + error.detail).contains("hunter2"_L1));
        QVERIFY(error.message.contains("data[p]"_L1));
        error = errorOf([&](const Incoming &, Answer &answer) { answer.whole(200, "{\"data\":{\"p\":\"hunter2\"}", "application/json"); },
            u"/api/v1/namespaces/x/secrets"_s);
        QVERIFY(!(error.message + error.detail).contains("hunter2"_L1));
    }

    void waitsAsLongAsAThrottlingServerAsks() {
        int asked = 0;
        support::ScriptServer server([&](const Incoming &, Answer &answer) {
            if (++asked <= 2)
                answer.whole(429, FakeApi::status(429, u"TooManyRequests"_s, u"too many"_s), "application/json", {{"Retry-After", "0"}});
            else
                answer.whole(200, "{}");
        });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        QVERIFY(await(client.getJson(u"/version"_s)));
        QCOMPARE(asked, 3);
    }
    void doesNotWaitLongerThanTheRequestMay() {
        const auto error = errorOf([&](const Incoming &, Answer &answer) {
            answer.whole(429, FakeApi::status(429, u"TooManyRequests"_s, u"too many"_s), "application/json", {{"Retry-After", "3600"}});
        });
        QCOMPARE(error.kind, ErrorKind::Throttled);
    }

    void endsInTime_data() {
        QTest::addColumn<bool>("drip");
        QTest::newRow("silent") << false;
        QTest::newRow("slow drip") << true;
    }
    void endsInTime() {
        QFETCH(bool, drip);
        QTimer timer;
        support::ScriptServer server([&](const Incoming &, Answer &answer) {
            if (!drip)
                return;
            answer.begin();
            timer.callOnTimeout(&answer, [&answer] { answer.chunk(" "); });
            timer.start(50);
        });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        kube::Request request;
        request.path = u"/version"_s;
        request.timeout = 400ms;
        QElapsedTimer clock;
        clock.start();
        const auto result = await(client.send(request));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Timeout);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }
    void aBrokenAnswerIsANetworkError() {
        const auto error = errorOf([](const Incoming &, Answer &answer) {
            answer.begin();
            answer.chunk("{\"a\":");
            answer.cut();
        });
        QCOMPARE(error.kind, ErrorKind::Network);
    }
    void nobodyThere() {
        kube::ClusterAccess access;
        access.server = QUrl(u"http://127.0.0.1:1"_s);
        kube::Client client(access);
        const auto result = await(client.getJson(u"/version"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Network);
        QVERIFY(result.error().message.contains("127.0.0.1:1"_L1));
    }
    void cancellingAborts() {
        support::ScriptServer server([](const Incoming &, Answer &) {});
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        auto future = client.getJson(u"/version"_s);
        QTRY_COMPARE(server.seen().size(), 1);
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QTRY_COMPARE(server.connections(), 0);
    }
    void endingTheClientEndsItsQuestions() {
        support::ScriptServer server([](const Incoming &, Answer &) {});
        QVERIFY(server.start());
        auto client = std::make_unique<kube::Client>(plainAccess(server));
        auto future = client->getJson(u"/version"_s);
        QTRY_COMPARE(server.seen().size(), 1);
        client.reset();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
    }

    void appliesServerSide() {
        Incoming seen;
        support::ScriptServer server([&](const Incoming &request, Answer &answer) {
            seen = request;
            answer.whole(200, request.body);
        });
        QVERIFY(server.start());
        kube::ClusterAccess access = plainAccess(server);
        access.ns = u"home"_s;
        kube::Client client(access);
        const QJsonObject object{{"apiVersion"_L1, u"apps/v1"_s}, {"kind"_L1, u"Deployment"_s}, {"metadata"_L1, QJsonObject{{"name"_L1, u"api"_s}}}};
        QVERIFY(await(client.apply(object, {.force = true, .dryRun = true})));
        QCOMPARE(seen.method, "PATCH");
        QCOMPARE(seen.path, u"/apis/apps/v1/namespaces/home/deployments/api"_s);
        QCOMPARE(seen.headers.value("content-type"), "application/apply-patch+yaml");
        QCOMPARE(seen.query.queryItemValue(u"fieldManager"_s), u"aqi-console"_s);
        QCOMPARE(seen.query.queryItemValue(u"force"_s), u"true"_s);
        QCOMPARE(seen.query.queryItemValue(u"dryRun"_s), u"All"_s);
        QCOMPARE(seen.query.queryItemValue(u"fieldValidation"_s), u"Strict"_s);
        QCOMPARE(QJsonDocument::fromJson(seen.body).object(), object);
        QVERIFY(await(client.mergePatch(ref(u"apps/v1"_s, u"Deployment"_s, u"api"_s), {{"spec"_L1, QJsonObject{{"replicas"_L1, 2}}}}, u"scale"_s)));
        QCOMPARE(seen.path, u"/apis/apps/v1/namespaces/x/deployments/api/scale"_s);
        QCOMPARE(seen.headers.value("content-type"), "application/merge-patch+json");
        QVERIFY(await(client.remove(ref(u"v1"_s, u"Pod"_s, u"p"_s))));
        QCOMPARE(seen.method, "DELETE");
        QCOMPARE(seen.path, u"/api/v1/namespaces/x/pods/p"_s);
    }
    void discoversWhatItDoesNotKnow() {
        bool installed = false;
        support::ScriptServer server([&](const Incoming &request, Answer &answer) {
            if (!installed)
                return answer.whole(404, FakeApi::status(404, u"NotFound"_s, u"no such group"_s));
            if (request.path == "/apis/cert-manager.io/v1"_L1)
                return answer.whole(200, R"({"resources":[{"name":"certificates/status","kind":"Certificate","namespaced":true},
                    {"name":"certificates","kind":"Certificate","namespaced":true}]})");
            answer.whole(200, "{}");
        });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        const auto missing = await(client.typeOf(u"cert-manager.io/v1"_s, u"Certificate"_s));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        installed = true;
        const auto type = await(client.typeOf(u"cert-manager.io/v1"_s, u"Certificate"_s));
        QVERIFY(type);
        QCOMPARE(type->path(u"x"_s, u"c"_s), u"/apis/cert-manager.io/v1/namespaces/x/certificates/c"_s);
        QVERIFY(await(client.get(ref(u"cert-manager.io/v1"_s, u"Certificate"_s, u"c"_s))));
        QVERIFY(await(client.get(ref(u"cert-manager.io/v1"_s, u"Certificate"_s, u"c"_s))));
        QCOMPARE(server.count(u"/apis/cert-manager.io/v1"_s), 4); // two discoveries, two gets
    }
    void listsInPages() {
        FakeApi api;
        const QString path = u"/api/v1/namespaces/x/pods"_s;
        for (int i = 0; i < 1203; ++i)
            api.put(path, FakeApi::pod(u"p%1"_s.arg(i, 5)));
        support::ScriptServer server(api.handler());
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        const auto pods = await(client.list(u"v1"_s, u"Pod"_s, u"x"_s, u"app=a,tier in (b)"_s));
        QVERIFY(pods);
        QCOMPARE(pods->size(), 1203);
        QCOMPARE(pods->first()["kind"_L1].toString(), u"Pod"_s);
        QCOMPARE(server.seen().size(), 3);
        QCOMPARE(server.seen().last().query.queryItemValue(u"labelSelector"_s, QUrl::FullyDecoded), u"app=a,tier in (b)"_s);
    }
    void manyRequestsAtOnceAllEnd() {
        support::ScriptServer server([](const Incoming &request, Answer &answer) { answer.whole(200, "{\"path\":\"" + request.path.toLatin1() + "\"}"); });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        QList<QFuture<base::Result<QJsonObject>>> futures;
        for (int i = 0; i < 100; ++i)
            futures.append(client.getJson(u"/%1"_s.arg(i)));
        for (int i = 0; i < 100; ++i) {
            const auto result = await(futures.at(i));
            QVERIFY(result);
            QCOMPARE((*result)["path"_L1].toString(), u"/%1"_s.arg(i));
        }
        QVERIFY(server.connections() <= 16);
    }
    void proxiesServices() {
        support::ScriptServer server([](const Incoming &request, Answer &answer) {
            if (request.path.endsWith("/health"_L1))
                return answer.whole(503, "down", "text/plain");
            answer.whole(200, request.query.queryItemValue(u"q"_s).toUtf8(), "text/plain");
        });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        const auto service = client.service(u"x"_s, u"api-service"_s, u"8000"_s);
        const auto health = await(service->get(u"/health"_s, {}));
        QVERIFY(health);
        QCOMPARE(health->status, 503); // a reply, not an error
        QCOMPARE(server.seen().last().path, u"/api/v1/namespaces/x/services/api-service:8000/proxy/health"_s);
        QUrlQuery query;
        query.addQueryItem(u"q"_s, u"delhi"_s);
        QCOMPARE(await(service->get(u"/echo"_s, query))->body, "delhi");
        QCOMPARE(service->source(), u"api-service:8000 through the API server of test"_s);
    }
    void readsLogsAndReviews() {
        support::ScriptServer server([](const Incoming &request, Answer &answer) {
            if (request.method == "POST")
                return answer.whole(201, "{\"status\":{\"allowed\":true}}");
            answer.whole(200, "line 1\nline 2\n", "text/plain");
        });
        QVERIFY(server.start());
        kube::Client client(plainAccess(server));
        QCOMPARE(*await(client.logs(ref(u"v1"_s, u"Pod"_s, u"p"_s), u"main"_s, 20, true)), u"line 1\nline 2\n"_s);
        QCOMPARE(server.seen().last().query.queryItemValue(u"previous"_s), u"true"_s);
        QVERIFY(*await(client.allowed(u"create"_s, u"apps"_s, u"deployments"_s, u"x"_s)));
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
