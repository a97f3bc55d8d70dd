// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// All that is known, for the files of this room.
#pragma once

#include "config/schema/kubernetes.h"

namespace config {

namespace schema {

struct Known {
    Pack pack;
    Library library;
    Kubernetes kubernetes{library};

    /// Null where nothing is known.
    [[nodiscard]] const Schema *schemaOf(FileKind kind, Node root) const;
};

} // namespace schema

struct Schemas::Private : schema::Known {};

} // namespace config
