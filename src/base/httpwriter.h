// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The port through which a room changes something at a service; kept apart from HttpService, so that most of the program can only read.
#pragma once

#include "base/httpservice.h"

namespace base {

struct HttpCommand {
    QByteArray method; // POST, DELETE
    QString path;
    QByteArray body;
    QByteArray contentType; // of the body
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
};

/// As HttpService; what the other side refuses may be a reply with 4xx or an Error.
class HttpWriter {
public:
    virtual ~HttpWriter() = default;
    [[nodiscard]] virtual QFuture<Result<HttpReply>> send(const HttpCommand &command) = 0;
};

} // namespace base
