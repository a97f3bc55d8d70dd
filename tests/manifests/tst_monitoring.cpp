// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Prometheus' configuration and rules, Alertmanager's, and Grafana's dashboards: judged by promtool and amtool, and
// against the metrics that the system exports.
#include "render.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString monitoringFolder() {
    return manifestsFolder() + "/base/monitoring/"_L1;
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Name and type of every family that is exported.
QHash<QString, QString> families() {
    QHash<QString, QString> types;
    for (const QString &line :
        QString::fromUtf8(contentOf(QStringLiteral(AQI_TEST_DIR) + "/metric_families.txt"_L1)).split(u'\n'))
        if (!line.startsWith(u'#') && !line.isEmpty())
            types.insert(line.section(u' ', 0, 0), line.section(u' ', 1, 1));
    return types;
}

/// The names of the series that a query reads: what is neither in a matcher, a range, a grouping, a text nor a function
/// or operator.
QSet<QString> seriesIn(QString query) {
    static const QRegularExpression noise(u"\"[^\"]*\"|\\{[^}]*\\}|\\[[^\\]]*\\]|\\b(by|without)\\s*\\([^)]*\\)"_s);
    static const QRegularExpression identifier(u"[a-zA-Z_:][a-zA-Z0-9_:]*(?![a-zA-Z0-9_:]|\\s*\\()"_s);
    static const QSet<QString> words{u"and"_s, u"or"_s, u"unless"_s, u"bool"_s, u"offset"_s, u"e"_s};
    // Texts first: a matcher's text may hold a brace.
    query.replace(QRegularExpression(u"\"[^\"]*\""_s), QString()).replace(noise, u" "_s);
    QSet<QString> names;
    for (auto it = identifier.globalMatch(query); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const bool partOfNumber = match.capturedStart() > 0 && query.at(match.capturedStart() - 1).isDigit();
        if (!words.contains(match.captured()) && !partOfNumber)
            names << match.captured();
    }
    return names;
}

/// What is wrong with the series that a query reads; empty where all are exported, histograms by their buckets.
QStringList unknownSeries(const QString &query) {
    static const QHash<QString, QString> known = families();
    QStringList unknown;
    for (const QString &name : seriesIn(query)) {
        if (name == "up"_L1 || name == "ALERTS"_L1)
            continue;
        static const QRegularExpression suffix(u"_(bucket|sum|count)$"_s);
        const bool ofHistogram =
            known.value(QString(name).remove(suffix)) == "histogram"_L1 && suffix.match(name).hasMatch();
        const QString type = known.value(name);
        if (!ofHistogram && (type.isEmpty() || type == "histogram"_L1))
            unknown << name;
    }
    return unknown;
}

struct Dashboard {
    QString file;
    QJsonObject root;
    QStringList queries;
};

QList<Dashboard> dashboards() {
    QList<Dashboard> found;
    const QDir folder(monitoringFolder() + "dashboards"_L1);
    for (const QString &file : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        Dashboard dashboard{file, QJsonDocument::fromJson(contentOf(folder.filePath(file))).object(), {}};
        for (const QJsonObject &panel : objectsIn(dashboard.root.value("panels"_L1)))
            for (const QJsonObject &target : objectsIn(panel.value("targets"_L1)))
                dashboard.queries << target.value("expr"_L1).toString();
        found.append(dashboard);
    }
    return found;
}

QList<QJsonObject> rules() {
    QList<QJsonObject> found;
    for (const QJsonObject &group :
        objectsIn(readYamlFile(monitoringFolder() + "alert_rules.yml"_L1).value("groups"_L1)))
        found += objectsIn(group.value("rules"_L1));
    return found;
}

} // namespace

