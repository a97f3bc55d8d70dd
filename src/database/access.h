// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a database is and who asks.
#pragma once

#include "base/error.h"

#include <QMap>

namespace database {

struct Access {
    QString host;
    quint16 port = 5432;
    QString database;
    QString user;
    QString password; // in memory only: no file, no log, no message holds it
    bool operator==(const Access &) const = default;
};

/// Reads a DATABASE_URL as SQLAlchemy and libpq write it ("postgresql+asyncpg://user:password@host:5432/name"). Its errors do not repeat it.
[[nodiscard]] base::Result<Access> parseDatabaseUrl(const QString &url);

/// What the predictor's own containers are given: DATABASE_URL, or else POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB.
[[nodiscard]] base::Result<Access> accessOf(const QMap<QString, QString> &variables);

} // namespace database
