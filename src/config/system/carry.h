// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What one platform says of a service is brought to another one, in the other's units and at the other's place.
#pragma once

#include "base/error.h"
#include "config/system/names.h"
#include "config/system/system.h"
#include "config/text/edit.h"

namespace config {

struct Carried {
    const Document *document = nullptr;
    Edit edit;
};

/// The edits after which `to` says of the service's field what `from` says; none where it does so already. An image keeps its registry and takes
/// the version alone; where `to` has a fixed number of replicas it takes the minimum. Invalid, with a reason for a person: a secret, a value that
/// is given elsewhere or in an inline patch, a size that the platform does not sell, ports (which stand in several places).
[[nodiscard]] base::Result<std::vector<Carried>> carry(const System &from, const System &to, std::string_view service, Field field, std::string_view variable = {});

} // namespace config
