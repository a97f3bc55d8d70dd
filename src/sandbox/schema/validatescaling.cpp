// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects that act on a clock, on a measurement or on a disruption.
#include "sandbox/schema/validation.h"

#include "sandbox/store/fields.h"

#include <sstream>

namespace sandbox {

namespace {

std::vector<std::string> words(const std::string &text) {
    std::istringstream in(text);
    std::vector<std::string> result;
    for (std::string word; in >> word;)
        result.push_back(word);
    return result;
}

void validateSchedule(const std::string &schedule, FieldErrors &errors) {
    if (schedule.empty())
        return errors.required("spec.schedule");
    if (schedule.contains("TZ="))
        return errors.invalid(
            "spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
    const auto fields = words(schedule);
    if (schedule.starts_with('@')) {
        for (const char *known : {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}) {
            if (schedule == known)
                return;
        }
        if (!schedule.starts_with("@every "))
            errors.invalid("spec.schedule", schedule, "unrecognized descriptor: " + schedule);
        return;
    }
    if (fields.size() == 5)
        return;
    std::string list;
    for (const auto &each : fields)
        list += (list.empty() ? "" : " ") + each;
    errors.invalid("spec.schedule", schedule,
        "expected exactly 5 fields, found " + std::to_string(fields.size()) + ": [" + list + ']');
}

void validateMetric(const Json &metric, const std::string &where, FieldErrors &errors) {
    const std::string type = textAt(metric, "type");
    if (type.empty())
        return errors.required(where + ".type", "must specify a metric source type");
    static constexpr std::pair<std::string_view, std::string_view> sources[] = {
        {"ContainerResource", "containerResource"}, {"External", "external"}, {"Object", "object"}, {"Pods", "pods"},
        {"Resource", "resource"}};
    for (const auto &[name, source] : sources) {
        if (name != type)
            continue;
        const Json &spec = field(metric, source);
        const std::string place = where + '.' + std::string(source);
        if (!spec.is_object())
            return errors.required(place, "must populate the given metric source");
        const Json &target = field(spec, "target");
        requireAtLeast(target, "averageUtilization", place + ".target.averageUtilization", 1, errors);
        if (textAt(target, "type").empty())
            errors.required(place + ".target.type", "must specify a metric target type");
        else if (type == "Resource" && field(target, "averageUtilization").is_null() &&
                 field(target, "averageValue").is_null())
            errors.required(
                place + ".target.averageUtilization", "must set either a target raw value or a target utilization");
        return;
    }
    errors.unsupported(where + ".type", type, {"ContainerResource", "External", "Object", "Pods", "Resource"});
}

} // namespace

void validateCronJob(const Json *before, const Json &object, FieldErrors &errors) {
    validateSchedule(textAt(object, "spec.schedule"), errors);
    const std::string policy = textAt(object, "spec.concurrencyPolicy", "Allow");
    if (policy != "Allow" && policy != "Forbid" && policy != "Replace")
        errors.unsupported("spec.concurrencyPolicy", policy, {"Allow", "Forbid", "Replace"});
    for (const char *key : {"startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"}) {
        const std::string path = std::string("spec.") + key;
        requireAtLeast(object, path.c_str(), path, 0, errors);
    }
    // A job's name is the cron job's and eleven characters of time.
    if (!before && nameOf(object).size() > 52)
        errors.invalid("metadata.name", nameOf(object), "must be no more than 52 characters");
    const std::string where = "spec.jobTemplate.spec.template.spec";
    if (textAt(object, where + ".restartPolicy", "Always") == "Always")
        errors.required(where + ".restartPolicy", R"(valid values: "OnFailure", "Never")");
    validatePodSpec(field(object, where), where, errors);
}

void validateAutoscaler(const Json *, const Json &object, FieldErrors &errors) {
    requireAtLeast(object, "spec.maxReplicas", "spec.maxReplicas", 1, errors);
    if (const Json &least = field(object, "spec.minReplicas"); least.is_number_integer() && least < 1)
        errors.invalid("spec.minReplicas", least, "must be greater than or equal to 1");
    const Json &most = field(object, "spec.maxReplicas");
    if (most.is_number_integer() && most.get<long long>() < numberAt(object, "spec.minReplicas", 1))
        errors.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
    for (const char *key : {"kind", "name"}) {
        if (textAt(object, std::string("spec.scaleTargetRef.") + key).empty())
            errors.required(std::string("spec.scaleTargetRef.") + key);
    }
    std::size_t index = 0;
    for (const auto &metric : itemsAt(object, "spec.metrics"))
        validateMetric(metric, itemPath("spec.metrics", index++), errors);
}

void validateDisruptionBudget(const Json *, const Json &object, FieldErrors &errors) {
    const Json &least = field(object, "spec.minAvailable");
    const Json &most = field(object, "spec.maxUnavailable");
    if (!least.is_null() && !most.is_null())
        errors.invalidShown(
            "spec", "policy.PodDisruptionBudgetSpec{...}", "minAvailable and maxUnavailable cannot be both set");
    for (const char *key : {"minAvailable", "maxUnavailable"})
        validateIntOrPercent(field(object, "spec"), key, "spec", errors);
}

} // namespace sandbox
