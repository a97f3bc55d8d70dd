// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/suggest.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace config::schema {

namespace {

constexpr std::size_t longest = 64; // of a word that is compared

std::string plain(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c != '-' && c != '_' && c != ' ')
            result += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return result;
}

} // namespace

int distance(std::string_view a, std::string_view b, int most) {
    if (std::abs(int(a.size()) - int(b.size())) > most || a.size() > longest || b.size() > longest)
        return most + 1;
    const std::size_t width = b.size() + 1;
    std::vector<int> rows(3 * width);
    int *before = rows.data();
    int *last = before + width;
    int *now = last + width;
    for (std::size_t j = 0; j < width; ++j)
        last[j] = int(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = int(i);
        for (std::size_t j = 1; j < width; ++j) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return std::min(last[b.size()], most + 1);
}

Suggestion closest(std::string_view word, std::span<const std::string_view> candidates) {
    const std::string mine = plain(word);
    const int most = mine.size() <= 2 ? 0 : mine.size() <= 4 ? 1 : mine.size() <= 9 ? 2 : 3;
    Suggestion best{{}, most + 1};
    for (const std::string_view candidate : candidates) {
        if (candidate == word)
            continue;
        const int far = distance(mine, plain(candidate), best.distance - 1 < 0 ? 0 : std::min(most, best.distance));
        if (far < best.distance)
            best = {std::string(candidate), far};
    }
    return best;
}

} // namespace config::schema
