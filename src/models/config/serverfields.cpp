// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/serverfields.h"

#include "base/quantity.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// Never of a file, named or not.
const QSet<QString> &bookkeeping() {
    static const QSet<QString> keys{u"managedFields"_s, u"uid"_s, u"resourceVersion"_s, u"generation"_s, u"creationTimestamp"_s, u"deletionTimestamp"_s,
        u"deletionGracePeriodSeconds"_s, u"selfLink"_s};
    return keys;
}

/// Labels and annotations that the control plane writes.
bool isControlPlanes(const QString &key) {
    static const QSet<QString> keys{u"kubectl.kubernetes.io/last-applied-configuration"_s, u"deployment.kubernetes.io/revision"_s,
        u"deprecated.daemonset.template.generation"_s, u"kubernetes.io/metadata.name"_s, u"controller-uid"_s, u"job-name"_s};
    return keys.contains(key) || key.startsWith("batch.kubernetes.io/"_L1) || key.startsWith("pv.kubernetes.io/"_L1)
        || key.startsWith("volume.kubernetes.io/"_L1) || key.startsWith("volume.beta.kubernetes.io/"_L1);
}

/// Assigned or derived where nobody names them.
const QSet<QString> &assigned() {
    static const QSet<QString> keys{u"namespace"_s, u"finalizers"_s, u"ownerReferences"_s, u"clusterIP"_s, u"clusterIPs"_s, u"ipFamilies"_s, u"nodePort"_s,
        u"healthCheckNodePort"_s, u"volumeName"_s, u"storageClassName"_s, u"claimRef"_s, u"caBundle"_s, u"policyTypes"_s};
    return keys;
}

/// https://kubernetes.io/docs/reference/kubernetes-api/ says the default of each.
const QHash<QString, QJsonArray> &defaults() {
    static const QHash<QString, QJsonArray> values{
        {u"restartPolicy"_s, {u"Always"_s}}, {u"dnsPolicy"_s, {u"ClusterFirst"_s}}, {u"schedulerName"_s, {u"default-scheduler"_s}},
        {u"terminationGracePeriodSeconds"_s, {30}}, {u"enableServiceLinks"_s, {true}}, {u"terminationMessagePath"_s, {u"/dev/termination-log"_s}},
        {u"terminationMessagePolicy"_s, {u"File"_s}}, {u"imagePullPolicy"_s, {u"IfNotPresent"_s, u"Always"_s}}, {u"protocol"_s, {u"TCP"_s}},
        {u"failureThreshold"_s, {3}}, {u"periodSeconds"_s, {10}}, {u"successThreshold"_s, {1}}, {u"timeoutSeconds"_s, {1}}, {u"initialDelaySeconds"_s, {0}},
        {u"scheme"_s, {u"HTTP"_s}}, {u"progressDeadlineSeconds"_s, {600}}, {u"revisionHistoryLimit"_s, {10}}, {u"replicas"_s, {1}},
        {u"type"_s, {u"RollingUpdate"_s, u"ClusterIP"_s, u"Opaque"_s, QString()}}, {u"maxSurge"_s, {u"25%"_s, 0}}, {u"maxUnavailable"_s, {u"25%"_s, 1}},
        {u"partition"_s, {0}}, {u"podManagementPolicy"_s, {u"OrderedReady"_s}}, {u"whenDeleted"_s, {u"Retain"_s}}, {u"whenScaled"_s, {u"Retain"_s}},
        {u"ipFamilyPolicy"_s, {u"SingleStack"_s}}, {u"internalTrafficPolicy"_s, {u"Cluster"_s}}, {u"externalTrafficPolicy"_s, {u"Cluster"_s}},
        {u"sessionAffinity"_s, {u"None"_s}}, {u"allocateLoadBalancerNodePorts"_s, {true}}, {u"publishNotReadyAddresses"_s, {false}},
        {u"volumeMode"_s, {u"Filesystem"_s}}, {u"persistentVolumeReclaimPolicy"_s, {u"Retain"_s}}, {u"defaultMode"_s, {420}},
        {u"backoffLimit"_s, {6}}, {u"completions"_s, {1}}, {u"parallelism"_s, {1}}, {u"completionMode"_s, {u"NonIndexed"_s}}, {u"suspend"_s, {false}},
        {u"podReplacementPolicy"_s, {u"TerminatingOrFailed"_s}}, {u"concurrencyPolicy"_s, {u"Allow"_s}}, {u"selectPolicy"_s, {u"Max"_s}}, {u"successfulJobsHistoryLimit"_s, {3}},
        {u"failedJobsHistoryLimit"_s, {1}}, {u"apiVersion"_s, {u"v1"_s}}, // of a fieldRef: an object always names its own
    };
    return values;
}

/// Maps whose keys are people's own: nothing in them is a default.
bool holdsOwnKeys(const QString &key) {
    static const QSet<QString> keys{u"data"_s, u"stringData"_s, u"binaryData"_s, u"labels"_s, u"annotations"_s, u"matchLabels"_s, u"selector"_s, u"nodeSelector"_s};
    return keys.contains(key);
}

