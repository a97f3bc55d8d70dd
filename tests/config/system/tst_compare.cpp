// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The table that lays platforms side by side.
#include "config/system/compare.h"
#include "config/system/systems.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::string deployment(std::string_view environment) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: api}}\n  template:\n"
           "    metadata: {labels: {app: api}}\n    spec:\n      containers:\n        - name: api\n          image: example/api:1.0.0\n"
           "          ports: [{containerPort: 8000}]\n          resources: {limits: {cpu: 500m, memory: 1Gi}}\n"
           "          readinessProbe: {httpGet: {path: /ready, port: 8000}}\n          env:\n" + std::string(environment);
}

struct Table {
    std::unique_ptr<Set> set;
    std::vector<System> systems;
    std::vector<Row> rows;

    [[nodiscard]] const Cell &cell(Field field, std::string_view variable = {}) const {
        static const Cell none{Agreement::Absent, u"no row"_s, {}, {}};
        for (const Row &row : rows)
            if (row.service == "api" && row.field == field && row.variable == variable)
                return row.cells.at(1);
        return none;
    }
};

Table table(const std::string &environment, const std::string &compose, const std::string &guide = {}) {
    Table result;
    std::vector<std::pair<QString, std::string>> files{{u"s/k8s/api.yaml"_s, deployment(environment)}, {u"s/compose/compose.yaml"_s, compose}};
    if (!guide.empty())
        files.emplace_back(u"s/compose/README.md"_s, guide);
    result.set = Set::of(std::move(files));
    result.systems = systemsOf(*result.set);
    std::vector<const System *> all;
    for (const System &system : result.systems)
        all.push_back(&system);
    result.rows = compare(all, 0);
    return result;
}

