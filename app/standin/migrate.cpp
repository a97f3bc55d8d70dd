// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "programs.h"

#include "sandbox/system/airhistory.h"
#include "sandbox/system/ingestion.h"
#include "sandbox/system/migration.h"
#include "sandbox/system/predictions.h"

#include <cstdio>
#include <cstdlib>

using namespace sandbox;

namespace {

constexpr std::chrono::minutes limit{5}; // of one statement

/// What a worker would make of the first data within the hour.
base::Status predictFirst(pqxx::connection &connection, Migrated &done) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    AirHistory air;
    if (auto read = air.load(connection, now, static_cast<int>(keptHistory / std::chrono::hours(1))); !read)
        return read;
    const auto past = storeHindcasts(connection, air, now);
    if (!past)
        return std::unexpected(past.error());
    const auto stored = storePredictions(connection, air, now);
    const auto error = storeModelError(connection, air, now);
    if (!stored || !error)
        return std::unexpected(stored ? error.error() : stored.error());
    done.predictions = *past + *stored;
    return {};
}

int fail(const base::Error &error) {
    std::fprintf(stderr, "ERROR [alembic] %s: %s\n", qPrintable(error.message), qPrintable(error.detail));
    return 1;
}

} // namespace

int alembic(const Words &words) {
    if (words != Words{"upgrade", "head"}) {
        std::fprintf(stderr, "alembic (stand-in): only `alembic upgrade head` is here\n");
        return 2;
    }
    const char *url = std::getenv("DATABASE_URL");
    if (!url) {
        std::fprintf(stderr, "ERROR [alembic] DATABASE_URL is not set\n");
        return 1;
    }
    const auto began = std::chrono::steady_clock::now();
    auto migrated = tried([url] { return pqxx::connection(connectionText(url, limit)); }).and_then([](pqxx::connection connection) {
        auto done = migrate(connection, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        if (done && done->measurements > 0) {
            if (const auto predicted = predictFirst(connection, *done); !predicted)
                std::printf("WARNI [alembic] no predictions yet: %s\n", qPrintable(predicted.error().detail));
        }
        return done;
    });
    if (!migrated)
        return fail(migrated.error());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("INFO  [alembic.runtime.migration] Running upgrade %s -> 003 (stand-in)\n", migrated->from.empty() ? "" : migrated->from.c_str());
    std::printf("seeded %ld measurements, %ld hours of weather and %ld predictions, all synthetic, in %.1f s\n", migrated->measurements, migrated->weather,
        migrated->predictions, took.count());
    return 0;
}
