// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Exec plugins: a program that prints a credential. https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
#pragma once

#include "base/error.h"
#include "kube/kubeconfig.h"

#include <QDateTime>
#include <QObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

#include <functional>

namespace kube {

struct ExecCredential {
    QByteArray token;
    QByteArray clientCertificate; // PEM
    QByteArray clientKey;         // PEM
    QDateTime expires;            // invalid: never
};

/// The answer of a plugin. apiVersion: the one that was asked for; another one is an error.
[[nodiscard]] base::Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion);

/// KUBERNETES_EXEC_INFO for a plugin.
[[nodiscard]] QByteArray execInfo(const ClusterAccess &access);

/// Runs the plugin once, without a shell and without a terminal, at most 30 s. A program that is not on our PATH is looked for on the
/// login shell's, since a desktop session often has a shorter one. The handler is called once; never if this is destroyed before.
class ExecRun : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(base::Result<ExecCredential>)>;
    ExecRun(const ClusterAccess &access, Handler handler, QObject *parent);
    ~ExecRun() override;

private:
    void startPlugin(const QString &program);
    void askLoginShell();
    void onShellEnded();
    void onPluginEnded(int exitCode, QProcess::ExitStatus status);
    void notFound();
    void finish(base::Result<ExecCredential> result);

    ClusterAccess m_access;
    Handler m_handler;
    QProcessEnvironment m_environment;
    QProcess m_shell;
    QProcess m_plugin;
    QTimer m_limit;
};

} // namespace kube
