// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/outlook.h"
#include "forecast/palette.h"
#include "forecast/parser.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    static const QList<forecast::Standard> all = forecast::standards();
    if (const auto current = forecast::parseCurrent(json))
        for (const auto &standard : all)
            (void)standard.index(current->pollutants);
    const auto measurements = forecast::parseMeasurements(json);
    if (const auto day = forecast::parseForecast(json))
        for (const auto &standard : all)
            (void)forecast::outlook(*day, {}, measurements.value_or(QList<forecast::Measurement>()), standard);
    if (measurements)
        for (const auto &standard : all)
            (void)forecast::averaged(*measurements, standard, forecast::lastHourEnd(*measurements));
    auto stations = forecast::parseStations(json);
    if (stations && measurements)
        forecast::addMeasurements(*stations, *measurements);
    (void)forecast::parseCities(json);
    (void)forecast::parseGrid(json);
    (void)forecast::parseErrorText(json);
    (void)forecast::Standard::read(json, {});
    (void)forecast::Palette::read(json, {});
    return 0;
}
