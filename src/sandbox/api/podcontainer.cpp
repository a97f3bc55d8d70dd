// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/podcontainer.h"

#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::string containerNames(const Json &pod, const char *list) {
    std::string names;
    for (const auto &container : itemsAt(pod, list))
        names += (names.empty() ? "" : " ") + textAt(container, "name");
    return names;
}

bool hasContainer(const Json &pod, const std::string &name) {
    return std::ranges::any_of(std::initializer_list<const char *>{"spec.containers", "spec.initContainers", "spec.ephemeralContainers"},
        [&](const char *list) {
            return std::ranges::any_of(itemsAt(pod, list), [&name](const Json &container) { return textAt(container, "name") == name; });
        });
}

} // namespace

Outcome<std::string> chosenContainer(const Json &pod, const std::string &wanted) {
    if (!wanted.empty()) {
        if (hasContainer(pod, wanted))
            return wanted;
        return badRequest("container " + wanted + " is not valid for pod " + nameOf(pod));
    }
    const auto &containers = itemsAt(pod, "spec.containers");
    if (containers.size() == 1)
        return textAt(containers[0], "name");
    std::string message = "a container name must be specified for pod " + nameOf(pod);
    if (!containers.empty())
        message += ", choose one of: [" + containerNames(pod, "spec.containers") + ']';
    if (const auto initial = containerNames(pod, "spec.initContainers"); !initial.empty())
        message += " or one of the init containers: [" + initial + ']';
    return badRequest(message);
}

Outcome<ObjectPtr> podOnANode(const ObjectStore &store, const ObjectId &id) {
    auto pod = store.get(id);
    if (!pod)
        return notFound(id.resource, id.name);
    if (textAt(*pod, "spec.nodeName").empty())
        return badRequest("pod " + id.name + " does not have a host assigned");
    return pod;
}

StatusError nothingRuns() {
    return {501, "NotImplemented", "no runtime runs anything here", Json::object()};
}

StatusError upgradeRequired() {
    return {400, "BadRequest", "Upgrade request required", Json::object()};
}

} // namespace sandbox
