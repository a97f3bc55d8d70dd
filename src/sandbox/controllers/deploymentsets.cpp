// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/deploymentsets.h"

#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sandbox {

namespace {

Json withoutHash(Json podTemplate) {
    if (auto labels = podTemplate.find("metadata"); labels != podTemplate.end() && labels->contains("labels"))
        (*labels)["labels"].erase(std::string(hashLabel));
    return podTemplate;
}

bool bornBefore(const ObjectPtr &left, const ObjectPtr &right) {
    const auto key = [](const Json &set) { return std::tuple(textAt(set, "metadata.creationTimestamp"), revisionOf(set), nameOf(set)); };
    return key(*left) < key(*right);
}

bool ofTemplate(const Json &set, const Json &podTemplate, const std::string &hash) {
    return entryAt(set, "metadata.labels", hashLabel) == hash || withoutHash(field(set, "spec.template")) == podTemplate;
}

} // namespace

std::vector<ObjectPtr> DeploymentSets::all() const {
    auto sets = old;
    if (current)
        sets.push_back(current);
    return sets;
}

DeploymentSets sortSets(const Json &deployment, std::vector<ObjectPtr> sets) {
    std::ranges::sort(sets, bornBefore);
    const Json podTemplate = withoutHash(field(deployment, "spec.template"));
    const std::string hash = contentHash(podTemplate);
    DeploymentSets result;
    for (auto &set : sets) {
        if (!result.current && ofTemplate(*set, podTemplate, hash))
            result.current = std::move(set);
        else
            result.old.push_back(std::move(set));
    }
    return result;
}

long long revisionOf(const Json &object) {
    const std::string text = entryAt(object, "metadata.annotations", revisionAnnotation);
    return text.empty() ? 0 : std::strtoll(text.c_str(), nullptr, 10);
}

long long wantedOf(const ObjectPtr &set) {
    return set ? numberAt(*set, "spec.replicas", 1) : 0;
}

long long sumWanted(const std::vector<ObjectPtr> &sets) {
    long long sum = 0;
    for (const auto &set : sets)
        sum += wantedOf(set);
    return sum;
}

long long sumStatus(const std::vector<ObjectPtr> &sets, const char *name) {
    long long sum = 0;
    for (const auto &set : sets)
        sum += numberAt(field(*set, "status"), name);
    return sum;
}

bool recreates(const Json &deployment) {
    return textAt(deployment, "spec.strategy.type") == "Recreate";
}

RolloutLimits rolloutLimits(const Json &deployment) {
    const long long replicas = numberAt(deployment, "spec.replicas", 1);
    if (recreates(deployment))
        return {0, replicas};
    const Json &rolling = field(deployment, "spec.strategy.rollingUpdate");
    const Json quarter = "25%";
    const Json &surge = field(rolling, "maxSurge");
    const Json &unavailable = field(rolling, "maxUnavailable");
    RolloutLimits limits{intOrPercent(surge.is_null() ? quarter : surge, replicas, Rounding::Up, 1),
        intOrPercent(unavailable.is_null() ? quarter : unavailable, replicas, Rounding::Down, 0)};
    if (limits.surge == 0 && limits.unavailable == 0)
        limits.unavailable = 1;
    limits.unavailable = std::min(limits.unavailable, replicas);
    return limits;
}

Json freshReplicaSet(const Json &deployment, const std::string &hash, long long revision) {
    Json podTemplate = field(deployment, "spec.template");
    podTemplate["metadata"]["labels"][std::string(hashLabel)] = hash;
    Json selector = field(deployment, "spec.selector");
    selector["matchLabels"][std::string(hashLabel)] = hash;
    Json set = {{"apiVersion", "apps/v1"}, {"kind", "ReplicaSet"},
        {"metadata", {{"labels", podTemplate["metadata"]["labels"]}, {"ownerReferences", ownerReferences(deployment)}}},
        {"spec", {{"replicas", 0}, {"selector", std::move(selector)}}}, {"status", {{"replicas", 0}}}};
    if (const long long minReady = numberAt(deployment, "spec.minReadySeconds"); minReady > 0)
        set["spec"]["minReadySeconds"] = minReady;
    set["spec"]["template"] = std::move(podTemplate);
    copyAnnotations(deployment, set);
    set["metadata"]["annotations"][std::string(revisionAnnotation)] = std::to_string(revision);
    return set;
}

bool copyAnnotations(const Json &deployment, Json &set) {
    const Json &from = field(deployment, "metadata.annotations");
    if (!from.is_object())
        return false;
    bool changed = false;
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (it.key() == "kubectl.kubernetes.io/last-applied-configuration" || it.key().starts_with("deployment.kubernetes.io/")
            || it.key() == "deprecated.deployment.rollback.to")
            continue;
        Json &known = set["metadata"]["annotations"][it.key()];
        changed |= known != it.value();
        known = it.value();
    }
    return changed;
}

std::vector<std::pair<ObjectPtr, long long>> proportionalSizes(const Json &deployment, std::vector<ObjectPtr> active) {
    const long long replicas = numberAt(deployment, "spec.replicas", 1);
    const long long allowed = replicas > 0 ? replicas + rolloutLimits(deployment).surge : 0;
    const long long toAdd = allowed - sumWanted(active);
    std::ranges::sort(active, [toAdd](const ObjectPtr &left, const ObjectPtr &right) {
        if (wantedOf(left) != wantedOf(right))
            return wantedOf(left) > wantedOf(right);
        return toAdd > 0 ? bornBefore(right, left) : bornBefore(left, right);
    });
    std::vector<std::pair<ObjectPtr, long long>> sizes;
    long long added = 0;
    for (const auto &set : active) {
        const long long size = wantedOf(set);
        const std::string noted = entryAt(*set, "metadata.annotations", maximumAnnotation);
        const long long whole = noted.empty() ? sumWanted(active) : std::strtoll(noted.c_str(), nullptr, 10);
        long long part = 0;
        if (toAdd != 0 && whole > 0) {
            const double share = static_cast<double>(size) * static_cast<double>(allowed) / static_cast<double>(whole);
            part = std::llround(share) - size;
            part = toAdd > 0 ? std::clamp(part, 0LL, toAdd - added) : std::clamp(part, toAdd - added, 0LL);
        }
        added += part;
        sizes.emplace_back(set, size + part);
    }
    if (!sizes.empty() && toAdd != added) // the largest takes what rounding left over
        sizes.front().second = std::max(0LL, sizes.front().second + toAdd - added);
    return sizes;
}

} // namespace sandbox
