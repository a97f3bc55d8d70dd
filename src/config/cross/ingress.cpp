// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ingresses, their Services, hosts, certificates and issuers.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>

namespace config::cross {

namespace {
template <class Function> void eachBackend(const View &view, Function &&function) {
    for (const Object *ingress : view.ofKind("Ingress")) {
        const Node spec = ingress->root["spec"];
        if (spec["defaultBackend"]["service"])
            function(*ingress, spec["defaultBackend"]["service"], Node(), Node());
        for (const Node rule : spec["rules"]) {
            for (const Node path : rule["http"]["paths"]) {
                if (path["backend"]["service"])
                    function(*ingress, path["backend"]["service"], rule, path);
            }
        }
    }
}

void serviceMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachBackend(view, [&](const Object &ingress, Node backend, Node, Node) {
            const Node name = backend["name"];
            // "use-annotation" is how the AWS controller is told to answer by itself.
            if (name.text().empty() || view.find("Service", name.text(), ingress.ns) || backend["port"]["name"].text() == "use-annotation")
                return;
            const auto known = view.names("Service", ingress.ns);
            const auto close = near(name.text(), known);
            if (!view.isCertain(close.has_value()))
                return;
            report.add(view.scope, ingress, name,
                tr("%1 leads to the Service %2, which %3 does not have%4.")
                    .arg(ingress.text(), text(name.text()), view.scope.name, close ? tr("; there is %1").arg(text(*close)) : QString()),
                close ? replacing(view.scope, ingress, name, *close) : std::nullopt);
        });
    });
}

void portMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachBackend(view, [&](const Object &ingress, Node backend, Node, Node) {
            const Object *service = view.find("Service", backend["name"].text(), ingress.ns);
            const std::string_view key = backend["port"]["name"] ? "name" : "number";
            const Node wanted = backend["port"][key];
            if (!service || !wanted || wanted.text() == "use-annotation" || service->root["spec"]["ports"].size() == 0)
                return;
            std::vector<std::string_view> known;
            for (const Node port : service->root["spec"]["ports"])
                known.push_back(port[key == "name" ? "name" : "port"].text());
            if (std::ranges::contains(known, wanted.text()))
                return;
            const auto close = known.size() == 1 && key == "name" && !known[0].empty() ? std::optional(known[0]) : near(wanted.text(), known);
            report.add(view.scope, ingress, wanted,
                tr("%1 leads to port %2 of %3, which has %4.").arg(ingress.text(), text(wanted.text()), service->text(), list(known)),
                close ? replacing(view.scope, ingress, wanted, *close) : std::nullopt);
        });
    });
}

void hostConflict(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::map<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>, const Object *> seen;
        eachBackend(view, [&](const Object &ingress, Node, Node rule, Node path) {
            const Node annotations = ingress.root["metadata"]["annotations"];
            if (!path || annotations["nginx.ingress.kubernetes.io/canary"] || !view.together())
                return;
            const auto key = std::tuple(ingress.root["spec"]["ingressClassName"].text(), rule["host"].text(), path["path"].text(), path["pathType"].text());
            const auto [there, fresh] = seen.try_emplace(key, &ingress);
            if (!fresh)
                report.add(view.scope, ingress, path["path"] ? path["path"] : path,
                    tr("%1 claims %2%3, which %4 has already; the controller refuses it, or serves one of the two.")
                        .arg(ingress.text(), text(rule["host"].text()), text(path["path"].text()), there->second->text()));
        });
    });
}

bool covers(std::string_view pattern, std::string_view host) {
    if (!pattern.starts_with("*."))
        return pattern == host;
    const std::size_t dot = host.find('.');
    return dot != host.npos && host.substr(dot) == pattern.substr(1);
}

