// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Grafana's dashboards: that a pod has them where Grafana looks, and that the data sources that they name are provided.
#include "config/cross/mounted.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>
#include <set>

namespace config::cross {

namespace {
bool isDashboard(const MountedFile &file) { return file.root["panels"].isSequence() && file.name.ends_with(".json"); }

template <class Function> void eachGrafana(const Subjects &subjects, Function &&function) {
    eachView(subjects, [&](const View &view) {
        for (const Furnished &one : furnished(view, "panels\"")) {
            if (std::ranges::any_of(one.files, isDashboard))
                function(one);
        }
    });
}

/// Whether any scope has the file's text as a ConfigMap's value. While it is edited, the text that was rendered counts.
bool isMounted(const Subjects &subjects, const File &file) {
    const std::string_view now = file.document->text(), before = file.loaded ? file.loaded->text() : now;
    return std::ranges::any_of(subjects.set().scopes(), [&](const Scope &scope) {
        return std::ranges::any_of(scope.objects, [&](const Object &object) {
            return object.kind == "ConfigMap" && std::ranges::any_of(object.root["data"], [&](Node value) { return value.text() == now || value.text() == before; });
        });
    });
}

/// The folder of a kustomization above the file.
bool isOfKustomization(const Subjects &subjects, const File &file) {
    return std::ranges::any_of(subjects.set().files(), [&](const File &other) {
        const QString path = other.document->path();
        return other.kind.role == Role::Kustomization && path.contains(u'/') && file.document->path().startsWith(path.section(u'/', 0, -2) + u'/');
    });
}

void notMounted(const Subjects &subjects, Report &report) {
    std::vector<const File *> left;
    bool any = false;
    for (const File &file : subjects.set().files()) {
        if (file.kind.role != Role::GrafanaDashboard || !isOfKustomization(subjects, file))
            continue;
        const bool mounted = isMounted(subjects, file);
        any = any || mounted;
        if (!mounted && !file.document->roots().empty())
            left.push_back(&file);
    }
    for (const File *file : any ? left : std::vector<const File *>()) {
        const Node title = file->document->roots().front()["title"];
        report.add(*file->document, title ? title : file->document->roots().front(),
            tr("No ConfigMap holds the dashboard \"%1\", although its neighbours are in one: Grafana does not show it.").arg(text(title.text())));
    }
}

/// Calls back with each data source that a dashboard names: the text of an old one, the uid of a new one.
template <class Function> void eachSource(Node node, Function &&function) {
    const Node source = node.isMap() ? node["datasource"] : Node();
    if (source)
        function(source.isMap() ? source["uid"] : source);
    for (const Node child : node.isMap() || node.isSequence() ? node : Node()) {
        if (child.isMap() || child.isSequence())
            eachSource(child, function);
    }
}

void sourceMissing(const Subjects &subjects, Report &report) {
    eachGrafana(subjects, [&](const Furnished &one) {
        std::vector<std::string_view> known;
        for (const MountedFile &file : one.files) {
            for (const Node source : file.root["datasources"]) {
                known.push_back(source["uid"].text());
                known.push_back(source["name"].text());
            }
        }
        std::erase(known, std::string_view());
        for (const MountedFile &file : known.empty() ? std::vector<MountedFile>() : one.files) {
            if (!isDashboard(file))
                continue;
            std::set<std::string_view> said; // once, not for each panel
            eachSource(file.root, [&](Node source) {
                const std::string_view name = source.text();
                const bool builtin = name.empty() || name.starts_with("$") || name.starts_with("--") || name == "grafana" || name == "default";
                if (!builtin && !std::ranges::contains(known, name) && said.insert(name).second)
                    add(report, one, file, source,
                        tr("The dashboard %1 asks the data source %2; Grafana is given only %3.").arg(text(file.name), text(name), list(known)));
            });
        }
    });
}

void providerElsewhere(const Subjects &subjects, Report &report) {
    eachGrafana(subjects, [&](const Furnished &one) {
        const auto dashboard = std::ranges::find_if(one.files, isDashboard);
        for (const MountedFile &file : one.files) {
            for (const Node provider : file.root["providers"]) {
                const Node path = provider["options"]["path"];
                const bool any = std::ranges::any_of(one.files, [&](const MountedFile &other) { return isDashboard(other) && other.folder.starts_with(path.text()); });
                if (path && !any && !mountOver(one.container, path.text()))
                    add(report, one, file, path,
                        tr("Grafana looks for dashboards in %1, but those of %2 are in %3.").arg(text(path.text()), one.pod.owner->text(), text(dashboard->folder)));
            }
        }
    });
}

void uidTwice(const Subjects &subjects, Report &report) {
    eachGrafana(subjects, [&](const Furnished &one) {
        std::map<std::string_view, std::string_view> seen;
        for (const MountedFile &file : one.files) {
            const Node uid = isDashboard(file) ? file.root["uid"] : Node();
            if (uid.text().empty())
                continue;
            const auto [there, fresh] = seen.try_emplace(uid.text(), file.name);
            if (!fresh && there->second != file.name)
                add(report, one, file, uid, tr("The dashboards %1 and %2 have the same uid %3: Grafana shows one of them.").arg(text(there->second), text(file.name), text(uid.text())));
        }
    });
}
} // namespace

std::span<const RuleEntry> dashboardRules() {
    static constexpr RuleEntry table[] = {
        {"dashboard-not-mounted", notMounted},
        {"dashboard-source-missing", sourceMissing},
        {"dashboards-elsewhere", providerElsewhere},
        {"dashboard-uid-twice", uidTwice},
    };
    return table;
}

} // namespace config::cross
