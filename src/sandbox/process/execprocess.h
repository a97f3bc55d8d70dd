// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program in the view of a running container, with pipes or with a terminal.
#pragma once

#include "sandbox/process/child.h"
#include "sandbox/process/environment.h"
#include "sandbox/runtime/execsession.h"

#include <QProcess>
#include <QSocketNotifier>

#include <memory>
#include <optional>

namespace sandbox {

class ExecProcess : public ExecSession {
    Q_OBJECT
public:
    /// pid: the container's first process, as seen from here.
    ExecProcess(qint64 pid, const Environment &environment, const ExecRequest &request, QObject *parent = nullptr);
    ~ExecProcess() override;

    void write(const QByteArray &input) override;
    void closeInput() override;
    void resize(int columns, int rows) override;
    [[nodiscard]] qint64 bytesToWrite() const override { return m_waiting.size(); }
    void pause() override;
    void resume() override;

private:
    /// Our ends; and the program's, which are closed here when it has them.
    [[nodiscard]] StandardStreams openPipes(ExecInput input);
    [[nodiscard]] StandardStreams openTerminal();
    void listen();
    /// What there is. False where there will be no more.
    bool read(int descriptor, void (ExecSession::*signal)(const QByteArray &));
    void writeWaiting();
    void finishIfOver();

    QProcess m_process;
    bool m_terminal = false;
    int m_input = -1;
    int m_output = -1;
    int m_error = -1;
    std::unique_ptr<QSocketNotifier> m_inputReady;
    std::unique_ptr<QSocketNotifier> m_outputReady;
    std::unique_ptr<QSocketNotifier> m_errorReady;
    QByteArray m_waiting;
    bool m_closing = false; // the input, behind what waits
    bool m_paused = false;
    std::optional<int> m_exitCode;
};

} // namespace sandbox
