// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names that lead out of a folder. Its files may be a part of what is deployed, so that nothing here is certain; where they are all of it (a
// kustomization) or the name is nearly right, other rules speak.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

namespace config::cross {

namespace {
struct Named {
    const Object *from = nullptr;
    std::string_view kind;
    Node name;
};

void addPods(const View &view, std::vector<Named> &out) {
    for (const Pod &pod : view.pods()) {
        out.push_back({pod.owner, "ServiceAccount", pod.spec["serviceAccountName"]});
        for (const Node volume : pod.spec["volumes"])
            out.push_back({pod.owner, "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]});
    }
    for (const Reference &reference : view.kept(references)) {
        if (reference.kind == "ConfigMap" && !reference.optional)
            out.push_back({reference.from, "ConfigMap", reference.name});
    }
}

void addOthers(const View &view, std::vector<Named> &out) {
    for (const Object *binding : view.ofKind("RoleBinding")) {
        if (binding->root["roleRef"]["kind"].text() == "Role")
            out.push_back({binding, "Role", binding->root["roleRef"]["name"]});
    }
    for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
        const Node target = scaler->root["spec"]["scaleTargetRef"];
        if (target["kind"].text() == "Deployment" || target["kind"].text() == "StatefulSet")
            out.push_back({scaler, target["kind"].text(), target["name"]});
    }
    for (const Object *ingress : view.ofKind("Ingress")) {
        for (const Node rule : ingress->root["spec"]["rules"]) {
            for (const Node path : rule["http"]["paths"])
                out.push_back({ingress, "Service", path["backend"]["service"]["name"]});
        }
    }
}

bool isThere(const View &view, const Named &one) {
    const std::string_view name = one.name.text();
    return name.empty() || name == "default" || name == "kube-root-ca.crt" || view.find(one.kind, name, one.from->ns) || view.generated(one.kind, name);
}

void notHere(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        if (view.isWhole() || view.hasOperators())
            return;
        std::vector<Named> all;
        addPods(view, all);
        addOthers(view, all);
        for (const Named &one : all) {
            const auto known = view.names(one.kind, one.from->ns);
            if (isThere(view, one) || !view.knows(one.kind, one.from->ns) || near(one.name.text(), known))
                continue;
            report.add(view.scope, *one.from, one.name,
                tr("%1 names the %2 %3, which is not in %4; there %5 of that kind: it has to be there already.")
                    .arg(one.from->text(), text(one.kind), text(one.name.text()), view.scope.name.isEmpty() ? tr("this folder") : view.scope.name,
                        known.size() == 1 ? tr("is only %1").arg(list(known)) : tr("are only %1").arg(list(known))));
        }
    });
}
} // namespace

std::span<const RuleEntry> absentRules() {
    static constexpr RuleEntry table[] = {
        {"reference-not-here", notHere},
    };
    return table;
}

} // namespace config::cross
