// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "set.h"

#include "loader.h"

#include <algorithm>

namespace config {

const Object *Scope::find(std::string_view kind, std::string_view called) const {
    const auto found = std::ranges::find_if(objects, [&](const Object &object) { return object.kind == kind && object.name == called; });
    return found == objects.end() ? nullptr : &*found;
}

std::vector<const Object *> Scope::ofKind(std::string_view kind) const {
    std::vector<const Object *> found;
    for (const Object &object : objects)
        if (object.kind == kind)
            found.push_back(&object);
    return found;
}

const Origin *Scope::originOf(const Object &object) const {
    if (!rendered || object.document != rendered.get())
        return nullptr;
    const auto found = origins.find(object.root.index());
    return found == origins.end() ? nullptr : &found->second;
}

base::Result<std::unique_ptr<Set>> Set::load(const QStringList &paths, const LoadOptions &options) {
    auto set = std::make_unique<Set>();
    SetLoader loader(*set);
    if (const base::Status read = loader.readPaths(paths, options); !read)
        return std::unexpected(read.error());
    if (const base::Status done = loader.finish(options); !done)
        return std::unexpected(done.error());
    return set;
}

std::unique_ptr<Set> Set::of(std::vector<std::pair<QString, std::string>> texts) {
    auto set = std::make_unique<Set>();
    SetLoader loader(*set);
    for (auto &[path, text] : texts)
        loader.add(Document::parse(path, std::move(text), formatOf(path)));
    const LoadOptions options{.render = false, .cancelled = {}};
    [[maybe_unused]] const base::Status done = loader.finish(options); // fails only where it renders
    return set;
}

std::unique_ptr<Set> Set::with(const QString &path, std::string text) const {
    auto set = std::make_unique<Set>();
    SetLoader loader(*set);
    loader.copyFiles(*this);
    const File *there = file(path);
    const QString shownPath = there ? there->document->path() : path;
    loader.exchange(Document::parse(shownPath, std::move(text), there ? there->document->format() : formatOf(shownPath)));
    [[maybe_unused]] const base::Status done = loader.finish({}, this);
    return set;
}

const File *Set::file(const QString &path) const {
    const auto found = m_index.find(SetLoader::absolute(path));
    return found == m_index.end() ? nullptr : &m_files[found->second];
}

const File *Set::fileEndingIn(QStringView tail) const {
    const auto found = std::ranges::find_if(m_files, [&](const File &file) {
        const QString &path = file.document->path();
        return path.endsWith(tail) && (path.size() == tail.size() || tail.startsWith(u'/') || path.at(path.size() - tail.size() - 1) == u'/');
    });
    return found == m_files.end() ? nullptr : &*found;
}

} // namespace config
