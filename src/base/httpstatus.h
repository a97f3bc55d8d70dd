// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an HTTP status means among our kinds of errors.
#pragma once

#include "base/error.h"

namespace base {

/// Of a status that is no success.
[[nodiscard]] ErrorKind kindOfStatus(int status);

} // namespace base
