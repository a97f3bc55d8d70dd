// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/execcredential.h"

#include "base/duration.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr auto pluginLimit = 30s;
constexpr auto shellLimit = 5s;
constexpr qint64 outputLimit = 1 << 20;
constexpr qsizetype detailLimit = 2048;

} // namespace

base::Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion) {
    const QJsonObject answer = QJsonDocument::fromJson(output).object();
    if (answer["kind"_L1].toString() != "ExecCredential"_L1)
        return fail(ErrorKind::Auth, u"the credential plugin did not print an ExecCredential"_s);
    if (answer["apiVersion"_L1].toString() != apiVersion)
        return fail(ErrorKind::Auth, u"the credential plugin answered in another apiVersion than the kubeconfig names"_s);
    const QJsonObject status = answer["status"_L1].toObject();
    ExecCredential credential{.token = status["token"_L1].toString().toUtf8(),
        .clientCertificate = status["clientCertificateData"_L1].toString().toUtf8(),
        .clientKey = status["clientKeyData"_L1].toString().toUtf8(),
        .expires = base::parseTime(status["expirationTimestamp"_L1].toString())};
    if (credential.clientCertificate.isEmpty() != credential.clientKey.isEmpty())
        return fail(ErrorKind::Auth, u"the credential plugin printed only one of certificate and key"_s);
    if (credential.token.isEmpty() && credential.clientCertificate.isEmpty())
        return fail(ErrorKind::Auth, u"the credential plugin printed neither a token nor a certificate"_s);
    return credential;
}

QByteArray execInfo(const ClusterAccess &access) {
    QJsonObject spec{{"interactive"_L1, false}};
    if (access.exec && access.exec->provideClusterInfo) {
        QJsonObject cluster{{"server"_L1, access.server.toString()}};
        if (!access.certificateAuthority.isEmpty())
            cluster["certificate-authority-data"_L1] = QString::fromLatin1(access.certificateAuthority.toBase64());
        if (access.insecureSkipVerify)
            cluster["insecure-skip-tls-verify"_L1] = true;
        if (!access.tlsServerName.isEmpty())
            cluster["tls-server-name"_L1] = access.tlsServerName;
        if (!access.proxy.isEmpty())
            cluster["proxy-url"_L1] = access.proxy.toString();
        spec["cluster"_L1] = cluster;
    }
    const QString version = access.exec ? access.exec->apiVersion : QString();
    return QJsonDocument(QJsonObject{{"kind"_L1, u"ExecCredential"_s}, {"apiVersion"_L1, version}, {"spec"_L1, spec}})
        .toJson(QJsonDocument::Compact);
}

ExecRun::ExecRun(const ClusterAccess &access, Handler handler, QObject *parent)
    : QObject(parent)
    , m_access(access)
    , m_handler(std::move(handler))
    , m_environment(QProcessEnvironment::systemEnvironment()) {
    const ExecPlugin &plugin = *m_access.exec;
    for (auto it = plugin.environment.begin(); it != plugin.environment.end(); ++it)
        m_environment.insert(it.key(), it.value());
    m_environment.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(m_access)));
    connect(&m_shell, &QProcess::finished, this, &ExecRun::onShellEnded);
    connect(&m_shell, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            notFound();
    });
    connect(&m_plugin, &QProcess::finished, this, &ExecRun::onPluginEnded);
    connect(&m_plugin, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail(ErrorKind::Auth, u"the credential plugin cannot be started: %1"_s.arg(m_plugin.errorString()), m_access.exec->command));
    });
    m_limit.setSingleShot(true);
    // Queued, so that the handler is never called from within the constructor.
    QMetaObject::invokeMethod(this, [this] {
        const QString &command = m_access.exec->command;
        if (m_access.exec->interactiveMode == "Always"_L1)
            return finish(fail(ErrorKind::Auth, u"the credential plugin asks for a terminal (interactiveMode Always); log in with it in a terminal first"_s, command));
        if (command.contains(u'/'))
            return startPlugin(command);
        const QString program = QStandardPaths::findExecutable(command, m_environment.value(u"PATH"_s).split(u':'));
        program.isEmpty() ? askLoginShell() : startPlugin(program);
    }, Qt::QueuedConnection);
}

