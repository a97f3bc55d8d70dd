// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Claims, who uses them and what they are bound to; the Service of a StatefulSet.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>

namespace config::cross {

namespace {
/// Calls back with each place where a pod names a claim.
template <class Function> void eachClaimed(const View &view, Function &&function) {
    for (const Pod &pod : view.pods()) {
        for (const Node volume : pod.spec["volumes"]) {
            if (const Node name = volume["persistentVolumeClaim"]["claimName"])
                function(pod, name);
        }
    }
}

/// Whether one node, or one pod, at a time may have the volume.
bool isExclusive(Node claimSpec) {
    const Node modes = claimSpec["accessModes"];
    return modes.size() > 0 && std::ranges::all_of(modes, [](Node mode) { return mode.text() == "ReadWriteOnce" || mode.text() == "ReadWriteOncePod"; });
}

const Object *exclusiveClaim(const View &view, const Pod &pod, Node name) {
    const Object *claim = view.find("PersistentVolumeClaim", name.text(), pod.ns());
    return claim && isExclusive(claim->root["spec"]) ? claim : nullptr;
}

/// Claims that a StatefulSet makes: "data-database-0".
bool isOfStatefulSet(const View &view, std::string_view name) {
    for (const Object *owner : view.ofKind("StatefulSet")) {
        for (const Node claim : owner->root["spec"]["volumeClaimTemplates"]) {
            const std::string begin = std::string(claim["metadata"]["name"].text()) + '-' + std::string(owner->name) + '-';
            if (name.starts_with(begin) && number(name.substr(begin.size())))
                return true;
        }
    }
    return false;
}

void missingClaim(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachClaimed(view, [&](const Pod &pod, Node name) {
            const auto known = view.names("PersistentVolumeClaim", pod.ns());
            const auto close = near(name.text(), known);
            if (std::ranges::contains(known, name.text()) || isOfStatefulSet(view, name.text()) || !view.isCertain(close.has_value())
                || view.findElsewhere("PersistentVolumeClaim", name.text(), pod.ns()))
                return;
            report.add(view.scope, *pod.owner, name,
                tr("%1 wants the claim %2, which %3 does not make: its pods stay pending.").arg(pod.owner->text(), text(name.text()), view.scope.name),
                close ? replacing(view.scope, *pod.owner, name, *close) : std::nullopt);
        });
    });
}

void sharedByReplicas(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachClaimed(view, [&](const Pod &pod, Node name) {
            const Object *claim = exclusiveClaim(view, pod, name);
            const int pods = view.mostReplicas(*pod.owner);
            if (claim && pods > 1 && view.together())
                report.add(view.scope, *pod.owner, name,
                    tr("Up to %1 pods of %2 share %3, which only one node at a time may have: those on other nodes do not start.")
                        .arg(QString::number(pods), pod.owner->text(), claim->text()));
        });
    });
}

void ofTwoWorkloads(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::map<const Object *, const Object *> users;
        eachClaimed(view, [&](const Pod &pod, Node name) {
            const Object *claim = exclusiveClaim(view, pod, name);
            const Object *first = claim ? users.try_emplace(claim, pod.owner).first->second : pod.owner;
            if (first != pod.owner && view.meet(*first, *pod.owner))
                report.add(view.scope, *pod.owner, name,
                    tr("%1 and %2 share %3, which only one node at a time may have: on another node the second does not start.")
                        .arg(first->text(), pod.owner->text(), claim->text()));
        });
    });
}

/// The new pod waits for the volume of the old one, which waits for the new one to be ready.
void rollsOverVolume(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachClaimed(view, [&](const Pod &pod, Node name) {
            const Node strategy = pod.owner->root["spec"]["strategy"];
            const Node surge = strategy["rollingUpdate"]["maxSurge"];
            const bool rolls = pod.owner->kind == "Deployment" && strategy["type"].text() != "Recreate" && surge.text() != "0" && surge.text() != "0%";
            const Object *claim = rolls && view.mostReplicas(*pod.owner) == 1 ? exclusiveClaim(view, pod, name) : nullptr;
            if (claim)
                report.add(view.scope, *pod.owner, strategy["type"] ? strategy["type"] : name,
                    tr("%1 starts a new pod before the old one ends, but both need %2, which only one node at a time may have; use the strategy Recreate.")
                        .arg(pod.owner->text(), claim->text()));
        });
    });
}

void unusedClaim(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::string_view> used;
        eachClaimed(view, [&](const Pod &, Node name) { used.push_back(name.text()); });
        for (const Object *claim : view.ofKind("PersistentVolumeClaim")) {
            if (!view.pods().empty() && view.together() && !view.hasOperators() && !std::ranges::contains(used, claim->name) && !isOfStatefulSet(view, claim->name))
                report.add(view.scope, *claim, claim->root["metadata"]["name"], tr("No pod of %1 uses %2.").arg(view.scope.name, claim->text()));
        }
    });
}

