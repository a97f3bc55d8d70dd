// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workloads/shell.h"

#include "models/words.h"

#include <QList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int notExecutable = 126; // as POSIX shells and container runtimes tell it
constexpr int notFound = 127;

QString noShell(const QString &container) {
    return tr("The image of container %1 holds no such shell. Choose another shell or another container; an image without any shell can only be looked at from outside").arg(container);
}

} // namespace

QStringList shellCommand(ShellKind kind, const QString &marker) {
    const QString prepare = u"export TERM=xterm-256color AQI_CONSOLE_SHELL=%1; "_s.arg(marker);
    switch (kind) {
    case ShellKind::Bash: return {u"bash"_s, u"-c"_s, prepare + u"exec bash"_s};
    case ShellKind::Sh: return {u"sh"_s, u"-c"_s, prepare + u"exec sh"_s};
    case ShellKind::BashElseSh: break;
    }
    return {u"sh"_s, u"-c"_s, prepare + u"command -v bash >/dev/null 2>&1 && exec bash; exec sh"_s};
}

QStringList watchCommand(const QString &marker) {
    return {u"sh"_s, u"-c"_s,
        u"for d in /proc/[0-9]*; do grep -q AQI_CONSOLE_SHELL=%1 $d/environ 2>/dev/null && read -r n < $d/comm && echo \"${d#/proc/} $n\"; done; true"_s.arg(marker)};
}

QStringList runningBeside(const QByteArray &printed) {
    QList<std::pair<qint64, QString>> processes;
    for (const QByteArray &line : printed.split('\n')) {
        bool isNumber = false;
        const qint64 number = line.left(line.indexOf(' ')).toLongLong(&isNumber);
        if (isNumber && line.contains(' '))
            processes.append({number, QString::fromUtf8(line.mid(line.indexOf(' ') + 1)).trimmed()});
    }
    std::sort(processes.begin(), processes.end());
    QStringList names;
    for (qsizetype i = 1; i < processes.size(); ++i) // the first one is the shell
        names.append(processes.at(i).second);
    return names;
}

QString shellProblem(const base::Error &error, const QString &pod, const QString &container) {
    const QString all = error.message + u' ' + error.detail;
    if (all.contains("executable file not found"_L1) || all.contains("no such file or directory"_L1))
        return noShell(container);
    switch (error.kind) {
    case base::ErrorKind::NotFound: return tr("There is no pod %1 any more. Choose the pod that has taken its place").arg(pod);
    case base::ErrorKind::Forbidden:
        return tr("You may not run commands in pods of this namespace (create on pods/exec). Whoever manages its roles can allow it");
    case base::ErrorKind::Network: return tr("The connection to %1 broke: %2").arg(pod, error.message);
    default: return tr("No shell could be opened in %1: %2").arg(pod, error.message);
    }
}

QString shellProblem(int exitCode, const QString &container) { return exitCode == notExecutable || exitCode == notFound ? noShell(container) : QString(); }

} // namespace models
