// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The value of a secret: bytes that are overwritten before their memory is given back.
#pragma once

#include <string>
#include <string_view>

namespace config {

/// Copies are secrets too. There is no way to print one by accident: whoever wants the bytes asks for them by name.
class SecretValue {
public:
    SecretValue() = default;
    explicit SecretValue(std::string_view bytes) : m_bytes(bytes) {}
    SecretValue(const SecretValue &) = default;
    SecretValue(SecretValue &&other) noexcept : m_bytes(std::move(other.m_bytes)) { other.wipe(); }
    SecretValue &operator=(const SecretValue &other);
    SecretValue &operator=(SecretValue &&other) noexcept;
    ~SecretValue() { wipe(); }

    [[nodiscard]] std::string_view bytes() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    bool operator==(const SecretValue &) const = default;

private:
    void wipe() noexcept;

    std::string m_bytes;
};

/// Overwrites a buffer that held a secret on its way.
void wipe(std::string &bytes) noexcept;

} // namespace config
