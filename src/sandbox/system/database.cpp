// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/database.h"

#include <format>

using namespace Qt::StringLiterals;

namespace sandbox {

std::string connectionText(const std::string &url, std::chrono::milliseconds limit) {
    std::string text = url;
    const auto scheme = text.find("://");
    if (const auto driver = text.find('+'); scheme != std::string::npos && driver < scheme)
        text.erase(driver, scheme - driver);
    return text + (text.contains('?') ? '&' : '?')
        + std::format("connect_timeout=5&tcp_user_timeout=10000&application_name=aqi-standin&options=-c%20statement_timeout%3D{}%20-c%20client_min_messages%3Dwarning", limit.count());
}

base::Error databaseError(const std::exception &thrown) {
    const bool away = dynamic_cast<const pqxx::broken_connection *>(&thrown) != nullptr;
    const auto *refused = dynamic_cast<const pqxx::sql_error *>(&thrown);
    const bool late = refused && refused->sqlstate() == "57014"; // query_canceled: by the statement's limit
    return {away ? base::ErrorKind::Network : late ? base::ErrorKind::Timeout : base::ErrorKind::Server, u"the database did not do it"_s, {},
        QString::fromUtf8(thrown.what()).trimmed()};
}

std::string instant(std::chrono::sys_seconds time) {
    return std::format("{:%FT%TZ}", time);
}

std::string point(double latitude, double longitude) {
    return std::format("SRID=4326;POINT({} {})", longitude, latitude);
}

} // namespace sandbox
