// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Hosts in URLs, in "host:port" and in variables called ..._HOST: the Services that they name, and the ports.
#include "config/cross/address.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
bool isHostName(std::string_view name) {
    const std::string low = lowered(name);
    return low.ends_with("_host") || low.ends_with("_hostname") || low.ends_with("_server") || low == "pghost" || low == "host";
}

/// A text that names hosts: URLs, host:port, or the whole of a variable that is called so.
struct Naming {
    Spoken text;
    std::vector<Endpoint> hosts;
};

/// A deque, since endpoints point into the texts.
std::deque<Naming> namings(const View &view) {
    std::deque<Naming> out;
    for (Spoken &text : spoken(view)) {
        Naming &one = out.emplace_back(std::move(text), std::vector<Endpoint>());
        one.hosts = endpoints(one.text.text);
        if (isHostName(one.text.name) && isLabel(one.text.text)) {
            one.hosts.emplace_back();
            one.hosts.back().host = one.text.text;
        }
        if (one.hosts.empty())
            out.pop_back();
    }
    return out;
}

template <class Function> void eachHost(const View &view, Function &&function) {
    for (const Naming &one : view.kept(namings)) {
        for (const Endpoint &endpoint : one.hosts)
            function(one.text, endpoint);
    }
}

/// At the part of the host that is meant.
void say(Report &report, const View &view, const Spoken &text, const Endpoint &endpoint, std::string_view part, QString message, std::optional<std::string_view> by = {}) {
    addAt(report, view, text, endpoint.at + std::min(endpoint.host.find(part), endpoint.host.size()), part.size(), std::move(message), by);
}

std::optional<std::string_view> slip(const View &view, const Resolved &there) {
    const auto known = view.names("Service", there.ns);
    return near(there.label, known);
}

QString whose(const Spoken &text) {
    return text.name.empty() ? text.object->text() : tr("%1 of %2").arg(cross::text(text.name), text.object->text());
}

void misspeltHost(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachHost(view, [&](const Spoken &text, const Endpoint &endpoint) {
            const Resolved there = resolve(view, endpoint.host, text.object->ns);
            const auto close = there.outcome == Resolved::Outcome::Missing && view.together() ? slip(view, there) : std::nullopt;
            if (close)
                say(report, view, text, endpoint, there.label,
                    tr("%1 names the host %2; the Service is called %3.").arg(whose(text), cross::text(endpoint.host), cross::text(*close)), *close);
        });
    });
}

void unknownHost(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachHost(view, [&](const Spoken &text, const Endpoint &endpoint) {
            // A bare host:port may be anything with a colon; a file may define hosts of its own.
            const bool bare = endpoint.scheme.empty() && endpoint.port;
            const bool local = endpoint.host == "host" || endpoint.host == "kubernetes" || endpoint.host == "user" || endpoint.host == "hostname";
            const Resolved there = resolve(view, endpoint.host, text.object->ns);
            if (there.outcome != Resolved::Outcome::Missing || bare || local || contains(text.text, "\n") || view.hasOperators()
                || !view.knows("Service", text.object->ns) || view.ofKind("Service").empty() || slip(view, there))
                return;
            say(report, view, text, endpoint, endpoint.host,
                tr("%1 names the host %2, but %3 has no Service of that name.").arg(whose(text), cross::text(endpoint.host), view.scope.name));
        });
    });
}

void hostElsewhere(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachHost(view, [&](const Spoken &text, const Endpoint &endpoint) {
            const Resolved there = resolve(view, endpoint.host, text.object->ns);
            if (there.outcome == Resolved::Outcome::OtherNamespace) {
                const Object *service = view.findElsewhere("Service", there.label, there.ns);
                // One of that name may be in a namespace that other files fill.
                if (!near(there.ns, std::span(&service->ns, 1)) && !(view.isWhole() && view.hasNamespace(there.ns)))
                    return;
                say(report, view, text, endpoint, there.ns,
                    tr("%1 looks for %2 in namespace %3; it is in %4.").arg(whose(text), service->text(), cross::text(there.ns), cross::text(service->ns)), service->ns);
            } else if (there.outcome == Resolved::Outcome::Missing && endpoint.scheme.size() && !contains(endpoint.host, ".") && view.isWhole()) {
                if (const Object *service = view.findElsewhere("Service", there.label, there.ns))
                    say(report, view, text, endpoint, endpoint.host,
                        tr("%1 names the host %2, which is in namespace %3: without the namespace the name is not found.")
                            .arg(whose(text), cross::text(endpoint.host), cross::text(service->ns)));
            }
        });
    });
}

