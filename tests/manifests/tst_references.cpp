// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the objects of a render say of each other: names, keys, selectors, ports, sums against quota, secrets that must
// not be there.
#include "references.h"

#include "base/quantity.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// What is made outside of the set: the certificate and the pod that answers its challenge by cert-manager, and but for
/// the sandbox the Secret by the operator.
QSet<QString> madeOutside(const QString &overlay) {
    QSet<QString> outside{u"Secret/aqi-tls-cert"_s, u"NetworkPolicy/certificate-challenge"_s};
    if (overlay != "sandbox"_L1)
        outside << u"Secret/aqi-secrets"_s;
    return outside;
}

QJsonObject secretTemplate() {
    return readYamlFile(manifestsFolder() + "/base/secrets.yaml"_L1);
}

double quantity(const QJsonValue &value) {
    const QString text = value.isDouble() ? QString::number(value.toDouble()) : value.toString();
    return base::parseQuantity(text).value_or(-1);
}

QHash<QString, double> sumAtMost(const Render &render) {
    QHash<QString, double> sum;
    for (const PodSet &pods : render.podSets()) {
        const QHash<QString, double> one = resourcesOf(pods.spec);
        for (auto it = one.begin(); it != one.end(); ++it)
            sum[it.key()] += it.value() * pods.atMost;
        sum[u"pods"_s] += pods.atMost;
        for (const QJsonObject &claim : objectsIn(at(pods.workload, u"spec.volumeClaimTemplates"_s))) {
            sum[u"requests.storage"_s] += quantity(at(claim, u"spec.resources.requests.storage"_s)) * pods.atMost;
            sum[u"persistentvolumeclaims"_s] += pods.atMost;
        }
    }
    for (const QJsonObject &claim : render.ofKind(u"PersistentVolumeClaim"_s)) {
        sum[u"requests.storage"_s] += quantity(at(claim, u"spec.resources.requests.storage"_s));
        sum[u"persistentvolumeclaims"_s] += 1;
    }
    return sum;
}

} // namespace

class TestReferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolve_data() {
        QTest::addColumn<QString>("overlay");
        for (const QString &overlay : overlays())
            QTest::newRow(qUtf8Printable(overlay)) << overlay;
    }
    void resolve() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const References found = referencesOf(render, madeOutside(overlay));
        QVERIFY2(found.dangling.isEmpty(), qUtf8Printable(found.dangling.join(u'\n')));
        QVERIFY2(found.keys.size() > 20, "the test must see references at all");
    }
    void danglingIsFound() { // the Secret that staging leaves out
        const References found = referencesOf(Render::of(u"overlays/staging"_s), {u"Secret/aqi-tls-cert"_s});
        QVERIFY(found.dangling.contains(u"Deployment/api names Secret/aqi-secrets"_s));
        QVERIFY(found.dangling.contains(u"Deployment/grafana names Secret/aqi-secrets"_s));
    }

    void nothingIsUnused_data() { resolve_data(); }
    void nothingIsUnused() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const References found = referencesOf(render, madeOutside(overlay));
        for (const QString &kind :
            {u"ConfigMap"_s, u"Secret"_s, u"PersistentVolumeClaim"_s, u"ServiceAccount"_s, u"Role"_s})
            for (const QJsonObject &object : render.ofKind(kind))
                QVERIFY2(found.used.contains(textOf(object)), qUtf8Printable(textOf(object)));
        for (const QString &key : at(render.find(u"ConfigMap"_s, u"aqi-config"_s), u"data"_s).toObject().keys())
            QVERIFY2(found.keys.contains(u"ConfigMap/aqi-config/"_s + key), qUtf8Printable(key));
        for (const QString &key : secretTemplate().value("stringData"_L1).toObject().keys())
            QVERIFY2(found.keys.contains(u"Secret/aqi-secrets/"_s + key), qUtf8Printable(key));
    }

    void quotaHolds_data() { resolve_data(); }
    void quotaHolds() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const QJsonObject hard = at(render.find(u"ResourceQuota"_s, u"aqi-quota"_s), u"spec.hard"_s).toObject();
        const QHash<QString, double> sum = sumAtMost(render);
        QVERIFY(sum.size() >= 7);
        for (auto it = sum.begin(); it != sum.end(); ++it) {
            const double limit = quantity(hard.value(it.key()));
            QVERIFY2(it.value() > 0 && it.value() <= limit,
                qUtf8Printable(u"%1: %2 of %3"_s.arg(it.key()).arg(it.value(), 0, 'f', 2).arg(limit, 0, 'f', 2)));
        }
    }
    void quotaCommentIsRight() { // the figures in quota.yaml
        const QHash<QString, double> sum = sumAtMost(Render::of(u"base"_s));
        QCOMPARE(sum.value(u"pods"_s), 41.0);
        QCOMPARE(sum.value(u"requests.cpu"_s), 15.85);
        QCOMPARE(sum.value(u"requests.memory"_s), 24768 * 0x1p20);
        QCOMPARE(sum.value(u"limits.cpu"_s), 31.95);
        QCOMPARE(sum.value(u"limits.memory"_s), 49536 * 0x1p20);
        QCOMPARE(sum.value(u"requests.storage"_s), 191 * 0x1p30);
    }
    void sandboxFitsItsNodes() { // three of 4 CPU and 16Gi
        const QHash<QString, double> sum = sumAtMost(Render::of(u"overlays/sandbox"_s));
        QVERIFY(sum.value(u"requests.cpu"_s) < 12);
        QVERIFY(sum.value(u"requests.memory"_s) < 48 * 0x1p30);
    }
    void limitRangeAdmits_data() { resolve_data(); }
    void limitRangeAdmits() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        const QJsonValue range = at(render.find(u"LimitRange"_s, u"aqi-limits"_s), u"spec.limits.0"_s);
        for (const PodSet &pods : render.podSets())
            for (const QJsonObject &container : containersOf(pods.spec))
                for (const QString &what : {u"cpu"_s, u"memory"_s}) {
                    const double request = quantity(at(container, u"resources.requests."_s + what));
                    const double limit = quantity(at(container, u"resources.limits."_s + what));
                    QVERIFY2(quantity(at(range, u"min."_s + what)) <= request && request <= limit &&
                                 limit <= quantity(at(range, u"max."_s + what)),
                        qUtf8Printable(pods.owner));
                }
    }

    void quantitiesAreCanonical_data() { resolve_data(); }
    void
    quantitiesAreCanonical() { // a server stores "1000m" as "1", and another tool's apply of "1000m" is then a conflict
        QFETCH(QString, overlay);
        static const QRegularExpression other(u"000m$|\\.|^[0-9]+[KMGT]$|^(1024|2048|4096)[KMG]i$"_s);
        for (const PodSet &pods : Render::of(u"overlays/"_s + overlay).podSets())
            for (const QJsonObject &container : containersOf(pods.spec))
                for (const char *path : {"requests.cpu", "requests.memory", "limits.cpu", "limits.memory"}) {
                    const QString text = at(container, u"resources."_s + QLatin1String(path)).toString();
                    QVERIFY2(
                        !text.isEmpty() && !other.match(text).hasMatch(), qUtf8Printable(pods.owner + u' ' + text));
                }
    }

    void secretsStayOutside_data() {
        QTest::addColumn<QString>("folder");
        for (const QString &folder : {u"base"_s, u"overlays/staging"_s, u"overlays/production"_s})
            QTest::newRow(qUtf8Printable(folder)) << folder;
    }
    void secretsStayOutside() {
        QFETCH(QString, folder);
        const Render render = Render::of(folder);
        QVERIFY(render.ofKind(u"Secret"_s).isEmpty());
        QVERIFY(!render.text().contains("sandbox-only"));
        QVERIFY(!render.text().contains("CHANGE_ME"));
        const QStringList secretKeys = secretTemplate().value("stringData"_L1).toObject().keys();
        for (const PodSet &pods : render.podSets())
            for (const QJsonObject &container : containersOf(pods.spec))
                for (const QJsonObject &variable : objectsIn(container.value("env"_L1))) {
                    const QString name = variable.value("name"_L1).toString();
                    if (secretKeys.contains(name) || name.contains("PASSWORD"_L1))
                        QVERIFY2(at(variable, u"valueFrom.secretKeyRef"_s).isObject(),
                            qUtf8Printable(pods.owner + u' ' + name));
                }
    }
    void templateAndSandboxHaveTheSameKeys() {
        const QJsonObject values = secretTemplate().value("stringData"_L1).toObject();
        const QJsonObject sandbox = Render::of(u"overlays/sandbox"_s).find(u"Secret"_s, u"aqi-secrets"_s);
        QCOMPARE(values.size(), 12);
        QCOMPARE(sandbox.value("data"_L1).toObject().keys(), values.keys());
        QCOMPARE(
            at(sandbox, u"metadata.labels"_s).toObject().value("aqi-predictor.example.com/throw-away"_L1).toString(),
            u"true"_s);
        for (auto it = values.begin(); it != values.end(); ++it)
            QVERIFY2(
                it.key() == "REDIS_URL"_L1 || it.value().toString().contains("CHANGE_ME"_L1), qUtf8Printable(it.key()));
    }

    void kustomizationsAreCurrent_data() {
        QTest::addColumn<QString>("folder");
        for (const QString &folder :
            {u"base"_s, u"overlays/sandbox"_s, u"overlays/staging"_s, u"overlays/production"_s})
            QTest::newRow(qUtf8Printable(folder)) << folder;
    }
    void kustomizationsAreCurrent() { // no deprecated field, and no file that is lying about
        QFETCH(QString, folder);
        const QDir place(manifestsFolder() + u'/' + folder);
        const QJsonObject kustomization = readYamlFile(place.filePath(u"kustomization.yaml"_s));
        for (const char *old :
            {"commonLabels", "patchesStrategicMerge", "patchesJson6902", "bases", "vars", "imageTags"})
            QVERIFY2(!kustomization.contains(QLatin1String(old)), old);
        QSet<QString> named{u"kustomization.yaml"_s, u"secrets.yaml"_s};
        for (const QJsonValue &resource : kustomization.value("resources"_L1).toArray())
            named << resource.toString();
        for (const QJsonObject &patch : objectsIn(kustomization.value("patches"_L1)))
            named << patch.value("path"_L1).toString();
        for (const QString &list : {u"configMapGenerator"_s, u"secretGenerator"_s})
            for (const QJsonObject &generator : objectsIn(kustomization.value(list)))
                for (const QString &member : {u"files"_s, u"envs"_s})
                    for (const QJsonValue &file : generator.value(member).toArray())
                        named << file.toString().section(u'=', -1);
        for (const QString &file : place.entryList(QDir::Files))
            QVERIFY2(named.contains(file), qUtf8Printable(file));
    }

    void ingressKeepsMetricsInside_data() { resolve_data(); }
    void ingressKeepsMetricsInside() {
        QFETCH(QString, overlay);
        const Render render = Render::of(u"overlays/"_s + overlay);
        int paths = 0;
        for (const QJsonObject &ingress : render.ofKind(u"Ingress"_s)) {
            QCOMPARE(at(ingress, u"spec.ingressClassName"_s).toString(), u"nginx"_s);
            QCOMPARE(at(ingress, u"spec.tls"_s).isArray(), overlay != "sandbox"_L1);
            for (const QJsonObject &rule : objectsIn(at(ingress, u"spec.rules"_s)))
                for (const QJsonObject &path : objectsIn(at(rule, u"http.paths"_s))) {
                    ++paths;
                    if (at(path, u"backend.service.name"_s).toString() == "api-service"_L1)
                        QVERIFY(!leadsTo(path, u"/metrics"_s));
                    if (leadsTo(path, u"/ws/aqi/Delhi"_s) && path.value("path"_L1).toString() != "/"_L1)
                        QVERIFY(readTimeout(ingress) > 300);
                }
        }
        QCOMPARE(paths, 12);
    }

private:
    static bool leadsTo(const QJsonObject &path, const QString &url) {
        const QString prefix = path.value("path"_L1).toString();
        if (path.value("pathType"_L1).toString() == "Exact"_L1)
            return url == prefix;
        return prefix == "/"_L1 || url == prefix || url.startsWith(prefix + u'/');
    }
    static int readTimeout(const QJsonObject &ingress) {
        const QJsonObject annotations = at(ingress, u"metadata.annotations"_s).toObject();
        return annotations.value("nginx.ingress.kubernetes.io/proxy-read-timeout"_L1).toString().toInt();
    }
};

QTEST_GUILESS_MAIN(TestReferences)
#include "tst_references.moc"
