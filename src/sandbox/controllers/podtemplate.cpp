// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/podtemplate.h"

#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

namespace sandbox {

namespace {
// k8s.io/apimachinery/pkg/util/rand: no vowels and no look-alikes, so that no word appears.
constexpr std::string_view safeLetters = "bcdfghjklmnpqrstvwxz2456789";

long long restartsOf(const Json &pod) {
    long long most = 0;
    for (const auto &status : itemsAt(pod, "status.containerStatuses"))
        most = std::max(most, numberAt(status, "restartCount"));
    return most;
}
} // namespace

std::string randomSuffix() {
    std::string text;
    for (int i = 0; i < 5; ++i)
        text += safeLetters[QRandomGenerator::global()->bounded(static_cast<quint32>(safeLetters.size()))];
    return text;
}

std::string contentHash(const Json &value) {
    std::uint32_t hash = 2166136261U;
    for (const char c : value.dump())
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    std::string text = std::to_string(hash);
    for (char &c : text)
        c = safeLetters[static_cast<std::size_t>(static_cast<unsigned char>(c)) % safeLetters.size()];
    return text;
}

Json ownerReferences(const Json &owner) {
    return Json::array({{{"apiVersion", textAt(owner, "apiVersion")}, {"kind", textAt(owner, "kind")}, {"name", nameOf(owner)},
        {"uid", uidOf(owner)}, {"controller", true}, {"blockOwnerDeletion", true}}});
}

Json podFromTemplate(const Json &owner, const Json &podTemplate) {
    Json metadata = Json::object();
    for (const char *part : {"labels", "annotations", "finalizers"}) {
        if (const Json &value = field(field(podTemplate, "metadata"), part); !value.is_null())
            metadata[part] = value;
    }
    metadata["ownerReferences"] = ownerReferences(owner);
    return {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", std::move(metadata)}, {"spec", field(podTemplate, "spec")},
        {"status", {{"phase", "Pending"}}}};
}

bool podActive(const Json &pod) {
    return !podFinished(pod) && !isTerminating(pod);
}

std::int64_t untilAvailable(const Json &pod, long long minReadySeconds, std::int64_t nowMs) {
    const Json &ready = conditionOf(pod, "Ready");
    if (field(ready, "status") != "True")
        return -1;
    if (minReadySeconds <= 0)
        return 0;
    const std::int64_t since = timeMs(textAt(ready, "lastTransitionTime")).value_or(nowMs);
    return std::max<std::int64_t>(0, since + minReadySeconds * 1000 - nowMs);
}

bool deletedFirst(const ObjectPtr &left, const ObjectPtr &right) {
    const auto rank = [](const Json &pod) {
        const bool ready = podReady(pod);
        return std::tuple(!textAt(pod, "spec.nodeName").empty(), textAt(pod, "status.phase") == "Running", ready, -restartsOf(pod));
    };
    const auto leftRank = rank(*left);
    const auto rightRank = rank(*right);
    if (leftRank != rightRank)
        return leftRank < rightRank;
    const auto born = [](const Json &pod) { return textAt(pod, "metadata.creationTimestamp"); };
    const auto readySince = [](const Json &pod) { return textAt(conditionOf(pod, "Ready"), "lastTransitionTime"); };
    return std::tuple(readySince(*right), born(*right), nameOf(*right)) < std::tuple(readySince(*left), born(*left), nameOf(*left));
}

long long intOrPercent(const Json &value, long long total, Rounding rounding, long long otherwise) {
    if (value.is_number())
        return value.get<long long>();
    if (!value.is_string())
        return otherwise;
    const std::string text = value.get<std::string>();
    if (!text.ends_with('%'))
        return otherwise;
    const double part = std::strtod(text.c_str(), nullptr) * static_cast<double>(total) / 100.0;
    return static_cast<long long>(rounding == Rounding::Up ? std::ceil(part) : std::floor(part));
}

void bumpGeneration(Json &object) {
    object["metadata"]["generation"] = numberAt(object, "metadata.generation") + 1;
}

} // namespace sandbox
