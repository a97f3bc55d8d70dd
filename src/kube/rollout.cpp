// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/rollout.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

const QString causeAnnotation = u"kubernetes.io/change-cause"_s;

enum class Rounding { Down, Up };

/// "25%" of the pods wanted, or a number.
int partOf(const QJsonValue &value, const QString &otherwise, int replicas, Rounding rounding) {
    const QString text = value.isDouble() ? QString::number(value.toInt()) : value.toString(otherwise);
    if (!text.endsWith(u'%'))
        return text.toInt();
    const int hundredths = text.chopped(1).toInt() * replicas;
    return (hundredths + (rounding == Rounding::Up ? 99 : 0)) / 100;
}

QJsonObject in(const QJsonObject &object, const QString &key) { return object[key].toObject(); }

bool belongsTo(const QJsonObject &object, const QJsonObject &workload) {
    const QString uid = in(workload, u"metadata"_s)["uid"_L1].toString();
    const QJsonArray owners = in(object, u"metadata"_s)["ownerReferences"_L1].toArray();
    return std::any_of(owners.cbegin(), owners.cend(), [&](const QJsonValue &owner) { return !uid.isEmpty() && owner["uid"_L1].toString() == uid; });
}

QJsonObject withoutKey(QJsonObject object, const QStringList &path, const QString &key) {
    if (path.isEmpty()) {
        object.remove(key);
    } else if (object.contains(path.first())) {
        object[path.first()] = withoutKey(in(object, path.first()), path.mid(1), key);
    }
    return object;
}

Revision revisionOf(const QJsonObject &object, const QString &kind) {
    const QJsonObject metadata = in(object, u"metadata"_s);
    const QJsonObject annotations = in(metadata, u"annotations"_s);
    Revision revision;
    revision.created = QDateTime::fromString(metadata["creationTimestamp"_L1].toString(), Qt::ISODate);
    revision.cause = annotations[causeAnnotation].toString();
    if (kind == "Deployment"_L1) {
        revision.number = annotations["deployment.kubernetes.io/revision"_L1].toString().toLongLong();
        revision.podTemplate = withoutKey(in(in(object, u"spec"_s), u"template"_s), {u"metadata"_s, u"labels"_s}, u"pod-template-hash"_s);
    } else {
        revision.number = object["revision"_L1].toInteger();
        revision.podTemplate = withoutKey(in(in(in(object, u"data"_s), u"spec"_s), u"template"_s), {}, u"$patch"_s);
    }
    for (const QJsonValue &container : in(revision.podTemplate, u"spec"_s)["containers"_L1].toArray())
        revision.images << container["image"_L1].toString();
    return revision;
}

} // namespace

Rollout rolloutOf(const QJsonObject &workload) {
    const QString kind = workload["kind"_L1].toString();
    const QJsonObject spec = in(workload, u"spec"_s);
    const QJsonObject strategy = in(spec, kind == "Deployment"_L1 ? u"strategy"_s : u"updateStrategy"_s);
    const QJsonObject rolling = in(strategy, u"rollingUpdate"_s);
    const QString type = strategy["type"_L1].toString();
    Rollout rollout;
    rollout.strategy = type == "Recreate"_L1 ? Rollout::Strategy::Recreate : type == "OnDelete"_L1 ? Rollout::Strategy::OnDelete : Rollout::Strategy::Rolling;
    rollout.replicas = kind == "DaemonSet"_L1 ? in(workload, u"status"_s)["desiredNumberScheduled"_L1].toInt() : spec["replicas"_L1].toInt(1);
    rollout.paused = spec["paused"_L1].toBool();
    if (rollout.strategy != Rollout::Strategy::Rolling)
        return rollout;
    const bool deployment = kind == "Deployment"_L1;
    const Rounding missing = deployment ? Rounding::Down : Rounding::Up; // so the API's reference has it
    rollout.unavailable = partOf(rolling["maxUnavailable"_L1], deployment ? u"25%"_s : u"1"_s, rollout.replicas, missing);
    rollout.surge = partOf(rolling["maxSurge"_L1], deployment ? u"25%"_s : u"0"_s, rollout.replicas, Rounding::Up);
    if (rollout.unavailable == 0 && rollout.surge == 0)
        rollout.unavailable = 1;
    return rollout;
}

QString historyKind(const QString &workloadKind) { return workloadKind == "Deployment"_L1 ? u"ReplicaSet"_s : u"ControllerRevision"_s; }

QList<Revision> revisionsOf(const QJsonObject &workload, const QList<QJsonObject> &history) {
    QList<Revision> revisions;
    for (const QJsonObject &object : history) {
        if (!belongsTo(object, workload))
            continue;
        if (Revision revision = revisionOf(object, workload["kind"_L1].toString()); revision.number > 0)
            revisions << revision;
    }
    std::sort(revisions.begin(), revisions.end(), [](const Revision &a, const Revision &b) { return a.number > b.number; });
    return revisions;
}

QJsonObject scalePatch(int replicas) { return {{"spec"_L1, QJsonObject{{"replicas"_L1, replicas}}}}; }

QJsonObject restartPatch(const QDateTime &at) {
    const QJsonObject annotations{{"kubectl.kubernetes.io/restartedAt"_L1, at.toUTC().toString(Qt::ISODate)}};
    return {{"spec"_L1, QJsonObject{{"template"_L1, QJsonObject{{"metadata"_L1, QJsonObject{{"annotations"_L1, annotations}}}}}}}};
}

QJsonObject undoPatch(const QJsonObject &workload, const Revision &revision) {
    const QJsonObject own = in(workload, u"metadata"_s);
    QJsonObject metadata{{"resourceVersion"_L1, own["resourceVersion"_L1]}};
    if (const QString cause = in(own, u"annotations"_s)[causeAnnotation].toString(); cause != revision.cause) // else the history would name the wrong one
        metadata["annotations"_L1] = QJsonObject{{causeAnnotation, revision.cause.isEmpty() ? QJsonValue() : QJsonValue(revision.cause)}};
    const QJsonObject podTemplate = mergeDifference(in(in(workload, u"spec"_s), u"template"_s), revision.podTemplate);
    return {{"metadata"_L1, metadata}, {"spec"_L1, QJsonObject{{"template"_L1, podTemplate}}}};
}

QJsonObject mergeDifference(const QJsonObject &from, const QJsonObject &to) {
    QJsonObject patch;
    for (auto it = from.constBegin(); it != from.constEnd(); ++it) {
        if (!to.contains(it.key()))
            patch[it.key()] = QJsonValue::Null;
    }
    for (auto it = to.constBegin(); it != to.constEnd(); ++it) {
        const QJsonValue before = from[it.key()];
        if (before == *it)
            continue;
        patch[it.key()] = before.isObject() && it->isObject() ? QJsonValue(mergeDifference(before.toObject(), it->toObject())) : QJsonValue(*it);
    }
    return patch;
}

} // namespace kube
