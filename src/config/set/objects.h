// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Kubernetes objects of a document.
#pragma once

#include "config/set/object.h"

namespace config {

/// Those of every root; the items of a List one by one. Roots without a kind are none. `ns`: for objects that name no namespace and may have one.
[[nodiscard]] std::vector<Object> objectsOf(const Document &document, std::string_view ns = {});
/// Whether objects of this kind of Kubernetes' own stand outside of namespaces.
[[nodiscard]] bool isClusterScoped(std::string_view kind);

} // namespace config
