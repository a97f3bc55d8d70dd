// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes quantities ("500m", "512Mi", "1e3"), as resource.Quantity of apimachinery defines them.
#pragma once

#include <QString>

#include <optional>

namespace base {

/// The number in base units (cores, bytes); nothing where the text is no quantity. Suffixes: n u m "" k M G T P E, Ki Mi Gi Ti Pi Ei, eN.
[[nodiscard]] std::optional<double> parseQuantity(QStringView text);

/// Cores as Kubernetes writes them: "250m", "2".
[[nodiscard]] QString cpuText(double cores);
/// Bytes in Mi or Gi with three significant digits at most and a thin space: "512 Mi", "1.5 Gi".
[[nodiscard]] QString memoryText(double bytes);
/// A whole number with thin spaces between thousands.
[[nodiscard]] QString countText(qint64 value);

} // namespace base
