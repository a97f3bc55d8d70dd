// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// kube-controller-manager and kube-scheduler of the sandbox. They meet the API server and the runtime only in the object store.
#pragma once

#include "sandbox/store/clock.h"
#include "sandbox/store/objectstore.h"
#include "sandbox/store/podusage.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sandbox {

/// The nodes that are registered at the start.
struct NodeOptions {
    int count = 3; // "sandbox-1", ...
    int cpu = 4;   // cores each
    std::string memory = "16Gi";
    int pods = 110;
    int zones = 3; // "zone-a", ... in turn
    std::string runtimeVersion = "hollow://0.1";
    std::string kubeletVersion = "v1.32.0";
};

struct ControllerOptions {
    Clock clock;
    NodeOptions nodes;
    /// What the pods use now, for the autoscaler; without it every metric is unavailable.
    std::function<std::optional<PodUsage>(const std::string &ns, const std::string &pod)> usage;
    /// What the API server does to an object before it stores it: returns it with its defaults, or refuses (quota: 403 Forbidden).
    std::function<Outcome<Json>(const ObjectId &id, Json object)> admit;
    std::chrono::milliseconds resync = std::chrono::minutes(5); // everything is looked at again: sandbox time
    std::chrono::milliseconds autoscalerPeriod = std::chrono::seconds(15);
    std::chrono::milliseconds scaleDownStabilization = std::chrono::minutes(5);
    std::chrono::milliseconds eventLifetime = std::chrono::hours(1);
};

class Manager;

class Controllers : public QObject {
    Q_OBJECT
public:
    Controllers(ObjectStore &store, ControllerOptions options, QObject *parent = nullptr);
    ~Controllers() override;

    /// Creates what a fresh cluster has (namespaces default, kube-system, kube-public and kube-node-lease, the nodes, the storage class
    /// "standard", the ingress class "nginx") unless it is there, takes in all that the store holds, and works from then on.
    void start();

private:
    std::unique_ptr<Manager> m_manager;
};

} // namespace sandbox
