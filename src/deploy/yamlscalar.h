// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a plain YAML scalar means to kubectl (sigs.k8s.io/yaml): YAML 1.1's words and numbers, so that a plan shows what will be sent.
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>

namespace deploy {

/// The value of an unquoted scalar: "yes" and "on" are true, "0777" is 511, "1_000" is 1000, "1:30" and dates stay text.
/// Measured against kubectl 1.32. Nothing for .inf and .nan, which JSON cannot say.
[[nodiscard]] std::optional<QJsonValue> plainScalar(const QString &text);

/// A map's key as kubectl writes it into JSON: `yes:` becomes "true", `0x10:` "16". Nothing for null.
[[nodiscard]] std::optional<QString> plainKey(const QString &text);

} // namespace deploy
