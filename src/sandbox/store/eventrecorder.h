// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Events as client-go's recorder writes them: one object per (object, component, reason, message), counted.
#pragma once

#include "sandbox/store/clock.h"
#include "sandbox/store/objectstore.h"

#include <string>
#include <string_view>

namespace sandbox {

enum class EventType { Normal, Warning };

class EventRecorder {
public:
    EventRecorder(ObjectStore &store, Clock clock);

    struct Entry {
        EventType type = EventType::Normal;
        std::string_view reason;
        std::string message;
        std::string_view component; // "kubelet", "deployment-controller"
        std::string_view fieldPath = {}; // "spec.containers{api}"
        std::string_view host = {};
    };
    /// Written as core/v1 with source, count, firstTimestamp and lastTimestamp; those of default-scheduler, which uses events.k8s.io,
    /// with eventTime and reportingComponent instead. Nothing is written into a namespace that is being deleted.
    void record(const ObjectId &about, const Json &object, const Entry &entry);

private:
    Json fresh(const ObjectId &about, const Json &object, const Entry &entry) const;

    ObjectStore &m_store;
    Clock m_clock;
};

} // namespace sandbox
