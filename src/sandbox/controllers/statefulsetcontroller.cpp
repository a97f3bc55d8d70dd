// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pods with a name and a volume of their own. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>

namespace sandbox {

namespace {

struct Revisions {
    std::string current;
    std::string update;
};

using Pods = std::map<long long, ObjectPtr>; // by ordinal

class StatefulSetController : public Controller {
public:
    explicit StatefulSetController(Manager &manager)
        : Controller(manager, "statefulsets.apps", "statefulset-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "pods")
            enqueueOwner(event);
    }

    void reconcile(const Key &key) override {
        const ObjectPtr set = m_store.get(id(key));
        if (!set)
            return;
        const Revisions revisions = revisionsOf(key, *set);
        if (!isTerminating(*set))
            step(key, *set, revisions, podsOf(*set));
        writeStatus(key, *set, revisions);
    }

private:
    [[nodiscard]] Pods podsOf(const Json &set) const {
        Pods pods;
        for (auto &pod : m_index.controlled(uidOf(set), "pods")) {
            const std::string name = nameOf(*pod);
            pods[std::strtoll(name.c_str() + name.rfind('-') + 1, nullptr, 10)] = std::move(pod);
        }
        return pods;
    }

    Revisions revisionsOf(const Key &key, const Json &set) {
        const Json &podTemplate = field(set, "spec.template");
        const std::string hash = contentHash(podTemplate);
        const std::string update = key.second + "-" + hash;
        const ObjectId revision{"controllerrevisions.apps", key.first, update};
        if (!m_store.get(revision) && !isTerminating(set)) {
            long long last = 0;
            for (const auto &old : m_index.controlled(uidOf(set), "controllerrevisions.apps"))
                last = std::max(last, numberAt(*old, "revision"));
            Json labels = field(podTemplate, "metadata.labels");
            labels[std::string(revisionLabel)] = update;
            (void)m_manager.create(revision,
                {{"apiVersion", "apps/v1"}, {"kind", "ControllerRevision"},
                    {"metadata", {{"labels", std::move(labels)}, {"ownerReferences", ownerReferences(set)}}},
                    {"data", {{"spec", {{"template", podTemplate}}}}}, {"revision", last + 1}});
        }
        return {textAt(set, "status.currentRevision", update), update};
    }

    static long long partitionOf(const Json &set) { return numberAt(set, "spec.updateStrategy.rollingUpdate.partition"); }
    static bool parallel(const Json &set) { return textAt(set, "spec.podManagementPolicy") == "Parallel"; }
    static bool rolls(const Json &set) { return textAt(set, "spec.updateStrategy.type") != "OnDelete"; }
    [[nodiscard]] bool healthy(const Json &set, const Json &pod) const {
        return podActive(pod) && untilAvailable(pod, numberAt(set, "spec.minReadySeconds"), nowMs()) == 0;
    }

    /// One step: with the ordered policy each pod waits for the one before it.
    void step(const Key &key, const Json &set, const Revisions &revisions, const Pods &pods) {
        const long long first = numberAt(set, "spec.ordinals.start");
        const long long end = first + numberAt(set, "spec.replicas", 1);
        for (long long ordinal = first; ordinal < end; ++ordinal) {
            const auto pod = pods.find(ordinal);
            if (pod == pods.end()) {
                const bool old = rolls(set) && ordinal < partitionOf(set);
                if (!createPod(key, set, ordinal, old ? revisions.current : revisions.update))
                    return;
            } else if (podFinished(*pod->second)) {
                (void)m_store.remove({"pods", key.first, nameOf(*pod->second)});
            } else if (healthy(set, *pod->second)) {
                continue;
            } else if (const auto wait = untilAvailable(*pod->second, numberAt(set, "spec.minReadySeconds"), nowMs()); wait > 0) {
                enqueueAfter(key, std::chrono::milliseconds(wait));
            }
            if (!parallel(set))
                return;
        }
        if (!condemn(key, set, pods, first, end) && rolls(set))
            update(key, set, revisions, pods, end);
    }

    bool createPod(const Key &key, const Json &set, long long ordinal, const std::string &revision) {
        const std::string name = key.second + "-" + std::to_string(ordinal);
        if (!createClaims(key, set, name))
            return false;
        const ObjectPtr noted = m_store.get({"controllerrevisions.apps", key.first, revision});
        const Json &podTemplate = noted ? field(*noted, "data.spec.template") : field(set, "spec.template");
        Json pod = podFromTemplate(set, podTemplate);
        Json &labels = pod["metadata"]["labels"];
        labels[std::string(revisionLabel)] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = std::to_string(ordinal);
        pod["spec"]["hostname"] = name;
        if (const std::string service = textAt(set, "spec.serviceName"); !service.empty())
            pod["spec"]["subdomain"] = service;
        mountClaims(set, name, pod);
        const auto created = m_manager.create({"pods", key.first, name}, std::move(pod));
        const std::string what = "create Pod " + name + " in StatefulSet " + key.second;
        if (created) {
            event(id(key), set, EventType::Normal, "SuccessfulCreate", what + " successful");
            return true;
        }
        event(id(key), set, EventType::Warning, "FailedCreate", what + " failed error: " + created.error().message);
        enqueueAfter(key, retryRefused);
        return false;
    }

    static std::string claimName(const Json &claimTemplate, const std::string &pod) { return nameOf(claimTemplate) + "-" + pod; }

