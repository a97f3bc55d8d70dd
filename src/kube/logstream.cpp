// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/logstream.h"

#include "kube/clientcore.h"
#include "kube/inthread.h"
#include "kube/logfollower.h"
#include "kube/requests.h"
#include "kube/statuserror.h"

#include <QPointer>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

namespace {

constexpr qsizetype mostWaitingLines = 50000;
constexpr qsizetype linesKeptWhenDropping = mostWaitingLines * 3 / 4; // not one by one
constexpr auto logDeliveryInterval = 33ms; // 30 a second

} // namespace

LogLine logLine(const QByteArray &bytes) {
    const qsizetype space = bytes.indexOf(' ');
    const QByteArray stamp = bytes.left(space);
    const qsizetype dot = stamp.indexOf('.');
    qsizetype end = dot + 1;
    while (dot > 0 && end < stamp.size() && stamp[end] >= '0' && stamp[end] <= '9')
        ++end;
    const QByteArray seconds = dot > 0 ? stamp.left(dot) + stamp.mid(end) : stamp;
    const QDateTime time = space > 0 ? QDateTime::fromString(QString::fromLatin1(seconds), Qt::ISODate) : QDateTime();
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return {0, QString::fromUtf8(bytes)};
    const qint64 fraction = dot > 0 ? stamp.mid(dot + 1, end - dot - 1).leftJustified(9, '0', true).toLongLong() : 0;
    return {time.toSecsSinceEpoch() * 1'000'000'000 + fraction, QString::fromUtf8(bytes.mid(space + 1))};
}

LogFollower::LogFollower(ClientCore &core, const LogRequest &request)
    : m_core(core)
    , m_request(logStreamRequest(request, core.transport().access().ns))
    , m_calls(std::make_unique<QObject>()) {
    m_delivery.setSingleShot(true);
    m_delivery.callOnTimeout(this, &LogFollower::deliver);
    if (request.follow) // a container that is silent sends not even the head of an answer
        m_request.timeout = 24h;
}

LogFollower::~LogFollower() {
    if (m_watching)
        m_core.reachability().removeWatcher();
}

void LogFollower::start() {
    if (std::exchange(m_watching, true))
        return;
    Reachability &reach = m_core.reachability();
    connect(&reach, &Reachability::lost, this, [this](const base::Error &error) { end(error); });
    reach.addWatcher();
    if (reach.isLost())
        return end(*reach.error());
    m_core.transport().stream(m_request, m_calls.get(), [this](const QByteArray &bytes) { onBytes(bytes); },
        [this](const base::Result<Reply> &reply) { onEnd(reply); });
}

void LogFollower::onBytes(const QByteArray &bytes) {
    if (!std::exchange(m_told, true))
        Q_EMIT started();
    m_splitter.feed(bytes);
    while (const auto line = m_splitter.next())
        append(*line);
    if (m_splitter.isTooLong()) {
        return end(base::Error{base::ErrorKind::Server, u"the log has a line longer than %1 MiB"_s.arg(LineSplitter::limit >> 20),
            m_request.path, {}});
    }
    schedule();
}

void LogFollower::append(const QByteArray &line) {
    m_lines.append(logLine(line));
    if (m_lines.size() <= mostWaitingLines)
        return;
    m_dropped += m_lines.size() - linesKeptWhenDropping;
    m_lines.remove(0, m_lines.size() - linesKeptWhenDropping);
}

void LogFollower::onEnd(const base::Result<Reply> &reply) {
    const auto good = checked(reply, m_request.path);
    if (const QByteArray rest = m_splitter.rest(); good && !rest.isEmpty()) // half a line of a broken stream would pass for a whole one
        append(rest);
    end(good ? std::nullopt : std::optional(good.error()));
}

void LogFollower::end(const std::optional<base::Error> &error) {
    if (m_end)
        return;
    m_end = error;
    m_calls = std::make_unique<QObject>();
    schedule();
}

void LogFollower::schedule() {
    if (m_waiting || m_delivery.isActive() || (m_lines.isEmpty() && (!m_end || m_over)))
        return;
    const auto since = m_lastDelivery.isValid() ? std::chrono::milliseconds(m_lastDelivery.elapsed()) : logDeliveryInterval;
    m_delivery.start(std::max(0ms, logDeliveryInterval - since));
}

void LogFollower::deliver() {
    m_lastDelivery.start();
    if (!m_lines.isEmpty()) {
        m_waiting = true;
        Q_EMIT received(std::exchange(m_lines, {}), std::exchange(m_dropped, 0));
    }
    if (m_end && !std::exchange(m_over, true))
        Q_EMIT ended(*m_end);
}

void LogFollower::acknowledge() {
    m_waiting = false;
    schedule();
}

LogStream::LogStream(ClientCore &core, LogRequest request, QObject *parent)
    : QObject(parent)
    , m_core(core) {
    inThreadOf(m_core, [&] {
        m_inner = std::make_unique<LogFollower>(core, request);
        connect(m_inner.get(), &LogFollower::started, this, &LogStream::started);
        connect(m_inner.get(), &LogFollower::ended, this, &LogStream::ended);
        connect(m_inner.get(), &LogFollower::received, this, [this](const QList<LogLine> &lines, qsizetype dropped) {
            const QPointer<LogStream> alive(this);
            Q_EMIT received(lines, dropped);
            if (alive)
                QMetaObject::invokeMethod(m_inner.get(), &LogFollower::acknowledge, Qt::QueuedConnection);
        });
    });
}

LogStream::~LogStream() {
    inThreadOf(m_core, [this] { m_inner.reset(); });
}

void LogStream::start() {
    QMetaObject::invokeMethod(m_inner.get(), &LogFollower::start, Qt::QueuedConnection);
}

} // namespace kube
