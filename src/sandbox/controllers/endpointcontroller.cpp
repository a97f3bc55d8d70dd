// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses behind a service: Endpoints, and EndpointSlices of at most 100 addresses.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>

namespace sandbox {

namespace {

constexpr std::size_t sliceSize = 100;
constexpr std::size_t endpointsLimit = 1000; // what is above goes to the slices only

/// The port of the pod that a service port leads to; 0 where the pod has no port of that name.
long long targetPort(const Json &servicePort, const Json &pod) {
    const Json &target = field(servicePort, "targetPort");
    if (target.is_number() && target.get<long long>() != 0)
        return target.get<long long>();
    if (!target.is_string())
        return numberAt(servicePort, "port");
    for (const auto &container : itemsAt(pod, "spec.containers")) {
        for (const auto &port : itemsAt(container, "ports")) {
            if (field(port, "name") == target && textAt(port, "protocol", "TCP") == textAt(servicePort, "protocol", "TCP"))
                return numberAt(port, "containerPort");
        }
    }
    return 0;
}

Json portsFor(const Json &service, const Json &pod) {
    Json ports = Json::array();
    for (const auto &servicePort : itemsAt(service, "spec.ports")) {
        const long long number = targetPort(servicePort, pod);
        if (number == 0)
            continue;
        Json port = {{"port", number}, {"protocol", textAt(servicePort, "protocol", "TCP")}};
        if (const std::string name = textAt(servicePort, "name"); !name.empty())
            port["name"] = name;
        ports.push_back(std::move(port));
    }
    return ports;
}

Json targetOf(const Json &pod) {
    return {{"kind", "Pod"}, {"name", nameOf(pod)}, {"namespace", namespaceOf(pod)}, {"uid", uidOf(pod)}};
}

Json addressOf(const Json &pod, const Json &service) {
    Json address = {{"ip", textAt(pod, "status.podIP")}, {"nodeName", textAt(pod, "spec.nodeName")}, {"targetRef", targetOf(pod)}};
    if (const std::string host = textAt(pod, "spec.hostname"); !host.empty() && textAt(pod, "spec.subdomain") == nameOf(service))
        address["hostname"] = host;
    return address;
}

bool counts(const Json &pod, const Json &service) {
    return podReady(pod) || flagAt(service, "spec.publishNotReadyAddresses");
}

/// By ports: pods of one service may give a named port different numbers.
using Groups = std::map<std::string, std::vector<ObjectPtr>>;

Groups groupsOf(const Json &service, const std::vector<ObjectPtr> &pods) {
    Groups groups;
    for (const auto &pod : pods)
        groups[portsFor(service, *pod).dump()].push_back(pod);
    return groups;
}

Json subsetsOf(const Json &service, const Groups &groups) {
    Json subsets = Json::array();
    for (const auto &[ports, pods] : groups) {
        Json subset = Json::object();
        std::size_t taken = 0;
        for (const auto &pod : pods) {
            if (!isTerminating(*pod) && taken++ < endpointsLimit)
                subset[counts(*pod, service) ? "addresses" : "notReadyAddresses"].push_back(addressOf(*pod, service));
        }
        if (taken == 0)
            continue;
        if (Json list = Json::parse(ports); !list.empty())
            subset["ports"] = std::move(list);
        subsets.push_back(std::move(subset));
    }
    return subsets;
}

Json endpointOf(const Json &pod, const Json &service) {
    const bool ready = podReady(pod);
    Json endpoint = {{"addresses", Json::array({textAt(pod, "status.podIP")})},
        {"conditions", {{"ready", counts(pod, service) && !isTerminating(pod)}, {"serving", ready}, {"terminating", isTerminating(pod)}}},
        {"nodeName", textAt(pod, "spec.nodeName")}, {"targetRef", targetOf(pod)}};
    if (const std::string host = textAt(pod, "spec.hostname"); !host.empty() && textAt(pod, "spec.subdomain") == nameOf(service))
        endpoint["hostname"] = host;
    return endpoint;
}

class EndpointController : public Controller {
public:
    explicit EndpointController(Manager &manager)
        : Controller(manager, "services", "endpoint-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource != "pods" || !matters(event))
            return;
        for (const auto &service : m_store.list("services", event.id.ns)) {
            const Json &selector = field(*service, "spec.selector");
            if (labelsContain(selector, field(*event.object, "metadata.labels"))
                || (event.previous && labelsContain(selector, field(*event.previous, "metadata.labels"))))
                enqueueBatched({event.id.ns, nameOf(*service)});
        }
    }

