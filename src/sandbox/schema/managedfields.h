// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// metadata.managedFields: who owns which fields, by manager, operation, API version and subresource.
#pragma once

#include "sandbox/schema/fieldset.h"
#include "sandbox/schema/kinds.h"

#include <compare>
#include <string>
#include <vector>

namespace sandbox {

struct FieldManager {
    std::string name;
    std::string operation; // "Apply", "Update"
    std::string apiVersion;
    std::string subresource;
    auto operator<=>(const FieldManager &) const = default;
};

struct ManagerEntry {
    FieldManager manager;
    std::string time; // RFC 3339
    FieldSet fields;
};

class ManagedFields {
public:
    /// Of metadata.managedFields; entries that are none are left out.
    [[nodiscard]] static ManagedFields of(const Json &object);
    void writeTo(Json &object) const; // removes the field where there are no entries

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] const std::vector<ManagerEntry> &entries() const { return m_entries; }
    [[nodiscard]] FieldSet fieldsOf(const FieldManager &manager) const;
    /// An empty set removes the entry; the same set leaves its time as it was.
    void set(const FieldManager &manager, FieldSet fields, const std::string &time);
    /// Takes fields away from all but one manager.
    void takeFromOthers(const FieldManager &manager, const FieldSet &fields);
    [[nodiscard]] FieldSet ownedByAnyone() const;

private:
    std::vector<ManagerEntry> m_entries;
};

/// What nobody owns: identity, what the server sets, and what a write to this subresource cannot change.
void dropUnowned(const Kind &kind, const std::string &subresource, FieldSet &fields);

} // namespace sandbox
