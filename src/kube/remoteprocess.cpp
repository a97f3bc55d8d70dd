// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/remoteprocess.h"

#include "kube/clientcore.h"
#include "kube/commandchannel.h"
#include "kube/inthread.h"
#include "kube/requests.h"
#include "kube/statuserror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr char inputStream = 0;
constexpr char outputStream = 1;
constexpr char errorOutputStream = 2;
constexpr char statusStream = 3;
constexpr char resizeStream = 4;
constexpr char closeStream = '\xff';
constexpr qsizetype longestInput = 32 * 1024;
constexpr qint64 mostUnreadOutput = 1 << 20;
constexpr qsizetype statusLimit = 1 << 20;

} // namespace

base::Result<int> exitCodeOf(const QByteArray &text, const QString &path) {
    const QJsonObject status = QJsonDocument::fromJson(text).object();
    if (status["status"_L1].toString() == "Success"_L1)
        return 0;
    if (status["status"_L1].toString() != "Failure"_L1)
        return fail(ErrorKind::Server, u"how the command ended was not said"_s, path, QString::fromUtf8(text.left(500)));
    if (status["reason"_L1].toString() != "NonZeroExitCode"_L1)
        return std::unexpected(errorOfStatus(status, path));
    const QJsonArray causes = status["details"_L1].toObject()["causes"_L1].toArray();
    for (const QJsonValue &cause : causes) {
        bool good = false;
        const int code = cause["message"_L1].toString().toInt(&good);
        if (good && cause["reason"_L1].toString() == "ExitCode"_L1)
            return code;
    }
    return std::unexpected(errorOfStatus(status, path));
}

CommandChannel::CommandChannel(ClientCore &core, const ExecRequest &request)
    : m_request(execRequest(request, core.transport().access().ns))
    , m_terminal(request.terminal)
    , m_socket(core.transport(), this) {
    connect(&m_socket, &WebSocket::opened, this, &CommandChannel::onOpened);
    connect(&m_socket, &WebSocket::received, this, &CommandChannel::onMessage);
    connect(&m_socket, &WebSocket::taken, this, [this] { Q_EMIT inputTaken(m_socket.backlog()); });
    connect(&m_socket, &WebSocket::ended, this, &CommandChannel::onEnded);
}

void CommandChannel::start() {
    m_socket.open(m_request, {"v5.channel.k8s.io", "v4.channel.k8s.io"});
}

void CommandChannel::onOpened(const QByteArray &protocol) {
    m_open = true;
    m_knowsClose = protocol == "v5.channel.k8s.io";
    Q_EMIT started();
    if (!m_earlyResize.isEmpty())
        m_socket.send(resizeStream + m_earlyResize);
    sendInput();
}

void CommandChannel::write(const QByteArray &bytes) {
    if (m_inputClosed)
        return;
    m_early += bytes;
    if (m_open)
        sendInput();
}

void CommandChannel::sendInput() {
    const QByteArray bytes = std::exchange(m_early, {});
    for (qsizetype at = 0; at < bytes.size(); at += longestInput)
        m_socket.send(inputStream + bytes.mid(at, longestInput));
    if (m_inputClosed && m_knowsClose)
        m_socket.send(QByteArray{}.append(closeStream).append(inputStream));
    else if (m_inputClosed && m_terminal)
        m_socket.send(QByteArray{}.append(inputStream).append('\x04'));
}

void CommandChannel::closeInput() {
    if (std::exchange(m_inputClosed, true) || !m_open)
        return;
    sendInput();
}

void CommandChannel::resize(int columns, int rows) {
    const QJsonObject size{{u"Width"_s, columns}, {u"Height"_s, rows}};
    m_earlyResize = QJsonDocument(size).toJson(QJsonDocument::Compact);
    if (m_open)
        m_socket.send(resizeStream + m_earlyResize);
}

void CommandChannel::onMessage(const QByteArray &message) {
    const QByteArray bytes = message.mid(1);
    if (bytes.isEmpty()) // that the stream is there
        return;
    if (message[0] == statusStream && m_status.size() < statusLimit)
        m_status += bytes;
    if (message[0] != outputStream && message[0] != errorOutputStream)
        return;
    m_unread += bytes.size();
    if (m_unread > mostUnreadOutput)
        m_socket.pause();
    Q_EMIT(message[0] == outputStream ? wroteOutput(bytes) : wroteError(bytes));
}

void CommandChannel::acknowledge(qint64 bytes) {
    m_unread -= bytes;
    if (m_unread < mostUnreadOutput / 4)
        m_socket.resume();
}

void CommandChannel::onEnded(const std::optional<base::Error> &error) {
    if (!m_status.isEmpty())
        Q_EMIT ended(exitCodeOf(m_status, m_request.path));
    else if (error)
        Q_EMIT ended(std::unexpected(*error));
    else
        Q_EMIT ended(fail(ErrorKind::Server, u"the connection ended before the command did"_s, m_request.path));
}

RemoteProcess::RemoteProcess(ClientCore &core, const ExecRequest &request, QObject *parent)
    : QObject(parent)
    , m_core(core) {
    const auto pass = [this](void (CommandChannel::*from)(const QByteArray &), void (RemoteProcess::*to)(const QByteArray &)) {
        connect(m_inner.get(), from, this, [this, to](const QByteArray &bytes) {
            const QPointer<RemoteProcess> alive(this);
            Q_EMIT(this->*to)(bytes);
            if (alive && !m_acknowledged)
                acknowledge(bytes.size());
        });
    };
    inThreadOf(m_core, [&] {
        m_inner = std::make_unique<CommandChannel>(core, request);
        connect(m_inner.get(), &CommandChannel::started, this, &RemoteProcess::started);
        connect(m_inner.get(), &CommandChannel::inputTaken, this, &RemoteProcess::inputTaken);
        connect(m_inner.get(), &CommandChannel::ended, this, &RemoteProcess::ended);
        pass(&CommandChannel::wroteOutput, &RemoteProcess::wroteOutput);
        pass(&CommandChannel::wroteError, &RemoteProcess::wroteError);
    });
}

RemoteProcess::~RemoteProcess() {
    inThreadOf(m_core, [this] { m_inner.reset(); });
}

void RemoteProcess::start() {
    QMetaObject::invokeMethod(m_inner.get(), &CommandChannel::start, Qt::QueuedConnection);
}

void RemoteProcess::write(const QByteArray &bytes) {
    QMetaObject::invokeMethod(m_inner.get(), [inner = m_inner.get(), bytes] { inner->write(bytes); }, Qt::QueuedConnection);
}

void RemoteProcess::acknowledge(qint64 bytes) {
    QMetaObject::invokeMethod(m_inner.get(), [inner = m_inner.get(), bytes] { inner->acknowledge(bytes); }, Qt::QueuedConnection);
}

void RemoteProcess::closeInput() {
    QMetaObject::invokeMethod(m_inner.get(), &CommandChannel::closeInput, Qt::QueuedConnection);
}

void RemoteProcess::resize(int columns, int rows) {
    QMetaObject::invokeMethod(m_inner.get(), [inner = m_inner.get(), columns, rows] { inner->resize(columns, rows); }, Qt::QueuedConnection);
}

} // namespace kube
