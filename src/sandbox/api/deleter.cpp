// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/deleter.h"

#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

void addFinalizer(ObjectStore &store, const ObjectId &id, const char *finalizer) {
    (void)store.mutate(id, [finalizer](Json &object) {
        auto &finalizers = object["metadata"]["finalizers"];
        if (!finalizers.is_array())
            finalizers = Json::array();
        if (std::ranges::find(finalizers, Json(finalizer)) != finalizers.end())
            return false;
        finalizers.push_back(finalizer);
        return true;
    });
}

Json success(const Kind &kind, const ObjectPtr &object) {
    Json details = {{"name", nameOf(*object)}, {"kind", kind.plural}, {"uid", uidOf(*object)}};
    if (!kind.group.empty())
        details["group"] = kind.group;
    return {{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", Json::object()}, {"status", "Success"}, {"details", details}};
}

Outcome<void> checkPreconditions(const ObjectId &id, const Json &object, const DeleteOptions &options) {
    if (!options.uid.empty() && options.uid != uidOf(object))
        return conflict(id.resource, id.name,
            "Precondition failed: UID in precondition: " + options.uid + ", UID in object meta: " + uidOf(object));
    const auto version = textAt(object, "metadata.resourceVersion");
    if (!options.resourceVersion.empty() && options.resourceVersion != version)
        return conflict(id.resource, id.name,
            "Precondition failed: ResourceVersion in precondition: " + options.resourceVersion + ", ResourceVersion in object meta: " + version);
    return {};
}

void deletePodWithin(ObjectStore &store, const ObjectId &id, const std::optional<std::int64_t> &grace) {
    if (!grace)
        deletePod(store, id);
    else if (const auto pod = store.get(id); *grace <= 0 || textAt(*pod, "spec.nodeName").empty() || podFinished(*pod))
        (void)store.remove(id);
    else
        (void)store.markDeleted(id, static_cast<int>(*grace));
}

void deleteNamespace(ObjectStore &store, const ObjectId &id) {
    (void)store.mutate(id, [](Json &object) {
        object["status"]["phase"] = "Terminating";
        return true;
    });
    (void)store.markDeleted(id, 0); // the namespace controller empties it, then removes it
}

} // namespace

Outcome<DeleteOptions> DeleteOptions::of(
    const Json &body, const std::optional<std::string> &grace, const std::optional<std::string> &propagation) {
    DeleteOptions options;
    if (const auto &given = field(body, "gracePeriodSeconds"); given.is_number_integer())
        options.graceSeconds = given.get<std::int64_t>();
    if (grace) {
        const auto number = Json::parse(*grace, nullptr, false);
        if (!number.is_number_integer())
            return badRequest("invalid gracePeriodSeconds \"" + *grace + '"');
        options.graceSeconds = number.get<std::int64_t>();
    }
    options.propagation = textAt(body, "propagationPolicy", propagation.value_or(""));
    if (options.propagation.empty() && field(body, "orphanDependents").is_boolean())
        options.propagation = flagAt(body, "orphanDependents") ? "Orphan" : "Background";
    static constexpr std::string_view known[] = {"", "Background", "Foreground", "Orphan"};
    if (std::ranges::find(known, options.propagation) == std::end(known))
        return std::unexpected(StatusError{422, "Invalid",
            "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"" + options.propagation
                + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
            Json::object()});
    options.uid = textAt(body, "preconditions.uid");
    options.resourceVersion = textAt(body, "preconditions.resourceVersion");
    return options;
}

Outcome<Json> deleteObject(ObjectStore &store, const Kind &kind, const ObjectId &id, const DeleteOptions &options) {
    const auto object = store.get(id);
    if (!object)
        return notFound(id.resource, id.name);
    if (auto checked = checkPreconditions(id, *object, options); !checked)
        return std::unexpected(std::move(checked).error());
    if (options.persist == Persist::DryRun)
        return success(kind, object);
    if (options.propagation == "Foreground")
        addFinalizer(store, id, "foregroundDeletion"); // the garbage collector takes them away
    else if (options.propagation == "Orphan")
        addFinalizer(store, id, "orphan");
    if (kind.kind == "Namespace")
        deleteNamespace(store, id);
    else if (kind.kind == "Pod")
        deletePodWithin(store, id, options.graceSeconds);
    else
        (void)store.remove(id);
    const auto left = store.get(id);
    return left && uidOf(*left) == uidOf(*object) ? *left : success(kind, object);
}

} // namespace sandbox
