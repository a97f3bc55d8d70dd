// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 requests and answers as values, and the parser of what comes over the wire (RFC 9112).
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

struct HttpRequest {
    std::string method;
    std::string target; // as it came: path and query, percent-encoded
    std::vector<std::string> segments; // of the path, decoded; empty ones (a double or a last slash) left out
    std::vector<std::pair<std::string, std::string>> query; // decoded, in order
    std::map<std::string, std::string> headers; // names in lower case; repeated ones joined by ", "
    std::string body;
    bool keepAlive = true;

    /// Empty where there is none.
    [[nodiscard]] std::string header(const std::string &name) const;
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    [[nodiscard]] bool isSet(std::string_view name) const; // a boolean parameter: "true", "1"; as Go's strconv reads them
    [[nodiscard]] std::string_view rawPath() const;
    [[nodiscard]] std::string_view rawQuery() const;
};

struct HttpResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpLimits {
    std::size_t head = 64 * 1024;
    std::size_t body = 3 * 1024 * 1024; // what kube-apiserver takes
};

/// Takes the first whole request off the buffer; nothing where more bytes are needed; the HTTP status to answer before closing
/// (400, 413, 431, 501) where it is no request.
[[nodiscard]] std::expected<std::optional<HttpRequest>, int> takeRequest(std::string &buffer, const HttpLimits &limits = {});

/// True where the buffer holds a head that waits for "100 Continue" before its body.
[[nodiscard]] bool expectsContinue(std::string_view buffer);

/// Status line, headers and an empty line; without framing headers, which the caller adds.
[[nodiscard]] std::string responseHead(int status, const HttpHeaders &headers);

[[nodiscard]] std::string percentDecoded(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);
/// Without the spaces and tabs at both ends.
[[nodiscard]] std::string trimmed(std::string_view text);

} // namespace sandbox
