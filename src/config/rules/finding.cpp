// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/finding.h"

namespace config {

std::string_view name(Severity severity) {
    switch (severity) {
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return {};
}

std::optional<Severity> severityNamed(std::string_view text) {
    for (const Severity severity : {Severity::Info, Severity::Warning, Severity::Error}) {
        if (name(severity) == text)
            return severity;
    }
    return std::nullopt;
}

} // namespace config
