// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Configuration files that stand in a container: values of mounted ConfigMaps, read, each led back to the file that it was made of.
#pragma once

#include "config/cross/given.h"

#include <memory>

namespace config::cross {

struct MountedFile {
    std::string folder;      // in the container
    std::string_view name;
    const Document *document = nullptr;
    std::shared_ptr<const Document> own; // read here, since no file of the set has this text: findings stand at the ConfigMap's value
    Node root;
    const Object *map = nullptr;
    Node entry;
};

/// A container and the files in it, those of YAML and JSON.
struct Furnished {
    const View &view;
    const Pod &pod;
    Node container;
    std::vector<MountedFile> files;
    /// Names of all files in a folder, whatever they hold; nothing where the folder is no ConfigMap's.
    [[nodiscard]] std::vector<std::string_view> namesIn(std::string_view folder) const;
};

/// Containers with files, and those with a file that has this text.
[[nodiscard]] std::vector<Furnished> furnished(const View &view);
[[nodiscard]] std::vector<Furnished> furnished(const View &view, std::string_view text);

void add(Report &report, const Furnished &where, const MountedFile &file, Node node, QString message);

/// "*.yml" and the like; case counts.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

} // namespace config::cross
