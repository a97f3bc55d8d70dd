// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the AQI API last answered, kept on disk (SQLite), so that the page opens on something at once and works without a connection. Nothing secret:
// bodies of answers that anybody who reaches the API may read. Files are for their owner alone all the same.
#pragma once

#include "base/httpservice.h"

#include <QDateTime>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace forecast {

struct Remembered {
    QByteArray body;
    QDateTime at; // when it was answered
};

/// Callable from any thread; the file is opened with the first question, in a thread of its own. A file that cannot be opened or is broken is as one that
/// holds nothing: it is made anew where that is possible.
class ReplyMemory {
public:
    explicit ReplyMemory(QString file);
    ~ReplyMemory(); // waits for what is being written
    ReplyMemory(const ReplyMemory &) = delete;
    ReplyMemory &operator=(const ReplyMemory &) = delete;

    /// environment: whose API it was. request: path and query. Beyond mostReplies the oldest are forgotten.
    void remember(const QString &environment, const QString &request, const QByteArray &body, const QDateTime &at);
    [[nodiscard]] QFuture<std::optional<Remembered>> recall(const QString &environment, const QString &request);

    static constexpr int mostReplies = 500;
    static constexpr qsizetype largest = 4 * 1024 * 1024; // of a body; larger ones are not kept

private:
    class Store;
    std::unique_ptr<Store> m_store; // used in the pool's one thread only
    QThreadPool m_pool;
};

/// Passes everything on, and remembers what was answered with 200 to requests without a time in them.
class RememberingService : public base::HttpService {
public:
    /// The memory is shared because answers may come after whoever asked is gone.
    RememberingService(std::unique_ptr<base::HttpService> service, std::shared_ptr<ReplyMemory> memory, QString environment);
    [[nodiscard]] QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) override;
    [[nodiscard]] QString source() const override { return m_service->source(); }

private:
    std::unique_ptr<base::HttpService> m_service;
    std::shared_ptr<ReplyMemory> m_memory;
    QString m_environment;
};

/// Answers from memory: 200, or NotFound.
class RememberedService : public base::HttpService {
public:
    RememberedService(std::shared_ptr<ReplyMemory> memory, QString environment);
    [[nodiscard]] QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) override;
    [[nodiscard]] QString source() const override;

private:
    std::shared_ptr<ReplyMemory> m_memory; // as above
    QString m_environment;
};

/// What a request is called in memory.
[[nodiscard]] QString requestName(const QString &path, const QUrlQuery &query);

} // namespace forecast
