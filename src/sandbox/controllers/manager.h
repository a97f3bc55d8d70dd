// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One work queue for all controllers: an event marks a key, the queue reconciles it, and everything is looked at again now and then.
#pragma once

#include "sandbox/controllers/controllers.h"
#include "sandbox/controllers/objectindex.h"
#include "sandbox/store/eventrecorder.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

using Key = std::pair<std::string, std::string>; // namespace, name

class Manager;

/// Level-triggered: reconcile() looks at the store as it is, makes one step and may be called at any time, any number of times.
class Controller {
public:
    /// primary: the resource whose keys it reconciles; resync marks all of them.
    Controller(Manager &manager, std::string primary, std::string_view component);
    virtual ~Controller() = default;
    Controller(const Controller &) = delete;
    Controller &operator=(const Controller &) = delete;

    [[nodiscard]] const std::string &primary() const { return m_primary; }
    /// Further resources whose events it wants to see, beside the primary one, whose keys are marked without asking. "*" is all.
    [[nodiscard]] virtual std::vector<std::string> watches() const { return {}; }
    virtual void observe(const StoreEvent &) {}
    virtual void reconcile(const Key &key) = 0;
    virtual void resync();

protected:
    static constexpr auto retryRefused = std::chrono::seconds(5); // after a create that admission refused

    void enqueue(const Key &key);
    void enqueueAfter(const Key &key, std::chrono::milliseconds sandboxTime);
    /// Marks the owner, where it is of the primary resource, that controls the object (before and after the event).
    void enqueueOwner(const StoreEvent &event);
    [[nodiscard]] ObjectId id(const Key &key) const { return {m_primary, key.first, key.second}; }
    [[nodiscard]] std::int64_t nowMs() const;
    [[nodiscard]] std::string now() const;
    void event(const ObjectId &about, const Json &object, EventType type, std::string_view reason, std::string message) const;

    Manager &m_manager;
    ObjectStore &m_store;
    const ObjectIndex &m_index;

private:
    std::string m_primary;
    std::string_view m_component;
};

class Manager : public QObject {
    Q_OBJECT
public:
    Manager(ObjectStore &store, ControllerOptions options);
    ~Manager() override;

    void start();

    [[nodiscard]] ObjectStore &store() { return m_store; }
    [[nodiscard]] const ObjectIndex &index() const { return m_index; }
    [[nodiscard]] const ControllerOptions &options() const { return m_options; }
    [[nodiscard]] EventRecorder &events() { return m_events; }

    /// Creates as a client of the API server would: defaulted, admitted, not into a namespace that ends.
    Outcome<ObjectPtr> create(const ObjectId &id, Json object);

    void enqueue(Controller *controller, const Key &key);
    void enqueueAfter(Controller *controller, const Key &key, std::chrono::milliseconds sandboxTime);

private:
    using Item = std::pair<Controller *, Key>;

    void addController(std::unique_ptr<Controller> controller);
    void onChanged(const StoreEvent &event);
    void dispatch(std::string_view resource, const StoreEvent &event);
    void work();
    void wakeDelayed();
    void armDelayed();

    ObjectStore &m_store;
    ControllerOptions m_options;
    ObjectIndex m_index;
    EventRecorder m_events;
    std::vector<std::unique_ptr<Controller>> m_controllers;
    std::map<std::string, std::vector<Controller *>, std::less<>> m_watchers;
    std::deque<Item> m_queue;
    std::set<Item> m_queued;
    std::multimap<std::int64_t, Item> m_delayed; // by due sandbox time
    std::map<Item, std::int64_t> m_due;
    QTimer m_workTimer;
    QTimer m_delayTimer;
    QTimer m_resyncTimer;
};

} // namespace sandbox
