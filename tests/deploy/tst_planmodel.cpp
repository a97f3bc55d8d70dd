// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of a plan, its words, and how a run shows in it.
#include "models/deploy/planmodel.h"
#include "models/deploy/planwords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::PlanModel;
using Phase = deploy::StepState::Phase;

namespace {

deploy::Step step(deploy::Phase phase, const QString &kind, const QString &name, deploy::Change change, bool wait = false) {
    deploy::Step one;
    one.phase = phase;
    one.manifest.ref = {u"v1"_s, kind, u"aqi"_s, name, {}};
    one.change = change;
    one.reason = u"because"_s;
    one.waitHealthy = wait;
    return one;
}

deploy::Plan plan() {
    deploy::Plan plan;
    plan.cluster = u"sandbox"_s;
    plan.set.ns = u"aqi"_s;
    plan.steps = {step(deploy::Phase::Namespace, u"Namespace"_s, u"aqi"_s, deploy::Change::Unchanged, true),
        step(deploy::Phase::Config, u"ConfigMap"_s, u"settings"_s, deploy::Change::Update),
        step(deploy::Phase::Config, u"Secret"_s, u"keys"_s, deploy::Change::Create),
        step(deploy::Phase::Application, u"Deployment"_s, u"api"_s, deploy::Change::Update, true)};
    plan.steps[1].changes = {{u"data.level"_s, u"info"_s, u"debug"_s}};
    plan.steps[3].changes = {{u"spec.template.spec.containers[api].image"_s, u"a:1"_s, u"a:2"_s}};
    return plan;
}

deploy::StepState state(Phase phase, const QString &message = {}) {
    deploy::StepState one;
    one.phase = phase;
    one.message = message;
    one.since = QDateTime::currentDateTimeUtc().addSecs(-42);
    return one;
}

QString text(const PlanModel &model, int step, int column) {
    return model.indexOf(step).siblingAtColumn(column).data().toString();
}

} // namespace

class TestPlanModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tree();
    void runShows();
    void unchangedCanBeHidden();
    void filterNarrows();
    void words();
    void outcomes_data();
    void outcomes();
};

void TestPlanModel::tree() {
    PlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    model.setPlan(plan());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, 0).data().toString(), u"Configuration and addresses"_s);
    QCOMPARE(model.index(1, PlanModel::Change).data().toString(), u"2 of 2"_s);
    QCOMPARE(model.index(0, PlanModel::Change).data().toString(), u"unchanged"_s);
    QCOMPARE(PlanModel::stepOf(model.index(1, 0)), -1);
    QCOMPARE(PlanModel::stepOf(model.indexOf(2)), 2);
    QCOMPARE(text(model, 1, PlanModel::Differences), u"1"_s);
    QCOMPARE(model.stepOf({u"apps/v1"_s, u"Deployment"_s, u"aqi"_s, u"api"_s, u"uid"_s}), 3);
    QCOMPARE(model.stepOf({u"apps/v1"_s, u"Deployment"_s, u"other"_s, u"api"_s, {}}), -1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestPlanModel::runShows() {
    PlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPlan(plan());
    QVERIFY(!model.indexOf(3).siblingAtColumn(PlanModel::State).data(PlanModel::HealthRole).isValid());
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setState(3, state(Phase::Waiting, u"1 of 3 pods ready"_s));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(text(model, 3, PlanModel::Note), u"1 of 3 pods ready"_s);
    QVERIFY(text(model, 3, PlanModel::State).startsWith("waiting 4"_L1));
    deploy::StepState stalled = state(Phase::Waiting, u"1 of 3 pods ready"_s);
    stalled.cause = deploy::Cause{deploy::CauseKind::ImageMissing, true, {}, u"api"_s, u"image does not exist"_s, u"not found"_s, u"push it"_s};
    model.setState(3, stalled);
    QCOMPARE(text(model, 3, PlanModel::Note), u"image does not exist"_s);
    QCOMPARE(model.indexOf(3).siblingAtColumn(PlanModel::State).data(PlanModel::HealthRole).toInt(), static_cast<int>(kube::HealthState::Degraded));
    QCOMPARE(model.done(), 0);
    model.setState(0, state(Phase::Skipped));
    QCOMPARE(model.done(), 0); // it is waited for as well
    model.setState(0, state(Phase::Healthy));
    model.setState(1, state(Phase::Applied));
    model.setState(3, state(Phase::Applied));
    QCOMPARE(model.done(), 2);
    model.setState(99, stalled);
}

void TestPlanModel::unchangedCanBeHidden() {
    PlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPlan(plan());
    model.setShowUnchanged(false);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.indexOf(0).isValid());
    model.setState(0, state(Phase::Healthy));
    model.setNow(QDateTime::currentDateTimeUtc());
}

