// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Passes a proxied request on to a pod that really listens.
#pragma once

#include "sandbox/api/backends.h"

#include <QNetworkAccessManager>

class HttpForward : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Nothing where nobody answers there.
    void forward(const std::string &address, int port, const sandbox::ProxyRequest &request, sandbox::Backends::OnResponse onResponse);

private:
    QNetworkAccessManager m_network;
};
