// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/child.h"

#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr int killedBySignal = 128;

} // namespace

void prepareChild(QProcess &process, std::vector<int> descriptors, StandardStreams streams) {
    process.setUnixProcessParameters(QProcess::UnixProcessFlag::ResetSignalHandlers);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([descriptors = std::move(descriptors), streams, parent = ::getpid()] { // async-signal-safe calls only
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // it went before that was set
            ::_exit(1);
        ::umask(022);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        for (const int descriptor : descriptors)
            ::fcntl(descriptor, F_SETFD, 0);
        const int given[] = {streams.input, streams.output, streams.error};
        for (int standard = 0; standard < 3; ++standard) {
            if (given[standard] >= 0)
                ::dup2(given[standard], standard);
        }
    });
}

void setEnvironment(QProcess &process, const Environment &environment) {
    QProcessEnvironment variables;
    for (const auto &[name, value] : environment)
        variables.insert(QString::fromStdString(name), QString::fromStdString(value));
    process.setProcessEnvironment(variables);
}

void killGroup(const QProcess &process) {
    if (process.processId() > 0)
        ::kill(-static_cast<pid_t>(process.processId()), SIGKILL);
}

int exitCodeOf(int exitCode, QProcess::ExitStatus status) {
    return status == QProcess::NormalExit ? exitCode : killedBySignal + exitCode; // QProcess has the signal's number then
}

QStringList enterArguments(qint64 pid, const std::vector<std::string> &command, EnterSession session) {
    QStringList arguments{u"--target"_s, QString::number(pid), u"--user"_s, u"--mount"_s, u"--pid"_s, u"--ipc"_s, u"--uts"_s,
        u"--preserve-credentials"_s, u"--root"_s, u"--wd"_s, u"--"_s};
    if (session == EnterSession::OfTheTerminal)
        arguments << u"setsid"_s << u"--ctty"_s;
    for (const auto &word : command)
        arguments.append(QString::fromStdString(word));
    return arguments;
}

} // namespace sandbox
