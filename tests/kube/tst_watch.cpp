// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/client.h"
#include "kube/linesplitter.h"
#include "kube/watch.h"
#include "fakeapi.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;
using Phase = kube::WatchState::Phase;

namespace {

const QString podsPath = u"/api/v1/namespaces/x/pods"_s;

/// A watch as a page would follow it.
struct Follower : QObject {
    std::unique_ptr<kube::Watch> watch;
    QMap<QString, QJsonObject> objects;
    QList<kube::WatchState> states;
    int batches = 0;
    int replacements = 0;

    explicit Follower(kube::Client &client)
        : watch(client.watch(u"v1"_s, u"Pod"_s, u"x"_s)) {
        connect(watch.get(), &kube::Watch::batch, this, [this](const kube::WatchBatch &batch) { take(batch); });
        connect(watch.get(), &kube::Watch::stateChanged, this, [this](const kube::WatchState &state) { states.append(state); });
        watch->start();
    }
    void take(const kube::WatchBatch &batch) {
        ++batches;
        if (batch.replaced) {
            ++replacements;
            objects.clear();
        }
        for (const QJsonObject &object : batch.upserted)
            objects.insert(uid(object), object);
        for (const QJsonObject &object : batch.deleted)
            objects.remove(uid(object));
    }
    static QString uid(const QJsonObject &object) { return object["metadata"_L1].toObject()["uid"_L1].toString(); }
    [[nodiscard]] bool isLive() const { return !states.isEmpty() && states.last().phase == Phase::Live; }
    [[nodiscard]] bool isWaiting() const { return !states.isEmpty() && states.last().phase == Phase::Waiting; }
    [[nodiscard]] std::optional<base::Error> lastError() const {
        for (auto it = states.rbegin(); it != states.rend(); ++it) {
            if (it->error)
                return it->error;
        }
        return std::nullopt;
    }
    /// The same objects in the same versions as the server has.
    [[nodiscard]] bool agrees(FakeApi &api) const {
        const auto &truth = api.objects(podsPath);
        if (truth.keys() != objects.keys())
            return false;
        return std::ranges::all_of(truth.keys(), [&](const QString &key) {
            return truth[key]["metadata"_L1].toObject()["resourceVersion"_L1] == objects[key]["metadata"_L1].toObject()["resourceVersion"_L1];
        });
    }
};

} // namespace

class TestWatch : public QObject {
    Q_OBJECT

    struct Scene {
        FakeApi api;
        support::ScriptServer server{api.handler()};
        std::unique_ptr<kube::Client> client;
        std::unique_ptr<Follower> follower;
        bool begin(int pods) {
            for (int i = 0; i < pods; ++i)
                api.put(podsPath, FakeApi::pod(u"p%1"_s.arg(i, 5, 10, QLatin1Char('0'))));
            if (!server.start())
                return false;
            kube::ClusterAccess access;
            access.server = server.url();
            client = std::make_unique<kube::Client>(access);
            follower = std::make_unique<Follower>(*client);
            return QTest::qWaitFor([&] { return follower->agrees(api) && api.watchers(podsPath) == 1 && follower->isLive(); }, 20000);
        }
    };

private Q_SLOTS:
    void splitsLines() {
        kube::LineSplitter lines;
        lines.feed("one\ntw");
        QCOMPARE(lines.next(), "one");
        QCOMPARE(lines.next(), std::nullopt);
        lines.feed("o\n\nthree\n");
        QCOMPARE(lines.next(), "two");
        QCOMPARE(lines.next(), "");
        QCOMPARE(lines.next(), "three");
        QCOMPARE(lines.next(), std::nullopt);
        QVERIFY(!lines.isTooLong());
        lines.feed(QByteArray(kube::LineSplitter::limit + 1, 'x'));
        QVERIFY(!lines.next() && lines.isTooLong());
    }

    void followsChanges() {
        Scene scene;
        QVERIFY(scene.begin(3));
        QVERIFY(!scene.follower->objects.first()["metadata"_L1].toObject().contains("managedFields"_L1));
        QCOMPARE(scene.follower->objects.first()["kind"_L1].toString(), u"Pod"_s);
        scene.api.put(podsPath, FakeApi::pod(u"new"_s));
        scene.api.put(podsPath, FakeApi::pod(u"p00001"_s, u"Failed"_s));
        scene.api.remove(podsPath, u"uid-p00000"_s);
        QTRY_VERIFY(scene.follower->agrees(scene.api));
        QVERIFY(!scene.follower->objects["uid-new"_L1]["metadata"_L1].toObject().contains("managedFields"_L1));
        QCOMPARE(scene.follower->replacements, 1);
    }

