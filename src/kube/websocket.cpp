// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/websocket.h"

#include "kube/statuserror.h"
#include "kube/transport.h"

#include <QHttpHeaders>
#include <QNetworkProxy>
#include <QPointer>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

using base::Error;
using base::ErrorKind;

namespace {

constexpr auto beatPeriod = 10s;
constexpr qint64 beatPatience = 35000; // ms without a byte, pings among them
constexpr auto closingPatience = 3s;
constexpr qint64 socketReadBuffer = 256 * 1024;

QNetworkReply::NetworkError networkError(QAbstractSocket::SocketError error) {
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::HostNotFoundError: return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::SocketTimeoutError: return QNetworkReply::TimeoutError;
    case QAbstractSocket::RemoteHostClosedError: return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::SslHandshakeFailedError: return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::ProxyConnectionRefusedError: return QNetworkReply::ProxyConnectionRefusedError;
    case QAbstractSocket::ProxyConnectionClosedError: return QNetworkReply::ProxyConnectionClosedError;
    case QAbstractSocket::ProxyNotFoundError: return QNetworkReply::ProxyNotFoundError;
    case QAbstractSocket::ProxyConnectionTimeoutError: return QNetworkReply::ProxyTimeoutError;
    case QAbstractSocket::ProxyAuthenticationRequiredError: return QNetworkReply::ProxyAuthenticationRequiredError;
    default: return QNetworkReply::UnknownNetworkError;
    }
}

QByteArray randomKey() {
    quint32 words[4];
    QRandomGenerator::global()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words).toBase64();
}

QByteArray closePayload(int code) {
    return QByteArray{}.append(char(code >> 8)).append(char(code & 0xff));
}

} // namespace

WebSocket::WebSocket(Transport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport) {
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &WebSocket::onTimeout);
    m_beat.setInterval(beatPeriod);
    m_beat.callOnTimeout(this, &WebSocket::beat);
}

WebSocket::~WebSocket() {
    dropSocket();
}

void WebSocket::open(const Request &request, const QList<QByteArray> &protocols) {
    m_request = request;
    m_protocols = protocols;
    m_state = State::Connecting;
    m_timer.start(request.timeout);
    QMetaObject::invokeMethod(this, &WebSocket::begin, Qt::QueuedConnection);
}

void WebSocket::begin() {
    m_transport.credentials().fetch(this, [this](const base::Result<Credential> &credential) {
        if (m_state != State::Connecting)
            return;
        if (credential)
            connectWith(*credential);
        else
            end(credential.error());
    });
}

void WebSocket::connectWith(const Credential &credential) {
    const auto request = m_transport.prepare(m_request, credential);
    if (!request)
        return end(request.error());
    m_generation = credential.generation;
    m_answer.clear();
    m_sslErrors.clear();
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setProxy(m_transport.manager().proxy());
    m_socket->setReadBufferSize(socketReadBuffer);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) { m_sslErrors = errors; });
    connect(m_socket.get(), &QSslSocket::readyRead, this, &WebSocket::onReadyRead);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &WebSocket::onSocketError);
    connect(m_socket.get(), &QSslSocket::disconnected, this, &WebSocket::onDisconnected);
    const QUrl url = request->url();
    const auto onReady = [this, prepared = *request] { sendHandshake(prepared); };
    if (url.scheme() == "http"_L1) {
        connect(m_socket.get(), &QSslSocket::connected, this, onReady);
        connect(m_socket.get(), &QSslSocket::bytesWritten, this, &WebSocket::taken);
        return m_socket->connectToHost(url.host(), quint16(url.port(80)));
    }
    QSslConfiguration tls = request->sslConfiguration();
    tls.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    m_socket->setSslConfiguration(tls);
    connect(m_socket.get(), &QSslSocket::encrypted, this, onReady);
    connect(m_socket.get(), &QSslSocket::encryptedBytesWritten, this, &WebSocket::taken);
    const QString name = request->peerVerifyName().isEmpty() ? url.host() : request->peerVerifyName();
    m_socket->connectToHostEncrypted(url.host(), quint16(url.port(443)), name);
}

