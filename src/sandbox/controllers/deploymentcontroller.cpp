// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rolls a template out through replica sets. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/deploymentsets.h"
#include "sandbox/controllers/deploymentstatus.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

enum class Step { Nothing, Scaled };

class DeploymentController : public Controller {
public:
    explicit DeploymentController(Manager &manager)
        : Controller(manager, "deployments.apps", "deployment-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"replicasets.apps", "pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "replicasets.apps")
            enqueueOwner(event);
        else if (event.id.resource == "pods" && event.type == StoreEvent::Type::Deleted)
            enqueueOwnersOwner(event); // Recreate waits for the last old pod
    }

    void reconcile(const Key &key) override {
        const ObjectPtr deployment = m_store.get(id(key));
        if (!deployment)
            return;
        if (!isTerminating(*deployment)) {
            const bool paused = flagAt(*deployment, "spec.paused");
            if (recreates(*deployment) && !paused)
                recreate(key, *deployment);
            else if (paused || resized(*deployment))
                scaleAsItIs(key, *deployment);
            else
                roll(key, *deployment);
            if (const ObjectPtr after = m_store.get(id(key)); after && deploymentComplete(*after))
                forgetOldRevisions(*after);
        }
        writeStatus(key);
    }

private:
    void enqueueOwnersOwner(const StoreEvent &event) {
        const ObjectId *owner = m_index.find(controllerUidOf(*event.object));
        const ObjectPtr set = owner && owner->resource == "replicasets.apps" ? m_store.get(*owner) : nullptr;
        if (!set)
            return;
        if (const ObjectId *deployment = m_index.find(controllerUidOf(*set)); deployment && deployment->resource == primary())
            enqueue({deployment->ns, deployment->name});
    }

    [[nodiscard]] DeploymentSets setsOf(const Json &deployment) const {
        return sortSets(deployment, m_index.controlled(uidOf(deployment), "replicasets.apps"));
    }

    /// spec.replicas changed since the sets were sized: they are scaled before the rollout goes on.
    [[nodiscard]] bool resized(const Json &deployment) const {
        const std::string wanted = std::to_string(numberAt(deployment, "spec.replicas", 1));
        return std::ranges::any_of(setsOf(deployment).all(), [&wanted](const ObjectPtr &set) {
            const std::string noted = entryAt(*set, "metadata.annotations", desiredAnnotation);
            return wantedOf(set) > 0 && !noted.empty() && noted != wanted;
        });
    }

    void scaleAsItIs(const Key &key, const Json &deployment) {
        const DeploymentSets sets = setsOf(deployment);
        if (sets.current && !flagAt(deployment, "spec.paused"))
            takeUp(key, deployment, sets);
        auto active = sets.all();
        std::erase_if(active, [](const ObjectPtr &set) { return wantedOf(set) == 0; });
        const long long replicas = numberAt(deployment, "spec.replicas", 1);
        if (active.size() <= 1) {
            const ObjectPtr only = active.empty() ? sets.current : active.front();
            if (only)
                scale(deployment, only, replicas);
            return;
        }
        if (sets.current && wantedOf(sets.current) == replicas
            && numberAt(*sets.current, "status.availableReplicas") == replicas) {
            scale(deployment, sets.current, replicas);
            for (const auto &set : sets.old)
                scale(deployment, set, 0);
        } else if (!recreates(deployment)) {
            for (const auto &[set, size] : proportionalSizes(deployment, active))
                scale(deployment, set, size);
        }
    }

    void recreate(const Key &key, const Json &deployment) {
        DeploymentSets sets = setsOf(deployment);
        if (sets.current)
            takeUp(key, deployment, sets);
        bool scaled = false;
        for (const auto &set : sets.old)
            scaled |= scale(deployment, set, 0) == Step::Scaled;
        const bool running = std::ranges::any_of(sets.old, [this](const ObjectPtr &set) {
            return std::ranges::any_of(
                m_index.controlled(uidOf(*set), "pods"), [](const ObjectPtr &pod) { return !podFinished(*pod); });
        });
        if (scaled || running)
            return;
        if (const ObjectPtr current = currentOrNew(key, deployment, sets))
            scale(deployment, current, numberAt(deployment, "spec.replicas", 1));
    }

    void roll(const Key &key, const Json &deployment) {
        if (!currentOrNew(key, deployment, setsOf(deployment)))
            return;
        const DeploymentSets sets = setsOf(deployment);
        if (scale(deployment, sets.current, newSize(deployment, sets)) == Step::Nothing)
            shrinkOld(deployment, sets);
    }

    [[nodiscard]] static long long newSize(const Json &deployment, const DeploymentSets &sets) {
        const long long replicas = numberAt(deployment, "spec.replicas", 1);
        const long long size = wantedOf(sets.current);
        if (size >= replicas)
            return replicas;
        const long long room = replicas + rolloutLimits(deployment).surge - sumWanted(sets.all());
        return room <= 0 ? size : size + std::min(room, replicas - size);
    }

    void shrinkOld(const Json &deployment, const DeploymentSets &sets) {
        const long long minimum = numberAt(deployment, "spec.replicas", 1) - rolloutLimits(deployment).unavailable;
        const long long newUnavailable = wantedOf(sets.current) - numberAt(*sets.current, "status.availableReplicas");
        long long budget = sumWanted(sets.all()) - minimum - newUnavailable;
        if (budget <= 0)
            return;
        std::vector<long long> sizes;
        for (const auto &set : sets.old) { // pods that are not available cost nothing
            const long long sick = std::max(0LL, wantedOf(set) - numberAt(*set, "status.availableReplicas"));
            const long long less = std::min(budget, sick);
            budget -= less;
            sizes.push_back(wantedOf(set) - less);
        }
        long long spare = std::min(budget, sumStatus(sets.all(), "availableReplicas") - minimum);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const long long less = std::clamp(spare, 0LL, sizes[i]);
            spare -= less;
            scale(deployment, sets.old[i], sizes[i] - less);
        }
    }

    /// Also notes on the set what it was sized for.
    Step scale(const Json &deployment, const ObjectPtr &set, long long size) {
        const long long before = wantedOf(set);
        const long long replicas = numberAt(deployment, "spec.replicas", 1);
        (void)m_store.mutate({"replicasets.apps", namespaceOf(*set), nameOf(*set)}, [&](Json &object) {
            Json &annotations = object["metadata"]["annotations"];
            annotations[std::string(desiredAnnotation)] = std::to_string(replicas);
            annotations[std::string(maximumAnnotation)] = std::to_string(replicas + rolloutLimits(deployment).surge);
            if (size != before) {
                object["spec"]["replicas"] = size;
                bumpGeneration(object);
            }
            return true;
        });
        if (size == before)
            return Step::Nothing;
        event({primary(), namespaceOf(deployment), nameOf(deployment)}, deployment, EventType::Normal, "ScalingReplicaSet",
            std::string("Scaled ") + (size > before ? "up" : "down") + " replica set " + nameOf(*set) + " from " + std::to_string(before)
                + " to " + std::to_string(size));
        return Step::Scaled;
    }

    [[nodiscard]] static long long nextRevision(const DeploymentSets &sets) {
        long long last = 0;
        for (const auto &set : sets.old)
            last = std::max(last, revisionOf(*set));
        return last + 1;
    }

    ObjectPtr currentOrNew(const Key &key, const Json &deployment, const DeploymentSets &sets) {
        if (sets.current) {
            takeUp(key, deployment, sets);
            return setsOf(deployment).current;
        }
        const std::string hash = contentHash(field(deployment, "spec.template"));
        const long long revision = nextRevision(sets);
        const std::string name = key.second + "-" + hash;
        const auto created = m_manager.create({"replicasets.apps", key.first, name}, freshReplicaSet(deployment, hash, revision));
        (void)m_store.mutate(id(key), [&](Json &object) {
            if (created) {
                object["metadata"]["annotations"][std::string(revisionAnnotation)] = std::to_string(revision);
                setProgressing(object, true, "NewReplicaSetCreated", "Created new replica set \"" + name + "\"", now());
            } else {
                setProgressing(object, false, "FailedCreate", created.error().message, now());
            }
            return true;
        });
        if (created)
            return *created;
        event(id(key), deployment, EventType::Warning, "ReplicaSetCreateError",
            "Failed to create new replica set \"" + name + "\": " + created.error().message);
        return nullptr;
    }

    /// The existing set of this template becomes the newest revision (a rollback reuses it).
    void takeUp(const Key &key, const Json &deployment, const DeploymentSets &sets) {
        const long long revision = std::max(nextRevision(sets), revisionOf(*sets.current));
        const std::string name = nameOf(*sets.current);
        (void)m_store.mutate({"replicasets.apps", key.first, name}, [&](Json &set) {
            copyAnnotations(deployment, set);
            const long long before = revisionOf(set);
            Json &annotations = set["metadata"]["annotations"];
            if (before != 0 && before != revision) {
                const std::string history = entryAt(set, "metadata.annotations", historyAnnotation);
                annotations[std::string(historyAnnotation)] = (history.empty() ? "" : history + ",") + std::to_string(before);
            }
            annotations[std::string(revisionAnnotation)] = std::to_string(revision);
            if (const Json &minReady = field(deployment, "spec.minReadySeconds"); !minReady.is_null())
                set["spec"]["minReadySeconds"] = minReady;
            return true;
        });
        (void)m_store.mutate(id(key), [&](Json &object) {
            const bool moved = revisionOf(object) != revision;
            object["metadata"]["annotations"][std::string(revisionAnnotation)] = std::to_string(revision);
            if (moved || conditionOf(object, "Progressing").is_null())
                setProgressing(object, true, "FoundNewReplicaSet", "Found new replica set \"" + name + "\"", now());
            return true;
        });
    }

    void forgetOldRevisions(const Json &deployment) {
        auto old = setsOf(deployment).old;
        std::erase_if(old, [](const ObjectPtr &set) {
            return wantedOf(set) != 0 || numberAt(*set, "status.replicas") != 0 || isTerminating(*set);
        });
        std::ranges::sort(old, {}, [](const ObjectPtr &set) { return revisionOf(*set); });
        const auto limit = static_cast<std::size_t>(std::max(0LL, numberAt(deployment, "spec.revisionHistoryLimit", 10)));
        for (std::size_t i = 0; i + limit < old.size(); ++i)
            (void)m_store.remove({"replicasets.apps", namespaceOf(*old[i]), nameOf(*old[i])});
    }

    void writeStatus(const Key &key) {
        (void)m_store.mutate(id(key), [&](Json &deployment) {
            const std::int64_t wake = writeDeploymentStatus(deployment, setsOf(deployment), nowMs(), now());
            if (wake > 0)
                enqueueAfter(key, std::chrono::milliseconds(wake + 1000)); // times are whole seconds
            return true;
        });
    }
};

} // namespace

std::unique_ptr<Controller> makeDeploymentController(Manager &manager) {
    return std::make_unique<DeploymentController>(manager);
}

} // namespace sandbox
