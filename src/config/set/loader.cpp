// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loader.h"

#include "folders.h"
#include "objects.h"
#include "words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;

namespace config {

QString SetLoader::absolute(const QString &path) {
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}

base::Status SetLoader::readPaths(const QStringList &paths, const LoadOptions &options) {
    for (const QString &path : paths) {
        m_set.m_paths.append(absolute(path));
        if (const base::Status read = readPath(QDir::cleanPath(path), options); !read)
            return read;
    }
    return {};
}

base::Status SetLoader::readPath(const QString &path, const LoadOptions &options) {
    const QFileInfo info(path);
    if (!info.exists())
        return base::fail(base::ErrorKind::NotFound, tr("There is no such file or folder"), path);
    if (!info.isDir())
        return readFiles({path}, options);
    const auto files = configurationFiles(path, options.filesAtMost, options.cancelled);
    if (!files)
        return std::unexpected(files.error());
    return readFiles(*files, options);
}

/// Each file by whichever thread is free, kept in the order of the paths.
base::Status SetLoader::readFiles(const QStringList &paths, const LoadOptions &options) {
    std::vector<std::shared_ptr<const Document>> documents(std::size_t(paths.size()));
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < documents.size() && !(options.cancelled && options.cancelled()); at = next++) {
            const QString path = QDir::cleanPath(paths.at(qsizetype(at)));
            if (!m_set.m_index.contains(absolute(path)))
                documents[at] = Document::read(path);
        }
    };
    {
        std::vector<std::jthread> others;
        constexpr std::size_t worthAThread = 8; // files
        const auto useful = std::min(std::size_t(std::max(options.threads, 1)), documents.size() / worthAThread);
        for (std::size_t i = 1; i < useful; ++i)
            others.emplace_back(work);
        work();
    } // joined here
    if (options.cancelled && options.cancelled())
        return base::fail(base::ErrorKind::Cancelled, tr("Reading the files was cancelled"), paths.value(0));
    for (std::shared_ptr<const Document> &document : documents)
        if (document)
            add(std::move(document));
    return {};
}

void SetLoader::add(std::shared_ptr<const Document> document) {
    const auto [at, isNew] = m_set.m_index.try_emplace(absolute(document->path()), m_set.m_files.size());
    if (isNew)
        m_set.m_files.push_back({document, document, {}, {}});
    else
        m_set.m_files[at->second] = {document, document, {}, {}};
}

void SetLoader::exchange(std::shared_ptr<const Document> document) {
    const auto found = m_set.m_index.find(absolute(document->path()));
    if (found == m_set.m_index.end()) {
        add(std::move(document));
        m_set.m_files.back().loaded = nullptr; // not there when kubectl rendered
        return;
    }
    File &file = m_set.m_files[found->second];
    const bool asLoaded = file.loaded && file.loaded->text() == document->text();
    file.document = asLoaded ? file.loaded : std::move(document);
}

void SetLoader::copyFiles(const Set &from) {
    m_set.m_files = from.m_files;
    m_set.m_index = from.m_index;
    m_set.m_paths = from.m_paths;
}

const File *SetLoader::fileAt(const QString &absolutePath) const {
    const auto found = m_set.m_index.find(absolutePath);
    return found == m_set.m_index.end() ? nullptr : &m_set.m_files[found->second];
}

void SetLoader::readKinds() {
    std::map<QString, const Document *> kustomizationFiles;
    for (const auto &[path, at] : m_set.m_index) {
        File &file = m_set.m_files[at];
        file.kind = recognise(*file.document);
        if (file.kind.role != Role::Kustomization)
            continue;
        const bool broken = file.loaded && !file.document->problems().empty(); // while it is typed: it leads to the same files as before
        kustomizationFiles.emplace(path, broken ? file.loaded.get() : file.document.get());
    }
    m_kustomizations = readKustomizations(kustomizationFiles);

    std::set<QString> patches;
    std::set<QString> resources;
    for (const auto &[path, kustomization] : m_kustomizations) {
        for (const PatchEntry &patch : kustomization.patches)
            patches.insert(patch.path);
        for (const Reference &reference : kustomization.resources)
            resources.insert(reference.path);
    }
    for (const auto &[path, at] : m_set.m_index) {
        File &file = m_set.m_files[at];
        if (patches.contains(path) && !resources.contains(path))
            file.kind = {file.kind.platform == Platform::Gke ? Platform::Gke : Platform::Kubernetes, Role::Patch};
    }
    for (File &file : m_set.m_files) {
        const bool holds = file.kind.role == Role::Objects || file.kind.role == Role::Patch;
        file.objects = holds ? objectsOf(*file.document) : std::vector<Object>();
        if (file.kind.role == Role::Objects)
            m_set.m_objects.insert(m_set.m_objects.end(), file.objects.begin(), file.objects.end());
    }
}

void SetLoader::findRoot() {
    std::optional<QStringList> common;
    const auto meet = [&](const QString &folder) {
        const QStringList parts = folder.split(u'/');
        if (!common) {
            common = parts;
            return;
        }
        const auto [end, other] = std::ranges::mismatch(*common, parts);
        common->resize(end - common->begin());
    };
    if (m_set.m_paths.isEmpty())
        for (const auto &[path, at] : m_set.m_index)
            meet(path.section(u'/', 0, -2));
    for (const QString &path : m_set.m_paths)
        meet(m_set.m_index.contains(path) ? path.section(u'/', 0, -2) : path);
    m_set.m_root = common ? common->join(u'/') : QString();
}

base::Status SetLoader::finish(const LoadOptions &options, const Set *before) {
    findRoot();
    readKinds();
    const std::vector<const Kustomization *> entries = entryPoints(m_kustomizations);
    if (before)
        takeRenderings(entries, *before);
    else if (const base::Status rendered = render(entries, options); !rendered)
        return rendered;
    addPlainScopes();
    return {};
}

} // namespace config
