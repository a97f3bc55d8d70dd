// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Alertmanager answers and takes, as values. https://github.com/prometheus/alertmanager/blob/v0.28.1/api/v2/openapi.yaml
#pragma once

#include "base/error.h"
#include "prometheus/matcher.h"
#include "prometheus/values.h"

#include <QByteArray>

namespace prometheus {

/// An alert as Alertmanager holds it.
struct HeldAlert {
    enum class State { Active, Suppressed, Unprocessed };
    QString fingerprint;
    Labels labels;
    Labels annotations;
    State state = State::Active;
    QStringList silencedBy;
    QStringList inhibitedBy;
    QStringList receivers;
    QDateTime startsAt;
    QDateTime updatedAt;
};

struct Silence {
    enum class State { Active, Pending, Expired };
    QString id; // empty: to be made
    State state = State::Pending;
    QList<Matcher> matchers;
    QDateTime startsAt;
    QDateTime endsAt;
    QDateTime updatedAt;
    QString createdBy;
    QString comment;
};

[[nodiscard]] base::Result<QList<HeldAlert>> parseHeldAlerts(const QByteArray &json);
[[nodiscard]] base::Result<QList<Silence>> parseSilences(const QByteArray &json);
/// The id of what was made.
[[nodiscard]] base::Result<QString> parseMade(const QByteArray &json);
/// As POST takes it: times in UTC with their zone.
[[nodiscard]] QByteArray toJson(const Silence &silence);

} // namespace prometheus
