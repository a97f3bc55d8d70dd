// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How many pods of a disruption budget may be evicted now. https://kubernetes.io/docs/tasks/run-application/configure-pdb/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

class DisruptionController : public Controller {
public:
    explicit DisruptionController(Manager &manager)
        : Controller(manager, "poddisruptionbudgets.policy", "controllermanager") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource != "pods")
            return;
        if (event.type == StoreEvent::Type::Modified && podReady(*event.previous) == podReady(*event.object)
            && podActive(*event.previous) == podActive(*event.object))
            return;
        for (const auto &budget : m_store.list(primary(), event.id.ns)) {
            if (selectorMatches(field(*budget, "spec.selector"), field(*event.object, "metadata.labels")))
                enqueue({event.id.ns, nameOf(*budget)});
        }
    }

    void reconcile(const Key &key) override {
        const ObjectPtr budget = m_store.get(id(key));
        if (!budget)
            return;
        long long healthy = 0;
        long long living = 0;
        std::set<std::string> owners;
        for (const auto &pod : m_store.list("pods", key.first)) {
            if (!selectorMatches(field(*budget, "spec.selector"), field(*pod, "metadata.labels")) || !podActive(*pod))
                continue;
            ++living;
            healthy += podReady(*pod);
            if (const std::string owner = controllerUidOf(*pod); !owner.empty())
                owners.insert(owner);
        }
        writeStatus(key, *budget, healthy, living, wantedBy(owners));
    }

private:
    /// The replicas that the pods' controllers want, the deployment above a replica set included.
    [[nodiscard]] long long wantedBy(const std::set<std::string> &owners) const {
        std::set<std::string> scaled;
        for (const auto &uid : owners) {
            const ObjectId *owner = m_index.find(uid);
            const ObjectPtr object = owner ? m_store.get(*owner) : nullptr;
            const std::string above = object ? controllerUidOf(*object) : std::string();
            scaled.insert(above.empty() ? uid : above);
        }
        long long sum = 0;
        for (const auto &uid : scaled) {
            const ObjectId *owner = m_index.find(uid);
            const ObjectPtr object = owner ? m_store.get(*owner) : nullptr;
            sum += object ? numberAt(*object, "spec.replicas", 1) : 0;
        }
        return sum;
    }

    void writeStatus(const Key &key, const Json &before, long long healthy, long long living, long long wanted) {
        const Json &least = field(before, "spec.minAvailable");
        const Json &most = field(before, "spec.maxUnavailable");
        long long expected = wanted;
        long long desired = 0;
        if (most.is_null()) {
            expected = least.is_string() ? wanted : living;
            desired = intOrPercent(least, expected, Rounding::Up, 1);
        } else {
            desired = std::max(0LL, wanted - intOrPercent(most, wanted, Rounding::Up, 0));
        }
        const long long allowed = expected <= 0 ? 0 : std::max(0LL, healthy - desired);
        (void)m_store.mutate(id(key), [&](Json &budget) {
            Json &status = budget["status"];
            status["expectedPods"] = expected;
            status["currentHealthy"] = healthy;
            status["desiredHealthy"] = desired;
            status["disruptionsAllowed"] = allowed;
            status["observedGeneration"] = numberAt(budget, "metadata.generation");
            setCondition(budget, "DisruptionAllowed", allowed > 0, allowed > 0 ? "SufficientPods" : "InsufficientPods", {}, now(),
                {{"message", ""}, {"observedGeneration", numberAt(budget, "metadata.generation")}});
            return true;
        });
    }
};

} // namespace

std::unique_ptr<Controller> makeDisruptionController(Manager &manager) {
    return std::make_unique<DisruptionController>(manager);
}

} // namespace sandbox
