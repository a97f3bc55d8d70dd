// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/status.h"

namespace sandbox {

Json StatusError::toJson() const {
    return {{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", Json::object()}, {"status", "Failure"},
        {"message", message}, {"reason", reason}, {"details", details}, {"code", code}};
}

namespace {
Json detailsOf(const std::string &resource, const std::string &name) {
    const auto dot = resource.find('.');
    Json details = {{"name", name}, {"kind", resource.substr(0, dot)}};
    if (dot != std::string::npos)
        details["group"] = resource.substr(dot + 1);
    return details;
}
} // namespace

std::unexpected<StatusError> notFound(const std::string &resource, const std::string &name) {
    return std::unexpected(StatusError{404, "NotFound", resource + " \"" + name + "\" not found", detailsOf(resource, name)});
}
std::unexpected<StatusError> alreadyExists(const std::string &resource, const std::string &name) {
    return std::unexpected(
        StatusError{409, "AlreadyExists", resource + " \"" + name + "\" already exists", detailsOf(resource, name)});
}
std::unexpected<StatusError> conflict(const std::string &resource, const std::string &name, const std::string &why) {
    return std::unexpected(StatusError{
        409, "Conflict", "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + why, detailsOf(resource, name)});
}
std::unexpected<StatusError> badRequest(const std::string &message) {
    return std::unexpected(StatusError{400, "BadRequest", message, Json::object()});
}
std::unexpected<StatusError> expired(const std::string &message) {
    return std::unexpected(StatusError{410, "Expired", message, Json::object()});
}

} // namespace sandbox
