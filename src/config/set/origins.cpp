// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "origins.h"

#include "objects.h"

#include <algorithm>

namespace config {

namespace {

bool isSame(const Object &a, const Object &b) {
    return a.kind == b.kind && a.group() == b.group() && a.name == b.name;
}

std::string_view imageName(std::string_view image) {
    image = image.substr(0, image.find('@'));
    const std::size_t colon = image.rfind(':');
    return colon == std::string_view::npos || image.find('/', colon) != std::string_view::npos ? image : image.substr(0, colon);
}

} // namespace

const Object *sourceAmong(std::span<const Object> objects, const Object &rendered) {
    const Object *best = nullptr;
    int alike = 0;
    for (const Object &object : objects) {
        if (object.kind != rendered.kind || object.group() != rendered.group())
            continue;
        if (object.name == rendered.name)
            return &object;
        ++alike;
        const bool contained = !object.name.empty() && rendered.name.find(object.name) != std::string_view::npos;
        if (contained && (!best || object.name.size() > best->name.size()))
            best = &object;
        else if (!best && alike == 1)
            best = &object;
    }
    return best;
}

bool isMadeBy(Node entry, const Object &rendered) {
    const bool secret = entry.parent().key() == "secretGenerator";
    if ((rendered.kind == "Secret") != secret)
        return false;
    const std::string_view name = entry["name"].text();
    if (rendered.name == name)
        return true;
    const std::size_t at = rendered.name.find(name);
    return !name.empty() && at != std::string_view::npos && rendered.name.size() == at + name.size() + 11 && rendered.name[at + name.size()] == '-';
}

OriginFinder::OriginFinder(const Kustomizations &all, const Kustomization &entry, FileAt fileAt) : m_all(all), m_fileAt(std::move(fileAt)) {
    for (const Kustomization *kustomization : chain(all, entry)) {
        Layer layer{kustomization, {}};
        for (const Kustomization *below : chain(all, *kustomization)) {
            layer.files.append(below->path); // generators
            layer.files.append(resourceFiles(all, *below));
        }
        m_layers.push_back(std::move(layer));
    }
}

Origin OriginFinder::originOf(const Object &rendered, const Chunk &chunk) const {
    Origin origin;
    origin.generated = chunk.generated;
    findSource(rendered, chunk, origin);
    Object source = rendered;
    if (origin.document && !origin.generated)
        source = {origin.document, origin.root, rendered.apiVersion, rendered.kind, origin.root["metadata"]["name"].text(), rendered.ns};
    for (const Layer &layer : m_layers)
        if (layer.kustomization->component || layer.files.contains(chunk.source))
            addPatches(layer, rendered, source, origin);
    return origin;
}

void OriginFinder::findSource(const Object &rendered, const Chunk &chunk, Origin &origin) const {
    const File *file = m_fileAt(chunk.source);
    if (!file)
        return;
    if (!chunk.generated) {
        if (const Object *source = sourceAmong(file->objects, rendered)) {
            origin.document = source->document;
            origin.root = source->root;
        }
        return;
    }
    const auto kustomization = m_all.find(chunk.source);
    if (kustomization == m_all.end())
        return;
    for (const Node entry : kustomization->second.generators) {
        if (!isMadeBy(entry, rendered))
            continue;
        origin.document = file->document.get();
        origin.root = entry;
    }
}

void OriginFinder::addPatches(const Layer &layer, const Object &rendered, const Object &source, Origin &origin) const {
    const Kustomization &kustomization = *layer.kustomization;
    for (const PatchEntry &patch : kustomization.patches)
        addPatch(layer, patch, rendered, source, origin);
    for (const Node entry : kustomization.generators)
        if (origin.generated && entry != origin.root && isMadeBy(entry, rendered))
            origin.patches.emplace_back(kustomization.document, entry);
    const std::vector<Node> all = containers(podSpec(source));
    for (const Node entry : kustomization.root["images"])
        if (std::ranges::any_of(all, [&](Node container) { return imageName(container["image"].text()) == entry["name"].text(); }))
            origin.patches.emplace_back(kustomization.document, entry);
    for (const Node entry : kustomization.root["replicas"])
        if (entry["name"].text() == source.name && source.root["spec"])
            origin.patches.emplace_back(kustomization.document, entry);
}

void OriginFinder::addPatch(const Layer &layer, const PatchEntry &patch, const Object &rendered, const Object &source, Origin &origin) const {
    const bool targeted = patch.target && (isFor(patch, rendered) || isFor(patch, source));
    if (patch.target && !targeted)
        return;
    if (!patch.path.isEmpty()) {
        const File *file = m_fileAt(patch.path);
        if (!file)
            return;
        for (const Node root : file->document->roots())
            if (root.isSequence() && targeted)
                origin.patches.emplace_back(file->document.get(), root);
        for (const Object &object : objectsOf(*file->document))
            if (targeted || isSame(object, rendered) || isSame(object, source))
                origin.patches.emplace_back(file->document.get(), object.root);
        return;
    }
    if (!targeted) { // names its object itself
        const auto inner = Document::parse({}, std::string(patch.text.text()), Format::Yaml);
        const auto objects = objectsOf(*inner);
        if (std::ranges::none_of(objects, [&](const Object &object) { return isSame(object, rendered) || isSame(object, source); }))
            return;
    }
    origin.patches.emplace_back(layer.kustomization->document, patch.text);
}

} // namespace config
