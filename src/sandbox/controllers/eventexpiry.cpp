// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Drops events that are older than their lifetime, which an API server leaves to a lease in etcd.
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

constexpr auto period = std::chrono::minutes(1);

class EventExpiry : public Controller {
public:
    explicit EventExpiry(Manager &manager)
        : Controller(manager, "", "event-expiry") {}

    void resync() override { enqueueAfter({}, period); }

    void reconcile(const Key &key) override {
        const std::string oldest = timeText(nowMs() - m_manager.options().eventLifetime.count());
        for (const auto &event : m_store.list("events")) {
            if (lastSeen(*event) < oldest) // RFC 3339 in UTC sorts as text
                (void)m_store.remove({"events", namespaceOf(*event), nameOf(*event)});
        }
        enqueueAfter(key, period);
    }

private:
    static std::string lastSeen(const Json &event) {
        for (const char *path : {"lastTimestamp", "series.lastObservedTime", "eventTime"}) {
            if (std::string time = textAt(event, path); !time.empty())
                return time;
        }
        return textAt(event, "metadata.creationTimestamp");
    }
};

} // namespace

std::unique_ptr<Controller> makeEventExpiryController(Manager &manager) {
    return std::make_unique<EventExpiry>(manager);
}

} // namespace sandbox
