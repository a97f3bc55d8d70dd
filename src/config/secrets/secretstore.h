// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where values of secrets are kept: the desktop's keychain, or this run's memory where no keychain answers.
#pragma once

#include "base/error.h"
#include "config/secrets/secretvalue.h"

#include <QFuture>
#include <QList>

#include <chrono>
#include <compare>
#include <map>
#include <memory>
#include <optional>

namespace config {

struct SecretName {
    QString environment; // "production"
    QString secret;      // "aqi-secrets"
    QString key;         // "DATABASE_URL"
    auto operator<=>(const SecretName &) const = default;
    bool operator==(const SecretName &) const = default;

    /// "production/aqi-secrets/DATABASE_URL"; a slash or a percent sign within a part is percent-encoded.
    [[nodiscard]] QString text() const;
    [[nodiscard]] static std::optional<SecretName> fromText(QStringView text);
};

/// Of one thread with an event loop, in which the futures come true. No error's text ever holds a value. Destroying the store cancels what
/// is still asked.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    /// NotFound where there is none.
    [[nodiscard]] virtual QFuture<base::Result<SecretValue>> read(const SecretName &name) = 0;
    [[nodiscard]] virtual QFuture<base::Status> write(const SecretName &name, SecretValue value) = 0;
    /// Well where there was none.
    [[nodiscard]] virtual QFuture<base::Status> remove(const SecretName &name) = 0;
    /// Names alone, sorted; of every environment where it is empty.
    [[nodiscard]] virtual QFuture<base::Result<QList<SecretName>>> list(const QString &environment) = 0;
    /// Whether values are still there after the program's end.
    [[nodiscard]] virtual bool isLasting() const = 0;
};

class MemoryStore : public SecretStore {
public:
    [[nodiscard]] QFuture<base::Result<SecretValue>> read(const SecretName &name) override;
    [[nodiscard]] QFuture<base::Status> write(const SecretName &name, SecretValue value) override;
    [[nodiscard]] QFuture<base::Status> remove(const SecretName &name) override;
    [[nodiscard]] QFuture<base::Result<QList<SecretName>>> list(const QString &environment) override;
    [[nodiscard]] bool isLasting() const override { return false; }

private:
    std::map<SecretName, SecretValue> m_values;
};

struct OpenedStore {
    std::unique_ptr<SecretStore> store; // never null
    QString why; // one sentence: which one, and why not the keychain; with the keychain's own words
};

/// Tries the keychain by writing, reading and removing an entry, since its own report of being available is not to be trusted. Where that fails,
/// or does not answer within the limit (a person may be asked to unlock it), values are kept for this run only. Take the result by takeResult().
[[nodiscard]] QFuture<OpenedStore> openSecretStore(std::chrono::milliseconds limit = std::chrono::minutes(1));

} // namespace config
