// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kustomization.h"

#include "words.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace config {

namespace {

bool isRemote(const QString &text) {
    return text.contains("://"_L1) || text.startsWith("git@"_L1) || text.startsWith("github.com/"_L1) || text.contains("?ref="_L1);
}

QString resolved(const QString &folder, std::string_view text) {
    return QDir::cleanPath(folder + u'/' + shown(text));
}

/// The kustomization file of a folder, or the path itself.
QString fileOf(const QString &path, const std::map<QString, const Document *> &files) {
    for (const QLatin1StringView name : {"/kustomization.yaml"_L1, "/kustomization.yml"_L1, "/Kustomization"_L1})
        if (files.contains(path + name))
            return path + name;
    return path;
}

void readReferences(Node list, const QString &folder, const std::map<QString, const Document *> &files, std::vector<Reference> &into) {
    for (const Node item : list) {
        const QString text = shown(item.text());
        if (text.contains(u'\n') || text.isEmpty())
            continue; // an inline resource
        into.push_back({item, isRemote(text) ? text : fileOf(resolved(folder, item.text()), files), isRemote(text)});
    }
}

bool isFileName(std::string_view text) {
    return text.find('\n') == std::string_view::npos && text.find(':') == std::string_view::npos;
}

void readPatches(Kustomization &into) {
    for (const Node item : into.root["patchesStrategicMerge"]) {
        if (isFileName(item.text()))
            into.patches.push_back({item, {}, resolved(into.folder, item.text()), {}});
        else
            into.patches.push_back({item, item, {}, {}});
    }
    for (const std::string_view list : {"patches", "patchesJson6902"}) {
        for (const Node item : into.root[list]) {
            if (const Node path = item["path"]; !path.text().empty())
                into.patches.push_back({item, {}, resolved(into.folder, path.text()), item["target"]});
            else if (item["patch"])
                into.patches.push_back({item, item["patch"], {}, item["target"]});
        }
    }
}

Kustomization readOne(const QString &path, const Document &document, const std::map<QString, const Document *> &files) {
    Kustomization made;
    made.document = &document;
    made.path = path;
    made.folder = path.section(u'/', 0, -2);
    made.root = document.roots().empty() ? Node() : document.roots().front();
    made.component = made.root["kind"].text() == "Component";
    for (const std::string_view list : {"resources", "bases"})
        readReferences(made.root[list], made.folder, files, made.resources);
    readReferences(made.root["components"], made.folder, files, made.components);
    readPatches(made);
    for (const std::string_view list : {"configMapGenerator", "secretGenerator"})
        for (const Node item : made.root[list])
            made.generators.push_back(item);
    return made;
}

void follow(const Kustomizations &all, const Kustomization &entry, std::set<QString> &seen, std::vector<const Kustomization *> &into) {
    if (!seen.insert(entry.path).second)
        return; // used twice, or a circle
    for (const auto *list : {&entry.resources, &entry.components})
        for (const Reference &reference : *list)
            if (const auto found = all.find(reference.path); found != all.end())
                follow(all, found->second, seen, into);
    into.push_back(&entry);
}

/// As kustomize does: the whole text must match.
bool matches(Node pattern, std::string_view text) {
    if (pattern.text().empty())
        return true;
    if (pattern.text() == text)
        return true;
    if (pattern.text().find_first_of(".*+?|()[]{}^$\\") == std::string_view::npos)
        return false; // a plain name: nearly always
    const QRegularExpression expression(QRegularExpression::anchoredPattern(shown(pattern.text())));
    return expression.isValid() && expression.match(shown(text)).hasMatch();
}

/// "a=b,c!=d,e": what kustomize allows in a target.
bool labelsMatch(std::string_view selector, Node labels) {
    for (const QString &term : shown(selector).split(u',', Qt::SkipEmptyParts)) {
        const bool differs = term.contains("!="_L1);
        const QString key = term.section(u'=', 0, 0).remove(u'!').trimmed();
        const Node label = labels[key.toStdString()];
        if (!term.contains(u'=')) {
            if (!label)
                return false;
            continue;
        }
        const QString value = term.section(u'=', -1).trimmed();
        if ((label && shown(label.text()) == value) == differs)
            return false;
    }
    return true;
}

} // namespace

Kustomizations readKustomizations(const std::map<QString, const Document *> &files) {
    Kustomizations all;
    for (const auto &[path, document] : files)
        all.emplace(path, readOne(path, *document, files));
    return all;
}

std::vector<const Kustomization *> entryPoints(const Kustomizations &all) {
    std::set<QString> used;
    for (const auto &[path, kustomization] : all)
        for (const auto *list : {&kustomization.resources, &kustomization.components})
            for (const Reference &reference : *list)
                if (reference.path != path)
                    used.insert(reference.path);
    std::vector<const Kustomization *> entries;
    for (const auto &[path, kustomization] : all)
        if (!kustomization.component && (!used.contains(path) || path.contains(QLatin1String("/overlays/"))))
            entries.push_back(&kustomization);
    return entries;
}

std::vector<const Kustomization *> chain(const Kustomizations &all, const Kustomization &entry) {
    std::vector<const Kustomization *> found;
    std::set<QString> seen;
    follow(all, entry, seen, found);
    return found;
}

QStringList resourceFiles(const Kustomizations &all, const Kustomization &entry) {
    QStringList files;
    for (const Kustomization *kustomization : chain(all, entry))
        for (const Reference &reference : kustomization->resources)
            if (!reference.remote && !all.contains(reference.path) && !files.contains(reference.path))
                files.append(reference.path);
    return files;
}

std::string_view namespaceOf(const Kustomizations &all, const Kustomization &entry) {
    std::string_view ns;
    for (const Kustomization *kustomization : chain(all, entry))
        if (const std::string_view own = kustomization->root["namespace"].text(); !own.empty())
            ns = own;
    return ns;
}

const Reference *remoteResource(const Kustomizations &all, const Kustomization &entry) {
    for (const Kustomization *kustomization : chain(all, entry))
        for (const auto *list : {&kustomization->resources, &kustomization->components})
            if (const auto found = std::ranges::find_if(*list, &Reference::remote); found != list->end())
                return &*found;
    return nullptr;
}

bool isFor(const PatchEntry &patch, const Object &object) {
    const Node target = patch.target;
    const std::string_view version = object.apiVersion.substr(object.apiVersion.find('/') + 1); // npos + 1 is 0: a core version
    return matches(target["kind"], object.kind) && matches(target["name"], object.name) && matches(target["group"], object.group())
        && matches(target["version"], version) && (target["namespace"].text().empty() || matches(target["namespace"], object.ns))
        && labelsMatch(target["labelSelector"].text(), object.root["metadata"]["labels"])
        && labelsMatch(target["annotationSelector"].text(), object.root["metadata"]["annotations"]);
}

} // namespace config
