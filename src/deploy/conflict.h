// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a server-side apply's 409 says, in words: which fields belong to whom.
#pragma once

#include "base/error.h"

#include <QString>

namespace deploy {

/// "field .spec.replicas belongs to kube-controller-manager"; the message itself where it has another form. All conflicts stand only in the detail.
/// https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
[[nodiscard]] QString conflictText(const base::Error &error);

} // namespace deploy
