// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a Set together: files first, then the scopes of their objects.
#pragma once

#include "config/set/origins.h"
#include "config/set/set.h"

namespace config {

class SetLoader {
public:
    explicit SetLoader(Set &set) : m_set(set) {}

    [[nodiscard]] base::Status readPaths(const QStringList &paths, const LoadOptions &options);
    void add(std::shared_ptr<const Document> document);
    /// Of the same file, changed: takes the place of the one that is there.
    void exchange(std::shared_ptr<const Document> document);
    void copyFiles(const Set &from);

    /// After the last file. `before`: the set that this one is a change of, whose renderings are taken over.
    [[nodiscard]] base::Status finish(const LoadOptions &options, const Set *before = nullptr);

    [[nodiscard]] static QString absolute(const QString &path);

private:
    [[nodiscard]] base::Status readPath(const QString &path, const LoadOptions &options);
    [[nodiscard]] base::Status readFiles(const QStringList &paths, const LoadOptions &options);
    void readKinds();
    void findRoot();
    [[nodiscard]] const File *fileAt(const QString &absolutePath) const;
    [[nodiscard]] QString pathOf(const Kustomization &entry) const;

    void takeRenderings(const std::vector<const Kustomization *> &entries, const Set &before);
    [[nodiscard]] base::Status render(const std::vector<const Kustomization *> &entries, const LoadOptions &options);
    void addRendered(const Kustomization &entry, std::shared_ptr<const Rendering> rendering, const Scope *before = nullptr);
    void addUnrendered(const Kustomization &entry);
    [[nodiscard]] Scope scopeOf(const Kustomization &entry) const;
    void fill(Scope &scope, const Kustomization &entry, const Rendering &rendering, const Scope *before = nullptr) const;
    void addPlainScopes();
    [[nodiscard]] QString givenPathOf(const QString &absolutePath) const;

    Set &m_set;
    Kustomizations m_kustomizations;
};

} // namespace config