void tlsHostWithoutRule(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *ingress : view.ofKind("Ingress")) {
            std::vector<std::string_view> hosts;
            bool any = false;
            for (const Node rule : ingress->root["spec"]["rules"]) {
                hosts.push_back(rule["host"].text());
                any = any || rule["host"].text().empty();
            }
            for (const Node tls : ingress->root["spec"]["tls"]) {
                for (const Node host : tls["hosts"]) {
                    const bool found = any || hosts.empty() || std::ranges::any_of(hosts, [&](std::string_view one) { return covers(host.text(), one) || covers(one, host.text()); });
                    const auto close = near(host.text(), hosts);
                    if (!found)
                        report.add(view.scope, *ingress, host,
                            tr("%1 asks for a certificate for %2, but has no rule for that host.").arg(ingress->text(), text(host.text())),
                            close ? replacing(view.scope, *ingress, host, *close) : std::nullopt);
                }
            }
        }
    });
}

void hostWithoutTls(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::string_view> covered;
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node tls : ingress->root["spec"]["tls"]) {
                for (const Node host : tls["hosts"])
                    covered.push_back(host.text());
            }
        }
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node rule : ingress->root["spec"]["tls"].size() && !covered.empty() ? ingress->root["spec"]["rules"] : Node()) {
                const Node host = rule["host"];
                if (!host || std::ranges::any_of(covered, [&](std::string_view one) { return covers(one, host.text()); }))
                    continue;
                report.add(view.scope, *ingress, host,
                    tr("%1 serves %2 without a certificate of its own: none of its TLS entries names that host.").arg(ingress->text(), text(host.text())));
            }
        }
    });
}

bool hasIssuer(const Object &ingress) {
    for (const Node annotation : ingress.root["metadata"]["annotations"]) {
        if (annotation.key().starts_with("cert-manager.io/") || annotation.key() == "kubernetes.io/tls-acme")
            return true;
    }
    return false;
}

void certificateFromNowhere(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::string_view> made;
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node tls : hasIssuer(*ingress) ? ingress->root["spec"]["tls"] : Node())
                made.push_back(tls["secretName"].text());
        }
        for (const Object *certificate : view.ofKind("Certificate"))
            made.push_back(certificate->root["spec"]["secretName"].text());
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node tls : ingress->root["spec"]["tls"]) {
                const Node name = tls["secretName"];
                const bool known = view.isRendered() || !view.ofKind("Secret").empty() || !made.empty();
                if (name.text().empty() || std::ranges::contains(made, name.text()) || view.find("Secret", name.text(), ingress->ns)
                    || view.generated("Secret", name.text()) || !known || !view.together())
                    continue;
                const auto close = near(name.text(), made);
                report.add(view.scope, *ingress, name,
                    tr("Nothing makes the certificate %1 of %2: there is no such Secret, no Certificate and no issuer annotation%3.")
                        .arg(text(name.text()), ingress->text(), close ? tr("; there is %1").arg(text(*close)) : QString()),
                    close ? replacing(view.scope, *ingress, name, *close) : std::nullopt);
            }
        }
    });
}

void classMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::string_view> classes = view.names("IngressClass", {});
        std::map<std::string_view, int> used;
        for (const Object *ingress : view.ofKind("Ingress"))
            ++used[ingress->root["spec"]["ingressClassName"].text()];
        for (const Object *ingress : view.ofKind("Ingress")) {
            const Node name = ingress->root["spec"]["ingressClassName"];
            std::vector<std::string_view> others = classes;
            for (const auto &[other, count] : used) {
                if (classes.empty() && count > used[name.text()] && !other.empty())
                    others.push_back(other);
            }
            const auto close = near(name.text(), others);
            const bool old = bool(ingress->root["metadata"]["annotations"]["kubernetes.io/ingress.class"]);
            const bool missing = name ? !std::ranges::contains(classes, name.text()) && (!classes.empty() || close) : !old && used.size() > 1;
            if (missing && view.together())
                report.add(view.scope, *ingress, name ? name : ingress->root["spec"],
                    name ? tr("%1 wants the ingress class %2; the others here are %3.").arg(ingress->text(), text(name.text()), list(others))
                         : tr("%1 names no ingress class, as its neighbours do: without a default class nobody serves it.").arg(ingress->text()),
                    close ? replacing(view.scope, *ingress, name, *close) : std::nullopt);
        }
    });
}

