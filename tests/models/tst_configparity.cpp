// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The table that lays platforms side by side: what it says of each cell, which rows and columns it shows, and where a cell leads.
#include "models/config/paritymodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using config::Agreement;
using models::ParityModel;

namespace {

const std::string deployment = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: example/api:1.0.0
          ports: [{containerPort: 8000}]
          resources: {limits: {cpu: 500m, memory: 1Gi}}
          env:
            - {name: LEVEL, value: info}
            - {name: WORKERS, value: "4"}
            - {name: SECRET_KEY, valueFrom: {secretKeyRef: {name: s, key: SECRET_KEY}}}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8000}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: api}
spec:
  rules:
    - host: api.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}
)";

const std::string compose = R"(services:
  api:
    image: example/api:1.0.0
    expose: [8000]
    environment:
      LEVEL: debug
      # aqi: differs from kubernetes because one machine has two cores.
      WORKERS: 2
      SECRET_KEY: hunter2-in-the-file
  other:
    image: example/other:1.0.0
)";

std::shared_ptr<const models::ParityTable> tableOf(std::vector<std::pair<QString, std::string>> files, const QString &reference = {}) {
    const auto checked = std::make_shared<models::Checked>();
    checked->set = config::Set::of(std::move(files));
    return std::make_shared<models::ParityTable>(models::parityOf(checked, u"/s"_s, reference));
}

std::shared_ptr<const models::ParityTable> two(const QString &reference = {}) {
    return tableOf({{u"/s/k8s/api.yaml"_s, deployment}, {u"/s/compose/compose.yaml"_s, compose}}, reference);
}

QSet<QString> usual(const models::ParityTable &table) {
    QSet<QString> ids;
    for (const models::ParitySystem &system : table.systems)
        if (system.usual)
            ids.insert(system.id);
    return ids;
}

struct Shown {
    ParityModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Shown(const std::shared_ptr<const models::ParityTable> &table) {
        model.setTable(table);
        model.setShown(usual(*table));
    }
    [[nodiscard]] QModelIndex at(const QString &field, int column = 1) {
        return model.indexOf(u"api/"_s + field, model.system(column)->id);
    }
    [[nodiscard]] Agreement agreement(const QString &field, int column = 1) { return Agreement(at(field, column).data(ParityModel::AgreementRole).toInt()); }
};

} // namespace

