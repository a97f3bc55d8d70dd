// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/names.h"
#include "config/system/projections.h"
#include "config/system/reading.h"
#include "config/system/units.h"

#include <algorithm>

namespace config {

namespace {

constexpr std::int64_t mebibyte = std::int64_t(1) << 20;
constexpr double cpuUnits = 1024; // of one CPU, where Amazon counts them

Node rootOf(const Document *document) {
    return document && !document->roots().empty() ? document->roots().front() : Node();
}

/// "512" are units, "1 vCPU" are CPUs.
std::optional<double> amazonCpu(std::string_view text) {
    if (const auto units = numberIn(text))
        return double(*units) / cpuUnits;
    return cpuOf(text);
}

/// "1024" are MiB, "2 GB" is what it says, in powers of 1024.
std::optional<std::int64_t> amazonMemory(std::string_view text) {
    if (const auto mebibytes = numberIn(text))
        return *mebibytes * mebibyte;
    return memoryOf(text, Letters::Binary);
}

void readCpu(const Document &document, Node node, std::optional<Placed<double>> &into) {
    if (const auto cores = amazonCpu(node.text()); node && cores)
        into = {*cores, {&document, node}};
}

void readMemory(const Document &document, Node node, std::optional<Placed<std::int64_t>> &into) {
    if (const auto bytes = amazonMemory(node.text()); node && bytes)
        into = {*bytes, {&document, node}};
}

/// Lists of {name, value} and {name, valueFrom}.
void readPairs(const Document &document, Node list, Given given, Service &service) {
    for (const Node entry : list) {
        const Node name = entry["name"] ? entry["name"] : entry["Name"];
        const Node value = entry["value"] ? entry["value"] : entry["valueFrom"] ? entry["valueFrom"] : entry["value-from"];
        put(service.environment, {std::string(name.text()), given, std::string(value.text()), false, {&document, value ? value : entry}});
    }
}

Service containerOf(const Document &task, Node container, bool alone) {
    const Node root = rootOf(&task);
    Service service;
    service.written = std::string(container["name"].text());
    service.site = {&task, container};
    if (container["image"])
        service.image = {std::string(container["image"].text()), {&task, container["image"]}};
    service.name = serviceName(service.written, container["image"].text());
    if (const std::string command = joinedWords(container["command"]); !command.empty())
        service.command = {command, {&task, container["command"]}};
    for (const Node port : container["portMappings"])
        if (const auto number = port["containerPort"].toInteger())
            service.ports.push_back({int(*number), {&task, port["containerPort"]}});
    readPairs(task, container["environment"], Given::Literal, service);
    readPairs(task, container["secrets"], Given::Secret, service);
    service.environmentSite = {&task, container["environment"] ? container["environment"] : container};
    service.environmentOpen = container["environmentFiles"].size() > 0;
    if (alone) {
        readCpu(task, root["cpu"], service.resources.cpuLimit);
        readMemory(task, root["memory"], service.resources.memoryLimit);
    }
    readMemory(task, container["memory"], service.resources.memoryLimit);
    readMemory(task, container["memoryReservation"], service.resources.memoryRequest);
    const Node check = container["healthCheck"]["command"];
    if (const auto address = ownAddressIn(joinedWords(check)))
        service.probes.push_back({address->path, address->port, {&task, check}});
    return service;
}

} // namespace

System ecsSystem(const Document &taskDefinition, const Beside &beside) {
    System system;
    system.platform = Platform::Ecs;
    system.name = taskDefinition.path();
    const Node containers = rootOf(&taskDefinition)["containerDefinitions"];
    const Node count = rootOf(beside.service)["desiredCount"];
    const Node least = rootOf(beside.scaling)["MinCapacity"];
    for (const Node container : containers) {
        Service service = containerOf(taskDefinition, container, containers.size() == 1);
        if (least)
            service.replicas = {int(least.toInteger().value_or(1)), int(rootOf(beside.scaling)["MaxCapacity"].toInteger().value_or(1)), {beside.scaling, least}};
        else if (const auto number = count.toInteger())
            service.replicas = {int(*number), int(*number), {beside.service, count}};
        system.services.push_back(std::move(service));
    }
    return system;
}

namespace {

/// What "aws apprunner create-service" takes: an image out of a registry.
Service appRunnerImage(const Document &document) {
    const Node root = rootOf(&document);
    const Node source = root["SourceConfiguration"]["ImageRepository"];
    const Node settings = source["ImageConfiguration"];
    Service service;
    service.written = std::string(root["ServiceName"].text());
    service.site = {&document, root};
    if (const Node image = source["ImageIdentifier"])
        service.image = {std::string(image.text()), {&document, image}};
    if (const auto port = numberIn(settings["Port"].text()))
        service.ports.push_back({*port, {&document, settings["Port"]}});
    if (const Node command = settings["StartCommand"])
        service.command = {std::string(command.text()), {&document, command}};
    for (const Node entry : settings["RuntimeEnvironmentVariables"])
        put(service.environment, {std::string(entry.key()), Given::Literal, std::string(entry.text()), false, {&document, entry}});
    for (const Node entry : settings["RuntimeEnvironmentSecrets"])
        put(service.environment, {std::string(entry.key()), Given::Secret, std::string(entry.text()), false, {&document, entry}});
    service.environmentSite = {&document, settings["RuntimeEnvironmentVariables"] ? settings["RuntimeEnvironmentVariables"] : root};
    readCpu(document, root["InstanceConfiguration"]["Cpu"], service.resources.cpuLimit);
    readMemory(document, root["InstanceConfiguration"]["Memory"], service.resources.memoryLimit);
    if (const Node path = root["HealthCheckConfiguration"]["Path"])
        service.probes.push_back({std::string(path.text()), 0, {&document, path}});
    return service;
}

/// apprunner.yaml of a source repository, which names neither the service nor a size.
Service appRunnerSource(const Document &document) {
    const Node root = rootOf(&document);
    const Node run = root["run"];
    Service service;
    service.site = {&document, root};
    if (const Node command = run["command"])
        service.command = {std::string(command.text()), {&document, command}};
    if (const auto port = numberIn(run["network"]["port"].text()))
        service.ports.push_back({*port, {&document, run["network"]["port"]}});
    readPairs(document, run["env"], Given::Literal, service);
    readPairs(document, run["secrets"], Given::Secret, service);
    service.environmentSite = {&document, run["env"] ? run["env"] : root};
    return service;
}

} // namespace

System appRunnerSystem(const Document &document) {
    System system;
    system.platform = Platform::AppRunner;
    system.name = document.path();
    Service service = rootOf(&document)["run"] ? appRunnerSource(document) : appRunnerImage(document);
    service.name = serviceName(service.written, service.image ? service.image->value : std::string());
    if (!service.name.empty())
        system.services.push_back(std::move(service));
    return system;
}

System dockerrunSystem(const Document &dockerrun) {
    System system;
    const Node root = rootOf(&dockerrun);
    const Node containers = root["containerDefinitions"];
    if (containers)
        system = ecsSystem(dockerrun);
    system.platform = Platform::Beanstalk;
    system.name = dockerrun.path();
    const Node image = root["Image"]["Name"];
    if (containers || !image)
        return system;
    Service service;
    service.written = std::string(imageName(image.text()));
    service.name = serviceName(service.written, image.text());
    service.site = service.environmentSite = {&dockerrun, root};
    service.image = {std::string(image.text()), {&dockerrun, image}};
    for (const Node port : root["Ports"])
        if (const auto number = numberIn(port["ContainerPort"].text()))
            service.ports.push_back({*number, {&dockerrun, port["ContainerPort"]}});
    system.services.push_back(std::move(service));
    return system;
}

} // namespace config
