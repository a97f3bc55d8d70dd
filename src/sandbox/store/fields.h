// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading objects in which anything may be missing or of another type than it should be.
#pragma once

#include "sandbox/store/objectstore.h"

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// The value at a path ("spec.template.metadata"), or a null value. Keys that hold dots cannot be named this way.
[[nodiscard]] const Json &field(const Json &object, std::string_view path);
[[nodiscard]] std::string textAt(const Json &object, std::string_view path, std::string_view otherwise = {});
[[nodiscard]] long long numberAt(const Json &object, std::string_view path, long long otherwise = 0);
[[nodiscard]] bool flagAt(const Json &object, std::string_view path, bool otherwise = false);
/// The array at a path, or an empty one.
[[nodiscard]] const Json &itemsAt(const Json &object, std::string_view path);
/// A label, annotation or other entry of a map whose keys may hold dots; empty where there is none.
[[nodiscard]] std::string entryAt(const Json &object, std::string_view mapPath, std::string_view key);

[[nodiscard]] inline std::string nameOf(const Json &object) { return textAt(object, "metadata.name"); }
[[nodiscard]] inline std::string namespaceOf(const Json &object) { return textAt(object, "metadata.namespace"); }
[[nodiscard]] inline std::string uidOf(const Json &object) { return textAt(object, "metadata.uid"); }
[[nodiscard]] bool isTerminating(const Json &object);

/// The status condition of a type, or a null value.
[[nodiscard]] const Json &conditionOf(const Json &object, std::string_view type);
[[nodiscard]] bool conditionTrue(const Json &object, std::string_view type);
/// Sets a condition; lastTransitionTime changes only with its status. extra: further fields, e.g. lastUpdateTime.
void setCondition(Json &object, std::string_view type, bool status, std::string_view reason, std::string_view message,
    const std::string &now, const Json &extra = Json::object());

/// kubectl's "Ready": the pod's Ready condition is True.
[[nodiscard]] bool podReady(const Json &pod);
/// Succeeded or Failed.
[[nodiscard]] bool podFinished(const Json &pod);
/// The owner reference with controller: true, or a null value.
[[nodiscard]] const Json &controllerOf(const Json &object);
[[nodiscard]] std::string controllerUidOf(const Json &object);

/// Cores or bytes of a quantity ("500m", "1Gi", 2); nothing where it is none.
[[nodiscard]] std::optional<double> quantityOf(const Json &value);
/// Cores as Kubernetes prints them: "2", "250m".
[[nodiscard]] std::string cpuQuantity(double cores);
/// Sum of the containers' requests (limits where there is no request), init containers and overhead counted as the scheduler counts them.
[[nodiscard]] double podRequest(const Json &pod, std::string_view resource);

/// metav1.LabelSelector (matchLabels and matchExpressions) against a map of labels. A null selector matches nothing, an empty one all.
[[nodiscard]] bool selectorMatches(const Json &selector, const Json &labels);
/// A plain map, as a Service's selector: all its entries must be there. An empty or null map matches nothing.
[[nodiscard]] bool labelsContain(const Json &wanted, const Json &labels);

/// Ends a pod as an API server does: one that no node has, or that is over, goes at once; another gets its grace period.
void deletePod(ObjectStore &store, const ObjectId &id);
/// False where the namespace is being deleted or is not there (a store without any namespace counts as open).
[[nodiscard]] bool namespaceOpen(const ObjectStore &store, const std::string &ns);

} // namespace sandbox
