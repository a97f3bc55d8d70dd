// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/call.h"

#include <charconv>
#include <cmath>
#include <format>
#include <ranges>

namespace sandbox {

namespace {
int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text, bool plusIsBlank) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0;
        if (escape) {
            out.push_back(static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2])));
            i += 2;
        } else {
            out.push_back(plusIsBlank && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}
} // namespace

ApiCall takeApart(const ServiceRequest &request, const AirSource &air) {
    ApiCall call{decoded(request.path, false), {}, {}, request.now, request.databaseUp, request.cacheUp, &air};
    for (auto part : std::views::split(call.path, '/'))
        if (!part.empty())
            call.parts.emplace_back(std::string_view(part));
    for (auto pair : std::views::split(request.query, '&')) {
        const std::string_view text(pair);
        const auto equals = text.find('=');
        if (!text.empty())
            call.parameters[decoded(text.substr(0, equals), true)] =
                equals == std::string_view::npos ? std::string() : decoded(text.substr(equals + 1), true);
    }
    return call;
}

ServiceReply jsonReply(const nlohmann::json &body, int status) {
    // A path may hold bytes that are no UTF-8; they come back replaced rather than as an exception.
    return {status, "application/json", body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), {}};
}

ServiceReply detailReply(int status, const std::string &text) {
    return jsonReply({{"detail", text}}, status);
}

ServiceReply invalidReply(const std::string &parameter, const std::string &message, const std::string &type) {
    const nlohmann::json item = {{"loc", {"query", parameter}}, {"msg", message}, {"type", type}};
    return jsonReply({{"detail", nlohmann::json::array({item})}}, 422);
}

std::expected<double, ServiceReply> number(
    const ApiCall &call, const std::string &parameter, double low, double high, std::optional<double> otherwise) {
    const auto found = call.parameters.find(parameter);
    if (found == call.parameters.end()) {
        if (otherwise)
            return *otherwise;
        return std::unexpected(invalidReply(parameter, "Field required", "missing"));
    }
    double value = 0;
    const std::string &text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::unexpected(invalidReply(
            parameter, "Input should be a valid number, unable to parse string as a number", "float_parsing"));
    if (value < low)
        return std::unexpected(invalidReply(
            parameter, std::format("Input should be greater than or equal to {}", low), "greater_than_equal"));
    if (value > high)
        return std::unexpected(
            invalidReply(parameter, std::format("Input should be less than or equal to {}", high), "less_than_equal"));
    return value;
}

std::string stamp(std::chrono::sys_seconds time) {
    return std::format("{:%FT%T}", time);
}

std::optional<std::chrono::sys_seconds> readStamp(std::string_view text) {
    using namespace std::chrono;
    int field[6] = {};
    constexpr std::size_t starts[6] = {0, 5, 8, 11, 14, 17};
    for (std::size_t i = 0; i < 6; ++i) {
        const std::size_t length = i == 0 ? 4 : 2;
        if (text.size() < starts[i] + length)
            return {};
        const char *begin = text.data() + starts[i];
        const auto [end, error] = std::from_chars(begin, begin + length, field[i]);
        if (error != std::errc() || end != begin + length)
            return {};
    }
    const year_month_day date{
        year(field[0]), month(static_cast<unsigned>(field[1])), day(static_cast<unsigned>(field[2]))};
    if (!date.ok() || field[3] > 23 || field[4] > 59 || field[5] > 59)
        return {};
    return sys_days(date) + hours(field[3]) + minutes(field[4]) + seconds(field[5]);
}

double tenth(double value) {
    return std::floor(value * 10 + 0.5) / 10;
}

} // namespace sandbox
