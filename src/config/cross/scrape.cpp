// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Prometheus scrapes, against the pods that want to be scraped; its rule files; the jobs that alert rules name.
#include "config/cross/mounted.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
void portUndeclared(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            const Node wanted = pod.annotations["prometheus.io/port"];
            std::vector<std::string_view> known;
            for (const Node container : containers(pod.spec)) {
                for (const Node port : container["ports"])
                    known.push_back(port["containerPort"].text());
            }
            if (wanted && pod.annotations["prometheus.io/scrape"].text() == "true" && !known.empty() && !std::ranges::contains(known, wanted.text()))
                report.add(view.scope, *pod.owner, wanted,
                    tr("%1 asks to be scraped on port %2, but its containers say that they listen on %3.").arg(pod.owner->text(), text(wanted.text()), list(known)));
        }
    });
}

bool isPrometheus(const MountedFile &file) { return file.root["scrape_configs"].isSequence(); }
bool isRules(const MountedFile &file) { return file.root["groups"][0]["rules"].isSequence(); }

void annotationUnread(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto all = furnished(view, "scrape_configs");
        const bool read = std::ranges::any_of(all, [](const Furnished &one) {
            return std::ranges::any_of(one.files, [](const MountedFile &file) { return contains(file.entry.text(), "annotation_prometheus_io_"); });
        });
        for (const Pod &pod : all.empty() || read || view.hasOperators() ? std::span<const Pod>() : view.pods()) {
            const Node wanted = pod.annotations["prometheus.io/scrape"];
            if (wanted.text() == "true" && &pod != &all.front().pod && sameNamespace(pod.ns(), all.front().pod.ns()))
                report.add(view.scope, *pod.owner, wanted,
                    tr("%1 asks to be scraped by an annotation that the configuration of %2 does not read.").arg(pod.owner->text(), all.front().pod.owner->text()));
        }
    });
}

/// Folder and pattern of an entry of rule_files: relative to the configuration's folder.
std::pair<std::string, std::string_view> placeOf(const MountedFile &config, std::string_view pattern) {
    const std::size_t slash = pattern.rfind('/');
    if (slash == pattern.npos)
        return {config.folder, pattern};
    const std::string_view folder = pattern.substr(0, slash);
    return {folder.starts_with('/') ? std::string(folder) : config.folder + '/' + std::string(folder), pattern.substr(slash + 1)};
}

template <class Function> void eachPrometheus(const Subjects &subjects, Function &&function) {
    eachView(subjects, [&](const View &view) {
        for (const Furnished &one : furnished(view, "scrape_configs")) {
            for (const MountedFile &file : one.files) {
                if (isPrometheus(file))
                    function(one, file);
            }
        }
    });
}

void ruleFileMissing(const Subjects &subjects, Report &report) {
    eachPrometheus(subjects, [&](const Furnished &one, const MountedFile &config) {
        for (const Node pattern : config.root["rule_files"]) {
            const auto [folder, name] = placeOf(config, pattern.text());
            const auto there = one.namesIn(folder);
            if (!there.empty() && std::ranges::none_of(there, [&](std::string_view file) { return matches(name, file); }))
                add(report, one, config, pattern,
                    tr("%1 loads its rules from %2, but %3 holds only %4: no alert of it is known.")
                        .arg(one.pod.owner->text(), text(pattern.text()), text(folder), list(there)));
        }
    });
}

void ruleFileNotLoaded(const Subjects &subjects, Report &report) {
    eachPrometheus(subjects, [&](const Furnished &one, const MountedFile &config) {
        for (const MountedFile &file : one.files) {
            const bool loaded = std::ranges::any_of(config.root["rule_files"], [&](Node pattern) {
                const auto [folder, name] = placeOf(config, pattern.text());
                return folder == file.folder && matches(name, file.name);
            });
            if (isRules(file) && !loaded)
                add(report, one, file, file.root["groups"],
                    tr("%1 has the rules of %2, but its configuration does not load them (rule_files).").arg(one.pod.owner->text(), text(file.name)));
        }
    });
}

