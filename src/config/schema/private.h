// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Schemas holds, for the files of this room.
#pragma once

#include "config/schema/kubernetes.h"

namespace config {

struct Schemas::Private {
    schema::Pack pack;
    schema::Library library;
    schema::Kubernetes kubernetes{library};

    /// Null where nothing is known.
    [[nodiscard]] const schema::Schema *schemaOf(FileKind kind, Node root) const;
};

} // namespace config
