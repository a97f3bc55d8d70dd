// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/names.h"
#include "config/system/projections.h"
#include "config/system/reading.h"
#include "config/system/units.h"

#include <cmath>

namespace config {

namespace {

/// The image that the last stage builds on, its ports and command.
void readDockerfile(const Document &document, Service &service) {
    for (const Node entry : document.roots().empty() ? Node() : document.roots().front()) {
        const std::string_view instruction = entry["instruction"].text();
        const Node value = entry["value"];
        const std::string_view text = value.text();
        const Site site{&document, value};
        if (instruction == "FROM") {
            service.image = {std::string(text.substr(0, text.find(' '))), site};
            service.ports.clear();
        } else if (instruction == "EXPOSE") {
            if (const auto port = numberIn(text.substr(0, text.find_first_of("/ "))))
                service.ports.push_back({*port, site});
        } else if (instruction == "CMD") {
            service.command = {joinedWords(entry["arguments"] ? entry["arguments"] : value), site};
        }
    }
}

void readSize(const Document &document, Node resources, Resources &into) {
    if (const auto cores = resources["cpu"].toNumber())
        into.cpuLimit = {*cores, {&document, resources["cpu"]}};
    static constexpr double gibibyte = 1024.0 * 1024 * 1024;
    if (const auto size = resources["memory_gb"].toNumber(); size && *size >= 0 && *size < 1e6)
        into.memoryLimit = {std::int64_t(std::llround(*size * gibibyte)), {&document, resources["memory_gb"]}};
}

void readReplicas(const Document &document, Node root, Service &service) {
    const Node automatic = root["automatic_scaling"];
    const Node least = automatic["min_num_instances"] ? automatic["min_num_instances"] : automatic["min_instances"];
    const Node most = automatic["max_num_instances"] ? automatic["max_num_instances"] : automatic["max_instances"];
    const Node fixed = root["manual_scaling"]["instances"];
    if (const auto count = numberIn(fixed.text()))
        service.replicas = {*count, *count, {&document, fixed}};
    else if (least && most)
        service.replicas = {numberIn(least.text()).value_or(0), numberIn(most.text()).value_or(0), {&document, least}};
}

} // namespace

System appEngineSystem(const Document &appYaml, const Beside &beside) {
    System system;
    system.platform = Platform::AppEngine;
    system.name = appYaml.path();
    const Node root = appYaml.roots().empty() ? Node() : appYaml.roots().front();
    if (!root.isMap())
        return system;
    Service service;
    service.written = root["service"] ? std::string(root["service"].text()) : "default";
    service.site = {&appYaml, root};
    if (const Node command = root["entrypoint"])
        service.command = {std::string(command.text()), {&appYaml, command}};
    if (beside.dockerfile && root["runtime"].text() == "custom")
        readDockerfile(*beside.dockerfile, service);
    service.name = serviceName(service.written, service.image ? service.image->value : std::string());
    for (const Node entry : root["env_variables"])
        put(service.environment, {std::string(entry.key()), Given::Literal, std::string(entry.text()), false, {&appYaml, entry}});
    service.environmentSite = {&appYaml, root["env_variables"] ? root["env_variables"] : root};
    readSize(appYaml, root["resources"], service.resources);
    readReplicas(appYaml, root, service);
    for (const char *check : {"readiness_check", "liveness_check"})
        if (const Node path = root[check]["path"])
            service.probes.push_back({std::string(path.text()), 0, {&appYaml, path}});
    system.services.push_back(std::move(service));
    return system;
}

} // namespace config
