// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A rendering of older texts as it would be of newer ones, so that what is typed is judged as it will be deployed and kubectl is not asked at
// each keystroke.
#pragma once

#include "config/set/relay.h"
#include "config/set/rendering.h"
#include "config/set/set.h"

#include <optional>
#include <set>

namespace config {

/// Of one kustomization and the files that it leads to.
class CarryOver {
public:
    using FileAt = std::function<const File *(const QString &)>; // by absolute path
    CarryOver(const Kustomizations &all, const Kustomization &entry, FileAt fileAt);

    [[nodiscard]] Rendering of(const Rendering &old);
    /// After of(): something has changed that kubectl alone can tell the effect of.
    [[nodiscard]] bool isApproximate() const { return m_approximate; }

private:
    /// An object of a file that says something else than when it was rendered.
    struct Change {
        const Object *before = nullptr; // null: it is new
        const Object *now = nullptr;    // null: it is gone
    };
    struct Changes {
        std::vector<Object> before;
        std::vector<Change> objects; // that were there, in their order, and those that are new
    };

    [[nodiscard]] const Changes *changesOf(const QString &path); // null: it says the same, or cannot be read
    [[nodiscard]] std::optional<Chunk> carried(const Chunk &old);
    [[nodiscard]] bool follow(const Changes &changes, Chunk &chunk);
    void regenerate(Chunk &chunk);
    void layPatches(Chunk &chunk);
    void layPatch(const Origin &origin, Node patch, const QString &path, Chunk &chunk);
    void lay(Node before, Node now, Node beneath, Chunk &chunk);
    void addNew(const QString &path, Rendering &into);
    [[nodiscard]] std::string newObject(const Object &object) const;
    void look();
    [[nodiscard]] const Document *documentAt(const QString &path, bool asLoaded) const;
    void dropHashes(Rendering &rendering) const;

    const Kustomizations &m_all;
    const Kustomization &m_entry;
    FileAt m_fileAt;
    std::vector<const Kustomization *> m_chain;
    std::map<QString, std::optional<Changes>> m_changes; // of files that have been looked into
    std::map<const Kustomization *, std::pair<std::vector<Chunk>, std::vector<Chunk>>> m_generated; // before and now
    bool m_patched = false; // a patch says something else
    bool m_named = false;   // a newer text says a generated name
    bool m_approximate = false;
};

} // namespace config
