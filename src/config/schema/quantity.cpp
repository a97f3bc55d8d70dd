// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/quantity.h"

#include "config/schema/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace config::schema {

namespace {

using Wide = Quantity::Wide;
constexpr Wide one = 1'000'000'000;
constexpr Wide most = one * 1'000'000'000 * 1'000'000'000 * 1'000'000'000; // 10^36, far beyond any resource

Wide times(Wide value, Wide factor) {
    if (value > most / factor)
        return most;
    return value < -most / factor ? -most : value * factor;
}

struct Suffix {
    std::string_view text;
    int ten = 0; // powers
    int two = 0;
};
constexpr std::array<Suffix, 15> suffixes = {{{"", 0, 0}, {"n", -9, 0}, {"u", -6, 0}, {"m", -3, 0}, {"k", 3, 0}, {"M", 6, 0}, {"G", 9, 0}, {"T", 12, 0}, {"P", 15, 0},
    {"E", 18, 0}, {"Ki", 0, 10}, {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40}, {"Pi", 0, 50}}};

/// Digits with one point at most; in nanos, further digits rounded up as Kubernetes does.
std::optional<Wide> decimal(std::string_view text) {
    Wide whole = 0;
    Wide fraction = 0;
    Wide unit = one;
    bool digits = false;
    bool point = false;
    bool beyond = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        digits = true;
        if (!point)
            whole = std::min(most / one, whole * 10 + (c - '0'));
        else if (unit > 1)
            fraction += (unit /= 10) * (c - '0');
        else
            beyond = beyond || c != '0';
    }
    return digits ? std::optional(times(whole, one) + fraction + (beyond ? 1 : 0)) : std::nullopt;
}

std::optional<Suffix> suffixOf(std::string_view text) {
    if (text == "Ei")
        return Suffix{text, 0, 60};
    if (const auto *found = std::ranges::find(suffixes, text, &Suffix::text); found != suffixes.end())
        return *found;
    if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E'))
        return std::nullopt;
    std::string_view digits = text.substr(text[1] == '+' ? 2 : 1);
    int power = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), power);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return Suffix{text, std::clamp(power, -40, 40), 0};
}

Wide scaled(Wide value, const Suffix &suffix) {
    for (int i = 0; i < suffix.ten; ++i)
        value = times(value, 10);
    for (int i = 0; i > suffix.ten; --i)
        value = value / 10 + (value % 10 > 0 ? 1 : 0);
    for (int i = 0; i < suffix.two; ++i)
        value = times(value, 2);
    return value;
}

std::size_t numberLength(std::string_view text) {
    return std::min(text.find_first_not_of("+-0123456789."), text.size());
}

} // namespace

std::optional<Quantity> quantityOf(std::string_view text) {
    if (text.empty() || text.size() > 100)
        return std::nullopt;
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+')
        text.remove_prefix(1);
    const std::size_t split = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto number = decimal(text.substr(0, split));
    const auto suffix = suffixOf(text.substr(split));
    if (!number || !suffix)
        return std::nullopt;
    const Wide value = scaled(*number, *suffix);
    return Quantity{negative ? -value : value};
}

QString quantityHint(std::string_view text) {
    const std::string_view number = text.substr(0, numberLength(text));
    if (!quantityOf(number))
        return {};
    QString unit = qstring(text.substr(number.size())).trimmed().toLower();
    const QString amount = qstring(number);
    if (unit == QLatin1String("kb") || unit == QLatin1String("kib") || unit == QLatin1String("ki"))
        return tr("%1k or %1Ki").arg(amount);
    if (unit == QLatin1String("cpu") || unit == QLatin1String("cpus") || unit == QLatin1String("core") || unit == QLatin1String("cores"))
        return amount;
    if (unit == QLatin1String("milli") || unit == QLatin1String("millicores") || unit == QLatin1String("m"))
        return amount + u'm';
    for (const char letter : {'m', 'g', 't', 'p'}) {
        const QChar lower = QLatin1Char(letter);
        const QChar upper = lower.toUpper();
        if (unit == QString(lower) + u'b' || unit == QString(lower) + QLatin1String("ib") || unit == QString(lower) + u'i' || unit == lower ||
            unit == QString(lower) + QLatin1String("eg") || unit == QString(lower) + QLatin1String("ega") || unit == QString(lower) + QLatin1String("iga"))
            return tr("%1%2 or %1%2i").arg(amount, QString(upper));
    }
    if (unit == QLatin1String("k"))
        return tr("%1k or %1Ki").arg(amount);
    return {};
}

} // namespace config::schema