void WebSocket::sendHandshake(const QNetworkRequest &request) {
    const QUrl url = request.url();
    m_key = randomKey();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QByteArray head = "GET " + url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        head += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    head += " HTTP/1.1\r\nHost: " + url.authority(QUrl::FullyEncoded).toLatin1() + "\r\n";
    const QHttpHeaders headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i)
        head += QByteArray(headers.nameAt(i).data(), headers.nameAt(i).size()) + ": " + headers.valueAt(i).toByteArray() + "\r\n";
    head += "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + m_key
        + "\r\nSec-WebSocket-Protocol: " + m_protocols.join(", ") + "\r\n\r\n";
    m_socket->write(head);
}

void WebSocket::onReadyRead() {
    m_transport.onContact();
    m_heard.start();
    if (m_state == State::Connecting)
        return onHandshakeBytes();
    if (!m_paused || m_state == State::Closing)
        onFrames(m_socket->readAll());
}

void WebSocket::onHandshakeBytes() {
    m_answer += m_socket->readAll();
    const auto answer = HandshakeAnswer::parse(m_answer);
    if (!answer)
        return end(Error{answer.error().kind, answer.error().message, m_request.path, {}});
    if (*answer)
        onAnswer(**answer);
}

void WebSocket::onAnswer(const HandshakeAnswer &answer) {
    if (answer.status == 401 && !m_renewed && m_transport.credentials().renew(m_generation)) {
        m_renewed = true;
        dropSocket();
        return begin();
    }
    if (answer.status != 101)
        return end(errorOf({answer.status, answer.headers.value("content-type"), answer.body}, m_request.path));
    const QByteArray protocol = answer.headers.value("sec-websocket-protocol");
    const bool accepted = answer.headers.value("sec-websocket-accept") == webSocketAccept(m_key)
        && answer.headers.value("upgrade").toLower() == "websocket" && m_protocols.contains(protocol);
    if (!accepted) {
        return end(Error{ErrorKind::Server, u"the server took the WebSocket but not its protocols (%1); something between may have answered"_s
                .arg(QString::fromLatin1(m_protocols.join(", "))), m_request.path, {}});
    }
    m_timer.stop();
    m_beat.start();
    m_state = State::Open;
    const QPointer<WebSocket> alive(this);
    Q_EMIT opened(protocol);
    if (alive && !answer.rest.isEmpty())
        onFrames(answer.rest);
}

void WebSocket::onFrames(const QByteArray &bytes) {
    m_frames.feed(bytes);
    const QPointer<WebSocket> alive(this);
    while (alive && (m_state == State::Open || m_state == State::Closing)) {
        const auto frame = m_frames.next();
        if (!frame)
            return end(Error{frame.error().kind, frame.error().message, m_request.path, {}});
        if (!*frame)
            return;
        onFrame(**frame);
    }
}

void WebSocket::onFrame(const WebSocketFrame &frame) {
    switch (frame.kind) {
    case WebSocketFrame::Kind::Ping:
        m_socket->write(webSocketFrame(WebSocketFrame::Kind::Pong, frame.payload));
        return;
    case WebSocketFrame::Kind::Binary:
    case WebSocketFrame::Kind::Text:
        if (m_state == State::Open)
            Q_EMIT received(frame.payload);
        return;
    case WebSocketFrame::Kind::Close: {
        const int code = frame.payload.size() >= 2 ? (uchar(frame.payload[0]) << 8) | uchar(frame.payload[1]) : 1000;
        if (m_state == State::Open)
            m_socket->write(webSocketFrame(WebSocketFrame::Kind::Close, frame.payload.left(2)));
        m_socket->flush();
        if (code == 1000 || m_state == State::Closing)
            return end(std::nullopt);
        return end(Error{ErrorKind::Server, u"the server ended the connection: %1"_s.arg(QString::fromUtf8(frame.payload.mid(2))).trimmed(),
            m_request.path, u"WebSocket close code %1"_s.arg(code)});
    }
    default: return; // a pong
    }
}