    void takesAStormInFewBatches() {
        Scene scene;
        QVERIFY(scene.begin(5000));
        QCOMPARE(scene.follower->batches, 1);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 1000; ++i) {
            if (i % 10 == 0)
                scene.api.remove(podsPath, u"uid-p%1"_s.arg(i, 5, 10, QLatin1Char('0')));
            else
                scene.api.put(podsPath, FakeApi::pod(u"p%1"_s.arg(i % 700, 5, 10, QLatin1Char('0')), u"Pending"_s));
            if (i % 100 == 0)
                QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->agrees(scene.api), 20000);
        const qint64 mostBatches = 2 + clock.elapsed() * 30 / 1000;
        QVERIFY2(scene.follower->batches - 1 <= mostBatches, qPrintable(u"%1 batches, at most %2"_s.arg(scene.follower->batches).arg(mostBatches)));
        QCOMPARE(scene.follower->replacements, 1);
    }

    void resumesAfterABrokenChunk() {
        Scene scene;
        QVERIFY(scene.begin(3));
        scene.api.cutWatches(podsPath);
        scene.api.put(podsPath, FakeApi::pod(u"meanwhile"_s));
        QTRY_VERIFY(scene.follower->agrees(scene.api));
        QCOMPARE(scene.follower->replacements, 1); // from the last version, not from the start
        for (const auto &state : std::as_const(scene.follower->states))
            QVERIFY(state.phase != Phase::Waiting); // one broken connection is no outage
    }

    void relistsWhenItsVersionIsGone_data() {
        QTest::addColumn<FakeApi::Expired>("how");
        QTest::newRow("status") << FakeApi::Expired::AsStatus;
        QTest::newRow("event") << FakeApi::Expired::AsEvent;
    }
    void relistsWhenItsVersionIsGone() {
        QFETCH(FakeApi::Expired, how);
        Scene scene;
        QVERIFY(scene.begin(3));
        scene.api.expired = how;
        scene.api.cutWatches(podsPath);
        scene.api.remove(podsPath, u"uid-p00001"_s); // the event of which it will never see
        scene.api.put(podsPath, FakeApi::pod(u"meanwhile"_s));
        scene.api.forgetBefore(scene.api.version());
        QTRY_VERIFY(scene.follower->agrees(scene.api));
        QCOMPARE(scene.follower->replacements, 2);
        QTRY_COMPARE(scene.api.watchers(podsPath), 1);
    }

    void relistsAfterGarbage_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no JSON") << QByteArray("{\"type\":\"ADDED\",\"obj\n");
        QTest::newRow("an array") << QByteArray("[]\n");
        QTest::newRow("no object") << QByteArray("{\"type\":\"ADDED\"}\n");
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe\n", 4);
        QTest::newRow("an error") << QByteArray("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd leader changed\"}}\n");
        QTest::newRow("endless line") << QByteArray(kube::LineSplitter::limit + 10, 'x');
    }
    void relistsAfterGarbage() {
        QFETCH(QByteArray, line);
        Scene scene;
        QVERIFY(scene.begin(3));
        scene.api.say(podsPath, line);
        QTRY_VERIFY(scene.follower->lastError().has_value());
        QCOMPARE(scene.follower->lastError()->kind, ErrorKind::Server);
        QTRY_COMPARE(scene.follower->replacements, 2);
        QTRY_VERIFY(scene.follower->isLive());
        scene.api.put(podsPath, FakeApi::pod(u"after"_s));
        QTRY_VERIFY(scene.follower->agrees(scene.api));
    }

    void toleratesTornAndEmptyLines() {
        Scene scene;
        QVERIFY(scene.begin(1));
        QJsonObject pod = FakeApi::pod(u"torn"_s);
        const QByteArray event = QJsonDocument(QJsonObject{{"type"_L1, u"ADDED"_s}, {"object"_L1, pod}}).toJson(QJsonDocument::Compact);
        scene.api.say(podsPath, "\n\n" + event.left(40));
        scene.api.say(podsPath, event.mid(40, 5));
        scene.api.say(podsPath, event.mid(45) + "\r\n");
        QTRY_VERIFY(scene.follower->objects.contains(u"uid-torn"_s));
        QCOMPARE(scene.follower->replacements, 1);
    }

    void noticesASilentServer() {
        Scene scene;
        QVERIFY(scene.begin(3));
        QElapsedTimer clock;
        clock.start();
        scene.server.setSilent(true);
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->isWaiting(), 10000);
        QVERIFY2(clock.elapsed() <= 5000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(scene.follower->lastError().has_value());
        QVERIFY(scene.follower->states.last().nextTry.isValid());
        scene.server.setSilent(false);
        clock.restart();
        scene.api.put(podsPath, FakeApi::pod(u"back"_s));
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->isLive() && scene.follower->agrees(scene.api), 10000);
        QVERIFY2(clock.elapsed() <= 2500, qPrintable(QString::number(clock.elapsed())));
    }

    void staysLiveWhileNothingHappens() {
        Scene scene;
        QVERIFY(scene.begin(1));
        const QDateTime before = scene.follower->states.last().lastContact;
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->states.last().lastContact > before.addSecs(3), 10000); // pinged
        for (const auto &state : std::as_const(scene.follower->states))
            QVERIFY(state.phase != Phase::Waiting);
        QVERIFY(scene.server.count(u"/version"_s) >= 1);
    }

    void seesAServerDieAndReturn() {
        Scene scene;
        QVERIFY(scene.begin(3));
        QElapsedTimer clock;
        clock.start();
        scene.server.stop();
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->isWaiting(), 6000);
        QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(scene.follower->objects.size(), 3); // what is known stays
        QTest::qWait(3000); // long enough for the back-off to have grown to its limit
        scene.api.remove(podsPath, u"uid-p00000"_s);
        QVERIFY(scene.server.start());
        clock.restart();
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->isLive() && scene.follower->agrees(scene.api), 10000);
        QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
    }

    void isNotFooledByAYoungerStore() {
        Scene scene;
        QVERIFY(scene.begin(3));
        scene.server.stop();
        QTRY_VERIFY(scene.follower->isWaiting());
        scene.api.objects(podsPath).clear(); // another store, with versions that begin anew
        scene.api.setVersion(1);
        scene.api.put(podsPath, FakeApi::pod(u"other"_s));
        QVERIFY(scene.server.start());
        QTRY_VERIFY_WITH_TIMEOUT(scene.follower->agrees(scene.api), 10000);
    }

    void waitsForAServerThatIsNotThereYet() {
        FakeApi api;
        api.put(podsPath, FakeApi::pod(u"a"_s));
        support::ScriptServer server(api.handler());
        QVERIFY(server.start());
        kube::ClusterAccess access;
        access.server = server.url();
        server.stop();
        kube::Client client(access);
        Follower follower(client);
        QTRY_VERIFY(follower.isWaiting());
        QCOMPARE(follower.lastError()->kind, ErrorKind::Network);
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(follower.agrees(api), 5000);
    }

    void goesOnAskingWhatIsRefused_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("forbidden") << 403 << ErrorKind::Forbidden;
        QTest::newRow("unavailable") << 503 << ErrorKind::Server;
        QTest::newRow("unauthorized") << 401 << ErrorKind::Auth;
    }
    void goesOnAskingWhatIsRefused() {
        QFETCH(int, code);
        QFETCH(ErrorKind, kind);
        Scene scene;
        scene.api.refuse(podsPath, code, FakeApi::status(code, u"Reason"_s, u"pods is refused"_s), 3);
        QVERIFY(scene.begin(2));
        QCOMPARE(scene.follower->lastError()->kind, kind);
        QCOMPARE(scene.follower->lastError()->message, u"pods is refused"_s);
    }

    void refreshesOnDemand() {
        Scene scene;
        QVERIFY(scene.begin(2));
        scene.follower->watch->refresh();
        QTRY_COMPARE(scene.follower->replacements, 2);
        QTRY_VERIFY(scene.follower->isLive());
    }

    void endsWhenItIsDestroyed() {
        Scene scene;
        QVERIFY(scene.begin(2));
        scene.follower.reset();
        QTRY_COMPARE(scene.api.watchers(podsPath), 0);
    }
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
