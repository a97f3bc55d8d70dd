// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// YAML bodies (application/apply-patch+yaml, application/yaml) as JSON.
#pragma once

#include "sandbox/store/status.h"

#include <string>

namespace sandbox {

/// One document, scalars typed by YAML's core schema. 400 with the place where it is none; aliases that would blow it up are refused.
[[nodiscard]] Outcome<Json> jsonFromYaml(const std::string &text);

} // namespace sandbox
