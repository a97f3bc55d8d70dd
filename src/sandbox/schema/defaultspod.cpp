// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Defaults of pods: https://github.com/kubernetes/kubernetes/blob/v1.32.0/pkg/apis/core/v1/defaults.go
#include "sandbox/schema/defaults.h"

#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

constexpr int readableByAll = 0644; // 420 in JSON

/// Without a tag, or with :latest, an image may change under its name.
std::string pullPolicy(const std::string &image) {
    const auto digest = image.find('@');
    const std::string name = image.substr(0, digest);
    const auto colon = name.rfind(':');
    const bool tagged = colon != std::string::npos && name.find('/', colon) == std::string::npos;
    if (tagged)
        return name.substr(colon + 1) == "latest" ? "Always" : "IfNotPresent";
    return digest == std::string::npos ? "Always" : "IfNotPresent";
}

void defaultHttpGet(Json &action) {
    if (Json *get = objectAt(action, "httpGet")) {
        preset(*get, "path", "/");
        preset(*get, "scheme", "HTTP");
    }
}

void defaultProbe(Json &container, const char *name) {
    Json *probe = objectAt(container, name);
    if (!probe)
        return;
    preset(*probe, "timeoutSeconds", 1);
    preset(*probe, "periodSeconds", 10);
    preset(*probe, "successThreshold", 1);
    preset(*probe, "failureThreshold", 3);
    defaultHttpGet(*probe);
    if (Json *grpc = objectAt(*probe, "grpc"))
        preset(*grpc, "service", "");
}

void defaultDownwardItems(Json &source) {
    for (auto &item : source) {
        if (Json *reference = objectAt(item, "fieldRef"))
            preset(*reference, "apiVersion", "v1");
        if (Json *reference = objectAt(item, "resourceFieldRef"))
            preset(*reference, "divisor", "0");
    }
}

void defaultEnvironment(Json &container) {
    Json *variables = arrayAt(container, "env");
    if (!variables)
        return;
    for (auto &variable : *variables) {
        // Go leaves an empty string out: {name: X, value: ""} comes back as {name: X}
        if (variable.is_object() && variable.value("value", Json()) == "")
            variable.erase("value");
        Json *from = objectAt(variable, "valueFrom");
        if (!from)
            continue;
        if (Json *reference = objectAt(*from, "fieldRef"))
            preset(*reference, "apiVersion", "v1");
        if (Json *reference = objectAt(*from, "resourceFieldRef"))
            preset(*reference, "divisor", "0");
    }
}

void defaultContainer(Json &container) {
    if (!container.is_object())
        return;
    preset(container, "terminationMessagePath", "/dev/termination-log");
    preset(container, "terminationMessagePolicy", "File");
    preset(container, "imagePullPolicy", pullPolicy(textAt(container, "image")));
    preset(container, "resources", Json::object());
    if (Json *ports = arrayAt(container, "ports")) {
        for (auto &port : *ports)
            preset(port, "protocol", "TCP");
    }
    for (const char *probe : {"livenessProbe", "readinessProbe", "startupProbe"})
        defaultProbe(container, probe);
    if (Json *lifecycle = objectAt(container, "lifecycle")) {
        for (const char *hook : {"postStart", "preStop"}) {
            if (Json *action = objectAt(*lifecycle, hook))
                defaultHttpGet(*action);
        }
    }
    defaultEnvironment(container);
}

void defaultProjected(Json &projected) {
    preset(projected, "defaultMode", readableByAll);
    Json *sources = arrayAt(projected, "sources");
    if (!sources)
        return;
    for (auto &source : *sources) {
        if (Json *token = objectAt(source, "serviceAccountToken"))
            preset(*token, "expirationSeconds", 3600);
        if (Json *downward = objectAt(source, "downwardAPI")) {
            if (Json *items = arrayAt(*downward, "items"))
                defaultDownwardItems(*items);
        }
    }
}