void wrongPort(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachHost(view, [&](const Spoken &text, const Endpoint &endpoint) {
            const Resolved there = resolve(view, endpoint.host, text.object->ns);
            const auto port = endpoint.portOrDefault();
            if (!there.service || !port || there.service->root["spec"]["ports"].size() == 0)
                return;
            const auto answered = portsAnswered(view, *there.service);
            if (std::ranges::contains(answered, std::to_string(*port)))
                return;
            const std::vector<std::string_view> known(answered.begin(), answered.end());
            say(report, view, text, endpoint, endpoint.host,
                tr("%1 connects to port %2 of %3, which answers on %4.").arg(whose(text), QString::number(*port), there.service->text(), list(known)));
        });
    });
}

/// NAME_HOST with a NAME_PORT beside it.
void portVariable(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                const Environment env = environment(view, pod, container);
                for (const Variable &host : env.variables) {
                    const std::string low = lowered(host.name);
                    const std::size_t tail = low.rfind("host");
                    if (tail == low.npos || tail + 4 != low.size() || !host.value)
                        continue;
                    const Variable *port = env.find(host.name.substr(0, tail) + (host.name.back() == 't' ? "port" : "PORT"));
                    const Resolved there = resolve(view, *host.value, pod.ns());
                    if (!port || !port->value || !there.service)
                        continue;
                    const auto answered = portsAnswered(view, *there.service);
                    const std::vector<std::string_view> known(answered.begin(), answered.end());
                    if (!known.empty() && number(*port->value) && !std::ranges::contains(answered, *port->value))
                        report.add(view.scope, port->holder ? *port->holder : *pod.owner, port->at,
                            tr("%1 is %2, but %3, which %4 names, answers on %5.")
                                .arg(text(port->name), text(*port->value), there.service->text(), text(host.name), list(known)));
                }
            }
        }
    });
}

/// A web address of a Service that speaks something else, or the other way round.
void wrongScheme(const Subjects &subjects, Report &report) {
    using Known = std::pair<int, std::string_view>;
    static constexpr std::array<Known, 6> ports = {{{5432, "postgres"}, {6379, "redis"}, {3306, "mysql"}, {5672, "amqp"}, {27017, "mongodb"}, {9090, "http"}}};
    eachView(subjects, [&](const View &view) {
        for (const Spoken &text : spoken(view)) {
            for (const Endpoint &endpoint : urls(text.text)) {
                const auto port = endpoint.portOrDefault();
                const auto known = port ? std::ranges::find(ports, *port, &Known::first) : ports.end();
                const bool generic = endpoint.scheme == "tcp" || endpoint.scheme.starts_with("jdbc") || endpoint.scheme == "rediss" || endpoint.scheme == "amqps";
                if (known == ports.end() || generic || endpoint.scheme.starts_with(known->second) || !resolve(view, endpoint.host, text.object->ns).service)
                    continue;
                say(report, view, text, endpoint, endpoint.host,
                    tr("%1 speaks %2 to port %3 of %4, where %5 is spoken.")
                        .arg(whose(text), cross::text(endpoint.scheme), QString::number(*port), cross::text(endpoint.host), cross::text(known->second)));
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> addressRules() {
    static constexpr RuleEntry table[] = {
        {"misspelt-host", misspeltHost},
        {"unknown-host", unknownHost},
        {"host-in-other-namespace", hostElsewhere},
        {"host-port-wrong", wrongPort},
        {"host-port-variable-wrong", portVariable},
        {"host-scheme-wrong", wrongScheme},
    };
    return table;
}

} // namespace config::cross
