// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/table.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

/// "a,b,c + 2 more..." as kubectl shortens lists.
std::string shortened(const std::vector<std::string> &texts, std::size_t most, std::string_view otherwise) {
    if (texts.size() <= most)
        return joined(texts, otherwise);
    return joined({texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(most)}) + " + " + std::to_string(texts.size() - most)
        + " more...";
}

std::vector<std::string> ingressAddresses(const Json &object) {
    std::vector<std::string> addresses;
    for (const auto &ingress : itemsAt(object, "status.loadBalancer.ingress"))
        addresses.push_back(textAt(ingress, "ip", textAt(ingress, "hostname")));
    return addresses;
}

std::string externalAddress(const Json &service) {
    const auto type = textAt(service, "spec.type");
    if (type == "ExternalName")
        return textAt(service, "spec.externalName");
    std::vector<std::string> addresses;
    if (type == "LoadBalancer")
        addresses = ingressAddresses(service);
    for (const auto &address : itemsAt(service, "spec.externalIPs"))
        addresses.push_back(scalarText(address));
    return joined(addresses, type == "LoadBalancer" ? "<pending>" : "<none>");
}

std::string portsText(const Json &service) {
    std::vector<std::string> ports;
    for (const auto &port : itemsAt(service, "spec.ports")) {
        auto text = std::to_string(numberAt(port, "port"));
        if (const auto node = numberAt(port, "nodePort"); node > 0)
            text += ':' + std::to_string(node);
        ports.push_back(text + '/' + textAt(port, "protocol", "TCP"));
    }
    return joined(ports);
}

Json serviceCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), textAt(o, "spec.type", "ClusterIP"), textAt(o, "spec.clusterIP", "<none>"), externalAddress(o), portsText(o),
        ageOf(o, nowMs), labelText(field(o, "spec.selector"))};
}

Json ingressCells(const Json &o, std::int64_t nowMs) {
    std::vector<std::string> hosts;
    for (const auto &rule : itemsAt(o, "spec.rules")) {
        if (const auto host = textAt(rule, "host"); !host.empty())
            hosts.push_back(host);
    }
    return {nameOf(o), textAt(o, "spec.ingressClassName", "<none>"), shortened(hosts, 3, "*"), joined(ingressAddresses(o), ""),
        itemsAt(o, "spec.tls").empty() ? "80" : "80, 443", ageOf(o, nowMs)};
}

Json endpointsCells(const Json &o, std::int64_t nowMs) {
    std::vector<std::string> texts;
    for (const auto &subset : itemsAt(o, "subsets")) {
        for (const auto &address : itemsAt(subset, "addresses")) {
            for (const auto &port : itemsAt(subset, "ports"))
                texts.push_back(textAt(address, "ip") + ':' + std::to_string(numberAt(port, "port")));
            if (itemsAt(subset, "ports").empty())
                texts.push_back(textAt(address, "ip"));
        }
    }
    return {nameOf(o), shortened(texts, 3, "<none>"), ageOf(o, nowMs)};
}

Json sliceCells(const Json &o, std::int64_t nowMs) {
    std::vector<std::string> ports;
    for (const auto &port : itemsAt(o, "ports"))
        ports.push_back(scalarText(field(port, "port"), "*"));
    std::vector<std::string> addresses;
    for (const auto &endpoint : itemsAt(o, "endpoints")) {
        for (const auto &address : itemsAt(endpoint, "addresses"))
            addresses.push_back(scalarText(address));
    }
    return {nameOf(o), textAt(o, "addressType"), shortened(ports, 3, "<unset>"), shortened(addresses, 3, "<unset>"), ageOf(o, nowMs)};
}

Json policyCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), selectorText(field(o, "spec.podSelector")), ageOf(o, nowMs)};
}

Json ingressClassCells(const Json &o, std::int64_t nowMs) {
    const auto kind = textAt(o, "spec.parameters.kind");
    const auto group = textAt(o, "spec.parameters.apiGroup");
    const auto parameters = kind.empty() ? std::string("<none>") : kind + (group.empty() ? "" : '.' + group) + '/' + textAt(o, "spec.parameters.name");
    return {nameOf(o), textAt(o, "spec.controller"), parameters, ageOf(o, nowMs)};
}

} // namespace

std::vector<std::pair<std::string_view, TableLayout>> networkTables() {
    return {
        {"services", {{{"Name"}, {"Type"}, {"Cluster-IP"}, {"External-IP"}, {"Port(s)"}, {"Age"}, {"Selector", "string", 1}}, serviceCells}},
        {"ingresses.networking.k8s.io", {{{"Name"}, {"Class"}, {"Hosts"}, {"Address"}, {"Ports"}, {"Age"}}, ingressCells}},
        {"endpoints", {{{"Name"}, {"Endpoints"}, {"Age"}}, endpointsCells}},
        {"endpointslices.discovery.k8s.io", {{{"Name"}, {"AddressType"}, {"Ports"}, {"Endpoints"}, {"Age"}}, sliceCells}},
        {"networkpolicies.networking.k8s.io", {{{"Name"}, {"Pod-Selector"}, {"Age"}}, policyCells}},
        {"ingressclasses.networking.k8s.io", {{{"Name"}, {"Controller"}, {"Parameters"}, {"Age"}}, ingressClassCells}},
    };
}

} // namespace sandbox
