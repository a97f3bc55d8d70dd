// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/secretkeeper.h"

#include "models/config/words.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace models {

/// One look at many keys, on its way.
struct SecretKeeper::Look {
    QList<config::SecretName> names;
    QList<config::SecretName> rest; // not read yet
    SecretStates states;
    config::SecretValues values; // gone when the look is over
    Done<SecretStates> done;
};

SecretKeeper::SecretKeeper(QObject *parent) : QObject(parent) {}

SecretKeeper::~SecretKeeper() = default;

void SecretKeeper::open() {
    m_store.reset(); // what it is still asked ends with it
    m_state = State::Closed;
    cancel();
    m_state = State::Opening;
    const quint64 opening = ++m_opening;
    config::openSecretStore().then(this, [this, opening](QFuture<config::OpenedStore> future) {
        config::OpenedStore opened = future.takeResult();
        if (opening == m_opening)
            become(std::move(opened.store), opened.why);
    });
    Q_EMIT stateChanged();
    Q_EMIT busyChanged();
}

void SecretKeeper::adopt(std::unique_ptr<config::SecretStore> store, const QString &why) {
    ++m_opening;
    become(std::move(store), why);
}

void SecretKeeper::become(std::unique_ptr<config::SecretStore> store, const QString &why) {
    m_store = std::move(store);
    m_why = why;
    m_state = State::Ready;
    Q_EMIT stateChanged();
    Q_EMIT busyChanged();
}

void SecretKeeper::cancel() {
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[id, end] : waiting)
        end({base::ErrorKind::Cancelled, configTr("it was waited for no longer"), {}, {}});
    if (m_state == State::Opening && m_opening > 0)
        adopt(std::make_unique<config::MemoryStore>(), configTr("Values are kept for this run only, since the keychain was not waited for."));
    else if (!waiting.empty())
        Q_EMIT busyChanged();
}

/// Whatever comes first: the answer, the time, cancel().
template <class T> void SecretKeeper::await(QFuture<base::Result<T>> future, Done<T> done) {
    const quint64 id = ++m_next;
    const QPointer<QTimer> timer = new QTimer(this);
    timer->setSingleShot(true);
    const auto over = [this, id, timer] {
        if (timer)
            timer->deleteLater();
        const bool waited = m_waiting.erase(id) > 0;
        if (waited)
            Q_EMIT busyChanged();
        return waited;
    };
    m_waiting.emplace(id, [timer, done](const base::Error &error) {
        delete timer;
        done(std::unexpected(error));
    });
    connect(timer, &QTimer::timeout, this, [this, over, done] {
        if (over())
            done(base::fail(base::ErrorKind::Timeout, configTr("the keychain did not answer within %1 seconds").arg(std::chrono::duration<double>(m_limit).count())));
    });
    timer->start(m_limit);
    future.then(this, [over, done](const base::Result<T> &result) {
        if (over())
            done(result);
    });
    Q_EMIT busyChanged();
}

void SecretKeeper::read(const config::SecretName &name, Done<config::SecretValue> done) { await<config::SecretValue>(m_store->read(name), std::move(done)); }

void SecretKeeper::write(const config::SecretName &name, config::SecretValue value, Done<void> done) { await<void>(m_store->write(name, std::move(value)), std::move(done)); }

void SecretKeeper::remove(const config::SecretName &name, Done<void> done) { await<void>(m_store->remove(name), std::move(done)); }

// The list first: a keychain is slow to say of each key that it has none.
void SecretKeeper::look(const QList<config::SecretName> &names, Done<SecretStates> done) {
    // Shared by the steps, which the store calls one after the other.
    const auto look = std::make_shared<Look>();
    look->names = names;
    look->done = std::move(done);
    await<QList<config::SecretName>>(m_store->list({}), [this, look](const base::Result<QList<config::SecretName>> &kept) {
        if (!kept)
            return look->done(std::unexpected(kept.error()));
        for (const config::SecretName &name : std::as_const(look->names)) {
            look->states[name].known = true;
            if (kept->contains(name))
                look->rest.append(name);
        }
        readNext(look);
    });
}

void SecretKeeper::readNext(const std::shared_ptr<Look> &look) {
    if (look->rest.isEmpty()) {
        for (const config::SecretIssue &issue : config::secretIssues(look->values))
            for (auto &[name, state] : look->states)
                if (state.kept && name.key.toStdString() == issue.key)
                    state.issues.push_back(issue);
        return look->done(look->states);
    }
    const config::SecretName name = look->rest.takeFirst();
    read(name, [this, look, name](const base::Result<config::SecretValue> &value) {
        if (!value && value.error().kind != base::ErrorKind::NotFound)
            return look->done(std::unexpected(value.error()));
        if (value) {
            look->states[name].kept = true;
            look->values.insert_or_assign(name.key.toStdString(), *value);
        }
        readNext(look);
    });
}

} // namespace models
