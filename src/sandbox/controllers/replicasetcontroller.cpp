// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// As many pods as spec.replicas says. https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr long long burst = 100; // pods made or ended in one step: the API server must keep answering

class ReplicaSetController : public Controller {
public:
    explicit ReplicaSetController(Manager &manager)
        : Controller(manager, "replicasets.apps", "replicaset-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "pods")
            enqueueOwner(event);
    }

    void reconcile(const Key &key) override {
        const ObjectPtr set = m_store.get(id(key));
        if (!set)
            return;
        const auto pods = activePods(*set);
        StatusError failure{0, {}, {}, {}};
        const long long missing = numberAt(*set, "spec.replicas", 1) - static_cast<long long>(pods.size());
        if (!isTerminating(*set)) {
            if (missing > 0)
                failure = createPods(key, *set, std::min(missing, burst));
            else if (missing < 0)
                deletePods(key, *set, pods, std::min(-missing, burst));
            if (std::abs(missing) > burst)
                enqueue(key);
        }
        if (failure.code != 0)
            enqueueAfter(key, retryRefused);
        writeStatus(key, *set, failure, missing);
    }

private:
    [[nodiscard]] std::vector<ObjectPtr> activePods(const Json &set) const {
        auto pods = m_index.controlled(uidOf(set), "pods");
        std::erase_if(pods, [](const ObjectPtr &pod) { return !podActive(*pod); });
        return pods;
    }

    StatusError createPods(const Key &key, const Json &set, long long count) {
        for (long long i = 0; i < count; ++i) {
            const std::string name = key.second + "-" + randomSuffix();
            const auto created = m_manager.create({"pods", key.first, name}, podFromTemplate(set, field(set, "spec.template")));
            if (!created && created.error().reason == "AlreadyExists")
                continue; // the suffix was taken; the next reconcile tries another
            if (!created) {
                event(id(key), set, EventType::Warning, "FailedCreate", "Error creating: " + created.error().message);
                return created.error();
            }
            event(id(key), set, EventType::Normal, "SuccessfulCreate", "Created pod: " + name);
        }
        return {0, {}, {}, {}};
    }

    void deletePods(const Key &key, const Json &set, std::vector<ObjectPtr> pods, long long count) {
        std::ranges::partial_sort(pods, pods.begin() + count, deletedFirst);
        pods.resize(static_cast<std::size_t>(count));
        for (const auto &pod : pods) {
            deletePod(m_store, {"pods", key.first, nameOf(*pod)});
            event(id(key), set, EventType::Normal, "SuccessfulDelete", "Deleted pod: " + nameOf(*pod));
        }
    }

    void writeStatus(const Key &key, const Json &before, const StatusError &failure, long long missing) {
        const Json &templateLabels = field(before, "spec.template.metadata.labels");
        const long long minReady = numberAt(before, "spec.minReadySeconds");
        const auto pods = activePods(before);
        long long labelled = 0;
        long long ready = 0;
        long long available = 0;
        std::int64_t wake = 0;
        for (const auto &pod : pods) {
            labelled += labelsContain(templateLabels, field(*pod, "metadata.labels"));
            const std::int64_t wait = untilAvailable(*pod, minReady, nowMs());
            ready += wait >= 0;
            available += wait == 0;
            if (wait > 0)
                wake = wake == 0 ? wait : std::min(wake, wait);
        }
        if (wake > 0)
            enqueueAfter(key, std::chrono::milliseconds(wake));
        (void)m_store.mutate(id(key), [&](Json &set) {
            Json &status = set["status"];
            status["replicas"] = pods.size();
            status["fullyLabeledReplicas"] = labelled;
            status["readyReplicas"] = ready;
            status["availableReplicas"] = available;
            status["observedGeneration"] = numberAt(set, "metadata.generation");
            writeFailure(set, failure, missing);
            return true;
        });
    }

    void writeFailure(Json &set, const StatusError &failure, long long missing) const {
        if (failure.code != 0) {
            setCondition(set, "ReplicaFailure", true, "FailedCreate", failure.message, now());
        } else if (missing <= 0 || conditionOf(set, "ReplicaFailure").is_object()) {
            auto &conditions = set["status"]["conditions"];
            if (conditions.is_array())
                std::erase_if(conditions.get_ref<Json::array_t &>(), [](const Json &c) { return field(c, "type") == "ReplicaFailure"; });
            if (conditions.empty())
                set["status"].erase("conditions");
        }
    }
};

} // namespace

std::unique_ptr<Controller> makeReplicaSetController(Manager &manager) {
    return std::make_unique<ReplicaSetController>(manager);
}

} // namespace sandbox
