// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/names.h"

#include <algorithm>

namespace sandbox {

namespace {

bool isLower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool isAlnum(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
}
bool isNamePart(char c) {
    return isAlnum(c) || c == '-' || c == '_' || c == '.';
}
bool isLabel(std::string_view text) {
    return !text.empty() && isLower(text.front()) && isLower(text.back()) &&
           std::ranges::all_of(text, [](char c) { return isLower(c) || c == '-'; });
}
bool isSubdomain(std::string_view text) {
    while (true) {
        const auto dot = text.find('.');
        if (!isLabel(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}
bool isQualifiedPart(std::string_view text) {
    return !text.empty() && isAlnum(text.front()) && isAlnum(text.back()) && std::ranges::all_of(text, isNamePart);
}

constexpr std::string_view tooLong63 = "must be no more than 63 characters";
constexpr std::string_view tooLong253 = "must be no more than 253 characters";

} // namespace

std::string_view dnsLabelError(std::string_view text) {
    if (text.size() > 63)
        return tooLong63;
    return isLabel(text)
               ? std::string_view{}
               : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
                 "and end "
                 "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
                 "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
}

std::string_view dnsSubdomainError(std::string_view text) {
    if (text.size() > 253)
        return tooLong253;
    return isSubdomain(text) ? std::string_view{}
                             : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' "
                               "or '.', and must start and end with an "
                               "alphanumeric character (e.g. 'example.com', regex used for validation is "
                               "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
}

std::string_view serviceNameError(std::string_view text) {
    if (text.size() > 63)
        return tooLong63;
    const bool starts = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
    return starts && isLabel(text)
               ? std::string_view{}
               : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
                 "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', "
                 "regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
}

std::string_view pathSegmentError(std::string_view text) {
    if (text == "." || text == "..")
        return "may not be '.' or '..'";
    return text.find('/') != std::string_view::npos   ? "may not contain '/'"
           : text.find('%') != std::string_view::npos ? "may not contain '%'"
                                                      : std::string_view{};
}

std::string qualifiedNameError(std::string_view text) {
    const auto slash = text.find('/');
    const std::string_view prefix = slash == std::string_view::npos ? std::string_view{} : text.substr(0, slash);
    const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
    if (slash != std::string_view::npos && prefix.empty())
        return "prefix part must be non-empty";
    if (!prefix.empty() && !dnsSubdomainError(prefix).empty())
        return "prefix part " + std::string(dnsSubdomainError(prefix));
    if (name.empty())
        return "name part must be non-empty";
    if (name.size() > 63)
        return "name part " + std::string(tooLong63);
    if (isQualifiedPart(name))
        return {};
    return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
           "alphanumeric character "
           "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
           "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
}

std::string_view labelValueError(std::string_view text) {
    if (text.size() > 63)
        return tooLong63;
    return text.empty() || isQualifiedPart(text)
               ? std::string_view{}
               : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and "
                 "must start and end with an "
                 "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                 "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
}

std::string_view configKeyError(std::string_view text) {
    if (text.size() > 253)
        return tooLong253;
    if (text == "." || text == "..")
        return "must not be '.' or '..'";
    return !text.empty() && std::ranges::all_of(text, isNamePart)
               ? std::string_view{}
               : "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                 "'KEY_NAME',  or 'key-name', "
                 "regex used for validation is '[-._a-zA-Z0-9]+')";
}

} // namespace sandbox