/// The jobs that a configuration gives its targets; nothing where they are not all known.
std::optional<std::vector<std::string>> jobsOf(const View &view, Node config) {
    std::vector<std::string> out;
    for (const Node job : config["scrape_configs"]) {
        out.emplace_back(job["job_name"].text());
        for (const Node group : job["static_configs"])
            out.emplace_back(group["labels"]["job"].text());
        for (const Node relabel : job["relabel_configs"]) {
            if (relabel["target_label"].text() != "job")
                continue;
            static constexpr std::string_view source = "__meta_kubernetes_pod_label_";
            const std::string_view label = relabel["source_labels"][0].text();
            const Node regex = relabel["regex"], replacement = relabel["replacement"];
            const bool plain = !regex || regex.text() == "(.+)" || regex.text() == "(.*)";
            if (relabel["source_labels"].size() != 1 || !label.starts_with(source) || !plain || contains(label.substr(source.size()), "_"))
                return std::nullopt;
            for (const Pod &pod : view.pods()) {
                std::string value(replacement ? replacement.text() : "$1");
                for (const std::string_view group : {"${1}", "$1"}) {
                    const std::size_t at = value.find(group);
                    if (at != value.npos)
                        value.replace(at, group.size(), pod.label(label.substr(source.size())));
                }
                if (!pod.label(label.substr(source.size())).empty())
                    out.push_back(std::move(value));
            }
        }
        if (job["metric_relabel_configs"].size() > 0 || job["honor_labels"].toBool().value_or(false))
            return std::nullopt;
    }
    return out;
}

/// Jobs that an expression names outright: job="...".
std::vector<std::string_view> jobsNamed(std::string_view expression) {
    std::vector<std::string_view> out;
    static constexpr std::string_view begin = "job=\"";
    for (std::size_t at = expression.find(begin); at != expression.npos; at = expression.find(begin, at + 1)) {
        const bool whole = at == 0 || contains("{, ", expression.substr(at - 1, 1));
        const std::size_t from = at + begin.size(), to = expression.find('"', from);
        if (whole && to != expression.npos)
            out.push_back(expression.substr(from, to - from));
    }
    return out;
}

void alertJobUnknown(const Subjects &subjects, Report &report) {
    eachPrometheus(subjects, [&](const Furnished &one, const MountedFile &config) {
        const auto jobs = jobsOf(one.view, config.root);
        for (const MountedFile &file : jobs && !one.view.hasOperators() ? one.files : std::vector<MountedFile>()) {
            for (const Node group : file.root["groups"]) {
                for (const Node rule : group["rules"]) {
                    for (const std::string_view job : jobsNamed(rule["expr"].text())) {
                        const std::vector<std::string_view> known(jobs->begin(), jobs->end());
                        const auto close = near(job, known);
                        if (!std::ranges::contains(known, job))
                            add(report, one, file, rule["expr"],
                                tr("The rule %1 asks for the job %2, which %3 does not scrape%4: it never fires.")
                                    .arg(text(rule["alert"] ? rule["alert"].text() : rule["record"].text()), text(job), one.pod.owner->text(),
                                        close ? tr(" (there is %1)").arg(text(*close)) : QString()));
                    }
                }
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> scrapeRules() {
    static constexpr RuleEntry table[] = {
        {"scrape-port-undeclared", portUndeclared},
        {"scrape-annotation-unread", annotationUnread},
        {"rule-file-missing", ruleFileMissing},
        {"rule-file-not-loaded", ruleFileNotLoaded},
        {"alert-job-unknown", alertJobUnknown},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> monitoringRules() {
    static const std::vector<RuleEntry> table = cross::joined({cross::scrapeRules(), cross::alertRules(), cross::dashboardRules()});
    return table;
}
} // namespace config
