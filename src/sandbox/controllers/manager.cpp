// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/manager.h"

#include "sandbox/controllers/controllerset.h"
#include "sandbox/store/fields.h"

#include <QElapsedTimer>

#include <algorithm>

namespace sandbox {

namespace {
constexpr qint64 sliceMs = 10; // the API server lives in the same thread and must keep answering
}

Controller::Controller(Manager &manager, std::string primary, std::string_view component)
    : m_manager(manager)
    , m_store(manager.store())
    , m_index(manager.index())
    , m_primary(std::move(primary))
    , m_component(component) {}

void Controller::resync() {
    for (const auto &object : m_store.list(m_primary))
        enqueue({namespaceOf(*object), nameOf(*object)});
}

void Controller::enqueue(const Key &key) {
    m_manager.enqueue(this, key);
}

void Controller::enqueueAfter(const Key &key, std::chrono::milliseconds sandboxTime) {
    m_manager.enqueueAfter(this, key, sandboxTime);
}

void Controller::enqueueOwner(const StoreEvent &event) {
    for (const ObjectPtr &object : {event.object, event.previous}) {
        if (!object)
            continue;
        const ObjectId *owner = m_index.find(controllerUidOf(*object));
        if (owner && owner->resource == m_primary)
            enqueue({owner->ns, owner->name});
    }
}

std::int64_t Controller::nowMs() const {
    return m_manager.options().clock.nowMs();
}

std::string Controller::now() const {
    return m_manager.options().clock.now();
}

void Controller::event(const ObjectId &about, const Json &object, EventType type, std::string_view reason, std::string message) const {
    m_manager.events().record(about, object, {type, reason, std::move(message), m_component});
}

Manager::Manager(ObjectStore &store, ControllerOptions options)
    : m_store(store)
    , m_options(std::move(options))
    , m_index(store)
    , m_events(store, m_options.clock) {
    for (auto &controller : makeControllers(*this))
        addController(std::move(controller));
    m_workTimer.setSingleShot(true);
    m_delayTimer.setSingleShot(true);
    m_delayTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_workTimer, &QTimer::timeout, this, &Manager::work);
    connect(&m_delayTimer, &QTimer::timeout, this, &Manager::wakeDelayed);
    connect(&m_resyncTimer, &QTimer::timeout, this, [this] {
        for (const auto &controller : m_controllers)
            controller->resync();
    });
}

Manager::~Manager() = default;

void Manager::start() {
    m_index.fill();
    connect(&m_store, &ObjectStore::changed, this, &Manager::onChanged);
    bootstrap(*this);
    for (const auto &controller : m_controllers)
        controller->resync();
    m_resyncTimer.start(m_options.clock.real(m_options.resync));
}

void Manager::addController(std::unique_ptr<Controller> controller) {
    m_watchers[controller->primary()].push_back(controller.get());
    for (const auto &resource : controller->watches())
        m_watchers[resource].push_back(controller.get());
    m_controllers.push_back(std::move(controller));
}

Outcome<ObjectPtr> Manager::create(const ObjectId &id, Json object) {
    if (!namespaceOpen(m_store, id.ns)) {
        return std::unexpected(StatusError{403, "Forbidden",
            id.resource + " \"" + id.name + "\" is forbidden: unable to create new content in namespace " + id.ns
                + " because it is being terminated"});
    }
    auto &metadata = object["metadata"];
    metadata["name"] = id.name;
    if (!id.ns.empty())
        metadata["namespace"] = id.ns;
    if (object.contains("spec"))
        metadata["generation"] = 1;
    if (!m_options.admit)
        return m_store.create(id, std::move(object));
    auto admitted = m_options.admit(id, std::move(object));
    if (!admitted)
        return std::unexpected(admitted.error());
    return m_store.create(id, *std::move(admitted));
}

void Manager::onChanged(const StoreEvent &event) {
    dispatch(event.id.resource, event);
    dispatch("*", event);
}

void Manager::dispatch(std::string_view resource, const StoreEvent &event) {
    const auto watchers = m_watchers.find(resource);
    if (watchers == m_watchers.end())
        return;
    for (Controller *controller : watchers->second) {
        if (controller->primary() == event.id.resource)
            enqueue(controller, {event.id.ns, event.id.name});
        controller->observe(event);
    }
}

void Manager::enqueue(Controller *controller, const Key &key) {
    const Item item{controller, key};
    if (!m_queued.insert(item).second)
        return;
    m_queue.push_back(item);
    if (!m_workTimer.isActive())
        m_workTimer.start(0);
}

void Manager::enqueueAfter(Controller *controller, const Key &key, std::chrono::milliseconds sandboxTime) {
    const Item item{controller, key};
    const std::int64_t due = m_options.clock.nowMs() + std::max<std::int64_t>(sandboxTime.count(), 1);
    if (const auto known = m_due.find(item); known != m_due.end()) {
        if (known->second <= due)
            return;
        const auto [first, last] = m_delayed.equal_range(known->second);
        m_delayed.erase(std::ranges::find(first, last, item, [](const auto &entry) -> const Item & { return entry.second; }));
    }
    m_due[item] = due;
    m_delayed.emplace(due, item);
    armDelayed();
}

void Manager::armDelayed() {
    if (!m_delayed.empty())
        m_delayTimer.start(m_options.clock.real(std::chrono::milliseconds(m_delayed.begin()->first - m_options.clock.nowMs())));
}

void Manager::wakeDelayed() {
    const std::int64_t now = m_options.clock.nowMs();
    while (!m_delayed.empty() && m_delayed.begin()->first <= now) {
        const Item item = m_delayed.begin()->second;
        m_delayed.erase(m_delayed.begin());
        m_due.erase(item);
        enqueue(item.first, item.second);
    }
    armDelayed();
}

void Manager::work() {
    QElapsedTimer elapsed;
    elapsed.start();
    while (!m_queue.empty() && elapsed.elapsed() < sliceMs) {
        const Item item = m_queue.front();
        m_queue.pop_front();
        m_queued.erase(item);
        item.first->reconcile(item.second);
    }
    // As long a pause as the slice was, even with nothing left to do: an owner of thousands of pods, whose reconcile is long, must not be
    // reconciled for each of their events.
    const qint64 spent = elapsed.elapsed();
    if (!m_queue.empty() || spent > 0)
        m_workTimer.start(std::chrono::milliseconds(std::max<qint64>(1, spent)));
}

} // namespace sandbox
