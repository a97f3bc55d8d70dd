// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names and ports of servers where they stand among other words: commands, health checks, environment files beside Compose files; and names of
// images that one container alone has.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace config::cross {

namespace {

/// How services of a folder's Compose files are reached, and on which ports where any are told.
struct Servers {
    std::map<std::string_view, std::set<int>> ports; // by service, host name and alias
    [[nodiscard]] std::vector<std::string_view> names() const {
        std::vector<std::string_view> out;
        for (const auto &[name, there] : ports)
            out.push_back(name);
        return out;
    }
};

std::optional<int> targetOf(Node port) {
    std::string_view text = port.isMap() ? port["target"].text() : port.text();
    text = text.substr(0, text.find('/'));
    return number(text.substr(text.rfind(':') + 1));
}

void addService(Node service, Servers &servers) {
    std::set<int> listening;
    for (const std::string_view part : {"ports", "expose"})
        for (const Node port : service[part])
            if (const auto target = targetOf(port))
                listening.insert(*target);
    std::vector<std::string_view> names = {service.key(), service["container_name"].text(), service["hostname"].text()};
    for (const Node network : service["networks"].isMap() ? service["networks"] : Node())
        for (const Node alias : network["aliases"])
            names.push_back(alias.text());
    for (const std::string_view name : names)
        if (!name.empty())
            servers.ports[name].insert(listening.begin(), listening.end());
}

QString folderOf(const File &file) {
    return file.document->path().section(u'/', 0, -2);
}

/// By folder; an alias listens on what its service does in whichever file.
std::map<QString, Servers> composeServers(const Set &set) {
    std::map<QString, Servers> out;
    for (const File &file : set.files())
        for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>())
            for (const Node service : root["services"])
                addService(service, out[folderOf(file)]);
    return out;
}

template <class Function> void eachText(Node node, const Function &function) {
    if (node.isString())
        function(node);
    for (const Node child : node)
        eachText(child, function);
}

/// Calls back with the values that name servers: of Compose services, and of environment files beside them.
template <class Function> void eachComposeText(const Set &set, const std::map<QString, Servers> &servers, const Function &function) {
    for (const File &file : set.files()) {
        const auto known = servers.find(folderOf(file));
        if (known == servers.end())
            continue;
        for (const Node root : file.document->roots()) {
            for (const Node service : file.kind.role == Role::ComposeFile ? root["services"] : Node())
                for (const std::string_view part : {"environment", "command", "entrypoint", "healthcheck"})
                    eachText(service[part], [&](Node text) { function(file, known->second, text); });
            if (file.kind.role == Role::DotenvFile)
                eachText(root, [&](Node text) { function(file, known->second, text); });
        }
    }
}

void composePort(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    const auto servers = composeServers(set);
    eachComposeText(set, servers, [&](const File &file, const Servers &known, Node value) {
        for (const Endpoint &endpoint : endpoints(value.text())) {
            const auto there = known.ports.find(endpoint.host);
            if (there == known.ports.end() || there->second.empty() || !endpoint.port || there->second.contains(*endpoint.port))
                continue;
            report.add(*file.document, value, tr("%1 is asked on port %2, but listens on %3.").arg(text(endpoint.host)).arg(*endpoint.port).arg(*there->second.begin()));
        }
    });
}

/// What a service exposes is what it listens on; a published port leads to one of them.
void publishedPort(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    std::map<std::pair<QString, std::string_view>, std::set<int>> exposed;
    const auto eachService = [&](const auto &function) {
        for (const File &file : set.files())
            for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>())
                for (const Node service : root["services"])
                    function(file, service);
    };
    eachService([&](const File &file, Node service) {
        for (const Node port : service["expose"])
            if (const auto target = targetOf(port))
                exposed[{folderOf(file), service.key()}].insert(*target);
    });
    eachService([&](const File &file, Node service) {
        const auto known = exposed.find({folderOf(file), service.key()});
        for (const Node port : known == exposed.end() ? Node() : service["ports"])
            if (const auto target = targetOf(port); target && !known->second.contains(*target))
                report.add(*file.document, port.isMap() ? port["target"] : port,
                    tr("The service %1 exposes port %2, but port %3 is published.").arg(text(service.key())).arg(*known->second.begin()).arg(*target));
    });
}

/// Words of a command that could be names of hosts: "--host=timescaledb-service".
std::vector<std::string_view> hostWords(std::string_view command) {
    std::vector<std::string_view> out;
    for (std::string_view word : split(command, " \t\r\n\"'`=:/@,;()<>|&$")) {
        while (word.starts_with('-'))
            word.remove_prefix(1);
        if (word.size() >= 8 && contains(word, "-") && isLabel(word))
            out.push_back(word);
    }
    return out;
}

template <class Add> void judgeWords(std::string_view command, std::span<const std::string_view> names, const Add &add) {
    for (const std::string_view word : hostWords(command)) {
        const auto close = std::ranges::contains(names, word) ? std::nullopt : near(word, names);
        // Options and programs have names with dashes too; a host's name is rarely near to one by chance.
        if (close && contains(*close, "-"))
            add(tr("Nothing here is called %1; did you mean %2?").arg(text(word), text(*close)));
    }
}

