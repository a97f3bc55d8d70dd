// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/keychainstore.h"

#include "config/secrets/generate.h"
#include "config/secrets/words.h"

#include <QPromise>
#include <QTimer>

#include <algorithm>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace config {

namespace {

using secrets::tr;

const QString service = u"aqi-console"_s;
const QString namesEntry = u"names"_s; // no slash: never the text of a SecretName
const QString probeEntry = u"probe"_s;

base::Error errorOf(const QKeychain::Job &job, const QString &entry) {
    using enum base::ErrorKind;
    switch (job.error()) {
    case QKeychain::EntryNotFound: return {NotFound, tr("the keychain has no value"), entry, job.errorString()};
    case QKeychain::AccessDeniedByUser: return {Forbidden, tr("access to the keychain was refused"), entry, job.errorString()};
    case QKeychain::AccessDenied: return {Forbidden, tr("the keychain is locked or refuses access"), entry, job.errorString()};
    default: return {Io, tr("the keychain does not answer as it should"), entry, job.errorString()};
    }
}

/// A promise that several steps share until one of them keeps it.
// Shared, since std::function wants what it holds to be copyable and a promise is not.
template <class T> std::shared_ptr<QPromise<T>> promised() {
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    return promise;
}

/// The last thing that a step does: whoever waits may destroy the store.
template <class T> void keep(QPromise<T> &promise, T value) {
    promise.addResult(std::move(value));
    promise.finish();
}

void wipe(QByteArray &bytes) {
    bytes.fill('\0');
    bytes.clear();
}

} // namespace

// --- one after the other ---------------------------------------------------------------------------------------------

void KeychainStore::enqueue(std::function<void()> operation) {
    m_waiting.push_back(std::move(operation));
    if (!m_busy)
        next();
}

void KeychainStore::next() {
    m_busy = !m_waiting.empty();
    if (!m_busy)
        return;
    const auto operation = std::move(m_waiting.front());
    m_waiting.pop_front();
    operation();
}

// --- entries ---------------------------------------------------------------------------------------------------------

void KeychainStore::readEntry(const QString &entry, Got got) {
    auto *job = new QKeychain::ReadPasswordJob(service); // deletes itself
    job->setKey(entry);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [job, entry, got = std::move(got)] {
        if (job->error() != QKeychain::NoError)
            return got(std::unexpected(errorOf(*job, entry)));
        QByteArray bytes = job->binaryData();
        SecretValue value({bytes.constData(), std::size_t(bytes.size())});
        wipe(bytes);
        got(std::move(value));
    });
    job->start();
}

void KeychainStore::writeEntry(const QString &entry, const SecretValue &value, Done done) {
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(entry);
    job->setBinaryData(QByteArray(value.bytes().data(), qsizetype(value.bytes().size())));
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [job, entry, done = std::move(done)] {
        done(job->error() == QKeychain::NoError ? base::Status() : std::unexpected(errorOf(*job, entry)));
    });
    job->start();
}

void KeychainStore::removeEntry(const QString &entry, Done done) {
    auto *job = new QKeychain::DeletePasswordJob(service);
    job->setKey(entry);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [job, entry, done = std::move(done)] {
        const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        done(gone ? base::Status() : std::unexpected(errorOf(*job, entry)));
    });
    job->start();
}

void KeychainStore::changeNames(const std::function<void(QStringList &)> &change, Done done) {
    readEntry(namesEntry, [this, change, done = std::move(done)](const base::Result<SecretValue> &stored) {
        if (!stored && stored.error().kind != base::ErrorKind::NotFound)
            return done(std::unexpected(stored.error()));
        const std::string_view bytes = stored ? stored->bytes() : std::string_view();
        QStringList names = QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).split(u'\n', Qt::SkipEmptyParts);
        const QStringList before = names;
        change(names);
        if (names == before)
            return done({});
        writeEntry(namesEntry, SecretValue(names.join(u'\n').toStdString()), done);
    });
}

// --- the store -------------------------------------------------------------------------------------------------------

QFuture<base::Result<SecretValue>> KeychainStore::read(const SecretName &name) {
    const auto promise = promised<base::Result<SecretValue>>();
    enqueue([this, promise, entry = name.text()] {
        readEntry(entry, [this, promise](base::Result<SecretValue> value) {
            next();
            keep(*promise, std::move(value));
        });
    });
    return promise->future();
}

