// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mistakes in files that are no Kubernetes objects: kustomizations, Compose files, Prometheus, alerts, dashboards, workflows.
#include "planter.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace proof {

namespace {

void files(const Site &site, Planter &planter) {
    const char *kind = "name of a file";
    const bool kustomize = site.role() == Role::Kustomization && (site.ends("resources[]") || site.ends("patches[].path") || site.ends("files[]") || site.ends("envs[]"));
    const bool compose = site.role() == Role::ComposeFile && site.ends("volumes[].source") && site.text().starts_with('.');
    const bool prometheus = site.role() == Role::PrometheusConfig && site.ends("rule_files[]");
    const bool workflow = site.role() == Role::Workflow && site.ends("uses") && site.text().starts_with("./");
    if (!(kustomize || compose || prometheus || workflow))
        return;
    const std::size_t last = site.text().rfind('/') == std::string_view::npos ? 0 : site.text().rfind('/') + 1;
    planter.replace(kind, site, std::string(site.text().substr(0, last)) + planter.typo(site.text().substr(last)));
}

void compose(const Site &site, Planter &planter) {
    if (site.role() != Role::ComposeFile)
        return;
    const char *kind = "name in a Compose file";
    if (site.node.parent().key() == "depends_on" && site.node.isMap())
        planter.rename(kind, site, planter.typo(site.node.key()));
    if (site.ends("networks[]") || (site.ends("volumes[].source") && !site.text().starts_with('.') && !site.text().starts_with('/') && site.text().find('$') == std::string_view::npos))
        planter.replace(kind, site, planter.typo(site.text()));
    if (site.node.parent().key() == "networks" && site.node.isMap() && site.has("services"))
        planter.rename(kind, site, planter.typo(site.node.key()));
    if (site.node.isString() && site.text().starts_with("${") && site.text().find(":?") != std::string_view::npos) {
        const std::string_view name = site.text().substr(2, site.text().find(':') - 2);
        planter.replaceIn("variable of a Compose file", site, name, planter.typo(name));
    }
}

/// A word of letters, digits and "_" that begins like the names of the application's own metrics.
std::string_view metricIn(std::string_view text) {
    const std::size_t begin = text.find("aqi_");
    if (begin == std::string_view::npos)
        return {};
    std::size_t end = begin;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
        ++end;
    return text.substr(begin, end - begin);
}

void expressions(const Site &site, Planter &planter) {
    const bool alert = site.role() == Role::AlertRules && site.ends("rules[].expr");
    const bool panel = site.role() == Role::GrafanaDashboard && site.ends("targets[].expr");
    if (!alert && !panel)
        return;
    if (const std::string_view metric = metricIn(site.text()); !metric.empty() && planter.below(panel ? 4 : 1) == 0)
        planter.replaceIn("name of a metric", site, metric, "aqi_" + planter.typo(metric.substr(4)));
    if (panel && planter.below(4))
        return;
    const char *kind = "broken query";
    const auto named = [&](Mistake *mistake) {
        if (mistake)
            mistake->names = {std::string(site.node.parent()["alert"].text())};
    };
    if (const std::size_t close = site.text().rfind(')'); close != std::string_view::npos)
        named(planter.replaceIn(kind, site, site.text().substr(close), std::string(site.text().substr(close + 1))));
    if (site.text().find("rate(") != std::string_view::npos)
        named(planter.replaceIn(kind, site, "rate(", planter.typo("rate") + "("));
    if (site.text().find("[5m]") != std::string_view::npos)
        named(planter.replaceIn(kind, site, "[5m]", planter.below(2) ? "[5 m]" : "[5]"));
}

void monitoring(const Site &site, Planter &planter) {
    const char *kind = "monitoring: name or time";
    if (site.role() == Role::AlertmanagerConfig && (site.ends("receiver") || site.ends("receivers[].name")))
        planter.replace(kind, site, planter.typo(site.text()));
    const bool time = oneOf(site.node.key(), {"for", "interval", "scrape_interval", "evaluation_interval", "group_wait", "group_interval", "repeat_interval", "resolve_timeout", "scrape_timeout"});
    if (time && oneOf(name(site.role()), {name(Role::AlertRules), name(Role::PrometheusConfig), name(Role::AlertmanagerConfig)}) && site.node.isString())
        planter.replace(kind, site, planter.below(2) ? "5min" : "5");
    if (site.role() == Role::AlertRules && site.ends("labels.severity"))
        planter.replace(kind, site, planter.typo(site.text()));
    if (site.role() == Role::GrafanaDashboard && site.ends("datasource.uid") && site.node.isString() && planter.below(8) == 0)
        planter.replace(kind, site, "\"" + planter.typo(site.text()) + "\"");
    if (site.role() == Role::GrafanaProvisioning && (site.ends("path") || site.ends("uid")))
        planter.replace(kind, site, planter.typo(site.text()));
}

void workflows(const Site &site, Planter &planter) {
    if (site.role() != Role::Workflow)
        return;
    const char *kind = "name or expression in a workflow";
    if (site.ends("needs") || site.ends("needs[]") || site.ends("runs-on"))
        if (site.node.isString())
            planter.replace(kind, site, planter.typo(site.text()));
    if (site.ends("uses") && site.text().find('@') != std::string_view::npos)
        planter.replaceIn(kind, site, site.text().substr(site.text().find('@')), "");
    const bool script = site.node.style() == Style::Literal;
    for (const std::string_view context : {"needs.", "secrets.", "inputs.", "steps.", "matrix."})
        if (const std::size_t at = site.text().find(context); at != std::string_view::npos && site.text().substr(0, at).find("${{") != std::string_view::npos && !script) {
            std::size_t end = at + context.size();
            while (end < site.text().size() && (std::isalnum(static_cast<unsigned char>(site.text()[end])) || oneOf(site.text().substr(end, 1), {"_", "-", "."})))
                ++end;
            const std::string_view whole = site.text().substr(at, end - at);
            const std::size_t last = whole.rfind('.') + 1;
            planter.replaceIn(kind, site, whole, std::string(whole.substr(0, last)) + planter.typo(whole.substr(last)));
        }
    if (site.text().find("}}") != std::string_view::npos && !script)
        planter.replaceIn(kind, site, "}}", "}");
}

} // namespace

void plantInOtherFiles(const Site &site, Planter &planter) {
    files(site, planter);
    compose(site, planter);
    expressions(site, planter);
    monitoring(site, planter);
    workflows(site, planter);
}

} // namespace proof