/// Where issuers are asked for: the node that names one and the kind that is meant.
template <class Function> void eachIssuer(const View &view, Function &&function) {
    for (const Object *ingress : view.ofKind("Ingress")) {
        const Node annotations = ingress->root["metadata"]["annotations"];
        if (const Node name = annotations["cert-manager.io/cluster-issuer"])
            function(*ingress, name, "ClusterIssuer");
        if (const Node name = annotations["cert-manager.io/issuer"])
            function(*ingress, name, "Issuer");
    }
    for (const Object *certificate : view.ofKind("Certificate")) {
        const Node issuer = certificate->root["spec"]["issuerRef"];
        function(*certificate, issuer["name"], issuer["kind"].text() == "ClusterIssuer" ? "ClusterIssuer" : "Issuer");
    }
}

void issuerMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachIssuer(view, [&](const Object &from, Node name, std::string_view kind) {
            const std::string_view other = kind == "Issuer" ? "ClusterIssuer" : "Issuer";
            const bool otherKind = view.find(other, name.text(), kind == "Issuer" ? std::string_view() : from.ns);
            const auto known = view.names(kind, kind == "Issuer" ? from.ns : std::string_view());
            if (name.text().empty() || std::ranges::contains(known, name.text()) || (known.empty() && !otherKind) || !view.together())
                return;
            const auto close = near(name.text(), known);
            report.add(view.scope, from, name,
                otherKind ? tr("%1 asks the %2 %3 for its certificate, but %3 is a %4.").arg(from.text(), text(kind), text(name.text()), text(other))
                          : tr("%1 asks the %2 %3 for its certificate; there is only %4.").arg(from.text(), text(kind), text(name.text()), list(known)),
                close ? replacing(view.scope, from, name, *close) : std::nullopt);
        });
    });
}

void certificateHosts(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node tls : ingress->root["spec"]["tls"]) {
                for (const Object *certificate : view.ofKind("Certificate")) {
                    if (certificate->root["spec"]["secretName"].text() != tls["secretName"].text() || !sameNamespace(certificate->ns, ingress->ns))
                        continue;
                    for (const Node host : tls["hosts"]) {
                        bool named = certificate->root["spec"]["commonName"].text() == host.text();
                        for (const Node name : certificate->root["spec"]["dnsNames"])
                            named = named || covers(name.text(), host.text());
                        if (!named)
                            report.add(view.scope, *ingress, host,
                                tr("%1 serves %2 with the certificate of %3, which is not made out to that name.").arg(ingress->text(), text(host.text()), certificate->text()));
                    }
                }
            }
        }
    });
}

/// The pod says where its metrics are; an ingress that leads everything to it leads the world to them too.
void metricsPublic(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachBackend(view, [&](const Object &ingress, Node backend, Node rule, Node path) {
            const Object *service = view.find("Service", backend["name"].text(), ingress.ns);
            for (const Pod *pod : service && path ? view.podsOf(*service) : std::vector<const Pod *>()) {
                const std::string_view where = pod->annotations["prometheus.io/path"] ? pod->annotations["prometheus.io/path"].text() : "/metrics";
                const bool open = path["pathType"].text() == "Exact" ? path["path"].text() == where : where.starts_with(path["path"].text());
                if (pod->annotations["prometheus.io/scrape"].text() == "true" && open)
                    report.add(view.scope, ingress, path["path"],
                        tr("%1 leads %2%3 to %4, whose metrics under %5 can so be read from outside.")
                            .arg(ingress.text(), text(rule["host"].text()), text(path["path"].text()), pod->owner->text(), text(where)));
            }
        });
    });
}
} // namespace

std::span<const RuleEntry> ingressRules() {
    static constexpr RuleEntry table[] = {
        {"ingress-service-missing", serviceMissing},
        {"ingress-port-missing", portMissing},
        {"ingress-host-conflict", hostConflict},
        {"ingress-tls-host-without-rule", tlsHostWithoutRule},
        {"ingress-host-without-tls", hostWithoutTls},
        {"ingress-certificate-from-nowhere", certificateFromNowhere},
        {"ingress-class-missing", classMissing},
        {"issuer-missing", issuerMissing},
        {"certificate-hosts", certificateHosts},
        {"metrics-public", metricsPublic},
    };
    return table;
}

} // namespace config::cross
