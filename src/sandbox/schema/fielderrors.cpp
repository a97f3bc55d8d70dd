// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/fielderrors.h"

#include <algorithm>

namespace sandbox {

namespace {
std::string shown(const Json &value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}
} // namespace

void FieldErrors::add(const std::string &field, std::string_view reason, std::string body) {
    Error error{field, std::string(reason), std::move(body)};
    if (!std::ranges::contains(m_errors, error))
        m_errors.push_back(std::move(error));
}

void FieldErrors::required(const std::string &field, std::string_view detail) {
    add(field, "FieldValueRequired", detail.empty() ? "Required value" : "Required value: " + std::string(detail));
}
void FieldErrors::invalid(const std::string &field, const Json &value, std::string_view detail) {
    invalidShown(field, shown(value), detail);
}
void FieldErrors::invalidShown(const std::string &field, const std::string &value, std::string_view detail) {
    add(field, "FieldValueInvalid", "Invalid value: " + value + ": " + std::string(detail));
}
void FieldErrors::unsupported(
    const std::string &field, const Json &value, const std::vector<std::string_view> &supported) {
    std::string list;
    for (const auto &each : supported)
        list += (list.empty() ? "\"" : ", \"") + std::string(each) + '"';
    add(field, "FieldValueNotSupported", "Unsupported value: " + shown(value) + ": supported values: " + list);
}
void FieldErrors::duplicate(const std::string &field, const Json &value) {
    add(field, "FieldValueDuplicate", "Duplicate value: " + shown(value));
}
void FieldErrors::forbidden(const std::string &field, std::string_view detail) {
    add(field, "FieldValueForbidden", "Forbidden: " + std::string(detail));
}
void FieldErrors::notFound(const std::string &field, const Json &value) {
    add(field, "FieldValueNotFound", "Not found: " + shown(value));
}
void FieldErrors::tooLong(const std::string &field, std::size_t limit) {
    add(field, "FieldValueTooLong", "Too long: may not be more than " + std::to_string(limit) + " bytes");
}

StatusError FieldErrors::toStatus(const Kind &kind, const std::string &name) const {
    Json causes = Json::array();
    std::string list;
    for (const auto &error : m_errors) {
        causes.push_back({{"reason", error.reason}, {"message", error.body}, {"field", error.field}});
        list += (list.empty() ? "" : ", ") + error.field + ": " + error.body;
    }
    const std::string subject = std::string(kind.kind) + (kind.group.empty() ? "" : '.' + std::string(kind.group));
    Json details = {{"name", name}, {"kind", kind.kind}, {"causes", causes}};
    if (!kind.group.empty())
        details["group"] = kind.group;
    return {422, "Invalid",
        subject + " \"" + name + "\" is invalid: " + (m_errors.size() == 1 ? list : '[' + list + ']'), details};
}

Outcome<void> FieldErrors::outcome(const Kind &kind, const std::string &name) const {
    if (empty())
        return {};
    return std::unexpected(toStatus(kind, name));
}

} // namespace sandbox
