// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with workloads, as values: ports to forward, shells.
#include "models/workloads/forwardmodel.h"
#include "models/workloads/ports.h"
#include "models/workloads/shell.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

namespace {

QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }

QStringList texts(const QJsonObject &object) {
    QStringList list;
    for (const PortChoice &choice : portChoices(object))
        list.append(portText(choice));
    return list;
}

} // namespace

class TestWorkloads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void portsOfAService() {
        const QJsonObject service = json(R"({"kind": "Service", "spec": {"selector": {"app": "api", "tier": "web"}, "ports": [
            {"name": "http", "port": 80, "targetPort": "web"}, {"port": 9090}, {"port": 53, "protocol": "UDP"}, {"name": "db", "port": 5432, "targetPort": 15432}]}})");
        QCOMPARE(texts(service), (QStringList{u"http 80 → web"_s, u"9090"_s, u"db 5432 → 15432"_s}));
        QCOMPARE(selectorText(service), u"app=api,tier=web"_s);
        const QJsonObject pod = json(R"({"kind": "Pod", "spec": {"containers": [{"name": "a"}, {"name": "b", "ports": [{"name": "web", "containerPort": 8000}]}]}})");
        const QList<PortChoice> choices = portChoices(service);
        QCOMPARE(portOnPod(choices.at(0), pod), 8000);
        QCOMPARE(portOnPod(choices.at(1), pod), 9090); // need not be named by the pod
        QCOMPARE(portOnPod(choices.at(2), pod), 15432);
        QCOMPARE(portOnPod(choices.at(0), json(R"({"kind": "Pod", "spec": {"containers": []}})")), 0);
    }
    void portsOfPodsAndTemplates() {
        const char *spec = R"({"containers": [{"name": "api", "ports": [{"name": "http", "containerPort": 8000}, {"containerPort": 8125, "protocol": "UDP"}]}],
            "initContainers": [{"name": "proxy", "ports": [{"containerPort": 15001}]}]})";
        const QStringList wanted{u"http 8000 (api)"_s, u"15001 (proxy)"_s};
        QCOMPARE(texts({{u"kind"_s, u"Pod"_s}, {u"spec"_s, json(spec)}}), wanted);
        QCOMPARE(texts({{u"kind"_s, u"Deployment"_s}, {u"spec"_s, QJsonObject{{u"template"_s, QJsonObject{{u"spec"_s, json(spec)}}}}}}), wanted);
        QCOMPARE(texts({}), QStringList());
        QCOMPARE(texts(json(R"({"kind": "Service", "spec": {"ports": "nonsense"}})")), QStringList());
    }
    void forwardsAsATable() {
        ForwardModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        ForwardRow row;
        row.ref = {u"v1"_s, u"Service"_s, u"x"_s, u"db"_s, u"1"_s};
        row.health = {kube::HealthState::Healthy, {}, u"leads"_s};
        row.port = u"5432"_s;
        row.localPort = 40000;
        model.apply({true, {row}, {}});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(ForwardModel::Name), u"Service/db"_s);
        QCOMPARE(text(ForwardModel::Local), u"127.0.0.1:40000"_s);
        row.connections = 2;
        row.problem = u"it broke"_s;
        model.apply({true, {row}, {}});
        QCOMPARE(text(ForwardModel::Connections), u"2"_s);
        QVERIFY(model.setFilter(u"broke"_s));
        QCOMPARE(model.rowCount(), 1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
    void whatRunsBesideAShell() {
        QCOMPARE(runningBeside("120 sleep\n97 bash\n1001 vim\n"), (QStringList{u"sleep"_s, u"vim"_s})); // the first process is the shell
        QCOMPARE(runningBeside("97 bash\n"), QStringList());
        QCOMPARE(runningBeside(""), QStringList());
        QCOMPARE(runningBeside("sh: not found\n"), QStringList());
    }
    void whyThereIsNoShell() {
        const auto said = [](base::ErrorKind kind, const QString &message) { return shellProblem({kind, message, {}, {}}, u"web-1"_s, u"main"_s); };
        QVERIFY(said(base::ErrorKind::Server, u"exec: \"sh\": executable file not found in $PATH"_s).startsWith(u"The image of container main holds no such shell"_s));
        QVERIFY(said(base::ErrorKind::NotFound, u"pods \"web-1\" not found"_s).startsWith(u"There is no pod web-1 any more"_s));
        QVERIFY(said(base::ErrorKind::Forbidden, u"no"_s).startsWith(u"You may not run commands"_s));
        QVERIFY(said(base::ErrorKind::Server, u"the disk is full"_s).endsWith(u": the disk is full"_s));
        QVERIFY(!shellProblem(127, u"main"_s).isEmpty());
        QCOMPARE(shellProblem(0, u"main"_s), QString());
        QCOMPARE(shellProblem(1, u"main"_s), QString());
    }
};

QTEST_GUILESS_MAIN(TestWorkloads)
#include "tst_workloads.moc"
