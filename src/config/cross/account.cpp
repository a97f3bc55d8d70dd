// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Service accounts, roles and their bindings, priority classes, namespaces.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <array>
#include <set>

namespace config::cross {

namespace {
void missingAccount(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            const Node name = pod.spec["serviceAccountName"];
            if (name.text().empty() || name.text() == "default" || view.find("ServiceAccount", name.text(), pod.ns())
                || view.findElsewhere("ServiceAccount", name.text(), pod.ns()))
                continue;
            const auto known = view.names("ServiceAccount", pod.ns());
            const auto close = near(name.text(), known);
            if (!view.isCertain(close.has_value()))
                continue;
            report.add(view.scope, *pod.owner, name,
                tr("%1 runs as the service account %2, which %3 does not make; without it no pod is created.")
                    .arg(pod.owner->text(), text(name.text()), view.scope.name),
                close ? replacing(view.scope, *pod.owner, name, *close) : std::nullopt);
        }
    });
}

std::vector<const Object *> bindings(const View &view) {
    std::vector<const Object *> out;
    for (const std::string_view kind : {"RoleBinding", "ClusterRoleBinding"})
        out.insert(out.end(), view.ofKind(kind).begin(), view.ofKind(kind).end());
    return out;
}

bool isBuiltinRole(std::string_view name) {
    static constexpr std::array<std::string_view, 4> roles = {"cluster-admin", "admin", "edit", "view"};
    return name.starts_with("system:") || std::ranges::contains(roles, name);
}

const Object *roleOf(const View &view, const Object &binding) {
    const Node role = binding.root["roleRef"];
    return view.find(role["kind"].text(), role["name"].text(), role["kind"].text() == "Role" ? binding.ns : std::string_view());
}

void missingRole(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *binding : bindings(view)) {
            const Node role = binding->root["roleRef"];
            const std::string_view kind = role["kind"].text();
            if (role["name"].text().empty() || roleOf(view, *binding) || isBuiltinRole(role["name"].text()))
                continue;
            const auto known = view.names(kind, binding->ns);
            const auto close = near(role["name"].text(), known);
            // Cluster roles are shared by many deployments: only a slip of the pen is certain.
            if (!(close && view.together()) && (kind == "ClusterRole" || !view.isWhole()))
                continue;
            report.add(view.scope, *binding, role["name"],
                tr("%1 gives its subjects the %2 %3, which %4 does not make, so they get nothing.")
                    .arg(binding->text(), text(kind), text(role["name"].text()), view.scope.name),
                close ? replacing(view.scope, *binding, role["name"], *close) : std::nullopt);
        }
    });
}

void missingSubject(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *binding : bindings(view)) {
            for (const Node subject : binding->root["subjects"]) {
                const std::string_view ns = subject["namespace"] ? subject["namespace"].text() : binding->ns;
                const std::string_view name = subject["name"].text();
                if (subject["kind"].text() != "ServiceAccount" || name == "default" || view.find("ServiceAccount", name, ns))
                    continue;
                const Object *elsewhere = view.findElsewhere("ServiceAccount", name, ns);
                const auto known = view.names("ServiceAccount", ns);
                const auto close = near(name, known);
                if (!((elsewhere || close) && view.together()) && !(view.isWhole() && view.hasNamespace(ns)))
                    continue;
                const QString message = elsewhere
                    ? tr("%1 names the service account %2 in namespace %3, but it is in %4.").arg(binding->text(), text(name), text(ns), text(elsewhere->ns))
                    : tr("%1 names the service account %2, which %3 does not make.").arg(binding->text(), text(name), view.scope.name);
                report.add(view.scope, *binding, elsewhere && subject["namespace"] ? subject["namespace"] : subject["name"], message,
                    elsewhere && subject["namespace"] ? replacing(view.scope, *binding, subject["namespace"], elsewhere->ns)
                        : close                       ? replacing(view.scope, *binding, subject["name"], *close)
                                                      : std::nullopt);
            }
        }
    });
}

void unboundRole(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto all = bindings(view);
        for (const std::string_view kind : {"Role", "ClusterRole"}) {
            for (const Object *role : view.ofKind(kind)) {
                bool used = all.empty();
                for (const Object *binding : all)
                    used = used || (binding->root["roleRef"]["kind"].text() == kind && binding->root["roleRef"]["name"].text() == role->name);
                for (const Node label : role->root["metadata"]["labels"]) // added to another role, by its controller
                    used = used || label.key().starts_with("rbac.authorization.k8s.io/aggregate-to-");
                if (!used && view.together() && !view.hasOperators())
                    report.add(view.scope, *role, role->root["metadata"]["name"], tr("%1 grants rights that no binding of %2 gives to anyone.").arg(role->text(), view.scope.name));
            }
        }
    });
}

void unusedAccount(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *account : view.ofKind("ServiceAccount")) {
            const bool used = account->name == "default" || std::ranges::any_of(view.pods(), [&](const Pod &pod) {
                return pod.spec["serviceAccountName"].text() == account->name && sameNamespace(pod.ns(), account->ns);
            });
            bool bound = false;
            for (const Object *binding : bindings(view)) {
                for (const Node subject : binding->root["subjects"])
                    bound = bound || subject["name"].text() == account->name;
            }
            if (!used && !bound && !view.pods().empty() && view.together() && !view.hasOperators())
                report.add(view.scope, *account, account->root["metadata"]["name"], tr("No pod of %1 runs as %2.").arg(view.scope.name, account->text()));
        }
    });
}

