// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a fresh cluster has: namespaces, nodes, a default storage class, an ingress class.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

Json nodeConditions(const std::string &now) {
    struct Row {
        const char *type;
        bool status;
        const char *reason;
        const char *message;
    };
    static constexpr Row rows[] = {
        {"MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
        {"DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
        {"PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
        {"Ready", true, "KubeletReady", "kubelet is posting ready status"},
    };
    Json node = Json::object();
    for (const auto &row : rows)
        setCondition(node, row.type, row.status, row.reason, row.message, now, {{"lastHeartbeatTime", now}});
    return node["status"]["conditions"];
}

Json nodeObject(const NodeOptions &options, int index, const std::string &now) {
    const std::string name = "sandbox-" + std::to_string(index + 1);
    const Json capacity = {{"cpu", std::to_string(options.cpu)}, {"memory", options.memory}, {"pods", std::to_string(options.pods)},
        {"ephemeral-storage", "100Gi"}};
    const Json labels = {{"kubernetes.io/hostname", name}, {"kubernetes.io/os", "linux"}, {"kubernetes.io/arch", "amd64"},
        {"topology.kubernetes.io/region", "sandbox"},
        {"topology.kubernetes.io/zone", std::string("zone-") + static_cast<char>('a' + index % std::max(1, options.zones))}};
    const Json info = {{"containerRuntimeVersion", options.runtimeVersion}, {"kubeletVersion", options.kubeletVersion},
        {"kubeProxyVersion", ""}, {"osImage", "AQI sandbox (nothing runs here)"}, {"operatingSystem", "linux"}, {"architecture", "amd64"},
        {"kernelVersion", "0.0-hollow"}, {"machineID", name}, {"systemUUID", name}, {"bootID", name}};
    const std::string address = "10.0.0." + std::to_string(index % 250 + 1);
    return {{"apiVersion", "v1"}, {"kind", "Node"}, {"metadata", {{"name", name}, {"labels", labels}}},
        {"spec", {{"podCIDR", "10.244.0.0/16"}, {"providerID", "sandbox://" + name}}},
        {"status",
            {{"capacity", capacity}, {"allocatable", capacity}, {"conditions", nodeConditions(now)}, {"nodeInfo", info},
                {"addresses", Json::array({{{"type", "InternalIP"}, {"address", address}}, {{"type", "Hostname"}, {"address", name}}})},
                {"daemonEndpoints", {{"kubeletEndpoint", {{"Port", 10250}}}}}}}};
}

void createUnlessThere(ObjectStore &store, const ObjectId &id, Json object) {
    if (!store.get(id))
        (void)store.create(id, std::move(object));
}

} // namespace

void bootstrap(Manager &manager) {
    ObjectStore &store = manager.store();
    const std::string now = manager.options().clock.now();
    for (const char *name : {"default", "kube-system", "kube-public", "kube-node-lease"}) {
        createUnlessThere(store, {"namespaces", {}, name},
            {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}, {"labels", {{"kubernetes.io/metadata.name", name}}}}},
                {"spec", {{"finalizers", {"kubernetes"}}}}, {"status", {{"phase", "Active"}}}});
    }
    for (int i = 0; i < manager.options().nodes.count; ++i) {
        Json node = nodeObject(manager.options().nodes, i, now);
        const ObjectId id{"nodes", {}, nameOf(node)};
        createUnlessThere(store, id, std::move(node));
    }
    createUnlessThere(store, {"storageclasses.storage.k8s.io", {}, "standard"},
        {{"apiVersion", "storage.k8s.io/v1"}, {"kind", "StorageClass"},
            {"metadata", {{"name", "standard"}, {"annotations", {{"storageclass.kubernetes.io/is-default-class", "true"}}}}},
            {"provisioner", "sandbox.local/hollow"}, {"reclaimPolicy", "Delete"}, {"volumeBindingMode", "Immediate"},
            {"allowVolumeExpansion", true}});
    createUnlessThere(store, {"ingressclasses.networking.k8s.io", {}, "nginx"},
        {{"apiVersion", "networking.k8s.io/v1"}, {"kind", "IngressClass"}, {"metadata", {{"name", "nginx"}}},
            {"spec", {{"controller", "k8s.io/ingress-nginx"}}}});
}

} // namespace sandbox
