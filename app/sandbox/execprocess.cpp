// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "execprocess.h"

#include <utility>

using namespace sandbox;
using namespace std::chrono_literals;

ExecProcess::ExecProcess(std::unique_ptr<ExecSession> session)
    : m_session(std::move(session)) {
    connect(m_session.get(), &ExecSession::output, this, [this](const QByteArray &bytes) { onBytes(From::Output, bytes); });
    connect(m_session.get(), &ExecSession::errorOutput, this, [this](const QByteArray &bytes) { onBytes(From::ErrorOutput, bytes); });
    connect(m_session.get(), &ExecSession::ended, this, [this](int code) {
        m_exitCode = code;
        passOn();
    });
    m_look.setInterval(20ms);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_session->bytesToWrite() == 0)
            m_look.stop();
        Q_EMIT inputTaken();
    });
}

void ExecProcess::write(std::string_view bytes) {
    m_session->write({bytes.data(), static_cast<qsizetype>(bytes.size())});
    if (!m_look.isActive() && m_session->bytesToWrite() > 0)
        m_look.start();
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
    m_paused = true;
}

void ExecProcess::resume() {
    if (std::exchange(m_paused, false))
        QMetaObject::invokeMethod(this, &ExecProcess::passOn, Qt::QueuedConnection);
}

void ExecProcess::onBytes(From from, const QByteArray &bytes) {
    m_waiting.emplace_back(from, bytes);
    passOn();
}

void ExecProcess::passOn() {
    while (!m_paused && !m_waiting.empty()) {
        const auto [from, bytes] = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        Q_EMIT(from == From::Output ? wroteOutput(text) : wroteError(text));
    }
    if (!m_paused && m_exitCode)
        Q_EMIT ended({*std::exchange(m_exitCode, std::nullopt), {}});
}

ExecRequest execRequest(const ExecQuery &query) {
    return {query.command, query.terminal ? ExecTerminal::Wanted : ExecTerminal::None, query.input ? ExecInput::Wanted : ExecInput::None};
}
