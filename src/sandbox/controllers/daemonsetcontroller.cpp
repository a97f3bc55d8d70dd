// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One pod on every node that takes it. https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/nodefilter.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>

namespace sandbox {

namespace {

class DaemonSetController : public Controller {
public:
    explicit DaemonSetController(Manager &manager)
        : Controller(manager, "daemonsets.apps", "daemonset-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods", "nodes"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "pods")
            enqueueOwner(event);
        else if (event.id.resource == "nodes")
            resync();
    }

    void reconcile(const Key &key) override {
        const ObjectPtr set = m_store.get(id(key));
        if (!set)
            return;
        const std::string hash = contentHash(field(*set, "spec.template"));
        if (!isTerminating(*set)) {
            noteRevision(key, *set, hash);
            makePods(key, *set, hash);
            if (textAt(*set, "spec.updateStrategy.type") != "OnDelete")
                update(key, *set, hash);
        }
        writeStatus(key, *set, hash);
    }

private:
    using Pods = std::multimap<std::string, ObjectPtr>; // by node

    /// A daemon's pod is tied to its node before it is scheduled.
    static std::string nodeOf(const Json &pod) {
        const Json &terms = itemsAt(pod, "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
        for (const auto &term : terms) {
            for (const auto &wanted : itemsAt(term, "matchFields"))
                return itemsAt(wanted, "values").empty() ? std::string() : itemsAt(wanted, "values")[0].get<std::string>();
        }
        return textAt(pod, "spec.nodeName");
    }

    [[nodiscard]] Pods podsOf(const Json &set) const {
        Pods pods;
        for (auto &pod : m_index.controlled(uidOf(set), "pods")) {
            std::string node = nodeOf(*pod);
            pods.emplace(std::move(node), std::move(pod));
        }
        return pods;
    }

    static Json podFor(const Json &set, const std::string &node, const std::string &hash) {
        Json pod = podFromTemplate(set, field(set, "spec.template"));
        pod["metadata"]["labels"][std::string(revisionLabel)] = hash;
        Json &terms = pod["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"];
        terms = Json::array({{{"matchFields", Json::array({{{"key", "metadata.name"}, {"operator", "In"}, {"values", Json::array({node})}}})}}});
        Json &tolerations = pod["spec"]["tolerations"];
        if (!tolerations.is_array())
            tolerations = Json::array();
        for (const char *key : {"not-ready", "unreachable"})
            tolerations.push_back({{"key", std::string("node.kubernetes.io/") + key}, {"operator", "Exists"}, {"effect", "NoExecute"}});
        for (const char *key : {"disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"})
            tolerations.push_back({{"key", std::string("node.kubernetes.io/") + key}, {"operator", "Exists"}, {"effect", "NoSchedule"}});
        return pod;
    }

    void noteRevision(const Key &key, const Json &set, const std::string &hash) {
        const ObjectId revision{"controllerrevisions.apps", key.first, key.second + "-" + hash};
        if (m_store.get(revision))
            return;
        long long last = 0;
        for (const auto &old : m_index.controlled(uidOf(set), "controllerrevisions.apps"))
            last = std::max(last, numberAt(*old, "revision"));
        Json labels = field(set, "spec.template.metadata.labels");
        labels[std::string(revisionLabel)] = hash;
        (void)m_manager.create(revision,
            {{"apiVersion", "apps/v1"}, {"kind", "ControllerRevision"},
                {"metadata", {{"labels", std::move(labels)}, {"ownerReferences", ownerReferences(set)}}},
                {"data", {{"spec", {{"template", field(set, "spec.template")}}}}}, {"revision", last + 1}});
    }

    [[nodiscard]] bool wants(const Json &set, const Json &node) const { return nodeRefusal(podFor(set, nameOf(node), {}), node).empty(); }

    void makePods(const Key &key, const Json &set, const std::string &hash) {
        const Pods pods = podsOf(set);
        for (const auto &node : m_store.list("nodes")) {
            const auto [first, last] = pods.equal_range(nameOf(*node));
            const bool wanted = wants(set, *node);
            for (auto it = first; it != last; ++it) {
                if ((!wanted || podFinished(*it->second)) && !isTerminating(*it->second))
                    endPod(key, set, nameOf(*it->second));
            }
            if (wanted && first == last && !createPod(key, set, nameOf(*node), hash))
                return;
        }
    }

    bool createPod(const Key &key, const Json &set, const std::string &node, const std::string &hash) {
        const std::string name = key.second + "-" + randomSuffix();
        const auto created = m_manager.create({"pods", key.first, name}, podFor(set, node, hash));
        if (created) {
            event(id(key), set, EventType::Normal, "SuccessfulCreate", "Created pod: " + name);
            return true;
        }
        event(id(key), set, EventType::Warning, "FailedCreate", "Error creating: " + created.error().message);
        enqueueAfter(key, retryRefused);
        return false;
    }

    void endPod(const Key &key, const Json &set, const std::string &name) {
        deletePod(m_store, {"pods", key.first, name});
        event(id(key), set, EventType::Normal, "SuccessfulDelete", "Deleted pod: " + name);
    }

    /// Ends pods of an old template while no more than maxUnavailable are missing.
    void update(const Key &key, const Json &set, const std::string &hash) {
        const Pods pods = podsOf(set);
        const auto total = static_cast<long long>(pods.size());
        const Json &limit = field(set, "spec.updateStrategy.rollingUpdate.maxUnavailable");
        long long budget = std::max(1LL, intOrPercent(limit, total, Rounding::Up, 1));
        for (const auto &[node, pod] : pods)
            budget -= !podActive(*pod) || !podReady(*pod);
        for (const auto &[node, pod] : pods) {
            if (entryAt(*pod, "metadata.labels", revisionLabel) == hash || isTerminating(*pod))
                continue;
            if (podReady(*pod) && budget-- <= 0)
                return;
            endPod(key, set, nameOf(*pod));
        }
    }

    void writeStatus(const Key &key, const Json &before, const std::string &hash) {
        long long desired = 0;
        long long current = 0;
        long long misplaced = 0;
        long long ready = 0;
        long long updated = 0;
        const Pods pods = podsOf(before);
        for (const auto &node : m_store.list("nodes")) {
            const bool wanted = wants(before, *node);
            const auto pod = pods.find(nameOf(*node));
            const bool there = pod != pods.end() && podActive(*pod->second);
            desired += wanted;
            current += wanted && there;
            misplaced += !wanted && there;
            ready += wanted && there && podReady(*pod->second);
            updated += wanted && there && entryAt(*pod->second, "metadata.labels", revisionLabel) == hash;
        }
        (void)m_store.mutate(id(key), [&](Json &set) {
            Json &status = set["status"];
            status["desiredNumberScheduled"] = desired;
            status["currentNumberScheduled"] = current;
            status["numberMisscheduled"] = misplaced;
            status["numberReady"] = status["numberAvailable"] = ready;
            status["updatedNumberScheduled"] = updated;
            status["numberUnavailable"] = desired - ready;
            if (desired == ready)
                status.erase("numberUnavailable");
            status["observedGeneration"] = numberAt(set, "metadata.generation");
            return true;
        });
    }
};

} // namespace

std::unique_ptr<Controller> makeDaemonSetController(Manager &manager) {
    return std::make_unique<DaemonSetController>(manager);
}

} // namespace sandbox
