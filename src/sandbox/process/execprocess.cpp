// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/execprocess.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr int programNotFound = 127;
constexpr char endOfTransmission = 4;

void closeDescriptor(int &descriptor) {
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

std::array<int, 2> pipePair() {
    std::array<int, 2> ends{-1, -1};
    (void)::pipe2(ends.data(), O_CLOEXEC); // a stream less where there are no descriptors left
    return ends;
}

void setNonBlocking(int descriptor) {
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

} // namespace

ExecProcess::ExecProcess(qint64 pid, const Environment &environment, const ExecRequest &request, QObject *parent)
    : ExecSession(parent)
    , m_terminal(request.terminal == ExecTerminal::Wanted) {
    StandardStreams streams = m_terminal ? openTerminal() : openPipes(request.input);
    prepareChild(m_process, {}, streams);
    Environment variables = environment;
    if (m_terminal)
        variables.emplace("TERM", "xterm");
    setEnvironment(m_process, variables);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_exitCode = exitCodeOf(code, status);
        finishIfOver();
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        m_exitCode = programNotFound;
        finishIfOver();
    }, Qt::QueuedConnection);
    m_process.start(u"nsenter"_s, enterArguments(pid, request.command, m_terminal ? EnterSession::OfTheTerminal : EnterSession::OfTheCaller));
    if (streams.output == streams.input)
        streams.output = streams.error = -1; // the terminal's, closed once
    for (int *descriptor : {&streams.input, &streams.output, &streams.error})
        closeDescriptor(*descriptor);
    listen();
}

ExecProcess::~ExecProcess() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        killGroup(m_process);
        m_process.waitForFinished(1000);
    }
    m_inputReady.reset();
    m_outputReady.reset();
    m_errorReady.reset();
    for (int *descriptor : {&m_input, &m_output, &m_error})
        closeDescriptor(*descriptor);
}

StandardStreams ExecProcess::openPipes(ExecInput input) {
    StandardStreams streams;
    if (input == ExecInput::Wanted) {
        const auto ends = pipePair();
        streams.input = ends[0];
        m_input = ends[1];
    }
    const auto out = pipePair();
    const auto error = pipePair();
    m_output = out[0];
    m_error = error[0];
    streams.output = out[1];
    streams.error = error[1];
    return streams;
}

StandardStreams ExecProcess::openTerminal() {
    StandardStreams streams;
    m_output = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char name[64];
    if (m_output < 0 || ::grantpt(m_output) != 0 || ::unlockpt(m_output) != 0 || ::ptsname_r(m_output, name, sizeof name) != 0)
        return streams;
    m_input = ::fcntl(m_output, F_DUPFD_CLOEXEC, 3);
    streams.input = streams.output = streams.error = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    return streams;
}

void ExecProcess::listen() {
    if (m_input >= 0) {
        setNonBlocking(m_input);
        m_inputReady = std::make_unique<QSocketNotifier>(m_input, QSocketNotifier::Write);
        m_inputReady->setEnabled(false);
        connect(m_inputReady.get(), &QSocketNotifier::activated, this, &ExecProcess::writeWaiting);
    }
    if (m_output >= 0) {
        setNonBlocking(m_output);
        m_outputReady = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
        connect(m_outputReady.get(), &QSocketNotifier::activated, this,
            [this] { m_outputReady->setEnabled(read(m_output, &ExecSession::output) && !m_paused); });
    }
    if (m_error >= 0) {
        setNonBlocking(m_error);
        m_errorReady = std::make_unique<QSocketNotifier>(m_error, QSocketNotifier::Read);
        connect(m_errorReady.get(), &QSocketNotifier::activated, this,
            [this] { m_errorReady->setEnabled(read(m_error, &ExecSession::errorOutput) && !m_paused); });
    }
}

bool ExecProcess::read(int descriptor, void (ExecSession::*signal)(const QByteArray &)) {
    char buffer[16 * 1024];
    const auto size = ::read(descriptor, buffer, sizeof buffer);
    if (size > 0)
        Q_EMIT (this->*signal)(QByteArray(buffer, size));
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

void ExecProcess::pause() {
    m_paused = true;
    for (QSocketNotifier *ready : {m_outputReady.get(), m_errorReady.get()}) {
        if (ready)
            ready->setEnabled(false);
    }
}

void ExecProcess::resume() {
    m_paused = false;
    for (QSocketNotifier *ready : {m_outputReady.get(), m_errorReady.get()}) {
        if (ready)
            ready->setEnabled(true); // one that has ended says so again
    }
    if (m_exitCode)
        QMetaObject::invokeMethod(this, &ExecProcess::finishIfOver, Qt::QueuedConnection);
}

void ExecProcess::finishIfOver() {
    // What it wrote last is in the pipes; whoever it left behind with them is not waited for.
    const std::pair<int, void (ExecSession::*)(const QByteArray &)> streams[]
        = {{m_output, &ExecSession::output}, {m_error, &ExecSession::errorOutput}};
    for (const auto &[descriptor, signal] : streams) {
        char buffer[16 * 1024];
        for (ssize_t size = 1; descriptor >= 0 && size > 0 && !m_paused;) {
            size = ::read(descriptor, buffer, sizeof buffer);
            if (size > 0)
                Q_EMIT (this->*signal)(QByteArray(buffer, size));
        }
    }
    if (m_paused || !m_exitCode)
        return;
    m_outputReady.reset();
    m_errorReady.reset();
    const int code = *std::exchange(m_exitCode, std::nullopt);
    Q_EMIT ended(code);
}

void ExecProcess::write(const QByteArray &input) {
    m_waiting += input;
    writeWaiting();
}

void ExecProcess::writeWaiting() {
    if (m_input < 0) {
        m_waiting.clear(); // nobody reads it
        return;
    }
    const auto size = ::write(m_input, m_waiting.constData(), static_cast<std::size_t>(m_waiting.size()));
    if (size > 0) {
        m_waiting.remove(0, size);
        QMetaObject::invokeMethod(this, &ExecSession::inputTaken, Qt::QueuedConnection);
    } else if (size < 0 && errno != EAGAIN && errno != EINTR) {
        m_waiting.clear(); // the program has closed it
    }
    m_inputReady->setEnabled(!m_waiting.isEmpty());
    if (m_closing && m_waiting.isEmpty()) {
        m_inputReady.reset();
        closeDescriptor(m_input);
    }
}

void ExecProcess::closeInput() {
    if (m_terminal) // it has no end; the line discipline makes one of this
        return write(QByteArray(1, endOfTransmission));
    m_closing = true;
    writeWaiting();
}

void ExecProcess::resize(int columns, int rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    if (m_terminal && m_output >= 0)
        ::ioctl(m_output, TIOCSWINSZ, &size);
}

} // namespace sandbox
