// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kubectl.h"

using namespace Qt::StringLiterals;

namespace {
constexpr int deploymentMs = 600000;
QString program() {
    return QStringLiteral(AQI_BIN_DIR "/aqi-sandbox");
}
} // namespace

QByteArray Ran::report() const {
    return "\nexit status " + QByteArray::number(status) + "\n--- standard output\n" + out.toUtf8() + "\n--- standard error\n" + err.toUtf8();
}

Sandbox::~Sandbox() {
    (void)control({u"down"_s});
}

QProcessEnvironment Sandbox::environment() const {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KUBECONFIG"_s, kubeconfig());
    environment.insert(u"HOME"_s, m_folder.path()); // kubectl's cache
    return environment;
}

Ran Sandbox::run(const QString &name, const QStringList &arguments, const QByteArray &input, int limitMs) const {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(name, arguments);
    if (!process.waitForStarted())
        return {-1, {}, process.errorString()};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        return {-1, QString::fromUtf8(process.readAllStandardOutput()), u"timed out; "_s + QString::fromUtf8(process.readAllStandardError())};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

Ran Sandbox::up(const QStringList &more) {
    return control(QStringList{u"up"_s, u"--hollow"_s} + more);
}

Ran Sandbox::control(const QStringList &arguments) const {
    return run(program(), QStringList{u"--dir"_s, m_folder.filePath(u"sandbox"_s)} + arguments, {});
}

Ran Sandbox::aqictl(const QStringList &arguments) const {
    return run(QStringLiteral(AQI_BIN_DIR "/aqictl"), arguments + QStringList{u"--kubeconfig"_s, kubeconfig()}, {}, deploymentMs);
}

Ran Sandbox::kubectl(const QStringList &arguments, const QByteArray &input) const {
    return run(u"kubectl"_s, arguments, input);
}

std::unique_ptr<QProcess> Sandbox::started(const QString &name, const QStringList &arguments) const {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->start(name, arguments);
    process->waitForStarted();
    return process;
}

std::unique_ptr<QProcess> Sandbox::controlStarted(const QStringList &arguments) const {
    return started(program(), QStringList{u"--dir"_s, m_folder.filePath(u"sandbox"_s)} + arguments);
}

std::unique_ptr<QProcess> Sandbox::kubectlStarted(const QStringList &arguments) const {
    return started(u"kubectl"_s, arguments);
}
