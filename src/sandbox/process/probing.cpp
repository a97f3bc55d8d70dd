// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/probing.h"

#include "sandbox/process/child.h"
#include "sandbox/store/fields.h"

#include <QSslSocket>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr qsizetype maximumOutput = 10 * 1024; // of an exec probe, in the event

/// One probe under way. Deletes itself when it has answered.
class Asking : public QObject {
public:
    Asking(QObject *owner, const Json &probe, std::function<void(ProbeResult)> onResult)
        : QObject(owner)
        , m_onResult(std::move(onResult))
        , m_seconds(std::max(1LL, numberAt(probe, "timeoutSeconds", 1))) {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { answer({false, m_late}); });
        m_timer.start(std::chrono::seconds(m_seconds));
    }
    ~Asking() override {
        m_onResult = nullptr;
        if (m_process && m_process->state() != QProcess::NotRunning) {
            m_process->disconnect(this);
            killGroup(*m_process);
            m_process->waitForFinished(1000);
        }
    }

    void connectTo(const QString &host, quint16 port, bool secure, std::function<void()> onConnected) {
        m_socket = std::make_unique<QSslSocket>();
        m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        const QString address = u"%1:%2"_s.arg(host).arg(port);
        m_late = "dial tcp " + address.toStdString() + ": i/o timeout";
        connect(m_socket.get(), &QSslSocket::errorOccurred, this, [this, address](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::RemoteHostClosedError)
                return; // the answer may be there already; else the time is up soon
            const QString why = error == QAbstractSocket::ConnectionRefusedError ? u"connect: connection refused"_s : m_socket->errorString();
            answer({false, (m_before + u"dial tcp "_s + address + u": "_s + why).toStdString()});
        });
        if (secure) {
            connect(m_socket.get(), &QSslSocket::encrypted, this, onConnected);
            m_socket->connectToHostEncrypted(host, port);
        } else {
            connect(m_socket.get(), &QSslSocket::connected, this, onConnected);
            m_socket->connectToHost(host, port);
        }
    }

    void get(const ProbeTarget &target, const Json &probe) {
        const QString host = QString::fromStdString(textAt(probe, "host", target.podIp));
        const int port = portOf(target.container, field(probe, "port"));
        const bool secure = textAt(probe, "scheme", "HTTP") == "HTTPS";
        const QString path = QString::fromStdString(textAt(probe, "path", "/"));
        const QString url = u"%1://%2:%3%4"_s.arg(secure ? u"https"_s : u"http"_s, host).arg(port).arg(path);
        m_before = u"Get \"%1\": "_s.arg(url);
        QByteArray request = "GET " + path.toUtf8() + " HTTP/1.1\r\nHost: " + host.toUtf8() + ':' + QByteArray::number(port)
            + "\r\nUser-Agent: kube-probe/1.32\r\nAccept: */*\r\nConnection: close\r\n";
        for (const auto &header : itemsAt(probe, "httpHeaders"))
            request += QByteArray::fromStdString(textAt(header, "name") + ": " + textAt(header, "value") + "\r\n");
        connectTo(host, static_cast<quint16>(port), secure, [this, request] {
            m_late = m_before.toStdString() + "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
            connect(m_socket.get(), &QIODevice::readyRead, this, &Asking::readStatus);
            m_socket->write(request + "\r\n");
        });
        m_late = m_before.toStdString() + m_late;
    }

    void readStatus() {
        if (!m_socket->canReadLine())
            return;
        const auto words = m_socket->readLine().split(' ');
        const int status = words.size() > 1 && words[0].startsWith("HTTP/") ? words[1].toInt() : 0;
        answer({status >= 200 && status < 400, "HTTP probe failed with statuscode: " + std::to_string(status)});
    }

    void run(const ProbeTarget &target, const std::vector<std::string> &command) {
        std::string words;
        for (const auto &word : command)
            words += (words.empty() ? "" : " ") + word;
        m_late = "command timed out: \"" + words + "\" timed out after " + std::to_string(m_seconds) + "s";
        m_process = std::make_unique<QProcess>();
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        prepareChild(*m_process);
        setEnvironment(*m_process, target.environment);
        connect(m_process.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
            const std::string output = m_process->readAll().left(maximumOutput).trimmed().toStdString();
            answer({exitCodeOf(code, status) == 0, output});
        });
        m_process->start(u"nsenter"_s, enterArguments(target.programPid, command));
    }

    void answer(const ProbeResult &result) {
        if (!m_onResult)
            return;
        const auto onResult = std::exchange(m_onResult, nullptr);
        m_timer.stop();
        deleteLater();
        onResult(result);
    }
    void fail(const std::string &why) {
        m_timer.start(0);
        m_late = why;
    }

private:
    std::function<void(ProbeResult)> m_onResult;
    long long m_seconds;
    std::string m_late; // what is said when the time is up
    QString m_before;   // of what is said of the connection
    QTimer m_timer;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<QProcess> m_process;
};

} // namespace

int portOf(const Json &container, const Json &port) {
    if (port.is_number_integer())
        return port.get<int>();
    for (const auto &named : itemsAt(container, "ports")) {
        if (port.is_string() && textAt(named, "name") == port.get<std::string>())
            return static_cast<int>(numberAt(named, "containerPort"));
    }
    return port.is_string() ? QByteArray::fromStdString(port.get<std::string>()).toInt() : 0;
}

void askProbe(const ProbeTarget &target, const Json &probe, QObject *owner, std::function<void(ProbeResult)> onResult) {
    auto *asking = new Asking(owner, probe, std::move(onResult));
    if (const Json &get = field(probe, "httpGet"); get.is_object())
        return asking->get(target, get);
    if (const Json &socket = field(probe, "tcpSocket"); socket.is_object()) {
        return asking->connectTo(QString::fromStdString(textAt(socket, "host", target.podIp)),
            static_cast<quint16>(portOf(target.container, field(socket, "port"))), false, [asking] { asking->answer({true}); });
    }
    std::vector<std::string> command;
    for (const auto &word : itemsAt(probe, "exec.command"))
        command.push_back(word.is_string() ? word.get<std::string>() : word.dump());
    if (command.empty())
        return asking->fail("this sandbox cannot ask probes of this type");
    if (target.programPid == 0)
        return asking->fail("container is not running yet");
    asking->run(target, command);
}

} // namespace sandbox
