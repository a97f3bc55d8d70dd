// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Places of a file that a person jumps to: its outline, and what a name in it refers to.
#pragma once

#include "config/set/set.h"

#include <QList>

namespace models {

struct OutlineEntry {
    QString title;  // "Deployment/api", "containers", "api"
    QString detail; // "3 containers"
    config::Range range;
    int depth = 0;
    bool operator==(const OutlineEntry &) const = default;
};

/// Objects and the parts that people look for; at most a few hundred.
[[nodiscard]] QList<OutlineEntry> outlineOf(const config::Document &document, config::FileKind kind);

struct Target {
    QString file;
    config::Range range;
    QString title; // "ConfigMap/api-config", "scripts/backup.sh"
};

/// What the name at an offset refers to: an object, a key of a ConfigMap or Secret, a file. Absent where it is no reference or leads nowhere.
[[nodiscard]] std::optional<Target> targetAt(const config::Set &set, const config::Document &document, std::uint32_t offset);

/// An object of the set's files, by "Kind/name", nearest to a file first.
[[nodiscard]] std::optional<Target> targetOfObject(const config::Set &set, const QString &file, const QString &object);

} // namespace models
