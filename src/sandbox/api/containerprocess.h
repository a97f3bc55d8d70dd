// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a runtime gives the API server for exec and attach: a process in a container, and its streams.
#pragma once

#include <QObject>

#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct ExecQuery {
    std::string ns;
    std::string pod;
    std::string container;            // never empty: the API server has chosen the only or first one
    std::vector<std::string> command; // empty for attach
    bool input = false;               // its standard input is wanted
    bool terminal = false;
};

struct ContainerExit {
    int code = 0;        // 128 and the signal's number where a signal ended it
    std::string failure; // why it could not run or what became of it, worded for a person; empty where it ended by itself
};

/// Lives in the event loop's thread; its signals come from the event loop, none before its maker has returned. Destroying it ends a
/// process that exec started, and lets go of one that attach found.
class ContainerProcess : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void write(std::string_view bytes) = 0; // to its standard input
    virtual void closeInput() = 0;                  // behind what was written
    virtual void resize(int columns, int rows) = 0; // of its terminal; without one nothing happens
    /// Bytes written that it has not taken yet.
    [[nodiscard]] virtual qint64 backlog() const = 0;
    /// While paused, what it writes stays in its pipe, so that it has to wait.
    virtual void pause() = 0;
    virtual void resume() = 0;

Q_SIGNALS:
    void wroteOutput(std::string_view bytes);
    void wroteError(std::string_view bytes); // never with a terminal
    void inputTaken();                       // backlog() is less than it was
    void ended(const sandbox::ContainerExit &exit); // once, after the last of its output; never while paused
};

} // namespace sandbox
