// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/fields.h"
#include "sandbox/store/snapshot.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sandbox;

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createSetsIdentity();
    void createRefusesTakenName();
    void revisionsGrowByOne();
    void updateKeepsIdentity();
    void updateRefusesOldVersion();
    void updateWithoutChangeIsSilent();
    void managedFieldsTimesAreNoChange();
    void removeLeavesLastState();
    void finalizersHoldAnObject();
    void markDeletedSetsGrace();
    void listIsOrderedAndNarrowed();
    void sinceGivesEventsOfOneNamespace();
    void historyIsBounded();
    void compactExpiresEverything();
    void eventsComeInOrderFromTheLoop();
    void receiverMayChangeTheStore();
    void storedObjectsNeverChange();
    void restoredObjectsAreAsTheyWere();
    void snapshotComesBack();
    void brokenSnapshots_data();
    void brokenSnapshots();
    void snapshotFileIsPrivate();
};

namespace {
ObjectId pod(const std::string &name, const std::string &ns = "a") {
    return {"pods", ns, name};
}
Json spec(int n) {
    return {{"spec", {{"n", n}}}};
}
std::string version(const ObjectPtr &object) {
    return object->at("metadata").at("resourceVersion").get<std::string>();
}
} // namespace

void StoreTest::createSetsIdentity() {
    ObjectStore store;
    store.setClock([] { return std::string("2026-03-02T06:10:00Z"); });
    const auto made = store.create(pod("p"), spec(1));
    QVERIFY(made);
    const Json &metadata = (*made)->at("metadata");
    QCOMPARE(metadata.at("name"), "p");
    QCOMPARE(metadata.at("namespace"), "a");
    QCOMPARE(metadata.at("creationTimestamp"), "2026-03-02T06:10:00Z");
    QCOMPARE(metadata.at("uid").get<std::string>().size(), std::size_t(36));
    QCOMPARE(version(*made), std::to_string(store.revision()));
    const auto kept = store.create(pod("q"), {{"metadata", {{"uid", "mine"}}}});
    QCOMPARE((*kept)->at("metadata").at("uid"), "mine");
    const auto wide = store.create({"nodes", {}, "n"}, spec(1));
    QVERIFY(!(*wide)->at("metadata").contains("namespace"));
}

void StoreTest::createRefusesTakenName() {
    ObjectStore store;
    QVERIFY(store.create(pod("p"), spec(1)));
    const auto again = store.create(pod("p"), spec(2));
    QVERIFY(!again);
    QCOMPARE(again.error().code, 409);
    QCOMPARE(again.error().reason, "AlreadyExists");
    QCOMPARE(again.error().message, "pods \"p\" already exists");
    QCOMPARE(store.get(pod("p"))->at("spec").at("n"), 1);
}

void StoreTest::revisionsGrowByOne() {
    ObjectStore store;
    const auto first = store.revision();
    QVERIFY(store.create(pod("p"), spec(1)));
    QVERIFY(store.update(pod("p"), spec(2)));
    QVERIFY(store.remove(pod("p")));
    QCOMPARE(store.revision(), first + 3);
}

void StoreTest::updateKeepsIdentity() {
    ObjectStore store;
    const auto made = store.create(pod("p"), spec(1));
    Json next = spec(2);
    next["metadata"] = {{"uid", "other"}, {"name", "else"}, {"creationTimestamp", "1999-01-01T00:00:00Z"}};
    const auto updated = store.update(pod("p"), next);
    QVERIFY(updated);
    for (const char *same : {"uid", "name", "creationTimestamp", "namespace"})
        QCOMPARE((*updated)->at("metadata").at(same), (*made)->at("metadata").at(same));
    QCOMPARE(store.update(pod("none"), spec(1)).error().code, 404);
}

void StoreTest::updateRefusesOldVersion() {
    ObjectStore store;
    const auto made = store.create(pod("p"), spec(1));
    QVERIFY(store.update(pod("p"), spec(2), version(*made)));
    const auto stale = store.update(pod("p"), spec(3), version(*made));
    QVERIFY(!stale);
    QCOMPARE(stale.error().code, 409);
    QCOMPARE(stale.error().message, "Operation cannot be fulfilled on pods \"p\": the object has been modified; please "
                                    "apply your changes to the latest version "
                                    "and try again");
}

void StoreTest::updateWithoutChangeIsSilent() {
    ObjectStore store;
    const auto made = store.create(pod("p"), spec(1));
    const auto same = store.update(pod("p"), **made);
    QCOMPARE(version(*same), version(*made));
    QCOMPARE(store.since("pods", {}, 0)->size(), std::size_t(1));
}

void StoreTest::managedFieldsTimesAreNoChange() {
    ObjectStore store;
    Json object = spec(1);
    object["metadata"]["managedFields"] = Json::array({{{"manager", "a"}, {"time", "2026-03-02T06:10:00Z"}}});
    const auto made = store.create(pod("p"), object);
    Json later = **made;
    later["metadata"]["managedFields"][0]["time"] = "2026-03-02T06:11:00Z";
    QCOMPARE(version(*store.update(pod("p"), later)), version(*made));
    later["metadata"]["managedFields"][0]["manager"] = "b";
    QVERIFY(version(*store.update(pod("p"), later)) != version(*made));
}

