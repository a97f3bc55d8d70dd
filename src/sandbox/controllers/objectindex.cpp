// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/objectindex.h"

#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

void forget(std::unordered_map<std::string, std::set<ObjectId>> &map, const std::string &key, const ObjectId &id) {
    const auto found = map.find(key);
    if (found == map.end())
        return;
    found->second.erase(id);
    if (found->second.empty())
        map.erase(found);
}

bool sameLinks(const Json &before, const Json &after) {
    return field(before, "metadata.ownerReferences") == field(after, "metadata.ownerReferences")
        && field(before, "spec.nodeName") == field(after, "spec.nodeName");
}

} // namespace

ObjectIndex::ObjectIndex(ObjectStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store) {
    connect(&store, &ObjectStore::written, this, [this](const StoreEvent &event) {
        if (event.id.resource == "events")
            return;
        if (event.type == StoreEvent::Type::Modified && sameLinks(*event.previous, *event.object))
            return;
        if (event.previous)
            take(event.id, *event.previous);
        if (event.type != StoreEvent::Type::Deleted)
            add(event.id, *event.object);
    });
}

void ObjectIndex::fill() {
    for (const auto &resource : m_store.resources()) {
        if (resource == "events")
            continue;
        for (const auto &object : m_store.list(resource))
            add({resource, namespaceOf(*object), nameOf(*object)}, *object);
    }
}

const ObjectId *ObjectIndex::find(const std::string &uid) const {
    const auto found = m_live.find(uid);
    return found == m_live.end() ? nullptr : &found->second;
}

std::vector<ObjectId> ObjectIndex::dependents(const std::string &ownerUid) const {
    const auto found = m_dependents.find(ownerUid);
    return found == m_dependents.end() ? std::vector<ObjectId>{} : std::vector<ObjectId>(found->second.begin(), found->second.end());
}

std::vector<ObjectPtr> ObjectIndex::controlled(const std::string &ownerUid, std::string_view resource) const {
    std::vector<ObjectPtr> result;
    const auto found = m_dependents.find(ownerUid);
    if (found == m_dependents.end())
        return result;
    for (const auto &id : found->second) {
        if (id.resource != resource)
            continue;
        if (ObjectPtr object = m_store.get(id); object && controllerUidOf(*object) == ownerUid)
            result.push_back(std::move(object));
    }
    return result;
}

std::vector<ObjectPtr> ObjectIndex::podsOn(const std::string &node) const {
    std::vector<ObjectPtr> result;
    if (const auto found = m_nodePods.find(node); found != m_nodePods.end()) {
        for (const auto &id : found->second) {
            if (ObjectPtr pod = m_store.get(id))
                result.push_back(std::move(pod));
        }
    }
    return result;
}

void ObjectIndex::add(const ObjectId &id, const Json &object) {
    m_live.insert_or_assign(uidOf(object), id);
    for (const auto &owner : itemsAt(object, "metadata.ownerReferences"))
        m_dependents[textAt(owner, "uid")].insert(id);
    if (id.resource == "pods") {
        if (const std::string node = textAt(object, "spec.nodeName"); !node.empty())
            m_nodePods[node].insert(id);
    }
}

void ObjectIndex::take(const ObjectId &id, const Json &object) {
    m_live.erase(uidOf(object));
    for (const auto &owner : itemsAt(object, "metadata.ownerReferences"))
        forget(m_dependents, textAt(owner, "uid"), id);
    if (id.resource == "pods")
        forget(m_nodePods, textAt(object, "spec.nodeName"), id);
}

} // namespace sandbox
