// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/strength.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace config {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view value) {
    std::string out(value);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

// What is tried first. Each counts as about ten guesses of yes or no.
constexpr std::array commonWords = {"password", "passwort", "passw0rd", "p@ssw0rd", "postgres", "grafana", "redis", "admin", "administrator", "welcome", "letmein",
    "monkey", "dragon", "master", "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn", "secret", "geheim", "login", "root", "user", "test", "demo", "default",
    "changeme", "hunter2", "iloveyou", "sunshine", "princess", "football", "superman", "development", "staging", "production", "predictor", "sandbox"};
constexpr double bitsOfWord = 10;

double bitsOfCharacter(std::string_view value) {
    bool digits = false, lowers = false, uppers = false, others = false, hex = true;
    for (const char c : value) {
        digits |= c >= '0' && c <= '9';
        lowers |= c >= 'a' && c <= 'z';
        uppers |= c >= 'A' && c <= 'Z';
        others |= !((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'));
        hex = hex && ((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'));
    }
    const int alphabet = hex && digits && (lowers != uppers) ? 16 : digits * 10 + lowers * 26 + uppers * 26 + others * 20;
    return alphabet > 1 ? std::log2(alphabet) : 0;
}

/// A character that follows from the one before: the same, the next or the previous, or one that repeats what stood a period ago.
bool follows(std::string_view value, std::size_t at) {
    if (at == 0)
        return false;
    const int step = value[at] - value[at - 1];
    if (step >= -1 && step <= 1 && at >= 2 && value[at - 1] - value[at - 2] == step)
        return true;
    for (std::size_t period = 2; period <= 8 && period * 2 <= at + 1; ++period)
        if (value.substr(at + 1 - period, period) == value.substr(at + 1 - 2 * period, period))
            return true;
    return false;
}

} // namespace

double secretBits(std::string_view value) {
    std::string rest = lowered(value);
    double bits = 0;
    std::vector<bool> word(value.size());
    for (const std::string_view common : commonWords)
        for (std::size_t at = rest.find(common); at != std::string::npos; at = rest.find(common, at + common.size())) {
            std::fill_n(word.begin() + std::ptrdiff_t(at), common.size(), true);
            std::fill_n(rest.begin() + std::ptrdiff_t(at), common.size(), '\0');
            bits += bitsOfWord;
        }
    wipe(rest);
    // Few different characters, however they are mixed, say no more than their number allows.
    const auto different = double(std::set<char>(value.begin(), value.end()).size());
    const double each = different > 1 ? std::min(bitsOfCharacter(value), 1.5 * std::log2(different)) : 0;
    for (std::size_t at = 0; at < value.size(); ++at)
        if (!word[at])
            bits += follows(value, at) ? 0.5 : each;
    return bits;
}

bool isPlaceholderValue(std::string_view value) {
    const std::string text = lowered(value);
    constexpr std::array marks = {"change_me", "changeme", "change-me", "change me", "replace_me", "replaceme", "replace-me", "replace_with", "replace-with",
        "placeholder", "not-a-secret", "not_a_secret", "example-key", "insert-", "insert_", "to-be-set", "xxxxxx", "dummy", "todo", "fixme"};
    for (const std::string_view mark : marks)
        if (text.find(mark) != std::string::npos)
            return true;
    if (text.starts_with("your-") || text.starts_with("your_") || text.find(":your-") != std::string::npos || text.find(":your_") != std::string::npos)
        return true;
    const auto enclosed = [&](std::string_view open, char close) {
        const auto at = text.find(open);
        return at != std::string::npos && text.find(close, at + open.size()) != std::string::npos;
    };
    // "$(...)" and "{{ }}" are templates that nobody filled in.
    return enclosed("${", '}') || enclosed("$(", ')') || enclosed("{{", '}') || (text.size() > 2 && text.front() == '<' && text.back() == '>');
}

} // namespace config
