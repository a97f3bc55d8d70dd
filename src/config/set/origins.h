// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From rendered objects back to the files: which object of which file, and what was laid over it.
#pragma once

#include "config/set/rendering.h"
#include "config/set/set.h"

namespace config {

/// The object of a file that became the rendered one: by name, or by what kustomize made of the name (prefix, suffix), or as the only one.
[[nodiscard]] const Object *sourceAmong(std::span<const Object> objects, const Object &rendered);
/// Whether an entry of a generator makes the object. A generated name is that of its entry, with a hash behind it.
[[nodiscard]] bool isMadeBy(Node entry, const Object &rendered);

/// Of one kustomization and the files that it leads to.
class OriginFinder {
public:
    using FileAt = std::function<const File *(const QString &)>; // by absolute path
    OriginFinder(const Kustomizations &all, const Kustomization &entry, FileAt fileAt);

    [[nodiscard]] Origin originOf(const Object &rendered, const Chunk &chunk) const;

private:
    struct Layer {
        const Kustomization *kustomization;
        QStringList files; // whose objects it changes
    };

    void findSource(const Object &rendered, const Chunk &chunk, Origin &origin) const;
    void addPatches(const Layer &layer, const Object &rendered, const Object &source, Origin &origin) const;
    void addPatch(const Layer &layer, const PatchEntry &patch, const Object &rendered, const Object &source, Origin &origin) const;

    const Kustomizations &m_all;
    FileAt m_fileAt;
    std::vector<Layer> m_layers;
};

} // namespace config
