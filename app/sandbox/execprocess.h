// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that the runtime started in a container, as the API server streams it.
#pragma once

#include "sandbox/api/containerprocess.h"
#include "sandbox/runtime/execsession.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

/// The runtime does not hold back a program's output: what comes while paused waits here.
class ExecProcess : public sandbox::ContainerProcess {
    Q_OBJECT
public:
    explicit ExecProcess(std::unique_ptr<sandbox::ExecSession> session);

    void write(std::string_view bytes) override;
    void closeInput() override;
    void resize(int columns, int rows) override;
    [[nodiscard]] qint64 backlog() const override;
    void pause() override;
    void resume() override;

private:
    enum class From { Output, ErrorOutput };
    void onBytes(From from, const QByteArray &bytes);
    void passOn();

    std::unique_ptr<sandbox::ExecSession> m_session;
    std::vector<std::pair<From, QByteArray>> m_waiting;
    std::optional<int> m_exitCode; // where the end waits, too
    QTimer m_look;                 // whether input has been taken: the runtime does not say when
    bool m_paused = false;
};

/// What the runtime is asked for.
[[nodiscard]] sandbox::ExecRequest execRequest(const sandbox::ExecQuery &query);
