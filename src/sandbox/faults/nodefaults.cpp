// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/nodefaults.h"

#include "sandbox/store/fields.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace sandbox {

namespace {

constexpr auto monitorPeriod = 5s;
constexpr std::int64_t graceMs = 50'000; // node-monitor-grace-period
constexpr auto unreachable = "node.kubernetes.io/unreachable";
constexpr auto memoryPressure = "node.kubernetes.io/memory-pressure";
constexpr auto nodeController = "node-controller";
constexpr auto kubelet = "kubelet";

void taint(Json &node, const char *key, const char *effect, const std::string &now) {
    Json &taints = node["spec"]["taints"];
    if (!taints.is_array())
        taints = Json::array();
    taints.push_back({{"key", key}, {"effect", effect}, {"timeAdded", now}});
}

void untaint(Json &node, const char *key) {
    Json taints = itemsAt(node, "spec.taints");
    std::erase_if(taints.get_ref<Json::array_t &>(), [key](const Json &taint) { return textAt(taint, "key") == key; });
    if (taints.empty())
        node["spec"].erase("taints");
    else
        node["spec"]["taints"] = std::move(taints);
}

bool tainted(const Json &node, const char *key) {
    return std::ranges::any_of(itemsAt(node, "spec.taints"), [key](const Json &taint) { return textAt(taint, "key") == key; });
}

/// How long the pod bears an unreachable node: nothing for ever.
std::optional<long long> tolerance(const Json &pod) {
    for (const auto &toleration : itemsAt(pod, "spec.tolerations")) {
        const std::string key = textAt(toleration, "key");
        const std::string effect = textAt(toleration, "effect");
        if ((key.empty() || key == unreachable) && (effect.empty() || effect == "NoExecute")) {
            const Json &seconds = field(toleration, "tolerationSeconds");
            return seconds.is_number() ? std::optional(seconds.get<long long>()) : std::nullopt;
        }
    }
    return 0;
}

/// Whom a kubelet takes first: those who asked for nothing, then those who asked for less than they may use.
int rank(const Json &pod) {
    const std::string qos = textAt(pod, "status.qosClass");
    return qos == "BestEffort" ? 0 : qos == "Burstable" ? 1 : 2;
}

} // namespace

