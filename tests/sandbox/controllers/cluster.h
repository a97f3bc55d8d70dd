// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster without an API server for the tests: store, controllers and hollow runtime in scaled time, and short ways to ask it.
#pragma once

#include "sandbox/controllers/controllers.h"
#include "sandbox/runtime/podruntime.h"
#include "sandbox/store/fields.h"

#include <QString>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace sandbox {

class Cluster {
public:
    static constexpr double speed = 50;

    explicit Cluster(ControllerOptions controllerOptions = {}, RuntimeOptions runtimeOptions = {})
        : m_clock(speed) {
        store.setClock([this] { return m_clock.now(); });
        controllerOptions.clock = runtimeOptions.clock = m_clock;
        runtime.emplace(store, std::move(runtimeOptions));
        if (!controllerOptions.usage)
            controllerOptions.usage = [this](const std::string &ns, const std::string &pod) { return runtime->usage(ns, pod); };
        controllers.emplace(store, std::move(controllerOptions));
        controllers->start();
        runtime->start();
    }

    Json create(const std::string &resource, Json object) {
        const ObjectId id{resource, namespaceOf(object), nameOf(object)};
        if (object.contains("spec"))
            object["metadata"]["generation"] = 1;
        const auto created = store.create(id, std::move(object));
        return created ? **created : Json();
    }
    /// Changes a spec as an API server would: the generation moves.
    void change(const std::string &resource, const std::string &name, const std::function<void(Json &)> &how) {
        (void)store.mutate({resource, "default", name}, [&how](Json &object) {
            how(object);
            object["metadata"]["generation"] = numberAt(object, "metadata.generation") + 1;
            return true;
        });
    }
    [[nodiscard]] Json get(const std::string &resource, const std::string &name, const std::string &ns = "default") const {
        const ObjectPtr object = store.get({resource, ns, name});
        return object ? *object : Json();
    }
    [[nodiscard]] std::vector<Json> pods(const std::string &app, const std::string &ns = "default") const {
        std::vector<Json> result;
        for (const auto &pod : store.list("pods", ns)) {
            if (app.empty() || entryAt(*pod, "metadata.labels", "app") == app)
                result.push_back(*pod);
        }
        return result;
    }
    [[nodiscard]] long long ready(const std::string &app) const {
        return std::ranges::count_if(pods(app), [](const Json &pod) { return podReady(pod) && !isTerminating(pod); });
    }
    /// "reason: message" of the events about an object of this name.
    [[nodiscard]] std::set<std::string> events(const std::string &name) const {
        std::set<std::string> result;
        for (const auto &event : store.list("events")) {
            if (textAt(*event, "involvedObject.name") == name)
                result.insert(textAt(*event, "reason") + ": " + textAt(*event, "message"));
        }
        return result;
    }
    [[nodiscard]] std::string condition(const std::string &resource, const std::string &name, const std::string &type) const {
        const Json object = get(resource, name);
        const Json &found = conditionOf(object, type);
        return textAt(found, "status") + " " + textAt(found, "reason") + ": " + textAt(found, "message");
    }

    ObjectStore store;
    std::optional<PodRuntime> runtime;
    std::optional<Controllers> controllers;

private:
    Clock m_clock;
};

inline Json podTemplate(const std::string &app, const std::string &image, const Json &requests = Json::object()) {
    return {{"metadata", {{"labels", {{"app", app}}}}},
        {"spec", {{"containers", Json::array({{{"name", app}, {"image", image}, {"resources", {{"requests", requests}}}}})}}}};
}

inline Json workload(const std::string &kind, const std::string &name, long long replicas, const std::string &image,
    const Json &requests = Json::object()) {
    return {{"apiVersion", "apps/v1"}, {"kind", kind}, {"metadata", {{"name", name}, {"namespace", "default"}}},
        {"spec", {{"replicas", replicas}, {"selector", {{"matchLabels", {{"app", name}}}}}, {"template", podTemplate(name, image, requests)}}}};
}

} // namespace sandbox
