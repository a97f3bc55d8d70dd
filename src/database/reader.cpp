// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "database/reader.h"

#include "database/words.h"

#include <QDeadlineTimer>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <pqxx/pqxx>

#include <atomic>
#include <condition_variable>
#include <format>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include <poll.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace database {

using base::ErrorKind;

namespace {

constexpr auto connectLimit = 10s;
constexpr auto look = 50ms;  // how soon a question that was given up lets go
constexpr auto grace = 2s;   // for the server to keep its own time-out

/// A value of a connection string. https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
std::string quoted(const QString &value) {
    std::string out = "'";
    for (const char c : value.toStdString()) {
        if (c == '\\' || c == '\'')
            out += '\\';
        out += c;
    }
    return out + '\'';
}

/// The server notices by itself that a client is gone, so that a question that was given up does not go on there. Nothing is compiled: PostGIS makes our
/// questions look so dear that three seconds went into that, and half a second into the answer.
std::string connectionText(const Access &access) {
    return std::format("host={} port={} dbname={} user={} password={} passfile=/dev/null gssencmode=disable application_name=aqi-console "
                       "client_encoding=UTF8 options='-c default_transaction_read_only=on -c client_connection_check_interval=2s -c timezone=UTC -c jit=off "
                       "-c datestyle=ISO -c client_min_messages=warning'",
        quoted(access.host), access.port, quoted(access.database), quoted(access.user), quoted(access.password));
}

base::Error lost(const std::exception &thrown) {
    const QString said = QString::fromUtf8(thrown.what()).trimmed();
    if (said.contains("password authentication failed"_L1) || said.contains("no pg_hba.conf entry"_L1) || said.contains("no password supplied"_L1))
        return {ErrorKind::Auth, tr("The database does not accept the user and password of the system's Secret"), {}, said};
    if (said.contains("FATAL:"_L1))
        return {ErrorKind::Server, tr("The database refuses the session"), {}, said};
    return {ErrorKind::Network, tr("The database cannot be reached, or the connection broke"), {}, said};
}

/// https://www.postgresql.org/docs/17/errcodes-appendix.html
base::Error refused(const pqxx::sql_error &thrown) {
    const QString said = QString::fromUtf8(thrown.what()).trimmed();
    const QString state = QString::fromStdString(thrown.sqlstate());
    if (state.startsWith("57P"_L1) || state.startsWith("08"_L1)) // shutdown, crash of another session, connection exceptions
        return {ErrorKind::Network, tr("The database closed the session"), {}, said};
    if (state == u"57014")
        return {ErrorKind::Timeout, tr("The database did not answer in time and gave the question up"), {}, said};
    if (state == u"42P01" || state == u"42703" || state == u"3F000")
        return {ErrorKind::NotFound, tr("The database has no such table or column; its migrations may not have run"), {}, said};
    if (state == u"42501")
        return {ErrorKind::Forbidden, tr("The database does not let this user read it"), {}, said};
    if (state == u"25006")
        return {ErrorKind::Invalid, tr("The console only reads the database"), {}, said};
    return {state.startsWith("22"_L1) || state.startsWith("42"_L1) ? ErrorKind::Invalid : ErrorKind::Server, tr("The database refuses the question"), {}, said};
}

Table tableOf(const pqxx::result &result) {
    Table table;
    for (pqxx::row_size_type column = 0; column < result.columns(); ++column)
        table.columns.append(QString::fromUtf8(result.column_name(column)));
    table.rows.reserve(result.size());
    for (const pqxx::row &row : result) {
        QList<std::optional<QString>> cells;
        cells.reserve(row.size());
        for (const pqxx::field &field : row)
            cells.append(field.is_null() ? std::nullopt : std::optional(QString::fromUtf8(field.view().data(), qsizetype(field.view().size()))));
        table.rows.append(std::move(cells));
    }
    return table;
}

/// While it lives, a connection whose question is given up or late is closed under libpq, which waits without a limit.
class Interruption {
public:
    template <class GivenUp> Interruption(int socket, std::chrono::milliseconds limit, GivenUp givenUp)
        : m_watch([this, socket, deadline = std::chrono::steady_clock::now() + limit, givenUp](const std::stop_token &stop) {
            std::unique_lock lock(m_mutex);
            while (!m_wake.wait_for(lock, stop, look, [] { return false; }) && !stop.stop_requested()) {
                m_late = std::chrono::steady_clock::now() > deadline;
                if (!m_late && !givenUp())
                    continue;
                ::shutdown(socket, SHUT_RDWR);
                return;
            }
        }) {}
    [[nodiscard]] bool late() const { return m_late; }

private:
    std::atomic<bool> m_late = false;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_watch; // the last member: it ends first
};

} // namespace

