// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// services/proxy: HTTP to a service through the API server.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/api/requestpath.h"
#include "sandbox/store/objectstore.h"

namespace sandbox {

class HttpExchange;

/// path.name: "[SCHEME:]NAME[:PORT]", the port by name or number; a service with one port needs none.
void answerServiceProxy(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const RequestPath &path);

} // namespace sandbox
