// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/airhistory.h"

#include "sandbox/services/catalog.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace sandbox {

namespace {

constexpr std::size_t neighbours = 5;
constexpr double atTheStation = 0.05; // km
constexpr int carriedOver = 48;       // hours that a gap is filled with what was before it
constexpr double unknown = 0.1;       // positive, since the forecast takes logarithms
constexpr long long readAgain = 2;    // hours, at each refresh: late values and corrections

long long hourOf(std::chrono::sys_seconds time) {
    return std::chrono::floor<std::chrono::hours>(time).time_since_epoch() / std::chrono::hours(1);
}

std::chrono::sys_seconds timeOf(long long hour) {
    return std::chrono::sys_seconds(std::chrono::hours(hour));
}

std::size_t cityIndex(double latitude, double longitude) {
    const City *city = cityNear(latitude, longitude, 1e6);
    return static_cast<std::size_t>(city - cities().data());
}

} // namespace

base::Status AirHistory::load(pqxx::connection &connection, std::chrono::sys_seconds now, int hours) {
    return tried([&] {
        pqxx::work work(connection);
        m_stations.clear();
        m_indexes.clear();
        m_hours = hours;
        m_first = hourOf(now) - hours + 1;
        m_latest = m_first - 1;
        for (const auto &row : work.exec("SELECT station_id, ST_Y(location), ST_X(location) FROM monitoring_stations WHERE is_active ORDER BY station_id")) {
            m_indexes.emplace(row[0].as<std::string>(), m_stations.size());
            m_stations.push_back({row[1].as<double>(), row[2].as<double>(), {}});
            for (auto &values : m_stations.back().values)
                values.assign(static_cast<std::size_t>(hours), std::numeric_limits<float>::quiet_NaN());
        }
        read(work, timeOf(m_first));
        readWeather(work, timeOf(m_first));
    });
}

base::Status AirHistory::refresh(pqxx::connection &connection) {
    return tried([&] {
        pqxx::work work(connection);
        const auto from = timeOf(std::max(m_first, m_latest - readAgain + 1));
        read(work, from);
        readWeather(work, from);
    });
}

void AirHistory::read(pqxx::work &work, std::chrono::sys_seconds from) {
    const std::string query = "SELECT station_id, parameter, floor(extract(epoch FROM time) / 3600)::bigint, value FROM air_quality_measurements "
                              "WHERE value IS NOT NULL AND time >= '" + instant(from) + "'";
    for (const auto &[station, parameter, hour, value] : work.stream<std::string, std::string_view, long long, double>(query)) {
        const auto index = m_indexes.find(station);
        const auto pollutant = std::ranges::find(pollutants, parameter, &key);
        if (index == m_indexes.end() || pollutant == pollutants.end() || hour < m_first)
            continue;
        reachTo(hour);
        m_stations[index->second].values[static_cast<std::size_t>(*pollutant)][static_cast<std::size_t>(hour - m_first)] = static_cast<float>(value);
    }
}

void AirHistory::readWeather(pqxx::work &work, std::chrono::sys_seconds from) {
    const auto rows = work.exec("SELECT ST_Y(location), ST_X(location), floor(extract(epoch FROM time) / 3600)::bigint, temperature, humidity, wind_speed, "
                                "wind_direction, pressure FROM weather_data WHERE time >= $1", pqxx::params{instant(from)});
    for (const auto &row : rows) {
        m_weather[cityIndex(row[0].as<double>(), row[1].as<double>())][row[2].as<long long>()]
            = {row[3].as<double>(0), row[4].as<double>(0), row[5].as<double>(0), row[6].as<double>(0), row[7].as<double>(0)};
    }
}

void AirHistory::reachTo(long long hour) {
    m_latest = std::max(m_latest, hour);
    const long long surplus = hour - (m_first + m_hours) + 1;
    if (surplus <= 0)
        return;
    const auto dropped = static_cast<std::ptrdiff_t>(std::min<long long>(surplus, m_hours));
    for (Station &station : m_stations) {
        for (auto &values : station.values) {
            values.erase(values.begin(), values.begin() + dropped);
            values.resize(static_cast<std::size_t>(m_hours), std::numeric_limits<float>::quiet_NaN());
        }
    }
    m_first += surplus;
    for (auto &weather : m_weather)
        std::erase_if(weather, [this](const auto &entry) { return entry.first < m_first; });
}

std::vector<AirHistory::Share> AirHistory::near(double latitude, double longitude) const {
    std::vector<std::pair<double, std::size_t>> away;
    for (std::size_t i = 0; i < m_stations.size(); ++i)
        away.emplace_back(distance(latitude, longitude, m_stations[i].latitude, m_stations[i].longitude), i);
    const std::size_t count = std::min(neighbours, away.size());
    std::ranges::partial_sort(away, away.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<Share> shares;
    for (std::size_t i = 0; i < count; ++i)
        shares.push_back({away[i].second, 1 / std::max(1e-9, away[i].first * away[i].first)});
    if (count > 0 && away[0].first < atTheStation)
        shares.resize(1);
    return shares;
}

double AirHistory::mixed(Pollutant pollutant, const std::vector<Share> &shares, long long index) const {
    for (long long at = std::min<long long>(index, m_hours - 1); at >= 0 && at > index - carriedOver; --at) {
        double sum = 0;
        double weights = 0;
        for (const auto &[station, weight] : shares) {
            const float value = m_stations[station].values[static_cast<std::size_t>(pollutant)][static_cast<std::size_t>(at)];
            if (std::isnan(value))
                continue;
            sum += weight * static_cast<double>(value);
            weights += weight;
        }
        if (weights > 0)
            return std::max(unknown, sum / weights);
    }
    return unknown;
}

std::chrono::sys_seconds AirHistory::latest(std::chrono::sys_seconds now) const {
    return timeOf(std::min(m_latest, hourOf(now)));
}

double AirHistory::value(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds hour) const {
    return mixed(pollutant, near(latitude, longitude), hourOf(hour) - m_first);
}

std::vector<double> AirHistory::history(
    Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds last, int hours) const {
    const auto shares = near(latitude, longitude);
    std::vector<double> values;
    for (long long index = hourOf(last) - m_first - hours + 1; index <= hourOf(last) - m_first; ++index)
        values.push_back(mixed(pollutant, shares, index));
    return values;
}

Weather AirHistory::weatherAt(double latitude, double longitude, std::chrono::sys_seconds hour) const {
    const auto &known = m_weather[cityIndex(latitude, longitude)];
    const auto found = known.find(hourOf(hour));
    return found == known.end() ? weather(latitude, longitude, hour) : found->second;
}

} // namespace sandbox