class TestConfigParity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theReferenceComesFirst() {
        Shown shown(two());
        QCOMPARE(shown.model.columnCount(), 2);
        QCOMPARE(shown.model.headerData(0, Qt::Horizontal).toString(), u"Kubernetes"_s);
        QVERIFY(shown.model.headerData(0, Qt::Horizontal, ParityModel::ReferenceRole).toBool());
        QCOMPARE(shown.model.headerData(1, Qt::Horizontal).toString(), u"Docker Compose"_s);
        Shown turned(two(u"compose/compose.yaml"_s));
        QCOMPARE(turned.model.headerData(0, Qt::Horizontal).toString(), u"Docker Compose"_s);
        QCOMPARE(turned.agreement(u"LEVEL"_s), Agreement::Differs);
    }

    void aCellSaysWhatItIs() {
        Shown shown(two());
        QCOMPARE(shown.agreement(u"image"_s), Agreement::Same);
        QCOMPARE(shown.agreement(u"LEVEL"_s), Agreement::Differs);
        QVERIFY2(shown.at(u"LEVEL"_s).data(Qt::ToolTipRole).toString().contains(u"differs from Kubernetes (info)"_s), qPrintable(shown.at(u"LEVEL"_s).data(Qt::ToolTipRole).toString()));
        QCOMPARE(shown.agreement(u"WORKERS"_s), Agreement::Explained);
        QVERIFY(shown.at(u"WORKERS"_s).data(Qt::ToolTipRole).toString().contains(u"one machine has two cores"_s));
        QCOMPARE(shown.at(u"CPU limit"_s).data().toString(), u"—"_s);
        QVERIFY(shown.at(u"CPU limit"_s).data(Qt::ToolTipRole).toString().contains(u"says nothing about it"_s));
    }

    void aServiceThatAPlatformDoesNotRun() {
        Shown shown(two());
        const QModelIndex cell = shown.model.indexOf(u"other/image"_s, shown.model.system(0)->id);
        QVERIFY(cell.isValid());
        QCOMPARE(cell.data().toString(), u"—"_s);
        QVERIFY2(cell.data(Qt::ToolTipRole).toString().contains(u"Kubernetes does not run other."_s), qPrintable(cell.data(Qt::ToolTipRole).toString()));
        QVERIFY(!shown.model.target(cell));
    }

    void hostsStandBeforeTheVariables() {
        Shown shown(two());
        const QModelIndex hosts = shown.at(u"hosts"_s, 0);
        QCOMPARE(hosts.data().toString(), u"api.example.com"_s);
        QVERIFY(hosts.row() < shown.at(u"LEVEL"_s).row());
        QVERIFY(hosts.row() > shown.at(u"image"_s).row());
        QCOMPARE(shown.agreement(u"hosts"_s), Agreement::Inexpressible);
        QVERIFY(shown.at(u"hosts"_s).data(Qt::ToolTipRole).toString().contains(u"have no words for it"_s));
    }

    void noSecretIsShown() {
        for (const QString &reference : {QString(), u"compose/compose.yaml"_s}) {
            Shown shown(two(reference));
            QVERIFY(shown.model.tabSeparated().contains(u"SECRET_KEY"_s));
            QVERIFY(!shown.model.tabSeparated().contains(u"hunter2"_s));
            for (int column = 0; column < 2; ++column)
                QVERIFY(!shown.model.details(shown.at(u"SECRET_KEY"_s, column)).contains(u"hunter2"_s));
        }
    }

    void filters() {
        Shown shown(two());
        const int all = shown.model.rowCount();
        QCOMPARE(shown.model.total(), all);
        QVERIFY(shown.model.differing() > 0 && shown.model.differing() < all);
        shown.model.setFilter({{}, {}, true});
        QCOMPARE(shown.model.rowCount(), shown.model.differing());
        QVERIFY(shown.at(u"LEVEL"_s).isValid());
        QVERIFY(!shown.at(u"image"_s).isValid());
        shown.model.setFilter({u"other"_s, {}, false});
        QVERIFY(shown.model.rowCount() > 0 && shown.model.rowCount() < all);
        for (int row = 0; row < shown.model.rowCount(); ++row)
            QCOMPARE(shown.model.headerData(row, Qt::Vertical, ParityModel::ServiceRole).toString(), u"other"_s);
        shown.model.setFilter({{}, u"DEBUG"_s, false}); // of a value, in any case
        QVERIFY2(shown.model.rowCount() == 1, qPrintable(shown.model.tabSeparated()));
        QCOMPARE(shown.model.headerData(0, Qt::Vertical, ParityModel::FieldRole).toString(), u"LEVEL"_s);
        shown.model.setFilter({});
        shown.model.setShown({});
        QCOMPARE(shown.model.columnCount(), 1); // the reference stays
        QCOMPARE(shown.model.differing(), 0);
        QVERIFY(!shown.model.indexOf(u"other/image"_s, shown.model.system(0)->id).isValid()); // nobody who is shown says anything of it
    }

    void aCellLeadsToItsPlace() {
        const auto table = two();
        Shown shown(table);
        const auto target = shown.model.target(shown.at(u"LEVEL"_s));
        QVERIFY(target);
        QCOMPARE(target->file, u"/s/compose/compose.yaml"_s);
        QCOMPARE(target->title, u"compose.yaml:6"_s);
        QCOMPARE(table->checked->set->file(target->file)->document->text(target->range), "debug");
        const auto lacking = shown.model.target(shown.at(u"CPU limit"_s));
        QVERIFY(lacking); // the service that should say it
        QCOMPARE(lacking->file, u"/s/compose/compose.yaml"_s);
    }

    void tabSeparated() {
        Shown shown(two());
        shown.model.setFilter({u"api"_s, u"LEVEL"_s, false});
        QCOMPARE(shown.model.tabSeparated(), u"service\tfield\tKubernetes\tDocker Compose\napi\tLEVEL\tinfo\tdebug (differs)\n"_s);
    }

    void environmentsAreChosenByTheReference() {
        const auto table = tableOf({{u"/s/k8s/api.yaml"_s, deployment}, {u"/s/compose/compose.yaml"_s, compose},
            {u"/s/compose/compose.production.yaml"_s, "services: {api: {environment: {LEVEL: info}}}\n"}, {u"/s/compose/compose.dev.yaml"_s, "services: {api: {environment: {LEVEL: debug}}}\n"}});
        QCOMPARE(table->systems.size(), 3U);
        const QSet<QString> shown = usual(*table);
        QVERIFY(shown.contains(u"compose/compose.production.yaml"_s));
        QVERIFY(!shown.contains(u"compose/compose.dev.yaml"_s));
    }

    void nothingAtAll() {
        Shown shown(tableOf({}));
        QCOMPARE(shown.model.rowCount(), 0);
        QCOMPARE(shown.model.columnCount(), 0);
        QVERIFY(shown.model.details({}).isEmpty());
    }

    /// Our own set: every platform that has services is a column, and each cell can be asked anything.
    void ourOwnSet() {
        auto set = config::Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests")});
        QVERIFY(set);
        const auto checked = std::make_shared<models::Checked>();
        checked->set = std::move(*set);
        QElapsedTimer clock;
        clock.start();
        const auto table = std::make_shared<models::ParityTable>(models::parityOf(checked, checked->set->root()));
        qInfo("%d systems, %d rows in %lld ms", int(table->systems.size()), int(table->rows.size()), clock.elapsed());
        QVERIFY(table->systems.size() >= 10);
        QSet<QString> titles;
        QSet<QString> all;
        for (const models::ParitySystem &system : table->systems) {
            qInfo("  %s (%s)%s", qPrintable(system.title()), qPrintable(system.id), system.usual ? ", usual" : "");
            titles.insert(system.title());
            all.insert(system.id);
        }
        QCOMPARE(titles.size(), qsizetype(table->systems.size())); // nobody has to guess which is which
        QCOMPARE(all.size(), titles.size());
        Shown shown(table);
        qInfo("%d of %d rows differ", shown.model.differing(), shown.model.total());
        clock.restart();
        shown.model.setShown(all);
        qInfo("shown anew in %lld ms", clock.elapsed());
        for (int row = 0; row < shown.model.rowCount(); ++row)
            for (int column = 0; column < shown.model.columnCount(); ++column) {
                const QModelIndex cell = shown.model.index(row, column);
                QVERIFY(!shown.model.details(cell).isEmpty());
                if (const auto target = shown.model.target(cell))
                    QVERIFY(checked->set->file(target->file) != nullptr);
            }
    }
};

QTEST_GUILESS_MAIN(TestConfigParity)
#include "tst_configparity.moc"