// The name first: a name without a value is asked for and not found, a value without a name is never found again.
QFuture<base::Status> KeychainStore::write(const SecretName &name, SecretValue value) {
    const auto promise = promised<base::Status>();
    enqueue([this, promise, entry = name.text(), value = std::move(value)] {
        const auto add = [entry](QStringList &names) {
            if (!names.contains(entry))
                names.append(entry);
        };
        const Done end = [this, promise](const base::Status &status) {
            next();
            keep(*promise, status);
        };
        changeNames(add, [this, entry, value, end](const base::Status &status) {
            if (!status)
                return end(status);
            writeEntry(entry, value, end);
        });
    });
    return promise->future();
}

QFuture<base::Status> KeychainStore::remove(const SecretName &name) {
    const auto promise = promised<base::Status>();
    enqueue([this, promise, entry = name.text()] {
        const Done end = [this, promise](const base::Status &status) {
            next();
            keep(*promise, status);
        };
        removeEntry(entry, [this, entry, end](const base::Status &status) {
            if (!status)
                return end(status);
            changeNames([entry](QStringList &names) { names.removeAll(entry); }, end);
        });
    });
    return promise->future();
}

QFuture<base::Result<QList<SecretName>>> KeychainStore::list(const QString &environment) {
    using Names = base::Result<QList<SecretName>>;
    const auto promise = promised<Names>();
    enqueue([this, promise, environment] {
        const auto found = std::make_shared<QList<SecretName>>(); // outlives the step that fills it, until the one that gives it out
        const auto look = [found, environment](const QStringList &names) {
            for (const QString &text : names)
                if (const auto name = SecretName::fromText(text); name && (environment.isEmpty() || name->environment == environment))
                    found->append(*name);
            std::ranges::sort(*found);
        };
        changeNames(look, [this, promise, found](const base::Status &status) {
            next();
            keep(*promise, status ? Names(*found) : Names(std::unexpected(status.error())));
        });
    });
    return promise->future();
}

// --- is there one ----------------------------------------------------------------------------------------------------

QFuture<base::Status> KeychainStore::probe() {
    const auto promise = promised<base::Status>();
    enqueue([this, promise] {
        const Done end = [this, promise](const base::Status &status) {
            next();
            keep(*promise, status);
        };
        const SecretValue dummy = *generateSecret(SecretKind::Token);
        writeEntry(probeEntry, dummy, [this, dummy, end](const base::Status &written) {
            if (!written)
                return end(written);
            readEntry(probeEntry, [this, dummy, end](const base::Result<SecretValue> &read) {
                if (!read)
                    return end(std::unexpected(read.error()));
                if (!(*read == dummy))
                    return end(base::fail(base::ErrorKind::Io, tr("the keychain gives back another value than it was given"), probeEntry));
                removeEntry(probeEntry, end);
            });
        });
    });
    return promise->future();
}

QFuture<OpenedStore> openSecretStore(std::chrono::milliseconds limit) {
    auto keychain = std::make_shared<std::unique_ptr<KeychainStore>>(std::make_unique<KeychainStore>()); // of whichever comes first, answer or time
    const auto promise = promised<OpenedStore>();
    const auto fall = [promise](const QString &reason) {
        keep(*promise, OpenedStore{std::make_unique<MemoryStore>(), tr("Values are kept for this run only, since %1.").arg(reason)});
    };
    auto *timer = new QTimer; // deleted by whichever comes first
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, timer, [keychain, fall, timer, limit] {
        keychain->reset();
        timer->deleteLater();
        fall(tr("the keychain did not answer within %1 seconds").arg(std::chrono::duration<double>(limit).count()));
    });
    timer->start(limit);
    (*keychain)->probe().then(timer, [keychain, fall, promise, timer](const base::Status &status) {
        timer->deleteLater();
        timer->stop();
        if (status)
            return keep(*promise, OpenedStore{std::move(*keychain), tr("Values are kept in the desktop's keychain.")});
        const QString words = status.error().detail.isEmpty() ? status.error().message : status.error().detail;
        keychain->reset();
        fall(tr("no keychain can be used (%1)").arg(words));
    });
    return promise->future();
}

} // namespace config