NodeFaults::NodeFaults(ObjectStore &store, const FaultBook &book, Clock clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_book(book)
    , m_clock(clock)
    , m_events(store, clock) {
    connect(&book, &FaultBook::changed, this, &NodeFaults::look);
    connect(&m_timer, &QTimer::timeout, this, &NodeFaults::tick);
}

void NodeFaults::look() {
    std::map<std::string, std::int64_t> lost;
    std::map<std::string, bool> pressed;
    for (const auto &active : m_book.active()) {
        if (active.fault->name == "node-lost")
            lost[active.target.id.name] = timeMs(active.since).value_or(0);
        else if (active.fault->name == "node-pressure")
            pressed[active.target.id.name] = true;
    }
    const auto wasLost = std::exchange(m_lost, lost);
    const auto wasPressed = std::exchange(m_pressed, pressed);
    for (const auto &[node, since] : wasLost) {
        if (!lost.contains(node))
            findAgain(node);
    }
    for (const auto &[node, on] : wasPressed) {
        if (!pressed.contains(node))
            relieve(node);
    }
    for (const auto &[node, on] : pressed)
        press(node);
    if (lost.empty())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start(m_clock.real(monitorPeriod));
}

void NodeFaults::tick() {
    for (const auto &[node, since] : std::map(m_lost))
        lose(node, m_clock.nowMs() - since);
}

void NodeFaults::lose(const std::string &node, std::int64_t silentMs) {
    const ObjectPtr object = m_store.get({"nodes", {}, node});
    if (!object || silentMs < graceMs)
        return;
    if (tainted(*object, unreachable))
        return evictTolerant(node);
    markUnknown(node);
}

std::vector<ObjectPtr> NodeFaults::podsOf(const std::string &node) const {
    auto pods = m_store.list("pods");
    std::erase_if(pods, [&node](const ObjectPtr &pod) { return textAt(*pod, "spec.nodeName") != node; });
    return pods;
}

void NodeFaults::nodeEvent(const std::string &node, EventType type, std::string_view reason, std::string message, std::string_view component) {
    const ObjectId id{"nodes", {}, node};
    if (const ObjectPtr object = m_store.get(id))
        m_events.record(id, *object, {type, reason, std::move(message), component, {}, component == kubelet ? std::string_view(node) : std::string_view()});
}

void NodeFaults::markUnknown(const std::string &node) {
    const std::string now = m_clock.now();
    (void)m_store.mutate({"nodes", {}, node}, [&](Json &object) {
        for (auto &condition : object["status"]["conditions"]) {
            condition["status"] = "Unknown";
            condition["reason"] = "NodeStatusUnknown";
            condition["message"] = "Kubelet stopped posting node status.";
            condition["lastTransitionTime"] = now;
        }
        taint(object, unreachable, "NoSchedule", now);
        taint(object, unreachable, "NoExecute", now);
        return true;
    });
    nodeEvent(node, EventType::Normal, "NodeNotReady", "Node " + node + " status is now: NodeNotReady", nodeController);
    for (const auto &pod : podsOf(node)) {
        if (podFinished(*pod))
            continue;
        const ObjectId id{"pods", namespaceOf(*pod), nameOf(*pod)};
        (void)m_store.mutate(id, [&now](Json &object) {
            setCondition(object, "Ready", false, {}, {}, now, {{"lastProbeTime", nullptr}});
            return true;
        });
        m_events.record(id, *pod, {EventType::Warning, "NodeNotReady", "Node is not ready", nodeController});
    }
}

void NodeFaults::evictTolerant(const std::string &node) {
    const ObjectPtr object = m_store.get({"nodes", {}, node});
    std::int64_t taintedMs = 0;
    for (const auto &mark : itemsAt(*object, "spec.taints")) {
        if (textAt(mark, "key") == unreachable)
            taintedMs = timeMs(textAt(mark, "timeAdded")).value_or(0);
    }
    for (const auto &pod : podsOf(node)) {
        const auto bears = tolerance(*pod);
        if (isTerminating(*pod) || podFinished(*pod) || !bears || m_clock.nowMs() - taintedMs < *bears * 1000)
            continue;
        const ObjectId id{"pods", namespaceOf(*pod), nameOf(*pod)};
        m_events.record(id, *pod, {EventType::Normal, "TaintManagerEviction", "Marking for deletion Pod " + id.ns + "/" + id.name, "taint-eviction-controller"});
        deletePod(m_store, id);
    }
}

void NodeFaults::findAgain(const std::string &node) {
    struct Healthy {
        const char *type;
        bool status;
        const char *reason;
        const char *message;
    };
    static constexpr Healthy conditions[] = {{"MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"},
        {"DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"},
        {"PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"},
        {"Ready", true, "KubeletReady", "kubelet is posting ready status"}};
    const ObjectPtr before = m_store.get({"nodes", {}, node});
    if (!before || !tainted(*before, unreachable))
        return; // back within the grace
    const std::string now = m_clock.now();
    (void)m_store.mutate({"nodes", {}, node}, [&now](Json &object) {
        for (const auto &row : conditions)
            setCondition(object, row.type, row.status, row.reason, row.message, now, {{"lastHeartbeatTime", now}});
        untaint(object, unreachable);
        return true;
    });
    nodeEvent(node, EventType::Normal, "NodeReady", "Node " + node + " status is now: NodeReady", kubelet);
}

void NodeFaults::press(const std::string &node) {
    const ObjectPtr before = m_store.get({"nodes", {}, node});
    if (!before || tainted(*before, memoryPressure))
        return; // done already
    const std::string now = m_clock.now();
    (void)m_store.mutate({"nodes", {}, node}, [&now](Json &object) {
        setCondition(object, "MemoryPressure", true, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", now, {{"lastHeartbeatTime", now}});
        taint(object, memoryPressure, "NoSchedule", now);
        return true;
    });
    nodeEvent(node, EventType::Warning, "EvictionThresholdMet", "Attempting to reclaim memory", kubelet);
    nodeEvent(node, EventType::Normal, "NodeHasInsufficientMemory", "Node " + node + " status is now: NodeHasInsufficientMemory", kubelet);
    auto pods = podsOf(node);
    std::erase_if(pods, [](const ObjectPtr &pod) { return podFinished(*pod) || isTerminating(*pod); });
    const auto first = std::ranges::min_element(pods, {}, [](const ObjectPtr &pod) { return std::pair(rank(*pod), nameOf(*pod)); });
    if (first != pods.end())
        Q_EMIT evictionWanted({"pods", namespaceOf(**first), nameOf(**first)},
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 64Mi. ");
}

void NodeFaults::relieve(const std::string &node) {
    const std::string now = m_clock.now();
    (void)m_store.mutate({"nodes", {}, node}, [&now](Json &object) {
        setCondition(object, "MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now, {{"lastHeartbeatTime", now}});
        untaint(object, memoryPressure);
        return true;
    });
    nodeEvent(node, EventType::Normal, "NodeHasSufficientMemory", "Node " + node + " status is now: NodeHasSufficientMemory", kubelet);
    for (const auto &pod : podsOf(node)) { // an operator's last step: a cluster keeps them
        if (podFinished(*pod) && textAt(*pod, "status.reason") == "Evicted")
            (void)m_store.remove({"pods", namespaceOf(*pod), nameOf(*pod)});
    }
}

} // namespace sandbox
