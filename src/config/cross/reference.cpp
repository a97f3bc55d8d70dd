// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names and keys of ConfigMaps and Secrets.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>

namespace config::cross {

namespace {
bool isBuiltin(std::string_view name) { return name == "kube-root-ca.crt" || name == "extension-apiserver-authentication"; }

bool exists(const View &view, const Reference &reference) {
    return isBuiltin(reference.name.text()) || view.find(reference.kind, reference.name.text(), reference.from->ns)
        || view.generated(reference.kind, reference.name.text());
}

QString ofWhom(const Reference &reference) { return reference.from->text(); }

/// Objects of the set that the scope does not hold: a template, or a file that a kustomization forgot.
const Object *outside(const View &view, std::string_view kind, std::string_view name) {
    for (const Object &object : view.set.objects()) {
        if (object.kind == kind && object.name == name)
            return &object;
    }
    return nullptr;
}

/// Names that others in the scope use of Secrets that are made elsewhere, at least twice as often.
std::vector<std::string_view> usedNames(const View &view, std::span<const Reference> all, const Reference &but) {
    std::map<std::string_view, int> counts;
    for (const Reference &other : all) {
        if (other.kind == but.kind && sameNamespace(other.from->ns, but.from->ns) && !(other.use == Use::Certificate))
            ++counts[other.name.text()];
    }
    std::vector<std::string_view> out = view.names(but.kind, but.from->ns);
    for (const auto &[name, count] : counts) {
        if (name != but.name.text() && count >= 2 && count >= 2 * counts[but.name.text()])
            out.push_back(name);
    }
    return out;
}

void missingConfigMap(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Reference &reference : view.kept(references)) {
            const std::string_view name = reference.name.text();
            if (reference.kind != "ConfigMap" || reference.optional || exists(view, reference) || view.findElsewhere("ConfigMap", name, reference.from->ns))
                continue;
            const auto known = view.names("ConfigMap", reference.from->ns);
            const auto close = near(name, known);
            if (!view.isCertain(close.has_value()))
                continue;
            const Object *other = outside(view, "ConfigMap", name);
            QString message = tr("%1 takes its settings from the ConfigMap %2, which is not among what is deployed in %3.")
                                  .arg(ofWhom(reference), text(name), view.scope.name);
            if (close)
                message = tr("%1 names the ConfigMap %2, which does not exist; there is %3.").arg(ofWhom(reference), text(name), text(*close));
            else if (other)
                message = tr("%1 names the ConfigMap %2, which stands in %3 but is not part of %4.")
                              .arg(ofWhom(reference), text(name), other->document->path(), view.scope.name);
            report.add(view.scope, *reference.from, reference.name, message,
                close ? replacing(view.scope, *reference.from, reference.name, *close) : std::nullopt);
        }
    });
}

void missingSecret(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto &all = view.kept(references);
        const bool any = !view.ofKind("Secret").empty();
        for (const Reference &reference : all) {
            const std::string_view name = reference.name.text();
            if (reference.kind != "Secret" || reference.optional || reference.use == Use::Certificate || !any || exists(view, reference)
                || !view.knows("Secret", reference.from->ns) || view.findElsewhere("Secret", name, reference.from->ns) || outside(view, "Secret", name)
                || near(name, usedNames(view, all, reference)) || view.hasOperators())
                continue;
            report.add(view.scope, *reference.from, reference.name,
                tr("%1 needs the Secret %2, but %3 makes only %4; unless someone else makes it, the pod does not start.")
                    .arg(ofWhom(reference), text(name), view.scope.name, list(view.names("Secret", reference.from->ns))));
        }
    });
}

void misspeltSecret(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto &all = view.kept(references);
        for (const Reference &reference : all) {
            if (reference.kind != "Secret" || reference.optional || reference.use == Use::Certificate || exists(view, reference)
                || outside(view, "Secret", reference.name.text()) || !view.together())
                continue;
            const auto close = near(reference.name.text(), usedNames(view, all, reference));
            if (close)
                report.add(view.scope, *reference.from, reference.name,
                    tr("%1 names the Secret %2, which nothing makes; everything else calls it %3.")
                        .arg(ofWhom(reference), text(reference.name.text()), text(*close)),
                    replacing(view.scope, *reference.from, reference.name, *close));
        }
    });
}

/// The keys that the named map has, as far as they are known anywhere; nothing: not known.
std::optional<std::vector<std::string>> keysOf(const View &view, const Reference &reference) {
    std::vector<std::string> out;
    const Object *map = view.find(reference.kind, reference.name.text(), reference.from->ns);
    if (!map && reference.kind == "Secret")
        map = outside(view, reference.kind, reference.name.text());
    if (map) {
        for (const Entry &there : entries(*map))
            out.emplace_back(there.key);
        // A Secret of a type, or an empty one, is filled by somebody else.
        const std::string_view type = map->root["type"].text();
        return out.empty() || type == "kubernetes.io/service-account-token" ? std::nullopt : std::optional(out);
    }
    const Generated *made = view.generated(reference.kind, reference.name.text());
    return made && made->keysKnown ? std::optional(made->keys) : std::nullopt;
}

