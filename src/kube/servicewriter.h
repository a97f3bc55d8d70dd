// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands to a service through the API server's proxy, beside Client::service, which only reads.
#pragma once

#include "base/httpwriter.h"

#include <memory>

namespace kube {

class Client;

/// port is a name or a number. Must not outlive the client.
[[nodiscard]] std::unique_ptr<base::HttpWriter> serviceWriter(Client &client, const QString &ns, const QString &name, const QString &port);

} // namespace kube
