// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/healthrules.h"
#include "kube/rowparser.h"

#include "base/duration.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

constexpr qint64 metricsGrace = 60; // s: a roll-out alone takes an autoscaler's metrics away for about 30 s

Health healthy(const QString &message = {}) {
    return {HealthState::Healthy, {}, message};
}

Health autoscalerTrouble(const Condition &condition, const QDateTime &now) {
    const bool patient = condition.since.isValid() && condition.since.secsTo(now) < metricsGrace;
    return {patient ? HealthState::Progressing : HealthState::Degraded, condition.reason,
        u"cannot scale: %1"_s.arg(condition.message.section(u'\n', 0, 0).left(300))};
}

} // namespace

Health autoscalerHealth(const QJsonObject &object, const QDateTime &now) {
    const Condition able = conditionOf(object, "AbleToScale"_L1);
    const Condition active = conditionOf(object, "ScalingActive"_L1);
    const Condition limited = conditionOf(object, "ScalingLimited"_L1);
    if (able.status == "False"_L1)
        return autoscalerTrouble(able, now);
    if (active.status == "False"_L1 && active.reason == "ScalingDisabled"_L1)
        return {HealthState::Suspended, active.reason, u"is off, since its target is scaled to zero"_s};
    if (active.status == "False"_L1)
        return autoscalerTrouble(active, now);
    if (active.type.isEmpty())
        return {HealthState::Progressing, u"NotEvaluated"_s, u"has not been evaluated yet"_s};
    const QJsonObject spec = object["spec"_L1].toObject();
    const int current = object["status"_L1].toObject()["currentReplicas"_L1].toInt();
    if (limited.status == "True"_L1 && limited.reason == "TooManyReplicas"_L1)
        return {HealthState::Healthy, limited.reason, u"at its maximum of %1"_s.arg(spec["maxReplicas"_L1].toInt())};
    if (limited.status == "True"_L1 && limited.reason == "TooFewReplicas"_L1)
        return {HealthState::Healthy, limited.reason, u"at its minimum of %1"_s.arg(spec["minReplicas"_L1].toInt(1))};
    return healthy(u"%1 replicas, between %2 and %3"_s.arg(current).arg(spec["minReplicas"_L1].toInt(1)).arg(spec["maxReplicas"_L1].toInt()));
}

Health serviceHealth(const QJsonObject &object, const QDateTime &) {
    if (object["spec"_L1].toObject()["type"_L1].toString() != "LoadBalancer"_L1)
        return healthy();
    if (object["status"_L1].toObject()["loadBalancer"_L1].toObject()["ingress"_L1].toArray().isEmpty())
        return {HealthState::Progressing, u"NoAddress"_s, u"waits for an address of the load balancer"_s};
    return healthy();
}

Health ingressHealth(const QJsonObject &object, const QDateTime &) {
    if (object["status"_L1].toObject()["loadBalancer"_L1].toObject()["ingress"_L1].toArray().isEmpty())
        return {HealthState::Progressing, u"NoAddress"_s, u"no controller has published an address for it"_s};
    return healthy();
}

Health claimHealth(const QJsonObject &object, const QDateTime &) {
    const QString phase = object["status"_L1].toObject()["phase"_L1].toString();
    if (phase == "Bound"_L1)
        return healthy(u"bound"_s);
    if (phase == "Lost"_L1)
        return {HealthState::Failed, phase, u"its volume is lost"_s};
    return {HealthState::Progressing, phase.isEmpty() ? u"Pending"_s : phase, u"has no volume yet"_s};
}

Health disruptionBudgetHealth(const QJsonObject &object, const QDateTime &) {
    const QJsonObject status = object["status"_L1].toObject();
    if (status["expectedPods"_L1].toInt() > 0 && status["disruptionsAllowed"_L1].toInt() == 0)
        return {HealthState::Healthy, u"NoDisruptionAllowed"_s, u"no pod may be taken away now"_s};
    return healthy();
}

Health definitionHealth(const QJsonObject &object, const QDateTime &) {
    const Condition names = conditionOf(object, "NamesAccepted"_L1);
    const Condition established = conditionOf(object, "Established"_L1);
    if (names.status == "False"_L1)
        return {HealthState::Failed, names.reason, names.message};
    if (established.status == "False"_L1 && established.reason != "Installing"_L1)
        return {HealthState::Failed, established.reason, established.message};
    if (established.status == "True"_L1)
        return healthy();
    return {HealthState::Progressing, established.reason, u"is being installed"_s};
}

Health apiServiceHealth(const QJsonObject &object, const QDateTime &) {
    const Condition available = conditionOf(object, "Available"_L1);
    if (available.status == "True"_L1)
        return healthy();
    return {HealthState::Progressing, available.reason, available.message.isEmpty() ? u"is not available"_s : available.message};
}

Health nodeHealth(const QJsonObject &object, const QDateTime &) {
    const Condition ready = conditionOf(object, "Ready"_L1);
    if (ready.status == "True"_L1)
        return object["spec"_L1].toObject()["unschedulable"_L1].toBool() ? Health{HealthState::Suspended, u"Cordoned"_s, u"takes no new pods"_s} : healthy();
    if (ready.type.isEmpty())
        return {HealthState::Progressing, u"Starting"_s, u"has not reported yet"_s};
    return {HealthState::Degraded, ready.reason, ready.message.isEmpty() ? u"is not ready"_s : ready.message};
}

Health namespaceHealth(const QJsonObject &object, const QDateTime &) {
    if (object["status"_L1].toObject()["phase"_L1].toString() == "Terminating"_L1)
        return {HealthState::Progressing, u"Terminating"_s, u"is being deleted"_s};
    return healthy();
}

Health genericHealth(const QJsonObject &object, const QDateTime &) {
    const QJsonObject status = object["status"_L1].toObject();
    const QJsonValue observed = status["observedGeneration"_L1];
    if (observed.isDouble() && observed.toDouble() < object["metadata"_L1].toObject()["generation"_L1].toDouble())
        return {HealthState::Progressing, u"NotObserved"_s, u"the controller has not seen the last change yet"_s};
    const Condition reconciling = conditionOf(object, "Reconciling"_L1);
    if (reconciling.status == "True"_L1)
        return {HealthState::Progressing, reconciling.reason, reconciling.message};
    const Condition stalled = conditionOf(object, "Stalled"_L1);
    if (stalled.status == "True"_L1)
        return {HealthState::Failed, stalled.reason, stalled.message};
    const Condition ready = conditionOf(object, "Ready"_L1);
    if (ready.status == "False"_L1 || ready.status == "Unknown"_L1)
        return {HealthState::Progressing, ready.reason, ready.message};
    return healthy();
}

} // namespace kube
