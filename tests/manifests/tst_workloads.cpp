// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workloads of the set: the contract's names, ports and autoscalers, and what every pod must have.
#include "render.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Row {
    const char *workload; // kind/name; the container has the same name
    const char *image;    // without registry and tag
    const char *service;  // name:port:container port, empty where none
    const char *scaling;  // min-max cpu memory, or the fixed number of replicas
    const char *requests; // cpu memory, in the base
    const char *limits;
};
constexpr Row table[] = {
    {"Deployment/api", "aqi-predictor-api", "api-service:8000:8000", "3-10 70 80", "500m 512Mi", "1 1Gi"},
    {"Deployment/celery-worker", "aqi-predictor-celery", "", "3-10 75 85", "500m 1Gi", "1 2Gi"},
    {"Deployment/celery-beat", "aqi-predictor-celery", "", "1", "250m 256Mi", "500m 512Mi"},
    {"Deployment/dashboard", "aqi-predictor-streamlit", "dashboard-service:8501:8501", "2-5 70 80", "250m 512Mi",
        "500m 1Gi"},
    {"Deployment/frontend", "aqi-predictor-frontend", "frontend-service:80:8080", "2", "100m 128Mi", "250m 256Mi"},
    {"StatefulSet/timescaledb", "timescale/timescaledb-ha", "timescaledb-service:5432:5432", "1", "500m 1Gi", "1 2Gi"},
    {"StatefulSet/redis", "redis", "redis-service:6379:6379", "1", "250m 256Mi", "500m 512Mi"},
    {"Deployment/prometheus", "prom/prometheus", "prometheus-service:9090:9090", "1", "250m 512Mi", "500m 1Gi"},
    {"Deployment/alertmanager", "prom/alertmanager", "alertmanager-service:9093:9093", "1", "50m 64Mi", "200m 128Mi"},
    {"Deployment/grafana", "grafana/grafana", "grafana-service:3000:3000", "1", "250m 256Mi", "500m 512Mi"},
};

/// Variables that each workload is promised, "config" out of aqi-config and "secret" out of aqi-secrets.
constexpr struct {
    const char *workload, *config, *secret;
} variables[] = {
    {"Deployment/api", "ENVIRONMENT RATE_LIMIT_ANONYMOUS RATE_LIMIT_AUTHENTICATED ENFORCE_HTTPS",
        "DATABASE_URL REDIS_URL SECRET_KEY OPENWEATHER_API_KEY GOOGLE_MAPS_API_KEY CPCB_API_KEY SENTRY_DSN"},
    {"Deployment/celery-worker", "ENVIRONMENT CELERY_CONCURRENCY",
        "DATABASE_URL REDIS_URL OPENWEATHER_API_KEY GOOGLE_MAPS_API_KEY CPCB_API_KEY SENTRY_DSN"},
    {"Deployment/celery-beat", "ENVIRONMENT",
        "DATABASE_URL REDIS_URL OPENWEATHER_API_KEY GOOGLE_MAPS_API_KEY CPCB_API_KEY"},
    {"Deployment/dashboard", "ENVIRONMENT API_BASE_URL", "OPENWEATHER_API_KEY"},
    {"StatefulSet/timescaledb", "POSTGRES_DB POSTGRES_USER", "POSTGRES_PASSWORD"},
    {"Deployment/grafana", "", "GF_SECURITY_ADMIN_PASSWORD"},
    {"Job/database-migration", "", "DATABASE_URL"},
};

QString resourcesText(const QJsonObject &container, const QString &group) {
    return at(container, u"resources."_s + group + u".cpu"_s).toString() + u' ' +
           at(container, u"resources."_s + group + u".memory"_s).toString();
}

QString scalingText(const Render &render, const QJsonObject &workload) {
    const QJsonObject autoscaler = render.autoscalerOf(nameOf(workload));
    if (autoscaler.isEmpty())
        return QString::number(at(workload, u"spec.replicas"_s).toInt(-1));
    QStringList targets;
    for (const QJsonObject &metric : objectsIn(at(autoscaler, u"spec.metrics"_s)))
        targets << QString::number(at(metric, u"resource.target.averageUtilization"_s).toInt());
    return u"%1-%2 %3"_s.arg(at(autoscaler, u"spec.minReplicas"_s).toInt())
        .arg(at(autoscaler, u"spec.maxReplicas"_s).toInt())
        .arg(targets.join(u' '));
}

} // namespace

