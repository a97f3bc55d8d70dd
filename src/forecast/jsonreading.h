// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading of JSON that Python wrote: NaN, naive time stamps, two letters for micro.
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonValue>

#include <initializer_list>
#include <optional>

namespace forecast {

/// what: "the 24-hour forecast", for the error.
[[nodiscard]] base::Result<QJsonValue> readJson(const QByteArray &json, const QString &what);
/// Finite numbers, and texts that hold one.
[[nodiscard]] std::optional<double> readNumber(const QJsonValue &value);
/// Without a zone it is UTC.
[[nodiscard]] std::optional<QDateTime> readTime(const QJsonValue &value);
/// The first of the fields that is there and not null.
[[nodiscard]] QJsonValue firstOf(const QJsonValue &object, std::initializer_list<QStringView> names);
/// The value itself if it is a list, else the first of the named fields that is one.
[[nodiscard]] std::optional<QJsonArray> readList(const QJsonValue &value, std::initializer_list<QStringView> names);
/// "μg/m³" (Greek letter), "ug/m3" and "µg/m³" are one unit.
[[nodiscard]] QString readUnit(const QJsonValue &value);

} // namespace forecast
