// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "programs.h"

#include "sandbox/services/aqiservices.h"
#include "sandbox/system/apiservice.h"
#include "sandbox/system/httpfront.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <sys/signalfd.h>
#include <unistd.h>

using namespace sandbox;

namespace {

struct Place {
    std::string address;
    int port = 0;
};

/// Serves until a signal ends it.
int serveOn(const Place &place, HttpFront::Handler handler, std::optional<LiveService> live = {}) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGQUIT); // what stops nginx
    const int descriptor = signalfd(-1, &signals, SFD_CLOEXEC);
    QSocketNotifier ended(descriptor, QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, &ended, [] { QCoreApplication::quit(); });
    HttpFront front(std::move(handler));
    if (live)
        front.setLive(*std::move(live));
    if (const QString why = front.listen(place.address, static_cast<quint16>(place.port)); !why.isEmpty()) {
        std::fprintf(stderr, "ERROR:    [Errno 98] error while attempting to bind on address ('%s', %d): %s\n", place.address.c_str(), place.port, qPrintable(why));
        return 1;
    }
    std::printf("INFO:     running on http://%s:%d (stand-in, synthetic data)\n", place.address.c_str(), place.port);
    const int status = QCoreApplication::exec();
    ::close(descriptor);
    return status;
}

/// Before any thread begins, so that all of them leave the signals to the descriptor.
void blockSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int one : {SIGTERM, SIGINT, SIGQUIT})
        sigaddset(&signals, one);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
}

int hollowPages(const char *app, const Place &place) {
    blockSignals();
    int count = 0;
    QCoreApplication application(count, nullptr);
    AqiServices services(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    return serveOn(place, [app, &services](ServiceRequest request) {
        request.app = app;
        return services.handle(request);
    });
}

} // namespace

int uvicorn(const Words &words) {
    blockSignals();
    int count = 0;
    QCoreApplication application(count, nullptr);
    ApiService api({variable("DATABASE_URL"), variable("REDIS_URL", "redis://localhost:6379/0"), variable("ENVIRONMENT", "development"),
        variable("HOSTNAME", "localhost"), variable("ENFORCE_HTTPS") == "true"});
    return serveOn({option(words, "--host", "127.0.0.1"), std::atoi(option(words, "--port", "8000").c_str())},
        [&api](const ServiceRequest &request) { return api.handle(request); }, api.liveService());
}

int streamlit(const Words &words) {
    return hollowPages("dashboard", {option(words, "--server.address", "127.0.0.1"), std::atoi(option(words, "--server.port", "8501").c_str())});
}

int nginx(const Words &words) {
    return hollowPages("frontend", {option(words, "--listen", "127.0.0.1"), 8080});
}
