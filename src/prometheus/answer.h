// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From HTTP to bytes or an Error: what Prometheus, Alertmanager or the API server before them say is wrong, in their words.
#pragma once

#include "base/error.h"
#include "base/httpservice.h"

namespace prometheus {

/// The body of a 2xx. Else: Invalid for a query that is wrong or too heavy (where is the path, detail the body), NotFound and Server for
/// what stands in between (the API server's sentence: no endpoints, no such service), Timeout where a query took too long.
[[nodiscard]] base::Result<QByteArray> bodyOf(const base::Result<base::HttpReply> &reply, const QString &path);

/// True for an Error that says nothing about the query: nobody was there to answer it.
[[nodiscard]] bool isUnreachable(const base::Error &error);

} // namespace prometheus