ExecRun::~ExecRun() {
    for (QProcess *process : {&m_shell, &m_plugin}) {
        process->disconnect(this);
        if (process->state() != QProcess::NotRunning) {
            process->kill();
            process->waitForFinished(1000);
        }
    }
}

void ExecRun::askLoginShell() {
    QString shell = m_environment.value(u"SHELL"_s);
    if (!QFileInfo(shell).isExecutable())
        shell = u"/bin/sh"_s;
    m_limit.callOnTimeout(this, [this] { m_shell.kill(); });
    m_limit.start(shellLimit);
    m_shell.setStandardInputFile(QProcess::nullDevice());
    // A mark, since profiles may print greetings.
    m_shell.start(shell, {u"-l"_s, u"-c"_s, u"printf '\\nPATH-IS:%s\\n' \"$PATH\""_s});
}

void ExecRun::onShellEnded() {
    m_limit.stop();
    m_limit.disconnect(this);
    const QByteArray output = m_shell.readAllStandardOutput();
    const qsizetype mark = output.lastIndexOf("\nPATH-IS:");
    if (mark < 0)
        return notFound();
    const QString path = QString::fromLocal8Bit(output.mid(mark + 9)).trimmed();
    const QString program = QStandardPaths::findExecutable(m_access.exec->command, path.split(u':'));
    if (program.isEmpty())
        return notFound();
    m_environment.insert(u"PATH"_s, path); // the plugin may need its neighbours
    startPlugin(program);
}

void ExecRun::startPlugin(const QString &program) {
    m_limit.callOnTimeout(this, [this] {
        m_plugin.disconnect(this);
        m_plugin.kill();
        finish(fail(ErrorKind::Auth, u"the credential plugin did not end within 30 s"_s, m_access.exec->command,
            QString::fromLocal8Bit(m_plugin.readAllStandardError().left(detailLimit))));
    });
    m_limit.start(pluginLimit);
    m_plugin.setProcessEnvironment(m_environment);
    m_plugin.setStandardInputFile(QProcess::nullDevice());
    m_plugin.start(program, m_access.exec->arguments);
}

void ExecRun::onPluginEnded(int exitCode, QProcess::ExitStatus status) {
    m_limit.stop();
    const QString &command = m_access.exec->command;
    const QString complaint = QString::fromLocal8Bit(m_plugin.readAllStandardError().left(detailLimit)).trimmed();
    if (status == QProcess::CrashExit)
        return finish(fail(ErrorKind::Auth, u"the credential plugin crashed"_s, command, complaint));
    if (exitCode != 0) {
        const QString firstLine = complaint.section(u'\n', 0, 0).left(200);
        return finish(fail(ErrorKind::Auth,
            u"the credential plugin ended with exit code %1%2"_s.arg(exitCode).arg(firstLine.isEmpty() ? QString() : ": "_L1 + firstLine),
            command, complaint));
    }
    auto credential = parseExecCredential(m_plugin.read(outputLimit), m_access.exec->apiVersion);
    if (!credential) {
        credential.error().where = command;
        credential.error().detail = complaint;
    }
    finish(std::move(credential));
}

void ExecRun::notFound() {
    const ExecPlugin &plugin = *m_access.exec;
    QString message = u"the credential plugin is not on the PATH, nor on the login shell's"_s;
    if (!plugin.installHint.isEmpty())
        message += ": "_L1 + plugin.installHint.left(500);
    finish(fail(ErrorKind::Auth, message, plugin.command));
}

void ExecRun::finish(base::Result<ExecCredential> result) {
    m_limit.stop();
    if (const Handler handler = std::exchange(m_handler, {})) {
        deleteLater();
        handler(std::move(result));
    }
}

} // namespace kube
