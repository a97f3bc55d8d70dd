// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Storage, configuration, rights and definitions of resources.
#include "config/schema/semantics.h"

#include "config/schema/quantity.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>

namespace config::schema {

namespace {

constexpr std::size_t dataAtMost = 1024 * 1024;

constexpr std::array<std::string_view, 22> volumeSources = {"awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "fc", "flexVolume", "flocker",
    "gcePersistentDisk", "glusterfs", "hostPath", "iscsi", "local", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos",
    "vsphereVolume"};

} // namespace

void Semantics::claim(Node spec) {
    if (!spec.isMap())
        return;
    if (spec["accessModes"].size() == 0)
        need(spec, "accessModes", tr("The claim needs at least one access mode"));
    const Node size = spec["resources"]["requests"]["storage"];
    if (!size)
        need(spec, "resources", tr("The claim does not say how much it wants: write resources.requests.storage"));
    else if (const auto amount = quantityOf(size.text()); amount && amount->nanos <= 0)
        say("invalid-storage", size, tr("The claim wants no storage; the amount must be more than 0"));
}

void Semantics::volume(Node object) {
    const Node spec = object["spec"];
    if (!spec.isMap())
        return;
    if (spec["accessModes"].size() == 0)
        need(spec, "accessModes", tr("The volume needs at least one access mode"));
    const Node size = spec["capacity"]["storage"];
    if (!size)
        need(spec, "capacity", tr("The volume does not say how large it is: write capacity.storage"));
    else if (const auto amount = quantityOf(size.text()); amount && amount->nanos <= 0)
        say("invalid-storage", size, tr("The volume has no storage; the amount must be more than 0"));
    const auto sources = std::ranges::count_if(spec, [](Node member) { return std::ranges::contains(volumeSources, member.key()) && !member.isNull(); });
    if (sources == 0)
        say("invalid-volume", spec, tr("The volume does not say what it is: it needs one of hostPath, local, nfs, csi and their like"));
    else if (sources > 1)
        say("invalid-volume", spec, tr("The volume is of more than one kind"));
    if (spec["local"].isMap() && !spec["nodeAffinity"].isMap())
        need(spec, "nodeAffinity", tr("A local volume needs nodeAffinity"));
}

void Semantics::configMap(Node object) {
    std::size_t total = 0;
    for (const char *section : {"data", "binaryData"})
        for (const Node value : object[std::string_view(section)])
            total += value.text().size();
    if (total > dataAtMost)
        say("invalid-size", object, tr("The data has %1 bytes; at most %2 are allowed").arg(total).arg(dataAtMost));
    for (const Node value : object["binaryData"])
        if (object["data"][value.key()])
            m_problems.push_back({"invalid-duplicate", value, true, tr("The key \"%1\" stands in data and in binaryData").arg(shown(value.key())), {}});
}

void Semantics::secret(Node object) {
    static constexpr std::array<std::pair<std::string_view, std::array<std::string_view, 2>>, 4> wanted = {{{"kubernetes.io/tls", {"tls.crt", "tls.key"}},
        {"kubernetes.io/dockerconfigjson", {".dockerconfigjson", {}}}, {"kubernetes.io/ssh-auth", {"ssh-privatekey", {}}}, {"kubernetes.io/dockercfg", {".dockercfg", {}}}}};
    for (const auto &[type, keys] : wanted) {
        if (object["type"].text() != type)
            continue;
        for (const std::string_view key : keys)
            if (!key.empty() && !object["data"][key] && !object["stringData"][key])
                need(object, key, tr("A secret of type %1 needs the key %2").arg(qstring(type), qstring(key)));
    }
    std::size_t total = 0;
    for (const Node value : object["data"])
        total += value.text().size() / 4 * 3;
    if (total > dataAtMost)
        say("invalid-size", object, tr("The data has %1 bytes; at most %2 are allowed").arg(total).arg(dataAtMost));
}

void Semantics::binding(Node object) {
    for (const Node subject : object["subjects"]) {
        const std::string_view kind = subject["kind"].text();
        if (kind == "ServiceAccount" && subject["namespace"].text().empty())
            need(subject, "namespace", tr("A subject of kind ServiceAccount needs its namespace"));
        const Node group = subject["apiGroup"];
        if (kind == "ServiceAccount" && !group.text().empty())
            say("invalid-subject", group, tr("apiGroup of a ServiceAccount is empty"));
    }
}

void Semantics::definition(Node object) {
    const Node spec = object["spec"];
    const std::string name = std::string(spec["names"]["plural"].text()) + '.' + std::string(spec["group"].text());
    if (const Node own = object["metadata"]["name"]; own.isString() && spec["names"]["plural"] && spec["group"] && own.text() != name)
        say("invalid-name", own, tr("The definition's name must be its plural and its group: %1").arg(qstring(name)), name);
    const auto storing = std::ranges::count_if(spec["versions"], [](Node version) { return version["storage"].toBool().value_or(false); });
    if (spec["versions"].size() > 0 && storing != 1)
        say("invalid-versions", spec["versions"], tr("Exactly one version must have storage: true"));
}

} // namespace config::schema
