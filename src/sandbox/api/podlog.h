// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// pods/log, once or followed.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/store/objectstore.h"

namespace sandbox {

class HttpExchange;

void answerPodLog(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod);

} // namespace sandbox