    bool createClaims(const Key &key, const Json &set, const std::string &pod) {
        for (const auto &claimTemplate : itemsAt(set, "spec.volumeClaimTemplates")) {
            const std::string name = claimName(claimTemplate, pod);
            const ObjectId claim{"persistentvolumeclaims", key.first, name};
            if (m_store.get(claim))
                continue;
            Json object = {{"apiVersion", "v1"}, {"kind", "PersistentVolumeClaim"}, {"metadata", field(claimTemplate, "metadata")},
                {"spec", field(claimTemplate, "spec")}, {"status", {{"phase", "Pending"}}}};
            const Json &labels = field(set, "spec.selector.matchLabels");
            if (labels.is_object())
                object["metadata"]["labels"].update(labels);
            const auto created = m_manager.create(claim, std::move(object));
            const std::string what = "create Claim " + name + " Pod " + pod + " in StatefulSet " + key.second;
            if (!created) {
                event(id(key), set, EventType::Warning, "FailedCreate", what + " failed error: " + created.error().message);
                enqueueAfter(key, retryRefused);
                return false;
            }
            event(id(key), set, EventType::Normal, "SuccessfulCreate", what + " success");
        }
        return true;
    }

    static void mountClaims(const Json &set, const std::string &name, Json &pod) {
        for (const auto &claimTemplate : itemsAt(set, "spec.volumeClaimTemplates")) {
            Json &volumes = pod["spec"]["volumes"];
            if (!volumes.is_array())
                volumes = Json::array();
            std::erase_if(volumes.get_ref<Json::array_t &>(),
                [&](const Json &volume) { return field(volume, "name") == nameOf(claimTemplate); });
            volumes.push_back({{"name", nameOf(claimTemplate)}, {"persistentVolumeClaim", {{"claimName", claimName(claimTemplate, name)}}}});
        }
    }

    /// Ends pods above the wanted number, the highest first. True while there are such.
    bool condemn(const Key &key, const Json &set, const Pods &pods, long long first, long long end) {
        bool any = false;
        for (auto it = pods.rbegin(); it != pods.rend(); ++it) {
            if (it->first >= first && it->first < end)
                continue;
            any = true;
            if (!isTerminating(*it->second))
                endPod(key, set, nameOf(*it->second));
            if (!parallel(set))
                return true;
        }
        return any;
    }

    /// Replaces pods of another revision from the highest ordinal down to the partition, one at a time.
    void update(const Key &key, const Json &set, const Revisions &revisions, const Pods &pods, long long end) {
        for (long long ordinal = end - 1; ordinal >= partitionOf(set); --ordinal) {
            const auto pod = pods.find(ordinal);
            if (pod == pods.end())
                continue;
            if (entryAt(*pod->second, "metadata.labels", revisionLabel) != revisions.update) {
                if (!isTerminating(*pod->second))
                    endPod(key, set, nameOf(*pod->second));
                return;
            }
            if (!healthy(set, *pod->second))
                return;
        }
    }

    void endPod(const Key &key, const Json &set, const std::string &name) {
        deletePod(m_store, {"pods", key.first, name});
        event(id(key), set, EventType::Normal, "SuccessfulDelete", "delete Pod " + name + " in StatefulSet " + key.second + " successful");
    }

    void writeStatus(const Key &key, const Json &before, Revisions revisions) {
        long long replicas = 0;
        long long ready = 0;
        long long available = 0;
        long long updated = 0;
        const Pods pods = podsOf(before);
        for (const auto &[ordinal, pod] : pods) {
            const bool active = podActive(*pod);
            replicas += 1;
            ready += active && podReady(*pod);
            available += healthy(before, *pod);
            updated += active && entryAt(*pod, "metadata.labels", revisionLabel) == revisions.update;
        }
        const long long wanted = numberAt(before, "spec.replicas", 1);
        if (updated == wanted && replicas == wanted && available == wanted)
            revisions.current = revisions.update;
        (void)m_store.mutate(id(key), [&](Json &set) {
            Json &status = set["status"];
            status["replicas"] = replicas;
            status["readyReplicas"] = ready;
            status["availableReplicas"] = available;
            status["currentReplicas"] = revisions.current == revisions.update ? updated : replicas - updated;
            status["updatedReplicas"] = updated;
            status["currentRevision"] = revisions.current;
            status["updateRevision"] = revisions.update;
            status["collisionCount"] = 0;
            status["observedGeneration"] = numberAt(set, "metadata.generation");
            return true;
        });
        if (revisions.current == revisions.update)
            forgetOldRevisions(before, revisions.current);
    }

    void forgetOldRevisions(const Json &set, const std::string &current) {
        auto old = m_index.controlled(uidOf(set), "controllerrevisions.apps");
        std::erase_if(old, [&current](const ObjectPtr &revision) { return nameOf(*revision) == current; });
        std::ranges::sort(old, {}, [](const ObjectPtr &revision) { return numberAt(*revision, "revision"); });
        const auto limit = static_cast<std::size_t>(std::max(0LL, numberAt(set, "spec.revisionHistoryLimit", 10)));
        for (std::size_t i = 0; i + limit < old.size(); ++i)
            (void)m_store.remove({"controllerrevisions.apps", namespaceOf(set), nameOf(*old[i])});
    }
};

} // namespace

std::unique_ptr<Controller> makeStatefulSetController(Manager &manager) {
    return std::make_unique<StatefulSetController>(manager);
}

} // namespace sandbox
