// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/httpmessage.h"

#include <algorithm>
#include <charconv>

namespace sandbox {

namespace {

constexpr std::string_view endOfHead = "\r\n\r\n";

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decodedQuery(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return percentDecoded(spaced);
}

void splitTarget(HttpRequest &request) {
    const auto path = request.rawPath();
    for (std::size_t at = 0; at < path.size();) {
        const auto slash = std::min(path.find('/', at), path.size());
        if (slash > at)
            request.segments.push_back(percentDecoded(path.substr(at, slash - at)));
        at = slash + 1;
    }
    const auto query = request.rawQuery();
    for (std::size_t at = 0; at < query.size();) {
        const auto end = std::min(query.find('&', at), query.size());
        const auto pair = query.substr(at, end - at);
        const auto equals = std::min(pair.find('='), pair.size());
        if (!pair.empty())
            request.query.emplace_back(
                decodedQuery(pair.substr(0, equals)), equals < pair.size() ? decodedQuery(pair.substr(equals + 1)) : std::string());
        at = end + 1;
    }
}

bool parseRequestLine(std::string_view line, HttpRequest &request) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first || first == 0)
        return false;
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (request.target.empty() || request.target.front() != '/' || !version.starts_with("HTTP/1."))
        return false;
    request.keepAlive = version != "HTTP/1.0";
    splitTarget(request);
    return true;
}

bool parseHead(std::string_view head, HttpRequest &request) {
    const auto lineEnd = std::min(head.find("\r\n"), head.size());
    if (!parseRequestLine(head.substr(0, lineEnd), request))
        return false;
    for (std::size_t at = lineEnd + 2; at < head.size();) {
        const auto end = std::min(head.find("\r\n", at), head.size());
        const auto line = head.substr(at, end - at);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return false;
        auto &value = request.headers[lowerCase(line.substr(0, colon))];
        value += (value.empty() ? "" : ", ");
        value += trimmed(line.substr(colon + 1));
        at = end + 2;
    }
    const auto connection = lowerCase(request.header("connection"));
    if (connection.find("close") != std::string::npos)
        request.keepAlive = false;
    return true;
}

template <int Base> std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, Base);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

using Taken = std::expected<std::optional<std::size_t>, int>; // bytes used after the head; none where more are needed

Taken takeChunks(std::string_view rest, const HttpLimits &limits, std::string &body) {
    for (std::size_t at = 0;;) {
        const auto lineEnd = rest.find("\r\n", at);
        if (lineEnd == std::string_view::npos)
            return rest.size() - at > limits.head ? Taken(std::unexpected(400)) : Taken(std::nullopt);
        const auto line = rest.substr(at, lineEnd - at);
        const auto size = number<16>(trimmed(line.substr(0, line.find(';'))));
        if (!size)
            return std::unexpected(400);
        if (*size > limits.body || body.size() + *size > limits.body)
            return std::unexpected(413);
        at = lineEnd + 2;
        if (*size == 0) { // trailers are not wanted: up to the empty line
            if (rest.substr(at).starts_with("\r\n"))
                return at + 2;
            const auto end = rest.find(endOfHead, at);
            if (end == std::string_view::npos)
                return rest.size() - at > limits.head ? Taken(std::unexpected(400)) : Taken(std::nullopt);
            return end + endOfHead.size();
        }
        if (rest.size() < at + *size + 2)
            return std::nullopt;
        if (rest.substr(at + *size, 2) != "\r\n")
            return std::unexpected(400);
        body += rest.substr(at, *size);
        at += *size + 2;
    }
}

Taken takeBody(std::string_view rest, const HttpLimits &limits, HttpRequest &request) {
    if (const auto encoding = lowerCase(request.header("transfer-encoding")); !encoding.empty())
        return encoding == "chunked" ? takeChunks(rest, limits, request.body) : Taken(std::unexpected(501));
    const auto lengthText = request.header("content-length");
    if (lengthText.empty())
        return 0;
    const auto length = number<10>(lengthText);
    if (!length)
        return std::unexpected(400);
    if (*length > limits.body)
        return std::unexpected(413);
    if (rest.size() < *length)
        return std::nullopt;
    request.body = rest.substr(0, *length);
    return *length;
}

std::string_view reasonPhrase(int status) {
    static constexpr std::pair<int, std::string_view> phrases[] = {{100, "Continue"}, {101, "Switching Protocols"}, {200, "OK"},
        {201, "Created"}, {202, "Accepted"}, {204, "No Content"}, {301, "Moved Permanently"}, {302, "Found"}, {304, "Not Modified"},
        {307, "Temporary Redirect"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
        {405, "Method Not Allowed"}, {406, "Not Acceptable"}, {409, "Conflict"}, {410, "Gone"}, {413, "Content Too Large"},
        {415, "Unsupported Media Type"}, {422, "Unprocessable Content"}, {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"}, {502, "Bad Gateway"},
        {503, "Service Unavailable"}, {504, "Gateway Timeout"}};
    const auto found = std::ranges::find(phrases, status, &std::pair<int, std::string_view>::first);
    return found == std::end(phrases) ? "Unknown" : found->second;
}

} // namespace

std::string HttpRequest::header(const std::string &name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
    const auto found = std::ranges::find(query, name, &std::pair<std::string, std::string>::first);
    if (found == query.end())
        return std::nullopt;
    return found->second;
}

bool HttpRequest::isSet(std::string_view name) const {
    const auto value = parameter(name);
    return value && (*value == "true" || *value == "1" || *value == "True" || *value == "TRUE" || *value == "t");
}

std::string_view HttpRequest::rawPath() const {
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view HttpRequest::rawQuery() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::expected<std::optional<HttpRequest>, int> takeRequest(std::string &buffer, const HttpLimits &limits) {
    const auto headEnd = buffer.find(endOfHead);
    if (headEnd == std::string::npos) {
        if (buffer.size() > limits.head)
            return std::unexpected(431);
        return std::nullopt;
    }
    if (headEnd > limits.head)
        return std::unexpected(431);
    HttpRequest request;
    const std::string_view all = buffer;
    if (!parseHead(all.substr(0, headEnd), request))
        return std::unexpected(400);
    const auto bodyStart = headEnd + endOfHead.size();
    const auto used = takeBody(all.substr(bodyStart), limits, request);
    if (!used)
        return std::unexpected(used.error());
    if (!*used)
        return std::nullopt;
    buffer.erase(0, bodyStart + **used);
    return request;
}

bool expectsContinue(std::string_view buffer) {
    const auto headEnd = buffer.find(endOfHead);
    HttpRequest request;
    return headEnd != std::string_view::npos && parseHead(buffer.substr(0, headEnd), request)
        && lowerCase(request.header("expect")) == "100-continue";
}

std::string responseHead(int status, const HttpHeaders &headers) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + ' ';
    head += reasonPhrase(status);
    head += "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

std::string percentDecoded(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            result += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return std::string(text);
}

std::string lowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return result;
}

} // namespace sandbox
