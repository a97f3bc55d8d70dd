// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects that are there twice, files that a mount does not bring, variables that are put in from nowhere, and the order of things.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>

namespace config::cross {

namespace {
void duplicates(const Subjects &subjects, Report &report, bool sameFile) {
    eachView(subjects, [&](const View &view) {
        std::map<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>, const Object *> seen;
        for (const Object &object : view.scope.objects) {
            if (view.isRendered() || object.name.empty())
                continue;
            const auto [there, fresh] = seen.try_emplace({object.group(), object.kind, object.ns, object.name}, &object);
            if (fresh || (there->second->document == object.document) != sameFile)
                continue;
            const Document &first = *there->second->document;
            report.add(object, object.root["metadata"]["name"],
                tr("%1 stands a second time, after line %2 of %3: the one that is applied last wins.")
                    .arg(object.text(), QString::number(first.position(there->second->root.range().begin).line), first.path()));
        }
    });
}
void duplicateObject(const Subjects &subjects, Report &report) { duplicates(subjects, report, true); }
void duplicateAcrossFiles(const Subjects &subjects, Report &report) { duplicates(subjects, report, false); }

/// A path below a ConfigMap's mount names a file that the ConfigMap does not hold.
void mountedFileMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                const Environment env = environment(view, pod, container);
                const auto all = mounts(view, pod, container);
                for (const Word &word : commandLine(container, env)) {
                    const std::string_view path = std::string_view(word.text).substr(std::min(word.text.find('/'), word.text.size()));
                    const Node over = path.empty() || contains(path, " ") ? Node() : mountOver(container, path);
                    const auto mount = std::ranges::find_if(all, [&](const Mount &m) { return over && m.node == over && m.subPath.empty(); });
                    if (mount == all.end() || path.size() <= mount->path.size() + 1 || (word.text.size() > path.size() && !contains(word.text, "=/")))
                        continue;
                    const std::string_view file = path.substr(mount->path.size() + (mount->path.ends_with('/') ? 0 : 1));
                    const auto files = mount->files();
                    if (contains(file, "*") || contains(file, "/") || std::ranges::contains(files, file))
                        continue;
                    report.add(view.scope, *pod.owner, word.node,
                        tr("%1 reads %2, but %3, which is mounted there, holds only %4.")
                            .arg(pod.owner->text(), text(path), mount->map->text(), list(files)));
                }
            }
        }
    });
}

void subPathMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                for (const Mount &mount : mounts(view, pod, container)) {
                    const auto files = mount.files();
                    if (mount.subPath.empty() || contains(mount.subPath, "/") || files.empty() || std::ranges::contains(files, mount.subPath))
                        continue;
                    const auto close = near(mount.subPath, files);
                    report.add(view.scope, *pod.owner, mount.node["subPath"],
                        tr("%1 mounts %2 out of %3, which holds only %4: an empty folder stands there instead.")
                            .arg(pod.owner->text(), text(mount.subPath), mount.map->text(), list(files)),
                        close ? replacing(view.scope, *pod.owner, mount.node["subPath"], *close) : std::nullopt);
                }
            }
        }
    });
}

bool isVariableName(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// Kubernetes itself gives every container the addresses of the Services of its namespace.
bool isOfService(std::string_view name) { return contains(name, "_SERVICE_") || contains(name, "_PORT") || name.starts_with("KUBERNETES_"); }

/// $(NAME) in a command line that no variable of the container answers stays as it is.
void undefinedVariable(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                const Environment env = environment(view, pod, container);
                for (const Word &word : commandLine(container, env)) {
                    const std::string_view line = word.text;
                    for (std::size_t at = line.find("$("); at != line.npos && !contains(line, " "); at = line.find("$(", at + 2)) {
                        const std::string_view name = line.substr(at + 2, line.find(')', at) - at - 2);
                        if (!env.complete || !isVariableName(name) || isOfService(name) || env.find(name) || (at > 0 && line[at - 1] == '$'))
                            continue;
                        report.add(view.scope, *pod.owner, word.node,
                            tr("The container %1 of %2 is given $(%3) as it stands: it has no variable of that name.")
                                .arg(text(container["name"].text()), pod.owner->text(), text(name)));
                    }
                }
            }
        }
    });
}

