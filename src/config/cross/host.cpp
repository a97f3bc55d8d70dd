// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/address.h"

#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
bool isScript(const Entry &there) { return there.value.starts_with("#!") || there.key.ends_with(".sh") || there.key.ends_with(".sql") || there.key.ends_with(".json"); }

/// Where the labels of a host name the Service and the namespace: "pod.service.ns.svc.cluster.local".
std::optional<std::pair<std::string_view, std::string_view>> parts(const View &view, std::span<const std::string_view> labels, std::string_view ns) {
    if (labels.size() == 1)
        return std::pair(labels[0], ns);
    const auto svc = std::ranges::find(labels, std::string_view("svc"));
    if (svc != labels.end() && svc - labels.begin() >= 2)
        return std::pair(svc[-2], svc[-1]);
    if (svc != labels.end())
        return std::nullopt;
    if (labels.size() == 2 && view.find("Service", labels[1], ns) && labels[0].find_last_of("0123456789") == labels[0].size() - 1)
        return std::pair(labels[1], ns); // a pod of a StatefulSet
    if (labels.size() == 2 && view.hasNamespace(labels[1]))
        return std::pair(labels[0], labels[1]);
    return std::nullopt;
}

Node portOf(const Object &service, int port) {
    for (const Node one : service.root["spec"]["ports"]) {
        if (one["port"].toInteger() == port)
            return one;
    }
    return {};
}
} // namespace

Resolved resolve(const View &view, std::string_view host, std::string_view ns) {
    if (host.ends_with('.'))
        host.remove_suffix(1);
    const auto labels = split(host, ".");
    if (labels.empty() || !std::ranges::all_of(labels, isLabel) || host == "localhost" || number(labels.back()))
        return {};
    const auto there = parts(view, labels, ns);
    if (!there)
        return {};
    Resolved out{.outcome = Resolved::Outcome::Missing, .service = view.find("Service", there->first, there->second), .label = there->first, .ns = there->second};
    if (out.service)
        out.outcome = Resolved::Outcome::Service;
    else if (labels.size() > 1 && view.findElsewhere("Service", there->first, there->second))
        out.outcome = Resolved::Outcome::OtherNamespace;
    else if (labels.size() > 1 && !view.hasNamespace(there->second))
        out.outcome = Resolved::Outcome::Outside;
    return out;
}

std::vector<Spoken> spoken(const View &view) {
    std::vector<Spoken> out;
    for (const std::string_view kind : {"ConfigMap", "Secret"}) {
        for (const Object *map : view.ofKind(kind)) {
            for (Entry &there : entries(*map)) {
                if (!isScript(there))
                    out.push_back({map, there.node, std::move(there.value), there.key, kind == "ConfigMap" || there.node.parent().key() == "stringData"});
            }
        }
    }
    for (const Pod &pod : view.pods()) {
        for (const Node container : containers(pod.spec)) {
            for (const Node variable : container["env"]) {
                if (variable["value"])
                    out.push_back({pod.owner, variable["value"], std::string(variable["value"].text()), variable["name"].text(), true});
            }
            for (const std::string_view part : {"command", "args"}) {
                for (const Node word : container[part])
                    out.push_back({pod.owner, word, std::string(word.text()), {}, true});
            }
        }
    }
    return out;
}

const File *fileOf(const View &view, std::string_view text) {
    for (const File &file : view.isRendered() ? view.set.files() : std::span<const File>()) {
        if (file.document->text() == text)
            return &file;
    }
    return nullptr;
}

namespace {
/// The line of a dotenv file that a generator took the value from.
std::pair<const Document *, Node> dotenvLine(const View &view, std::string_view name, std::string_view value) {
    for (const File &file : view.set.files()) {
        for (const Node root : file.kind.role == Role::DotenvFile ? file.document->roots() : std::span<const Node>()) {
            if (root[name] && root[name].text() == value)
                return {file.document.get(), root[name]};
        }
    }
    return {};
}

bool isGenerated(const View &view, const Object &object) {
    const auto origin = view.scope.origins.find(object.root.index());
    return view.isRendered() && (origin == view.scope.origins.end() || !origin->second.document);
}

std::optional<Fix> partFix(const View &view, const Spoken &text, std::size_t at, std::size_t length, std::string_view by) {
    if (!text.whole || contains(text.text, "\n"))
        return std::nullopt;
    std::string changed = text.text;
    changed.replace(at, length, by);
    return replacing(view.scope, *text.object, text.node, changed);
}
} // namespace