void hostInCommand(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    const auto servers = composeServers(set);
    eachComposeText(set, servers, [&](const File &file, const Servers &known, Node value) {
        if (file.kind.role == Role::ComposeFile && endpoints(value.text()).empty())
            judgeWords(value.text(), known.names(), [&](const QString &message) { report.add(*file.document, value, message); });
    });
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            const std::vector<std::string_view> names = view.names("Service", pod.ns());
            for (const Node container : containers(pod.spec)) {
                const auto judge = [&](Node words) {
                    eachText(words, [&](Node word) {
                        if (endpoints(word.text()).empty())
                            judgeWords(word.text(), names, [&](const QString &message) { report.add(view.scope, *pod.owner, word, message); });
                    });
                };
                judge(container["command"]);
                judge(container["args"]);
                for (const std::string_view probe : {"startupProbe", "livenessProbe", "readinessProbe"})
                    judge(container[probe]["exec"]["command"]);
            }
        }
    });
}

/// Ports of the Services of all scopes, by name.
std::map<std::string_view, std::set<int>> servicePorts(const Set &set) {
    std::map<std::string_view, std::set<int>> out;
    for (const Scope &scope : set.scopes())
        for (const Object *service : scope.ofKind("Service"))
            for (const Node port : service->root["spec"]["ports"])
                if (const auto at = port["port"].toInteger())
                    out[service->name].insert(int(*at));
    return out;
}

/// Files of Prometheus, which a kustomization or Compose puts into a container.
void targetPort(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    const auto services = servicePorts(set);
    std::vector<std::string_view> names;
    for (const auto &[name, ports] : services)
        names.push_back(name);
    const auto judge = [&](const File &file, Node configs) {
        for (const Node config : configs)
            for (const Node target : config["targets"])
                for (const Endpoint &endpoint : endpoints(target.text()))
                    if (const auto there = services.find(endpoint.host); there == services.end()) {
                        if (const auto close = near(endpoint.host, names))
                            report.add(*file.document, target, tr("Nothing here is called %1; did you mean %2?").arg(text(endpoint.host), text(*close)));
                    } else if (endpoint.port && !there->second.contains(*endpoint.port))
                        report.add(*file.document, target, tr("The Service %1 has no port %2, only %3.").arg(text(endpoint.host)).arg(*endpoint.port).arg(*there->second.begin()));
    };
    for (const File &file : set.files())
        for (const Node root : file.kind.role == Role::PrometheusConfig ? file.document->roots() : std::span<const Node>()) {
            for (const Node job : root["scrape_configs"])
                judge(file, job["static_configs"]);
            for (const Node manager : root["alerting"]["alertmanagers"])
                judge(file, manager["static_configs"]);
        }
}

/// Secrets that are kept as a template beside a deployment: nothing renders them.
void hostInTemplate(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    const auto services = servicePorts(set);
    std::vector<std::string_view> names;
    for (const auto &[name, ports] : services)
        names.push_back(name);
    for (const Object &object : set.objects()) {
        const bool deployed = std::ranges::any_of(set.scopes(), [&](const Scope &scope) {
            return std::ranges::any_of(scope.objects, [&](const Object &other) { return other.document == object.document && other.root == object.root; });
        });
        for (const Node value : object.kind == "Secret" && !deployed ? object.root["stringData"] : Node())
            for (const Endpoint &endpoint : endpoints(value.text()))
                if (const auto there = services.find(endpoint.host); there != services.end() && endpoint.port && !there->second.contains(*endpoint.port))
                    report.add(*object.document, value, tr("The Service %1 has no port %2, only %3.").arg(text(endpoint.host)).arg(*endpoint.port).arg(*there->second.begin()));
                else if (const auto close = there == services.end() ? near(endpoint.host, names) : std::nullopt)
                    report.add(*object.document, value, tr("Nothing here is called %1; did you mean %2?").arg(text(endpoint.host), text(*close)));
    }
}

/// A container of an object or a service of Compose that has an image; the same one in several renders is one.
struct ImageUse {
    std::function<void(const QString &)> say;
    std::set<QString> users;
};

void gatherImages(const Set &set, Report &report, std::map<std::string, ImageUse> &uses) {
    for (const File &file : set.files())
        for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>())
            for (const Node service : root["services"])
                if (const Node image = service["image"]; image.isString()) {
                    ImageUse &use = uses[std::string(imageName(image.text()))];
                    use.say = [&report, &file, image](const QString &message) { report.add(*file.document, image, message); };
                    use.users.insert(file.document->path() + u'/' + text(service.key()));
                }
    for (const Scope &scope : set.scopes())
        for (const Object &object : scope.objects)
            for (const Node container : containers(podSpec(object)))
                if (const Node image = container["image"]; image.isString()) {
                    ImageUse &use = uses[std::string(imageName(image.text()))];
                    use.say = [&report, &scope, &object, image](const QString &message) { report.add(scope, object, image, message); };
                    use.users.insert(object.text() + u'/' + text(container["name"].text()));
                }
}

/// By the last part of the name: registries differ from place to place.
void imageMisspelt(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    std::map<std::string, ImageUse> uses;
    gatherImages(set, report, uses);
    std::vector<std::string_view> names;
    for (const auto &[name, use] : uses)
        names.push_back(name);
    for (const auto &[name, use] : uses)
        if (const auto close = use.users.size() == 1 ? near(name, names) : std::nullopt; close && uses.at(std::string(*close)).users.size() > 1)
            use.say(tr("Only one container has the image %1; others have %2. An image that is not there is never pulled.").arg(text(name), text(*close)));
}

} // namespace

std::span<const RuleEntry> wiringRules() {
    static constexpr RuleEntry table[] = {
        {"compose-host-port-wrong", composePort},
        {"compose-published-port-wrong", publishedPort},
        {"host-in-command-misspelt", hostInCommand},
        {"image-misspelt", imageMisspelt},
        {"target-port-wrong", targetPort},
        {"host-in-template-misspelt", hostInTemplate},
    };
    return table;
}

} // namespace config::cross
