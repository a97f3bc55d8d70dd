// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator can do where a service of monitoring gives no answer.
#pragma once

#include "base/error.h"

namespace models::monitoring {

/// title: "Prometheus is unreachable" or "Prometheus refused". advice: one sentence; empty where the error says all.
struct Trouble {
    QString title;
    QString advice;
};

/// name: "Prometheus"; service: "prometheus-service".
[[nodiscard]] Trouble troubleOf(const base::Error &error, const QString &name, const QString &service);

} // namespace models::monitoring
