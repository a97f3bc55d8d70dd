// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/scalingbehavior.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sandbox {

namespace {

constexpr std::int64_t longestMs = 3'600'000; // windows and periods may not be longer

void forgetOld(std::deque<ScalingHistory::Entry> &entries, std::int64_t nowMs) {
    while (!entries.empty() && entries.front().ms < nowMs - longestMs)
        entries.pop_front();
}

long long sumSince(const std::deque<ScalingHistory::Entry> &entries, std::int64_t fromMs) {
    long long sum = 0;
    for (const auto &entry : entries)
        sum += entry.ms > fromMs ? entry.replicas : 0;
    return sum;
}

Json upPolicies(const Json &spec) {
    const Json &given = itemsAt(spec, "behavior.scaleUp.policies");
    if (!given.empty())
        return given;
    return Json::array({{{"type", "Pods"}, {"value", 4}, {"periodSeconds", 15}}, {{"type", "Percent"}, {"value", 100}, {"periodSeconds", 15}}});
}

Json downPolicies(const Json &spec) {
    const Json &given = itemsAt(spec, "behavior.scaleDown.policies");
    return !given.empty() ? given : Json::array({{{"type", "Percent"}, {"value", 100}, {"periodSeconds", 15}}});
}

/// What the target may have at most (up) or least (down) now.
long long rateLimit(const Json &policies, const std::string &select, const ScalingHistory &history, long long current, std::int64_t nowMs, bool up) {
    if (select == "Disabled")
        return current;
    const bool widest = select != "Min";
    long long limit = up == widest ? std::numeric_limits<long long>::min() : std::numeric_limits<long long>::max();
    for (const auto &policy : policies) {
        const std::int64_t from = nowMs - numberAt(policy, "periodSeconds", 15) * 1000;
        const long long start = current - sumSince(history.ups, from) + sumSince(history.downs, from);
        const long long value = numberAt(policy, "value");
        const double factor = static_cast<double>(value) / 100.0;
        const double size = static_cast<double>(start);
        long long proposed = 0;
        if (textAt(policy, "type") == "Percent")
            proposed = static_cast<long long>(up ? std::ceil(size * (1 + factor)) : std::trunc(size * (1 - factor)));
        else
            proposed = up ? start + value : start - value;
        limit = up == widest ? std::max(limit, proposed) : std::min(limit, proposed);
    }
    return limit;
}

/// The recommendation that the windows let through.
long long stabilized(const Json &spec, ScalingHistory &history, long long current, long long recommended, std::int64_t nowMs,
    std::int64_t downWindowMs) {
    const std::int64_t upFrom = nowMs - numberAt(spec, "behavior.scaleUp.stabilizationWindowSeconds", 0) * 1000;
    const Json &down = field(spec, "behavior.scaleDown.stabilizationWindowSeconds");
    const std::int64_t downFrom = nowMs - (down.is_number() ? down.get<long long>() * 1000 : downWindowMs);
    long long lowest = recommended;
    long long highest = recommended;
    for (const auto &entry : history.recommendations) {
        if (entry.ms > upFrom)
            lowest = std::min(lowest, entry.replicas);
        if (entry.ms > downFrom)
            highest = std::max(highest, entry.replicas);
    }
    history.recommendations.push_back({nowMs, recommended});
    if (current < lowest)
        return lowest;
    return current > highest ? highest : std::clamp(current, lowest, highest);
}

ScalingCondition within() {
    return {false, "DesiredWithinRange", "the desired count is within the acceptable range"};
}

} // namespace

void ScalingHistory::note(std::int64_t nowMs, long long from, long long to) {
    if (to > from)
        ups.push_back({nowMs, to - from});
    else if (to < from)
        downs.push_back({nowMs, from - to});
}

ScalingDecision decideScale(const Json &spec, ScalingHistory &history, long long current, long long recommended, std::int64_t nowMs,
    std::int64_t downWindowMs) {
    for (auto *entries : {&history.recommendations, &history.ups, &history.downs})
        forgetOld(*entries, nowMs);
    ScalingDecision decision{stabilized(spec, history, current, recommended, nowMs, downWindowMs),
        {true, "ReadyForNewScale", "recommended size matches current size"}, within()};
    if (decision.replicas > recommended)
        decision.ableToScale = {true, "ScaleDownStabilized",
            "recent recommendations were higher than current one, applying the highest recent recommendation"};
    else if (decision.replicas < recommended)
        decision.ableToScale
            = {true, "ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation"};
    const long long most = numberAt(spec, "maxReplicas", std::numeric_limits<std::int32_t>::max());
    const long long least = numberAt(spec, "minReplicas", 1);
    if (decision.replicas > current) {
        const long long rate = std::max(current,
            rateLimit(upPolicies(spec), textAt(spec, "behavior.scaleUp.selectPolicy", "Max"), history, current, nowMs, true));
        const long long limit = std::min(rate, most);
        if (decision.replicas > limit) {
            decision.limited = rate < most
                ? ScalingCondition{true, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"}
                : ScalingCondition{true, "TooManyReplicas", "the desired replica count is more than the maximum replica count"};
            decision.replicas = limit;
        }
    } else if (decision.replicas < current) {
        const long long rate = std::min(current,
            rateLimit(downPolicies(spec), textAt(spec, "behavior.scaleDown.selectPolicy", "Max"), history, current, nowMs, false));
        const long long limit = std::max(rate, least);
        if (decision.replicas < limit) {
            decision.limited = rate > least
                ? ScalingCondition{true, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate"}
                : ScalingCondition{true, "TooFewReplicas", "the desired replica count is less than the minimum replica count"};
            decision.replicas = limit;
        }
    } else if (recommended > most) {
        decision.limited = {true, "TooManyReplicas", "the desired replica count is more than the maximum replica count"};
    } else if (recommended < least) {
        decision.limited = {true, "TooFewReplicas", "the desired replica count is less than the minimum replica count"};
    }
    decision.replicas = std::clamp(decision.replicas, least, std::max(least, most));
    return decision;
}

} // namespace sandbox
