// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's etcd: objects by resource, namespace and name, one revision counter, a bounded history for watches.
// It knows nothing of kinds, schemas or HTTP. Lives in one thread.
#pragma once

#include "sandbox/store/status.h"

#include <QObject>

#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

using ObjectPtr = std::shared_ptr<const Json>; // a snapshot; never changes once stored

/// resource: "pods", "deployments.apps" (plural, then group), as messages of an API server name it. ns is empty for what is cluster-wide.
struct ObjectId {
    std::string resource;
    std::string ns;
    std::string name;
    auto operator<=>(const ObjectId &) const = default;
};

struct StoreEvent {
    enum class Type { Added, Modified, Deleted };
    Type type;
    ObjectId id;
    ObjectPtr object;   // for Deleted: the last state, with the deletion's resourceVersion
    ObjectPtr previous; // null for Added: a selector watch needs it to turn "no longer matches" into DELETED
    std::uint64_t revision = 0;
};

struct StoredObject {
    ObjectId id;
    ObjectPtr object;
};

class ObjectStore : public QObject {
    Q_OBJECT
public:
    /// historyLimit: events kept for watches that resume; older resource versions answer 410.
    explicit ObjectStore(std::size_t historyLimit = 10000, QObject *parent = nullptr);

    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    [[nodiscard]] ObjectPtr get(const ObjectId &id) const; // null where there is none
    /// Ordered by namespace, then name. An empty ns means all namespaces.
    [[nodiscard]] std::vector<ObjectPtr> list(const std::string &resource, const std::string &ns = {}) const;
    [[nodiscard]] std::size_t count(const std::string &resource) const;
    [[nodiscard]] std::vector<std::string> resources() const;

    /// Sets metadata.uid and creationTimestamp (unless there) and resourceVersion. 409 AlreadyExists where the name is taken.
    Outcome<ObjectPtr> create(const ObjectId &id, Json object);
    /// Replaces. expectedVersion, where given, must be the live one, or 409 Conflict. uid and creationTimestamp are kept. An object that
    /// equals the stored one (resourceVersion and managedFields' times aside) is not written: no event, the same version.
    /// An object with a deletionTimestamp and no finalizers left is removed instead.
    Outcome<ObjectPtr> update(const ObjectId &id, Json object, const std::string &expectedVersion = {});
    /// Read, change, write. change returns false to leave it as it is.
    Outcome<ObjectPtr> mutate(const ObjectId &id, const std::function<bool(Json &)> &change);
    /// Removes at once, or, where finalizers remain, sets deletionTimestamp and waits for them.
    Outcome<ObjectPtr> remove(const ObjectId &id);
    /// Sets metadata.deletionTimestamp and deletionGracePeriodSeconds without removing: a pod's runtime ends it, then calls remove().
    Outcome<ObjectPtr> markDeleted(const ObjectId &id, int graceSeconds);

    /// Events of a resource (and namespace, unless empty) after a revision, oldest first; 410 where the history does not reach back.
    [[nodiscard]] Outcome<std::vector<StoreEvent>> since(
        const std::string &resource, const std::string &ns, std::uint64_t revision) const;
    /// Forgets history, so that every resume answers 410 (a fault, and what compaction does).
    void compact();

    /// Everything, in the order of the ids.
    [[nodiscard]] std::vector<StoredObject> all() const;
    /// What an earlier run held when it was at that revision, with its uids and resource versions. For a store that nobody uses yet: no
    /// event is sent. The revision goes on far above that one, so that whatever a client has seen of the earlier run, even what was
    /// written after that revision, is older: its watches answer 410.
    void restore(std::vector<StoredObject> objects, std::uint64_t revision);

    /// Applied to creationTimestamp and deletionTimestamp; the wall clock unless set (rehearsals scale time).
    void setClock(std::function<std::string()> now) { m_now = std::move(now); }
    [[nodiscard]] std::string now() const { return m_now(); } // RFC 3339, whole seconds

Q_SIGNALS:
    /// Sent inside the write, before it returns, so that an index is never behind the store: a receiver must not write.
    void written(const sandbox::StoreEvent &event);
    /// Sent from the event loop after the change, in order of revision: a receiver may change the store.
    void changed(const sandbox::StoreEvent &event);

private:
    using Objects = std::map<std::pair<std::string, std::string>, ObjectPtr>; // (namespace, name)

    ObjectPtr put(StoreEvent::Type type, const ObjectId &id, Json object, ObjectPtr previous);
    void erase(const ObjectId &id, Json object, ObjectPtr previous);
    void record(StoreEvent event);
    void deliver();

    std::map<std::string, Objects> m_resources;
    std::deque<StoreEvent> m_history;
    std::deque<StoreEvent> m_pending;
    std::size_t m_historyLimit;
    std::uint64_t m_revision = 1;
    std::uint64_t m_compacted = 0; // events up to this revision are forgotten
    bool m_deliveryQueued = false;
    std::function<std::string()> m_now;
};

/// A version-4 UUID in lower case.
[[nodiscard]] std::string newUid();

} // namespace sandbox
