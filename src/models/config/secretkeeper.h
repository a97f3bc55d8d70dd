// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the store of secrets so that every wait ends: by the answer, by the time, or because the operator has had enough.
#pragma once

#include "models/config/secretlist.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace models {

class SecretKeeper : public QObject {
    Q_OBJECT
public:
    enum class State { Closed, Opening, Ready };
    template <class T> using Done = std::function<void(const base::Result<T> &)>;

    explicit SecretKeeper(QObject *parent = nullptr);
    ~SecretKeeper() override;

    /// Tries the keychain; anew where one is open already. A person may be asked to unlock it.
    void open();
    /// This store, whatever there was. why: one sentence.
    void adopt(std::unique_ptr<config::SecretStore> store, const QString &why);
    [[nodiscard]] State state() const { return m_state; }
    /// Whether values are still there after the program's end.
    [[nodiscard]] bool isLasting() const { return m_store && m_store->isLasting(); }
    /// Which store it is, and why not the keychain.
    [[nodiscard]] QString why() const { return m_why; }
    [[nodiscard]] bool isBusy() const { return m_state == State::Opening || !m_waiting.empty(); }
    /// Everything that is waited for ends with Cancelled; opening ends with this run's memory.
    void cancel();

    /// For one answer of the store.
    void setLimit(std::chrono::milliseconds limit) { m_limit = limit; }

    // Only while Ready; done is called exactly once, unless this object goes first.
    void read(const config::SecretName &name, Done<config::SecretValue> done);
    void write(const config::SecretName &name, config::SecretValue value, Done<void> done);
    void remove(const config::SecretName &name, Done<void> done);
    /// Which of these have a value, and what is wrong with it: values are read, judged together and forgotten at once.
    void look(const QList<config::SecretName> &names, Done<SecretStates> done);

Q_SIGNALS:
    void stateChanged();
    void busyChanged();

private:
    struct Look;
    template <class T> void await(QFuture<base::Result<T>> future, Done<T> done);
    void readNext(const std::shared_ptr<Look> &look);
    void become(std::unique_ptr<config::SecretStore> store, const QString &why);

    std::unique_ptr<config::SecretStore> m_store;
    State m_state = State::Closed;
    QString m_why;
    std::chrono::milliseconds m_limit = std::chrono::seconds(20);
    quint64 m_opening = 0; // an older one's answer is of no interest
    quint64 m_next = 0;
    std::map<quint64, std::function<void(const base::Error &)>> m_waiting;
};

} // namespace models
