// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas over the files that the console ships: nothing to find.
#include "config/schema/schema.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

class TestFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Every file of ours is judged by aqictl validate in its own role; here the Kubernetes set alone.
    void own_data() {
        QTest::addColumn<QString>("path");
        QDirIterator it(QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes"), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            QTest::newRow(qPrintable(path.mid(qsizetype(qstrlen(AQI_SOURCE_DIR "/manifests/"))))) << path;
        }
    }

    void own() {
        QFETCH(QString, path);
        const auto schemas = Schemas::builtin();
        QVERIFY(schemas);
        const auto document = Document::read(path);
        QStringList found;
        const Role role = roleOf(path);
        const Completeness completeness = role == Role::Patch ? Completeness::Partial : Completeness::Whole;
        for (const Node root : document->roots())
            for (const SchemaProblem &problem : (*schemas)->validate({Platform::Kubernetes, role}, root, completeness)) {
                const Position at = document->position(problem.atKey ? problem.node.keyRange().begin : problem.node.range().begin);
                found += QString::number(at.line) + u':' + QString::number(at.column) + u": "_s + problem.message;
            }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

private:
    static Role roleOf(const QString &path) {
        const QString name = QFileInfo(path).fileName();
        if (name == u"kustomization.yaml"_s)
            return Role::Kustomization;
        if (name == u"prometheus.yml"_s)
            return Role::PrometheusConfig;
        if (name == u"alert_rules.yml"_s)
            return Role::AlertRules;
        if (name == u"alertmanager.yml"_s)
            return Role::AlertmanagerConfig;
        if (name.startsWith("grafana-d"_L1))
            return Role::GrafanaProvisioning;
        if (name.endsWith(".json"_L1))
            return Role::GrafanaDashboard;
        return path.contains("/overlays/"_L1) ? Role::Patch : Role::Objects;
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
