// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The same service on every platform, side by side.
#pragma once

#include "config/system/names.h"
#include "config/system/system.h"

#include <initializer_list>

namespace config {

enum class Agreement : std::uint8_t {
    Same,          // as the reference says, in its own units
    Explained,     // another value, and a comment says why
    Differs,       // another value, and nothing says why
    Absent,        // nothing is said, or the system has no such service
    Inexpressible, // the platform's files have no words for it (of a service that it has)
};

struct Cell {
    Agreement agreement = Agreement::Absent;
    QString text;        // in one unit for all platforms; empty where nothing is said
    Site site;           // of the value; where it is absent, of what should hold it; no document where the service is missing
    QString explanation; // where it is Explained, or Absent with a reason
};

struct Row {
    std::string service;
    Field field = Field::Image;
    std::string variable;    // of Field::Environment
    std::vector<Cell> cells; // one for each system, in their order
};

using Fields = std::initializer_list<Field>;

/// Services in the reference's order, then what others have more. Rows about which no system says anything are left out.
/// `fields`: only these; none: all.
[[nodiscard]] std::vector<Row> compare(std::span<const System *const> systems, std::size_t reference, Fields fields = {});

} // namespace config
