// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/parser.h"
#include "forecast/standard.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    static const QList<forecast::Standard> all = forecast::standards();
    if (const auto current = forecast::parseCurrent(json))
        for (const auto &standard : all)
            (void)standard.index(current->pollutants);
    if (const auto day = forecast::parseForecast(json))
        for (const auto &hour : day->hours)
            (void)all.first().index(hour.pollutants);
    auto stations = forecast::parseStations(json);
    const auto measurements = forecast::parseMeasurements(json);
    if (stations && measurements)
        forecast::addMeasurements(*stations, *measurements);
    (void)forecast::parseCities(json);
    (void)forecast::parseErrorText(json);
    (void)forecast::Standard::read(json, {});
    return 0;
}
