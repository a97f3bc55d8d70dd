// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parsers of this room have in common: envelopes, labels, times.
#pragma once

#include "base/error.h"
#include "prometheus/values.h"

#include <QJsonArray>
#include <QJsonObject>

namespace prometheus {

[[nodiscard]] base::Result<QJsonValue> readJson(const QByteArray &json);
/// The object "data" of {"status":"success"}; what Prometheus says instead is the error's message.
[[nodiscard]] base::Result<QJsonObject> readData(const QJsonValue &answer);
[[nodiscard]] base::Result<QList<QJsonObject>> readObjects(const QJsonValue &value, const QString &what);
/// Values that are no texts are left out.
[[nodiscard]] Labels readLabels(const QJsonValue &value);
/// RFC 3339; Go's zero time is not valid.
[[nodiscard]] QDateTime readTime(const QJsonValue &value);
[[nodiscard]] std::unexpected<base::Error> nonsense(const QString &what, const QString &detail = {});

} // namespace prometheus
