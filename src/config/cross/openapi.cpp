// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Paths that probes, ingresses and scrapes ask for, against the API's own description of itself (openapi.json).
#include "config/cross/given.h"
#include "config/cross/images.h"
#include "config/cross/words.h"

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
struct Api {
    std::string_view title;
    std::vector<std::string_view> paths; // "/api/v1/stations/{id}"
};

std::vector<Api> apisOf(const Set &set) {
    std::vector<Api> out;
    for (const File &file : set.files()) {
        if (file.kind.role != Role::OpenApi || file.document->roots().empty() || !file.document->problems().empty())
            continue;
        const Node root = file.document->roots().front();
        Api api{root["info"]["title"].text(), {}};
        for (const Node path : root["paths"])
            api.paths.push_back(path.key());
        if (!api.paths.empty())
            out.push_back(std::move(api));
    }
    return out;
}

std::string_view withoutEnd(std::string_view path) {
    path = path.substr(0, path.find('?'));
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

/// Segment by segment; "{id}" stands for any.
bool fits(std::string_view written, std::string_view asked, bool begins) {
    const auto there = split(withoutEnd(written), "/"), here = split(withoutEnd(asked), "/");
    if (begins ? here.size() > there.size() : here.size() != there.size())
        return false;
    for (std::size_t i = 0; i < here.size(); ++i) {
        if (here[i] != there[i] && !there[i].starts_with('{'))
            return false;
    }
    return true;
}

bool answers(const Api &api, std::string_view path) {
    return std::ranges::any_of(api.paths, [&](std::string_view one) { return fits(one, path, false); });
}

template <class Function> void eachProbe(const Pod &pod, Function &&function) {
    for (const Node container : containers(pod.spec)) {
        for (const std::string_view kind : {"startupProbe", "livenessProbe", "readinessProbe"}) {
            if (const Node get = container[kind]["httpGet"]; get["path"])
                function(container, get["path"]);
        }
    }
}

/// The description that is meant for a pod: one of whose paths it is asked for, or whose title speaks of it. Only where that is but one.
const Api *apiOf(const std::vector<Api> &apis, const Pod &pod) {
    const Api *only = nullptr;
    for (const Api &api : apis) {
        bool mine = false;
        eachProbe(pod, [&](Node container, Node path) {
            const auto words = split(api.title, " -_");
            mine = mine || (path.text().size() > 1 && answers(api, path.text())) ||
                   std::ranges::any_of(words, [&](std::string_view word) { return lowered(word) == container["name"].text(); });
        });
        if (mine && only)
            return nullptr;
        only = mine ? &api : only;
    }
    return only;
}

template <class Function> void eachServed(const Subjects &subjects, Function &&function) {
    const auto &apis = subjects.kept(apisOf);
    if (apis.empty())
        return;
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            if (const Api *api = apiOf(apis, pod))
                function(view, pod, *api);
        }
    });
}

void probePath(const Subjects &subjects, Report &report) {
    eachServed(subjects, [&](const View &view, const Pod &pod, const Api &api) {
        eachProbe(pod, [&](Node container, Node path) {
            if (answers(api, path.text()))
                return;
            const auto close = near(path.text(), api.paths);
            report.add(view.scope, *pod.owner, path,
                tr("A probe of %1 asks for %2, which \"%3\" does not have%4: it is answered with 404.")
                    .arg(text(container["name"].text()), text(path.text()), text(api.title), close ? tr(" (there is %1)").arg(text(*close)) : QString()),
                close ? replacing(view.scope, *pod.owner, path, *close) : std::nullopt);
        });
    });
}

/// Metrics are often left out of the description, so that only a slip can be told.
void scrapePath(const Subjects &subjects, Report &report) {
    eachServed(subjects, [&](const View &view, const Pod &pod, const Api &api) {
        const Node path = pod.annotations["prometheus.io/path"];
        const auto close = path && !answers(api, path.text()) ? near(path.text(), api.paths) : std::nullopt;
        if (close)
            report.add(view.scope, *pod.owner, path, tr("%1 asks to be scraped at %2; \"%3\" has %4.").arg(pod.owner->text(), text(path.text()), text(api.title), text(*close)),
                replacing(view.scope, *pod.owner, path, *close));
    });
}

bool isRewritten(const Object &ingress) {
    return std::ranges::any_of(ingress.root["metadata"]["annotations"], [](Node annotation) {
        return contains(annotation.key(), "rewrite") || contains(annotation.key(), "use-regex") || contains(annotation.key(), "snippet") || contains(annotation.key(), "middlewares");
    });
}

void ingressPath(const Subjects &subjects, Report &report) {
    const auto &apis = subjects.kept(apisOf);
    if (apis.empty())
        return;
    eachView(subjects, [&](const View &view) {
        for (const Object *ingress : view.ofKind("Ingress")) {
            for (const Node rule : isRewritten(*ingress) ? Node() : ingress->root["spec"]["rules"]) {
                for (const Node path : rule["http"]["paths"]) {
                    const Object *service = view.find("Service", path["backend"]["service"]["name"].text(), ingress->ns);
                    const auto pods = service ? view.podsOf(*service) : std::vector<const Pod *>();
                    const Api *api = pods.size() == 1 ? apiOf(apis, *pods.front()) : nullptr;
                    const Node asked = path["path"];
                    const bool exact = path["pathType"].text() == "Exact";
                    // Documentation and sockets are not in the description.
                    static constexpr std::array<std::string_view, 5> others = {"/docs", "/redoc", "/openapi.json", "/ws", "/metrics"};
                    const std::string_view written = withoutEnd(asked.text());
                    const bool known = !api || written.size() < 2 || std::ranges::contains(others, written) || contains(written, "ws") ||
                                       std::ranges::any_of(api->paths, [&](std::string_view one) { return fits(one, written, !exact); });
                    if (!known)
                        report.add(view.scope, *ingress, asked,
                            tr("The path %1 leads to %2, but \"%3\" has nothing there.").arg(text(asked.text()), service->text(), text(api->title)));
                }
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> openApiRules() {
    static constexpr RuleEntry table[] = {
        {"probe-path-not-in-api", probePath},
        {"scrape-path-not-in-api", scrapePath},
        {"ingress-path-not-in-api", ingressPath},
    };
    return table;
}

} // namespace config::cross