bool holdsQuantities(const QString &key) {
    static const QSet<QString> keys{u"limits"_s, u"requests"_s, u"hard"_s, u"capacity"_s};
    return keys.contains(key);
}

bool isQuantity(const QString &parent, const QString &key) {
    static const QSet<QString> keys{u"sizeLimit"_s, u"averageValue"_s};
    return holdsQuantities(parent) || keys.contains(key);
}

bool sameQuantity(const QJsonValue &a, const QJsonValue &b) {
    const auto left = base::parseQuantity(a.toVariant().toString());
    const auto right = base::parseQuantity(b.toVariant().toString());
    return left && right && qFuzzyCompare(1 + *left, 1 + *right);
}

/// The item of ours that is the same thing: by the key that tells items apart, else the one at its place.
QJsonValue counterpart(const QJsonArray &ours, const QJsonValue &live, qsizetype place) {
    for (const auto key : {"name"_L1, "mountPath"_L1, "containerPort"_L1, "port"_L1}) {
        const QJsonValue name = live.toObject().value(key);
        if (name.isUndefined())
            continue;
        for (const QJsonValue &each : ours) {
            if (each.toObject().value(key) == name)
                return each;
        }
        if (std::any_of(ours.begin(), ours.end(), [&](const QJsonValue &each) { return each.toObject().contains(key); }))
            return QJsonValue::Undefined; // ours tell themselves apart by it: this is another
    }
    return place < ours.size() ? ours.at(place) : QJsonValue(QJsonValue::Undefined);
}

class Remover {
public:
    explicit Remover(bool isJob) : m_isJob(isJob) {}

    /// key: of the object in parent.
    QJsonObject object(const QString &key, const QJsonObject &live, const QJsonObject &ours) const {
        QJsonObject left;
        for (auto member = live.begin(); member != live.end(); ++member) {
            const QJsonValue mine = ours.value(member.key());
            const QJsonValue kept = holdsOwnKeys(key) ? own(key, member.key(), member.value(), mine) : field(key, member.key(), member.value(), mine, live);
            if (!kept.isUndefined())
                left.insert(member.key(), kept);
        }
        return left;
    }

private:
    static QJsonValue own(const QString &map, const QString &key, const QJsonValue &live, const QJsonValue &mine) {
        const bool controlPlanes = (map == "labels"_L1 || map == "annotations"_L1) && isControlPlanes(key);
        return mine.isUndefined() && controlPlanes ? QJsonValue(QJsonValue::Undefined) : live;
    }

    QJsonValue field(const QString &parent, const QString &key, const QJsonValue &live, const QJsonValue &mine, const QJsonObject &beside) const {
        if (parent == "metadata"_L1 && bookkeeping().contains(key))
            return QJsonValue::Undefined;
        const bool named = !mine.isUndefined() && !mine.isNull();
        if (!named && parent == "volumeClaimTemplates"_L1 && (key == "status"_L1 || key == "kind"_L1))
            return QJsonValue::Undefined; // each is made a whole object
        if (!named && (live.isNull() || isAdded(key, live, beside)))
            return QJsonValue::Undefined;
        if (live.isObject()) {
            const QJsonObject left = object(key, live.toObject(), mine.toObject());
            return named || !left.isEmpty() || live.toObject().isEmpty() ? empty(key, left, named) : QJsonValue(QJsonValue::Undefined);
        }
        if (live.isArray())
            return items(key, live.toArray(), mine.toArray());
        return named && live != mine && isQuantity(parent, key) && sameQuantity(live, mine) ? mine : live;
    }

    /// An empty map is often a default, too, but says something in some places ("emptyDir: {}").
    static QJsonValue empty(const QString &key, const QJsonObject &left, bool named) {
        static const QSet<QString> keys{u"securityContext"_s, u"resources"_s, u"strategy"_s, u"metadata"_s};
        return !named && left.isEmpty() && keys.contains(key) ? QJsonValue(QJsonValue::Undefined) : QJsonValue(left);
    }

    bool isAdded(const QString &key, const QJsonValue &live, const QJsonObject &beside) const {
        if (assigned().contains(key) || defaults().value(key).contains(live) || (m_isJob && (key == "selector"_L1 || key == "manualSelector"_L1)))
            return true;
        return (key == "targetPort"_L1 && live == beside.value("port"_L1)) || (key == "serviceAccount"_L1 && live == beside.value("serviceAccountName"_L1));
    }

    QJsonArray items(const QString &key, const QJsonArray &live, const QJsonArray &ours) const {
        QJsonArray left;
        for (qsizetype i = 0; i < live.size(); ++i) {
            const QJsonValue item = live.at(i);
            left.append(item.isObject() ? QJsonValue(object(key, item.toObject(), counterpart(ours, item, i).toObject())) : item);
        }
        return left;
    }

    bool m_isJob;
};

} // namespace

QJsonObject withoutServerFields(const QJsonObject &live, const QJsonObject &ours) {
    QJsonObject object = live;
    object.remove("status"_L1);
    return Remover(live.value("kind"_L1) == "Job"_L1).object({}, object, ours);
}

} // namespace models
