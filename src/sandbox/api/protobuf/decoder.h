// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies in Kubernetes' protobuf encoding, in which kubectl sends what it makes itself (create, auth can-i, drain)
// (https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding). Answers are always JSON.
#pragma once

#include "sandbox/store/status.h"

#include <string_view>

namespace sandbox {

/// The object as its JSON would be; 400 where it is none, or of a kind that is unknown.
[[nodiscard]] Outcome<Json> jsonFromProtobuf(std::string_view body);

} // namespace sandbox