class TestWorkloads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contract_data() {
        QTest::addColumn<QString>("overlay");
        QTest::addColumn<int>("row");
        for (const QString &overlay : overlays())
            for (int row = 0; row < int(std::size(table)); ++row)
                QTest::addRow("%s %s", qUtf8Printable(overlay), table[row].workload) << overlay << row;
    }
    void contract() {
        QFETCH(QString, overlay);
        QFETCH(int, row);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const Row &wanted = table[row];
        const QStringList id = QString::fromLatin1(wanted.workload).split(u'/');
        const QJsonObject workload = render.find(id[0], id[1]);
        QVERIFY(!workload.isEmpty());
        const QJsonObject container = at(workload, u"spec.template.spec.containers.0"_s).toObject();
        QCOMPARE(container.value("name"_L1).toString(), id[1]);
        const QString image = container.value("image"_L1).toString().section(u':', 0, -2);
        QVERIFY2(("/"_L1 + image).endsWith("/"_L1 + QString::fromLatin1(wanted.image)), qUtf8Printable(image));
        QCOMPARE(scalingText(render, workload), QString::fromLatin1(wanted.scaling));
        QCOMPARE(at(workload, u"spec.selector.matchLabels"_s).toObject(), (QJsonObject{{u"app"_s, id[1]}}));
    }

    void services_data() { contract_data(); }
    void services() {
        QFETCH(QString, overlay);
        QFETCH(int, row);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const QStringList wanted = QString::fromLatin1(table[row].service).split(u':');
        const QStringList id = QString::fromLatin1(table[row].workload).split(u'/');
        const QJsonObject spec = at(render.find(id[0], id[1]), u"spec.template.spec"_s).toObject();
        if (wanted.size() < 3) {
            QVERIFY(render.find(u"Service"_s, id[1] + u"-service"_s).isEmpty());
            return;
        }
        const QJsonObject service = render.find(u"Service"_s, wanted[0]);
        QCOMPARE(at(service, u"spec.ports.0.port"_s).toInt(), wanted[1].toInt());
        QCOMPARE(containerPort(spec, at(service, u"spec.ports.0.targetPort"_s)), wanted[2].toInt());
        QCOMPARE(at(service, u"spec.selector"_s).toObject(), (QJsonObject{{u"app"_s, id[1]}}));
        const bool headless = at(service, u"spec.clusterIP"_s).toString() == "None"_L1;
        QCOMPARE(headless, id[0] == "StatefulSet"_L1);
        const QJsonObject container = at(spec, u"containers.0"_s).toObject();
        QVERIFY2(container.contains("readinessProbe"_L1), "behind a service");
    }

    void resourcesOfTheBase_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(table)); ++row)
            QTest::addRow("%s", table[row].workload) << row;
    }
    void resourcesOfTheBase() {
        QFETCH(int, row);
        const QStringList id = QString::fromLatin1(table[row].workload).split(u'/');
        const QJsonObject container =
            at(Render::of(u"base"_s).find(id[0], id[1]), u"spec.template.spec.containers.0"_s).toObject();
        QCOMPARE(resourcesText(container, u"requests"_s), QString::fromLatin1(table[row].requests));
        QCOMPARE(resourcesText(container, u"limits"_s), QString::fromLatin1(table[row].limits));
    }

    void environment_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(variables)); ++row)
            QTest::addRow("%s", variables[row].workload) << row;
    }
    void environment() {
        QFETCH(int, row);
        const QStringList id = QString::fromLatin1(variables[row].workload).split(u'/');
        QHash<QString, QString> source;
        const QJsonObject workload = Render::of(u"base"_s).find(id[0], id[1]);
        for (const QJsonObject &variable : objectsIn(at(workload, u"spec.template.spec.containers.0.env"_s)))
            source.insert(
                variable.value("name"_L1).toString(), at(variable, u"valueFrom.configMapKeyRef.name"_s).toString() +
                                                          at(variable, u"valueFrom.secretKeyRef.name"_s).toString());
        for (const QString &name : QString::fromLatin1(variables[row].config).split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(source.value(name) == "aqi-config"_L1, qUtf8Printable(name));
        for (const QString &name : QString::fromLatin1(variables[row].secret).split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(source.value(name) == "aqi-secrets"_L1, qUtf8Printable(name));
    }

    void labels() { // the recommended ones, on workloads and pods; selectors stay with "app"
        for (const PodSet &pods : Render::of(u"overlays/production"_s).podSets())
            for (const QJsonObject &labels : {at(pods.workload, u"metadata.labels"_s).toObject(), pods.labels}) {
                const QString name = labels.value("app"_L1).toString();
                QCOMPARE(pods.owner.section(u'/', 1), name);
                QCOMPARE(labels.value("app.kubernetes.io/name"_L1).toString(), name);
                QCOMPARE(labels.value("app.kubernetes.io/part-of"_L1).toString(), u"aqi-predictor"_s);
                QCOMPARE(labels.value("app.kubernetes.io/managed-by"_L1).toString(), u"kustomize"_s);
                QVERIFY(!labels.value("app.kubernetes.io/component"_L1).toString().isEmpty());
            }
    }

    void eachOverlay_data() {
        QTest::addColumn<QString>("overlay");
        for (const QString &overlay : overlays())
            QTest::newRow(qUtf8Printable(overlay)) << overlay;
    }
    void eachOverlay() { // renders without a warning, into one namespace that admits restricted pods only
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        QCOMPARE(render.errors(), QByteArray());
        for (const QJsonObject &object : render.objects())
            if (object.value("kind"_L1).toString() != "Namespace"_L1)
                QVERIFY2(at(object, u"metadata.namespace"_s).toString() == "aqi-predictor"_L1,
                    qUtf8Printable(textOf(object)));
        const QJsonObject labels = at(render.find(u"Namespace"_s, u"aqi-predictor"_s), u"metadata.labels"_s).toObject();
        for (const QString &mode : {u"enforce"_s, u"warn"_s, u"audit"_s})
            QCOMPARE(labels.value("pod-security.kubernetes.io/"_L1 + mode).toString(), u"restricted"_s);
        QCOMPARE(labels.value("environment"_L1).toString(), overlay);
        QCOMPARE(at(render.find(u"ConfigMap"_s, u"aqi-config"_s), u"data.ENVIRONMENT"_s).toString(), overlay);
    }

    void images_data() { eachOverlay_data(); }
    void images() {
        QFETCH(QString, overlay);
        static const QRegularExpression pinned(u":[a-z0-9.-]*[0-9]+\\.[0-9]+[a-z0-9.-]*$"_s);
        for (const PodSet &pods : Render::of(u"overlays/"_s + overlay).podSets())
            for (const QJsonObject &container : containersOf(pods.spec)) {
                const QString image = container.value("image"_L1).toString();
                QVERIFY2(pinned.match(image).hasMatch() && !image.contains("latest"_L1), qUtf8Printable(image));
                QCOMPARE(container.value("imagePullPolicy"_L1).toString(), u"IfNotPresent"_s);
            }
    }

    void replicasAndStrategy_data() { eachOverlay_data(); }
    void replicasAndStrategy() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        for (const QJsonObject &deployment : render.ofKind(u"Deployment"_s)) {
            const bool scaled = !render.autoscalerOf(nameOf(deployment)).isEmpty();
            QVERIFY2(at(deployment, u"spec.replicas"_s).isUndefined() == scaled, qUtf8Printable(textOf(deployment)));
            const bool single = at(deployment, u"spec.replicas"_s).toInt() == 1;
            QCOMPARE(at(deployment, u"spec.strategy.type"_s).toString(), single ? u"Recreate"_s : u"RollingUpdate"_s);
            if (!single) {
                QCOMPARE(at(deployment, u"spec.strategy.rollingUpdate.maxUnavailable"_s).toInt(-1), 0);
                QVERIFY(at(deployment, u"spec.template.spec.topologySpreadConstraints"_s).isArray());
            }
        }
    }

    void restricted_data() { eachOverlay_data(); }
    void restricted() {
        QFETCH(QString, overlay);
        for (const PodSet &pods : Render::of(u"overlays/"_s + overlay).podSets()) {
            QVERIFY2(restrictedViolations(pods.spec).isEmpty(),
                qUtf8Printable(pods.owner + u": "_s + restrictedViolations(pods.spec).join(u", "_s)));
            const bool token = pods.spec.value("automountServiceAccountToken"_L1).toBool(true);
            QVERIFY2(token == (pods.owner == "Deployment/prometheus"_L1), qUtf8Printable(pods.owner));
            QCOMPARE(pods.spec.value("enableServiceLinks"_L1), QJsonValue(false));
        }
    }
    void restrictedFindsWhatIsMissing_data() {
        QTest::addColumn<QString>("path");
        for (const char *path :
            {"securityContext.runAsNonRoot", "securityContext.runAsUser", "securityContext.seccompProfile"})
            QTest::newRow(path) << QString::fromLatin1(path);
        for (const char *field : {"allowPrivilegeEscalation", "capabilities", "readOnlyRootFilesystem"}) {
            QTest::addRow("container %s", field) << u"containers.0.securityContext."_s + QString::fromLatin1(field);
            QTest::addRow("init container %s", field)
                << u"initContainers.0.securityContext."_s + QString::fromLatin1(field);
        }
    }
    void restrictedFindsWhatIsMissing() {
        QFETCH(QString, path);
        const QJsonObject deployment = Render::of(u"base"_s).find(u"Deployment"_s, u"api"_s);
        const QJsonValue spec = at(deployment, u"spec.template.spec"_s);
        QCOMPARE(restrictedViolations(without(spec, path.split(u'.')).toObject()).size(), 1);
    }

    void probes_data() { eachOverlay_data(); }
    void probes() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        for (const PodSet &pods : render.podSets()) {
            if (pods.owner.contains("Job/"_L1))
                continue;
            const QJsonObject container = at(pods.spec, u"containers.0"_s).toObject();
            for (const QString &which : {u"startupProbe"_s, u"livenessProbe"_s, u"readinessProbe"_s})
                checkProbe(pods, which, container.value(which).toObject());
        }
    }

