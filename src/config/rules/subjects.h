// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What rules for single things look at: every object, pod, container and file of a set, collected once for all rules. An object that a
// kustomization renders is looked at as rendered, and once where several render the same; one that no scope holds, as it is written.
#pragma once

#include "config/rules/memo.h"
#include "config/rules/report.h"

namespace config {

struct ObjectSubject {
    const Scope *scope = nullptr; // null: the object of a file that no scope holds
    const Object *object = nullptr;
    Node pod;                     // of a workload; absent for others
};

struct ContainerSubject {
    const ObjectSubject *owner = nullptr;
    Node node;
    bool init = false;    // ends before the others start
    bool sidecar = false; // an init container that goes on (restartPolicy Always)
};

/// Not copied: containers point at their objects.
class Subjects {
public:
    explicit Subjects(const Set &set, bool fixes = true);
    Subjects(const Subjects &) = delete;
    Subjects &operator=(const Subjects &) = delete;

    [[nodiscard]] const Set &set() const { return m_set; }
    [[nodiscard]] bool wantsFixes() const { return m_fixes; } // see Report
    [[nodiscard]] std::span<const ObjectSubject> objects() const { return m_objects; }
    [[nodiscard]] std::span<const ContainerSubject> containers() const { return m_containers; }
    [[nodiscard]] std::span<const File *const> files(Role role) const;
    /// What a function makes of the set, made for the first rule that asks.
    template <class T> [[nodiscard]] const T &kept(T (*make)(const Set &)) const { return m_memo.get(make, m_set); }

private:
    void addObject(const Scope *scope, const Object &object);

    const Set &m_set;
    bool m_fixes;
    std::vector<ObjectSubject> m_objects;
    std::vector<ContainerSubject> m_containers;
    std::map<Role, std::vector<const File *>> m_files;
    Memo m_memo;
};

/// Adds a finding about an object to the report, wherever the object comes from.
void add(Report &report, const ObjectSubject &subject, Node node, QString message, std::optional<Fix> fix = {}, Report::Where where = Report::Where::Value);

/// The kinds of Kubernetes itself: not those of a CustomResourceDefinition that has the same name for something else.
[[nodiscard]] bool isBuiltin(const Object &object);
[[nodiscard]] bool is(const Object &object, std::string_view kind); // a kind of Kubernetes itself

} // namespace config
