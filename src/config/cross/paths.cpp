// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What hardly differs from its like, and is therefore probably a slip: a path of one probe from that of the others, a label's value of one
// alert, the namespace of one file.
#include "config/cross/commands.h"
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include <QDir>

#include <algorithm>
#include <map>

namespace config::cross {

namespace {

/// Paths of addresses in the health checks of the Compose services of that name.
void checkedInCompose(const Set &set, std::string_view service, std::vector<std::string_view> &paths) {
    for (const File &file : set.files()) {
        for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>()) {
            const Node test = root["services"][service]["healthcheck"]["test"];
            const auto take = [&](std::string_view words) {
                for (const Endpoint &endpoint : urls(words))
                    paths.push_back(endpoint.path);
            };
            take(test.text());
            for (const Node word : test)
                take(word.text());
        }
    }
}

bool differsInSlash(std::string_view a, std::string_view b) {
    while (a.ends_with('/'))
        a.remove_suffix(1);
    while (b.ends_with('/'))
        b.remove_suffix(1);
    return a == b;
}

void probePath(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec, Containers::App)) {
                std::vector<std::pair<std::string_view, Node>> asked;
                for (const std::string_view probe : {"startupProbe", "livenessProbe", "readinessProbe"})
                    if (const Node path = container[probe]["httpGet"]["path"])
                        asked.emplace_back(path.text(), path);
                std::vector<std::string_view> known;
                for (const auto &[path, node] : asked)
                    known.push_back(path);
                checkedInCompose(set, pod.owner->name, known);
                for (const auto &[path, node] : asked) {
                    const auto close = std::ranges::count(known, path) == 1 ? near(path, known) : std::nullopt;
                    if (close && !differsInSlash(path, *close))
                        report.add(view.scope, *pod.owner, node,
                            tr("Only this probe of %1 asks for %2; another check asks for %3. A path that does not exist fails the probe.").arg(pod.owner->text(), text(path), text(*close)));
                }
            }
        }
    });
}

void alertLabel(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    std::map<std::string_view, std::map<std::string_view, std::vector<std::pair<const File *, Node>>>> labels;
    for (const File &file : set.files())
        for (const Node root : file.kind.role == Role::AlertRules ? file.document->roots() : std::span<const Node>())
            for (const Node group : root["groups"])
                for (const Node rule : group["rules"])
                    for (const Node label : rule["labels"])
                        labels[label.key()][label.text()].emplace_back(&file, label);
    for (const auto &[label, values] : labels) {
        std::vector<std::string_view> names;
        for (const auto &[value, places] : values)
            names.push_back(value);
        for (const auto &[value, places] : values) {
            const auto close = places.size() == 1 ? near(value, names) : std::nullopt;
            if (close && values.at(*close).size() > 1)
                report.add(*places.front().first->document, places.front().second,
                    tr("Only this alert has the %1 %2; others have %3. Routes that look for it do not match.").arg(text(label), text(value), text(*close)));
        }
    }
}

void namespaceLikeness(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    for (const File &kustomization : set.files()) {
        const std::span<const Node> roots = kustomization.kind.role == Role::Kustomization ? kustomization.document->roots() : std::span<const Node>();
        const std::string_view wanted = roots.empty() ? std::string_view() : roots.front()["namespace"].text();
        const QString folder = kustomization.document->path().section(u'/', 0, -2);
        for (const File &file : wanted.empty() ? std::span<const File>() : set.files()) {
            if (file.document->path().section(u'/', 0, -2) != folder)
                continue;
            for (const Object &object : file.objects) {
                const Node ns = object.root["metadata"]["namespace"];
                if (near(ns.text(), std::span(&wanted, 1)))
                    report.add(*file.document, ns, tr("%1 is written for the namespace %2; the kustomization beside it deploys to %3.").arg(object.text(), text(ns.text()), text(wanted)));
            }
        }
    }
}

