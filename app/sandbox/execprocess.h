// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that the runtime started in a container, as the API server streams it: the two rooms do not know each other.
#pragma once

#include "sandbox/api/containerprocess.h"
#include "sandbox/runtime/execsession.h"

#include <memory>

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
    std::unique_ptr<sandbox::ExecSession> m_session;
};

/// What the runtime is asked for.
[[nodiscard]] sandbox::ExecRequest execRequest(const sandbox::ExecQuery &query);
