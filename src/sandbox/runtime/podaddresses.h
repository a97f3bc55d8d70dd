// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of pods: 10.244.0.2 and up; those of ended pods come again only when the others are used up.
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace sandbox {

class PodAddresses {
public:
    [[nodiscard]] std::string take();
    /// Nothing happens where the text is none of these addresses.
    void giveBack(const std::string &address);
    /// One that a pod of an earlier run has.
    void claim(const std::string &address);

private:
    std::set<std::uint32_t> m_free;
    std::uint32_t m_next = 2;
};

} // namespace sandbox
