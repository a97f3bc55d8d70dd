// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Comments by which files say why they differ from the reference: "# aqi: differs from kubernetes because ...".
#pragma once

#include "config/system/names.h"
#include "config/system/system.h"

namespace config {

/// The reason that is given for a value; empty where there is none. A comment counts for the value that it stands at: behind it on its line,
/// on the lines directly above it, or above its entry in a list of variables. Above a mapping around the value, the whole file's too, it
/// counts where it names the variable or one of the field's words. A value that is lacking has it in or above the mapping that lacks it, by
/// name. Files without comments are explained by name in the guide beside them.
[[nodiscard]] QString explanationFor(const System &system, const Service &service, const Site &site, Field field, std::string_view variable = {});

} // namespace config
