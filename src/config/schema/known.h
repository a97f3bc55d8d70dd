// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// All that is known, for the files of this room.
#pragma once

#include "config/schema/kubernetes.h"

namespace config::schema {

struct Known {
    Known() = default;
    explicit Known(std::shared_ptr<const Known> base) : before(std::move(base)), library(&before->library), kubernetes(library, &before->kubernetes) {}

    // Shared: what learnt more points into what it was made of, whichever is let go first.
    std::shared_ptr<const Known> before;
    Pack pack;
    Library library;
    Kubernetes kubernetes{library};

    /// Null where nothing is known.
    [[nodiscard]] const Schema *schemaOf(FileKind kind, Node root) const;
};

} // namespace config::schema
