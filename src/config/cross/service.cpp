// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Services and the pods behind them.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
/// Pods that the Service is meant for, although it does not select them: same file, one label nearly right, or the same name.
const Pod *meantFor(const View &view, const Object &service, std::optional<std::pair<Node, std::string_view>> &mend) {
    const Node selector = service.root["spec"]["selector"];
    const Pod *sameFile = nullptr;
    for (const Pod &pod : view.pods()) {
        if (!sameNamespace(pod.ns(), service.ns) || pod.owner->kind == "Job" || pod.owner->kind == "CronJob")
            continue;
        std::vector<Node> wrong;
        for (const Node wanted : selector) {
            if (pod.label(wanted.key()) != wanted.text())
                wrong.push_back(wanted);
        }
        const std::string_view theirs = wrong.size() == 1 ? pod.label(wrong[0].key()) : std::string_view();
        if (!theirs.empty() && (near(wrong[0].text(), std::span(&theirs, 1)) || service.name.starts_with(theirs))) {
            mend = std::pair(wrong[0], theirs);
            return &pod;
        }
        if (pod.owner->name == service.name || (!view.isRendered() && pod.owner->document == service.document))
            sameFile = &pod;
    }
    return sameFile;
}

void withoutPods(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *service : view.ofKind("Service")) {
            const Node selector = service->root["spec"]["selector"];
            if (selector.size() == 0 || !view.podsOf(*service).empty() || service->root["spec"]["type"].text() == "ExternalName")
                continue;
            std::optional<std::pair<Node, std::string_view>> mend;
            const Pod *meant = meantFor(view, *service, mend);
            if (mend ? !view.together() : view.hasOperators() || !(meant || view.isWhole()))
                continue;
            QString message = tr("%1 selects no pod of %2, so every connection to it fails.").arg(service->text(), view.scope.name);
            if (mend)
                message = tr("%1 selects %2=%3, but the pods of %4 have %2=%5: it selects none.")
                              .arg(service->text(), text(mend->first.key()), text(mend->first.text()), meant->owner->text(), text(mend->second));
            report.add(view.scope, *service, mend ? mend->first : selector, message,
                mend ? replacing(view.scope, *service, mend->first, mend->second) : std::nullopt);
        }
    });
}

/// Ports that the pods' containers name; all of them.
std::vector<Node> portsOf(const Pod &pod) {
    std::vector<Node> out;
    for (const Node container : containers(pod.spec)) {
        for (const Node port : container["ports"])
            out.push_back(port);
    }
    return out;
}

template <class Function> void eachServicePort(const View &view, Function &&function) {
    for (const Object *service : view.ofKind("Service")) {
        const auto pods = view.podsOf(*service);
        for (const Node port : pods.empty() ? Node() : service->root["spec"]["ports"]) {
            const Node target = port["targetPort"] ? port["targetPort"] : port["port"];
            function(*service, pods, port, target);
        }
    }
}

void portNameMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachServicePort(view, [&](const Object &service, const std::vector<const Pod *> &pods, Node, Node target) {
            std::vector<std::string_view> names;
            for (const Pod *pod : pods) {
                for (const Node port : portsOf(*pod))
                    names.push_back(port["name"].text());
            }
            if (!target.isString() || number(target.text()) || std::ranges::contains(names, target.text()))
                return;
            std::erase(names, std::string_view());
            const auto close = names.size() == 1 ? std::optional(names[0]) : near(target.text(), names);
            report.add(view.scope, service, target,
                tr("%1 sends to the port named %2, which no container of %3 has%4.")
                    .arg(service.text(), text(target.text()), pods.front()->owner->text(), names.empty() ? QString() : tr("; it has %1").arg(list(names))),
                close ? replacing(view.scope, service, target, *close) : std::nullopt);
        });
    });
}

void portUndeclared(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachServicePort(view, [&](const Object &service, const std::vector<const Pod *> &pods, Node, Node target) {
            const auto wanted = target.toInteger();
            QString known;
            bool found = false;
            for (const Pod *pod : pods) {
                for (const Node port : portsOf(*pod)) {
                    found = found || port["containerPort"].toInteger() == wanted;
                    known = text(port["containerPort"].text());
                }
            }
            if (wanted && !found && !known.isEmpty())
                report.add(view.scope, service, target,
                    tr("%1 sends to port %2, but the containers of %3 say that they listen on %4.")
                        .arg(service.text(), text(target.text()), pods.front()->owner->text(), known));
        });
    });
}

void protocolMismatch(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachServicePort(view, [&](const Object &service, const std::vector<const Pod *> &pods, Node port, Node target) {
            const auto protocolOf = [](Node node) { return node["protocol"] ? node["protocol"].text() : std::string_view("TCP"); };
            Node other;
            for (const Pod *pod : pods) {
                for (const Node theirs : portsOf(*pod)) {
                    if (theirs["name"].text() != target.text() && theirs["containerPort"].text() != target.text())
                        continue;
                    if (protocolOf(theirs) == protocolOf(port))
                        return;
                    other = theirs;
                }
            }
            if (other)
                report.add(view.scope, service, port["protocol"] ? port["protocol"] : target,
                    tr("%1 forwards %2 to port %3 of %4, which speaks %5.")
                        .arg(service.text(), text(protocolOf(port)), text(target.text()), pods.front()->owner->text(), text(protocolOf(other))));
        });
    });
}