void addAt(Report &report, const View &view, const Spoken &text, std::size_t at, std::size_t length, QString message, std::optional<std::string_view> by) {
    const QString title = by ? tr("Change %1 to %2").arg(cross::text(std::string_view(text.text).substr(at, length)), cross::text(*by)) : QString();
    if (const File *file = contains(text.text, "\n") ? fileOf(view, text.text) : nullptr) {
        const Range range{std::uint32_t(at), std::uint32_t(at + length)};
        report.add(*file->document, range, std::move(message), by ? std::optional(Fix{title, {{range, std::string(*by)}}}) : std::nullopt);
        return;
    }
    if (const auto [document, node] = isGenerated(view, *text.object) ? dotenvLine(view, text.name, text.text) : std::pair<const Document *, Node>(); document) {
        std::string changed = text.text;
        report.add(*document, node, std::move(message), by ? replacing(*document, node, changed.replace(at, length, *by)) : std::nullopt);
        return;
    }
    auto fix = by ? partFix(view, text, at, length, *by) : std::nullopt;
    if (fix)
        fix->title = title;
    report.add(view.scope, *text.object, text.node, std::move(message), std::move(fix));
}

std::vector<std::string> portsAnswered(const View &view, const Object &service) {
    std::vector<std::string> out;
    const Node spec = service.root["spec"];
    for (const Node port : spec["ports"])
        out.emplace_back(port["port"].text());
    if (spec["clusterIP"].text() == "None") {
        for (const Pod *pod : view.podsOf(service)) {
            for (const Node container : containers(pod->spec)) {
                for (const Node port : container["ports"])
                    out.emplace_back(port["containerPort"].text());
            }
        }
    }
    return out;
}

std::vector<Arrival> arrivals(const View &view, const Object &service, int port) {
    std::vector<Arrival> out;
    const Node asked = portOf(service, port);
    const Node target = asked["targetPort"] ? asked["targetPort"] : asked["port"];
    for (const Pod *pod : asked ? view.podsOf(service) : std::vector<const Pod *>()) {
        bool found = false;
        for (const Node container : containers(pod->spec)) {
            for (const Node theirs : container["ports"]) {
                if (theirs["name"].text() != target.text() && theirs["containerPort"].text() != target.text())
                    continue;
                found = true;
                out.push_back({pod, int(theirs["containerPort"].toInteger().value_or(0)), theirs["name"].text(), theirs["protocol"] ? theirs["protocol"].text() : "TCP"});
            }
        }
        if (!found && target.toInteger())
            out.push_back({pod, int(*target.toInteger()), {}, asked["protocol"] ? asked["protocol"].text() : "TCP"});
    }
    return out;
}

std::vector<Flow> flows(const View &view) {
    std::vector<Flow> out;
    for (const Pod &pod : view.pods()) {
        const auto add = [&](std::string_view text, const Object *at, Node node) {
            for (const Endpoint &endpoint : endpoints(text)) {
                const Resolved there = resolve(view, endpoint.host, pod.ns());
                const auto port = endpoint.portOrDefault();
                const bool known = std::ranges::any_of(out, [&](const Flow &flow) { return flow.from == &pod && flow.service == there.service && port == flow.port; });
                if (there.service && port && !known)
                    out.push_back({&pod, there.service, *port, at, node, std::string(endpoint.host) + ':' + std::to_string(*port)});
            }
        };
        for (const Node container : containers(pod.spec)) {
            const Environment env = environment(view, pod, container);
            for (const Variable &variable : env.variables)
                add(variable.value.value_or(std::string()), pod.owner, variable.node);
            for (const Word &word : commandLine(container, env))
                add(word.text, pod.owner, word.node);
            for (const Mount &mount : mounts(view, pod, container)) {
                for (const Entry &there : entries(*mount.map)) {
                    if (!isScript(there))
                        add(there.value, pod.owner, mount.node);
                }
            }
        }
    }
    return out;
}

} // namespace config::cross
