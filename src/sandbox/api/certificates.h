// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's own certificate authority and the certificate of its API server (ECDSA P-256), made with OpenSSL.
#pragma once

#include <QByteArray>

#include <optional>

namespace sandbox {

struct Certificates {
    QByteArray authority; // PEM
    QByteArray certificate; // PEM, for 127.0.0.1, localhost and kubernetes.default.svc, ten years
    QByteArray key; // PEM, of the certificate; that of the authority is forgotten, so nobody can sign with it
    QByteArray expired; // PEM, as certificate, but over since an hour (a fault)
};

/// Nothing where OpenSSL fails (no random numbers).
[[nodiscard]] std::optional<Certificates> makeCertificates();
/// count random bytes in hexadecimal; empty where there are none to be had.
[[nodiscard]] QByteArray randomToken(int count);

} // namespace sandbox