/// A migration that the applications do not wait for, and that no tool orders before them.
void migrationOrder(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *job : view.ofKind("Job")) {
            const Node annotations = job->root["metadata"]["annotations"];
            const bool ordered = annotations["helm.sh/hook"] || annotations["argocd.argoproj.io/hook"] || annotations["argocd.argoproj.io/sync-wave"]
                || annotations["kapp.k14s.io/change-group"];
            const bool migrates = contains(job->name, "migrat");
            if (!migrates || ordered || !view.together())
                continue;
            for (const Pod &pod : view.pods()) {
                const bool serves = pod.owner->kind == "Deployment" || pod.owner->kind == "StatefulSet";
                bool waits = !serves || pod.spec["initContainers"].size() > 0;
                bool sameImage = false;
                for (const Node container : containers(pod.spec)) {
                    for (const Node theirs : containers(podSpec(*job), Containers::App))
                        sameImage = sameImage || imageRepository(theirs["image"].text()) == imageRepository(container["image"].text());
                }
                if (sameImage && !waits)
                    report.add(view.scope, *pod.owner, pod.owner->root["metadata"]["name"],
                        tr("%1 starts together with %2, which changes the database under it; let an init container wait, or order the two.")
                            .arg(pod.owner->text(), job->text()));
            }
        }
    });
}

/// A pod that is told to stay near pods that nobody makes is never placed.
void affinityToNothing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node term : pod.spec["affinity"]["podAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]) {
                if (!term["labelSelector"] || term["namespaces"] || term["namespaceSelector"] || !view.selected(term["labelSelector"], pod.ns(), false).empty()
                    || !view.together())
                    continue;
                report.add(view.scope, *pod.owner, term["labelSelector"],
                    tr("%1 must be placed beside pods that nothing in %2 makes, so it stays pending.").arg(pod.owner->text(), view.scope.name));
            }
        }
    });
}

/// A constraint that counts other pods than its own spreads nothing.
void spreadOfOthers(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node constraint : pod.spec["topologySpreadConstraints"]) {
                if (constraint["labelSelector"] && !selects(constraint["labelSelector"], pod.labels))
                    report.add(view.scope, *pod.owner, constraint["labelSelector"],
                        tr("%1 spreads by labels that its own pods do not have, so they may all meet on one node.").arg(pod.owner->text()));
            }
            for (const Node term : pod.spec["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]) {
                if (term["labelSelector"] && view.together() && view.selected(term["labelSelector"], pod.ns(), false).empty())
                    report.add(view.scope, *pod.owner, term["labelSelector"],
                        tr("%1 keeps away from pods that nothing in %2 makes.").arg(pod.owner->text(), view.scope.name));
            }
        }
    });
}
} // namespace

std::vector<RuleEntry> joined(std::initializer_list<std::span<const RuleEntry>> tables) {
    std::vector<RuleEntry> out;
    for (const auto &table : tables)
        out.insert(out.end(), table.begin(), table.end());
    return out;
}

std::span<const RuleEntry> objectSetRules() {
    static constexpr RuleEntry table[] = {
        {"duplicate-object", duplicateObject},
        {"duplicate-object-across-files", duplicateAcrossFiles},
        {"mounted-file-missing", mountedFileMissing},
        {"sub-path-missing", subPathMissing},
        {"undefined-command-variable", undefinedVariable},
        {"migration-unordered", migrationOrder},
        {"affinity-to-nothing", affinityToNothing},
        {"spread-of-others", spreadOfOthers},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> referenceRules() {
    static const std::vector<RuleEntry> table = cross::joined({cross::nameRules(), cross::accountRules(), cross::absentRules(), cross::objectSetRules()});
    return table;
}
} // namespace config
