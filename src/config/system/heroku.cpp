// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/names.h"
#include "config/system/projections.h"
#include "config/system/reading.h"

#include <algorithm>

namespace config {

namespace {

Node rootOf(const Document *document) {
    return document && !document->roots().empty() ? document->roots().front() : Node();
}

/// Config vars belong to the app: every process has all of them.
void readEnvironment(const Document &document, Node env, Service &service) {
    for (const Node entry : env) {
        const Node value = entry.isMap() ? entry["value"] : entry;
        const Given given = entry["generator"].text() == "secret" ? Given::Secret : value ? Given::Literal : Given::Outside;
        put(service.environment, {std::string(entry.key()), given, std::string(value.text()), given == Given::Literal, {&document, value ? value : entry}});
    }
}

} // namespace

System herokuSystem(const Document &appJson, const Beside &beside) {
    System system;
    system.platform = Platform::Heroku;
    system.name = appJson.path();
    const Node root = rootOf(&appJson);
    const Node commands = rootOf(beside.procfile);
    std::vector<std::string_view> processes;
    for (const Node list : {root["formation"], commands})
        for (const Node process : list)
            if (process.key() != "release" && std::ranges::find(processes, process.key()) == processes.end())
                processes.push_back(process.key());
    for (const std::string_view process : processes) {
        Service service;
        service.written = std::string(root["name"].text());
        if (process != "web")
            service.written += '-' + std::string(process);
        service.name = serviceName(service.written);
        const Node formation = root["formation"][process];
        service.site = {&appJson, formation ? formation : root};
        if (const Node command = commands[process])
            service.command = {std::string(command.text()), {beside.procfile, command}};
        readEnvironment(appJson, root["env"], service);
        service.environmentSite = {&appJson, root["env"] ? root["env"] : root};
        if (const auto count = formation["quantity"].toInteger())
            service.replicas = {int(*count), int(*count), {&appJson, formation["quantity"]}};
        if (const std::int64_t bytes = memoryOfSize(formation["size"].text()); bytes > 0)
            service.resources.memoryLimit = {bytes, {&appJson, formation["size"]}};
        if (!service.name.empty())
            system.services.push_back(std::move(service));
    }
    return system;
}

} // namespace config
