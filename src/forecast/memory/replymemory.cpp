// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/memory/replymemory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTimeZone>
#include <QUuid>
#include <QtConcurrentRun>

namespace forecast {

using namespace Qt::StringLiterals;

/// Lives and dies in the pool's thread: a connection of Qt belongs to the thread that made it.
class ReplyMemory::Store {
public:
    explicit Store(QString file)
        : m_file(std::move(file)) {}

    void write(const QString &environment, const QString &request, const QByteArray &body, const QDateTime &at) {
        if (!open())
            return;
        QSqlQuery query(database());
        query.prepare(u"INSERT OR REPLACE INTO reply (environment, request, at, body) VALUES (?, ?, ?, ?)"_s);
        query.addBindValue(environment);
        query.addBindValue(request);
        query.addBindValue(at.toMSecsSinceEpoch());
        query.addBindValue(body);
        query.exec();
        query.exec(u"DELETE FROM reply WHERE rowid NOT IN (SELECT rowid FROM reply ORDER BY at DESC LIMIT %1)"_s.arg(mostReplies));
    }

    std::optional<Remembered> read(const QString &environment, const QString &request) {
        if (!open())
            return std::nullopt;
        QSqlQuery query(database());
        query.prepare(u"SELECT at, body FROM reply WHERE environment = ? AND request = ?"_s);
        query.addBindValue(environment);
        query.addBindValue(request);
        if (!query.exec() || !query.next())
            return std::nullopt;
        return Remembered{query.value(1).toByteArray(), QDateTime::fromMSecsSinceEpoch(query.value(0).toLongLong(), QTimeZone::UTC)};
    }

    void close() {
        if (m_open)
            QSqlDatabase::removeDatabase(m_name);
        m_open = false;
    }

private:
    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }

    bool open() {
        if (m_open || m_failed)
            return m_open;
        QDir().mkpath(QFileInfo(m_file).path());
        m_open = openFile();
        if (!m_open && QFile::remove(m_file)) // broken: what it held is asked for again anyway
            m_open = openFile();
        m_failed = !m_open;
        return m_open;
    }

    bool openFile() {
        bool good = false;
        {
            QSqlDatabase made = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
            made.setDatabaseName(m_file);
            made.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s); // two windows may share it
            good = made.open();
            QSqlQuery query(made);
            good = good && query.exec(u"PRAGMA journal_mode = WAL"_s) && query.exec(u"PRAGMA synchronous = NORMAL"_s) &&
                   query.exec(u"CREATE TABLE IF NOT EXISTS reply (environment TEXT, request TEXT, at INTEGER, body BLOB, PRIMARY KEY (environment, request))"_s) &&
                   query.exec(u"SELECT at, body FROM reply LIMIT 1"_s);
        }
        if (good)
            QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
        else
            QSqlDatabase::removeDatabase(m_name);
        return good;
    }

    QString m_file;
    QString m_name = QUuid::createUuid().toString();
    bool m_open = false;
    bool m_failed = false;
};

ReplyMemory::ReplyMemory(QString file)
    : m_store(std::make_unique<Store>(std::move(file))) {
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1); // the connection is this thread's
}

ReplyMemory::~ReplyMemory() {
    m_pool.start([this] { m_store->close(); });
    m_pool.waitForDone();
}

void ReplyMemory::remember(const QString &environment, const QString &request, const QByteArray &body, const QDateTime &at) {
    if (body.size() <= largest)
        m_pool.start([this, environment, request, body, at] { m_store->write(environment, request, body, at); });
}

QFuture<std::optional<Remembered>> ReplyMemory::recall(const QString &environment, const QString &request) {
    return QtConcurrent::run(&m_pool, [this, environment, request] { return m_store->read(environment, request); });
}

QString requestName(const QString &path, const QUrlQuery &query) {
    return query.isEmpty() ? path : path + u'?' + query.toString(QUrl::FullyEncoded);
}

RememberingService::RememberingService(std::unique_ptr<base::HttpService> service, std::shared_ptr<ReplyMemory> memory, QString environment)
    : m_service(std::move(service))
    , m_memory(std::move(memory))
    , m_environment(std::move(environment)) {}

QFuture<base::Result<base::HttpReply>> RememberingService::get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) {
    auto answer = m_service->get(path, query, timeout);
    if (query.hasQueryItem(u"start_time"_s)) // never asked again
        return answer;
    return answer.then([memory = m_memory, environment = m_environment, request = requestName(path, query)](const base::Result<base::HttpReply> &reply) {
        if (reply && reply->status == 200)
            memory->remember(environment, request, reply->body, QDateTime::currentDateTimeUtc());
        return reply;
    });
}

RememberedService::RememberedService(std::shared_ptr<ReplyMemory> memory, QString environment)
    : m_memory(std::move(memory))
    , m_environment(std::move(environment)) {}

QFuture<base::Result<base::HttpReply>> RememberedService::get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds) {
    return m_memory->recall(m_environment, requestName(path, query)).then([memory = m_memory, path](const std::optional<Remembered> &found) -> base::Result<base::HttpReply> {
        if (!found)
            return base::fail(base::ErrorKind::NotFound, QCoreApplication::translate("forecast::ReplyMemory", "Nothing is remembered of this"), path);
        return base::HttpReply{200, "application/json", found->body};
    });
}

QString RememberedService::source() const { return QCoreApplication::translate("forecast::ReplyMemory", "what was last answered"); }

} // namespace forecast