void overlapping(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto services = view.ofKind("Service");
        for (std::size_t i = 0; i < services.size(); ++i) {
            const auto pods = view.podsOf(*services[i]);
            for (std::size_t j = 0; j < i && !pods.empty(); ++j) {
                const Node mine = services[i]->root["spec"], theirs = services[j]->root["spec"];
                if (!sameNamespace(services[i]->ns, services[j]->ns) || mine["clusterIP"].text() != theirs["clusterIP"].text()
                    || mine["type"].text() != theirs["type"].text() || view.podsOf(*services[j]) != pods)
                    continue;
                for (const Node port : mine["ports"]) {
                    for (const Node other : theirs["ports"]) {
                        if (port["port"].text() == other["port"].text())
                            report.add(view.scope, *services[i], port["port"],
                                tr("%1 and %2 lead to the same pods by the same port %3.").arg(services[i]->text(), services[j]->text(), text(port["port"].text())));
                    }
                }
            }
        }
    });
}

/// Two controllers that each take the other's pods for their own.
void selectorsOverlap(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::pair<const Pod *, Node>> controlled; // with the controller's selector
        for (const Pod &pod : view.together() ? view.pods() : std::span<const Pod>())
            if (const Node selector = pod.owner->root["spec"]["selector"]; selector.size() > 0 && pod.owner->kind != "Job" && pod.owner->kind != "CronJob" && pod.owner->kind != "Pod")
                controlled.emplace_back(&pod, selector);
        for (const auto &[mine, selector] : controlled)
            for (const auto &[other, ignored] : controlled)
                if (other != mine && other->owner->kind == mine->owner->kind && selects(selector, other->labels) && sameNamespace(mine->ns(), other->ns()))
                    report.add(view.scope, *mine->owner, selector,
                        tr("%1 selects the pods of %2 too and may take them for its own.").arg(mine->owner->text(), other->owner->text()));
    });
}

void nodePortTwice(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::pair<Node, const Object *>> seen;
        for (const Object *service : view.ofKind("Service")) {
            for (const Node port : service->root["spec"]["ports"]) {
                const Node wanted = port["nodePort"];
                const auto there = std::ranges::find_if(seen, [&](const auto &one) { return wanted.toInteger() && one.first["nodePort"].toInteger() == wanted.toInteger(); });
                if (there != seen.end() && view.meet(*service, *there->second) && there->first["protocol"].text() == port["protocol"].text())
                    report.add(view.scope, *service, wanted, tr("%1 wants the node port %2, which %3 has.").arg(service->text(), text(wanted.text()), there->second->text()));
                else if (wanted)
                    seen.emplace_back(port, service);
            }
        }
    });
}

void podPortTwice(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            std::vector<std::pair<Node, Node>> seen; // port, container
            for (const Node container : containers(pod.spec, Containers::App)) {
                for (const Node port : container["ports"]) {
                    for (const auto &[other, where] : seen) {
                        const bool number = port["containerPort"].toInteger() == other["containerPort"].toInteger() && port["protocol"].text() == other["protocol"].text();
                        const bool name = port["name"] && port["name"].text() == other["name"].text();
                        if (where != container && (number || name))
                            report.add(view.scope, *pod.owner, number ? port["containerPort"] : port["name"],
                                tr("The containers %1 and %2 of %3 both claim the port %4: they share one address.")
                                    .arg(text(where["name"].text()), text(container["name"].text()), pod.owner->text(),
                                        text(number ? port["containerPort"].text() : port["name"].text())));
                    }
                    seen.emplace_back(port, container);
                }
            }
        }
    });
}

/// A pod is reached by a selector of a Service in another namespace only in the writer's mind.
void selectsElsewhere(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *service : view.ofKind("Service")) {
            const Node selector = service->root["spec"]["selector"];
            if (selector.size() == 0 || !view.podsOf(*service).empty())
                continue;
            for (const Pod &pod : view.pods()) {
                if (!selects(selector, pod.labels, true) || !view.meet(*service, *pod.owner))
                    continue;
                report.add(view.scope, *service, selector,
                    tr("%1 is in namespace %2, the pods that it selects (%3) are in %4.").arg(service->text(), text(service->ns), pod.owner->text(), text(pod.ns())));
                break;
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> serviceRules() {
    static constexpr RuleEntry table[] = {
        {"service-without-pods", withoutPods},
        {"service-pods-elsewhere", selectsElsewhere},
        {"service-port-name-missing", portNameMissing},
        {"service-port-undeclared", portUndeclared},
        {"service-protocol-mismatch", protocolMismatch},
        {"services-overlap", overlapping},
        {"selectors-overlap", selectorsOverlap},
        {"node-port-twice", nodePortTwice},
        {"pod-port-twice", podPortTwice},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> networkRules() {
    static const std::vector<RuleEntry> table =
        cross::joined({cross::serviceRules(), cross::ingressRules(), cross::addressRules(), cross::policyRules(), cross::flowRules()});
    return table;
}
} // namespace config
