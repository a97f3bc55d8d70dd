// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/view.h"

#include "config/cross/words.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
/// Kinds of one name in several groups: only Kubernetes' own are meant by the bare name.
bool isNative(const Object &object) {
    const std::string_view group = object.group();
    return !contains(group, ".") || group.ends_with(".k8s.io");
}

/// Custom resources that make nothing that pods or Services would be looked for.
bool isHarmless(std::string_view kind) {
    static constexpr std::array<std::string_view, 14> kinds = {"Certificate", "Issuer", "ClusterIssuer", "ServiceMonitor", "PodMonitor",
        "PrometheusRule", "ExternalSecret", "SecretStore", "ClusterSecretStore", "SealedSecret", "BackendConfig", "FrontendConfig", "ManagedCertificate",
        "VerticalPodAutoscaler"};
    return std::ranges::contains(kinds, kind);
}

std::string named(std::string_view kind, std::string_view name) { return std::string(kind) + '/' + std::string(name); }

void addKeys(const View &view, const File &file, Node entry, Generated &into) {
    for (const Node literal : entry["literals"])
        into.keys.emplace_back(literal.text().substr(0, literal.text().find('=')));
    for (const Node path : entry["files"]) {
        const std::string_view whole = path.text();
        const std::size_t sign = whole.find('=');
        into.keys.emplace_back(sign == whole.npos ? whole.substr(whole.rfind('/') + 1) : whole.substr(0, sign));
    }
    const QString folder = file.document->path().section(u'/', 0, -2);
    for (const Node path : entry["envs"]) {
        const QString name = folder.isEmpty() ? text(path.text()) : folder + u'/' + text(path.text());
        const File *environment = view.set.file(name);
        into.keysKnown = into.keysKnown && environment && !environment->document->roots().empty();
        for (const Node root : environment ? environment->document->roots() : std::span<const Node>()) {
            for (const Node value : root)
                into.keys.emplace_back(value.key());
        }
    }
    if (entry["env"])
        into.keysKnown = false;
}
} // namespace

bool sameNamespace(std::string_view a, std::string_view b) { return a == b || a.empty() || b.empty(); }

View::View(const Set &theSet, const Scope &theScope) : set(theSet), scope(theScope) {
    gather();
    if (!isRendered())
        gatherGenerated();
    m_kustomized = isKustomized();
}

/// A kustomization that kubectl rendered, or one whose objects are all in the set.
bool View::isKustomized() const {
    if (scope.rendering)
        return true;
    for (const File &file : set.files()) {
        if (file.kind.role != Role::Kustomization || QFileInfo(file.document->path()).path() != scope.name)
            continue;
        const Node root = file.document->roots().empty() ? Node() : file.document->roots().front();
        return root["components"].size() == 0 && std::ranges::none_of(root["resources"], [](Node resource) { return contains(resource.text(), "/"); });
    }
    return false;
}

void View::gather() {
    for (const Object &object : scope.objects) {
        if (!isNative(object) && !isHarmless(object.kind)) {
            m_operators = true;
            continue;
        }
        m_kinds[object.kind].push_back(&object);
        auto &same = m_named[named(object.kind, object.name)];
        for (const Object *other : same) {
            if (!object.name.empty() && other->ns == object.ns && other->document != object.document)
                m_together = false;
        }
        same.push_back(&object);
        if (const Node spec = podSpec(object))
            m_pods.push_back({&object, spec, podMetadata(object)["labels"], podMetadata(object)["annotations"]});
    }
}

void View::gatherGenerated() {
    for (const File &file : set.files()) {
        if (file.kind.role != Role::Kustomization)
            continue;
        for (const Node root : file.document->roots()) {
            for (const auto &[list, kind] : {std::pair("configMapGenerator", "ConfigMap"), std::pair("secretGenerator", "Secret")}) {
                for (const Node entry : root[list]) {
                    Generated made{.kind = kind, .name = entry["name"].text(), .keys = {}, .keysKnown = true};
                    addKeys(*this, file, entry, made);
                    m_generated.push_back(std::move(made));
                }
            }
        }
    }
}

std::span<const Object *const> View::ofKind(std::string_view kind) const {
    const auto found = m_kinds.find(kind);
    return found == m_kinds.end() ? std::span<const Object *const>() : std::span<const Object *const>(found->second);
}

const Object *View::find(std::string_view kind, std::string_view name, std::string_view ns) const {
    const auto found = m_named.find(named(kind, name));
    if (found == m_named.end())
        return nullptr;
    for (const Object *object : found->second) {
        if (sameNamespace(object->ns, ns))
            return object;
    }
    return nullptr;
}

