// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/secreturl.h"

#include <algorithm>

namespace config {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int hex(char c) {
    return isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool escapesHold(std::string_view text) {
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || hex(text[at + 1]) < 0 || hex(text[at + 2]) < 0)
            return false;
    return true;
}

bool isPort(std::string_view text) {
    return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, isDigit);
}

/// Where the last @ stands that ends user and password. One behind the authority counts only where the authority could not be one
/// without: "user:pa/ss@host" and "host/db?mail=a@b" differ in that.
std::size_t endOfUser(std::string_view rest) {
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view host = authority.substr(at + 1);
        const auto colon = host.rfind(':');
        if (host.find('[') != std::string_view::npos || colon == std::string_view::npos || isPort(host.substr(colon + 1)))
            return at;
    } else if (const auto colon = authority.find(':'); colon == std::string_view::npos || isPort(authority.substr(colon + 1)) || authority.starts_with('['))
        return std::string_view::npos;
    return rest.rfind('@');
}

void splitUser(SecretUrl &url, std::string_view text) {
    const auto colon = text.find(':');
    url.user = text.substr(0, colon);
    url.hasPassword = colon != std::string_view::npos;
    url.password = url.hasPassword ? text.substr(colon + 1) : std::string_view();
    if (text.find_first_of("/?#@[] \t\"<>\\^`{|}", 0) != std::string_view::npos || url.password.find(':') != std::string_view::npos)
        url.fault = SecretUrl::Fault::Unescaped;
    else if (!escapesHold(text))
        url.fault = SecretUrl::Fault::BadEscape;
}

} // namespace

SecretUrl splitUrl(std::string_view text) {
    SecretUrl url;
    const auto colon = text.find("://");
    if (colon == std::string_view::npos || colon == 0) {
        url.fault = SecretUrl::Fault::NoScheme;
        return url;
    }
    url.scheme = text.substr(0, colon);
    std::string_view rest = text.substr(colon + 3);
    if (const auto at = endOfUser(rest); at != std::string_view::npos) {
        splitUser(url, rest.substr(0, at));
        rest = rest.substr(at + 1);
    }
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    rest.remove_prefix(authority.size());
    const auto port = authority.starts_with('[') ? authority.find(':', authority.find(']')) : authority.rfind(':');
    url.host = authority.substr(0, port);
    url.port = port == std::string_view::npos ? std::string_view() : authority.substr(port + 1);
    if (rest.starts_with('/'))
        url.path = rest.substr(1, rest.find_first_of("?#") == std::string_view::npos ? std::string_view::npos : rest.find_first_of("?#") - 1);
    if (url.fault == SecretUrl::Fault::None && url.host.empty())
        url.fault = SecretUrl::Fault::NoHost;
    else if (url.fault == SecretUrl::Fault::None && port != std::string_view::npos && !isPort(url.port))
        url.fault = SecretUrl::Fault::BadPort;
    return url;
}

std::optional<SecretValue> percentDecoded(std::string_view text) {
    if (!escapesHold(text))
        return {};
    std::string out;
    out.reserve(text.size()); // no copy is left behind by growing
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escaped = text[at] == '%';
        out += escaped ? char(hex(text[at + 1]) * 16 + hex(text[at + 2])) : text[at];
        at += escaped ? 2 : 0;
    }
    SecretValue value(out);
    wipe(out);
    return value;
}

SecretValue percentEncoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() * 3);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else
            out.append({'%', digits[byte / 16], digits[byte % 16]});
    }
    SecretValue value(out);
    wipe(out);
    return value;
}

std::optional<SecretValue> urlWithPassword(const SecretValue &url, const SecretValue &password) {
    const std::string_view text = url.bytes();
    const SecretUrl parts = splitUrl(text);
    if (parts.user.empty() || parts.fault == SecretUrl::Fault::NoScheme)
        return {};
    const auto user = std::size_t(parts.user.data() - text.data()) + parts.user.size();
    const std::size_t behind = parts.hasPassword ? std::size_t(parts.password.data() - text.data()) + parts.password.size() : user;
    const SecretValue encoded = percentEncoded(password.bytes());
    std::string out;
    out.reserve(text.size() + encoded.bytes().size() + 1);
    out.append(text.substr(0, user)).append(":").append(encoded.bytes()).append(text.substr(behind));
    SecretValue value(out);
    wipe(out);
    return value;
}

} // namespace config
