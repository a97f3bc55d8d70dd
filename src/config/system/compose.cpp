// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/interpolation.h"
#include "config/system/names.h"
#include "config/system/projections.h"
#include "config/system/reading.h"
#include "config/system/units.h"

#include <algorithm>

namespace config {

namespace {

/// One service as it stands in the base and in the variant; either may be missing.
class ComposeReader {
public:
    ComposeReader(std::string_view name, Site base, Site variant) : m_name(name), m_base(base), m_variant(variant) {}

    [[nodiscard]] Service service() const {
        Service result;
        result.written = std::string(m_name);
        result.site = m_variant.node ? m_variant : m_base;
        if (const Site image = pick("image"); image.node)
            result.image = {interpolated(image.node.text()).text, image};
        result.name = serviceName(result.written, result.image ? result.image->value : std::string());
        const Site entry = pick("entrypoint");
        const Site command = pick("command");
        const std::string words = joinedWords(entry.node) + (entry.node && command.node ? " " : "") + joinedWords(command.node);
        if (!words.empty())
            result.command = {interpolated(words).text, command.node ? command : entry};
        readPorts(m_base, result);
        readPorts(m_variant, result);
        readEnvironment(m_base, result);
        readEnvironment(m_variant, result);
        readResources(result.resources);
        readProbe(result);
        result.replicas = replicas();
        return result;
    }

private:
    /// The variant's value where it has one.
    [[nodiscard]] Site pick(std::string_view path) const {
        const Node own = m_variant.node.find(path);
        return own ? m_variant.at(own) : m_base.at(m_base.node.find(path));
    }

    static void addPort(std::string_view text, const Site &site, Service &result) {
        std::string value = interpolated(text).text;
        value = value.substr(0, value.find('/'));
        if (const std::size_t colon = value.rfind(':'); colon != std::string::npos)
            value = value.substr(colon + 1);
        const auto number = numberIn(value);
        if (number && std::ranges::none_of(result.ports, [&](const auto &port) { return port.value == *number; }))
            result.ports.push_back({*number, site});
    }

    static void readPorts(const Site &layer, Service &result) {
        for (const std::string_view list : {"expose", "ports"})
            for (const Node port : layer.node[list]) {
                const Node value = port.isMap() ? port["target"] : port;
                addPort(value.text(), layer.at(value), result);
            }
    }

    static void readEnvironment(const Site &layer, Service &result) {
        const Node environment = layer.node["environment"];
        if (environment || !result.environmentSite.node)
            result.environmentSite = layer.at(environment ? environment : layer.node);
        if (layer.node["env_file"])
            result.environmentOpen = true;
        for (const Node entry : environment) {
            const std::string_view text = entry.text();
            const std::size_t sign = text.find('=');
            const bool listed = environment.isSequence();
            const bool given = listed ? sign != std::string_view::npos : !entry.isNull();
            Variable variable{std::string(listed ? text.substr(0, sign) : entry.key()), Given::Outside, {}, false, layer.at(entry)};
            if (given) {
                Interpolated value = interpolated(listed ? text.substr(sign + 1) : text);
                variable.given = value.open ? Given::Outside : Given::Literal;
                variable.changeable = value.changeable && !value.open;
                variable.text = std::move(value.text);
            }
            put(result.environment, std::move(variable));
        }
    }

    void readResources(Resources &result) const {
        const auto cpu = [this](std::string_view path, auto &into) {
            const Site site = pick(path);
            if (const auto cores = cpuOf(interpolated(site.node.text()).text); site.node && cores)
                into = {*cores, site};
        };
        const auto memory = [this](std::string_view path, auto &into) {
            const Site site = pick(path);
            if (const auto bytes = memoryOf(interpolated(site.node.text()).text, Letters::Binary); site.node && bytes)
                into = {*bytes, site};
        };
        cpu("cpus", result.cpuLimit);
        cpu("deploy.resources.limits.cpus", result.cpuLimit);
        cpu("deploy.resources.reservations.cpus", result.cpuRequest);
        memory("mem_limit", result.memoryLimit);
        memory("deploy.resources.limits.memory", result.memoryLimit);
        memory("mem_reservation", result.memoryRequest);
        memory("deploy.resources.reservations.memory", result.memoryRequest);
    }

    void readProbe(Service &result) const {
        const Site test = pick("healthcheck.test");
        if (!test.node)
            return;
        if (const auto address = ownAddressIn(interpolated(joinedWords(test.node)).text))
            result.probes.push_back({address->path, address->port, test});
    }

    [[nodiscard]] std::optional<Replicas> replicas() const {
        const Site site = pick("deploy.replicas").node ? pick("deploy.replicas") : pick("scale");
        const int count = numberIn(interpolated(site.node.text()).text).value_or(1);
        return Replicas{count, count, site.node ? site : m_variant.node ? m_variant : m_base};
    }

    std::string_view m_name;
    Site m_base;
    Site m_variant;
};

Node servicesOf(const Document *document) {
    return document && !document->roots().empty() ? document->roots().front()["services"] : Node();
}

} // namespace

System composeSystem(const Document &base, const Document *variant) {
    System system;
    system.platform = Platform::Compose;
    system.name = variant ? variant->path() : base.path();
    const Node below = servicesOf(&base);
    const Node above = servicesOf(variant);
    for (const Node service : below)
        system.services.push_back(ComposeReader(service.key(), {&base, service}, {variant, above[service.key()]}).service());
    for (const Node service : above)
        if (!below[service.key()])
            system.services.push_back(ComposeReader(service.key(), {&base, Node()}, {variant, service}).service());
    return system;
}

} // namespace config
