// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/reviews.h"

#include "sandbox/store/fields.h"

namespace sandbox {

Json reviewed(const VirtualResource &resource, const Json &review) {
    Json answer = {{"kind", resource.kind}, {"apiVersion", std::string(resource.group) + '/' + std::string(resource.version)},
        {"metadata", {{"creationTimestamp", nullptr}}}, {"spec", field(review, "spec")}};
    if (resource.kind == "SelfSubjectReview") {
        answer.erase("spec");
        answer["status"] = {{"userInfo", {{"username", "aqi-sandbox-admin"}, {"groups", Json::array({"system:masters", "system:authenticated"})}}}};
    } else if (resource.kind == "SelfSubjectRulesReview") {
        const Json all = Json::array({"*"});
        const Json resources = {{"verbs", all}, {"apiGroups", all}, {"resources", all}};
        const Json urls = {{"verbs", all}, {"nonResourceURLs", all}};
        answer["status"] = {{"resourceRules", Json::array({resources})}, {"nonResourceRules", Json::array({urls})}, {"incomplete", false}};
    } else {
        answer["status"] = {{"allowed", true}, {"reason", "the sandbox's token belongs to its administrator"}};
    }
    return answer;
}

} // namespace sandbox
