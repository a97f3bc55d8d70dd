// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/objectstore.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::uint64_t restoreStep = 1'000'000; // more than is written between two snapshots

std::string wallClock() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

std::string nameFor(const ObjectId &id) {
    return id.resource;
}

bool hasFinalizers(const Json &object) {
    const auto &metadata = object.at("metadata");
    const auto found = metadata.find("finalizers");
    return found != metadata.end() && found->is_array() && !found->empty();
}

bool sameMetadata(const Json &left, const Json &right);

/// Whether a write changes anything: all but the version and the times of field ownership count. Compared in place: objects are large.
bool sameContent(const Json &left, const Json &right) {
    if (left.size() != right.size())
        return false;
    for (auto it = left.begin(); it != left.end(); ++it) {
        const auto other = right.find(it.key());
        if (other == right.end())
            return false;
        if (it.key() == "metadata" ? !sameMetadata(*it, *other) : *it != *other)
            return false;
    }
    return true;
}

Json withoutTimes(Json managedFields) {
    if (managedFields.is_array()) {
        for (auto &entry : managedFields)
            entry.erase("time");
    }
    return managedFields;
}

bool sameMetadata(const Json &left, const Json &right) {
    const auto counted = [](const Json &metadata) { return metadata.size() - metadata.count("resourceVersion"); };
    if (counted(left) != counted(right))
        return false;
    for (auto it = left.begin(); it != left.end(); ++it) {
        if (it.key() == "resourceVersion")
            continue;
        const auto other = right.find(it.key());
        if (other == right.end())
            return false;
        if (*it != *other && (it.key() != "managedFields" || withoutTimes(*it) != withoutTimes(*other)))
            return false;
    }
    return true;
}

} // namespace

std::string newUid() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

ObjectStore::ObjectStore(std::size_t historyLimit, QObject *parent)
    : QObject(parent)
    , m_historyLimit(historyLimit)
    , m_now(wallClock) {}

ObjectPtr ObjectStore::get(const ObjectId &id) const {
    const auto objects = m_resources.find(id.resource);
    if (objects == m_resources.end())
        return nullptr;
    const auto found = objects->second.find({id.ns, id.name});
    return found == objects->second.end() ? nullptr : found->second;
}

std::vector<ObjectPtr> ObjectStore::list(const std::string &resource, const std::string &ns) const {
    std::vector<ObjectPtr> result;
    const auto objects = m_resources.find(resource);
    if (objects == m_resources.end())
        return result;
    auto it = ns.empty() ? objects->second.begin() : objects->second.lower_bound({ns, {}});
    for (; it != objects->second.end() && (ns.empty() || it->first.first == ns); ++it)
        result.push_back(it->second);
    return result;
}

std::size_t ObjectStore::count(const std::string &resource) const {
    const auto objects = m_resources.find(resource);
    return objects == m_resources.end() ? 0 : objects->second.size();
}

std::vector<std::string> ObjectStore::resources() const {
    std::vector<std::string> names;
    for (const auto &[resource, objects] : m_resources) {
        if (!objects.empty())
            names.push_back(resource);
    }
    return names;
}

Outcome<ObjectPtr> ObjectStore::create(const ObjectId &id, Json object) {
    if (get(id))
        return alreadyExists(nameFor(id), id.name);
    auto &metadata = object["metadata"];
    metadata["name"] = id.name;
    if (!id.ns.empty())
        metadata["namespace"] = id.ns;
    if (!metadata.contains("uid"))
        metadata["uid"] = newUid();
    if (!metadata.contains("creationTimestamp") || metadata["creationTimestamp"].is_null())
        metadata["creationTimestamp"] = m_now();
    return put(StoreEvent::Type::Added, id, std::move(object), nullptr);
}

Outcome<ObjectPtr> ObjectStore::update(const ObjectId &id, Json object, const std::string &expectedVersion) {
    ObjectPtr previous = get(id);
    if (!previous)
        return notFound(nameFor(id), id.name);
    const auto &live = previous->at("metadata");
    if (!expectedVersion.empty() && live.at("resourceVersion") != expectedVersion)
        return conflict(nameFor(id), id.name,
            "the object has been modified; please apply your changes to the latest version and try again");
    auto &metadata = object["metadata"];
    for (const char *kept : {"name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"}) {
        if (live.contains(kept))
            metadata[kept] = live[kept];
    }
    if (metadata.contains("deletionTimestamp") && !hasFinalizers(object) && hasFinalizers(*previous)) {
        erase(id, std::move(object), previous);
        return previous;
    }
    if (sameContent(object, *previous))
        return previous;
    return put(StoreEvent::Type::Modified, id, std::move(object), std::move(previous));
}

