// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Gives pods to nodes. https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
#include "sandbox/controllers/clusteruse.h"
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/nodefilter.h"
#include "sandbox/store/fields.h"

#include <set>

namespace sandbox {

namespace {

constexpr std::string_view component = "default-scheduler";
constexpr auto retryWaiting = std::chrono::milliseconds(200);
const Key allWaiting{}; // marks every pod that could not be placed

class Scheduler : public Controller {
public:
    explicit Scheduler(Manager &manager)
        : Controller(manager, "pods", component)
        , m_use(manager.store()) {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"nodes", "persistentvolumeclaims"}; }

    void resync() override {
        if (!m_filled)
            m_use.fill();
        m_filled = true;
        Controller::resync();
    }

    void observe(const StoreEvent &event) override {
        const bool roomLeft = event.id.resource != "pods" || event.type == StoreEvent::Type::Deleted || podFinished(*event.object);
        if (roomLeft && !m_waiting.empty())
            enqueueAfter(allWaiting, retryWaiting);
    }

    void reconcile(const Key &key) override {
        if (key == allWaiting) {
            for (const auto &waiting : std::exchange(m_waiting, {}))
                enqueue(waiting);
            return;
        }
        const ObjectPtr pod = m_store.get(id(key));
        if (!pod || isTerminating(*pod) || podFinished(*pod) || !textAt(*pod, "spec.nodeName").empty()
            || textAt(*pod, "spec.schedulerName", component) != component) {
            m_waiting.erase(key);
            return;
        }
        schedule(key, *pod);
    }

private:
    void schedule(const Key &key, const Json &pod) {
        const auto nodes = m_store.list("nodes");
        if (nodes.empty())
            return refuse(key, pod, "no nodes available to schedule pods");
        const std::string claims = claimRefusal(key, pod);
        if (!claims.empty())
            return refuse(key, pod, unschedulableText(nodes.size(), claims));
        const Placement placement = place(pod, nodes, m_use);
        if (!placement.node)
            return refuse(key, pod, unschedulableText(nodes.size(), placement));
        const std::string node = nameOf(*placement.node);
        if (selectNodeForClaims(key, pod, node))
            m_waiting.insert(key);
        else
            bind(key, pod, node);
    }

    /// Claims of the pod, ephemeral ones too, by name.
    static std::vector<std::string> claimsOf(const Key &key, const Json &pod) {
        std::vector<std::string> names;
        for (const auto &volume : itemsAt(pod, "spec.volumes")) {
            if (volume.contains("persistentVolumeClaim"))
                names.push_back(textAt(volume, "persistentVolumeClaim.claimName"));
            else if (volume.contains("ephemeral"))
                names.push_back(key.second + "-" + textAt(volume, "name"));
        }
        return names;
    }

    [[nodiscard]] bool waitsForConsumer(const Json &claim) const {
        const ObjectPtr storageClass = m_store.get({"storageclasses.storage.k8s.io", {}, textAt(claim, "spec.storageClassName")});
        return storageClass && textAt(*storageClass, "volumeBindingMode") == "WaitForFirstConsumer";
    }

    [[nodiscard]] std::string claimRefusal(const Key &key, const Json &pod) const {
        for (const auto &name : claimsOf(key, pod)) {
            const ObjectPtr claim = m_store.get({"persistentvolumeclaims", key.first, name});
            if (!claim)
                return "persistentvolumeclaim \"" + name + "\" not found";
            if (isTerminating(*claim))
                return "persistentvolumeclaim \"" + name + "\" is being deleted";
            if (textAt(*claim, "status.phase") != "Bound" && !waitsForConsumer(*claim))
                return "pod has unbound immediate PersistentVolumeClaims";
        }
        return {};
    }

    /// True where a claim had to be told of the node first; its binding brings the pod back.
    bool selectNodeForClaims(const Key &key, const Json &pod, const std::string &node) {
        bool waits = false;
        for (const auto &name : claimsOf(key, pod)) {
            const ObjectId claim{"persistentvolumeclaims", key.first, name};
            if (textAt(*m_store.get(claim), "status.phase") == "Bound")
                continue;
            waits = true;
            (void)m_store.mutate(claim, [&node](Json &object) {
                object["metadata"]["annotations"]["volume.kubernetes.io/selected-node"] = node;
                return true;
            });
        }
        return waits;
    }

    void bind(const Key &key, const Json &pod, const std::string &node) {
        m_waiting.erase(key);
        (void)m_store.mutate(id(key), [&](Json &object) {
            object["spec"]["nodeName"] = node;
            setCondition(object, "PodScheduled", true, {}, {}, now(), {{"lastProbeTime", nullptr}});
            return true;
        });
        event(id(key), pod, EventType::Normal, "Scheduled",
            "Successfully assigned " + key.first + "/" + key.second + " to " + node);
    }

    void refuse(const Key &key, const Json &pod, const std::string &why) {
        m_waiting.insert(key);
        if (textAt(conditionOf(pod, "PodScheduled"), "message") == why)
            return; // told already
        (void)m_store.mutate(id(key), [&](Json &object) {
            object["status"]["phase"] = "Pending";
            setCondition(object, "PodScheduled", false, "Unschedulable", why, now(), {{"lastProbeTime", nullptr}});
            return true;
        });
        event(id(key), pod, EventType::Warning, "FailedScheduling", why);
    }

    ClusterUse m_use;
    std::set<Key> m_waiting;
    bool m_filled = false;
};

} // namespace

std::unique_ptr<Controller> makeScheduler(Manager &manager) {
    return std::make_unique<Scheduler>(manager);
}

} // namespace sandbox
