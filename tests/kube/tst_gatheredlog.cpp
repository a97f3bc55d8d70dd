// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The logs of a workload's pods over restarts, replacements, breaks and refusals, against a server that a test scripts.
#include "kube/gatheredlog.h"
#include "logserver.h"

#include "kube/client.h"
#include "kube/session.h"

#include <QTest>

using namespace Qt::StringLiterals;
using kube::LogNews;

namespace {

constexpr int patience = 30000;
const QString podsPath = LogServer::podsPath;

QJsonObject pod(const QString &name, int restarts = 0, const QString &state = u"running"_s, bool deleted = false) {
    return LogServer::pod(name, restarts, state, deleted);
}

QByteArray stamped(int second, const QByteArray &text) { return LogServer::stamped(second, text); }

struct Scene : LogServer {
    std::unique_ptr<kube::Client> client;
    std::unique_ptr<kube::Session> session;
    std::unique_ptr<kube::GatheredLog> log;
    QStringList seen; // "pod: text" and "pod! news detail"

    void handle(const support::Incoming &request, support::Answer &answer) {
        if (!request.path.endsWith("/log"_L1))
            return api.handle(request, answer);
        const QString name = request.path.section(u'/', -2, -2);
        asked.append(request.query);
        if (refusals.contains(name))
            return answer.whole(400, refusals.value(name));
        answer.begin(200, "text/plain");
        const QByteArray from = request.query.queryItemValue(u"sinceTime"_s, QUrl::FullyDecoded).toLatin1().left(19);
        QByteArray body;
        for (const QByteArray &line : logs.value(name).split('\n')) {
            if (!line.isEmpty() && line.left(19) >= from)
                body += line + '\n';
        }
        if (!body.isEmpty())
            answer.chunk(body);
        if (request.query.queryItemValue(u"follow"_s) != "true"_L1)
            return answer.end();
        open.insert(name, &answer);
    }
    bool begin(kube::LogChoice choice) {
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        session = std::make_unique<kube::Session>(*client, u"x"_s);
        session->start();
        if (!QTest::qWaitFor([&] { return session->complete() && session->connection().state == kube::Connection::State::Live; }, patience))
            return false;
        log = std::make_unique<kube::GatheredLog>(*session, std::move(choice));
        QObject::connect(log.get(), &kube::GatheredLog::received, log.get(), [this](int source, const QList<kube::LogLine> &lines) {
            for (const kube::LogLine &line : lines)
                seen.append(log->sources().at(source).pod + u": "_s + line.text);
        });
        QObject::connect(log.get(), &kube::GatheredLog::news, log.get(), [this](int source, LogNews what, const QString &detail) {
            const QString name = source < 0 ? QString() : log->sources().at(source).pod;
            seen.append(u"%1! %2 %3"_s.arg(name, QString::number(int(what)), detail).trimmed());
        });
        log->start();
        return true;
    }
    [[nodiscard]] static QString news(const QString &pod, LogNews what, const QString &detail = {}) {
        return u"%1! %2 %3"_s.arg(pod, QString::number(int(what)), detail).trimmed();
    }
};

const kube::ObjectRef workload{u"apps/v1"_s, u"StatefulSet"_s, u"x"_s, u"db"_s, {}};
const kube::ObjectRef single{u"v1"_s, u"Pod"_s, u"x"_s, u"db-0"_s, u"uid-db-0"_s};

} // namespace

class TestGatheredLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAllPodsOfAWorkload() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s));
        scene.api.put(podsPath, pod(u"db-1"_s));
        scene.api.put(podsPath, FakeApi::pod(u"other"_s));
        scene.logs = {{u"db-0"_s, stamped(1, "zero")}, {u"db-1"_s, stamped(2, "one")}, {u"other"_s, stamped(3, "no")}};
        QVERIFY(scene.begin({workload, {}, false, 200, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen.size(), 2, patience);
        QVERIFY(scene.seen.contains(u"db-0: zero"_s) && scene.seen.contains(u"db-1: one"_s));
        QCOMPARE(scene.asked.first().queryItemValue(u"tailLines"_s), u"200"_s);
        QCOMPARE(scene.log->open(), 2);
        scene.logs[u"db-2"_s] = stamped(4, "two");
        scene.api.put(podsPath, pod(u"db-2"_s)); // scaled up: said, and read whole
        QTRY_VERIFY_WITH_TIMEOUT(scene.seen.contains(u"db-2: two"_s), patience);
        QVERIFY(scene.seen.contains(Scene::news(u"db-2"_s, LogNews::Follows)));
        QVERIFY(scene.asked.last().queryItemValue(u"tailLines"_s).isEmpty());
        scene.api.remove(podsPath, u"uid-db-2"_s);
        QTRY_VERIFY_WITH_TIMEOUT(scene.seen.contains(Scene::news(u"db-2"_s, LogNews::Gone)), patience);
    }
    void followsOverARestart() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = stamped(1, "before");
        QVERIFY(scene.begin({workload, {}, false, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{u"db-0: before"_s}), patience);
        scene.logs[u"db-0"_s] = stamped(9, "after");
        scene.open.value(u"db-0"_s)->end();
        scene.api.put(podsPath, pod(u"db-0"_s, 1));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{u"db-0: before"_s, Scene::news(u"db-0"_s, LogNews::Restarted, u"OOMKilled, 137"_s), u"db-0: after"_s}), patience);
    }
    void takesABrokenStreamUpWhereItEnded() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = stamped(1, "a") + stamped(2, "b");
        QVERIFY(scene.begin({workload, {}, false, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen.size(), 2, patience);
        scene.logs[u"db-0"_s] += stamped(2, "b2").replace(".000000001Z", ".000000002Z") + stamped(3, "c");
        scene.open.value(u"db-0"_s)->cut();
        QTRY_VERIFY_WITH_TIMEOUT(scene.seen.contains(u"db-0: c"_s), patience);
        QStringList lines = scene.seen;
        lines.removeIf([](const QString &line) { return line.contains(u'!'); });
        QCOMPARE(lines, (QStringList{u"db-0: a"_s, u"db-0: b"_s, u"db-0: b2"_s, u"db-0: c"_s})); // none twice, none lost
        QVERIFY(scene.seen.contains(Scene::news(u"db-0"_s, LogNews::Broken)));
    }
    void aSinglePodIsFollowedToItsReplacement() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s));
        scene.api.put(podsPath, pod(u"db-1"_s)); // was there before: no replacement
        scene.logs = {{u"db-0"_s, stamped(1, "old")}, {u"db-1"_s, stamped(1, "no")}};
        QVERIFY(scene.begin({single, {}, false, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{u"db-0: old"_s}), patience);
        scene.api.put(podsPath, pod(u"db-0"_s, 0, u"running"_s, true));
        scene.api.remove(podsPath, u"uid-db-0"_s);
        scene.logs[u"db-9"_s] = stamped(5, "new");
        scene.api.put(podsPath, pod(u"db-1"_s, 0));
        scene.api.put(podsPath, pod(u"db-9"_s));
        QTRY_VERIFY_WITH_TIMEOUT(scene.seen.contains(u"db-9: new"_s), patience);
        QVERIFY(scene.seen.contains(Scene::news(u"db-0"_s, LogNews::Replaced, u"db-9"_s)));
        QVERIFY(!scene.seen.contains(u"db-1: no"_s));
    }
    void previousIsReadOnce() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s, 2));
        scene.api.put(podsPath, pod(u"db-1"_s));
        scene.logs = {{u"db-0"_s, stamped(1, "why it died")}, {u"db-1"_s, stamped(1, "no")}};
        QVERIFY(scene.begin({workload, {}, true, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen.size(), 2, patience);
        QVERIFY(scene.seen.contains(u"db-0: why it died"_s));
        QVERIFY(scene.seen.contains(Scene::news(u"db-1"_s, LogNews::NoPrevious)));
        QCOMPARE(scene.asked.size(), 1);
        QCOMPARE(scene.asked.first().queryItemValue(u"previous"_s), u"true"_s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.log->open(), 0, patience);
    }
    void aRefusalIsSaidOnceUntilTheContainerChanges() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s));
        scene.refusals[u"db-0"_s] = FakeApi::status(400, u"BadRequest"_s, u"container is waiting to start"_s);
        QVERIFY(scene.begin({workload, {}, false, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{Scene::news(u"db-0"_s, LogNews::Refused)}), patience);
        scene.refusals.clear();
        scene.logs[u"db-0"_s] = stamped(1, "up");
        scene.api.put(podsPath, pod(u"db-0"_s, 1));
        QTRY_VERIFY_WITH_TIMEOUT(scene.seen.contains(u"db-0: up"_s), patience);
        QCOMPARE(scene.seen.filter(Scene::news(u"db-0"_s, LogNews::Refused)).size(), 1);
    }
    void waitsForAContainerThatDoesNotRunYet() {
        Scene scene;
        scene.api.put(podsPath, pod(u"db-0"_s, 0, u"waiting"_s));
        QVERIFY(scene.begin({workload, {}, false, {}, {}}));
        scene.logs[u"db-0"_s] = stamped(1, "first");
        scene.api.put(podsPath, pod(u"db-0"_s));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{u"db-0: first"_s}), patience);
        QCOMPARE(scene.asked.size(), 1);
    }
    void manyContainersAreBounded() {
        Scene scene;
        for (int i = 0; i < kube::GatheredLog::most + 5; ++i)
            scene.api.put(podsPath, pod(u"db-%1"_s.arg(i)));
        QVERIFY(scene.begin({workload, {}, false, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(scene.seen, (QStringList{Scene::news({}, LogNews::TooMany, u"5"_s)}), patience);
        QCOMPARE(int(scene.log->sources().size()), kube::GatheredLog::most);
    }
};

QTEST_GUILESS_MAIN(TestGatheredLog)
#include "tst_gatheredlog.moc"
