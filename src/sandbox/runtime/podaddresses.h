// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of pods, 0.2 and up in their network; those of ended pods come again only when the others are used up.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sandbox {

class PodAddresses {
public:
    /// network: the two first numbers, "10.244.".
    explicit PodAddresses(std::string network)
        : m_network(std::move(network)) {}
    [[nodiscard]] std::string take();
    [[nodiscard]] bool owns(std::string_view address) const { return numberOf(address).has_value(); }
    /// Nothing happens where the text is none of these addresses.
    void giveBack(const std::string &address);
    /// One that a pod of an earlier run has.
    void claim(const std::string &address);

private:
    [[nodiscard]] std::optional<std::uint32_t> numberOf(std::string_view address) const;

    std::string m_network;
    std::set<std::uint32_t> m_free;
    std::uint32_t m_next = 2;
};

} // namespace sandbox
