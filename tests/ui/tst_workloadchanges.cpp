// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scale, restart, take back, delete on the workloads page: what is said, what is sent, what is not allowed, what failed.
#include "workloadscene.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/changepanel.h"
#include "ui/workloads/workloadchanges.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = WorkloadScene::patience;

/// Answers reviews, reads and writes of single objects; the rest is FakeApi's.
struct ChangeScene : WorkloadScene {
    QStringList forbidden; // "patch deployments/scale"
    QList<support::Incoming> writes;
    QMap<QString, QByteArray> refusals; // by path

    void handle(const support::Incoming &request, support::Answer &answer) override {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (request.path.endsWith("selfsubjectaccessreviews"_L1))
            return review(body["spec"_L1].toObject()["resourceAttributes"_L1].toObject(), answer);
        if (request.method == "PATCH" || request.method == "DELETE") {
            writes << request;
            if (refusals.contains(request.path))
                return answer.whole(403, refusals.value(request.path));
            return answer.whole(200, "{}");
        }
        if (request.path == apps + u"deployments/api"_s)
            return answer.whole(200, QJsonDocument(deployment()).toJson());
        WorkloadScene::handle(request, answer);
    }
    void review(const QJsonObject &asked, support::Answer &answer) {
        QString deed = asked["verb"_L1].toString() + u' ' + asked["resource"_L1].toString();
        if (asked.contains("subresource"_L1))
            deed += u'/' + asked["subresource"_L1].toString();
        answer.whole(201, QJsonDocument(QJsonObject{{"status"_L1, QJsonObject{{"allowed"_L1, !forbidden.contains(deed)}}}}).toJson());
    }
    [[nodiscard]] static QJsonObject deployment() {
        QJsonObject object = WorkloadScene::object(u"api"_s, counted(3, {{"template"_L1, madeTemplate(u"api:2"_s)}}));
        object["kind"_L1] = u"Deployment"_s;
        return object;
    }
    [[nodiscard]] static QJsonObject madeTemplate(const QString &image) {
        return {{"spec"_L1, QJsonObject{{"containers"_L1, QJsonArray{QJsonObject{{"name"_L1, u"main"_s}, {"image"_L1, image}}}}}}};
    }
    void putRevision(int number, const QString &image) {
        QJsonObject spec = counted(0, {{"template"_L1, madeTemplate(image)}});
        spec["metadata"_L1] = QJsonObject{{"annotations"_L1, QJsonObject{{"deployment.kubernetes.io/revision"_L1, QString::number(number)}}}};
        api.put(apps + u"replicasets"_s, WorkloadScene::object(u"api-r%1"_s.arg(number), spec, u"Deployment"_s, u"api"_s));
    }
    [[nodiscard]] QString sentence() const { // of the confirmation that is asked, else of the banner
        const auto *panel = page.findChild<ui::ChangePanel *>();
        const auto *confirmation = panel->findChild<ui::Confirmation *>();
        if (confirmation && confirmation->isVisibleTo(&page)) {
            for (const QLabel *label : confirmation->findChildren<QLabel *>(Qt::FindDirectChildrenOnly)) {
                if (label->wordWrap())
                    return label->text();
            }
        }
        const auto *banner = panel->findChild<ui::Banner *>();
        return banner && banner->isVisibleTo(&page) ? banner->text() : QString();
    }
    [[nodiscard]] QPushButton *button() const {
        for (QPushButton *one : page.findChild<ui::Confirmation *>()->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly)) {
            if (one->isDefault())
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] QSpinBox *number() const { return page.findChild<QSpinBox *>(); }
    void look(const QString &name) { // with AQI_PICTURES (a folder), to look at
        if (const QString folder = qEnvironmentVariable("AQI_PICTURES"); !folder.isEmpty())
            page.grab().save(QDir(folder).filePath(name + u".png"_s));
    }
};

QJsonObject bodyOf(const support::Incoming &request) { return QJsonDocument::fromJson(request.body).object(); }

} // namespace

class TestWorkloadChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void scalesWhatItSaid() {
        ChangeScene scene;
        QVERIFY(scene.begin());
        scene.page.show();
        ui::WorkloadChanges *changes = scene.page.changes();
        QCOMPARE(changes->scaleAction()->toolTip(), u"Choose a pod or a workload first"_s);
        scene.page.selectObject(ChangeScene::ref(u"Pod"_s, u"api-5-b"_s)); // its workload is meant
        changes->scaleAction()->trigger();
        QCOMPARE(scene.number()->value(), 3);
        QCOMPARE(scene.sentence(), u"Deployment/api is to have 3 pods already."_s);
        QVERIFY(!scene.button()->isEnabled());
        scene.number()->setValue(2);
        QCOMPARE(scene.sentence(), u"Scales Deployment/api from 3 to 2 pods; the autoscaler's minimum is 3, so it will go back to 3."_s);
        scene.number()->setValue(5);
        QCOMPARE(scene.button()->text(), u"Scale api to 5 pods"_s);
        scene.look(u"scale"_s);
        QVERIFY(scene.writes.isEmpty()); // nothing before it is confirmed
        scene.button()->click();
        QTRY_COMPARE_WITH_TIMEOUT(scene.tasks.lastAction(), u"Scaled Deployment/api from 3 to 5 pods"_s, patience);
        QCOMPARE(scene.writes.size(), 1);
        QCOMPARE(scene.writes.first().path, scene.apps + u"deployments/api/scale"_s);
        QCOMPARE(scene.writes.first().headers.value("content-type"), QByteArray("application/merge-patch+json"));
        QCOMPARE(bodyOf(scene.writes.first()), (QJsonObject{{"spec"_L1, QJsonObject{{"replicas"_L1, 5}}}}));
        QVERIFY(scene.tasks.running().isEmpty());
    }
    void theSentenceFollowsTheCluster() {
        ChangeScene scene;
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"StatefulSet"_s, u"db"_s));
        scene.page.changes()->scaleAction()->trigger();
        scene.number()->setValue(2);
        QCOMPARE(scene.sentence(), u"Scales StatefulSet/db from 1 to 2 pods; 1 pod more, if the nodes have room."_s);
        scene.api.put(scene.apps + u"statefulsets"_s, ChangeScene::object(u"db"_s, ChangeScene::counted(2))); // somebody else did it
        QTRY_COMPARE_WITH_TIMEOUT(scene.sentence(), u"StatefulSet/db is to have 2 pods already."_s, patience);
        QVERIFY(!scene.button()->isEnabled());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        QCOMPARE(scene.sentence(), QString()); // was about another object
    }
    void restarts() {
        ChangeScene scene;
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        scene.page.changes()->restartAction()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(scene.sentence(), u"Restarts Deployment/api: its 3 pods are replaced step by step; at least 3 stay available, at most 4 run at once."_s, patience);
        scene.button()->click();
        QTRY_COMPARE_WITH_TIMEOUT(scene.tasks.lastAction(), u"Restarted Deployment/api: its pods are being replaced"_s, patience);
        const QJsonObject podTemplate = bodyOf(scene.writes.first())["spec"_L1].toObject()["template"_L1].toObject();
        QVERIFY(podTemplate["metadata"_L1].toObject()["annotations"_L1].toObject().contains("kubectl.kubernetes.io/restartedAt"_L1));
    }
    void takesBack() {
        ChangeScene scene;
        scene.putRevision(1, u"api:1"_s);
        scene.putRevision(2, u"api:2"_s);
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        scene.page.changes()->undoAction()->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(scene.sentence().startsWith(u"Takes Deployment/api from revision 2 back to what revision 1 was (api:1 instead of api:2)"_s), qPrintable(scene.sentence()), patience);
        scene.look(u"undo"_s);
        scene.button()->click();
        QTRY_COMPARE_WITH_TIMEOUT(scene.tasks.lastAction(), u"Took Deployment/api back to revision 1: its pods are being replaced"_s, patience);
        QCOMPARE(bodyOf(scene.writes.first())["spec"_L1].toObject()["template"_L1].toObject(), ChangeScene::madeTemplate(u"api:1"_s));
    }
    void withoutEarlierRevisions() {
        ChangeScene scene;
        scene.putRevision(2, u"api:2"_s);
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        scene.page.changes()->undoAction()->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(scene.sentence(), u"Deployment/api has no earlier revision to go back to."_s, patience);
    }
    void aProductionAsksForItsName() {
        ChangeScene scene;
        QVERIFY(scene.begin(environment::Kind::Production));
        scene.page.selectObject(ChangeScene::ref(u"Pod"_s, u"db-0"_s));
        scene.page.changes()->deleteAction()->trigger();
        QCOMPARE(scene.sentence(),
            u"Deletes pod db-0: StatefulSet/db starts it again under the same name with the same volumes; it is the only one that is ready, so nothing answers meanwhile."_s);
        QVERIFY(!scene.button()->isEnabled());
        scene.page.findChild<ui::Confirmation *>()->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly)->setText(u"made-up"_s);
        scene.look(u"delete"_s);
        scene.button()->click();
        QTRY_COMPARE_WITH_TIMEOUT(scene.tasks.lastAction(), u"Deleted pod db-0"_s, patience);
        QCOMPARE(scene.writes.first().method, QByteArray("DELETE"));
        QCOMPARE(bodyOf(scene.writes.first())["preconditions"_L1].toObject()["uid"_L1].toString(), u"uid-db-0"_s); // not the one that came after it
    }
    void whatIsForbiddenIsSaidBefore() {
        ChangeScene scene;
        scene.forbidden = {u"patch deployments/scale"_s, u"delete pods"_s};
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        ui::WorkloadChanges *changes = scene.page.changes();
        QTRY_VERIFY_WITH_TIMEOUT(!changes->scaleAction()->isEnabled(), patience);
        QCOMPARE(changes->scaleAction()->toolTip(), u"Your account may not scale deployments in namespace x"_s);
        QVERIFY(changes->restartAction()->isEnabled());
        scene.page.selectObject(ChangeScene::ref(u"Pod"_s, u"api-5-a"_s));
        changes->scaleAction()->trigger(); // known only now whose pod it is
        QCOMPARE(scene.sentence(), u"Your account may not scale deployments in namespace x."_s);
        QTRY_COMPARE_WITH_TIMEOUT(changes->deleteAction()->toolTip(), u"Your account may not delete pods in namespace x"_s, patience);
    }
    void whatIsRefusedIsSaidAfter() {
        ChangeScene scene;
        const QString path = scene.apps + u"deployments/api/scale"_s;
        scene.refusals[path] = FakeApi::status(403, u"Forbidden"_s, u"admission webhook said no"_s);
        QVERIFY(scene.begin());
        scene.page.selectObject(ChangeScene::ref(u"Deployment"_s, u"api"_s));
        scene.page.changes()->scaleAction()->trigger();
        scene.number()->setValue(4);
        scene.button()->click();
        QTRY_VERIFY2_WITH_TIMEOUT(scene.tasks.lastAction().startsWith(u"Deployment/api was not scaled: admission webhook said no"_s), qPrintable(scene.tasks.lastAction()), patience);
        QVERIFY2(scene.sentence().contains(u"Deployment/api was not scaled"_s) && scene.sentence().contains(u"admission webhook said no"_s), qPrintable(scene.sentence()));
        scene.look(u"refused"_s);
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
};

QTEST_MAIN(TestWorkloadChanges)
#include "tst_workloadchanges.moc"