const Object *View::findElsewhere(std::string_view kind, std::string_view name, std::string_view ns) const {
    const auto found = m_named.find(named(kind, name));
    return found == m_named.end() || found->second.empty() || find(kind, name, ns) ? nullptr : found->second.front();
}

const Pod *View::podOf(const Object &workload) const {
    const auto found = std::ranges::find(m_pods, &workload, &Pod::owner);
    return found == m_pods.end() ? nullptr : &*found;
}

std::vector<std::string_view> View::names(std::string_view kind, std::string_view ns) const {
    std::vector<std::string_view> out;
    for (const Object *object : ofKind(kind)) {
        if (sameNamespace(object->ns, ns))
            out.push_back(object->name);
    }
    for (const Generated &made : m_generated) {
        if (made.kind == kind)
            out.push_back(made.name);
    }
    return out;
}

const Generated *View::generated(std::string_view kind, std::string_view name) const {
    const auto found = std::ranges::find_if(m_generated, [&](const Generated &made) { return made.kind == kind && made.name == name; });
    return found == m_generated.end() ? nullptr : &*found;
}

bool View::knows(std::string_view kind, std::string_view ns) const {
    return isRendered() || (m_together && !names(kind, ns).empty());
}

bool View::hasNamespace(std::string_view ns) const {
    return std::ranges::any_of(scope.objects, [&](const Object &object) { return object.ns == ns || (object.kind == "Namespace" && object.name == ns); });
}

std::vector<const Pod *> View::selected(Node selector, std::string_view ns, bool plain) const {
    std::vector<const Pod *> out;
    for (const Pod &pod : m_pods) {
        if (sameNamespace(pod.ns(), ns) && selects(selector, pod.labels, plain))
            out.push_back(&pod);
    }
    return out;
}

std::vector<const Pod *> View::podsOf(const Object &service) const {
    const Node selector = service.root["spec"]["selector"];
    return selector.size() == 0 ? std::vector<const Pod *>() : selected(selector, service.ns, true);
}

const Object *View::autoscalerOf(const Object &workload) const {
    for (const Object *scaler : ofKind("HorizontalPodAutoscaler")) {
        const Node target = scaler->root["spec"]["scaleTargetRef"];
        if (target["kind"].text() == workload.kind && target["name"].text() == workload.name && sameNamespace(scaler->ns, workload.ns))
            return scaler;
    }
    return nullptr;
}

int View::leastReplicas(const Object &workload) const {
    if (const Object *scaler = autoscalerOf(workload))
        return int(scaler->root["spec"]["minReplicas"].toInteger().value_or(1));
    return int(workload.root["spec"]["replicas"].toInteger().value_or(1));
}

int View::mostReplicas(const Object &workload) const {
    if (const Object *scaler = autoscalerOf(workload))
        return int(scaler->root["spec"]["maxReplicas"].toInteger().value_or(1));
    if (workload.kind == "Job" || workload.kind == "CronJob") {
        const Node job = workload.kind == "Job" ? workload.root["spec"] : workload.root["spec"]["jobTemplate"]["spec"];
        return int(job["parallelism"].toInteger().value_or(1));
    }
    return int(workload.root["spec"]["replicas"].toInteger().value_or(1));
}

std::deque<View> viewsOf(const Set &set) {
    std::deque<View> out;
    for (const Scope &scope : set.scopes()) {
        if (!scope.objects.empty())
            out.emplace_back(set, scope);
    }
    return out;
}

std::optional<Fix> replacing(const Document &document, Node value, std::string_view by) {
    auto edit = replaceValue(document, value, {Kind::String, std::string(by)});
    if (!edit)
        return std::nullopt;
    return Fix{tr("Change %1 to %2").arg(text(value.text()), text(by)), {*edit}};
}

std::optional<Fix> replacing(const Scope &scope, const Object &object, Node value, std::string_view by) {
    if (!scope.rendered)
        return replacing(*object.document, value, by);
    const auto found = scope.origins.find(object.root.index());
    if (found == scope.origins.end())
        return std::nullopt;
    const std::string path = value.path();
    const Origin &origin = found->second;
    for (auto patch = origin.patches.rbegin(); patch != origin.patches.rend(); ++patch) {
        if (const Node there = patch->second.find(path); there && there.isScalar())
            return there.text() == value.text() ? replacing(*patch->first, there, by) : std::nullopt;
    }
    const Node there = origin.document ? origin.root.find(path) : Node();
    return there && there.isScalar() && there.text() == value.text() ? replacing(*origin.document, there, by) : std::nullopt;
}

} // namespace config::cross
