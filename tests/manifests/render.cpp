// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs kubectl's built-in kustomize and reads what it prints.
#include "render.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

Finished run(const QString &program, const QStringList &arguments, const QStringList &environment) {
    QProcess process;
    if (!environment.isEmpty())
        process.setEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForStarted() || !process.waitForFinished(60000))
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

namespace {

QJsonValue scalar(const YAML::Node &node) {
    const QString text = QString::fromStdString(node.Scalar());
    if (node.Tag() == "!") // quoted
        return text;
    if (text == "true"_L1 || text == "false"_L1)
        return text == "true"_L1;
    if (text == "null"_L1 || text == "~"_L1 || text.isEmpty())
        return QJsonValue::Null;
    static const QRegularExpression number(u"^-?[0-9]+(\\.[0-9]+)?$"_s);
    if (number.match(text).hasMatch())
        return text.toDouble();
    return text;
}

QJsonValue convert(const YAML::Node &node) {
    if (node.IsMap()) {
        QJsonObject object;
        for (const auto &entry : node)
            object.insert(QString::fromStdString(entry.first.Scalar()), convert(entry.second));
        return object;
    }
    if (node.IsSequence()) {
        QJsonArray list;
        for (const auto &item : node)
            list.append(convert(item));
        return list;
    }
    return node.IsScalar() ? scalar(node) : QJsonValue(QJsonValue::Null);
}

int surgeOf(const QJsonObject &deployment, int replicas) {
    if (at(deployment, u"spec.strategy.type"_s).toString() == "Recreate"_L1)
        return 0;
    const QJsonValue surge = at(deployment, u"spec.strategy.rollingUpdate.maxSurge"_s);
    if (surge.isDouble())
        return surge.toInt();
    const QString percent = surge.toString(u"25%"_s).chopped(1);
    return (replicas * percent.toInt() + 99) / 100;
}

} // namespace

QList<QJsonObject> parseYaml(const QByteArray &yaml) {
    QList<QJsonObject> objects;
    try {
        for (const YAML::Node &document : YAML::LoadAll(yaml.toStdString()))
            objects.append(convert(document).toObject());
    } catch (const YAML::Exception &problem) {
        qFatal("%s", problem.what());
    }
    return objects;
}

QJsonObject readYamlFile(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
    return parseYaml(file.readAll()).value(0);
}

QString manifestsFolder() {
    return QStringLiteral(AQI_SOURCE_DIR) + "/manifests/kubernetes"_L1;
}
QStringList overlays() {
    return {u"sandbox"_s, u"staging"_s, u"production"_s};
}

Render::Render(const QString &folder) {
    const Finished kubectl = run(u"kubectl"_s, {u"kustomize"_s, manifestsFolder() + u'/' + folder});
    if (kubectl.status != 0)
        qFatal("kubectl kustomize %s: %s", qUtf8Printable(folder), kubectl.errors.constData());
    m_text = kubectl.output;
    m_errors = kubectl.errors;
    m_objects = parseYaml(m_text);
}

Render Render::of(const QString &folder) {
    static QHash<QString, Render> rendered;
    const auto found = rendered.constFind(folder);
    return found != rendered.cend() ? *found : *rendered.insert(folder, Render(folder));
}

QList<QJsonObject> Render::ofKind(const QString &kind) const {
    QList<QJsonObject> found;
    for (const QJsonObject &object : m_objects)
        if (object.value("kind"_L1).toString() == kind)
            found.append(object);
    return found;
}

QJsonObject Render::find(const QString &kind, const QString &name) const {
    for (const QJsonObject &object : m_objects)
        if (object.value("kind"_L1).toString() == kind && nameOf(object) == name)
            return object;
    return {};
}

QJsonObject Render::autoscalerOf(const QString &deployment) const {
    for (const QJsonObject &object : ofKind(u"HorizontalPodAutoscaler"_s))
        if (at(object, u"spec.scaleTargetRef.name"_s).toString() == deployment)
            return object;
    return {};
}

QList<PodSet> Render::podSets() const {
    QList<PodSet> sets;
    for (const QJsonObject &object : m_objects) {
        const QString kind = object.value("kind"_L1).toString();
        const QString path = kind == "CronJob"_L1 ? u"spec.jobTemplate.spec.template"_s : u"spec.template"_s;
        const QJsonObject pod = at(object, path).toObject();
        if (pod.isEmpty())
            continue;
        PodSet set{textOf(object), object, at(pod, u"metadata.labels"_s).toObject(), at(pod, u"spec"_s).toObject(), 1};
        if (kind == "Deployment"_L1 || kind == "StatefulSet"_L1)
            set.atMost = at(object, u"spec.replicas"_s).toInt(1);
        if (kind == "Deployment"_L1) {
            const QJsonObject autoscaler = autoscalerOf(nameOf(object));
            if (!autoscaler.isEmpty())
                set.atMost = at(autoscaler, u"spec.maxReplicas"_s).toInt();
            set.atMost += surgeOf(object, set.atMost);
        }
        sets.append(set);
    }
    return sets;
}

QJsonValue at(const QJsonValue &value, const QString &dottedPath) {
    QJsonValue here = value;
    for (const QString &step : dottedPath.split(u'.')) {
        bool isIndex = false;
        const int index = step.toInt(&isIndex);
        here = here.isArray() && isIndex ? here.toArray().at(index) : here.toObject().value(step);
    }
    return here;
}

QString nameOf(const QJsonObject &object) {
    return at(object, u"metadata.name"_s).toString();
}
QString textOf(const QJsonObject &object) {
    return object.value("kind"_L1).toString() + u'/' + nameOf(object);
}

QList<QJsonObject> objectsIn(const QJsonValue &list) {
    QList<QJsonObject> objects;
    for (const QJsonValue &item : list.toArray())
        objects.append(item.toObject());
    return objects;
}

QList<QJsonObject> containersOf(const QJsonObject &podSpec) {
    return objectsIn(podSpec.value("initContainers"_L1)) + objectsIn(podSpec.value("containers"_L1));
}

bool matches(const QJsonObject &labelSelector, const QJsonObject &labels) {
    const QJsonObject wanted = labelSelector.value("matchLabels"_L1).toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (labels.value(it.key()) != it.value())
            return false;
    for (const QJsonObject &expression : objectsIn(labelSelector.value("matchExpressions"_L1))) {
        const QJsonValue value = labels.value(expression.value("key"_L1).toString());
        const QString verb = expression.value("operator"_L1).toString();
        const bool holds = verb == "In"_L1 ? expression.value("values"_L1).toArray().contains(value)
                                           : verb == "Exists"_L1 && !value.isUndefined();
        if (!holds)
            return false;
    }
    return true;
}

int containerPort(const QJsonObject &podSpec, const QJsonValue &port) {
    for (const QJsonObject &container : objectsIn(podSpec.value("containers"_L1)))
        for (const QJsonObject &declared : objectsIn(container.value("ports"_L1)))
            if (declared.value("name"_L1) == port || declared.value("containerPort"_L1) == port)
                return declared.value("containerPort"_L1).toInt();
    return 0;
}
