// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "carryover.h"

#include "flow.h"
#include "generated.h"
#include "objects.h"
#include "origins.h"

#include <QDir>

#include <algorithm>

namespace config {

namespace {

constexpr std::size_t hashSize = 10; // of kustomize's hash of a generated object's content

void replaceAll(std::string &text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
}

bool isSame(const Object &a, const Object &b) { return a.kind == b.kind && a.group() == b.group() && a.name == b.name; }

bool saySameAll(const Document &a, const Document &b) {
    return std::equal(a.roots().begin(), a.roots().end(), b.roots().begin(), b.roots().end(), saySame);
}

/// Something was typed in it, and it can be read.
bool isNew(const File *file) { return file && file->document != file->loaded && file->document->problems().empty(); }

/// A document of one rendered object, and that object; none where it cannot be read.
struct Read {
    explicit Read(const Chunk &chunk) : document(Document::parse(chunk.source, chunk.text, Format::Yaml)), objects(objectsOf(*document)) {}
    std::unique_ptr<Document> document;
    std::vector<Object> objects;
    [[nodiscard]] const Object *object() const { return objects.size() == 1 ? &objects.front() : nullptr; }
};

} // namespace

CarryOver::CarryOver(const Kustomizations &all, const Kustomization &entry, FileAt fileAt)
    : m_all(all), m_entry(entry), m_fileAt(std::move(fileAt)), m_chain(chain(all, entry)) {
    look();
}

const Document *CarryOver::documentAt(const QString &path, bool asLoaded) const {
    const File *file = m_fileAt(path);
    return !file ? nullptr : (asLoaded ? file->loaded : file->document).get();
}

/// What is written beside the objects: kustomizations and patches.
void CarryOver::look() {
    for (const Kustomization *kustomization : m_chain) {
        const Document *loaded = documentAt(kustomization->path, true);
        m_approximate = m_approximate || !loaded || (loaded != kustomization->document && !saySameAll(*loaded, *kustomization->document));
        for (const PatchEntry &patch : kustomization->patches) {
            const File *file = m_fileAt(patch.path);
            if (!isNew(file) || (file->loaded && saySameAll(*file->loaded, *file->document)))
                continue;
            m_patched = true;
            m_approximate = m_approximate || !file->loaded || std::ranges::any_of(file->document->roots(), &Node::isSequence);
        }
    }
}

const CarryOver::Changes *CarryOver::changesOf(const QString &path) {
    const auto [at, isFirst] = m_changes.try_emplace(path);
    std::optional<Changes> &changes = at->second;
    const File *file = isFirst ? m_fileAt(path) : nullptr;
    if (!isNew(file) || (file->loaded && saySameAll(*file->loaded, *file->document)))
        return changes ? &*changes : nullptr;
    changes.emplace();
    if (file->loaded)
        changes->before = objectsOf(*file->loaded);
    std::set<const Object *> taken;
    for (const Object &object : changes->before) {
        const auto same = std::ranges::find_if(file->objects, [&](const Object &other) { return isSame(object, other) && !taken.contains(&other); });
        changes->objects.push_back({&object, same == file->objects.end() ? nullptr : &*same});
        taken.insert(changes->objects.back().now);
    }
    for (std::size_t i = 0; i < changes->objects.size() && changes->objects.size() == file->objects.size(); ++i)
        if (Change &change = changes->objects[i]; !change.now && change.before->kind == file->objects[i].kind && taken.insert(&file->objects[i]).second)
            change.now = &file->objects[i]; // renamed
    for (const Object &object : file->objects)
        if (!taken.contains(&object))
            changes->objects.push_back({nullptr, &object});
    return &*changes;
}

Rendering CarryOver::of(const Rendering &old) {
    Rendering made;
    for (const Chunk &chunk : old.chunks)
        if (auto now = carried(chunk))
            made.chunks.push_back(std::move(*now));
    for (const QString &path : resourceFiles(m_all, m_entry))
        addNew(path, made);
    if (m_named)
        dropHashes(made);
    return made;
}

std::optional<Chunk> CarryOver::carried(const Chunk &old) {
    Chunk chunk = old;
    if (chunk.generated)
        regenerate(chunk);
    else if (const Changes *changes = changesOf(chunk.source); changes && !follow(*changes, chunk))
        return {};
    if (m_patched)
        layPatches(chunk);
    return chunk;
}

/// False: the object is gone.
bool CarryOver::follow(const Changes &changes, Chunk &chunk) {
    const Read rendered(chunk);
    const Object *source = rendered.object() ? sourceAmong(changes.before, *rendered.object()) : nullptr;
    const auto change = std::ranges::find(changes.objects, source, &Change::before);
    if (!source || change == changes.objects.end())
        return true;
    if (change->now && !saySame(source->root, change->now->root))
        lay(source->root, change->now->root, {}, chunk);
    return change->now != nullptr;
}

void CarryOver::lay(Node before, Node now, Node beneath, Chunk &chunk) {
    const Read rendered(chunk);
    const auto isGenerated = [this](std::string_view name) {
        return std::ranges::any_of(m_chain, [&](const Kustomization *one) { return std::ranges::any_of(one->generators, [&](Node entry) { return entry["name"].text() == name; }); });
    };
    Relaid made = relay(before, now, rendered.object()->root, beneath, isGenerated);
    chunk.text = std::move(made.text) + '\n';
    m_named = m_named || made.named;
}

void CarryOver::regenerate(Chunk &chunk) {
    const auto found = m_all.find(chunk.source);
    if (found == m_all.end())
        return;
    const Kustomization &kustomization = found->second;
    if (std::ranges::none_of(generatorInputs(kustomization), [this](const QString &path) { return isNew(m_fileAt(path)); }))
        return;
    const auto [at, isFirst] = m_generated.try_emplace(&kustomization);
    auto &[before, now] = at->second;
    if (isFirst) {
        before = generated(kustomization, [this](const QString &path) { return documentAt(path, true); });
        now = generated(kustomization, [this](const QString &path) { return documentAt(path, false); });
    }
    const Read rendered(chunk);
    for (std::size_t i = 0; i < now.size() && rendered.object(); ++i) {
        if (!isMadeBy(kustomization.generators[i], *rendered.object()) || before[i].text == now[i].text)
            continue;
        const Read was(before[i]), is(now[i]);
        if (was.object() && is.object())
            return lay(was.object()->root, is.object()->root, {}, chunk);
    }
}

void CarryOver::layPatches(Chunk &chunk) {
    const Read rendered(chunk);
    if (!rendered.object())
        return;
    const Origin origin = OriginFinder(m_all, m_entry, m_fileAt).originOf(*rendered.object(), chunk);
    for (const auto &[document, patch] : origin.patches)
        if (patch.isMap() && patch["kind"])
            layPatch(origin, patch, QDir::cleanPath(QDir::current().absoluteFilePath(document->path())), chunk);
}

void CarryOver::layPatch(const Origin &origin, Node patch, const QString &path, Chunk &chunk) {
    const Changes *changes = changesOf(path);
    if (!changes)
        return;
    const auto change = std::ranges::find_if(changes->objects, [&](const Change &one) { return one.now && one.now->root == patch; });
    if (change != changes->objects.end() && !(change->before && saySame(change->before->root, patch)))
        lay(change->before ? change->before->root : Node(), patch, origin.root, chunk);
}

void CarryOver::addNew(const QString &path, Rendering &into) {
    const Changes *changes = changesOf(path);
    if (!changes)
        return;
    for (const Change &change : changes->objects) {
        if (change.before)
            continue;
        into.chunks.push_back({newObject(*change.now), path, false});
        m_approximate = true; // patches, labels, images
    }
}

/// With the namespace and the name that the kustomizations give it.
std::string CarryOver::newObject(const Object &object) const {
    std::string name(object.name);
    for (const Kustomization *kustomization : m_chain)
        name = std::string(kustomization->root["namePrefix"].text()) + name + std::string(kustomization->root["nameSuffix"].text());
    std::string given = "metadata: {name: ";
    putFlow(name, given);
    if (const std::string_view ns = namespaceOf(m_all, m_entry); !ns.empty() && !isClusterScoped(object.kind)) {
        given += ", namespace: ";
        putFlow(ns, given);
    }
    const auto frame = Document::parse({}, given + "}\n", Format::Yaml);
    return relay({}, object.root, frame->roots().front(), {}, [](std::string_view) { return false; }).text + '\n';
}

/// A changed file says a generated name as it is written, so the rendered objects beside its own must, too.
void CarryOver::dropHashes(Rendering &rendering) const {
    const Rendering original = rendering;
    for (const Chunk &chunk : original.chunks) {
        const Read generated(chunk.generated ? chunk : Chunk());
        const std::string full(generated.object() ? generated.object()->name : std::string_view());
        for (const Kustomization *kustomization : m_chain)
            for (const Node generator : kustomization->generators)
                if (const std::string name = std::string(generator["name"].text()) + '-'; full.size() >= name.size() + hashSize
                    && full.compare(full.size() - hashSize - name.size(), name.size(), name) == 0) // a prefix may stand before it
                    for (Chunk &other : rendering.chunks)
                        replaceAll(other.text, full, full.substr(0, full.size() - hashSize - 1));
    }
}

} // namespace config