void StoreTest::removeLeavesLastState() {
    ObjectStore store;
    QVERIFY(store.create(pod("p"), spec(7)));
    QVERIFY(store.remove(pod("p")));
    QVERIFY(!store.get(pod("p")));
    const auto events = store.since("pods", {}, 0);
    QCOMPARE(events->size(), std::size_t(2));
    const auto &deleted = events->back();
    QCOMPARE(deleted.type, StoreEvent::Type::Deleted);
    QCOMPARE(deleted.object->at("spec").at("n"), 7);
    QCOMPARE(version(deleted.object), std::to_string(store.revision()));
    QCOMPARE(store.remove(pod("p")).error().code, 404);
}

void StoreTest::finalizersHoldAnObject() {
    ObjectStore store;
    Json object = spec(1);
    object["metadata"]["finalizers"] = {"kubernetes.io/pvc-protection"};
    QVERIFY(store.create(pod("p"), object));
    QVERIFY(store.remove(pod("p")));
    const auto held = store.get(pod("p"));
    QVERIFY(held);
    QVERIFY(held->at("metadata").contains("deletionTimestamp"));
    Json freed = *held;
    freed["metadata"].erase("finalizers");
    QVERIFY(store.update(pod("p"), freed));
    QVERIFY(!store.get(pod("p")));
}

void StoreTest::markDeletedSetsGrace() {
    ObjectStore store;
    QVERIFY(store.create(pod("p"), spec(1)));
    QVERIFY(store.markDeleted(pod("p"), 30));
    const auto marked = store.get(pod("p"));
    QCOMPARE(marked->at("metadata").at("deletionGracePeriodSeconds"), 30);
    const auto before = store.revision();
    QVERIFY(store.markDeleted(pod("p"), 10));
    QCOMPARE(store.revision(), before);
    // a write by someone who has not seen the deletion does not undo it
    QVERIFY(store.update(pod("p"), spec(2)));
    QVERIFY(store.get(pod("p"))->at("metadata").contains("deletionTimestamp"));
}

void StoreTest::listIsOrderedAndNarrowed() {
    ObjectStore store;
    for (const auto &[ns, name] : {std::pair{"b", "x"}, {"a", "z"}, {"a", "y"}, {"ab", "w"}})
        QVERIFY(store.create(pod(name, ns), spec(1)));
    QCOMPARE(store.list("pods").size(), std::size_t(4));
    const auto narrowed = store.list("pods", "a");
    QCOMPARE(narrowed.size(), std::size_t(2));
    QCOMPARE(narrowed[0]->at("metadata").at("name"), "y");
    QCOMPARE(store.count("pods"), std::size_t(4));
    QCOMPARE(store.list("services").size(), std::size_t(0));
}

void StoreTest::sinceGivesEventsOfOneNamespace() {
    ObjectStore store;
    QVERIFY(store.create(pod("p", "a"), spec(1)));
    const auto mark = store.revision();
    QVERIFY(store.create(pod("q", "b"), spec(1)));
    QVERIFY(store.update(pod("p", "a"), spec(2)));
    QVERIFY(store.create({"services", "a", "s"}, spec(1)));
    QCOMPARE(store.since("pods", {}, mark)->size(), std::size_t(2));
    const auto narrowed = store.since("pods", "a", mark);
    QCOMPARE(narrowed->size(), std::size_t(1));
    QCOMPARE(narrowed->front().previous->at("spec").at("n"), 1);
    QVERIFY(store.since("pods", {}, store.revision())->empty());
}

void StoreTest::historyIsBounded() {
    ObjectStore store(3);
    for (int i = 0; i < 5; ++i)
        QVERIFY(store.create(pod("p" + std::to_string(i)), spec(i)));
    const auto tooOld = store.since("pods", {}, 1);
    QVERIFY(!tooOld);
    QCOMPARE(tooOld.error().code, 410);
    QCOMPARE(tooOld.error().reason, "Expired");
    QCOMPARE(store.since("pods", {}, store.revision() - 3)->size(), std::size_t(3));
    QVERIFY(!store.since("pods", {}, store.revision() - 4));
}

void StoreTest::compactExpiresEverything() {
    ObjectStore store;
    QVERIFY(store.create(pod("p"), spec(1)));
    const auto before = store.revision() - 1;
    store.compact();
    QCOMPARE(store.since("pods", {}, before).error().code, 410);
    QVERIFY(store.since("pods", {}, store.revision()));
}

