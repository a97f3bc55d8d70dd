// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "execprocess.h"

using namespace sandbox;

namespace {
std::string_view view(const QByteArray &bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}
} // namespace

ExecProcess::ExecProcess(std::unique_ptr<ExecSession> session)
    : m_session(std::move(session)) {
    connect(m_session.get(), &ExecSession::output, this, [this](const QByteArray &bytes) { Q_EMIT wroteOutput(view(bytes)); });
    connect(m_session.get(), &ExecSession::errorOutput, this, [this](const QByteArray &bytes) { Q_EMIT wroteError(view(bytes)); });
    connect(m_session.get(), &ExecSession::inputTaken, this, &ExecProcess::inputTaken);
    connect(m_session.get(), &ExecSession::ended, this, [this](int code) { Q_EMIT ended({code, {}}); });
}

void ExecProcess::write(std::string_view bytes) {
    m_session->write({bytes.data(), static_cast<qsizetype>(bytes.size())});
}

void ExecProcess::closeInput() {
    m_session->closeInput();
}

void ExecProcess::resize(int columns, int rows) {
    m_session->resize(columns, rows);
}

qint64 ExecProcess::backlog() const {
    return m_session->bytesToWrite();
}

void ExecProcess::pause() {
    m_session->pause();
}

void ExecProcess::resume() {
    m_session->resume();
}

ExecRequest execRequest(const ExecQuery &query) {
    return {query.command, query.terminal ? ExecTerminal::Wanted : ExecTerminal::None, query.input ? ExecInput::Wanted : ExecInput::None};
}
