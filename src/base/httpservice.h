// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The port through which the rooms that speak HTTP (forecast, later Prometheus) reach a service, without knowing how: through the
// API server's service proxy, a port-forward or a URL.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QFuture>
#include <QUrlQuery>

#include <chrono>

namespace base {

struct HttpReply {
    int status = 0; // HTTP status; a reply with 4xx or 5xx is a reply, not an Error
    QByteArray contentType;
    QByteArray body;
};

/// Every call ends exactly once: a reply, or an Error (Network, Tls, Auth, Timeout, Cancelled). Cancelling the future aborts the
/// request. Callable from any thread; the future may finish in another thread, so continue with then(context, ...).
class HttpService {
public:
    virtual ~HttpService() = default;
    [[nodiscard]] virtual QFuture<Result<HttpReply>> get(
        const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout = std::chrono::seconds(10)) = 0;
    /// Where answers come from, for a person: "api-service:8000 through the API server of sandbox".
    [[nodiscard]] virtual QString source() const = 0;
};

} // namespace base
