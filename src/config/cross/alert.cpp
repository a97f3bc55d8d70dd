// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names inside the configurations of Prometheus and Alertmanager, as files and as values of ConfigMaps.
#include "config/cross/mounted.h"
#include "config/cross/address.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
/// Calls back with the root of each such configuration and a way to say something at a node of it.
template <class Function> void eachConfiguration(const Subjects &subjects, Report &report, Role role, std::string_view mark, Function &&function) {
    for (const File &file : subjects.set().files()) {
        for (const Node root : file.kind.role == role ? file.document->roots() : std::span<const Node>())
            function(root, [&](Node node, const QString &message, std::optional<Fix> fix) { report.add(*file.document, node, message, std::move(fix)); }, file.document.get());
    }
    eachView(subjects, [&](const View &view) {
        for (const Object *map : view.ofKind("ConfigMap")) {
            for (const Entry &there : entries(*map)) {
                const bool yaml = there.key.ends_with(".yml") || there.key.ends_with(".yaml");
                if (!yaml || !contains(there.value, mark) || fileOf(view, there.value))
                    continue;
                const auto document = Document::parse(text(there.key), there.value, Format::Yaml);
                for (const Node root : document->roots())
                    function(root, [&](Node, const QString &message, const std::optional<Fix> &) { report.add(view.scope, *map, there.node, message); }, nullptr);
            }
        }
    });
}

template <class Function> void eachRoute(Node route, Function &&function) {
    function(route);
    for (const Node child : route["routes"])
        eachRoute(child, function);
}

void receiverMissing(const Subjects &subjects, Report &report) {
    eachConfiguration(subjects, report, Role::AlertmanagerConfig, "receivers:", [](Node root, const auto &say, const Document *document) {
        std::vector<std::string_view> known;
        for (const Node receiver : root["receivers"])
            known.push_back(receiver["name"].text());
        eachRoute(root["route"], [&](Node route) {
            const Node name = route["receiver"];
            if (known.empty() || name.text().empty() || std::ranges::contains(known, name.text()))
                return;
            const auto close = near(name.text(), known);
            say(name, tr("The route leads to the receiver %1; there is only %2. Alertmanager does not start.").arg(text(name.text()), list(known)),
                close && document ? replacing(*document, name, *close) : std::nullopt);
        });
    });
}

void jobTwice(const Subjects &subjects, Report &report) {
    eachConfiguration(subjects, report, Role::PrometheusConfig, "scrape_configs:", [](Node root, const auto &say, const Document *) {
        std::vector<std::string_view> seen;
        for (const Node job : root["scrape_configs"]) {
            const Node name = job["job_name"];
            if (std::ranges::contains(seen, name.text()))
                say(name, tr("There is a job %1 already: Prometheus does not start with two of one name.").arg(text(name.text())), std::nullopt);
            seen.push_back(name.text());
        }
    });
}

void intervalUnknown(const Subjects &subjects, Report &report) {
    eachConfiguration(subjects, report, Role::AlertmanagerConfig, "receivers:", [](Node root, const auto &say, const Document *document) {
        std::vector<std::string_view> known;
        for (const std::string_view list : {"time_intervals", "mute_time_intervals"}) {
            for (const Node interval : root[list])
                known.push_back(interval["name"].text());
        }
        eachRoute(root["route"], [&](Node route) {
            for (const std::string_view use : {"mute_time_intervals", "active_time_intervals"}) {
                for (const Node name : route[use]) {
                    const auto close = near(name.text(), known);
                    if (!std::ranges::contains(known, name.text()))
                        say(name, tr("The route names the time interval %1, which is not defined. Alertmanager does not start.").arg(text(name.text())),
                            close && document ? replacing(*document, name, *close) : std::nullopt);
                }
            }
        });
    });
}
} // namespace

std::span<const RuleEntry> alertRules() {
    static constexpr RuleEntry table[] = {
        {"alert-receiver-missing", receiverMissing},
        {"alert-interval-missing", intervalUnknown},
        {"scrape-job-twice", jobTwice},
    };
    return table;
}

} // namespace config::cross
