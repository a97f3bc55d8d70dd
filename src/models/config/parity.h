// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on every platform, side by side: what each system of a set says, held against one of them, in words for a table.
#pragma once

#include "config/system/compare.h"
#include "models/config/checker.h"

namespace models {

struct ParitySystem {
    QString id;          // path below the folder: what a choice of columns is kept by
    QString platform;    // "Docker Compose"
    QString environment; // "production"; where two would be called alike, with the file's or folder's name; may be empty
    bool usual = false;  // of the reference's environment, and about the same services: shown unless somebody chooses otherwise

    /// "Docker Compose production", for sentences.
    [[nodiscard]] QString title() const;
};

struct ParityCell {
    config::Agreement agreement = config::Agreement::Absent;
    QString text; // of a key that is a secret's: never the value
    QString explanation;
    config::Site site;
};

struct ParityRow {
    QString service;
    QString field; // "memory limit", "LOG_LEVEL"
    bool variable = false;
    std::vector<ParityCell> cells; // one for each system
    std::optional<config::Field> kind; // none: of a row that the engine does not compare (hosts)
    [[nodiscard]] QString key() const { return service + u'/' + field; }
};

struct ParityTable {
    CheckedPtr checked; // the sites point into its set
    std::vector<config::System> engine;
    std::vector<ParitySystem> systems;
    std::vector<ParityRow> rows;
    std::size_t reference = 0;
};

/// reference: id of the system that the others are held against; empty or unknown: Kubernetes in production, or what comes nearest to it.
/// Pure, and slower than a frame for large sets: not for the window's thread.
[[nodiscard]] ParityTable parityOf(CheckedPtr checked, const QString &folder, const QString &reference = {});

/// "differs", "explained"; empty for cells that need no word.
[[nodiscard]] QString agreementWord(config::Agreement agreement);

} // namespace models
