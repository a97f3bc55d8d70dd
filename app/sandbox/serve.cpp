// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve.h"

#include "cluster.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/process/containerview.h"
#include "snapshotkeeper.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSocketNotifier>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <cstdio>

#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

void log(const QString &text) {
    std::fprintf(stderr, "%s\n", qPrintable(text));
}

int fail(const QString &text) {
    log(text);
    return 1;
}

QSslConfiguration tlsOf(const Identity &identity) {
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(identity.certificate));
    tls.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setAllowedNextProtocols({"http/1.1"});
    return tls;
}

/// A certificate that has expired, while that fault is on; and the restart, each when the answer to the command is on its way.
void followFaults(Cluster &cluster, sandbox::HttpServer &server, const Identity &identity) {
    constexpr auto answered = std::chrono::milliseconds(500);
    const auto certificate = [&cluster, &identity] {
        auto served = identity;
        if (cluster.apiFaults().isOn("certificate-expired"))
            served.certificate = identity.expired;
        return served;
    };
    if (cluster.apiFaults().isOn("certificate-expired"))
        server.setTls(tlsOf(certificate()));
    QObject::connect(&cluster.apiFaults(), &sandbox::ApiFaults::certificateChanged, &server, [&server, certificate, answered] {
        QTimer::singleShot(answered, &server, [&server, certificate] { server.setTls(tlsOf(certificate())); });
    });
    QObject::connect(&cluster.faults(), &sandbox::FaultBook::happened, &server, [&server, answered](std::string_view fault) {
        if (fault == "api-restart")
            QTimer::singleShot(answered, &server, [&server] { server.restart(std::chrono::seconds(2)); });
    });
    cluster.faults().setCheck([&cluster, &identity](const sandbox::ActiveFault &active) -> sandbox::Outcome<void> {
        if (active.fault->place == sandbox::Fault::Place::Runtime)
            return sandbox::runtimeCheck(cluster.store(), active);
        if (active.fault->name == "claim-full" && cluster.isHollow())
            return std::unexpected(sandbox::StatusError{422, "Invalid", "the pods of this sandbox are hollow: nothing writes to their claims", sandbox::Json::object()});
        if (active.fault->name != "certificate-expired" || !identity.expired.isEmpty())
            return {};
        return std::unexpected(sandbox::StatusError{422, "Invalid",
            "the sandbox's folder was made by a version without this fault; end the sandbox, remove the folder and start again", sandbox::Json::object()});
    });
}

bool listenOn(sandbox::HttpServer &server, const StateDirectory &directory, quint16 wanted) {
    if (wanted != 0)
        return server.listen(wanted);
    const auto last = directory.state();
    return (last && server.listen(last->port)) || server.listen(0);
}

/// What the last run left. A file that cannot be read is kept beside, for whoever wants to know why.
sandbox::Snapshot earlierRun(const QString &path, Start start) {
    auto earlier = sandbox::readSnapshot(path);
    if (!earlier) {
        const auto aside = path + u".broken"_s;
        QFile::remove(aside);
        const bool moved = QFile::rename(path, aside);
        log(u"%1%2; the sandbox starts empty%3"_s.arg(noticeMark, earlier.error().text(), moved ? u", the file is now %1"_s.arg(aside) : QString()));
        return {};
    }
    if (start == Start::Fresh) {
        earlier->objects.clear(); // the revision goes on: what clients still hold of the last run is older
        earlier->timeMs = 0;
    }
    return *std::move(earlier);
}

/// It lies beside this program; where it does not, the AQI services are hollow.
std::string standIn() {
    const auto path = QCoreApplication::applicationDirPath() + u"/aqi-standin"_s;
    if (QFileInfo(path).isExecutable())
        return path.toStdString();
    log(u"%1there is no %2: the pods of the AQI services stay hollow"_s.arg(noticeMark, path));
    return {};
}

/// What pods need to run as processes; nothing, and a notice, where they cannot.
std::optional<ProcessParts> processParts(const StateDirectory &directory, const Identity &identity, const sandbox::Snapshot &earlier) {
    std::string problem = sandbox::viewProblem();
    auto block = problem.empty() ? sandbox::AddressBlock::take(sandbox::blockOf(earlier.objects)) : std::nullopt;
    if (problem.empty() && !block)
        problem = "no part of 127.0.0.0/8 is free";
    if (block)
        return ProcessParts{directory.data(), identity.authority.toStdString(), standIn(), *std::move(block)};
    log(u"%1the pods cannot run as processes and stay hollow: %2"_s.arg(noticeMark, QString::fromStdString(problem)));
    return std::nullopt;
}

/// The two signals that end it come through a descriptor, so that the event loop ends in order.
int signalDescriptor() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    std::signal(SIGPIPE, SIG_IGN);
    return sigprocmask(SIG_BLOCK, &signals, nullptr) == 0 ? signalfd(-1, &signals, SFD_CLOEXEC) : -1;
}

} // namespace

int serve(const StateDirectory &directory, const ServeOptions &options) {
    ::umask(077);
    if (const auto made = directory.create(); !made)
        return fail(made.error().text());
    QLockFile lock(directory.lock());
    lock.setStaleLockTime(0); // only a dead process's lock is taken over
    if (!lock.tryLock(0))
        return fail(u"another sandbox runs in %1"_s.arg(directory.path()));
    const auto identity = directory.identity();
    if (!identity)
        return fail(identity.error().text());
    const int signals = signalDescriptor();

    auto earlier = earlierRun(directory.snapshot(), options.start);
    log(u"%1 objects of an earlier run"_s.arg(earlier.objects.size()));
    auto processes = options.pods == Pods::Processes ? processParts(directory, *identity, earlier) : std::nullopt;
    const bool hollow = !processes;
    Cluster cluster(identity->token.toStdString(), options.speed, std::move(earlier), std::move(processes));
    sandbox::HttpServer server(tlsOf(*identity), [&cluster](sandbox::HttpExchange &exchange) { cluster.api().handle(exchange); });
    if (!listenOn(server, directory, options.port))
        return fail(u"port %1: %2"_s.arg(options.port).arg(server.errorString()));
    cluster.start(server.port());
    followFaults(cluster, server, *identity);
    SnapshotKeeper keeper(cluster.store(), cluster.clock(), directory.snapshot());
    if (const auto written = directory.writeKubeconfig(*identity, server.port()); !written)
        return fail(written.error().text());
    if (const auto written = directory.setState({server.port(), QCoreApplication::applicationPid(), hollow}); !written)
        return fail(written.error().text());
    log(u"serving on https://127.0.0.1:%1"_s.arg(server.port()));

    QSocketNotifier ended(signals, QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, &ended, [] { QCoreApplication::quit(); });
    const int status = QCoreApplication::exec();
    keeper.finish();
    log(u"ended"_s);
    ::close(signals);
    return status;
}
