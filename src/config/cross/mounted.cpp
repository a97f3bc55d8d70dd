// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/mounted.h"

#include "config/cross/address.h"

#include <algorithm>

namespace config::cross {

namespace {
std::string_view withoutSlash(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

bool isData(std::string_view name) { return name.ends_with(".yml") || name.ends_with(".yaml") || name.ends_with(".json"); }

/// The name of a key's file below the mount; empty where it is not mounted.
std::string_view fileName(const Mount &mount, std::string_view key) {
    if (!mount.subPath.empty())
        return mount.subPath == key ? mount.path.substr(mount.path.rfind('/') + 1) : std::string_view();
    const Node items = mount.volume["items"];
    if (items.size() == 0)
        return key;
    for (const Node item : items) {
        if (item["key"].text() == key)
            return item["path"].text();
    }
    return {};
}

std::string folderOf(const Mount &mount) {
    const std::string_view path = withoutSlash(mount.path);
    return std::string(mount.subPath.empty() ? path : path.substr(0, path.rfind('/')));
}

void addFiles(const View &view, const Mount &mount, std::vector<MountedFile> &out) {
    for (const Entry &there : entries(*mount.map)) {
        const std::string_view name = fileName(mount, there.key);
        if (name.empty() || !isData(name))
            continue;
        MountedFile file{folderOf(mount), name, nullptr, nullptr, {}, mount.map, there.node};
        if (const File *written = fileOf(view, there.value))
            file.document = written->document.get();
        else
            file.own = Document::parse(text(name), there.value, name.ends_with(".json") ? Format::Json : Format::Yaml);
        const Document &document = file.document ? *file.document : *file.own;
        if (document.roots().empty() || !document.problems().empty())
            continue;
        file.root = document.roots().front();
        out.push_back(std::move(file));
    }
}
} // namespace

std::vector<std::string_view> Furnished::namesIn(std::string_view folder) const {
    std::vector<std::string_view> out;
    for (const Mount &mount : mounts(view, pod, container)) {
        if (folderOf(mount) != withoutSlash(folder))
            continue;
        for (const std::string_view name : mount.subPath.empty() ? mount.files() : std::vector<std::string_view>{mount.path.substr(mount.path.rfind('/') + 1)})
            out.push_back(name);
    }
    return out;
}

std::vector<Furnished> furnished(const View &view) {
    std::vector<Furnished> out;
    for (const Pod &pod : view.pods()) {
        for (const Node container : containers(pod.spec, Containers::App)) {
            Furnished one{view, pod, container, {}};
            for (const Mount &mount : mounts(view, pod, container))
                addFiles(view, mount, one.files);
            if (!one.files.empty())
                out.push_back(std::move(one));
        }
    }
    return out;
}

std::vector<Furnished> furnished(const View &view, std::string_view wanted) {
    std::vector<Furnished> out;
    for (const Furnished &one : view.kept<std::vector<Furnished>>(furnished)) {
        if (std::ranges::any_of(one.files, [&](const MountedFile &file) { return contains(file.entry.text(), wanted); }))
            out.push_back(one);
    }
    return out;
}

void add(Report &report, const Furnished &where, const MountedFile &file, Node node, QString message) {
    if (file.document)
        report.add(*file.document, node, std::move(message));
    else
        report.add(where.view.scope, *file.map, file.entry, std::move(message));
}

bool matches(std::string_view pattern, std::string_view name) {
    const std::size_t star = pattern.find('*');
    if (star == pattern.npos)
        return pattern == name;
    if (!name.starts_with(pattern.substr(0, star)))
        return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t at = star; at <= name.size(); ++at) {
        if (matches(rest, name.substr(at)))
            return true;
    }
    return false;
}

} // namespace config::cross
