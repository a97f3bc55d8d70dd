// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/podaddresses.h"

#include <charconv>

namespace sandbox {

namespace {

constexpr std::uint32_t lastAddress = 65533;

std::optional<std::uint32_t> byteOf(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc() && end == text.data() + text.size() && value < 256;
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<std::uint32_t> PodAddresses::numberOf(std::string_view address) const {
    if (!address.starts_with(m_network))
        return std::nullopt;
    address.remove_prefix(m_network.size());
    const auto dot = address.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const auto high = byteOf(address.substr(0, dot));
    const auto low = byteOf(address.substr(dot + 1));
    return high && low ? std::optional(*high * 256 + *low) : std::nullopt;
}

std::string PodAddresses::take() {
    const auto number = m_next <= lastAddress || m_free.empty() ? m_next++ : m_free.extract(m_free.begin()).value();
    return m_network + std::to_string(number / 256 % 256) + '.' + std::to_string(number % 256);
}

void PodAddresses::giveBack(const std::string &address) {
    if (const auto number = numberOf(address))
        m_free.insert(*number);
}

void PodAddresses::claim(const std::string &address) {
    const auto number = numberOf(address);
    if (!number)
        return;
    while (m_next <= *number)
        m_free.insert(m_next++);
    m_free.erase(*number);
}

} // namespace sandbox
