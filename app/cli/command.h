// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What every command has: options for the connection and the format, --help, and waiting that Ctrl-C ends.
#pragma once

#include "base/error.h"
#include "output.h"
#include "signals.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>

#include <memory>

namespace kube {
class Client;
}

namespace cli {

/// Exit statuses of the contract.
enum Exit { Well = 0, Bad = 1, WrongUse = 2, Unreachable = 3 };

class Command {
public:
    /// synopsis: "plan PATH". description: plain words, then the shape of the JSON.
    /// formats: those of --format, the default first.
    Command(const QString &synopsis, const QString &description, const QStringList &formats = {QStringLiteral("text"), QStringLiteral("json")});
    ~Command();

    QCommandLineParser parser;
    Interrupts interrupts;

    /// arguments: without the program's and the command's names. Nothing where the program should end with exitStatus().
    [[nodiscard]] bool parse(const QStringList &arguments, qsizetype least, qsizetype most);
    [[nodiscard]] int exitStatus() const { return m_exit; }
    [[nodiscard]] QStringList operands() const { return parser.positionalArguments(); }
    [[nodiscard]] Format format() const { return m_format; }
    /// A message and the exit status of the contract for it.
    [[nodiscard]] int wrongUse(const QString &message) const;
    /// The status for an error of the other side: 3 where it was not reached, else 1.
    [[nodiscard]] static int failed(const base::Error &error);

    /// Reads the kubeconfig and makes the client; complains and returns null, with exitStatus() set, where that fails.
    [[nodiscard]] kube::Client *connect();
    [[nodiscard]] kube::Client &client() const { return *m_client; }
    [[nodiscard]] QString ns() const;

    /// Runs the event loop until the future ends; an interrupt cancels it.
    template <class T> base::Result<T> wait(QFuture<base::Result<T>> future) {
        QFutureWatcher<base::Result<T>> watcher;
        QEventLoop loop;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QObject::connect(&interrupts, &Interrupts::interrupted, &loop, [&] { future.cancel(); });
        watcher.setFuture(future);
        if (interrupts.happened())
            future.cancel();
        if (!future.isFinished())
            loop.exec();
        future.waitForFinished();
        if (future.resultCount() == 0 || interrupts.happened())
            return base::fail(base::ErrorKind::Cancelled, QStringLiteral("stopped"));
        return future.result();
    }

private:
    std::unique_ptr<kube::Client> m_client;
    QString m_synopsis;
    QStringList m_formats;
    Format m_format = Format::Text;
    int m_exit = Well;
};

int runGet(const QStringList &arguments);
int runPlan(const QStringList &arguments);
int runDeploy(const QStringList &arguments);
int runForecast(const QStringList &arguments);
int runDiagnose(const QStringList &arguments);
int runValidate(const QStringList &arguments);

} // namespace cli
