// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 45000;

constexpr const char *workload = R"(apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {LEVEL: info}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8000}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  progressDeadlineSeconds: 60000
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: "registry.local/aqi/web:1"
        env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: LEVEL}}}]
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 128Mi}}
        readinessProbe: {httpGet: {path: /ready, port: 8000}, periodSeconds: 5}
        livenessProbe: {httpGet: {path: /live, port: 8000}, periodSeconds: 5}
)";

QString stateLine(const QString &pod, const QJsonObject &status) {
    const auto state = status[u"state"].toObject();
    for (const auto &kind : {u"waiting"_s, u"terminated"_s}) {
        const auto at = state[kind].toObject();
        if (!at.isEmpty())
            return u"container %1 %2: %3 %4"_s.arg(pod, kind, at[u"reason"].toString(), at[u"message"].toString()).trimmed();
    }
    return {};
}

void addConditions(QStringList &lines, const QString &about, const QJsonObject &object, const QStringList &types) {
    for (const auto &condition : object[u"status"][u"conditions"].toArray()) {
        if (types.contains(condition[u"type"].toString()))
            lines.append(u"condition %1 %2=%3 %4: %5"_s.arg(about, condition[u"type"].toString(), condition[u"status"].toString(),
                condition[u"reason"].toString(), condition[u"message"].toString()));
    }
}

void addLines(QStringList &lines, const QJsonObject &object) {
    const auto kind = object[u"kind"].toString();
    const auto name = object[u"metadata"][u"name"].toString();
    if (kind == "Event"_L1 && object[u"type"] == "Warning"_L1) {
        lines.append(u"event %1 %2/%3: %4"_s.arg(object[u"reason"].toString(), object[u"involvedObject"][u"kind"].toString(),
            object[u"involvedObject"][u"name"].toString(), object[u"message"].toString()));
    } else if (kind == "Pod"_L1) {
        for (const auto &status : object[u"status"][u"containerStatuses"].toArray())
            lines.append(stateLine(name, status.toObject()));
        addConditions(lines, name, object, {u"PodScheduled"_s, u"Ready"_s});
    } else if (kind == "Deployment"_L1) {
        addConditions(lines, name, object, {u"Available"_s, u"ReplicaFailure"_s});
    } else if (kind == "PersistentVolumeClaim"_L1) {
        lines.append(u"claim %1 %2"_s.arg(name, object[u"status"][u"phase"].toString()));
    }
}

} // namespace

QString normalised(QString text) {
    static const std::pair<QRegularExpression, QString> rules[] = {
        {QRegularExpression(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s), u"UID"_s},
        {QRegularExpression(u"\\bweb-[a-z0-9]{1,10}-[a-z0-9]{5}(?![a-z0-9])"_s), u"web-POD"_s},
        {QRegularExpression(u"\\bweb-(?=[a-z0-9]*[0-9])[a-z0-9]{5,10}\\b"_s), u"web-SET"_s},
        {QRegularExpression(u"\\b10\\.244\\.\\d+\\.\\d+\\b"_s), u"ADDRESS"_s},
        {QRegularExpression(u"\\bback-off \\S+ restarting"_s), u"back-off TIME restarting"_s},
    };
    for (const auto &[pattern, with] : rules)
        text.replace(pattern, with);
    return text;
}

Ran Scene::begin() {
    auto up = m_sandbox.up({u"--speed"_s, u"20"_s});
    if (up.status != 0)
        return up;
    auto applied = kubectl({u"apply"_s, u"--server-side"_s, u"--field-manager=deployer"_s, u"-f"_s, u"-"_s}, workload);
    return applied.status == 0 ? kubectl({u"rollout"_s, u"status"_s, u"deployment/web"_s, u"--timeout=60s"_s}) : applied;
}

Ran Scene::kubectl(const QStringList &arguments, const QByteArray &input) const {
    return m_sandbox.kubectl(QStringList{u"-n"_s, u"default"_s} + arguments, input);
}

Ran Scene::fault(const QStringList &words) const {
    return m_sandbox.control(QStringList{u"-n"_s, u"default"_s, u"fault"_s} + words);
}

QJsonArray Scene::items() const {
    const auto all = kubectl({u"get"_s, u"pods,deployments,persistentvolumeclaims,resourcequotas,limitranges,events"_s, u"-o"_s, u"json"_s});
    return QJsonDocument::fromJson(all.out.toUtf8())[u"items"].toArray();
}

QString Scene::picture() const {
    QStringList lines;
    for (const auto &item : items())
        addLines(lines, item.toObject());
    for (const auto &line : kubectl({u"get"_s, u"pods"_s, u"--no-headers"_s}).out.split(u'\n', Qt::SkipEmptyParts)) {
        const auto words = line.simplified().split(u' ');
        lines.append(u"kubectl get pods: %1 %2 %3"_s.arg(words.value(0), words.value(1), words.value(2)));
    }
    QStringList result;
    for (const auto &line : std::as_const(lines)) {
        if (!line.isEmpty())
            result.append(normalised(line));
    }
    result.removeDuplicates();
    result.sort();
    return result.join(u'\n') + u'\n';
}

void Scene::forgetEvents() const {
    (void)kubectl({u"delete"_s, u"events"_s, u"--all"_s});
}

QJsonObject Scene::written(const QString &object) const {
    auto json = QJsonDocument::fromJson(kubectl({u"get"_s, object, u"-o"_s, u"json"_s, u"--show-managed-fields"_s}).out.toUtf8()).object();
    json.remove(u"status"_s);
    auto metadata = json[u"metadata"].toObject();
    metadata.remove(u"resourceVersion"_s);
    metadata.remove(u"generation"_s);
    auto annotations = metadata[u"annotations"].toObject();
    annotations.remove(u"deployment.kubernetes.io/revision"_s);
    metadata[u"annotations"] = annotations;
    json[u"metadata"] = metadata;
    return json;
}

bool Scene::well() const {
    int pods = 0;
    for (const auto &item : items()) {
        const auto kind = item[u"kind"].toString();
        if (kind != "Pod"_L1 && kind != "Deployment"_L1 && kind != "Event"_L1)
            return false;
        if (kind != "Pod"_L1)
            continue;
        ++pods;
        if (item[u"metadata"].toObject().contains(u"deletionTimestamp"_s) || !item[u"status"][u"containerStatuses"][0][u"ready"].toBool())
            return false;
    }
    return pods == 2;
}

bool becomes(const QString &name, const std::function<QString()> &picture) {
    QFile golden(QStringLiteral(AQI_TEST_DIR "/golden/") + name + u".txt"_s);
    const auto wanted = golden.open(QIODevice::ReadOnly) ? QString::fromUtf8(golden.readAll()) : QString();
    QString seen;
    if (QTest::qWaitFor([&] { return (seen = picture()) == wanted; }, patienceMs))
        return true;
    QFile fail(QStringLiteral(AQI_FAIL_DIR "/") + name + u".txt.fail"_s);
    if (fail.open(QIODevice::WriteOnly))
        fail.write(seen.toUtf8());
    qWarning("%s is never seen; the last that was seen stands in %s:\n%s", qPrintable(golden.fileName()), qPrintable(fail.fileName()), qPrintable(seen));
    return false;
}