Outcome<ObjectPtr> ObjectStore::mutate(const ObjectId &id, const std::function<bool(Json &)> &change) {
    const ObjectPtr previous = get(id);
    if (!previous)
        return notFound(nameFor(id), id.name);
    Json object = *previous;
    if (!change(object))
        return previous;
    return update(id, std::move(object));
}

Outcome<ObjectPtr> ObjectStore::remove(const ObjectId &id) {
    ObjectPtr previous = get(id);
    if (!previous)
        return notFound(nameFor(id), id.name);
    if (hasFinalizers(*previous))
        return markDeleted(id, 0);
    Json object = *previous;
    erase(id, std::move(object), previous);
    return previous;
}

Outcome<ObjectPtr> ObjectStore::markDeleted(const ObjectId &id, int graceSeconds) {
    ObjectPtr previous = get(id);
    if (!previous)
        return notFound(nameFor(id), id.name);
    if (previous->at("metadata").contains("deletionTimestamp"))
        return previous;
    Json object = *previous;
    object["metadata"]["deletionTimestamp"] = m_now();
    object["metadata"]["deletionGracePeriodSeconds"] = graceSeconds;
    return put(StoreEvent::Type::Modified, id, std::move(object), std::move(previous));
}

Outcome<std::vector<StoreEvent>> ObjectStore::since(
    const std::string &resource, const std::string &ns, std::uint64_t revision) const {
    if (revision < m_compacted)
        return expired("too old resource version: " + std::to_string(revision) + " (" + std::to_string(m_compacted) + ")");
    std::vector<StoreEvent> result;
    const auto from = std::ranges::upper_bound(m_history, revision, {}, &StoreEvent::revision);
    for (auto it = from; it != m_history.end(); ++it) {
        if (it->id.resource == resource && (ns.empty() || it->id.ns == ns))
            result.push_back(*it);
    }
    return result;
}

void ObjectStore::compact() {
    m_history.clear();
    m_compacted = m_revision;
}

std::vector<StoredObject> ObjectStore::all() const {
    std::vector<StoredObject> result;
    for (const auto &[resource, objects] : m_resources) {
        for (const auto &[place, object] : objects)
            result.push_back({{resource, place.first, place.second}, object});
    }
    return result;
}

void ObjectStore::restore(std::vector<StoredObject> objects, std::uint64_t revision) {
    for (auto &[id, object] : objects)
        m_resources[id.resource][{id.ns, id.name}] = std::move(object);
    m_revision = revision + restoreStep;
    compact();
}

ObjectPtr ObjectStore::put(StoreEvent::Type type, const ObjectId &id, Json object, ObjectPtr previous) {
    object["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    auto stored = std::make_shared<const Json>(std::move(object));
    m_resources[id.resource][{id.ns, id.name}] = stored;
    record({type, id, stored, std::move(previous), m_revision});
    return stored;
}

void ObjectStore::erase(const ObjectId &id, Json object, ObjectPtr previous) {
    object["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    m_resources[id.resource].erase({id.ns, id.name});
    record({StoreEvent::Type::Deleted, id, std::make_shared<const Json>(std::move(object)), std::move(previous), m_revision});
}

void ObjectStore::record(StoreEvent event) {
    m_history.push_back(event);
    while (m_history.size() > m_historyLimit) {
        m_compacted = m_history.front().revision;
        m_history.pop_front();
    }
    Q_EMIT written(event);
    m_pending.push_back(std::move(event));
    if (!m_deliveryQueued) {
        m_deliveryQueued = true;
        QMetaObject::invokeMethod(this, &ObjectStore::deliver, Qt::QueuedConnection);
    }
}

void ObjectStore::deliver() {
    m_deliveryQueued = false;
    std::deque<StoreEvent> events;
    events.swap(m_pending);
    for (const auto &event : events)
        Q_EMIT changed(event);
}

} // namespace sandbox
