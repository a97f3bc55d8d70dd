// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/names.h"

#include "base/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace config::rules {

namespace {
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isHostByte(char c) { return isAlpha(c) || isDigit(c) || c == '-' || c == '.' || c == '_'; }

/// Damerau and Levenshtein's, transposed neighbours counting once; more than `most` is most + 1.
int distance(std::string_view a, std::string_view b, int most) {
    const auto longer = std::max(a.size(), b.size());
    if (longer - std::min(a.size(), b.size()) > std::size_t(most) || longer > 200)
        return most + 1;
    std::vector<std::vector<int>> rows(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        rows[i][0] = int(i);
    for (std::size_t j = 0; j <= b.size(); ++j)
        rows[0][j] = int(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows[a.size()][b.size()];
}

std::string withoutDigits(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return !isDigit(c); });
    return out;
}

/// Names that are meant to differ: "redis-1" and "redis-2", "app-a" and "app-b".
bool areSiblings(std::string_view a, std::string_view b) {
    const auto mine = split(a, "-._/"), theirs = split(b, "-._/");
    for (std::size_t i = 0; mine.size() == theirs.size() && i < mine.size(); ++i) {
        if (mine[i] != theirs[i] && std::min(mine[i].size(), theirs[i].size()) < 3)
            return true;
    }
    return withoutDigits(a) == withoutDigits(b);
}

/// Lines of a text with comments blanked out, so that offsets stay.
std::string withoutComments(std::string_view text) {
    std::string out(text);
    bool comment = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] == '\n')
            comment = false;
        else if (out[i] == '#' && (i == 0 || out[i - 1] == '\n' || ((out[i - 1] == ' ' || out[i - 1] == '\t') && contains(text, "\n"))))
            comment = true;
        if (comment)
            out[i] = ' ';
    }
    return out;
}

/// Reads host and port at `at`; false where it is no plain host.
bool readHost(std::string_view text, std::size_t at, std::size_t end, Endpoint &into) {
    std::size_t stop = at;
    while (stop < end && isHostByte(text[stop]))
        ++stop;
    into.at = at;
    into.host = text.substr(at, stop - at);
    if (stop < end && text[stop] == ':') {
        std::size_t last = stop + 1;
        while (last < end && isDigit(text[last]))
            ++last;
        into.port = number(text.substr(stop + 1, last - stop - 1));
        stop = last;
    }
    return !into.host.empty() && stop == end && (isAlpha(into.host.front()) || isDigit(into.host.front()));
}

bool endsAddress(char c) { return static_cast<unsigned char>(c) <= ' ' || contains("\"'`<>)]},;|", std::string_view(&c, 1)); }
} // namespace

QString list(std::span<const std::string_view> names, std::size_t atMost) {
    QString out;
    for (std::size_t i = 0; i < names.size() && i < atMost; ++i)
        out += (i ? QStringLiteral(", ") : QString()) + text(names[i]);
    return names.size() > atMost ? out + QStringLiteral(", ...") : out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> out;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(separators, at)) != text.npos) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return out;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::string_view> near(std::string_view name, std::span<const std::string_view> candidates) {
    const int most = name.size() < 4 ? 0 : name.size() < 12 ? 1 : 2;
    std::optional<std::string_view> best;
    int bestDistance = most + 1;
    for (const std::string_view candidate : candidates) {
        const int d = distance(name, candidate, most);
        if (d == 0 || d > bestDistance || d > most || areSiblings(name, candidate) || (best && *best == candidate))
            continue;
        best = d == bestDistance ? std::nullopt : std::optional(candidate); // two that are equally near: neither is certain
        bestDistance = d;
    }
    return best;
}

