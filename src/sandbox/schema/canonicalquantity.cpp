// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/canonicalquantity.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <optional>

namespace sandbox {

namespace {

__extension__ using Wide = __int128;
constexpr std::int64_t nano = 1'000'000'000;
constexpr std::array<std::string_view, 10> decimalSuffixes = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
constexpr std::array<std::string_view, 7> binarySuffixes = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
constexpr Wide largest = (Wide(1) << 63) * nano; // what Quantity caps at

enum class Base { Ten, Two };
struct Amount {
    Wide nanos = 0;
    Base base = Base::Ten;
};

std::optional<Wide> scaled(Wide value, int factor, int times) {
    for (int i = 0; i < times; ++i) {
        value *= factor;
        if (value > largest || value < -largest)
            return std::nullopt;
    }
    return value;
}

/// Digits with at most nine decimals, in billionths; leaves the suffix in text.
std::optional<Wide> takeNumber(std::string_view &text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    Wide value = 0;
    int decimals = -1;
    bool any = false;
    while (!text.empty() &&
           (std::isdigit(static_cast<unsigned char>(text.front())) || (text.front() == '.' && decimals < 0))) {
        if (text.front() == '.') {
            decimals = 0;
        } else {
            if (decimals == 9)
                return std::nullopt;
            value = value * 10 + (text.front() - '0');
            decimals += decimals >= 0 ? 1 : 0;
            any = true;
        }
        if (value > largest)
            return std::nullopt;
        text.remove_prefix(1);
    }
    if (!any)
        return std::nullopt;
    const auto nanos = scaled(value, 10, 9 - std::max(decimals, 0));
    return nanos ? std::optional(negative ? -*nanos : *nanos) : std::nullopt;
}

std::optional<Amount> parse(std::string_view text) {
    const auto number = takeNumber(text);
    if (!number)
        return std::nullopt;
    for (std::size_t i = 1; i < binarySuffixes.size(); ++i) {
        if (text == binarySuffixes[i]) {
            const auto value = scaled(*number, 1024, static_cast<int>(i));
            return value ? std::optional(Amount{*value, Base::Two}) : std::nullopt;
        }
    }
    for (std::size_t i = 0; i < decimalSuffixes.size(); ++i) {
        if (text != decimalSuffixes[i])
            continue;
        if (i >= 3) {
            const auto value = scaled(*number, 1000, static_cast<int>(i) - 3);
            return value ? std::optional(Amount{*value, Base::Ten}) : std::nullopt;
        }
        Wide divisor = 1;
        for (std::size_t n = i; n < 3; ++n)
            divisor *= 1000;
        return *number % divisor == 0 ? std::optional(Amount{*number / divisor, Base::Ten}) : std::nullopt;
    }
    return std::nullopt; // exponents keep the form they were written in
}

std::string digits(Wide value) {
    const bool negative = value < 0;
    std::string text;
    for (Wide rest = negative ? -value : value; rest > 0 || text.empty(); rest /= 10)
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    return negative ? '-' + text : text;
}

std::string decimalText(Wide nanos) {
    if (nanos == 0)
        return "0";
    std::size_t suffix = 0;
    while (suffix + 1 < decimalSuffixes.size() && nanos % 1000 == 0) {
        nanos /= 1000;
        ++suffix;
    }
    return digits(nanos) + std::string(decimalSuffixes[suffix]);
}

std::string binaryText(Wide nanos) {
    Wide whole = nanos / nano;
    if (nanos % nano != 0 || (whole < 1024 && whole > -1024))
        return decimalText(nanos);
    std::size_t suffix = 0;
    while (suffix + 1 < binarySuffixes.size() && whole % 1024 == 0) {
        whole /= 1024;
        ++suffix;
    }
    return digits(whole) + std::string(binarySuffixes[suffix]);
}

} // namespace

Json canonicalQuantity(const Json &quantity) {
    if (!quantity.is_string() && !quantity.is_number())
        return quantity;
    const std::string text = quantity.is_string() ? quantity.get<std::string>() : quantity.dump();
    const auto amount = parse(text);
    if (!amount)
        return quantity.is_string() ? quantity : Json(text);
    return amount->base == Base::Two ? binaryText(amount->nanos) : decimalText(amount->nanos);
}

std::string amountText(std::string_view resource, double amount) {
    if (resource.ends_with("cpu"))
        return cpuQuantity(amount);
    if (!std::isfinite(amount) || std::abs(amount) > 9e18)
        return "0";
    const long long whole = std::llround(amount);
    if (resource.ends_with("memory") || resource.ends_with("storage"))
        return binaryText(Wide(whole) * nano);
    return std::to_string(whole);
}

} // namespace sandbox
