// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sets a target's replicas by what its pods use. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/controllers/scalingbehavior.h"
#include "sandbox/controllers/scalingmetric.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>

namespace sandbox {

namespace {

struct Reading {
    long long replicas = 0;
    std::string best; // the metric that asks for most
    std::string failure; // no usable answer
    std::string failureReason;
    std::string firstFailure;
    std::size_t failures = 0;
    Json statuses = Json::array();
};

std::string resourceOf(const std::string &kind) {
    if (kind == "Deployment")
        return "deployments.apps";
    if (kind == "StatefulSet")
        return "statefulsets.apps";
    return kind == "ReplicaSet" ? "replicasets.apps" : kind;
}

class Autoscaler : public Controller {
public:
    explicit Autoscaler(Manager &manager)
        : Controller(manager, "horizontalpodautoscalers.autoscaling", "horizontal-pod-autoscaler") {}

    void reconcile(const Key &key) override {
        const ObjectPtr scaler = m_store.get(id(key));
        if (!scaler || isTerminating(*scaler)) {
            m_memory.erase(key);
            return;
        }
        const std::int64_t period = m_manager.options().autoscalerPeriod.count();
        Memory &memory = m_memory[key];
        const std::string version = field(*scaler, "spec").dump();
        if (nowMs() < memory.nextMs && memory.spec == version) {
            enqueueAfter(key, std::chrono::milliseconds(memory.nextMs - nowMs())); // its own status wakes it too
            return;
        }
        memory.nextMs = nowMs() + period;
        memory.spec = version;
        Json changed = *scaler;
        changed["status"]["observedGeneration"] = numberAt(changed, "metadata.generation");
        evaluate(key, changed, memory.history);
        (void)m_store.mutate(id(key), [&changed](Json &object) {
            object["status"] = changed["status"];
            return true;
        });
        enqueueAfter(key, std::chrono::milliseconds(period));
    }

private:
    struct Memory {
        ScalingHistory history;
        std::int64_t nextMs = 0;
        std::string spec;
    };

    void condition(Json &scaler, const char *type, const ScalingCondition &value) const {
        setCondition(scaler, type, value.status, value.reason, value.message, now());
    }

