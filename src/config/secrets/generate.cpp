// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/generate.h"

#include <QRandomGenerator>

namespace config {

namespace {

// Without 0 O 1 l I, which people confuse when they read a value out.
constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view hexadecimal = "0123456789abcdef";

SecretValue random(std::string_view alphabet, std::size_t length) {
    std::string text(length, '\0');
    for (char &c : text)
        c = alphabet[std::size_t(QRandomGenerator::system()->bounded(int(alphabet.size())))]; // bounded() is even, % would not be
    SecretValue value(text);
    wipe(text);
    return value;
}

} // namespace

std::optional<SecretValue> generateSecret(SecretKind kind) {
    switch (kind) {
    case SecretKind::SigningKey: return random(hexadecimal, 64);
    case SecretKind::Password:
    case SecretKind::Token: return random(letters, 32);
    default: return {};
    }
}

} // namespace config
