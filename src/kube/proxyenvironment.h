// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The proxy that the environment asks for, as Go programs (and so kubectl) read it.
#pragma once

#include <QProcessEnvironment>
#include <QUrl>

namespace kube {

/// HTTPS_PROXY or HTTP_PROXY (or lower case) by the server's scheme, unless NO_PROXY matches; never for loopback. Empty: none.
/// https://pkg.go.dev/golang.org/x/net/http/httpproxy
[[nodiscard]] QUrl proxyFromEnvironment(const QUrl &server, const QProcessEnvironment &environment);

} // namespace kube
