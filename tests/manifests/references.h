// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which objects and keys a render names, and which of them are not in it.
#pragma once

#include "render.h"

#include <QSet>

struct References {
    QSet<QString> used; // "ConfigMap/aqi-config", "Secret/aqi-secrets", "ServiceAccount/api", "PersistentVolumeClaim/x"
    QSet<QString> keys; // "ConfigMap/aqi-config/ENVIRONMENT"
    QStringList dangling; // a sentence each
};

/// All that pods, autoscalers, services, ingresses, policies, budgets and bindings name. outside: objects that are made
/// elsewhere
/// ("Secret/aqi-secrets"): neither they nor their keys are looked for; and selectors whose pods are made elsewhere
/// ("NetworkPolicy/x").
[[nodiscard]] References referencesOf(const Render &render, const QSet<QString> &outside);
