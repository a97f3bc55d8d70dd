// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control.h"

#include "ownrequest.h"
#include "serve.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QProcess>
#include <QThread>

#include <chrono>
#include <cstdio>

#include <signal.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int exitBad = 1;
constexpr auto startLimit = 60s; // a slow machine under sanitizers
constexpr auto stopLimit = 10s;

void say(const QString &text) {
    std::fprintf(stderr, "aqi-sandbox: %s\n", qPrintable(text));
}
void print(const QString &text) {
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

bool answers(const StateDirectory &directory) {
    const auto answer = askSandbox(directory, "GET", "/sandbox/ready"); // no fault of the API server touches it
    return answer && answer->status == 200;
}

/// The process that holds the folder's lock; 0 where none does.
qint64 holder(const StateDirectory &directory) {
    QLockFile lock(directory.lock());
    lock.setStaleLockTime(0);
    if (!QFile::exists(directory.path()) || lock.tryLock(0))
        return 0;
    qint64 pid = 0;
    QString host;
    QString program;
    return lock.getLockInfo(&pid, &host, &program) ? pid : 0;
}

template <class Condition> bool waitUntil(std::chrono::milliseconds limit, const Condition &holds) {
    QElapsedTimer elapsed;
    elapsed.start();
    while (!holds()) {
        if (elapsed.durationElapsed() > limit)
            return false;
        QThread::sleep(30ms);
    }
    return true;
}

QString lastLines(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(qMax(qint64(0), file.size() - 2000));
    return QString::fromUtf8(file.readAll()).trimmed();
}

/// What the process that was started has to say, from a place in its log on.
void passNotices(const QString &path, qint64 from) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(from))
        return;
    for (const auto &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(noticeMark))
            say(line.sliced(noticeMark.size()));
    }
}

int started(const StateDirectory &directory) {
    const bool hollow = directory.state().value_or(RunningState{}).hollow;
    say(hollow ? u"the pods are hollow: nothing runs in them; the AQI services answer with synthetic data"_s
               : u"the pods run as processes of this machine where their images have a program here, else they are hollow; the AQI services answer with synthetic data"_s);
    print(directory.kubeconfig());
    return 0;
}

int running(const StateDirectory &directory, const QStringList &serveArguments) {
    if (!serveArguments.contains("--fresh"_L1))
        return started(directory);
    say(u"a sandbox runs in %1 already; end it with `aqi-sandbox down` before a fresh one"_s.arg(directory.path()));
    return exitBad;
}

bool launch(const StateDirectory &directory, const QStringList &arguments, qint64 &pid) {
    QProcess process; // startDetached makes a session of its own
    process.setProgram(QCoreApplication::applicationFilePath());
    process.setArguments(arguments);
    process.setWorkingDirectory(u"/"_s);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(directory.log(), QIODevice::Append);
    process.setStandardErrorFile(directory.log(), QIODevice::Append);
    return process.startDetached(&pid);
}

} // namespace

int startSandbox(const StateDirectory &directory, const QStringList &serveArguments) {
    if (const auto made = directory.create(); !made) {
        say(made.error().text());
        return exitBad;
    }
    if (answers(directory))
        return running(directory, serveArguments);
    if (const auto pid = holder(directory)) {
        if (!waitUntil(stopLimit, [&] { return answers(directory) || holder(directory) == 0; }) || !answers(directory)) {
            say(u"process %1 holds %2 but does not answer; end it with `aqi-sandbox down`"_s.arg(pid).arg(directory.path()));
            return exitBad;
        }
        return running(directory, serveArguments);
    }
    const auto logged = QFileInfo(directory.log()).size();
    qint64 pid = 0;
    if (!launch(directory, serveArguments, pid)) {
        say(u"could not start %1"_s.arg(QCoreApplication::applicationFilePath()));
        return exitBad;
    }
    const bool ready = waitUntil(startLimit, [&] { return answers(directory) || ::kill(static_cast<pid_t>(pid), 0) != 0; });
    if (!ready || !answers(directory)) {
        say(u"it did not start; the end of %1:\n%2"_s.arg(directory.log(), lastLines(directory.log())));
        return exitBad;
    }
    passNotices(directory.log(), logged);
    return started(directory);
}

int stopSandbox(const StateDirectory &directory) {
    const auto pid = holder(directory);
    if (pid == 0) {
        say(u"not running in %1"_s.arg(directory.path()));
        return 0;
    }
    ::kill(static_cast<pid_t>(pid), SIGTERM);
    if (waitUntil(stopLimit, [&] { return holder(directory) == 0; }))
        return 0;
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    if (waitUntil(stopLimit, [&] { return holder(directory) == 0; }))
        return 0;
    say(u"process %1 does not end"_s.arg(pid));
    return exitBad;
}

int showStatus(const StateDirectory &directory, Format format) {
    const bool running = answers(directory);
    const auto state = directory.state().value_or(RunningState{});
    const auto server = running ? u"https://127.0.0.1:%1"_s.arg(state.port) : QString();
    if (format == Format::Json) {
        QJsonObject json{{u"running"_s, running}, {u"directory"_s, directory.path()}};
        if (running) {
            json[u"server"] = server;
            json[u"pid"] = state.pid;
            json[u"kubeconfig"] = directory.kubeconfig();
            json[u"pods"] = state.hollow ? u"hollow"_s : u"processes"_s;
        }
        print(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    } else if (running) {
        print(u"running on %1, process %2\nKUBECONFIG=%3"_s.arg(server).arg(state.pid).arg(directory.kubeconfig()));
    } else {
        print(u"not running in %1"_s.arg(directory.path()));
    }
    return running ? 0 : exitBad;
}
