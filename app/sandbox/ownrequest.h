// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One short request of the commands to the sandbox that runs in a folder.
#pragma once

#include "statedirectory.h"

#include <QByteArray>

#include <optional>

struct OwnAnswer {
    int status = 0;
    QByteArray body;
};

/// Nothing where it does not answer. Its certificate tells it from whatever else may listen on the port; that it has expired (a fault) is no
/// reason not to clear the fault.
[[nodiscard]] std::optional<OwnAnswer> askSandbox(const StateDirectory &directory, const QByteArray &method, const QByteArray &path);
