// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a kustomization renders to, object by object, and which file each was made of.
#pragma once

#include "base/error.h"
#include "config/set/kustomization.h"

#include <functional>
#include <string>
#include <vector>

namespace config {

/// One rendered object.
struct Chunk {
    std::string text;       // YAML, without a "---"
    QString source;         // absolute path of the file with the object, or of the kustomization that generates it; empty: not known
    bool generated = false;
};

struct Rendering {
    std::vector<Chunk> chunks;
};

/// By kubectl, all of them at once; one answer for each, in their order. Nothing is fetched: a kustomization with a remote resource is refused.
[[nodiscard]] std::vector<base::Result<Rendering>> renderByKubectl(const Kustomizations &all, const std::vector<const Kustomization *> &entries,
    const std::function<bool()> &cancelled);

/// kubectl's output: cut into objects, freed of the annotations that tell their origins. `folder`: what paths in those are relative to.
[[nodiscard]] Rendering renderingOf(std::string_view output, const QString &folder);

/// An object as it stands in its file, as the text of a document of its own.
[[nodiscard]] std::string textOf(const Object &object);

} // namespace config