    void evaluate(const Key &key, Json &scaler, ScalingHistory &history) {
        const ObjectId target{resourceOf(textAt(scaler, "spec.scaleTargetRef.kind")), key.first, textAt(scaler, "spec.scaleTargetRef.name")};
        const ObjectPtr object = m_store.get(target);
        if (!object) {
            const std::string why = target.resource + " \"" + target.name + "\" not found";
            condition(scaler, "AbleToScale", {false, "FailedGetScale", "the HPA controller was unable to get the target's current scale: " + why});
            return event(id(key), scaler, EventType::Warning, "FailedGetScale", why);
        }
        condition(scaler, "AbleToScale", {true, "SucceededGetScale", "the HPA controller was able to get the target's current scale"});
        const long long current = numberAt(*object, "spec.replicas", 1);
        const long long least = numberAt(scaler, "spec.minReplicas", 1);
        const long long most = numberAt(scaler, "spec.maxReplicas", current);
        scaler["status"]["currentReplicas"] = current;
        scaler["status"]["desiredReplicas"] = current;
        if (current == 0 && least != 0) {
            condition(scaler, "ScalingActive",
                {false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero"});
            scaler["status"]["desiredReplicas"] = 0;
        } else if (current > most) {
            rescale(key, scaler, target, current, most, "Current number of replicas above Spec.MaxReplicas", history);
        } else if (current < least) {
            rescale(key, scaler, target, current, least, "Current number of replicas below Spec.MinReplicas", history);
        } else {
            followMetrics(key, scaler, target, *object, history);
        }
    }

    [[nodiscard]] Reading read(const Json &scaler, const Json &target, long long current) const {
        std::vector<ObjectPtr> pods;
        for (auto &pod : m_store.list("pods", namespaceOf(target))) {
            if (selectorMatches(field(target, "spec.selector"), field(*pod, "metadata.labels")))
                pods.push_back(std::move(pod));
        }
        Reading reading;
        Json metrics = itemsAt(scaler, "spec.metrics");
        if (metrics.empty()) { // autoscaling/v2's default
            metrics = Json::array({{{"type", "Resource"}, {"resource", {{"name", "cpu"}, {"target", {{"type", "Utilization"}, {"averageUtilization", 80}}}}}}});
        }
        for (const auto &metric : metrics) {
            MetricAnswer answer = askMetric(metric, pods, current, m_manager.options().usage);
            if (!answer.failure.empty()) {
                if (reading.failures++ == 0) {
                    reading.firstFailure = answer.failure;
                    reading.failureReason = answer.failureReason;
                    reading.failure = "invalid metrics (1 invalid out of " + std::to_string(metrics.size()) + "), first error is: failed to get "
                        + textAt(metric, "resource.name") + " resource metric value: " + answer.failure;
                }
                continue;
            }
            if (reading.best.empty() || answer.replicas > reading.replicas) {
                reading.replicas = answer.replicas;
                reading.best = answer.name;
            }
            reading.statuses.push_back(std::move(answer.status));
        }
        return reading;
    }

    void followMetrics(const Key &key, Json &scaler, const ObjectId &target, const Json &object, ScalingHistory &history) {
        const long long current = numberAt(object, "spec.replicas", 1);
        const Reading reading = read(scaler, object, current);
        scaler["status"]["currentMetrics"] = reading.statuses.empty() ? Json() : reading.statuses;
        // A metric that cannot be read must not let the others scale down.
        if (reading.best.empty() || (reading.failures > 0 && reading.replicas < current)) {
            condition(scaler, "ScalingActive",
                {false, reading.failureReason, "the HPA was unable to compute the replica count: " + reading.firstFailure});
            event(id(key), scaler, EventType::Warning, reading.failureReason, reading.firstFailure);
            return event(id(key), scaler, EventType::Warning, "FailedComputeMetricsReplicas", reading.failure);
        }
        condition(scaler, "ScalingActive",
            {true, "ValidMetricFound", "the HPA was able to successfully calculate a replica count from " + reading.best});
        const ScalingDecision decision = decideScale(field(scaler, "spec"), history, current, reading.replicas, nowMs(),
            m_manager.options().scaleDownStabilization.count());
        condition(scaler, "AbleToScale", decision.ableToScale);
        condition(scaler, "ScalingLimited", decision.limited);
        if (decision.replicas == current)
            return;
        const std::string reason = decision.replicas > current ? reading.best + " above target" : "All metrics below target";
        rescale(key, scaler, target, current, decision.replicas, reason, history);
    }

    void rescale(const Key &key, Json &scaler, const ObjectId &target, long long from, long long to, const std::string &reason,
        ScalingHistory &history) {
        (void)m_store.mutate(target, [&](Json &object) {
            object["spec"]["replicas"] = to;
            bumpGeneration(object);
            ownReplicas(object);
            return true;
        });
        history.note(nowMs(), from, to);
        scaler["status"]["desiredReplicas"] = to;
        scaler["status"]["lastScaleTime"] = now();
        condition(scaler, "AbleToScale",
            {true, "SucceededRescale", "the HPA controller was able to update the target scale to " + std::to_string(to)});
        event(id(key), scaler, EventType::Normal, "SuccessfulRescale", "New size: " + std::to_string(to) + "; reason: " + reason);
    }

    /// spec.replicas now belongs to the autoscaler: a server-side apply that still names it will conflict, as on a real server.
    void ownReplicas(Json &object) const {
        Json &fields = object["metadata"]["managedFields"];
        if (!fields.is_array())
            fields = Json::array();
        auto &entries = fields.get_ref<Json::array_t &>();
        std::erase_if(entries, [](Json &entry) {
            Json &spec = entry["fieldsV1"]["f:spec"];
            if (!spec.is_object() || !spec.contains("f:replicas")) {
                if (spec.is_null())
                    entry["fieldsV1"].erase("f:spec");
                return false;
            }
            spec.erase("f:replicas");
            if (spec.empty())
                entry["fieldsV1"].erase("f:spec");
            return entry["fieldsV1"].empty();
        });
        entries.push_back({{"manager", "kube-controller-manager"}, {"operation", "Update"}, {"subresource", "scale"},
            {"apiVersion", textAt(object, "apiVersion")}, {"time", now()}, {"fieldsType", "FieldsV1"},
            {"fieldsV1", {{"f:spec", {{"f:replicas", Json::object()}}}}}});
    }

    std::map<Key, Memory> m_memory;
};

} // namespace

std::unique_ptr<Controller> makeAutoscalerController(Manager &manager) {
    return std::make_unique<Autoscaler>(manager);
}

} // namespace sandbox