class TestMonitoring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tools_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("prometheus.yml") << u"promtool"_s
                                        << QStringList{
                                               u"check"_s, u"config"_s, monitoringFolder() + "prometheus.yml"_L1};
        QTest::newRow("alert_rules.yml") << u"promtool"_s
                                         << QStringList{u"check"_s, u"rules"_s, u"--lint=all"_s, u"--lint-fatal"_s,
                                                monitoringFolder() + "alert_rules.yml"_L1};
        QTest::newRow("rules on series") << u"promtool"_s
                                         << QStringList{u"test"_s, u"rules"_s,
                                                QStringLiteral(AQI_TEST_DIR) + "/alert_rules_test.yml"_L1};
        QTest::newRow("alertmanager.yml")
            << u"amtool"_s << QStringList{u"check-config"_s, monitoringFolder() + "alertmanager.yml"_L1};
        QTest::newRow("production's alertmanager.yml")
            << u"amtool"_s
            << QStringList{u"check-config"_s, manifestsFolder() + "/overlays/production/alertmanager.yml"_L1};
    }
    void tools() {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        const Finished tool = run(program, arguments);
        QVERIFY2(tool.status == 0, (tool.output + tool.errors).constData());
    }

    void routes_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("severity");
        QTest::addColumn<QByteArray>("receiver");
        for (const QString &file : {monitoringFolder() + "alertmanager.yml"_L1,
                 manifestsFolder() + "/overlays/production/alertmanager.yml"_L1}) {
            QTest::addRow("critical %s", qUtf8Printable(file)) << file << u"critical"_s << "operators-critical"_ba;
            QTest::addRow("warning %s", qUtf8Printable(file)) << file << u"warning"_s << "operators"_ba;
        }
    }
    void routes() {
        QFETCH(QString, file);
        QFETCH(QString, severity);
        QFETCH(QByteArray, receiver);
        const Finished tool = run(
            u"amtool"_s, {u"config"_s, u"routes"_s, u"test"_s, u"--config.file="_s + file, u"severity="_s + severity});
        QCOMPARE(tool.output.trimmed(), receiver);
    }
    void productionRoutesLikeTheBase() {
        const QJsonObject base = readYamlFile(monitoringFolder() + "alertmanager.yml"_L1);
        const QJsonObject production = readYamlFile(manifestsFolder() + "/overlays/production/alertmanager.yml"_L1);
        QCOMPARE(production.value("route"_L1), base.value("route"_L1));
        QCOMPARE(production.value("inhibit_rules"_L1), base.value("inhibit_rules"_L1));
        for (const QJsonObject &receiver : objectsIn(production.value("receivers"_L1)))
            QVERIFY2(receiver.contains("email_configs"_L1), "somebody must be told");
    }

    void ruleSet() {
        static const QStringList contract{u"HighCPUUsage"_s, u"HighMemoryUsage"_s, u"HighDiskUsage"_s,
            u"CriticalDiskUsage"_s, u"HighErrorRate"_s, u"SlowAPIResponses"_s, u"VerySlowAPIResponses"_s,
            u"HighRequestLatency"_s, u"ModelRMSEDegraded"_s, u"ModelAccuracyLow"_s, u"HighPredictionErrors"_s,
            u"DataIngestionFailures"_s, u"HighDataQualityIssues"_s, u"CeleryTaskFailures"_s, u"LowCacheHitRate"_s,
            u"HighDatabaseConnections"_s, u"SlowDatabaseQueries"_s, u"AlertDeliveryFailures"_s, u"ServiceDown"_s};
        QStringList names;
        for (const QJsonObject &rule : rules()) {
            names << rule.value("alert"_L1).toString();
            const QStringList unknown = unknownSeries(rule.value("expr"_L1).toString());
            QVERIFY2(unknown.isEmpty(), qUtf8Printable(names.last() + u": "_s + unknown.join(u", "_s)));
            QVERIFY(!at(rule, u"labels.severity"_s).toString().isEmpty() &&
                    !at(rule, u"labels.component"_s).toString().isEmpty());
            QVERIFY(!at(rule, u"annotations.summary"_s).toString().isEmpty());
        }
        QCOMPARE(names.first(contract.size()), contract);
        QCOMPARE(names.size(), QSet<QString>(names.begin(), names.end()).size());
    }
    void unknownSeriesAreFound_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("unknown");
        QTest::newRow("known") << u"sum by (status) (rate(aqi_http_requests_total{status=~\"5..\"}[5m])) > 0.05"_s
                               << QStringList();
        QTest::newRow("typo") << u"sum(rate(aqi_http_request_total[5m]))"_s << QStringList{u"aqi_http_request_total"_s};
        QTest::newRow("another exporter") << u"node_load1 > 2"_s << QStringList{u"node_load1"_s};
        QTest::newRow("histogram without its bucket")
            << u"rate(aqi_db_query_duration_seconds[5m])"_s << QStringList{u"aqi_db_query_duration_seconds"_s};
        QTest::newRow("bucket of a counter")
            << u"rate(aqi_db_queries_total_bucket[5m])"_s << QStringList{u"aqi_db_queries_total_bucket"_s};
    }
    void unknownSeriesAreFound() {
        QFETCH(QString, query);
        QFETCH(QStringList, unknown);
        QCOMPARE(unknownSeries(query), unknown);
    }

    void dashboardSet() {
        QStringList files, ids;
        const QString source = readYamlFile(monitoringFolder() + "grafana-datasources.yaml"_L1)
                                   .value("datasources"_L1)
                                   .toArray()
                                   .at(0)
                                   .toObject()
                                   .value("uid"_L1)
                                   .toString();
        for (const Dashboard &dashboard : dashboards()) {
            files << dashboard.file;
            ids << dashboard.root.value("uid"_L1).toString();
            QVERIFY2(!dashboard.root.value("title"_L1).toString().isEmpty(), qUtf8Printable(dashboard.file));
            for (const QJsonObject &panel : objectsIn(dashboard.root.value("panels"_L1))) {
                QCOMPARE(at(panel, u"datasource.uid"_s).toString(), source);
                QVERIFY(!panel.value("targets"_L1).toArray().isEmpty());
                QVERIFY(!at(panel, u"fieldConfig.defaults.unit"_s).toString().isEmpty());
            }
        }
        QCOMPARE(files, (QStringList{u"api-performance.json"_s, u"data-pipeline.json"_s, u"ml-models.json"_s,
                            u"system-overview.json"_s}));
        QCOMPARE(ids, (QStringList{u"aqi-api-performance"_s, u"aqi-data-pipeline"_s, u"aqi-ml-models"_s,
                          u"aqi-system-overview"_s}));
    }
    void dashboardQueries() { // they name what is exported, and promtool can parse them
        QByteArray recording("groups:\n  - name: queries\n    rules:\n");
        int number = 0;
        for (const Dashboard &dashboard : dashboards())
            for (const QString &query : dashboard.queries) {
                const QStringList unknown = unknownSeries(query);
                QVERIFY2(unknown.isEmpty(), qUtf8Printable(dashboard.file + u": "_s + unknown.join(u", "_s)));
                recording += "      - record: q:"_ba + QByteArray::number(++number) + "\n        expr: '"_ba +
                             query.toUtf8().replace("'", "''") + "'\n"_ba;
            }
        QVERIFY(number > 40);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"queries.yml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(recording) == recording.size());
        file.close();
        const Finished tool = run(u"promtool"_s, {u"check"_s, u"rules"_s, file.fileName()});
        QVERIFY2(tool.status == 0, (tool.output + tool.errors).constData());
    }

    void mountedWhereTheyAreLookedFor() { // configuration, rules and dashboards arrive in the pods
        const Render render = Render::of(u"overlays/production"_s);
        const QJsonObject prometheus = generated(render, u"prometheus"_s, u"prometheus-config"_s);
        QCOMPARE(prometheus.keys(), (QStringList{u"alert_rules.yml"_s, u"prometheus.yml"_s}));
        QCOMPARE(generated(render, u"grafana"_s, u"grafana-dashboards"_s).size(), 4);
        QVERIFY(generated(render, u"alertmanager"_s, u"alertmanager-config"_s)
                .value("alertmanager.yml"_L1)
                .toString()
                .contains("smtp_smarthost"_L1));
        const QString provider =
            generated(render, u"grafana"_s, u"grafana-dashboards-config"_s).value("dashboards.yaml"_L1).toString();
        QVERIFY(provider.contains(mountOf(render, u"grafana"_s, u"grafana-dashboards"_s)));
    }

private:
    /// The data of the ConfigMap behind a volume of a Deployment.
    static QJsonObject generated(const Render &render, const QString &deployment, const QString &volumeName) {
        for (const QJsonObject &volume :
            objectsIn(at(render.find(u"Deployment"_s, deployment), u"spec.template.spec.volumes"_s)))
            if (volume.value("name"_L1).toString() == volumeName)
                return at(render.find(u"ConfigMap"_s, at(volume, u"configMap.name"_s).toString()), u"data"_s)
                    .toObject();
        return {};
    }
    static QString mountOf(const Render &render, const QString &deployment, const QString &volumeName) {
        const QJsonValue mounts =
            at(render.find(u"Deployment"_s, deployment), u"spec.template.spec.containers.0.volumeMounts"_s);
        for (const QJsonObject &mount : objectsIn(mounts))
            if (mount.value("name"_L1).toString() == volumeName)
                return mount.value("mountPath"_L1).toString();
        return u"not mounted"_s;
    }
};

QTEST_GUILESS_MAIN(TestMonitoring)
#include "tst_monitoring.moc"
