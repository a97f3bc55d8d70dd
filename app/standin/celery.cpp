// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "programs.h"

#include "sandbox/system/beat.h"
#include "sandbox/system/worker.h"

#include <QString>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sstream>

using namespace sandbox;

namespace {

std::atomic<bool> endWanted = false; // set by a signal, which knows no object

void onSignal(int) {
    endWanted = true;
}

int worker(const Words &words) {
    WorkerSettings settings{variable("DATABASE_URL"), variable("REDIS_URL", "redis://localhost:6379/0"), "celery@" + variable("HOSTNAME", "localhost"), {},
        std::clamp(std::atoi(option(words, "--concurrency", "4").c_str()), 1, 16)};
    std::istringstream queues(option(words, "--queues", option(words, "-Q", "celery")));
    for (std::string queue; std::getline(queues, queue, ',');)
        settings.queues.push_back(queue);
    runWorker(settings, endWanted);
    return 0;
}

int beat(const Words &words) {
    runBeat({variable("REDIS_URL", "redis://localhost:6379/0"), option(words, "--schedule", "celerybeat-schedule")}, endWanted);
    return 0;
}

int ping(const Words &words) {
    Redis redis(variable("REDIS_URL", "redis://localhost:6379/0"));
    const std::string node = option(words, "--destination", "celery@" + variable("HOSTNAME", "localhost"));
    const int limit = std::clamp(std::atoi(option(words, "--timeout", "1").c_str()), 1, 600);
    if (const auto answered = pingWorker(redis, node, std::chrono::seconds(limit)); !answered) {
        std::printf("Error: %s %s\n", qPrintable(answered.error().message), qPrintable(answered.error().detail));
        return 69; // as Celery does
    }
    std::printf("->  %s: OK\n        pong\n1 node online.\n", node.c_str());
    return 0;
}

} // namespace

int celery(const Words &words) {
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    const auto asked = [&words](const char *word) { return std::ranges::contains(words, word); };
    if (asked("inspect") && asked("ping"))
        return ping(words);
    if (asked("worker"))
        return worker(words);
    if (asked("beat"))
        return beat(words);
    std::fprintf(stderr, "celery (stand-in): worker, beat and inspect ping are here\n");
    return 2;
}
