// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects.h"

#include <algorithm>
#include <array>

namespace config {

namespace {

void add(const Document &document, Node root, std::string_view ns, std::vector<Object> &into) {
    if (!root["kind"].isString())
        return;
    Object object{&document, root, root["apiVersion"].text(), root["kind"].text(), root["metadata"]["name"].text(), root["metadata"]["namespace"].text()};
    if (object.ns.empty() && !isClusterScoped(object.kind))
        object.ns = ns;
    into.push_back(object);
}

} // namespace

std::vector<Object> objectsOf(const Document &document, std::string_view ns) {
    std::vector<Object> found;
    for (const Node root : document.roots()) {
        if (root["kind"].text().ends_with("List") && root["items"].isSequence()) {
            for (const Node item : root["items"])
                add(document, item, ns, found);
        } else {
            add(document, root, ns, found);
        }
    }
    return found;
}

bool isClusterScoped(std::string_view kind) {
    static constexpr std::array<std::string_view, 15> kinds = {"Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding",
        "StorageClass", "PriorityClass", "IngressClass", "RuntimeClass", "CustomResourceDefinition", "APIService", "ValidatingWebhookConfiguration",
        "MutatingWebhookConfiguration", "CSIDriver", "ClusterIssuer"};
    return std::ranges::find(kinds, kind) != kinds.end();
}

} // namespace config