void WebSocket::send(const QByteArray &message) {
    if (m_state == State::Open)
        m_socket->write(webSocketFrame(WebSocketFrame::Kind::Binary, message));
}

void WebSocket::close() {
    if (m_state == State::Idle || m_state == State::Connecting) {
        QMetaObject::invokeMethod(this, [this] { end(std::nullopt); }, Qt::QueuedConnection);
    } else if (m_state == State::Open) {
        m_state = State::Closing;
        m_socket->write(webSocketFrame(WebSocketFrame::Kind::Close, closePayload(1000)));
        m_timer.start(closingPatience);
        QMetaObject::invokeMethod(this, &WebSocket::resume, Qt::QueuedConnection);
    }
}

qint64 WebSocket::backlog() const {
    return m_socket ? m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() : 0;
}

void WebSocket::pause() {
    m_paused = true;
}

void WebSocket::resume() {
    if (std::exchange(m_paused, false) && m_socket)
        QMetaObject::invokeMethod(this, [this] {
            if (m_socket && m_state != State::Connecting && !m_paused)
                onFrames(m_socket->readAll());
        }, Qt::QueuedConnection);
}

void WebSocket::onSocketError(QAbstractSocket::SocketError error) {
    if (m_state == State::Ended)
        return;
    if (!m_sslErrors.isEmpty())
        return end(tlsError(m_sslErrors, m_transport.access()));
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected comes next, behind the last bytes
    if (m_state == State::Connecting)
        end(connectionError(networkError(error), m_socket->errorString(), m_transport.access()));
    else
        end(Error{ErrorKind::Network, u"the connection broke"_s, m_request.path, m_socket->errorString()});
}

void WebSocket::onDisconnected() {
    const QPointer<WebSocket> alive(this);
    if (m_state == State::Connecting) {
        const qsizetype headEnd = m_answer.indexOf("\r\n\r\n");
        if (headEnd > 0) { // a refusal whose body ends with the connection
            const QByteArray body = m_answer.mid(headEnd + 4);
            const QByteArray head = m_answer.left(headEnd) + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
            if (const auto answer = HandshakeAnswer::parse(head + body); answer && *answer)
                return onAnswer(**answer);
        }
        return end(connectionError(QNetworkReply::RemoteHostClosedError, m_socket->errorString(), m_transport.access()));
    }
    onFrames(m_socket->readAll()); // the last ones
    if (!alive || m_state == State::Ended)
        return;
    if (m_state == State::Closing)
        return end(std::nullopt);
    end(Error{ErrorKind::Network, u"the connection broke"_s, m_request.path, m_socket->errorString()});
}

void WebSocket::onTimeout() {
    if (m_state == State::Closing)
        return end(std::nullopt);
    const auto seconds = double(m_request.timeout.count()) / 1000;
    end(Error{ErrorKind::Timeout, u"no answer within %1 s"_s.arg(seconds), m_transport.access().server.toString() + m_request.path, {}});
}

void WebSocket::beat() {
    if (m_paused)
        m_heard.start(); // it is we who do not listen
    if (m_heard.elapsed() > beatPatience)
        return end(Error{ErrorKind::Timeout, u"the connection is silent: nothing came for %1 s"_s.arg(beatPatience / 1000), m_request.path, {}});
    m_socket->write(webSocketFrame(WebSocketFrame::Kind::Ping, {}));
}

void WebSocket::dropSocket() {
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->flush();
    m_socket.release()->deleteLater(); // it may be speaking
}

void WebSocket::end(const std::optional<Error> &error) {
    if (std::exchange(m_state, State::Ended) == State::Ended)
        return;
    m_timer.stop();
    m_beat.stop();
    dropSocket();
    Q_EMIT ended(error);
}

} // namespace kube
