// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that belong together, and the scopes of objects that are deployed together out of them.
#pragma once

#include "base/error.h"
#include "config/set/object.h"
#include "config/set/platform.h"

#include <QStringList>

#include <functional>
#include <map>

namespace config {

struct File {
    // Shared: with() makes a set that differs in one file, and the objects of both point into the same documents.
    std::shared_ptr<const Document> document;
    std::shared_ptr<const Document> loaded; // what stood there when kustomizations were rendered; another one after with()
    FileKind kind;
    std::vector<Object> objects; // Role::Objects and Role::Patch
};

/// Where something of a rendered object stands in the files that it was made of.
struct Origin {
    const Document *document = nullptr; // null: the set does not hold the file
    Node root;                          // the object in it, or the entry of a generator in the kustomization that makes it
    /// Laid over it, in order: the object in a patch file, the list of a JSON 6902 file, the `patch` text of a kustomization, and the entry
    /// of its `images` or `replicas` that rewrites a value.
    std::vector<std::pair<const Document *, Node>> patches;
    bool generated = false;
};

struct Rendering;

/// Objects that meet in one cluster: what a kustomization renders to, or the objects of a folder without one, or a live namespace.
/// A rule that looks across objects looks into one scope, never across two. A file of a kustomization's folder that it does not use is in
/// none: it is not deployed.
struct Scope {
    QString name;   // path of the kustomization or folder, for messages
    QString root;   // folder
    Platform platform = Platform::Kubernetes;
    std::vector<Object> objects;
    // Shared by the sets that with() makes. Null where the objects are those of the files; else every object is one of it.
    std::shared_ptr<const Document> rendered;
    std::map<std::uint32_t, Origin> origins; // of rendered objects, by index of their root node
    /// Something has changed since kubectl rendered that it alone can tell the effect of: a kustomization, operations, a new object.
    bool approximate = false;
    std::shared_ptr<const Rendering> rendering; // what kubectl gave, for with(), which must not ask it again

    [[nodiscard]] const Origin *originOf(const Object &object) const; // null where the object is a file's own
    [[nodiscard]] const Object *find(std::string_view kind, std::string_view called) const;
    [[nodiscard]] std::vector<const Object *> ofKind(std::string_view kind) const;
};

struct LoadOptions {
    bool render = true;  // kustomizations, by kubectl
    int filesAtMost = 20'000;
    int threads = 1;                 // that read files, the calling one among them
    std::function<bool()> cancelled; // asked between files, by every one of the threads
};

/// Unchanging once loaded, so that threads may share it.
class Set {
public:
    /// Each path: a file, or a folder with everything below it (hidden folders but .streamlit, .github and .ebextensions are left out, as are
    /// build, node_modules and files that are neither text nor configuration). Unreadable files are documents with a problem; a
    /// kustomization that cannot be rendered is a problem in `renderProblems`. Errors: a path does not exist; cancelled.
    [[nodiscard]] static base::Result<std::unique_ptr<Set>> load(const QStringList &paths, const LoadOptions &options = {});
    /// As load(), with texts in place of files: what an editor holds unsaved, what an example of a rule says. Not rendered by kubectl: a
    /// kustomization among them makes a scope of the objects that its `resources` lead to, as they stand, and of what its generators make.
    [[nodiscard]] static std::unique_ptr<Set> of(std::vector<std::pair<QString, std::string>> texts);
    /// This set with one file's text exchanged (or added); no other file is parsed again, and kubectl is not asked (see Scope::approximate).
    [[nodiscard]] std::unique_ptr<Set> with(const QString &path, std::string text) const;

    [[nodiscard]] std::span<const File> files() const { return m_files; }
    [[nodiscard]] std::span<const Scope> scopes() const { return m_scopes; }
    [[nodiscard]] const File *file(const QString &path) const;     // as given or absolute
    [[nodiscard]] const File *fileEndingIn(QStringView tail) const; // "Dockerfile.celery", "scripts/migrate.sh"
    [[nodiscard]] std::span<const Object> objects() const { return m_objects; } // of all files, patches left out
    struct RenderProblem {
        QString kustomization;
        base::Error error;
    };
    [[nodiscard]] std::span<const RenderProblem> renderProblems() const { return m_renderProblems; }
    [[nodiscard]] QString root() const { return m_root; } // common folder of all paths

private:
    std::vector<File> m_files;
    std::vector<Object> m_objects;
    std::vector<Scope> m_scopes;
    std::vector<RenderProblem> m_renderProblems;
    QString m_root;
    QStringList m_paths; // that load() was given, absolute
    std::map<QString, std::size_t> m_index; // of files, by absolute path

    friend class SetLoader;
};

} // namespace config
