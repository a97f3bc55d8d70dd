// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/redis.h"

#include <QUrl>

#include <hiredis/hiredis.h>

#include <sys/time.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

timeval timeOf(std::chrono::milliseconds limit) {
    return {limit.count() / 1000, (limit.count() % 1000) * 1000};
}

RedisReply replyOf(const redisReply &reply) {
    RedisReply made;
    if (reply.type == REDIS_REPLY_INTEGER)
        made.text = std::to_string(reply.integer);
    else if (reply.type == REDIS_REPLY_STRING || reply.type == REDIS_REPLY_STATUS)
        made.text = std::string(reply.str, reply.len);
    for (std::size_t i = 0; i < reply.elements; ++i)
        made.items.push_back(replyOf(*reply.element[i]));
    return made;
}

} // namespace

void Redis::Closer::operator()(redisContext *context) const {
    redisFree(context);
}

Redis::Redis(const std::string &url) {
    const QUrl parsed(QString::fromStdString(url));
    m_host = parsed.host(QUrl::FullyDecoded).toStdString();
    m_port = parsed.port(6379);
    m_database = parsed.path().mid(1).toInt();
}

Redis::~Redis() = default;

base::Status Redis::connect() {
    m_context.reset(redisConnectWithTimeout(m_host.c_str(), m_port, timeOf(std::chrono::seconds(2))));
    if (!m_context || m_context->err) {
        const auto why = m_context ? QString::fromUtf8(m_context->errstr) : QString();
        m_context.reset();
        return base::fail(base::ErrorKind::Network, u"Redis is not to be had"_s, QString::fromStdString(m_host), why);
    }
    if (m_database > 0) {
        std::unique_ptr<void, decltype(&freeReplyObject)> chosen(redisCommand(m_context.get(), "SELECT %d", m_database), &freeReplyObject);
    }
    return {};
}

base::Result<RedisReply> Redis::ask(const std::vector<std::string> &words, std::chrono::milliseconds limit) {
    if (!m_context) {
        if (const auto connected = connect(); !connected)
            return std::unexpected(connected.error());
    }
    redisSetTimeout(m_context.get(), timeOf(limit));
    std::vector<const char *> texts;
    std::vector<std::size_t> sizes;
    for (const auto &word : words) {
        texts.push_back(word.data());
        sizes.push_back(word.size());
    }
    const std::unique_ptr<void, decltype(&freeReplyObject)> answer(
        redisCommandArgv(m_context.get(), static_cast<int>(words.size()), texts.data(), sizes.data()), &freeReplyObject);
    if (!answer) {
        const auto why = QString::fromUtf8(m_context->errstr);
        m_context.reset(); // what comes late would be taken for the next answer
        return base::fail(base::ErrorKind::Network, u"Redis did not answer"_s, QString::fromStdString(m_host), why);
    }
    const auto &reply = *static_cast<const redisReply *>(answer.get());
    if (reply.type == REDIS_REPLY_ERROR)
        return base::fail(base::ErrorKind::Server, u"Redis refused"_s, QString::fromStdString(words.front()), QString::fromUtf8(reply.str, static_cast<qsizetype>(reply.len)));
    return replyOf(reply);
}

} // namespace sandbox