constexpr auto level = "            - {name: LEVEL, value: info}\n";

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameInOtherUnits() {
        const Table all = table(level, "services:\n  api:\n    image: mirror.example.com/example/api:1.0.0\n    expose: [8000]\n"
            "    environment: {LEVEL: info}\n    healthcheck: {test: curl http://localhost:8000/ready}\n"
            "    deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 1024M}}}\n");
        for (const Field field : {Field::Image, Field::Ports, Field::CpuLimit, Field::MemoryLimit, Field::Replicas, Field::HealthPath})
            QVERIFY2(all.cell(field).agreement == Agreement::Same, name(field).data());
        QCOMPARE(all.cell(Field::MemoryLimit).text, u"1 GiB"_s);
        QCOMPARE(all.cell(Field::Environment, "LEVEL").agreement, Agreement::Same);
        QCOMPARE(all.cell(Field::MemoryRequest).text, u"no row"_s); // nobody says anything about it
    }

    void differsInEveryField() {
        const Table all = table(level, "services:\n  api:\n    image: example/api:1.0.1\n    expose: [8001]\n    environment: {LEVEL: debug, MORE: 1}\n"
            "    healthcheck: {test: curl http://localhost:8001/health}\n    deploy: {resources: {limits: {cpus: '1', memory: 2G}}}\n");
        for (const Field field : {Field::Image, Field::Ports, Field::CpuLimit, Field::MemoryLimit, Field::Replicas, Field::HealthPath})
            QVERIFY2(all.cell(field).agreement == Agreement::Differs, name(field).data());
        QCOMPARE(all.cell(Field::Environment, "LEVEL").agreement, Agreement::Differs);
        QCOMPARE(all.cell(Field::Environment, "MORE").agreement, Agreement::Differs);
        const Place place = placeOf(all.cell(Field::Environment, "LEVEL").site);
        QCOMPARE(place.document->text(place.range), "debug");
    }

    void whoGivesAVariable_data() {
        QTest::addColumn<QString>("kubernetes");
        QTest::addColumn<QString>("compose");
        QTest::addColumn<int>("agreement");
        const QString secret = u"valueFrom: {secretKeyRef: {name: s, key: k}}"_s;
        QTest::newRow("secret, asked for") << secret << u"${X:?}"_s << int(Agreement::Same);
        QTest::newRow("secret, empty by default") << secret << u"${X:-}"_s << int(Agreement::Same);
        QTest::newRow("secret, in the file") << secret << u"hunter2"_s << int(Agreement::Differs);
        QTest::newRow("literal, the same default") << u"value: a"_s << u"${X:-a}"_s << int(Agreement::Same);
        QTest::newRow("literal, another default") << u"value: a"_s << u"${X:-b}"_s << int(Agreement::Differs);
        QTest::newRow("unknown ConfigMap") << u"valueFrom: {configMapKeyRef: {name: s, key: k}}"_s << u"b"_s << int(Agreement::Same);
    }
    void whoGivesAVariable() {
        QFETCH(QString, kubernetes);
        QFETCH(QString, compose);
        const Table all = table("            - {name: X, " + kubernetes.toStdString() + "}\n",
            "services:\n  api:\n    image: api:1.0.0\n    environment:\n      X: \"" + compose.toStdString() + "\"\n");
        QTEST(int(all.cell(Field::Environment, "X").agreement), "agreement");
        QVERIFY(!all.cell(Field::Environment, "X").text.contains(u"hunter2"_s)); // a secret elsewhere
    }

    void explanations_data() {
        QTest::addColumn<QString>("compose");
        QTest::addColumn<QString>("guide");
        QTest::addColumn<bool>("explained");
        const QString head = u"services:\n  api:\n    image: api:1.0.0\n"_s;
        const QString reason = u"# aqi: differs from kubernetes because it must.\n"_s;
        QTest::newRow("none") << head + u"    environment:\n      LEVEL: debug\n"_s << QString() << false;
        QTest::newRow("above") << head + u"    environment:\n      "_s + reason + u"      LEVEL: debug\n"_s << QString() << true;
        QTest::newRow("two lines") << head + u"    environment:\n      "_s + reason + u"      # It really must.\n      LEVEL: debug\n"_s << QString() << true;
        QTest::newRow("behind") << head + u"    environment:\n      LEVEL: debug "_s + reason << QString() << true;
        const QString named = u"# aqi: differs from kubernetes because LEVEL is chatty here.\n"_s;
        const QString debug = u"    environment:\n      LEVEL: debug\n"_s;
        QTest::newRow("above all of them") << head + u"    "_s + reason + debug << QString() << false;
        QTest::newRow("above all of them, by name") << head + u"    "_s + named + debug << QString() << true;
        QTest::newRow("above the service, by name") << u"services:\n  "_s + named + head.mid(10) + debug << QString() << true;
        QTest::newRow("above the file, by name") << named + u"\n"_s + head + debug << QString() << true;
        QTest::newRow("above the file, about such comments") << u"# LEVEL: comments say \"aqi: differs because\" LEVEL must.\n"_s + head + debug << QString() << false;
        QTest::newRow("above the file") << reason + head + debug << QString() << false;
        QTest::newRow("above another") << head + u"    environment:\n      "_s + reason + u"      OTHER: a\n      LEVEL: debug\n"_s << QString() << false;
        QTest::newRow("above another, by name") << head + u"    environment:\n      "_s + named + u"      OTHER: a\n      LEVEL: debug\n"_s << QString() << false;
        QTest::newRow("behind another, by name") << head + u"    environment:\n      OTHER: a "_s + named + u"      LEVEL: debug\n"_s << QString() << false;
        QTest::newRow("above another mapping, by name") << head + u"    "_s + named + u"    deploy: {replicas: 2}\n"_s + debug << QString() << false;
        QTest::newRow("at the file's end, by name") << head + debug + named << QString() << false;
        QTest::newRow("above its entry in a list") << head + u"    environment:\n      "_s + reason + u"      - LEVEL=debug\n"_s << QString() << true;
        QTest::newRow("within another service") << u"services:\n  web:\n    image: web:1\n    # aqi: differs because LEVEL must.\n    tty: true\n"_s + head.mid(10) + debug << QString() << false;
        QTest::newRow("lacking, above the list, by name") << head + u"    "_s + named + u"    environment: {OTHER: a}\n"_s << QString() << true;
        QTest::newRow("lacking, in the list, by name") << head + u"    environment:\n      "_s + named + u"      OTHER: a\n"_s << QString() << true;
        QTest::newRow("lacking, in the list") << head + u"    environment:\n      "_s + reason + u"      OTHER: a\n"_s << QString() << false;
        QTest::newRow("in the guide, of a file with comments") << head + debug << u"Text.\n\n`# aqi: differs from kubernetes because` `LEVEL`\nis so.\n"_s << false;
    }
    void explanations() {
        QFETCH(QString, compose);
        QFETCH(QString, guide);
        const Table all = table(level, compose.toStdString(), guide.toStdString());
        const Cell &cell = all.cell(Field::Environment, "LEVEL");
        QFETCH(bool, explained);
        QCOMPARE(!cell.explanation.isEmpty(), explained);
        if (cell.agreement != Agreement::Absent)
            QCOMPARE(cell.agreement == Agreement::Explained, explained);
    }

    // JSON has no comments: what is beside it speaks for it.
    void explainedByTheGuide_data() {
        QTest::addColumn<QString>("guide");
        QTest::addColumn<bool>("explained");
        QTest::newRow("by name") << u"Text.\n\n`# aqi: differs from kubernetes because` `LEVEL`\nis so.\n"_s << true;
        QTest::newRow("in another paragraph") << u"`# aqi: differs because` so.\n\nLEVEL is a variable.\n"_s << false;
    }
    void explainedByTheGuide() {
        QFETCH(QString, guide);
        const auto set = Set::of({{u"s/k8s/api.yaml"_s, deployment(level)},
            {u"s/heroku/app.json"_s, R"({"name": "api", "env": {"LEVEL": {"value": "debug"}}, "formation": {"web": {"quantity": 2}}})"}, {u"s/heroku/README.md"_s, guide.toStdString()}});
        const std::vector<System> systems = systemsOf(*set);
        QCOMPARE(systems.size(), 2u);
        const std::vector<const System *> all{&systems[0], &systems[1]};
        const std::vector<Row> rows = compare(all, 0);
        const auto row = std::ranges::find_if(rows, [](const Row &one) { return one.service == "api" && one.variable == "LEVEL"; });
        QVERIFY(row != rows.end());
        QTEST(row->cells.at(1).agreement == Agreement::Explained, "explained");
    }

    void absent() {
        const Table all = table(level, "services:\n  api:\n    image: api:1.0.0\n  web: {image: web:1}\n");
        const Cell &cell = all.cell(Field::Environment, "LEVEL");
        QCOMPARE(cell.agreement, Agreement::Absent);
        QVERIFY(cell.site.document); // where it should stand
        QCOMPARE(all.cell(Field::MemoryLimit).agreement, Agreement::Absent);
        const auto web = std::ranges::find(all.rows, "web", &Row::service);
        QCOMPARE(web->cells.front().agreement, Agreement::Absent);
        QVERIFY(!web->cells.front().site.document); // it has no such service at all
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
