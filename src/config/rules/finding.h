// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One thing that is wrong, where, and how to mend it.
#pragma once

#include "config/text/edit.h"

#include <QStringList>

namespace config {

/// Error: it will not work. Warning: it will hurt. Info: advice.
enum class Severity : std::uint8_t { Info, Warning, Error };
[[nodiscard]] std::string_view name(Severity severity); // "error", "warning", "info"
[[nodiscard]] std::optional<Severity> severityNamed(std::string_view name);

/// A change that certainly mends it.
struct Fix {
    QString title; // "Change replcas to replicas"
    std::vector<Edit> edits; // of the finding's own file
    bool operator==(const Fix &) const = default;
};

struct Finding {
    std::string rule;
    Severity severity = Severity::Warning;
    QString file;
    Position position;
    Position end;
    Range range;    // of the file's text
    QString object; // "Deployment/api", empty where it is about none
    QString path;   // "spec.replicas"
    QString message; // one sentence: what is wrong, with the names and values; what to do if that is not plain
    std::optional<Fix> fix;
};

} // namespace config
