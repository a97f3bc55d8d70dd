// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of SetLoader that makes scopes. Either all objects of a scope are those of one rendered document, or all are those of the files:
// then the index of a root says which object it is.
#include "carryover.h"
#include "generated.h"
#include "loader.h"
#include "objects.h"
#include "words.h"

#include <QFileInfo>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace config {

namespace {

std::string joined(const Rendering &rendering, std::vector<std::uint32_t> &begins) {
    std::string text;
    for (const Chunk &chunk : rendering.chunks) {
        if (!text.empty())
            text += "---\n";
        begins.push_back(std::uint32_t(text.size()));
        text += chunk.text;
    }
    return text;
}

} // namespace

QString SetLoader::givenPathOf(const QString &absolutePath) const {
    const QString here = absolute(u"."_s) + u'/';
    return absolutePath.startsWith(here) ? absolutePath.mid(here.size()) : absolutePath;
}

Scope SetLoader::scopeOf(const Kustomization &entry) const {
    Scope scope;
    const File *file = fileAt(entry.path);
    scope.name = QFileInfo(file->document->path()).path();
    scope.root = entry.folder;
    scope.platform = file->kind.platform;
    return scope;
}

/// `before`: the scope of an older set, whose document is taken where it says the same: it is large, and most keystrokes change nothing of it.
void SetLoader::fill(Scope &scope, const Kustomization &entry, const Rendering &rendering, const Scope *before) const {
    std::vector<std::uint32_t> begins;
    std::string text = joined(rendering, begins);
    scope.rendered = before && before->rendered && before->rendered->text() == text ? before->rendered : Document::parse(entry.path, std::move(text), Format::Yaml);
    scope.objects = objectsOf(*scope.rendered, namespaceOf(m_kustomizations, entry));
    const OriginFinder finder(m_kustomizations, entry, [this](const QString &path) { return fileAt(path); });
    for (const Object &object : scope.objects) {
        const auto after = std::ranges::upper_bound(begins, object.root.range().begin);
        if (after == begins.begin())
            continue;
        scope.origins.emplace(object.root.index(), finder.originOf(object, rendering.chunks[std::size_t(after - begins.begin() - 1)]));
    }
}

base::Status SetLoader::render(const std::vector<const Kustomization *> &entries, const LoadOptions &options) {
    if (!options.render) {
        for (const Kustomization *entry : entries)
            addUnrendered(*entry);
        return {};
    }
    std::map<QString, QString> known; // kubectl looks through symbolic links
    for (const auto &[path, at] : m_set.m_index)
        known.emplace(QFileInfo(path).canonicalFilePath(), path);
    auto answers = renderByKubectl(m_kustomizations, entries, options.cancelled);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (answers[i]) {
            for (Chunk &chunk : answers[i]->chunks)
                if (const auto found = known.find(chunk.source); found != known.end())
                    chunk.source = found->second;
            addRendered(*entries[i], std::make_shared<const Rendering>(std::move(*answers[i])));
            continue;
        }
        if (answers[i].error().kind == base::ErrorKind::Cancelled)
            return std::unexpected(answers[i].error());
        m_set.m_renderProblems.push_back({fileAt(entries[i]->path)->document->path(), answers[i].error()});
        addUnrendered(*entries[i]);
    }
    return {};
}

void SetLoader::takeRenderings(const std::vector<const Kustomization *> &entries, const Set &before) {
    for (const Kustomization *entry : entries) {
        const auto scope = std::ranges::find_if(before.m_scopes, [&](const Scope &one) { return one.root == entry->folder && one.rendering; });
        const auto problem = std::ranges::find(before.m_renderProblems, fileAt(entry->path)->document->path(), &Set::RenderProblem::kustomization);
        if (problem != before.m_renderProblems.end())
            m_set.m_renderProblems.push_back(*problem);
        if (scope == before.m_scopes.end())
            addUnrendered(*entry);
        else
            addRendered(*entry, scope->rendering, &*scope);
    }
}

void SetLoader::addRendered(const Kustomization &entry, std::shared_ptr<const Rendering> rendering, const Scope *before) {
    Scope scope = scopeOf(entry);
    scope.rendering = std::move(rendering);
    CarryOver carryOver(m_kustomizations, entry, [this](const QString &path) { return fileAt(path); });
    const Rendering current = carryOver.of(*scope.rendering);
    scope.approximate = carryOver.isApproximate();
    fill(scope, entry, current, before);
    m_set.m_scopes.push_back(std::move(scope));
}

void SetLoader::addUnrendered(const Kustomization &entry) {
    Scope scope = scopeOf(entry);
    Rendering made;
    const std::string_view ns = namespaceOf(m_kustomizations, entry);
    for (const QString &path : resourceFiles(m_kustomizations, entry)) {
        const File *file = fileAt(path);
        if (!file)
            continue;
        for (Object object : file->objects) {
            if (object.ns.empty() && !isClusterScoped(object.kind))
                object.ns = ns;
            scope.objects.push_back(object);
        }
    }
    const auto read = [this](const QString &path) -> const Document * {
        const File *file = fileAt(path);
        return file ? file->document.get() : nullptr;
    };
    for (const Kustomization *kustomization : chain(m_kustomizations, entry))
        for (Chunk &chunk : generated(*kustomization, read))
            made.chunks.push_back(std::move(chunk));
    if (!made.chunks.empty()) { // all of them in one document then
        for (const Object &object : scope.objects)
            made.chunks.push_back({textOf(object), absolute(object.document->path()), false});
        fill(scope, entry, made);
    }
    if (!scope.objects.empty())
        m_set.m_scopes.push_back(std::move(scope));
}

void SetLoader::addPlainScopes() {
    std::set<QString> taken;   // folders of kustomizations
    std::set<QString> used;
    for (const auto &[path, kustomization] : m_kustomizations) {
        taken.insert(kustomization.folder);
        for (const Reference &reference : kustomization.resources)
            used.insert(reference.path);
    }
    const auto belongsToKustomization = [&](const QString &path) {
        for (QString folder = path.section(u'/', 0, -2); !folder.isEmpty(); folder = folder.section(u'/', 0, -2))
            if (taken.contains(folder))
                return true;
        return used.contains(path);
    };
    const auto givenRoot = [&](const QString &path) { // the longest of the paths that lead to it
        QString best;
        for (const QString &given : m_set.m_paths)
            if (given.size() > best.size() && (path == given || path.startsWith(given + u'/')))
                best = given;
        if (best.isEmpty() && m_set.m_paths.isEmpty())
            return m_set.m_root;
        return best == path || best.isEmpty() ? path.section(u'/', 0, -2) : best;
    };
    std::map<std::pair<QString, Platform>, std::vector<const File *>> groups;
    for (const auto &[path, at] : m_set.m_index) {
        const File &file = m_set.m_files[at];
        if (file.kind.role == Role::Objects && !belongsToKustomization(path))
            groups[{givenRoot(path), file.kind.platform}].push_back(&file);
    }
    for (const auto &[key, files] : groups) {
        Scope scope;
        scope.platform = key.second;
        for (const File *file : files) {
            const QString folder = absolute(file->document->path()).section(u'/', 0, -2);
            while (!scope.objects.empty() && !(folder + u'/').startsWith(scope.root + u'/'))
                scope.root = scope.root.section(u'/', 0, -2);
            if (scope.objects.empty())
                scope.root = folder;
            scope.objects.insert(scope.objects.end(), file->objects.begin(), file->objects.end());
        }
        scope.name = givenPathOf(scope.root);
        if (!scope.objects.empty())
            m_set.m_scopes.push_back(std::move(scope));
    }
}

} // namespace config