void defaultVolumeSource(Json &volume) {
    if (!volume.is_object())
        return;
    if (volume.size() == 1 && volume.contains("name"))
        volume["emptyDir"] = Json::object();
    for (const char *kind : {"secret", "configMap", "downwardAPI"}) {
        if (Json *source = objectAt(volume, kind))
            preset(*source, "defaultMode", readableByAll);
    }
    if (Json *downward = objectAt(volume, "downwardAPI")) {
        if (Json *items = arrayAt(*downward, "items"))
            defaultDownwardItems(*items);
    }
    if (Json *projected = objectAt(volume, "projected"))
        defaultProjected(*projected);
    if (Json *path = objectAt(volume, "hostPath"))
        preset(*path, "type", "");
    if (Json *ephemeral = objectAt(volume, "ephemeral")) {
        if (Json *claim = objectAt(*ephemeral, "volumeClaimTemplate"); claim && claim->contains("spec"))
            defaultClaimSpec((*claim)["spec"]);
    }
}

/// A pod's own limits stand in for requests that it does not name; a template keeps what was written.
void requestLimits(Json &container) {
    Json *resources = objectAt(container, "resources");
    Json *limits = resources ? objectAt(*resources, "limits") : nullptr;
    if (!limits)
        return;
    Json *requests = ensureObject(*resources, "requests");
    if (!requests)
        return;
    for (const auto &[name, value] : limits->items()) {
        if (!requests->contains(name))
            (*requests)[name] = value;
    }
}

/// What the DefaultTolerationSeconds plugin adds: a pod stays five minutes on a node that is lost.
void tolerateLostNode(Json &spec) {
    preset(spec, "tolerations", Json::array());
    Json *tolerations = arrayAt(spec, "tolerations");
    if (!tolerations)
        return;
    for (const char *taint : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}) {
        bool tolerated = false;
        for (const auto &known : *tolerations) {
            const bool sameKey = textAt(known, "key") == taint ||
                                 (textAt(known, "key").empty() && textAt(known, "operator") == "Exists");
            const std::string effect = textAt(known, "effect");
            tolerated = tolerated || (sameKey && (effect.empty() || effect == "NoExecute"));
        }
        if (!tolerated)
            tolerations->push_back(
                {{"key", taint}, {"operator", "Exists"}, {"effect", "NoExecute"}, {"tolerationSeconds", 300}});
    }
}

} // namespace

void defaultPodSpec(Json &spec) {
    if (!spec.is_object())
        return;
    preset(spec, "dnsPolicy", "ClusterFirst");
    preset(spec, "restartPolicy", "Always");
    preset(spec, "securityContext", Json::object());
    preset(spec, "terminationGracePeriodSeconds", 30);
    preset(spec, "schedulerName", "default-scheduler");
    // One field under two names: the deprecated one is still written.
    if (const auto account = textAt(spec, "serviceAccountName"); !account.empty())
        spec["serviceAccount"] = account;
    else if (const auto deprecated = textAt(spec, "serviceAccount"); !deprecated.empty())
        spec["serviceAccountName"] = deprecated;
    for (const char *list : {"initContainers", "containers", "ephemeralContainers"}) {
        if (Json *containers = arrayAt(spec, list)) {
            for (auto &container : *containers)
                defaultContainer(container);
        }
    }
    if (Json *volumes = arrayAt(spec, "volumes")) {
        for (auto &volume : *volumes)
            defaultVolumeSource(volume);
    }
}

void defaultPod(Json &pod) {
    Json *spec = objectAt(pod, "spec");
    if (!spec)
        return;
    defaultPodSpec(*spec);
    preset(*spec, "enableServiceLinks", true);
    preset(*spec, "preemptionPolicy", "PreemptLowerPriority");
    if (!spec->contains("priorityClassName"))
        preset(*spec, "priority", 0);
    for (const char *list : {"initContainers", "containers"}) {
        if (Json *containers = arrayAt(*spec, list)) {
            for (auto &container : *containers)
                requestLimits(container);
        }
    }
    tolerateLostNode(*spec);
    if (Json *status = ensureObject(pod, "status"))
        preset(*status, "phase", "Pending");
}

} // namespace sandbox