void StoreTest::eventsComeInOrderFromTheLoop() {
    ObjectStore store;
    std::vector<std::uint64_t> seen;
    connect(&store, &ObjectStore::changed, this, [&](const StoreEvent &event) { seen.push_back(event.revision); });
    QVERIFY(store.create(pod("p"), spec(1)));
    QVERIFY(store.update(pod("p"), spec(2)));
    QVERIFY(seen.empty());
    QTRY_COMPARE(seen.size(), std::size_t(2));
    QVERIFY(seen[0] < seen[1]);
}

void StoreTest::receiverMayChangeTheStore() {
    ObjectStore store;
    int seen = 0;
    connect(&store, &ObjectStore::changed, this, [&](const StoreEvent &event) {
        ++seen;
        if (event.type == StoreEvent::Type::Added && event.id.name == "p")
            QVERIFY(store.create(pod("child"), spec(1)));
    });
    QVERIFY(store.create(pod("p"), spec(1)));
    QTRY_COMPARE(seen, 2);
    QVERIFY(store.get(pod("child")));
}

void StoreTest::storedObjectsNeverChange() {
    ObjectStore store;
    const auto made = store.create(pod("p"), spec(1));
    QVERIFY(store.mutate(pod("p"), [](Json &object) {
        object["spec"]["n"] = 2;
        return true;
    }));
    QCOMPARE((*made)->at("spec").at("n"), 1);
    const auto before = store.revision();
    QVERIFY(store.mutate(pod("p"), [](Json &) { return false; }));
    QCOMPARE(store.revision(), before);
}

void StoreTest::restoredObjectsAreAsTheyWere() {
    ObjectStore first;
    const auto made = *first.create(pod("p"), spec(1));
    QVERIFY(first.create({"nodes", {}, "n"}, spec(2)));
    ObjectStore second;
    QSignalSpy changes(&second, &ObjectStore::changed);
    second.restore(first.all(), first.revision());
    QCOMPARE(*second.get(pod("p")), *made);
    QCOMPARE(second.count("nodes"), std::size_t(1));
    QVERIFY(second.revision() > first.revision());
    QCOMPARE(second.since("pods", {}, first.revision() + 1).error().code, 410); // what it wrote after the last snapshot
    QVERIFY(second.since("pods", {}, second.revision())->empty());
    const auto next = second.update(pod("p"), spec(3), version(made));
    QVERIFY(next);
    QCOMPARE(uidOf(**next), uidOf(*made));
    QTRY_COMPARE(changes.size(), 1);
}

void StoreTest::snapshotComesBack() {
    ObjectStore store;
    QVERIFY(store.create(pod("p"), {{"text", "\xc3\xa4\n\"\xff"}, {"n", 1.5}}));
    QVERIFY(store.create({"nodes", {}, "n"}, spec(2)));
    const auto back = snapshotFrom(snapshotText({store.revision(), 1234, store.all()}));
    QVERIFY(back);
    QCOMPARE(back->revision, store.revision());
    QCOMPARE(back->timeMs, 1234);
    QCOMPARE(back->objects.size(), std::size_t(2));
    QCOMPARE(*back->objects[0].object, *store.get({"nodes", {}, "n"}));
    QVERIFY((back->objects[1].id == pod("p")));
    QCOMPARE(back->objects[1].object->at("n"), 1.5);
    QVERIFY(snapshotFrom(snapshotText({7, 0, {}}))->objects.empty());
}

void StoreTest::brokenSnapshots_data() {
    QTest::addColumn<QByteArray>("text");
    const QByteArray object = R"({"resource":"pods","object":{"metadata":{"name":"a","uid":"u","resourceVersion":"5"}}})" "\n";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another file") << QByteArray("{}\n");
    QTest::newRow("another format") << QByteArray(R"({"aqiSandboxObjects":2,"revision":5,"objects":0})");
    QTest::newRow("no revision") << QByteArray(R"({"aqiSandboxObjects":1,"objects":0})");
    const QByteArray head = R"({"aqiSandboxObjects":1,"revision":5,"timeMs":0,"objects":2})" "\n";
    QTest::newRow("lines missing") << head + object;
    QTest::newRow("half a line") << head + object + object.left(30);
    QTest::newRow("no uid") << head + object + QByteArray(object).replace("uid", "uxd");
    QTest::newRow("no resource") << head + object + QByteArray(object).replace("resource\"", "r\"");
    QTest::newRow("bytes") << QByteArray("\0\xff\n\n", 4);
}

void StoreTest::brokenSnapshots() {
    QFETCH(QByteArray, text);
    const auto snapshot = snapshotFrom({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().kind, base::ErrorKind::Invalid);
}

void StoreTest::snapshotFileIsPrivate() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("objects.jsonl"));
    QCOMPARE(readSnapshot(path)->revision, 0U);
    ObjectStore store;
    QVERIFY(store.create(pod("p"), spec(1)));
    QVERIFY(writeSnapshot(path, {store.revision(), 0, store.all()}));
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(readSnapshot(path)->objects.size(), std::size_t(1));
    QVERIFY(!writeSnapshot(folder.filePath(QStringLiteral("nowhere/objects.jsonl")), {}));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
