// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that was started in the view of a running container, or the container's own: what pods/exec and pods/attach carry over
// their streams.
#pragma once

#include <QByteArray>
#include <QObject>

#include <string>
#include <vector>

namespace sandbox {

enum class ExecTerminal { None, Wanted };
enum class ExecInput { None, Wanted };

struct ExecRequest {
    std::vector<std::string> command;
    ExecTerminal terminal = ExecTerminal::None; // then everything comes as output
    ExecInput input = ExecInput::None;          // without it, standard input is at its end from the beginning
};

/// Nothing is sent before the event loop is reached again, so that the caller can connect. Destroyed earlier, it kills the program.
class ExecSession : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void write(const QByteArray &input) = 0;
    virtual void closeInput() = 0; // behind what was written
    virtual void resize(int columns, int rows) = 0; // of the terminal; without one nothing happens
    /// Written, but not yet taken by the program: whoever writes waits where it is much.
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;
    /// While paused, what the program writes stays in its pipe, so that it has to wait.
    virtual void pause() = 0;
    virtual void resume() = 0;

Q_SIGNALS:
    void output(const QByteArray &bytes);
    void errorOutput(const QByteArray &bytes);
    void inputTaken(); // bytesToWrite() is less than it was
    /// Once, after the last output, never while paused. 126 and 127 as a shell means them: not executable, not found; 128 and the number
    /// of a signal.
    void ended(int exitCode);
};

} // namespace sandbox
