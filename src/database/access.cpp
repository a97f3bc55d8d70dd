// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/access.h"

#include "database/words.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace database {

base::Result<Access> parseDatabaseUrl(const QString &url) {
    const QUrl parsed(url.trimmed(), QUrl::StrictMode);
    const QString scheme = parsed.scheme().section(u'+', 0, 0);
    if (!parsed.isValid() || (scheme != u"postgresql" && scheme != u"postgres"))
        return base::fail(base::ErrorKind::Invalid, tr("DATABASE_URL is not the address of a PostgreSQL database"));
    Access access{parsed.host(), static_cast<quint16>(parsed.port(5432)), parsed.path(QUrl::FullyDecoded).mid(1), parsed.userName(QUrl::FullyDecoded),
        parsed.password(QUrl::FullyDecoded)};
    if (access.user.isEmpty() || access.database.isEmpty())
        return base::fail(base::ErrorKind::Invalid, tr("DATABASE_URL names no user or no database"));
    return access;
}

base::Result<Access> accessOf(const QMap<QString, QString> &variables) {
    if (const auto url = parseDatabaseUrl(variables.value(u"DATABASE_URL"_s)))
        return url;
    const QString password = variables.value(u"POSTGRES_PASSWORD"_s);
    if (password.isEmpty())
        return base::fail(base::ErrorKind::Invalid, tr("Neither DATABASE_URL nor POSTGRES_PASSWORD says how to ask the database"));
    return Access{{}, 5432, variables.value(u"POSTGRES_DB"_s, u"aqi_predictor"_s), variables.value(u"POSTGRES_USER"_s, u"aqi_user"_s), password};
}

} // namespace database
