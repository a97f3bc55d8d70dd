// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program of this machine as a container's process: behind pipes, or in a terminal of its own.
#pragma once

#include "sandbox/api/containerprocess.h"

#include <QByteArray>
#include <QSocketNotifier>

#include <memory>

#include <sys/types.h>

/// In a session of its own: destroying it kills all that it started.
class LocalProcess : public sandbox::ContainerProcess {
    Q_OBJECT
public:
    /// Nothing where it could not be started.
    [[nodiscard]] static std::unique_ptr<LocalProcess> start(const std::vector<std::string> &command, bool terminal);
    ~LocalProcess() override;

    void write(std::string_view bytes) override;
    void closeInput() override;
    void resize(int columns, int rows) override;
    [[nodiscard]] qint64 backlog() const override { return m_unwritten.size(); }
    void pause() override;
    void resume() override;

private:
    struct Reader {
        int descriptor = -1;
        std::unique_ptr<QSocketNotifier> notifier;
    };
    enum class Ends { Pipes, Terminal };
    LocalProcess(pid_t pid, int input, int output, int errorOutput, Ends ends);
    void watchOutput(Reader &reader, void (LocalProcess::*signal)(std::string_view));
    void onWritable();
    void onExit();
    void finishIfDone();

    pid_t m_pid;
    int m_input;
    int m_pidDescriptor;
    Ends m_ends;
    Reader m_output;
    Reader m_errorOutput;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::unique_ptr<QSocketNotifier> m_exited;
    QByteArray m_unwritten;
    bool m_closing = false;
    bool m_paused = false;
    bool m_over = false;
    int m_code = 0;
};
