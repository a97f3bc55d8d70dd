// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What kubectl get prints: the meta.k8s.io/v1 Table of each kind, with the columns and texts of Kubernetes 1.32
// (kubernetes/pkg/printers/internalversion/printers.go).
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace sandbox {

struct TableColumn {
    std::string_view name;
    std::string_view type = "string";
    int priority = 0; // 1: only with -o wide
};

/// The cells of one object, in the order of the columns; nowMs for ages.
using CellsOf = Json (*)(const Json &object, std::int64_t nowMs);

struct TableLayout {
    std::vector<TableColumn> columns;
    CellsOf cells = nullptr;
};

/// Name and age for a kind without a layout of its own.
[[nodiscard]] const TableLayout &tableLayout(const Kind &kind);
/// The columnDefinitions of a Table.
[[nodiscard]] Json columnDefinitions(const TableLayout &layout);

/// An age as kubectl prints it (apimachinery duration.HumanDuration): "5s", "3m20s", "2d4h".
[[nodiscard]] std::string humanDuration(std::int64_t ms);
/// humanDuration since an RFC 3339 time; "<unknown>" where there is none.
[[nodiscard]] std::string ageSince(std::string_view rfc3339, std::int64_t nowMs);
[[nodiscard]] std::string ageOf(const Json &object, std::int64_t nowMs); // by creationTimestamp

/// "a,b", or "<none>" for none.
[[nodiscard]] std::string joined(const std::vector<std::string> &texts, std::string_view otherwise = "<none>");
/// "app=api,tier=web"; "<none>" for an empty map.
[[nodiscard]] std::string labelText(const Json &labels);
/// A metav1.LabelSelector as kubectl prints it: "app=api,tier in (a,b)".
[[nodiscard]] std::string selectorText(const Json &selector);
/// Names, or images, of a pod template's containers, separated by commas.
[[nodiscard]] std::string containersText(const Json &podSpec, std::string_view key);
/// An IntOrString or a quantity as it is written.
[[nodiscard]] std::string scalarText(const Json &value, std::string_view otherwise = {});

// The layouts, by subject.
[[nodiscard]] TableLayout podTable();
[[nodiscard]] std::vector<std::pair<std::string_view, TableLayout>> workloadTables();
[[nodiscard]] std::vector<std::pair<std::string_view, TableLayout>> networkTables();
[[nodiscard]] std::vector<std::pair<std::string_view, TableLayout>> clusterTables();
[[nodiscard]] std::vector<std::pair<std::string_view, TableLayout>> configurationTables();
[[nodiscard]] TableLayout autoscalerTable();

} // namespace sandbox
