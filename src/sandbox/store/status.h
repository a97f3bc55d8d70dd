// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of an API server to what it cannot do: code, reason and message of a metav1.Status.
#pragma once

#include <nlohmann/json.hpp>

#include <expected>
#include <string>

namespace sandbox {

using Json = nlohmann::json;

struct StatusError {
    int code = 500;
    std::string reason;  // metav1.StatusReason: NotFound, AlreadyExists, Conflict, Invalid, ...
    std::string message; // worded as kube-apiserver words it: kubectl and people know those sentences
    Json details = Json::object();

    /// The v1 Status object that goes over the wire.
    [[nodiscard]] Json toJson() const;
};

template <class T> using Outcome = std::expected<T, StatusError>;

/// resource is what messages name: "pods", "deployments.apps".
[[nodiscard]] std::unexpected<StatusError> notFound(const std::string &resource, const std::string &name);
[[nodiscard]] std::unexpected<StatusError> alreadyExists(const std::string &resource, const std::string &name);
[[nodiscard]] std::unexpected<StatusError> conflict(const std::string &resource, const std::string &name, const std::string &why);
[[nodiscard]] std::unexpected<StatusError> badRequest(const std::string &message);
[[nodiscard]] std::unexpected<StatusError> expired(const std::string &message);

} // namespace sandbox
