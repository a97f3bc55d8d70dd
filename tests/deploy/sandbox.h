// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox of its own for a test, and the programs that are run against it.
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

struct Ran {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

class Sandbox {
public:
    /// False where it did not come up; log() says why.
    [[nodiscard]] bool start();
    ~Sandbox();

    [[nodiscard]] QString kubeconfig() const { return m_kubeconfig; }
    [[nodiscard]] QByteArray log() const { return m_log; }
    [[nodiscard]] Ran aqictl(const QStringList &arguments) const;
    /// Started and left running.
    void aqictl(QProcess &process, const QStringList &arguments) const;

private:
    QTemporaryDir m_dir;
    QString m_kubeconfig;
    QByteArray m_log;
};
