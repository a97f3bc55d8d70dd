// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/eventrecorder.h"

#include "sandbox/store/fields.h"

#include <array>
#include <cstdio>

namespace sandbox {

namespace {

/// FNV-1a: the same event has the same name, so that counting needs no memory beside the store.
std::string hashText(std::initializer_list<std::string_view> parts) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const auto part : parts) {
        for (const char c : part)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash = (hash ^ 0xffU) * 1099511628211ULL;
    }
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

bool ofScheduler(std::string_view component) {
    return component == "default-scheduler";
}

void countAgain(Json &event, const EventRecorder::Entry &entry, const Clock &clock) {
    if (ofScheduler(entry.component)) {
        event["series"] = {{"count", numberAt(event, "series.count", 1) + 1}, {"lastObservedTime", clock.nowMicro()}};
        return;
    }
    event["count"] = numberAt(event, "count", 1) + 1;
    event["lastTimestamp"] = clock.now();
}

} // namespace

EventRecorder::EventRecorder(ObjectStore &store, Clock clock)
    : m_store(store)
    , m_clock(clock) {}

Json EventRecorder::fresh(const ObjectId &about, const Json &object, const Entry &entry) const {
    Json involved = {{"kind", textAt(object, "kind")}, {"name", about.name}, {"uid", uidOf(object)},
        {"apiVersion", textAt(object, "apiVersion")}, {"resourceVersion", textAt(object, "metadata.resourceVersion")}};
    if (!about.ns.empty())
        involved["namespace"] = about.ns;
    if (!entry.fieldPath.empty())
        involved["fieldPath"] = entry.fieldPath;
    Json event = {{"apiVersion", "v1"}, {"kind", "Event"}, {"metadata", Json::object()}, {"involvedObject", std::move(involved)},
        {"reason", entry.reason}, {"message", entry.message}, {"type", entry.type == EventType::Normal ? "Normal" : "Warning"},
        {"reportingComponent", entry.component}, {"reportingInstance", entry.host}};
    if (ofScheduler(entry.component)) {
        event["eventTime"] = m_clock.nowMicro();
        event["firstTimestamp"] = nullptr;
        event["lastTimestamp"] = nullptr;
        event["action"] = entry.reason == "Scheduled" ? "Binding" : "Scheduling";
        event["source"] = Json::object();
        return event;
    }
    event["eventTime"] = nullptr;
    event["source"] = {{"component", entry.component}};
    if (!entry.host.empty())
        event["source"]["host"] = entry.host;
    event["count"] = 1;
    event["firstTimestamp"] = event["lastTimestamp"] = m_clock.now();
    return event;
}

void EventRecorder::record(const ObjectId &about, const Json &object, const Entry &entry) {
    const std::string ns = about.ns.empty() ? "default" : about.ns;
    if (!namespaceOpen(m_store, ns))
        return;
    const std::string name = about.name + "." + hashText({uidOf(object), entry.component, entry.reason, entry.message, entry.fieldPath});
    const ObjectId id{"events", ns, name};
    if (m_store.get(id)) {
        (void)m_store.mutate(id, [&](Json &event) {
            countAgain(event, entry, m_clock);
            return true;
        });
        return;
    }
    (void)m_store.create(id, fresh(about, object, entry));
}

} // namespace sandbox