void TestPlanModel::filterNarrows() {
    PlanModel model;
    const QAbstractItemModelTester tester(&model);
    model.setPlan(plan());
    QVERIFY(model.setFilter(u"change:update !api"_s));
    QCOMPARE(model.shown(), 1);
    QVERIFY(model.indexOf(1).isValid() && !model.indexOf(3).isValid());
    model.setState(1, state(Phase::Healthy)); // a run changes words, not which rows are looked at
    QCOMPARE(model.shown(), 1);
    const base::Status wrong = model.setFilter(u"size:3"_s);
    QVERIFY(!wrong && !wrong.error().message.isEmpty());
    QCOMPARE(model.shown(), 1);
    model.setPlan(plan());
    QCOMPARE(model.shown(), 1);
    model.setShowUnchanged(false);
    QVERIFY(model.setFilter({}));
    QCOMPARE(model.shown(), 3);
}

void TestPlanModel::words() {
    QCOMPARE(models::countsText(plan()), u"1 to create, 2 to update, 1 unchanged"_s);
    QCOMPARE(models::changeCount(plan()), 3);
    QCOMPARE(models::consequence(plan()), u"Creates 1 object and updates 2 objects in namespace aqi, on sandbox. The pods of api are replaced, a few at a time."_s);
}

void TestPlanModel::outcomes_data() {
    QTest::addColumn<deploy::Outcome>("outcome");
    QTest::addColumn<QString>("wanted");
    using Kind = deploy::Outcome::Kind;
    using namespace std::chrono_literals;
    const QChar thin(0x2009);
    QTest::newRow("done") << deploy::Outcome{.kind = Kind::Succeeded, .applied = 41, .took = 38s} << u"Applied 41 objects in 38%1s; everything is healthy."_s.arg(thin);
    QTest::newRow("nothing") << deploy::Outcome{.kind = Kind::Succeeded, .unchanged = 41} << u"Nothing had to be changed; everything is healthy."_s;
    QTest::newRow("stopped") << deploy::Outcome{.kind = Kind::Cancelled, .applied = 1, .remaining = 4, .took = 1s}
                             << u"Stopped after 1%1s: 1 object applied, 4 not reached. The next run goes on from there."_s.arg(thin);
    QTest::newRow("refused") << deploy::Outcome{.kind = Kind::Failed, .remaining = 4, .error = base::Error{base::ErrorKind::Forbidden, u"may not"_s, u"Secret/a"_s, {}}}
                             << u"Failed after 0%1s: Secret/a: may not. 0 objects applied, 4 not reached."_s.arg(thin);
}

void TestPlanModel::outcomes() {
    QFETCH(deploy::Outcome, outcome);
    QTEST(models::outcomeText(outcome), "wanted");
    if (outcome.kind == deploy::Outcome::Kind::Failed) // its cause stands beside it
        QCOMPARE(models::failureText(outcome), u"Failed after 0%1s. 0 objects applied, 4 not reached."_s.arg(QChar(0x2009)));
}

QTEST_GUILESS_MAIN(TestPlanModel)
#include "tst_planmodel.moc"
