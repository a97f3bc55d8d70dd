// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pods: containers, their environment, probes, resources and mounts.
#include "config/schema/semantics.h"

#include "config/schema/quantity.h"
#include "config/schema/suggest.h"
#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace config::schema {

namespace {

/// Present and not null, which is what Kubernetes calls set.
std::vector<std::string_view> setKeys(Node map, std::span<const std::string_view> among) {
    std::vector<std::string_view> keys;
    for (const std::string_view key : among)
        if (const Node value = map[key]; value && !value.isNull())
            keys.push_back(key);
    return keys;
}

QString names(std::span<const std::string_view> keys, const QString &join) {
    QStringList list;
    for (const std::string_view key : keys)
        list += qstring(key);
    return listed(list, join);
}

} // namespace

void Semantics::uniqueNames(Node spec) {
    std::set<std::string_view> seen;
    for (const char *list : {"initContainers", "containers"})
        for (const Node container : spec[std::string_view(list)]) {
            const Node name = container["name"];
            // Twice within one list is the schema's business.
            if (name.isString() && !seen.insert(name.text()).second && std::string_view(list) == "containers" &&
                std::ranges::any_of(spec["initContainers"], [&](Node other) { return other["name"].text() == name.text(); }))
                say("invalid-duplicate", name, tr("A container and an init container have the name \"%1\"").arg(shown(name.text())));
        }
}

void Semantics::podSpec(Node spec, Node claimTemplates) {
    if (!spec.isMap())
        return;
    const Node list = spec["containers"];
    if (list.isSequence() && list.size() == 0)
        say("invalid-missing", list, tr("The pod has no container"));
    uniqueNames(spec);
    volumes(spec);
    mounts(spec, claimTemplates);
    for (const Node each : list)
        container(each, false);
    for (const Node each : spec["initContainers"])
        container(each, true);
}

void Semantics::container(Node container, bool initial) {
    if (!container.isMap())
        return;
    const Node image = container["image"];
    if (!image || image.isNull() || (image.isString() && image.text().empty()))
        need(container, "image", tr("The container \"%1\" has no image").arg(shown(container["name"].text())));
    environment(container);
    std::set<std::string_view> ports;
    for (const Node port : container["ports"]) {
        const Node name = port["name"];
        if (name.isString() && !name.text().empty() && !ports.insert(name.text()).second)
            say("invalid-duplicate", name, tr("Two ports of this container have the name \"%1\"").arg(shown(name.text())));
    }
    const bool sidecar = container["restartPolicy"].text() == "Always";
    for (const std::string_view each : {"livenessProbe", "readinessProbe", "startupProbe"}) {
        if (initial && !sidecar && container[each].isMap())
            say("invalid-probe", container[each], tr("An init container that runs to its end has no %1").arg(qstring(each)));
        probe(container, each);
    }
    for (const std::string_view each : {"postStart", "preStop"})
        if (const Node hook = container["lifecycle"][each]; hook.isMap())
            handler(hook, qstring(each));
    resources(container["resources"]);
}

void Semantics::environment(Node container) {
    static constexpr std::array<std::string_view, 4> sources = {"fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"};
    for (const Node variable : container["env"]) {
        const Node from = variable["valueFrom"];
        const QString name = shown(variable["name"].text());
        if (!from.isMap())
            continue;
        if (const Node value = variable["value"]; value && !value.text().empty())
            say("invalid-env", value, tr("%1 has a value and valueFrom; only one of them may be given").arg(name));
        const auto given = setKeys(from, sources);
        if (given.empty())
            say("invalid-env", from, tr("valueFrom of %1 needs one of fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef").arg(name));
        else if (given.size() > 1)
            say("invalid-env", from, tr("valueFrom of %1 has %2; only one may be given").arg(name, names(given, tr("and"))));
        for (const std::string_view reference : {"configMapKeyRef", "secretKeyRef"})
            if (const Node ref = from[reference]; ref.isMap() && ref["name"].text().empty())
                need(ref, "name", tr("%1 of %2 does not say which object it means: write its name").arg(qstring(reference), name));
    }
    for (const Node source : container["envFrom"]) {
        static constexpr std::array<std::string_view, 2> kinds = {"configMapRef", "secretRef"};
        if (source.isMap() && setKeys(source, kinds).size() != 1)
            say("invalid-env", source, tr("An item of envFrom needs either configMapRef or secretRef"));
    }
}

