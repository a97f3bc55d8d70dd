// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/secretstore.h"
#include "config/secrets/words.h"

#include <QUrl>

namespace config {

using secrets::tr;

QString SecretName::text() const {
    const auto part = [](const QString &text) {
        QString out = text;
        return out.replace(u'%', QLatin1StringView("%25")).replace(u'/', QLatin1StringView("%2F"));
    };
    return part(environment) + u'/' + part(secret) + u'/' + part(key);
}

std::optional<SecretName> SecretName::fromText(QStringView text) {
    const QList<QStringView> parts = text.split(u'/');
    if (parts.size() != 3)
        return {};
    const auto part = [](QStringView encoded) { return QUrl::fromPercentEncoding(encoded.toUtf8()); };
    return SecretName{part(parts[0]), part(parts[1]), part(parts[2])};
}

QFuture<base::Result<SecretValue>> MemoryStore::read(const SecretName &name) {
    const auto at = m_values.find(name);
    base::Result<SecretValue> result = base::fail(base::ErrorKind::NotFound, tr("no value is kept"), name.text());
    if (at != m_values.end())
        result = at->second;
    return QtFuture::makeReadyValueFuture(std::move(result));
}

QFuture<base::Status> MemoryStore::write(const SecretName &name, SecretValue value) {
    m_values.insert_or_assign(name, std::move(value));
    return QtFuture::makeReadyValueFuture(base::Status());
}

QFuture<base::Status> MemoryStore::remove(const SecretName &name) {
    m_values.erase(name);
    return QtFuture::makeReadyValueFuture(base::Status());
}

QFuture<base::Result<QList<SecretName>>> MemoryStore::list(const QString &environment) {
    QList<SecretName> names;
    for (const auto &[name, value] : m_values)
        if (environment.isEmpty() || name.environment == environment)
            names.append(name);
    return QtFuture::makeReadyValueFuture(base::Result<QList<SecretName>>(std::move(names)));
}

} // namespace config
