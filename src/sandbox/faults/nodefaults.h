// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a cluster does about a node that is lost or short of memory: its conditions, its taints, the eviction of its pods. It does what
// kube-controller-manager's node lifecycle and taint eviction controllers and the node's kubelet do, and only while such a fault is on.
// https://kubernetes.io/docs/concepts/architecture/nodes/ and .../scheduling-eviction/node-pressure-eviction/
#pragma once

#include "sandbox/faults/faultbook.h"
#include "sandbox/store/eventrecorder.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace sandbox {

class NodeFaults : public QObject {
    Q_OBJECT
public:
    NodeFaults(ObjectStore &store, const FaultBook &book, Clock clock, QObject *parent = nullptr);
    /// Takes in what the book says; done by itself when it changes.
    void look();

Q_SIGNALS:
    /// For the node's kubelet.
    void evictionWanted(const sandbox::ObjectId &pod, const std::string &message);

private:
    void tick();
    void lose(const std::string &node, std::int64_t silentMs);
    void markUnknown(const std::string &node);
    void evictTolerant(const std::string &node);
    void findAgain(const std::string &node);
    void press(const std::string &node);
    void relieve(const std::string &node);
    [[nodiscard]] std::vector<ObjectPtr> podsOf(const std::string &node) const;
    void nodeEvent(const std::string &node, EventType type, std::string_view reason, std::string message, std::string_view component);

    ObjectStore &m_store;
    const FaultBook &m_book;
    Clock m_clock;
    EventRecorder m_events;
    QTimer m_timer;
    std::map<std::string, std::int64_t> m_lost; // node -> since when, sandbox time
    std::map<std::string, bool> m_pressed;      // node -> its pod has been evicted
};

} // namespace sandbox
