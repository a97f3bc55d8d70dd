// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace base {

QString Error::text() const {
    return where.isEmpty() ? message : where + QStringLiteral(": ") + message;
}

QString name(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Network: return QStringLiteral("network");
    case ErrorKind::Tls: return QStringLiteral("tls");
    case ErrorKind::Auth: return QStringLiteral("auth");
    case ErrorKind::Forbidden: return QStringLiteral("forbidden");
    case ErrorKind::NotFound: return QStringLiteral("not-found");
    case ErrorKind::Conflict: return QStringLiteral("conflict");
    case ErrorKind::Gone: return QStringLiteral("gone");
    case ErrorKind::Invalid: return QStringLiteral("invalid");
    case ErrorKind::Throttled: return QStringLiteral("throttled");
    case ErrorKind::Server: return QStringLiteral("server");
    case ErrorKind::Timeout: return QStringLiteral("timeout");
    case ErrorKind::Cancelled: return QStringLiteral("cancelled");
    case ErrorKind::Io: return QStringLiteral("io");
    case ErrorKind::Internal: return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

bool isTransient(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Throttled:
    case ErrorKind::Server:
    case ErrorKind::Gone: return true;
    default: return false;
    }
}

int exitStatus(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Network:
    case ErrorKind::Tls:
    case ErrorKind::Auth:
    case ErrorKind::Timeout:
    case ErrorKind::Throttled:
    case ErrorKind::Server: return 3;
    case ErrorKind::Invalid:
    case ErrorKind::Io: return 2;
    default: return 1;
    }
}

} // namespace base
