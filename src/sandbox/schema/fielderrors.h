// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The 422 Invalid of an API server: one cause per field, worded as k8s.io/apimachinery/pkg/util/validation/field words
// them.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// "spec.ports[2]"
[[nodiscard]] inline std::string itemPath(const std::string &list, std::size_t index) {
    return list + '[' + std::to_string(index) + ']';
}

class FieldErrors {
public:
    void required(const std::string &field, std::string_view detail = {});
    void invalid(const std::string &field, const Json &value, std::string_view detail);
    /// shown: the value as Go prints it, where that is not JSON.
    void invalidShown(const std::string &field, const std::string &shown, std::string_view detail);
    void unsupported(const std::string &field, const Json &value, const std::vector<std::string_view> &supported);
    void duplicate(const std::string &field, const Json &value);
    void forbidden(const std::string &field, std::string_view detail);
    void notFound(const std::string &field, const Json &value);
    void tooLong(const std::string &field, std::size_t limit);

    [[nodiscard]] bool empty() const { return m_errors.empty(); }
    [[nodiscard]] StatusError toStatus(const Kind &kind, const std::string &name) const;
    /// Nothing wrong, or the 422.
    [[nodiscard]] Outcome<void> outcome(const Kind &kind, const std::string &name) const;

private:
    struct Error {
        std::string field;
        std::string reason; // metav1.CauseType
        std::string body;
        bool operator==(const Error &) const = default;
    };
    void add(const std::string &field, std::string_view reason, std::string body);

    std::vector<Error> m_errors;
};

} // namespace sandbox
