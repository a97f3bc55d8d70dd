// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of health.h by kind; the table of health.cpp picks one.
#pragma once

#include "kube/health.h"

namespace kube {

[[nodiscard]] Health podHealth(const QJsonObject &pod, const QDateTime &now);

[[nodiscard]] Health deploymentHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health statefulSetHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health daemonSetHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health replicaSetHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health jobHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health cronJobHealth(const QJsonObject &object, const QDateTime &now);

[[nodiscard]] Health autoscalerHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health serviceHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health ingressHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health claimHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health disruptionBudgetHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health definitionHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health apiServiceHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health nodeHealth(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] Health namespaceHealth(const QJsonObject &object, const QDateTime &now);
/// Reconciling, Stalled and Ready conditions, as kstatus reads them of any kind.
[[nodiscard]] Health genericHealth(const QJsonObject &object, const QDateTime &now);

} // namespace kube