/// Calls back with each claim and each template of one.
template <class Function> void eachClaim(const View &view, Function &&function) {
    for (const Object *claim : view.ofKind("PersistentVolumeClaim"))
        function(*claim, claim->root["spec"]);
    for (const Object *owner : view.ofKind("StatefulSet")) {
        for (const Node claim : owner->root["spec"]["volumeClaimTemplates"])
            function(*owner, claim["spec"]);
    }
}

void classMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::vector<std::string_view> known = view.names("StorageClass", {});
        eachClaim(view, [&](const Object &object, Node spec) {
            const Node name = spec["storageClassName"];
            const bool ofVolume = std::ranges::any_of(view.ofKind("PersistentVolume"),
                [&](const Object *volume) { return volume->root["spec"]["storageClassName"].text() == name.text(); });
            if (known.empty() || name.text().empty() || ofVolume || std::ranges::contains(known, name.text()))
                return;
            const auto close = near(name.text(), known);
            report.add(view.scope, object, name,
                tr("%1 wants the storage class %2; %3 makes %4.").arg(object.text(), text(name.text()), view.scope.name, list(known)),
                close ? replacing(view.scope, object, name, *close) : std::nullopt);
        });
    });
}

/// What keeps a claim from being bound to the volume that it names.
QString mismatch(const Object &volume, Node spec, Node &at) {
    const Node theirs = volume.root["spec"];
    at = spec["resources"]["requests"]["storage"];
    const auto wanted = quantity(at.text()), there = quantity(theirs["capacity"]["storage"].text());
    if (wanted && there && *wanted > *there)
        return tr("asks for %1, but %2 has %3").arg(text(at.text()), volume.text(), text(theirs["capacity"]["storage"].text()));
    at = spec["storageClassName"];
    if (at && at.text() != theirs["storageClassName"].text())
        return tr("is of the storage class \"%1\", %2 of \"%3\"").arg(text(at.text()), volume.text(), text(theirs["storageClassName"].text()));
    for (const Node mode : spec["accessModes"]) {
        at = mode;
        if (std::ranges::none_of(theirs["accessModes"], [&](Node one) { return one.text() == mode.text(); }))
            return tr("wants %1, which %2 does not offer").arg(text(mode.text()), volume.text());
    }
    return {};
}

void volumeMismatch(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *claim : view.ofKind("PersistentVolumeClaim")) {
            const Node spec = claim->root["spec"];
            const Object *volume = spec["volumeName"] ? view.find("PersistentVolume", spec["volumeName"].text(), {}) : nullptr;
            Node at;
            const QString what = volume ? mismatch(*volume, spec, at) : QString();
            if (!what.isEmpty())
                report.add(view.scope, *claim, at, tr("%1 %2: it is never bound.").arg(claim->text(), what));
        }
    });
}

void serviceOfStatefulSet(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *owner : view.ofKind("StatefulSet")) {
            const Node name = owner->root["spec"]["serviceName"];
            const auto known = view.names("Service", owner->ns);
            const auto close = near(name.text(), known);
            if (name.text().empty() || std::ranges::contains(known, name.text()) || !view.isCertain(close.has_value()))
                continue;
            report.add(view.scope, *owner, name,
                tr("%1 gives its pods names through the Service %2, which %3 does not have: names like %4-0.%2 lead nowhere.")
                    .arg(owner->text(), text(name.text()), view.scope.name, text(owner->name)),
                close ? replacing(view.scope, *owner, name, *close) : std::nullopt);
        }
    });
}

void serviceNotHeadless(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *owner : view.ofKind("StatefulSet")) {
            const Node name = owner->root["spec"]["serviceName"];
            const Object *service = view.find("Service", name.text(), owner->ns);
            if (service && service->root["spec"]["clusterIP"].text() != "None")
                report.add(view.scope, *owner, name,
                    tr("%1 gives its pods names through %2, which has an address of its own: only a Service with clusterIP None gives each pod a name.")
                        .arg(owner->text(), service->text()));
        }
    });
}
} // namespace

} // namespace config::cross

namespace config {
std::span<const RuleEntry> storageRules() {
    static constexpr RuleEntry table[] = {
        {"missing-claim", cross::missingClaim},
        {"claim-shared-by-replicas", cross::sharedByReplicas},
        {"claim-of-two-workloads", cross::ofTwoWorkloads},
        {"rolls-over-its-volume", cross::rollsOverVolume},
        {"unused-claim", cross::unusedClaim},
        {"storage-class-missing", cross::classMissing},
        {"claim-volume-mismatch", cross::volumeMismatch},
        {"statefulset-service-missing", cross::serviceOfStatefulSet},
        {"statefulset-service-not-headless", cross::serviceNotHeadless},
    };
    return table;
}
} // namespace config