void missingPriorityClass(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto known = view.names("PriorityClass", {});
        for (const Pod &pod : view.pods()) {
            const Node name = pod.spec["priorityClassName"];
            if (known.empty() || !view.together() || name.text().empty() || name.text().starts_with("system-") || std::ranges::contains(known, name.text()))
                continue;
            const auto close = near(name.text(), known);
            report.add(view.scope, *pod.owner, name,
                tr("%1 wants the priority class %2, but %3 makes only %4; its pods are refused.")
                    .arg(pod.owner->text(), text(name.text()), view.scope.name, list(known)),
                close ? replacing(view.scope, *pod.owner, name, *close) : std::nullopt);
        }
    });
}

void missingNamespace(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto made = view.names("Namespace", {});
        std::set<std::string_view> said;
        for (const Object &object : view.scope.objects) {
            static constexpr std::array<std::string_view, 5> always = {"", "default", "kube-system", "kube-public", "kube-node-lease"};
            if (made.empty() || object.kind == "Namespace" || std::ranges::contains(always, object.ns) || std::ranges::contains(made, object.ns)
                || !said.insert(object.ns).second)
                continue;
            const Node node = object.root["metadata"]["namespace"];
            if (!node)
                continue;
            const auto close = near(object.ns, made);
            report.add(view.scope, object, node,
                tr("%1 is in namespace %2, but %3 makes only %4.").arg(object.text(), text(object.ns), view.scope.name, list(made)),
                close ? replacing(view.scope, object, node, *close) : std::nullopt);
        }
    });
}

/// A verb on a resource, by any role that is bound to the account.
bool mayWatch(const View &view, std::string_view account, std::string_view ns, std::string_view resource, bool &certain) {
    for (const Object *binding : bindings(view)) {
        const bool bound = std::ranges::any_of(binding->root["subjects"], [&](Node subject) {
            return subject["kind"].text() == "ServiceAccount" && subject["name"].text() == account
                && sameNamespace(subject["namespace"] ? subject["namespace"].text() : binding->ns, ns);
        });
        const Object *role = bound ? roleOf(view, *binding) : nullptr;
        certain = certain && (!bound || role);
        for (const Node rule : role ? role->root["rules"] : Node()) {
            const auto has = [&](std::string_view key, std::string_view wanted) {
                return std::ranges::any_of(rule[key], [&](Node item) { return item.text() == wanted || item.text() == "*"; });
            };
            if (has("resources", resource) && has("verbs", "list") && has("verbs", "watch"))
                return true;
        }
    }
    return false;
}

/// Calls back for each pod whose mounted configuration asks the API server for targets: the role of discovery.
template <class Function> void eachDiscovery(const View &view, Function &&function) {
    for (const Pod &pod : view.pods()) {
        for (const Node container : containers(pod.spec, Containers::App)) {
            for (const Mount &mount : mounts(view, pod, container)) {
                for (const Entry &there : entries(*mount.map)) {
                    if (!contains(there.value, "kubernetes_sd_configs"))
                        continue;
                    const auto document = Document::parse(text(there.key), there.value, Format::Yaml);
                    for (const Node root : document->roots()) {
                        for (const Node job : root["scrape_configs"]) {
                            for (const Node discovery : job["kubernetes_sd_configs"]) {
                                if (discovery["api_server"].text().empty())
                                    function(pod, discovery["role"].text());
                            }
                        }
                    }
                }
            }
        }
    }
}

void discoveryWithoutToken(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachDiscovery(view, [&](const Pod &pod, std::string_view) {
            Node token = pod.spec["automountServiceAccountToken"];
            const Object *at = pod.owner;
            if (!token) {
                const std::string_view name = pod.spec["serviceAccountName"].text();
                at = view.find("ServiceAccount", name.empty() ? "default" : name, pod.ns());
                token = at ? at->root["automountServiceAccountToken"] : Node();
            }
            if (token && !token.toBool().value_or(true))
                report.add(view.scope, *at, token,
                    tr("%1 finds its targets through the API server, but gets no token to ask it with.").arg(pod.owner->text()));
        });
    });
}

void discoveryWithoutRights(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachDiscovery(view, [&](const Pod &pod, std::string_view role) {
            static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> needs = {{{"pod", "pods"}, {"service", "services"},
                {"endpoints", "endpoints"}, {"endpointslice", "endpointslices"}, {"ingress", "ingresses"}}};
            const auto need = std::ranges::find(needs, role, &std::pair<std::string_view, std::string_view>::first);
            const Node account = pod.spec["serviceAccountName"];
            if (need == needs.end() || (account && !view.find("ServiceAccount", account.text(), pod.ns())))
                return;
            bool certain = !view.hasOperators() && view.together() && (!bindings(view).empty() || view.isWhole());
            if (!mayWatch(view, account ? account.text() : "default", pod.ns(), need->second, certain) && certain)
                report.add(view.scope, *pod.owner, account ? account : pod.spec,
                    tr("%1 looks for its targets among the %2, but no role of its service account %3 lets it list and watch them.")
                        .arg(pod.owner->text(), text(need->second), account ? text(account.text()) : QStringLiteral("default")));
        });
    });
}
} // namespace

std::span<const RuleEntry> accountRules() {
    static constexpr RuleEntry table[] = {
        {"missing-service-account", missingAccount},
        {"missing-role", missingRole},
        {"missing-subject", missingSubject},
        {"unbound-role", unboundRole},
        {"unused-service-account", unusedAccount},
        {"missing-priority-class", missingPriorityClass},
        {"missing-namespace", missingNamespace},
        {"discovery-without-token", discoveryWithoutToken},
        {"discovery-without-rights", discoveryWithoutRights},
    };
    return table;
}

} // namespace config::cross