struct Reader::Private {
    Access access;
    QString source;
    std::atomic<bool> closing = false;
    std::optional<pqxx::connection> connection; // of the pool's one thread
    QThreadPool pool;                           // the last member: what runs there uses the others

    [[nodiscard]] base::Status connect(const QPromise<base::Result<Table>> &promise);
    [[nodiscard]] base::Result<Table> answer(const QPromise<base::Result<Table>> &promise, const Question &question);
    [[nodiscard]] bool givenUp(const QPromise<base::Result<Table>> &promise) const { return closing || promise.isCanceled(); }
};

Reader::Reader(Access access, QString source)
    : d(std::make_unique<Private>()) {
    d->access = std::move(access);
    d->source = std::move(source);
    d->pool.setMaxThreadCount(1);
    d->pool.setExpiryTimeout(-1); // the connection is one thread's
}

Reader::~Reader() {
    d->closing = true;
    d->pool.waitForDone();
}

QString Reader::source() const { return d->source; }

QFuture<base::Result<Table>> Reader::ask(Question question) {
    return QtConcurrent::run(&d->pool, [this, question = std::move(question)](QPromise<base::Result<Table>> &promise) {
        promise.addResult(d->answer(promise, question));
    });
}

base::Status Reader::Private::connect(const QPromise<base::Result<Table>> &promise) {
    if (connection && connection->is_open())
        return {};
    connection.reset();
    const QDeadlineTimer deadline(connectLimit);
    pqxx::connecting attempt(connectionText(access));
    while (!attempt.done()) {
        if (givenUp(promise))
            return base::fail(ErrorKind::Cancelled, tr("The question was given up"));
        if (deadline.hasExpired())
            return base::fail(ErrorKind::Timeout, tr("The database does not answer"));
        const int wanted = (attempt.wait_to_read() ? POLLIN : 0) | (attempt.wait_to_write() ? POLLOUT : 0);
        pollfd socket{.fd = attempt.sock(), .events = short(wanted), .revents = 0};
        if (::poll(&socket, 1, int(look.count())) > 0)
            attempt.process();
    }
    connection.emplace(std::move(attempt).produce());
    return {};
}

base::Result<Table> Reader::Private::answer(const QPromise<base::Result<Table>> &promise, const Question &question) {
    bool late = false;
    try {
        if (const auto connected = connect(promise); !connected)
            return std::unexpected(connected.error());
        const Interruption interruption(connection->sock(), question.limit + grace, [&] { return givenUp(promise); });
        try {
            pqxx::read_transaction transaction(*connection);
            transaction.exec(std::format("SET LOCAL statement_timeout = {}", question.limit.count()));
            pqxx::params parameters;
            for (const QString &each : question.parameters)
                parameters.append(each.toStdString());
            return tableOf(transaction.exec(question.sql.toStdString(), parameters));
        } catch (...) {
            late = interruption.late();
            throw;
        }
    } catch (const pqxx::sql_error &thrown) {
        const base::Error error = refused(thrown);
        if (error.kind == ErrorKind::Network)
            connection.reset();
        return std::unexpected(error);
    } catch (const std::exception &thrown) {
        connection.reset();
        if (givenUp(promise))
            return base::fail(ErrorKind::Cancelled, tr("The question was given up"));
        if (late)
            return base::fail(ErrorKind::Timeout, tr("The database did not answer in time"));
        return std::unexpected(lost(thrown));
    }
}

} // namespace database
