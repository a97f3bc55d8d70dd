// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a kustomization says, without rendering it: which files it is made of and what it lays over them.
#pragma once

#include "config/set/object.h"

#include <QStringList>

#include <map>

namespace config {

/// One entry of a list of files and folders.
struct Reference {
    Node node;
    QString path; // absolute and clean; of the kustomization file where it is a folder that has one
    bool remote = false;
};

struct PatchEntry {
    Node entry;                   // of the list
    Node text;                    // an inline patch; absent where it is in a file
    QString path;                 // absolute; empty where it is inline
    Node target;                  // absent: the patch names its object itself
};

struct Kustomization {
    const Document *document = nullptr;
    QString path;   // absolute, of the file
    QString folder;
    Node root;
    bool component = false;
    std::vector<Reference> resources; // and bases
    std::vector<Reference> components;
    std::vector<PatchEntry> patches;  // in the order of their effect
    std::vector<Node> generators;     // entries of configMapGenerator and secretGenerator
};

/// By absolute path of the file.
using Kustomizations = std::map<QString, Kustomization>;

/// `files`: absolute paths and documents of all kustomizations of a set.
[[nodiscard]] Kustomizations readKustomizations(const std::map<QString, const Document *> &files);
/// What is deployed: those that no other one uses and, used or not, every overlay (kustomize's own name of the folder). Components are left out.
[[nodiscard]] std::vector<const Kustomization *> entryPoints(const Kustomizations &all);
/// Itself and every one that it uses, the innermost first; each once.
[[nodiscard]] std::vector<const Kustomization *> chain(const Kustomizations &all, const Kustomization &entry);
/// Object files that it and those of its chain name as resources, in order.
[[nodiscard]] QStringList resourceFiles(const Kustomizations &all, const Kustomization &entry);
/// Where its objects are put, by itself or by one that it uses; empty: where they say.
[[nodiscard]] std::string_view namespaceOf(const Kustomizations &all, const Kustomization &entry);
/// The first resource that is not of this machine.
[[nodiscard]] const Reference *remoteResource(const Kustomizations &all, const Kustomization &entry);

/// Whether a patch is meant for an object of this identity.
[[nodiscard]] bool isFor(const PatchEntry &patch, const Object &object);

} // namespace config
