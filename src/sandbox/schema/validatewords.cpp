// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Fields that take one word of a list, where the list alone decides: those with rules beside it are judged with their objects.
#include "sandbox/schema/validation.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

using Supported = std::vector<std::string_view>;

struct Words {
    std::string_view kind; // empty: a pod's
    std::string_view path; // "spec.limits[].type"
    Supported supported;
    bool ownAllowed = false; // and words of others, with their domain
};

const Supported labelOperators = {"DoesNotExist", "Exists", "In", "NotIn"};
const Supported nodeOperators = {"DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn"};
const Supported profiles = {"Localhost", "RuntimeDefault", "Unconfined"};
const Supported protocols = {"SCTP", "TCP", "UDP"};
const Supported targets = {"AverageValue", "Utilization", "Value"};
const Supported scaling = {"Percent", "Pods"};
const Supported select = {"Disabled", "Max", "Min"};
const Supported updates = {"OnDelete", "RollingUpdate"};

const std::vector<Words> &wordsOfPods() {
    static const std::vector<Words> all = {{"", "securityContext.fsGroupChangePolicy", {"Always", "OnRootMismatch"}}, {"", "securityContext.seccompProfile.type", profiles},
        {"", "securityContext.appArmorProfile.type", profiles}, {"", "tolerations[].operator", {"Equal", "Exists"}},
        {"", "tolerations[].effect", {"NoExecute", "NoSchedule", "PreferNoSchedule"}}, {"", "os.name", {"linux", "windows"}},
        {"", "topologySpreadConstraints[].nodeAffinityPolicy", {"Honor", "Ignore"}}, {"", "topologySpreadConstraints[].nodeTaintsPolicy", {"Honor", "Ignore"}},
        {"", "topologySpreadConstraints[].labelSelector.matchExpressions[].operator", labelOperators},
        {"", "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[].operator", nodeOperators},
        {"", "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchExpressions[].operator", nodeOperators},
        {"", "volumes[].ephemeral.volumeClaimTemplate.spec.accessModes[]", {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"}},
        {"", "volumes[].hostPath.type", {"BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"}}};
    return all;
}

const std::vector<Words> &wordsOfContainers() {
    static const std::vector<Words> all = {{"", "securityContext.seccompProfile.type", profiles}, {"", "securityContext.appArmorProfile.type", profiles},
        {"", "terminationMessagePolicy", {"FallbackToLogsOnError", "File"}}, {"", "livenessProbe.httpGet.scheme", {"HTTP", "HTTPS"}},
        {"", "readinessProbe.httpGet.scheme", {"HTTP", "HTTPS"}}, {"", "startupProbe.httpGet.scheme", {"HTTP", "HTTPS"}}};
    return all;
}

const std::vector<Words> &wordsOfKinds() {
    static const std::vector<Words> all = {{"DaemonSet", "spec.updateStrategy.type", updates}, {"StatefulSet", "spec.updateStrategy.type", updates},
        {"StatefulSet", "spec.podManagementPolicy", {"OrderedReady", "Parallel"}}, {"Job", "spec.completionMode", {"Indexed", "NonIndexed"}},
        {"CronJob", "spec.jobTemplate.spec.completionMode", {"Indexed", "NonIndexed"}},
        {"HorizontalPodAutoscaler", "spec.metrics[].resource.target.type", targets}, {"HorizontalPodAutoscaler", "spec.metrics[].containerResource.target.type", targets},
        {"HorizontalPodAutoscaler", "spec.metrics[].pods.target.type", targets}, {"HorizontalPodAutoscaler", "spec.metrics[].object.target.type", targets},
        {"HorizontalPodAutoscaler", "spec.metrics[].external.target.type", targets}, {"HorizontalPodAutoscaler", "spec.behavior.scaleUp.selectPolicy", select},
        {"HorizontalPodAutoscaler", "spec.behavior.scaleDown.selectPolicy", select}, {"HorizontalPodAutoscaler", "spec.behavior.scaleUp.policies[].type", scaling},
        {"HorizontalPodAutoscaler", "spec.behavior.scaleDown.policies[].type", scaling}, {"NetworkPolicy", "spec.policyTypes[]", {"Egress", "Ingress"}},
        {"NetworkPolicy", "spec.ingress[].ports[].protocol", protocols}, {"NetworkPolicy", "spec.egress[].ports[].protocol", protocols},
        {"NetworkPolicy", "spec.podSelector.matchExpressions[].operator", labelOperators},
        {"PodDisruptionBudget", "spec.selector.matchExpressions[].operator", labelOperators},
        {"PodDisruptionBudget", "spec.unhealthyPodEvictionPolicy", {"AlwaysAllow", "IfHealthyBudget"}},
        {"LimitRange", "spec.limits[].type", {"Container", "PersistentVolumeClaim", "Pod"}, true}, {"Service", "spec.externalTrafficPolicy", {"Cluster", "Local"}},
        {"Service", "spec.internalTrafficPolicy", {"Cluster", "Local"}}, {"Service", "spec.ipFamilies[]", {"IPv4", "IPv6"}},
        {"Service", "spec.ipFamilyPolicy", {"PreferDualStack", "RequireDualStack", "SingleStack"}},
        {"PersistentVolumeClaim", "spec.volumeMode", {"Block", "Filesystem"}}};
    return all;
}

void judge(const Words &words, const Json &value, std::string_view rest, const std::string &where, FieldErrors &errors) {
    if (rest.empty()) {
        if (!value.is_string() || value == "")
            return;
        const auto &text = value.get_ref<const std::string &>();
        if (!std::ranges::contains(words.supported, text) && !(words.ownAllowed && text.contains('/')))
            errors.unsupported(where, value, words.supported);
        return;
    }
    if (rest.starts_with("[]")) {
        std::size_t index = 0;
        for (const auto &item : value.is_array() ? value : Json::array()) {
            judge(words, item, rest.substr(2), itemPath(where, index), errors);
            ++index;
        }
        return;
    }
    if (rest.starts_with('.'))
        rest.remove_prefix(1);
    const std::string key(rest.substr(0, rest.find_first_of(".[")));
    if (value.is_object() && value.contains(key))
        judge(words, value[key], rest.substr(key.size()), where.empty() ? key : where + '.' + key, errors);
}

} // namespace

void validatePodWords(const Json &spec, const std::string &where, FieldErrors &errors) {
    for (const Words &words : wordsOfPods())
        judge(words, spec, words.path, where, errors);
    for (const char *list : {"initContainers", "containers"}) {
        std::size_t index = 0;
        for (const auto &container : itemsAt(spec, list)) {
            const std::string place = itemPath(where + '.' + list, index++);
            for (const Words &words : wordsOfContainers())
                judge(words, container, words.path, place, errors);
        }
    }
}

void validateWords(const Kind &kind, const Json &object, FieldErrors &errors) {
    for (const Words &words : wordsOfKinds())
        if (words.kind == kind.kind)
            judge(words, object, words.path, {}, errors);
}

} // namespace sandbox
