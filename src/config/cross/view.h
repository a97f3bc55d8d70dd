// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A scope as the rules across objects look at it: objects by kind and name, pods and what they are given, and how sure one can be that what is
// not there is not anywhere.
#pragma once

#include "config/cross/words.h"
#include "config/rules/subjects.h"

#include <deque>
#include <unordered_map>

namespace config::cross {

/// A pod template, or a Pod.
struct Pod {
    const Object *owner = nullptr;
    Node spec, labels, annotations;
    [[nodiscard]] std::string_view ns() const { return owner->ns; }
    [[nodiscard]] std::string_view label(std::string_view key) const { return labels[key].text(); }
};

/// Kustomizations of the set that were not rendered still make ConfigMaps and Secrets: what is known of those.
struct Generated {
    std::string_view kind;
    std::string_view name;
    std::vector<std::string> keys;
    bool keysKnown = true;
};

class View {
public:
    View(const Set &set, const Scope &scope);

    const Set &set;
    const Scope &scope;

    [[nodiscard]] std::span<const Pod> pods() const { return m_pods; }
    [[nodiscard]] std::span<const Object *const> ofKind(std::string_view kind) const;
    [[nodiscard]] const Object *find(std::string_view kind, std::string_view name, std::string_view ns) const;
    /// Of that kind and name, but in another namespace.
    [[nodiscard]] const Object *findElsewhere(std::string_view kind, std::string_view name, std::string_view ns) const;
    [[nodiscard]] const Pod *podOf(const Object &workload) const;
    [[nodiscard]] std::vector<std::string_view> names(std::string_view kind, std::string_view ns) const;
    [[nodiscard]] const Generated *generated(std::string_view kind, std::string_view name) const;

    /// Files that contradict one another (an object in two of them) are examples or variants, not one deployment.
    [[nodiscard]] bool together() const { return m_together; }
    /// Whether what is missing here can be called missing: a render is whole; a folder is where it holds others of the kind.
    [[nodiscard]] bool knows(std::string_view kind, std::string_view ns) const;
    /// Whether what is missing is certainly missing: all that a kustomization makes, and no operator that might make it.
    [[nodiscard]] bool isWhole() const { return m_kustomized && !m_operators; }
    /// As isWhole(), or there is one of nearly that name, in files that are one deployment.
    [[nodiscard]] bool isCertain(bool close) const { return isWhole() || (close && m_together); }
    /// Whether two objects are certainly meant to be in the cluster at the same time.
    [[nodiscard]] bool meet(const Object &a, const Object &b) const { return isWhole() || (m_together && a.document == b.document); }
    [[nodiscard]] bool isRendered() const { return scope.rendered != nullptr; }
    [[nodiscard]] bool hasNamespace(std::string_view ns) const;
    /// Custom resources whose controllers may make pods, Services and Secrets that no file shows.
    [[nodiscard]] bool hasOperators() const { return m_operators; }

    [[nodiscard]] std::vector<const Pod *> selected(Node selector, std::string_view ns, bool plain) const;
    /// Of a Service.
    [[nodiscard]] std::vector<const Pod *> podsOf(const Object &service) const;
    [[nodiscard]] const Object *autoscalerOf(const Object &workload) const;
    /// As the manifests say: the least and the most pods at a time, a roll-out aside. A DaemonSet's are not known: 1.
    [[nodiscard]] int leastReplicas(const Object &workload) const;
    [[nodiscard]] int mostReplicas(const Object &workload) const;

    /// What a function makes of the view, made for the first rule that asks.
    template <class T> [[nodiscard]] const T &kept(T (*make)(const View &)) const { return m_memo.get(make, *this); }

private:
    void gather();
    void gatherGenerated();
    [[nodiscard]] bool isKustomized() const;

    std::unordered_map<std::string_view, std::vector<const Object *>> m_kinds;
    std::unordered_map<std::string, std::vector<const Object *>> m_named; // "Kind/name"
    std::vector<Pod> m_pods;
    std::vector<Generated> m_generated;
    bool m_together = true;
    bool m_operators = false;
    bool m_kustomized = false;
    Memo m_memo;
};

[[nodiscard]] bool sameNamespace(std::string_view a, std::string_view b);

/// Of each scope of Kubernetes objects. A deque, since a view stays where it is.
[[nodiscard]] std::deque<View> viewsOf(const Set &set);

/// Calls back with each of them.
template <class Function> void eachView(const Subjects &subjects, Function &&function) {
    for (const View &view : subjects.kept(viewsOf))
        function(view);
}

/// Changing a value of an object, rendered or not, in the file that it is written in; nothing where that place is not certain.
[[nodiscard]] std::optional<Fix> replacing(const Scope &scope, const Object &object, Node value, std::string_view by);
[[nodiscard]] std::optional<Fix> replacing(const Document &document, Node value, std::string_view by);

} // namespace config::cross
