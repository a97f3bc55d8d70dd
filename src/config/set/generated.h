// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ConfigMaps and Secrets that a kustomization's generators make, without kubectl: names and keys as they will be, the hash at the end
// of the name aside.
#pragma once

#include "config/set/rendering.h"

namespace config {

/// `read`: the document of an absolute path, null where the set does not hold it; its value is then empty.
[[nodiscard]] std::vector<Chunk> generated(const Kustomization &kustomization, const std::function<const Document *(const QString &)> &read);

/// Absolute paths of the files that its generators read.
[[nodiscard]] QStringList generatorInputs(const Kustomization &kustomization);

} // namespace config
