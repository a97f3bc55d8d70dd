// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a container is given out of other objects: variables, files, claims; and every reference to a ConfigMap or a Secret.
#pragma once

#include "config/cross/view.h"

#include <memory>

namespace config::cross {

enum class Use : std::uint8_t { Variable, AllVariables, Files, PullSecret, Certificate };

/// A name of a ConfigMap or Secret in another object, with the key that is wanted of it.
struct Reference {
    const Object *from = nullptr;
    std::string_view kind; // "ConfigMap", "Secret"
    Node name;
    Node key;      // absent: the whole
    bool optional = false;
    Use use = Use::Variable;
};
[[nodiscard]] std::vector<Reference> references(const View &view);

/// Keys of a ConfigMap or Secret with their values; a Secret's are decoded.
struct Entry {
    std::string_view key;
    std::string value;
    Node node;
};
[[nodiscard]] std::vector<Entry> entries(const Object &map);
[[nodiscard]] std::optional<Entry> entry(const Object &map, std::string_view key);

/// A variable of a container; without a value where that is not known (another object's, a field, a Secret made elsewhere).
struct Variable {
    std::string name;
    std::optional<std::string> value;
    Node node;                      // in the pod
    const Object *holder = nullptr; // the ConfigMap or Secret that it is out of, null: the pod itself
    Node at;                        // where the value stands, in the holder or in the pod
};
struct Environment {
    std::vector<Variable> variables;
    bool complete = true; // false: an envFrom is not known
    [[nodiscard]] const Variable *find(std::string_view name) const;
};
[[nodiscard]] Environment environment(const View &view, const Pod &pod, Node container);

/// Command and arguments, with $(NAME) put in where the value is known.
struct Word {
    std::string text;
    Node node;
};
[[nodiscard]] std::vector<Word> commandLine(Node container, const Environment &environment);
/// The value of "--name=value", "--name value" or "-n value"; only those given.
[[nodiscard]] std::optional<Word> option(std::span<const Word> words, std::initializer_list<std::string_view> names);

/// A ConfigMap of the scope that stands in a pod's file system.
struct Mount {
    const Object *map = nullptr;
    std::string_view path;
    std::string_view subPath;
    Node node;   // of volumeMounts
    Node volume; // the source: items and so on
    /// Names of the files below `path`; the ConfigMap's keys, or what `items` makes of them.
    [[nodiscard]] std::vector<std::string_view> files() const;
};
[[nodiscard]] std::vector<Mount> mounts(const View &view, const Pod &pod, Node container);

/// Whether a container's volumeMounts have the path or a folder above it; the mount.
[[nodiscard]] Node mountOver(Node container, std::string_view path);
[[nodiscard]] Node volumeNamed(const Pod &pod, std::string_view name);

/// The last part of an image's name without its tag: "registry/a/api:1.0" is "api"; and the tag.
[[nodiscard]] std::string_view imageName(std::string_view image);
[[nodiscard]] std::string_view imageRepository(std::string_view image);
[[nodiscard]] std::string_view imageTag(std::string_view image);

} // namespace config::cross
