// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/places.h"

#include "models/config/words.h"

#include <QDir>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int entriesAtMost = 400;

/// Which kind a name means, by the members above it: "configMapKeyRef.name" is a ConfigMap's.
struct Reference {
    const char *parent; // key of the map that holds the name; empty: any
    const char *key;
    const char *kind;
};
constexpr auto references = std::to_array<Reference>({
    {"configMapRef", "name", "ConfigMap"}, {"configMapKeyRef", "name", "ConfigMap"}, {"configMapKeyRef", "key", "ConfigMap"}, {"configMap", "name", "ConfigMap"},
    {"secretRef", "name", "Secret"}, {"secretKeyRef", "name", "Secret"}, {"secretKeyRef", "key", "Secret"}, {"secret", "secretName", "Secret"}, {"secret", "name", "Secret"},
    {"", "secretName", "Secret"}, {"persistentVolumeClaim", "claimName", "PersistentVolumeClaim"}, {"service", "name", "Service"}, {"", "serviceName", "Service"},
    {"", "serviceAccountName", "ServiceAccount"}, {"", "priorityClassName", "PriorityClass"}, {"", "storageClassName", "StorageClass"},
    {"", "ingressClassName", "IngressClass"}, {"", "volumeName", "PersistentVolume"},
});

config::Range nameRange(config::Node root) {
    const config::Node name = root["metadata"]["name"];
    return name ? name.range() : root.range();
}

std::optional<Target> objectTarget(const config::Object &object, std::string_view key) {
    config::Range range = nameRange(object.root);
    for (const char *part : {"data", "stringData", "binaryData"}) {
        if (!key.empty() && object.root[part][key])
            range = object.root[part][key].keyRange();
    }
    return Target{object.document->path(), range, object.text()};
}

/// How many folders two paths share: of several objects of a name the one beside the file is meant.
qsizetype nearness(const QString &a, const QString &b) {
    qsizetype same = 0;
    while (same < std::min(a.size(), b.size()) && a.at(same) == b.at(same))
        ++same;
    return same;
}

std::optional<Target> findObject(const config::Set &set, const QString &file, std::string_view kind, std::string_view name, std::string_view key) {
    const config::Object *best = nullptr;
    for (const config::Object &object : set.objects()) {
        if (object.name != name || (!kind.empty() && object.kind != kind) || !object.document)
            continue;
        if (!best || nearness(object.document->path(), file) > nearness(best->document->path(), file))
            best = &object;
    }
    return best ? objectTarget(*best, key) : std::nullopt;
}

std::optional<Target> fileTarget(const config::Set &set, const config::Document &document, const QString &text) {
    if (text.isEmpty() || text.size() > 500 || text.contains(u'\n'))
        return {};
    const QString path = QDir::cleanPath(QFileInfo(document.path()).dir().absoluteFilePath(text));
    const config::File *file = set.file(path);
    for (const QString &name : {u"kustomization.yaml"_s, u"kustomization.yml"_s}) {
        if (!file)
            file = set.file(path + u'/' + name);
    }
    if (!file || file->document.get() == &document)
        return {};
    return Target{file->document->path(), {0, 0}, QDir(set.root()).relativeFilePath(file->document->path())};
}

void add(QList<OutlineEntry> &entries, const QString &title, const QString &detail, config::Range range, int depth) {
    if (entries.size() < entriesAtMost)
        entries.append({title, detail, range, depth});
}

QString sizeText(config::Node node) {
    return node.isScalar() && !node.text().empty() && node.style() != config::Style::Literal ? textOf(node.text()).left(60) : node.isSequence() ? configTr("%1 items").arg(node.size()) : QString();
}

void addObject(QList<OutlineEntry> &entries, config::Node root) {
    add(entries, u"%1/%2"_s.arg(textOf(root["kind"].text()), textOf(root["metadata"]["name"].text())), {}, nameRange(root), 0);
    for (const char *pod : {"spec.template.spec", "spec.jobTemplate.spec.template.spec", "spec"}) {
        for (const char *list : {"initContainers", "containers", "volumes"}) {
            for (const config::Node item : root.find(pod)[list])
                add(entries, textOf(item["name"].text()), std::string_view(list) == "volumes" ? configTr("volume") : textOf(item["image"].text()), item.range(), 1);
        }
        if (root.find(pod)["containers"])
            return;
    }
    for (const char *part : {"data", "stringData", "spec"}) {
        for (const config::Node member : root[part])
            add(entries, textOf(member.key()), part[0] == 's' && part[1] == 't' ? QString() : sizeText(member), member.keyRange(), 1);
    }
}

void addMembers(QList<OutlineEntry> &entries, config::Node map, int depth) {
    for (const config::Node member : map) {
        const QString name = member.key().empty() ? textOf(member["name"].text()) : textOf(member.key());
        if (!name.isEmpty())
            add(entries, name, depth > 0 || !member.isMap() ? sizeText(member) : QString(), member.key().empty() ? member.range() : member.keyRange(), depth);
        if (depth == 0 && (member.isMap() || member.isSequence()))
            addMembers(entries, member, 1);
    }
}

} // namespace

QList<OutlineEntry> outlineOf(const config::Document &document, config::FileKind kind) {
    QList<OutlineEntry> entries;
    for (const config::Node root : document.roots()) {
        if (kind.role == config::Role::Objects || kind.role == config::Role::Patch)
            addObject(entries, root);
        else if (kind.role != config::Role::DotenvFile && kind.role != config::Role::StreamlitSecrets)
            addMembers(entries, root, 0);
        else
            for (const config::Node member : root)
                add(entries, textOf(member.key()), {}, member.keyRange(), 0); // no values: they are secrets
    }
    return entries;
}

std::optional<Target> targetAt(const config::Set &set, const config::Document &document, std::uint32_t offset) {
    const config::Node node = document.at(offset);
    if (!node.isScalar())
        return {};
    const config::Node holder = node.parent();
    if (holder["kind"].isScalar() && holder["name"] == node && !holder["metadata"]) { // scaleTargetRef, roleRef, subjects
        if (auto target = findObject(set, document.path(), holder["kind"].text(), node.text(), {}))
            return target;
    }
    for (const Reference &reference : references) {
        if (node.key() != reference.key || (*reference.parent && holder.key() != reference.parent))
            continue;
        const bool isKey = std::string_view(reference.key) == "key";
        if (auto target = findObject(set, document.path(), reference.kind, isKey ? holder["name"].text() : node.text(), isKey ? node.text() : std::string_view()))
            return target;
    }
    return fileTarget(set, document, textOf(node.text()));
}

std::optional<Target> targetOfObject(const config::Set &set, const QString &file, const QString &object) {
    const QByteArray kind = object.section(u'/', 0, 0).toUtf8();
    const QByteArray name = object.section(u'/', 1).toUtf8();
    return findObject(set, file, {kind.constData(), static_cast<std::size_t>(kind.size())}, {name.constData(), static_cast<std::size_t>(name.size())}, {});
}

} // namespace models
