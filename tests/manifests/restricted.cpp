// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The restricted profile (https://kubernetes.io/docs/concepts/security/pod-security-standards/) and the sums of a pod's
// resources.
#include "render.h"

#include "base/quantity.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

void checkPod(const QJsonObject &spec, QStringList &violations) {
    const QJsonObject security = spec.value("securityContext"_L1).toObject();
    if (!security.value("runAsNonRoot"_L1).toBool())
        violations << u"runAsNonRoot is not true"_s;
    if (security.value("runAsUser"_L1).toInt() <= 0)
        violations << u"runAsUser is 0 or missing"_s;
    if (security.value("fsGroup"_L1).toInt() <= 0)
        violations << u"fsGroup is 0 or missing"_s;
    if (at(security, u"seccompProfile.type"_s).toString() != "RuntimeDefault"_L1)
        violations << u"seccompProfile is not RuntimeDefault"_s;
    for (const QString &host : {u"hostNetwork"_s, u"hostPID"_s, u"hostIPC"_s, u"hostUsers"_s})
        if (spec.contains(host))
            violations << host + u" is set"_s;
    static const QSet<QString> allowed{u"configMap"_s, u"secret"_s, u"emptyDir"_s, u"persistentVolumeClaim"_s,
        u"projected"_s, u"downwardAPI"_s, u"csi"_s, u"ephemeral"_s};
    for (const QJsonObject &volume : objectsIn(spec.value("volumes"_L1)))
        for (const QString &key : volume.keys())
            if (key != "name"_L1 && !allowed.contains(key))
                violations << u"volume type "_s + key;
}

void checkContainer(const QJsonObject &container, QStringList &violations) {
    const QString name = container.value("name"_L1).toString();
    const QJsonObject security = container.value("securityContext"_L1).toObject();
    if (security.value("allowPrivilegeEscalation"_L1) != QJsonValue(false))
        violations << name + u": allowPrivilegeEscalation is not false"_s;
    if (!at(security, u"capabilities.drop"_s).toArray().contains(u"ALL"_s))
        violations << name + u": capabilities are not dropped"_s;
    if (security.contains("privileged"_L1) || at(security, u"capabilities.add"_s).isArray())
        violations << name + u": privileges are added"_s;
    for (const QString &overridden : {u"runAsUser"_s, u"runAsNonRoot"_s, u"seccompProfile"_s})
        if (security.contains(overridden))
            violations << name + u": overrides the pod's "_s + overridden;
    if (!security.value("readOnlyRootFilesystem"_L1).toBool())
        violations << name + u": readOnlyRootFilesystem is not true"_s;
    for (const QJsonObject &port : objectsIn(container.value("ports"_L1)))
        if (port.value("containerPort"_L1).toInt() < 1024 || port.contains("hostPort"_L1))
            violations << name + u": privileged port or hostPort"_s;
}

void add(QHash<QString, double> &sums, const QJsonObject &container, bool atLeast) {
    for (const QString &group : {u"requests"_s, u"limits"_s})
        for (const QString &what : {u"cpu"_s, u"memory"_s}) {
            const QString text = at(container, u"resources."_s + group + u'.' + what).toString();
            const double value = base::parseQuantity(text).value_or(0);
            double &sum = sums[group + u'.' + what];
            sum = atLeast ? qMax(sum, value) : sum + value;
        }
}

} // namespace

QStringList restrictedViolations(const QJsonObject &podSpec) {
    QStringList violations;
    checkPod(podSpec, violations);
    for (const QJsonObject &container : containersOf(podSpec))
        checkContainer(container, violations);
    return violations;
}

QHash<QString, double> resourcesOf(const QJsonObject &podSpec) {
    QHash<QString, double> sums;
    for (const QJsonObject &container : objectsIn(podSpec.value("containers"_L1)))
        add(sums, container, false);
    for (const QJsonObject &container : objectsIn(podSpec.value("initContainers"_L1)))
        add(sums, container, true);
    return sums;
}