/// Names of the files in a folder: those of the set, and on disk those that it did not read.
std::vector<std::string> namesIn(const Paths &paths, const QString &folder) {
    std::vector<std::string> names;
    for (const QString &file : paths.files) {
        if (file.section(u'/', 0, -2) == folder)
            names.push_back(file.section(u'/', -1).toStdString());
    }
    for (const QString &name : folder.isEmpty() ? QStringList() : QDir(folder).entryList(QDir::Files | QDir::Hidden))
        names.push_back(name.toStdString());
    return names;
}

/// One path that a file gives relative to its own folder, and the scalar that holds it.
struct Written {
    std::string_view path;
    Node node;
};

std::vector<Written> filesOfCompose(Node root) {
    std::vector<Written> all;
    const auto add = [&](Node node) { all.push_back({node.text(), node}); };
    for (const Node service : root["services"]) {
        for (const Node volume : service["volumes"]) {
            if (volume.isMap() && volume["type"].text() == "bind")
                add(volume["source"]);
            else if (volume.isScalar() && volume.text().starts_with('.'))
                all.push_back({volume.text().substr(0, volume.text().find(':')), volume});
        }
        const Node environment = service["env_file"];
        if (environment.isScalar())
            add(environment);
        for (const Node file : environment)
            add(file.isMap() ? file["path"] : file);
        add(service["extends"]["file"]);
    }
    for (const std::string_view part : {"secrets", "configs"})
        for (const Node definition : root[part])
            add(definition["file"]);
    return all;
}

std::vector<Written> filesOfPrometheus(Node root) {
    std::vector<Written> all;
    for (const std::string_view part : {"rule_files", "scrape_config_files"})
        for (const Node pattern : root[part])
            all.push_back({pattern.text(), pattern});
    return all;
}

/// Judges only what is certain: nothing lies at the path, and in its folder something whose name hardly differs.
void fileLikeness(const Subjects &subjects, Report &report, Role role, std::vector<Written> (*filesOf)(Node), const QString &message) {
    const Paths &paths = subjects.kept(pathsOf);
    for (const File *file : subjects.files(role)) {
        for (const Node root : file->document->roots()) {
            for (const Written &one : filesOf(root)) {
                if (one.path.empty() || one.path.starts_with('/') || one.path.find_first_of("*$~") != one.path.npos)
                    continue;
                const QString folder = QDir::cleanPath(file->document->path()).section(u'/', 0, -2);
                const QString path = QDir::cleanPath(folder.isEmpty() ? text(one.path) : folder + u'/' + text(one.path));
                const std::vector<std::string> names = paths.has(path) ? std::vector<std::string>() : namesIn(paths, path.section(u'/', 0, -2));
                const std::string name = path.section(u'/', -1).toStdString();
                const std::vector<std::string_view> known(names.begin(), names.end());
                const auto close = near(name, known);
                if (!close)
                    continue;
                std::string changed(one.node.text());
                const std::size_t at = changed.rfind(name, one.path.size());
                if (at != changed.npos)
                    changed.replace(at, name.size(), *close);
                report.add(*file->document, one.node, message.arg(text(one.path), text(*close)), replacing(*file->document, one.node, changed));
            }
        }
    }
}

void composeFile(const Subjects &subjects, Report &report) {
    fileLikeness(subjects, report, Role::ComposeFile, filesOfCompose, tr("%1 is not there, but %2 is: Docker makes an empty folder of that name, or refuses to start."));
}

void prometheusFile(const Subjects &subjects, Report &report) {
    fileLikeness(subjects, report, Role::PrometheusConfig, filesOfPrometheus, tr("%1 is not there, but %2 is: Prometheus starts without it and says nothing."));
}

} // namespace

std::span<const RuleEntry> likenessRules() {
    static constexpr RuleEntry table[] = {
        {"probe-path-misspelt", probePath},
        {"alert-label-misspelt", alertLabel},
        {"namespace-misspelt", namespaceLikeness},
        {"compose-file-misspelt", composeFile},
        {"prometheus-file-misspelt", prometheusFile},
    };
    return table;
}

} // namespace config::cross
