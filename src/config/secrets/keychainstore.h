// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Values in the desktop's keychain. It cannot list what it holds, so the names are kept there too, in an entry of their own.
#pragma once

#include "config/secrets/secretstore.h"

#include <QObject>

#include <deque>
#include <functional>

namespace config {

class KeychainStore : public SecretStore {
public:
    KeychainStore() = default;

    [[nodiscard]] QFuture<base::Result<SecretValue>> read(const SecretName &name) override;
    [[nodiscard]] QFuture<base::Status> write(const SecretName &name, SecretValue value) override;
    [[nodiscard]] QFuture<base::Status> remove(const SecretName &name) override;
    [[nodiscard]] QFuture<base::Result<QList<SecretName>>> list(const QString &environment) override;
    [[nodiscard]] bool isLasting() const override { return true; }

    /// Writes, reads and removes an entry. Error: no usable keychain; the detail has its own words.
    [[nodiscard]] QFuture<base::Status> probe();

private:
    using Done = std::function<void(base::Status)>;
    using Got = std::function<void(base::Result<SecretValue>)>;

    // One operation after the other, since the list of names is read, changed and written back.
    void enqueue(std::function<void()> operation);
    void next();

    void readEntry(const QString &entry, Got got);
    void writeEntry(const QString &entry, const SecretValue &value, Done done);
    void removeEntry(const QString &entry, Done done);
    void changeNames(const std::function<void(QStringList &)> &change, Done done);

    std::deque<std::function<void()>> m_waiting;
    bool m_busy = false;
    QObject m_context; // what is connected to it ends with the store
};

} // namespace config
