// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Deletion with grace periods, preconditions and the three ways to treat what an object owns
// (https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion).
#pragma once

#include "sandbox/api/writer.h"

#include <optional>

namespace sandbox {

struct DeleteOptions {
    std::optional<std::int64_t> graceSeconds;
    std::string propagation; // "", "Background", "Foreground", "Orphan"
    std::string uid;             // preconditions; empty: none
    std::string resourceVersion;
    Persist persist = Persist::Yes;

    /// Of a DeleteOptions object (null: none) and the request's own value for gracePeriodSeconds and propagationPolicy.
    [[nodiscard]] static Outcome<DeleteOptions> of(
        const Json &body, const std::optional<std::string> &grace, const std::optional<std::string> &propagation);
};

/// The answer's body: the object where it goes later (finalizers, a pod's grace period), a Status "Success" where it has gone.
[[nodiscard]] Outcome<Json> deleteObject(ObjectStore &store, const Kind &kind, const ObjectId &id, const DeleteOptions &options);

} // namespace sandbox
