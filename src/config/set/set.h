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
    std::unique_ptr<Document> document;
    FileKind kind;
    std::vector<Object> objects; // Role::Objects and Role::Patch
};

/// Where something of a rendered object stands in the files that it was made of.
struct Origin {
    const Document *document = nullptr; // null: made by the kustomization itself (a generator, a transformer)
    Node root;                          // the object in it
    std::vector<std::pair<const Document *, Node>> patches; // laid over it, in order
};

/// Objects that meet in one cluster: what a kustomization renders to, or the objects of a folder without one, or a live namespace.
/// A rule that looks across objects looks into one scope, never across two.
struct Scope {
    QString name;   // path of the kustomization or folder, for messages
    QString root;   // folder
    Platform platform = Platform::Kubernetes;
    std::vector<Object> objects;
    std::unique_ptr<Document> rendered;  // null where the objects are those of the files
    std::map<std::uint32_t, Origin> origins; // of rendered objects, by index of their root node

    [[nodiscard]] const Object *find(std::string_view kind, std::string_view name) const;
    [[nodiscard]] std::vector<const Object *> ofKind(std::string_view kind) const;
};

struct LoadOptions {
    bool render = true;  // kustomizations, by kubectl
    int filesAtMost = 20'000;
    std::function<bool()> cancelled; // asked between files
};

/// Unchanging once loaded, so that threads may share it.
class Set {
public:
    /// Each path: a file, or a folder with everything below it (hidden folders but .streamlit, .github and .ebextensions are left out, as are
    /// build, node_modules and files that are neither text nor configuration). Unreadable files are documents with a problem; a
    /// kustomization that cannot be rendered is a problem in `renderProblems`. Errors: a path does not exist; cancelled.
    [[nodiscard]] static base::Result<std::unique_ptr<Set>> load(const QStringList &paths, const LoadOptions &options = {});
    /// As load(), with texts in place of files: what an editor holds unsaved, what an example of a rule says. Not rendered by kubectl:
    /// kustomizations among them are left out of the scopes. Files that are given in `over` replace those of the same path.
    [[nodiscard]] static std::unique_ptr<Set> of(std::vector<std::pair<QString, std::string>> texts);
    /// This set with one file's text exchanged; files not touched are parsed again only if they must be.
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

    friend class SetLoader;
};

} // namespace config
