// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The measurements and the weather of the last 30 days as the database holds them, kept in memory: some 2 MB for 120 stations. Between
// stations values are weighted by the inverse square of the distance.
#pragma once

#include "sandbox/services/airsource.h"
#include "sandbox/system/database.h"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace sandbox {

class AirHistory : public AirSource {
public:
    /// Everything that is stored of the last `hours`.
    [[nodiscard]] base::Status load(pqxx::connection &connection, std::chrono::sys_seconds now, int hours);
    /// The newest hours again, and what came after them.
    [[nodiscard]] base::Status refresh(pqxx::connection &connection);
    [[nodiscard]] bool empty() const { return m_stations.empty() || m_latest < m_first; }

    [[nodiscard]] std::chrono::sys_seconds latest(std::chrono::sys_seconds now) const override;
    [[nodiscard]] double value(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds hour) const override;
    [[nodiscard]] std::vector<double> history(
        Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds last, int hours) const override;
    /// Of the nearest city; the climate's where the hour is not stored.
    [[nodiscard]] Weather weatherAt(double latitude, double longitude, std::chrono::sys_seconds hour) const override;

private:
    struct Station {
        double latitude;
        double longitude;
        std::array<std::vector<float>, pollutants.size()> values; // by hour since m_first; not a number where none is stored
    };
    struct Share {
        std::size_t station;
        double weight;
    };
    void read(pqxx::work &work, std::chrono::sys_seconds from);
    void readWeather(pqxx::work &work, std::chrono::sys_seconds from);
    /// Forgets what is older than m_hours before an hour, and makes room for it.
    void reachTo(long long hour);
    [[nodiscard]] std::vector<Share> near(double latitude, double longitude) const;
    [[nodiscard]] double mixed(Pollutant pollutant, const std::vector<Share> &shares, long long index) const;

    std::vector<Station> m_stations;
    std::unordered_map<std::string, std::size_t> m_indexes; // of stations, by id
    std::array<std::unordered_map<long long, Weather>, 15> m_weather; // by city and hour since 1970
    long long m_first = 0; // hour since 1970
    long long m_latest = -1;
    int m_hours = 0;
};

} // namespace sandbox
