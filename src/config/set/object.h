// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Kubernetes object of a file: who it is, and the parts of it that most rules ask for.
#pragma once

#include "config/text/document.h"

namespace config {

struct Object {
    const Document *document = nullptr;
    Node root;
    std::string_view apiVersion;
    std::string_view kind;
    std::string_view name;
    std::string_view ns; // as written, or the set's default

    /// "Deployment/api".
    [[nodiscard]] QString text() const;
    /// apiVersion without the version: "apps", "" for core.
    [[nodiscard]] std::string_view group() const;
};

/// The pod that an object makes: the root of a Pod, the template of a workload, that of a CronJob's job; absent for other kinds.
[[nodiscard]] Node podSpec(const Object &object);
[[nodiscard]] Node podMetadata(const Object &object); // of the template, or of the Pod itself
/// Containers of a pod spec. Init: with native sidecars (restartPolicy Always).
enum class Containers : std::uint8_t { App, Init, All };
[[nodiscard]] std::vector<Node> containers(Node podSpec, Containers which = Containers::All);
[[nodiscard]] bool isWorkload(std::string_view kind); // Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod

/// Whether labels satisfy a LabelSelector (matchLabels and matchExpressions) or, with `plain`, a Service's map. An empty or absent
/// selector: as Kubernetes says for LabelSelector (all); a plain one selects none.
[[nodiscard]] bool selects(Node selector, Node labels, bool plain = false);

} // namespace config
