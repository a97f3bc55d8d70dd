// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities as a server gives them back: resource.Quantity's canonical form, exactly, without floating point.
#pragma once

#include "sandbox/store/status.h"

#include <string>
#include <string_view>

namespace sandbox {

/// "1000m" and 1 become "1", "0.5Gi" becomes "512Mi", "1024Mi" becomes "1Gi". What is no quantity, or too large to say,
/// stays.
[[nodiscard]] Json canonicalQuantity(const Json &quantity);

/// An amount of a resource as sums of it are written: cores as "2" or "250m", bytes as "512Mi", all else as a whole
/// number.
[[nodiscard]] std::string amountText(std::string_view resource, double amount);

} // namespace sandbox
