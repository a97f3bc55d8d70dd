// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the controllers ask the store for again and again, kept up to date inside every write: owners' dependents, nodes' pods.
#pragma once

#include "sandbox/store/objectstore.h"

#include <QObject>

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandbox {

class ObjectIndex : public QObject {
    Q_OBJECT
public:
    explicit ObjectIndex(ObjectStore &store, QObject *parent = nullptr);

    /// Takes in what is in the store already.
    void fill();

    [[nodiscard]] bool exists(const std::string &uid) const { return m_live.contains(uid); }
    [[nodiscard]] const ObjectId *find(const std::string &uid) const;
    /// All that name the owner, of every resource.
    [[nodiscard]] std::vector<ObjectId> dependents(const std::string &ownerUid) const;
    /// Those of one resource whose controller the owner is.
    [[nodiscard]] std::vector<ObjectPtr> controlled(const std::string &ownerUid, std::string_view resource) const;
    [[nodiscard]] std::vector<ObjectPtr> podsOn(const std::string &node) const;

private:
    void add(const ObjectId &id, const Json &object);
    void take(const ObjectId &id, const Json &object);

    ObjectStore &m_store;
    std::unordered_map<std::string, ObjectId> m_live; // by uid
    std::unordered_map<std::string, std::set<ObjectId>> m_dependents;
    std::unordered_map<std::string, std::set<ObjectId>> m_nodePods;
};

} // namespace sandbox
