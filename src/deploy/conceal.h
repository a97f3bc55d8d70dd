// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// API servers repeat what they refuse, a Secret's values too; this takes them out again.
#pragma once

#include "base/error.h"

#include <QJsonObject>

namespace deploy {

/// The error without any value of the object's data and stringData, as written and decoded. Objects that are no Secret are left as they are.
[[nodiscard]] base::Error concealed(base::Error error, const QJsonObject &object);

} // namespace deploy
