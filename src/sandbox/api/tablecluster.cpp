// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/table.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::string nodeStatus(const Json &node) {
    const auto &ready = conditionOf(node, "Ready");
    std::string status = ready.is_null() ? "Unknown" : textAt(ready, "status") == "True" ? "Ready" : "NotReady";
    return flagAt(node, "spec.unschedulable") ? status + ",SchedulingDisabled" : status;
}

std::string nodeRoles(const Json &node) {
    constexpr std::string_view prefix = "node-role.kubernetes.io/";
    std::vector<std::string> roles;
    const auto &labels = field(node, "metadata.labels");
    if (labels.is_object()) {
        for (const auto &[key, value] : labels.items()) {
            if (key.starts_with(prefix) && key.size() > prefix.size())
                roles.push_back(key.substr(prefix.size()));
        }
    }
    return joined(roles);
}

std::string nodeAddress(const Json &node, std::string_view type) {
    for (const auto &address : itemsAt(node, "status.addresses")) {
        if (textAt(address, "type") == type)
            return textAt(address, "address");
    }
    return "<none>";
}

Json nodeCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), nodeStatus(o), nodeRoles(o), ageOf(o, nowMs), textAt(o, "status.nodeInfo.kubeletVersion"),
        nodeAddress(o, "InternalIP"), nodeAddress(o, "ExternalIP"), textAt(o, "status.nodeInfo.osImage", "<unknown>"),
        textAt(o, "status.nodeInfo.kernelVersion", "<unknown>"), textAt(o, "status.nodeInfo.containerRuntimeVersion", "<unknown>")};
}

Json namespaceCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), textAt(o, "status.phase"), ageOf(o, nowMs)};
}

std::string accessModes(const Json &modes) {
    std::vector<std::string> texts;
    for (const auto &mode : modes) {
        const auto text = scalarText(mode);
        texts.push_back(text == "ReadWriteOnce" ? "RWO" : text == "ReadOnlyMany" ? "ROX" : text == "ReadWriteMany" ? "RWX" : "RWOP");
    }
    return joined(texts, "");
}

Json volumeCells(const Json &o, std::int64_t nowMs) {
    const auto claim = textAt(o, "spec.claimRef.namespace") + '/' + textAt(o, "spec.claimRef.name");
    return {nameOf(o), scalarText(field(o, "spec.capacity.storage")), accessModes(itemsAt(o, "spec.accessModes")),
        textAt(o, "spec.persistentVolumeReclaimPolicy"), isTerminating(o) ? "Terminating" : textAt(o, "status.phase"),
        claim.size() > 1 ? claim : "", textAt(o, "spec.storageClassName"), textAt(o, "spec.volumeAttributesClassName", "<unset>"),
        textAt(o, "status.reason"), ageOf(o, nowMs), textAt(o, "spec.volumeMode", "<unset>")};
}

Json claimCells(const Json &o, std::int64_t nowMs) {
    const bool bound = !textAt(o, "spec.volumeName").empty();
    return {nameOf(o), isTerminating(o) ? "Terminating" : textAt(o, "status.phase"), textAt(o, "spec.volumeName"),
        bound ? scalarText(field(o, "status.capacity.storage")) : "", bound ? accessModes(itemsAt(o, "status.accessModes")) : "",
        textAt(o, "spec.storageClassName"), textAt(o, "spec.volumeAttributesClassName", "<unset>"), ageOf(o, nowMs),
        textAt(o, "spec.volumeMode", "<unset>")};
}

Json storageClassCells(const Json &o, std::int64_t nowMs) {
    const bool byDefault = entryAt(o, "metadata.annotations", "storageclass.kubernetes.io/is-default-class") == "true";
    return {nameOf(o) + (byDefault ? " (default)" : ""), textAt(o, "provisioner"), textAt(o, "reclaimPolicy", "Delete"),
        textAt(o, "volumeBindingMode", "Immediate"), flagAt(o, "allowVolumeExpansion"), ageOf(o, nowMs)};
}

Json priorityClassCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), numberAt(o, "value"), flagAt(o, "globalDefault"), ageOf(o, nowMs),
        textAt(o, "preemptionPolicy", "PreemptLowerPriority")};
}

Json leaseCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), textAt(o, "spec.holderIdentity"), ageOf(o, nowMs)};
}

} // namespace

std::vector<std::pair<std::string_view, TableLayout>> clusterTables() {
    return {
        {"nodes", {{{"Name"}, {"Status"}, {"Roles"}, {"Age"}, {"Version"}, {"Internal-IP", "string", 1}, {"External-IP", "string", 1},
                       {"OS-Image", "string", 1}, {"Kernel-Version", "string", 1}, {"Container-Runtime", "string", 1}},
                      nodeCells}},
        {"namespaces", {{{"Name"}, {"Status"}, {"Age"}}, namespaceCells}},
        {"persistentvolumes", {{{"Name"}, {"Capacity"}, {"Access Modes"}, {"Reclaim Policy"}, {"Status"}, {"Claim"}, {"StorageClass"},
                                   {"VolumeAttributesClass"}, {"Reason"}, {"Age"}, {"VolumeMode", "string", 1}},
                                  volumeCells}},
        {"persistentvolumeclaims", {{{"Name"}, {"Status"}, {"Volume"}, {"Capacity"}, {"Access Modes"}, {"StorageClass"},
                                        {"VolumeAttributesClass"}, {"Age"}, {"VolumeMode", "string", 1}},
                                       claimCells}},
        {"storageclasses.storage.k8s.io", {{{"Name"}, {"Provisioner"}, {"ReclaimPolicy"}, {"VolumeBindingMode"},
                                               {"AllowVolumeExpansion", "boolean"}, {"Age"}},
                                              storageClassCells}},
        {"priorityclasses.scheduling.k8s.io", {{{"Name"}, {"Value", "integer"}, {"Global-Default", "boolean"}, {"Age"}, {"PreemptionPolicy"}},
                                                  priorityClassCells}},
        {"leases.coordination.k8s.io", {{{"Name"}, {"Holder"}, {"Age"}}, leaseCells}},
    };
}

} // namespace sandbox
