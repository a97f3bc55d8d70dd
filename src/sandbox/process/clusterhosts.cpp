// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/clusterhosts.h"

#include "sandbox/store/fields.h"

#include <vector>

namespace sandbox {

namespace {

constexpr const char *domain = ".svc.cluster.local";

/// The names of a thing "name.ns": the long ones from everywhere, the short one from its own namespace.
std::string line(const std::string &address, const std::string &name, const std::string &ns, const std::string &seenFrom) {
    const std::string full = name + "." + ns;
    std::string text = address + "\t" + full + domain + " " + full + ".svc " + full;
    if (ns == seenFrom)
        text += " " + name;
    return text + "\n";
}

/// A headless service: its ready pods, and each by its own name where it has one (hostname and subdomain).
std::string headless(const ObjectStore &store, const std::string &service, const std::string &ns, const std::string &seenFrom) {
    std::string text;
    const ObjectPtr endpoints = store.get({"endpoints", ns, service});
    if (!endpoints)
        return text;
    for (const auto &subset : itemsAt(*endpoints, "subsets")) {
        for (const auto &address : itemsAt(subset, "addresses")) {
            const std::string ip = textAt(address, "ip");
            text += line(ip, service, ns, seenFrom);
            const ObjectPtr pod = store.get({"pods", ns, textAt(address, "targetRef.name")});
            if (!pod || textAt(*pod, "spec.subdomain") != service)
                continue;
            if (const std::string host = textAt(*pod, "spec.hostname"); !host.empty())
                text += line(ip, host + "." + service, ns, seenFrom);
        }
    }
    return text;
}

} // namespace

std::string clusterHosts(const ObjectStore &store, const std::string &ns) {
    std::string text;
    for (const auto &service : store.list("services")) {
        const std::string address = textAt(*service, "spec.clusterIP");
        if (address == "None")
            text += headless(store, nameOf(*service), namespaceOf(*service), ns);
        else if (address.starts_with("127."))
            text += line(address, nameOf(*service), namespaceOf(*service), ns);
    }
    return text;
}

std::string podHosts(const Json &pod, const std::string &podIp) {
    std::string text = podIp + "\tlocalhost " + textAt(pod, "spec.hostname", nameOf(pod)) + "\n";
    for (const auto &alias : itemsAt(pod, "spec.hostAliases")) {
        text += textAt(alias, "ip") + "\t";
        for (const auto &name : itemsAt(alias, "hostnames"))
            text += (name.is_string() ? name.get<std::string>() : std::string()) + " ";
        text += "\n";
    }
    return text;
}

} // namespace sandbox
