// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "localprocess.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Descriptors {
    std::array<int, 2> input{-1, -1}; // read, write
    std::array<int, 2> output{-1, -1};
    std::array<int, 2> errorOutput{-1, -1};
};

void closeOne(int &descriptor) {
    if (const int open = std::exchange(descriptor, -1); open >= 0)
        ::close(open);
}

bool makePipes(Descriptors &ends) {
    return ::pipe2(ends.input.data(), O_CLOEXEC) == 0 && ::pipe2(ends.output.data(), O_CLOEXEC) == 0
        && ::pipe2(ends.errorOutput.data(), O_CLOEXEC) == 0;
}

bool makeTerminal(Descriptors &ends) {
    int ours = -1;
    int theirs = -1;
    if (::openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0)
        return false;
    ::fcntl(ours, F_SETFD, FD_CLOEXEC);
    ::fcntl(theirs, F_SETFD, FD_CLOEXEC);
    ends.input = {theirs, ours};
    ends.output = {::dup(ours), theirs};
    ends.errorOutput = {-1, theirs};
    return true;
}

/// After fork: nothing but system calls.
[[noreturn]] void become(const Descriptors &ends, char *const *arguments, bool terminal) {
    ::setsid();
    if (terminal)
        ::ioctl(ends.input[0], TIOCSCTTY, 0);
    ::dup2(ends.input[0], 0);
    ::dup2(ends.output[1], 1);
    ::dup2(ends.errorOutput[1], 2);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::execvp(arguments[0], arguments);
    constexpr std::string_view message = "cannot be started\n";
    (void)!::write(2, message.data(), message.size());
    ::_exit(127);
}

} // namespace

std::unique_ptr<LocalProcess> LocalProcess::start(const std::vector<std::string> &command, bool terminal) {
    Descriptors ends;
    if (!(terminal ? makeTerminal(ends) : makePipes(ends)))
        return nullptr;
    std::vector<std::string> words = command;
    std::vector<char *> arguments;
    for (auto &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid == 0)
        become(ends, arguments.data(), terminal);
    ::close(ends.input[0]);
    if (!terminal) {
        ::close(ends.output[1]);
        ::close(ends.errorOutput[1]);
    }
    if (pid < 0)
        return nullptr;
    return std::unique_ptr<LocalProcess>(
        new LocalProcess(pid, ends.input[1], ends.output[0], ends.errorOutput[0], terminal ? Ends::Terminal : Ends::Pipes));
}

LocalProcess::LocalProcess(pid_t pid, int input, int output, int errorOutput, Ends ends)
    : m_pid(pid)
    , m_input(input)
    , m_pidDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)))
    , m_ends(ends)
    , m_output{output, {}}
    , m_errorOutput{errorOutput, {}} {
    for (const int descriptor : {input, output, errorOutput}) {
        if (descriptor >= 0)
            ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    }
    watchOutput(m_output, &LocalProcess::wroteOutput);
    watchOutput(m_errorOutput, &LocalProcess::wroteError);
    m_writable = std::make_unique<QSocketNotifier>(m_input, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &LocalProcess::onWritable);
    m_exited = std::make_unique<QSocketNotifier>(m_pidDescriptor, QSocketNotifier::Read);
    connect(m_exited.get(), &QSocketNotifier::activated, this, &LocalProcess::onExit);
}

LocalProcess::~LocalProcess() {
    m_output.notifier.reset();
    m_errorOutput.notifier.reset();
    m_writable.reset();
    m_exited.reset();
    if (m_pid > 0) {
        ::kill(-m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    for (int *descriptor : {&m_input, &m_pidDescriptor, &m_output.descriptor, &m_errorOutput.descriptor})
        closeOne(*descriptor);
}

void LocalProcess::watchOutput(Reader &reader, void (LocalProcess::*signal)(std::string_view)) {
    if (reader.descriptor < 0)
        return;
    reader.notifier = std::make_unique<QSocketNotifier>(reader.descriptor, QSocketNotifier::Read);
    connect(reader.notifier.get(), &QSocketNotifier::activated, this, [this, &reader, signal] {
        std::array<char, 64 * 1024> room{};
        const auto size = ::read(reader.descriptor, room.data(), room.size());
        if (size > 0)
            return Q_EMIT(this->*signal)({room.data(), static_cast<std::size_t>(size)});
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        reader.notifier->setEnabled(false);
        reader.notifier.release()->deleteLater(); // it is speaking
        closeOne(reader.descriptor);
        finishIfDone();
    });
}

void LocalProcess::write(std::string_view bytes) {
    if (m_input < 0 || m_closing)
        return;
    m_unwritten.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    m_writable->setEnabled(true);
}

void LocalProcess::closeInput() {
    if (m_input < 0 || std::exchange(m_closing, true))
        return;
    if (m_ends == Ends::Terminal)
        m_unwritten.append('\x04'); // a terminal's end of input
    m_writable->setEnabled(true);
}

void LocalProcess::onWritable() {
    const auto size = m_unwritten.isEmpty() ? 0 : ::write(m_input, m_unwritten.constData(), static_cast<std::size_t>(m_unwritten.size()));
    if (size < 0 && errno != EAGAIN && errno != EINTR)
        m_unwritten.clear(); // it reads no more
    else if (size > 0)
        m_unwritten.remove(0, static_cast<qsizetype>(size));
    if (m_unwritten.isEmpty())
        m_writable->setEnabled(false);
    if (m_unwritten.isEmpty() && m_closing && m_ends == Ends::Pipes)
        closeOne(m_input);
    Q_EMIT inputTaken();
}

void LocalProcess::resize(int columns, int rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    if (m_ends == Ends::Terminal)
        ::ioctl(m_input, TIOCSWINSZ, &size);
}

void LocalProcess::pause() {
    m_paused = true;
    for (auto *reader : {&m_output, &m_errorOutput}) {
        if (reader->notifier)
            reader->notifier->setEnabled(false);
    }
}

void LocalProcess::resume() {
    m_paused = false;
    for (auto *reader : {&m_output, &m_errorOutput}) {
        if (reader->notifier)
            reader->notifier->setEnabled(true);
    }
}

void LocalProcess::onExit() {
    m_exited->setEnabled(false);
    int status = 0;
    if (::waitpid(m_pid, &status, 0) == m_pid)
        m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    m_pid = -1;
    m_over = true;
    finishIfDone();
}

void LocalProcess::finishIfDone() {
    if (!m_over || m_output.descriptor >= 0 || m_errorOutput.descriptor >= 0)
        return;
    m_over = false;
    Q_EMIT ended({m_code, {}});
}