void Semantics::handler(Node holder, const QString &what) {
    static constexpr std::array<std::string_view, 5> handlers = {"exec", "httpGet", "tcpSocket", "grpc", "sleep"};
    const auto given = setKeys(holder, handlers);
    if (given.empty())
        say("invalid-probe", holder, tr("%1 says nothing to do: it needs one of exec, httpGet, tcpSocket or grpc").arg(what));
    else if (given.size() > 1)
        say("invalid-probe", holder, tr("%1 has %2; only one may be given").arg(what, names(given, tr("and"))));
    if (const Node command = holder["exec"]; command.isMap() && command["command"].size() == 0)
        say("invalid-probe", command, tr("exec of %1 has no command").arg(what));
    if (const Node path = holder["httpGet"]["path"]; path.isString() && !path.text().empty() && !path.text().starts_with('/'))
        say("invalid-path", path, tr("The path \"%1\" does not begin with \"/\"").arg(shown(path.text())), '/' + std::string(path.text()));
}

void Semantics::probe(Node container, std::string_view name) {
    const Node probe = container[name];
    if (!probe.isMap())
        return;
    handler(probe, qstring(name));
    if (const Node threshold = probe["successThreshold"]; name != "readinessProbe" && threshold.toInteger().value_or(1) > 1)
        say("invalid-probe", threshold, tr("successThreshold of %1 must be 1").arg(qstring(name)), "1");
    if (const Node grace = probe["terminationGracePeriodSeconds"]; name == "readinessProbe" && grace && !grace.isNull())
        say("invalid-probe", grace, tr("A readinessProbe ends nothing and has no terminationGracePeriodSeconds"));
}

void Semantics::resources(Node resources) {
    const Node limits = resources["limits"];
    static constexpr std::array<std::string_view, 3> plain = {"cpu", "memory", "ephemeral-storage"};
    for (const char *section : {"limits", "requests"})
        for (const Node amount : resources[std::string_view(section)])
            if (!std::ranges::contains(plain, amount.key()) && !amount.key().contains('/') && !amount.key().starts_with("hugepages-"))
                m_problems.push_back({"invalid-resource", amount, true,
                    tr("\"%1\" is no resource of a container; these are cpu, memory, ephemeral-storage, or have a domain").arg(shown(amount.key())), {}});
    for (const Node request : resources["requests"]) {
        const Node limit = limits[request.key()];
        const auto wanted = quantityOf(request.text());
        const auto most = limit ? quantityOf(limit.text()) : std::nullopt;
        if (wanted && most && *wanted > *most)
            say("invalid-resources", request,
                tr("The request of %1 (%2) is more than its limit (%3)").arg(qstring(request.key()), shown(request.text()), shown(limit.text())));
        const bool whole = request.key().contains('/') || request.key().starts_with("hugepages-");
        if (wanted && whole && limit && most && *wanted != *most)
            say("invalid-resources", request, tr("The request of %1 must be the same as its limit").arg(qstring(request.key())));
    }
}

void Semantics::volumes(Node spec) {
    for (const Node volume : spec["volumes"]) {
        if (!volume.isMap())
            continue;
        std::vector<std::string_view> sources;
        for (const Node member : volume)
            if (member.key() != "name" && !member.isNull())
                sources.push_back(member.key());
        if (sources.size() > 1)
            say("invalid-volume", volume, tr("The volume \"%1\" has %2; only one may be given").arg(shown(volume["name"].text()), names(sources, tr("and"))));
        const std::array<std::pair<std::string_view, std::string_view>, 3> named = {
            {{"configMap", "name"}, {"secret", "secretName"}, {"persistentVolumeClaim", "claimName"}}};
        for (const auto &[kind, key] : named)
            if (const Node source = volume[kind]; source.isMap() && source[key].text().empty())
                need(source, key, tr("The volume \"%1\" does not say which %2 it is: write %3").arg(shown(volume["name"].text()), qstring(kind), qstring(key)));
    }
}

void Semantics::mounts(Node spec, Node claimTemplates) {
    std::vector<std::string_view> known;
    for (const Node volume : spec["volumes"])
        known.push_back(volume["name"].text());
    for (const Node claim : claimTemplates)
        known.push_back(claim["metadata"]["name"].text());
    for (const char *list : {"initContainers", "containers"})
        for (const Node container : spec[std::string_view(list)])
            for (const char *mounted : {"volumeMounts", "volumeDevices"})
                for (const Node mount : container[std::string_view(mounted)]) {
                    const Node name = mount["name"];
                    if (!name.isString() || name.text().empty() || std::ranges::contains(known, name.text()))
                        continue;
                    const std::string meant = closest(name.text(), known).text;
                    QString text = tr("The pod has no volume \"%1\"").arg(shown(name.text()));
                    text += meant.empty() ? QString() : tr("; did you mean %1?").arg(qstring(meant));
                    say("invalid-mount", name, text, meant);
                }
}

} // namespace config::schema