private:
    static QJsonValue without(const QJsonValue &value, const QStringList &path) {
        if (value.isArray()) {
            QJsonArray list = value.toArray();
            list[path[0].toInt()] = without(list.at(path[0].toInt()), path.mid(1));
            return list;
        }
        QJsonObject object = value.toObject();
        if (path.size() == 1)
            object.remove(path[0]);
        else
            object[path[0]] = without(object.value(path[0]), path.mid(1));
        return object;
    }
    static void checkProbe(const PodSet &pods, const QString &which, const QJsonObject &probe) {
        const QString about = pods.owner + u' ' + which;
        if (probe.isEmpty()) {
            QVERIFY2(which == "readinessProbe"_L1, qUtf8Printable(about));
            return;
        }
        const QJsonObject http = probe.value("httpGet"_L1).toObject();
        const QString command = at(probe, u"exec.command"_s).toArray().toVariantList().isEmpty()
                                    ? QString()
                                    : at(probe, u"exec.command"_s).toVariant().toStringList().join(u' ');
        QVERIFY2(http.isEmpty() != command.isEmpty(), qUtf8Printable(about));
        QVERIFY2(http.isEmpty() || containerPort(pods.spec, http.value("port"_L1)) > 0, qUtf8Printable(about));
        QVERIFY2(!QRegularExpression(u"\\bps\\b"_s).match(command).hasMatch(), qUtf8Printable(about));
        QVERIFY2(probe.value("timeoutSeconds"_L1).toInt() <= probe.value("periodSeconds"_L1).toInt() * 2,
            qUtf8Printable(about));
        if (pods.owner == "Deployment/api"_L1)
            QCOMPARE(at(http, u"httpHeaders.0"_s).toObject(),
                (QJsonObject{{u"name"_s, u"X-Forwarded-Proto"_s}, {u"value"_s, u"https"_s}}));
    }
};

QTEST_GUILESS_MAIN(TestWorkloads)
#include "tst_workloads.moc"
