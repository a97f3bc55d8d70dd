// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/scalingmetric.h"

#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <cmath>

namespace sandbox {

namespace {

constexpr double tolerance = 0.1;

struct Sample {
    double usage = 0;
    double request = 0;
};

struct Samples {
    std::vector<Sample> measured;
    std::vector<Sample> unready; // counted as 0 when scaling up
    std::vector<Sample> missing; // counted as 0 when scaling up, as all of the request when scaling down
    std::string failure;
};

bool near(double ratio) {
    return std::abs(ratio - 1) <= tolerance;
}

double sumUsage(const std::vector<Sample> &samples) {
    double sum = 0;
    for (const auto &sample : samples)
        sum += sample.usage;
    return sum;
}

double sumRequest(const std::vector<Sample> &samples) {
    double sum = 0;
    for (const auto &sample : samples)
        sum += sample.request;
    return sum;
}

std::string missingRequest(const Json &pod, const std::string &resource) {
    for (const auto &container : itemsAt(pod, "spec.containers")) {
        const Json &requests = field(container, "resources.requests");
        const Json &limits = field(container, "resources.limits");
        if (!(requests.is_object() && requests.contains(resource)) && !(limits.is_object() && limits.contains(resource)))
            return "missing request for " + resource + " in container " + textAt(container, "name") + " of Pod " + nameOf(pod);
    }
    return {};
}

Samples collect(const std::vector<ObjectPtr> &pods, const std::string &resource, bool needsRequests, const UsageOf &usageOf) {
    Samples samples;
    for (const auto &pod : pods) {
        if (!podActive(*pod))
            continue;
        if (needsRequests && samples.failure.empty())
            samples.failure = missingRequest(*pod, resource);
        Sample sample{0, podRequest(*pod, resource)};
        const auto usage = usageOf && textAt(*pod, "status.phase") == "Running" ? usageOf(namespaceOf(*pod), nameOf(*pod)) : std::nullopt;
        if (textAt(*pod, "status.phase") == "Pending" || (resource == "cpu" && !podReady(*pod))) {
            samples.unready.push_back(sample);
        } else if (!usage) {
            samples.missing.push_back(sample);
        } else {
            sample.usage = resource == "cpu" ? usage->cores : usage->bytes;
            samples.measured.push_back(sample);
        }
    }
    if (samples.measured.empty() && samples.failure.empty()) {
        samples.failure = samples.unready.empty() || !samples.missing.empty()
            ? "unable to get metrics for resource " + resource + ": no metrics returned from resource metrics API"
            : "did not receive metrics for targeted pods (pods might be unready)";
    }
    return samples;
}

/// target: of the sum of requests (utilisation), or per pod (average value; perPod is that value).
template <class Ratio> long long replicasFor(const Samples &samples, long long current, const Ratio &ratioOf) {
    const double ratio = ratioOf(samples.measured);
    const bool unreadyMatters = !samples.unready.empty() && ratio > 1;
    if (!unreadyMatters && samples.missing.empty()) {
        return near(ratio) ? current
                           : static_cast<long long>(std::ceil(ratio * static_cast<double>(samples.measured.size()) - 1e-9));
    }
    std::vector<Sample> all = samples.measured;
    for (Sample sample : samples.missing) {
        sample.usage = ratio < 1 ? sample.request : 0;
        all.push_back(sample);
    }
    if (unreadyMatters)
        all.insert(all.end(), samples.unready.begin(), samples.unready.end());
    const double corrected = ratioOf(all);
    if (near(corrected) || (ratio < 1) != (corrected < 1))
        return current;
    const auto replicas = static_cast<long long>(std::ceil(corrected * static_cast<double>(all.size()) - 1e-9));
    return (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current) ? current : replicas;
}

std::string averageText(const std::string &resource, double value) {
    if (resource == "cpu")
        return std::to_string(std::llround(value * 1000)) + "m";
    return std::to_string(std::llround(value));
}

MetricAnswer askUtilization(const std::string &resource, const Samples &samples, double target, long long current) {
    MetricAnswer answer;
    answer.name = resource + " resource utilization (percentage of request)";
    const auto utilization = [](const std::vector<Sample> &list) {
        const double requests = sumRequest(list);
        return requests > 0 ? sumUsage(list) / requests : 0;
    };
    answer.replicas = replicasFor(samples, current, [&](const auto &list) { return utilization(list) * 100 / target; });
    const double average = sumUsage(samples.measured) / static_cast<double>(samples.measured.size());
    answer.status = {{"type", "Resource"},
        {"resource", {{"name", resource}, {"current", {{"averageUtilization", static_cast<long long>(std::floor(utilization(samples.measured) * 100 + 1e-6))},
                                                          {"averageValue", averageText(resource, average)}}}}}};
    return answer;
}

MetricAnswer askAverage(const std::string &resource, const Samples &samples, double target, long long current) {
    MetricAnswer answer;
    answer.name = resource + " resource";
    const auto average = [](const std::vector<Sample> &list) { return sumUsage(list) / static_cast<double>(list.size()); };
    answer.replicas = replicasFor(samples, current, [&](const auto &list) { return average(list) / target; });
    answer.status = {{"type", "Resource"},
        {"resource", {{"name", resource}, {"current", {{"averageValue", averageText(resource, average(samples.measured))}}}}}};
    return answer;
}

} // namespace

MetricAnswer askMetric(const Json &metric, const std::vector<ObjectPtr> &pods, long long current, const UsageOf &usage) {
    MetricAnswer answer;
    const std::string type = textAt(metric, "type");
    if (type != "Resource") {
        answer.failureReason = "FailedGet" + type + "Metric";
        answer.failure = "unable to get metric: the sandbox serves no custom or external metrics API";
        return answer;
    }
    const std::string resource = textAt(metric, "resource.name");
    const Json &target = field(metric, "resource.target");
    const bool byRequest = field(target, "averageUtilization").is_number();
    const double wanted = byRequest ? static_cast<double>(numberAt(target, "averageUtilization"))
                                    : quantityOf(field(target, "averageValue")).value_or(0);
    const Samples samples = collect(pods, resource, byRequest, usage);
    if (!samples.failure.empty() || wanted <= 0) {
        answer.failureReason = "FailedGetResourceMetric";
        answer.failure = "failed to get " + resource + " utilization: " + samples.failure;
        return answer;
    }
    return byRequest ? askUtilization(resource, samples, wanted, current) : askAverage(resource, samples, wanted, current);
}

} // namespace sandbox
