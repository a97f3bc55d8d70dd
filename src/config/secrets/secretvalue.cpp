// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/secretvalue.h"

#include <cstring>
#include <utility>

namespace config {

void wipe(std::string &bytes) noexcept {
    explicit_bzero(bytes.data(), bytes.size()); // a plain memset before the end of a life is left out by the compiler
    bytes.clear();
}

void SecretValue::wipe() noexcept {
    config::wipe(m_bytes);
}

SecretValue &SecretValue::operator=(const SecretValue &other) {
    if (this != &other) {
        SecretValue copy(other);
        wipe();
        m_bytes.swap(copy.m_bytes);
    }
    return *this;
}

SecretValue &SecretValue::operator=(SecretValue &&other) noexcept {
    if (this != &other) {
        wipe();
        m_bytes.swap(other.m_bytes);
    }
    return *this;
}

} // namespace config