    void reconcile(const Key &key) override {
        const ObjectPtr service = m_store.get(id(key));
        if (!service || isTerminating(*service)) {
            m_sizes.erase(key);
            (void)m_store.remove({"endpoints", key.first, key.second}); // the slices go with their owner
            return;
        }
        if (!field(*service, "spec.selector").is_object() || textAt(*service, "spec.type") == "ExternalName")
            return; // the addresses are somebody else's to write
        std::vector<ObjectPtr> pods;
        for (auto &pod : m_store.list("pods", key.first)) {
            if (labelsContain(field(*service, "spec.selector"), field(*pod, "metadata.labels")) && !podFinished(*pod)
                && !textAt(*pod, "status.podIP").empty())
                pods.push_back(std::move(pod));
        }
        m_sizes[key] = pods.size();
        const Groups groups = groupsOf(*service, pods);
        writeEndpoints(key, *service, groups);
        writeSlices(key, *service, groups);
    }

private:
    /// A service of thousands of pods is not written anew for each of them: the more there are, the longer changes are gathered.
    void enqueueBatched(const Key &key) {
        const auto size = m_sizes.find(key);
        if (size == m_sizes.end() || size->second < 100)
            enqueue(key);
        else
            enqueueAfter(key, std::chrono::milliseconds(size->second / 5));
    }

    static bool matters(const StoreEvent &event) {
        if (!event.previous || event.type == StoreEvent::Type::Deleted)
            return true;
        const Json &before = *event.previous;
        const Json &after = *event.object;
        return podReady(before) != podReady(after) || isTerminating(before) != isTerminating(after) || podFinished(before) != podFinished(after)
            || field(before, "status.podIP") != field(after, "status.podIP") || field(before, "metadata.labels") != field(after, "metadata.labels");
    }

    /// Creates, or makes the parts that are ours as they should be.
    void write(const ObjectId &target, Json object, std::initializer_list<const char *> parts) {
        if (!m_store.get(target)) {
            (void)m_manager.create(target, std::move(object));
            return;
        }
        (void)m_store.mutate(target, [&](Json &live) {
            for (const char *part : parts) {
                live.erase(part);
                if (object.contains(part))
                    live[part] = object[part];
            }
            return true;
        });
    }

    static Json labelsFor(const Json &service) {
        Json labels = field(service, "metadata.labels");
        if (!labels.is_object())
            labels = Json::object();
        if (textAt(service, "spec.clusterIP") == "None")
            labels["service.kubernetes.io/headless"] = "";
        return labels;
    }

    void writeEndpoints(const Key &key, const Json &service, const Groups &groups) {
        Json labels = labelsFor(service);
        labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
        Json object = {{"apiVersion", "v1"}, {"kind", "Endpoints"}, {"metadata", {{"labels", std::move(labels)}}}};
        if (Json subsets = subsetsOf(service, groups); !subsets.empty())
            object["subsets"] = std::move(subsets);
        write({"endpoints", key.first, key.second}, std::move(object), {"subsets"});
    }

    void writeSlices(const Key &key, const Json &service, const Groups &groups) {
        constexpr auto resource = "endpointslices.discovery.k8s.io";
        Json labels = labelsFor(service);
        labels["kubernetes.io/service-name"] = key.second;
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        const Json head = {{"apiVersion", "discovery.k8s.io/v1"}, {"kind", "EndpointSlice"}, {"addressType", "IPv4"},
            {"metadata", {{"labels", std::move(labels)}, {"ownerReferences", ownerReferences(service)}}}};
        std::set<std::string> kept;
        const auto add = [&](Json ports, Json endpoints) {
            const std::string name = key.second + "-" + contentHash({uidOf(service), kept.size()});
            Json slice = head;
            slice["ports"] = std::move(ports);
            slice["endpoints"] = std::move(endpoints);
            write({resource, key.first, name}, std::move(slice), {"ports", "endpoints"});
            kept.insert(name);
        };
        for (const auto &[ports, pods] : groups) {
            for (std::size_t first = 0; first < pods.size(); first += sliceSize) {
                Json endpoints = Json::array();
                for (std::size_t i = first; i < std::min(first + sliceSize, pods.size()); ++i)
                    endpoints.push_back(endpointOf(*pods[i], service));
                add(Json::parse(ports), std::move(endpoints));
            }
        }
        if (kept.empty())
            add(Json::array(), Json::array());
        for (const auto &slice : m_index.controlled(uidOf(service), resource)) {
            if (!kept.contains(nameOf(*slice)))
                (void)m_store.remove({resource, key.first, nameOf(*slice)});
        }
    }

    std::map<Key, std::size_t> m_sizes; // pods behind each service, when last written
};

} // namespace

std::unique_ptr<Controller> makeEndpointController(Manager &manager) {
    return std::make_unique<EndpointController>(manager);
}

} // namespace sandbox
