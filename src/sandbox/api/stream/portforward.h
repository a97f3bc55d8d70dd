// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// pods/portforward in the three ways of real servers: SPDY tunnelled in a WebSocket (kubectl from 1.31 on), SPDY itself (kubectl before),
// and a WebSocket with two channels for each port (v4.channel.k8s.io).
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/store/objectstore.h"

namespace sandbox {

class HttpExchange;

void answerPortForward(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod);

} // namespace sandbox
