// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Comments by which files say why they differ from the reference: "# aqi: differs from kubernetes because ...".
#pragma once

#include "config/system/names.h"
#include "config/system/system.h"

namespace config {

/// The reason that is given for a value; empty where there is none. It counts when it stands at the end of the value's line, above it, or
/// above the entry that it belongs to; anywhere else in the file or in the guide beside it when it names the variable, or one of the
/// field's words, and does not stand within another service.
[[nodiscard]] QString explanationFor(const System &system, const Service &service, const Site &site, Field field, std::string_view variable = {});

} // namespace config
