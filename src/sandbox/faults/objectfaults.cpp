// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/objectfaults.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>

namespace sandbox {

namespace {

using Changes = std::vector<ObjectChange>;
using Act = ObjectChange::Kind;

struct Scene {
    const ObjectStore &store;
    const FaultTarget &target;
    const Json &workload;

    [[nodiscard]] const Json &pod() const { return field(workload, "spec.template.spec"); }
    [[nodiscard]] const Json &container() const { return itemsAt(pod(), "containers").at(0); }
};

std::unexpected<StatusError> harmless(const std::string &message) {
    return std::unexpected(StatusError{422, "Invalid", message, Json::object()});
}

ObjectChange patch(const Scene &scene, Json spec) {
    return {Act::Patch, scene.target.id, {{"spec", std::move(spec)}}};
}
ObjectChange podPatch(const Scene &scene, Json podSpec) {
    return patch(scene, {{"template", {{"spec", std::move(podSpec)}}}});
}
ObjectChange containerPatch(const Scene &scene, Json container) {
    container["name"] = textAt(scene.container(), "name");
    return podPatch(scene, {{"containers", Json::array({std::move(container)})}});
}
/// As `kubectl rollout restart` does it.
ObjectChange restart(const Scene &scene) {
    return patch(scene, {{"template", {{"metadata", {{"annotations", {{"kubectl.kubernetes.io/restartedAt", scene.store.now()}}}}}}}});
}
ObjectChange plant(const Scene &scene, const char *resource, const char *apiVersion, const char *kind, const std::string &name, Json spec) {
    return {Act::Plant, {resource, scene.target.ns, name},
        {{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", {{"name", name}, {"namespace", scene.target.ns}}}, {"spec", std::move(spec)}}};
}

/// "registry/aqi/api:1.2@sha256:..." without what follows the name.
std::string imageName(const Scene &scene) {
    const std::string image = textAt(scene.container(), "image");
    const std::string named = image.substr(0, image.find('@'));
    const auto colon = named.rfind(':');
    return colon == std::string::npos || named.find('/', colon) != std::string::npos ? named : named.substr(0, colon);
}

Outcome<Changes> imageMissing(const Scene &scene) {
    return Changes{containerPatch(scene, {{"image", imageName(scene) + ":missing"}})};
}
Outcome<Changes> imageDenied(const Scene &scene) {
    return Changes{containerPatch(scene, {{"image", imageName(scene) + ":denied"}})};
}
Outcome<Changes> registryUnreachable(const Scene &scene) {
    const std::string name = imageName(scene);
    return Changes{containerPatch(scene, {{"image", "registry.invalid/" + name.substr(name.rfind('/') + 1) + ":1"}})};
}

/// The first variable that is read from a key, with a key that is not there; else one more variable.
Outcome<Changes> keyMissing(const Scene &scene) {
    for (const auto &variable : itemsAt(scene.container(), "env")) {
        for (const char *source : {"configMapKeyRef", "secretKeyRef"}) {
            const Json &reference = field(field(variable, "valueFrom"), source);
            if (!reference.is_object())
                continue;
            const Json wrong = {{"key", textAt(reference, "key") + "_V2"}, {"name", textAt(reference, "name")}, {"optional", false}};
            return Changes{containerPatch(scene, {{"env", Json::array({{{"name", textAt(variable, "name")}, {"valueFrom", {{source, wrong}}}}})}})};
        }
    }
    for (const auto &source : itemsAt(scene.container(), "envFrom")) {
        for (const auto &[from, to] : std::map<std::string, std::string>{{"configMapRef", "configMapKeyRef"}, {"secretRef", "secretKeyRef"}}) {
            const std::string name = textAt(field(source, from), "name");
            if (name.empty())
                continue;
            return Changes{containerPatch(scene,
                {{"env", Json::array({{{"name", "SETTING_V2"}, {"valueFrom", {{to, {{"name", name}, {"key", "SETTING_V2"}}}}}}})}})};
        }
    }
    return harmless(scene.target.text + " reads nothing from a ConfigMap or Secret into its environment; try configmap-missing");
}

Outcome<Changes> configMapMissing(const Scene &scene) {
    return Changes{podPatch(scene, {{"volumes", Json::array({{{"name", "settings-v2"}, {"configMap", {{"name", "settings-v2"}}}}})}})};
}

/// As much CPU as may be asked for at all: a LimitRange refuses more before the scheduler sees it.
std::string largestRequest(const Scene &scene) {
    double most = 64;
    for (const auto &range : scene.store.list("limitranges", scene.target.ns)) {
        for (const auto &limit : itemsAt(*range, "spec.limits")) {
            const std::string type = textAt(limit, "type");
            if (type == "Container" || type == "Pod")
                most = std::min(most, quantityOf(field(limit, "max.cpu")).value_or(most));
        }
    }
    return cpuQuantity(most);
}

Outcome<Changes> unschedulableResources(const Scene &scene) {
    const std::string cpu = largestRequest(scene);
    return Changes{containerPatch(scene, {{"resources", {{"requests", {{"cpu", cpu}}}, {"limits", {{"cpu", cpu}}}}}})};
}

Outcome<Changes> unschedulableTaint(const Scene &scene) {
    Changes changes;
    for (const auto &node : scene.store.list("nodes")) {
        Json taints = itemsAt(*node, "spec.taints");
        taints.push_back({{"key", "maintenance"}, {"value", "planned"}, {"effect", "NoSchedule"}});
        changes.push_back({Act::Patch, {"nodes", {}, nameOf(*node)}, {{"spec", {{"taints", std::move(taints)}}}}});
    }
    changes.push_back(restart(scene));
    return changes;
}

Outcome<Changes> unschedulableAffinity(const Scene &scene) {
    return Changes{podPatch(scene, {{"nodeSelector", {{"accelerator", "gpu"}}}})};
}

ObjectChange useClaim(const Scene &scene, const std::string &claim) {
    return podPatch(scene, {{"volumes", Json::array({{{"name", claim}, {"persistentVolumeClaim", {{"claimName", claim}}}}})}});
}
Json claimSpec(const char *className, const char *mode) {
    return {{"accessModes", Json::array({mode})}, {"storageClassName", className}, {"resources", {{"requests", {{"storage", "1Gi"}}}}}};
}

Outcome<Changes> claimNoClass(const Scene &scene) {
    const std::string claim = nameOf(scene.workload) + "-fast-storage";
    return Changes{plant(scene, "persistentvolumeclaims", "v1", "PersistentVolumeClaim", claim, claimSpec("fast-ssd", "ReadWriteOnce")), useClaim(scene, claim)};
}

Outcome<Changes> claimAccessMode(const Scene &scene) {
    const std::string claim = nameOf(scene.workload) + "-shared-storage";
    const std::string volume = "static-" + claim;
    Json volumeSpec = {{"capacity", {{"storage", "1Gi"}}}, {"accessModes", {"ReadWriteOnce"}}, {"storageClassName", "static"},
        {"persistentVolumeReclaimPolicy", "Retain"}, {"hostPath", {{"path", "/srv/static"}}}};
    ObjectChange planted = plant(scene, "persistentvolumes", "v1", "PersistentVolume", volume, std::move(volumeSpec));
    planted.id.ns.clear();
    planted.body["metadata"].erase("namespace");
    const Json classBody = {{"apiVersion", "storage.k8s.io/v1"}, {"kind", "StorageClass"}, {"metadata", {{"name", "static"}}},
        {"provisioner", "kubernetes.io/no-provisioner"}, {"volumeBindingMode", "Immediate"}};
    return Changes{{Act::Plant, {"storageclasses.storage.k8s.io", {}, "static"}, classBody}, std::move(planted),
        plant(scene, "persistentvolumeclaims", "v1", "PersistentVolumeClaim", claim, claimSpec("static", "ReadWriteMany")), useClaim(scene, claim)};
}

Outcome<Changes> quotaExceeded(const Scene &scene) {
    const auto pods = scene.store.list("pods", scene.target.ns);
    const auto living = std::ranges::count_if(pods, [](const ObjectPtr &pod) { return !podFinished(*pod); });
    return Changes{plant(scene, "resourcequotas", "v1", "ResourceQuota", "few-pods", {{"hard", {{"pods", std::to_string(living)}}}}), restart(scene)};
}

Outcome<Changes> admissionDenied(const Scene &scene) {
    return Changes{plant(scene, "limitranges", "v1", "LimitRange", "small-pods",
                       {{"limits", Json::array({{{"type", "Pod"}, {"max", {{"cpu", "1m"}, {"memory", "1Mi"}}}}})}}),
        restart(scene)};
}

Outcome<Changes> scaledToZero(const Scene &scene) {
    if (!field(scene.workload, "spec.replicas").is_number())
        return harmless(scene.target.text + " has no number of replicas");
    return Changes{patch(scene, {{"replicas", 0}})};
}

/// The container's arguments with the one that begins with `known` followed by `value`, or with the one behind it in its place.
Outcome<Changes> argumentChanged(const Scene &scene, const std::string &known, const std::string &value) {
    Json arguments = itemsAt(scene.container(), "args");
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].is_string())
            continue;
        if (arguments[i] == known && i + 1 < arguments.size())
            arguments[i + 1] = value;
        else if (known.ends_with('=') && arguments[i].get<std::string>().starts_with(known))
            arguments[i] = known + value;
        else
            continue;
        return Changes{containerPatch(scene, {{"args", std::move(arguments)}})};
    }
    return harmless(scene.target.text + " has no argument " + known);
}

/// PostgreSQL does not start where no more sessions are allowed than it keeps for superusers (three), so it keeps none.
Outcome<Changes> connectionsExhausted(const Scene &scene) {
    Json arguments = itemsAt(scene.container(), "args");
    const auto allowed = std::ranges::find_if(arguments, [](const Json &argument) { return argument.is_string() && argument.get<std::string>().starts_with("max_connections="); });
    if (allowed == arguments.end())
        return harmless(scene.target.text + " has no argument max_connections=");
    *allowed = "max_connections=2";
    arguments.push_back("-c");
    arguments.push_back("superuser_reserved_connections=0");
    return Changes{containerPatch(scene, {{"args", std::move(arguments)}})};
}
Outcome<Changes> redisFull(const Scene &scene) {
    return argumentChanged(scene, "--maxmemory", "100kb"); // less than an empty one needs
}

/// Nobody listens on port 9 (discard) anywhere.
Outcome<Changes> targetDown(const Scene &scene) {
    const Json &annotations = field(scene.workload, "spec.template.metadata.annotations");
    if (!annotations.is_object() || annotations.value("prometheus.io/scrape", Json()) != "true") // no path: the name has a dot
        return harmless(scene.target.text + " has no annotation prometheus.io/scrape: Prometheus does not ask it");
    return Changes{patch(scene, {{"template", {{"metadata", {{"annotations", {{"prometheus.io/port", "9"}}}}}}}})};
}

/// The runtime reads it (sandbox/process/podfolder.h).
Outcome<Changes> claimFull(const Scene &scene) {
    const bool claims = std::ranges::any_of(itemsAt(scene.pod(), "volumes"), [](const Json &volume) { return field(volume, "persistentVolumeClaim").is_object(); });
    if (!claims && itemsAt(scene.workload, "spec.volumeClaimTemplates").empty())
        return harmless(scene.target.text + " has no claim that could be full");
    return Changes{patch(scene, {{"template", {{"metadata", {{"annotations", {{"aqi-sandbox/claim-space", "1Mi"}}}}}}}})};
}

using Planner = Outcome<Changes> (*)(const Scene &);
const std::map<std::string_view, Planner> planners = {
    {"image-missing", imageMissing},
    {"image-denied", imageDenied},
    {"registry-unreachable", registryUnreachable},
    {"key-missing", keyMissing},
    {"configmap-missing", configMapMissing},
    {"unschedulable-resources", unschedulableResources},
    {"unschedulable-taint", unschedulableTaint},
    {"unschedulable-affinity", unschedulableAffinity},
    {"claim-no-class", claimNoClass},
    {"claim-access-mode", claimAccessMode},
    {"quota-exceeded", quotaExceeded},
    {"admission-denied", admissionDenied},
    {"scaled-to-zero", scaledToZero},
    {"database-down", scaledToZero},
    {"redis-down", scaledToZero},
    {"ingestion-stopped", scaledToZero},
    {"prometheus-down", scaledToZero},
    {"connections-exhausted", connectionsExhausted},
    {"redis-full", redisFull},
    {"target-down", targetDown},
    {"claim-full", claimFull},
};

} // namespace

Outcome<Changes> objectChanges(const ObjectStore &store, const Fault &fault, const FaultTarget &target) {
    const auto planner = planners.find(fault.name);
    const ObjectPtr object = store.get(target.id);
    if (planner == planners.end() || !object)
        return harmless(std::string(fault.name) + " is no fault of objects");
    if (itemsAt(*object, "spec.template.spec.containers").empty())
        return harmless(target.text + " has no containers");
    return planner->second({store, target, *object});
}

} // namespace sandbox
