// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Services, ingresses and policies.
#include "config/schema/semantics.h"

#include "config/schema/value.h"
#include "config/schema/words.h"

#include <array>
#include <set>

namespace config::schema {

void Semantics::servicePorts(Node spec) {
    const Node ports = spec["ports"];
    const bool portless = spec["clusterIP"].text() == "None" || spec["type"].text() == "ExternalName";
    if (ports.size() == 0 && !portless && spec.isMap())
        need(spec, "ports", tr("The service has no ports"));
    std::set<std::string_view> names;
    for (const Node port : ports) {
        const Node name = port["name"];
        if (ports.size() > 1 && port.isMap() && name.text().empty())
            need(port, "name", tr("A service of several ports needs a name for each"));
        else if (!name.text().empty() && !names.insert(name.text()).second)
            say("invalid-duplicate", name, tr("Two ports of this service have the name \"%1\"").arg(shown(name.text())));
        const Node node = port["nodePort"];
        const std::string_view type = spec["type"].text();
        if (node.toInteger().value_or(0) > 0 && type != "NodePort" && type != "LoadBalancer")
            say("invalid-port", node, tr("nodePort may stand only where type is NodePort or LoadBalancer"));
    }
}

void Semantics::service(Node object) {
    const Node spec = object["spec"];
    const std::string_view type = spec["type"].text();
    if (type == "ExternalName" && spec["externalName"].text().empty())
        need(spec, "externalName", tr("A service of type ExternalName needs externalName"));
    if (const Node address = spec["clusterIP"]; address.text() == "None" && (type == "NodePort" || type == "LoadBalancer"))
        say("invalid-service", address, tr("A service without an address of its own (clusterIP: None) cannot be of type %1").arg(qstring(type)));
    servicePorts(spec);
}

void Semantics::backend(Node backend) {
    if (!backend.isMap())
        return;
    const Node service = backend["service"];
    const bool resource = backend["resource"] && !backend["resource"].isNull();
    if (service.isMap() && resource)
        say("invalid-backend", backend, tr("A backend is either a service or a resource"));
    else if (!service.isMap() && !resource)
        need(backend, "service", tr("The backend names no service"));
    if (!service.isMap())
        return;
    const Node port = service["port"];
    const bool named = !port["name"].text().empty();
    const bool numbered = port["number"].toInteger().value_or(0) != 0;
    if (named && numbered)
        say("invalid-backend", port, tr("The port is given by name and by number; only one may be"));
    else if (!named && !numbered)
        need(port.isMap() ? port : service, port.isMap() ? "number" : "port", tr("The backend does not say which port of the service"));
}

void Semantics::ingress(Node object) {
    const Node spec = object["spec"];
    const Node rules = spec["rules"];
    if (spec.isMap() && rules.size() == 0 && !spec["defaultBackend"].isMap())
        need(spec, "rules", tr("The ingress has neither rules nor a defaultBackend"));
    backend(spec["defaultBackend"]);
    for (const Node rule : rules) {
        const Node http = rule["http"];
        if (http["paths"].isSequence() && http["paths"].size() == 0)
            say("invalid-missing", http["paths"], tr("The rule has no paths"));
        for (const Node path : http["paths"]) {
            const Node text = path["path"];
            const bool strict = path["pathType"].text() == "Exact" || path["pathType"].text() == "Prefix";
            if (strict && text && !text.text().starts_with('/'))
                say("invalid-path", text, tr("The path \"%1\" does not begin with \"/\"").arg(shown(text.text())), '/' + std::string(text.text()));
            else if (strict && path.isMap() && !text)
                need(path, "path", tr("A path of type %1 needs path").arg(qstring(path["pathType"].text())));
            for (const std::string_view wrong : {"//", "/./", "/../", "%2f", "%2F"})
                if (strict && text.text().contains(wrong))
                    say("invalid-path", text, tr("The path \"%1\" holds \"%2\"").arg(shown(text.text()), qstring(wrong)));
            backend(path["backend"]);
        }
    }
}

void Semantics::networkPolicy(Node object) {
    const Node spec = object["spec"];
    for (const auto &[rules, peers] : {std::pair<std::string_view, std::string_view>{"ingress", "from"}, {"egress", "to"}})
        for (const Node rule : spec[rules]) {
            for (const Node peer : rule[peers]) {
                const bool block = peer["ipBlock"].isMap();
                const bool selects = peer["podSelector"].isMap() || peer["namespaceSelector"].isMap();
                if (peer.isMap() && block && selects)
                    say("invalid-peer", peer, tr("ipBlock may not stand beside podSelector or namespaceSelector"));
                else if (peer.isMap() && !block && !selects)
                    say("invalid-peer", peer, tr("The peer selects nothing: it needs podSelector, namespaceSelector or ipBlock"));
            }
            for (const Node port : rule["ports"]) {
                const auto end = port["endPort"].toInteger();
                const auto begin = port["port"].toInteger();
                if (end && (!begin || port["port"].kind() != Kind::Integer))
                    say("invalid-port", port["endPort"], tr("endPort needs a number as port beside it"));
                else if (end && *end < *begin)
                    say("invalid-port", port["endPort"], tr("endPort (%1) is less than port (%2)").arg(*end).arg(*begin));
            }
        }
}

} // namespace config::schema