void missingKey(const Subjects &subjects, Report &report, std::string_view kind) {
    eachView(subjects, [&](const View &view) {
        for (const Reference &reference : view.kept(references)) {
            if (reference.kind != kind || reference.optional || reference.key.text().empty())
                continue;
            const auto keys = keysOf(view, reference);
            if (!keys || std::ranges::contains(*keys, reference.key.text()))
                continue;
            std::vector<std::string_view> known(keys->begin(), keys->end());
            const auto close = near(reference.key.text(), known);
            const QString message = close ? tr("%1 wants the key %2 of %3 %4, which has %5 but not that.")
                                                .arg(ofWhom(reference), text(reference.key.text()), text(kind), text(reference.name.text()), text(*close))
                                          : tr("%1 wants the key %2 of %3 %4, which has only %5.")
                                                .arg(ofWhom(reference), text(reference.key.text()), text(kind), text(reference.name.text()), list(known));
            report.add(view.scope, *reference.from, reference.key, message,
                close ? replacing(view.scope, *reference.from, reference.key, *close) : std::nullopt);
        }
    });
}
void missingConfigMapKey(const Subjects &subjects, Report &report) { missingKey(subjects, report, "ConfigMap"); }
void missingSecretKey(const Subjects &subjects, Report &report) { missingKey(subjects, report, "Secret"); }

/// Something of that name is there, but in another namespace, where a pod cannot reach it.
void otherNamespace(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto say = [&](const Object &from, Node node, std::string_view kind, std::string_view name) {
            const Object *there = name.empty() ? nullptr : view.findElsewhere(kind, name, from.ns);
            if (there && view.isWhole())
                report.add(view.scope, from, node,
                    tr("%1 in namespace %2 names the %3 %4, which is in namespace %5: a pod sees only its own namespace.")
                        .arg(from.text(), text(from.ns), text(kind), text(name), text(there->ns)));
        };
        for (const Reference &reference : view.kept(references)) {
            if (!reference.optional && !exists(view, reference))
                say(*reference.from, reference.name, reference.kind, reference.name.text());
        }
        for (const Pod &pod : view.pods()) {
            say(*pod.owner, pod.spec["serviceAccountName"], "ServiceAccount", pod.spec["serviceAccountName"].text());
            for (const Node volume : pod.spec["volumes"])
                say(*pod.owner, volume["persistentVolumeClaim"]["claimName"], "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"].text());
        }
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Node target = scaler->root["spec"]["scaleTargetRef"];
            say(*scaler, target["name"], target["kind"].text(), target["name"].text());
        }
    });
}

/// What nothing refers to. Maps are fetched through the API as well, so this is advice.
void unusedMap(const Subjects &subjects, Report &report, std::string_view kind) {
    eachView(subjects, [&](const View &view) {
        if (view.pods().empty() || view.hasOperators() || !view.together())
            return;
        const auto &all = view.kept(references);
        for (const Object *map : view.ofKind(kind)) {
            const bool fetched = map->root["metadata"]["labels"]["grafana_dashboard"] || map->root["type"].text() == "kubernetes.io/service-account-token";
            const bool used = std::ranges::any_of(all, [&](const Reference &reference) {
                return reference.kind == kind && reference.name.text() == map->name && sameNamespace(reference.from->ns, map->ns);
            });
            if (!used && !fetched && !isBuiltin(map->name))
                report.add(view.scope, *map, map->root["metadata"]["name"],
                    tr("No pod of %1 uses %2.").arg(view.scope.name, map->text()));
        }
    });
}
void unusedConfigMap(const Subjects &subjects, Report &report) { unusedMap(subjects, report, "ConfigMap"); }
void unusedSecret(const Subjects &subjects, Report &report) { unusedMap(subjects, report, "Secret"); }

/// Keys that no pod takes, of a map that is taken key by key.
void unusedKey(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto &all = view.kept(references);
        for (const std::string_view kind : {"ConfigMap", "Secret"}) {
            for (const Object *map : view.ofKind(kind)) {
                std::vector<std::string_view> taken;
                bool whole = false;
                for (const Reference &reference : all) {
                    if (reference.kind != kind || reference.name.text() != map->name || !sameNamespace(reference.from->ns, map->ns))
                        continue;
                    whole = whole || !reference.key;
                    taken.push_back(reference.key.text());
                }
                for (const Entry &there : whole || taken.empty() ? std::vector<Entry>() : entries(*map)) {
                    if (!std::ranges::contains(taken, there.key))
                        report.add(view.scope, *map, there.node, tr("Nothing takes the key %1 of %2.").arg(text(there.key), map->text()), {}, Report::Where::Key);
                }
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> nameRules() {
    static constexpr RuleEntry table[] = {
        {"missing-configmap", missingConfigMap},
        {"missing-configmap-key", missingConfigMapKey},
        {"missing-secret", missingSecret},
        {"misspelt-secret", misspeltSecret},
        {"missing-secret-key", missingSecretKey},
        {"reference-in-other-namespace", otherNamespace},
        {"unused-configmap", unusedConfigMap},
        {"unused-secret", unusedSecret},
        {"unused-key", unusedKey},
    };
    return table;
}

} // namespace config::cross
