// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox.h"

using namespace Qt::StringLiterals;

namespace {
const QString programs = QStringLiteral(AQI_BIN_DIR "/");

Ran run(const QString &program, const QStringList &arguments, int milliseconds) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError() + "\n(did not end)"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}
} // namespace

bool Sandbox::start() {
    const Ran up = run(programs + u"aqi-sandbox"_s, {u"up"_s, u"--hollow"_s, u"--dir"_s, m_dir.path()}, 60'000);
    m_log = up.out + up.err;
    m_kubeconfig = QString::fromUtf8(up.out.trimmed().split('\n').last());
    return up.status == 0 && QFile::exists(m_kubeconfig);
}

Sandbox::~Sandbox() {
    if (!m_kubeconfig.isEmpty())
        (void)run(programs + u"aqi-sandbox"_s, {u"down"_s, u"--dir"_s, m_dir.path()}, 30'000);
}

Ran Sandbox::aqictl(const QStringList &arguments) const {
    return run(programs + u"aqictl"_s, arguments + QStringList{u"--kubeconfig"_s, m_kubeconfig}, 180'000);
}

void Sandbox::aqictl(QProcess &process, const QStringList &arguments) const {
    process.start(programs + u"aqictl"_s, arguments + QStringList{u"--kubeconfig"_s, m_kubeconfig});
}