std::optional<int> Endpoint::portOrDefault() const {
    if (port)
        return port;
    using Default = std::pair<std::string_view, int>;
    static constexpr std::array<Default, 8> defaults = {{{"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}, {"redis", 6379},
        {"amqp", 5672}, {"mysql", 3306}, {"mongodb", 27017}}};
    if (scheme.starts_with("postgres"))
        return 5432;
    const auto found = std::ranges::find(defaults, scheme.substr(0, scheme.find('+')), &Default::first);
    return found == defaults.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Endpoint> urls(std::string_view source) {
    std::vector<Endpoint> out;
    const std::string plain = withoutComments(source);
    for (std::size_t at = plain.find("://"); at != plain.npos; at = plain.find("://", at + 3)) {
        std::size_t begin = at;
        while (begin > 0 && (isAlpha(plain[begin - 1]) || isDigit(plain[begin - 1]) || plain[begin - 1] == '+' || plain[begin - 1] == '.' || plain[begin - 1] == '-'))
            --begin;
        Endpoint endpoint;
        endpoint.scheme = source.substr(begin, at - begin);
        std::size_t end = at + 3;
        while (end < plain.size() && !endsAddress(plain[end]))
            ++end;
        const std::string_view rest = source.substr(at + 3, end - at - 3);
        const std::size_t sign = rest.rfind('@'); // the last: an unescaped one in the password is before it
        const bool web = endpoint.scheme.starts_with("http"); // there an "@" may stand in the path
        const std::size_t userEnd = sign != rest.npos && !(web && rest.find('/') < sign) ? sign : rest.npos;
        if (userEnd != rest.npos)
            endpoint.userinfo = rest.substr(0, userEnd);
        const std::size_t host = at + 3 + (userEnd == rest.npos ? 0 : userEnd + 1);
        const std::size_t hostEnd = std::min(source.find_first_of("/?#", host), end);
        endpoint.path = source.substr(hostEnd, end - hostEnd);
        if (!endpoint.scheme.empty() && readHost(source, host, hostEnd, endpoint))
            out.push_back(endpoint);
    }
    return out;
}

std::vector<Endpoint> endpoints(std::string_view source) {
    std::vector<Endpoint> out = urls(source);
    const std::string plain = withoutComments(source);
    for (std::size_t colon = plain.find(':'); colon != plain.npos; colon = plain.find(':', colon + 1)) {
        std::size_t begin = colon;
        while (begin > 0 && isHostByte(plain[begin - 1]))
            --begin;
        std::size_t end = colon + 1;
        while (end < plain.size() && isDigit(plain[end]))
            ++end;
        const bool open = begin == 0 || endsAddress(plain[begin - 1]) || plain[begin - 1] == '=' || plain[begin - 1] == '[' || plain[begin - 1] == '(';
        const bool closed = end == plain.size() || endsAddress(plain[end]) || plain[end] == '/';
        Endpoint endpoint;
        if (open && closed && end > colon + 1 && readHost(source, begin, end, endpoint) && isAlpha(endpoint.host.front()) && endpoint.port.value_or(0) >= 80) // "redis:7" is an image
            out.push_back(endpoint);
    }
    return out;
}

bool isLabel(std::string_view label) {
    return !label.empty() && label.size() <= 63 && std::ranges::all_of(label, [](char c) { return isAlpha(c) || isDigit(c) || c == '-'; })
        && label.front() != '-' && label.back() != '-';
}

std::optional<double> quantity(std::string_view value) { return base::parseQuantity(text(value)); }

std::optional<double> bytes(std::string_view value, bool decimalUnits) {
    const std::string unit = lowered(value);
    const std::size_t digits = unit.find_first_not_of("0123456789.");
    const auto amount = quantity(value.substr(0, digits));
    if (!amount || digits == unit.npos)
        return amount;
    static constexpr std::string_view steps = "kmgt";
    const std::size_t step = steps.find(unit[digits]);
    const std::string_view tail = std::string_view(unit).substr(digits + 1);
    if (unit.substr(digits) == "b")
        return amount;
    if (step == steps.npos || !(tail.empty() || tail == "b" || tail == "i" || tail == "ib"))
        return std::nullopt;
    double out = *amount;
    for (std::size_t i = 0; i <= step; ++i)
        out *= decimalUnits && tail == "b" ? 1000 : 1024;
    return out;
}

bool isPlaceholder(std::string_view value) {
    const std::string low = lowered(trimmed(value));
    if (low.empty() || low.starts_with('<') || low.starts_with("${") || low.starts_with("{{"))
        return true;
    static constexpr std::array<std::string_view, 17> marks = {"change_me", "changeme", "change-me", "change_this", "change-this", "replace",
        "your-", "your_", "yourpassword", "placeholder", "example", "todo", "xxxx", "not-a-secret", "sandbox", "dummy", "insert"};
    return std::ranges::any_of(marks, [&](std::string_view mark) { return contains(low, mark); });
}

bool isSecretName(std::string_view name) {
    const std::string low = lowered(name);
    static constexpr std::array<std::string_view, 9> marks = {
        "password", "passwd", "secret", "token", "api_key", "apikey", "private_key", "access_key", "credentials"};
    return std::ranges::any_of(marks, [&](std::string_view mark) { return contains(low, mark); }) && !low.ends_with("_file") && !low.ends_with("_path")
        && !low.ends_with("_minutes") && !low.ends_with("_days") && !low.ends_with("_name");
}

} // namespace config::rules
