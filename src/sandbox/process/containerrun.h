// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One run of one container: bubblewrap, and in its view the program.
#pragma once

#include "sandbox/process/containerlog.h"
#include "sandbox/process/environment.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace sandbox {

class ContainerRun : public QObject {
    Q_OBJECT
public:
    struct Plan {
        std::vector<std::string> view; // bubblewrap's arguments
        std::vector<std::string> command;
        Environment environment;
        int stopSignal = 15;
    };
    ContainerRun(Plan plan, ContainerLog &log, QObject *parent = nullptr);
    ~ContainerRun() override; // kills it

    void start();
    /// The signal that asks it to end, and after the real time of grace the one that does not ask.
    void stop(std::chrono::milliseconds grace);
    void kill();
    /// Blocks until it has ended, or the time is up.
    void waitForEnd(const QDeadlineTimer &deadline);
    /// Of the program, as seen from here; 0 until bubblewrap has said it.
    [[nodiscard]] qint64 programPid() const { return m_programPid; }
    /// Bubblewrap has made the view and given way to the program.
    [[nodiscard]] bool runsProgram() const;
    [[nodiscard]] const Environment &environment() const { return m_plan.environment; }

Q_SIGNALS:
    void ended(int exitCode);

private:
    void readInfo();
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void closeDescriptors();

    Plan m_plan;
    ContainerLog &m_log;
    QProcess m_process;
    int m_arguments = -1; // bubblewrap reads its own from here, so that a list of processes shows the program and not a screenful
    int m_infoRead = -1;
    int m_infoWrite = -1;
    std::unique_ptr<QSocketNotifier> m_infoReady;
    QByteArray m_info;
    qint64 m_programPid = 0;
    QTimer m_killTimer;
};

} // namespace sandbox
