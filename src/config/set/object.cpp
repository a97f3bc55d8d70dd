// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "object.h"

#include "words.h"

#include <algorithm>
#include <array>

namespace config {

QString Object::text() const {
    return shown(kind) + u'/' + shown(name);
}

std::string_view Object::group() const {
    const std::size_t slash = apiVersion.find('/');
    return slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
}

namespace {

/// The map that holds a pod's metadata and spec.
Node podOf(const Object &object) {
    if (object.kind == "Pod")
        return object.root;
    if (object.kind == "CronJob")
        return object.root["spec"]["jobTemplate"]["spec"]["template"];
    return isWorkload(object.kind) || object.kind == "ReplicationController" ? object.root["spec"]["template"] : Node();
}

bool satisfies(Node expression, Node labels) {
    const Node value = labels[expression["key"].text()];
    const std::string_view verb = expression["operator"].text();
    const Node values = expression["values"];
    const bool listed = value && std::any_of(values.begin(), values.end(), [&](Node item) { return item.text() == value.text(); });
    if (verb == "In")
        return listed;
    if (verb == "NotIn")
        return !listed;
    if (verb == "Exists")
        return bool(value);
    return verb == "DoesNotExist" && !value;
}

bool holdsAll(Node wanted, Node labels) {
    return std::all_of(wanted.begin(), wanted.end(), [&](Node label) {
        const Node value = labels[label.key()];
        return value && value.text() == label.text();
    });
}

} // namespace

Node podSpec(const Object &object) {
    return podOf(object)["spec"];
}

Node podMetadata(const Object &object) {
    return podOf(object)["metadata"];
}

std::vector<Node> containers(Node podSpec, Containers which) {
    std::vector<Node> found;
    const Node before = podSpec["initContainers"];
    const Node beside = podSpec["containers"];
    if (which != Containers::App)
        found.insert(found.end(), before.begin(), before.end());
    if (which != Containers::Init)
        found.insert(found.end(), beside.begin(), beside.end());
    return found;
}

bool isWorkload(std::string_view kind) {
    static constexpr std::array<std::string_view, 7> kinds = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod"};
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool selects(Node selector, Node labels, bool plain) {
    if (plain)
        return selector.size() > 0 && holdsAll(selector, labels);
    const Node expressions = selector["matchExpressions"];
    return holdsAll(selector["matchLabels"], labels)
        && std::all_of(expressions.begin(), expressions.end(), [&](Node expression) { return satisfies(expression, labels); });
}

} // namespace config
