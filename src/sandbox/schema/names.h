// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Names, labels and keys: k8s.io/apimachinery/pkg/util/validation, with its sentences.
#pragma once

#include <string>
#include <string_view>

namespace sandbox {

/// Each returns what is wrong, or an empty text.
[[nodiscard]] std::string_view dnsLabelError(
    std::string_view text); // RFC 1123 label: containers, namespaces, ports' names
[[nodiscard]] std::string_view dnsSubdomainError(std::string_view text); // RFC 1123 subdomain: most objects
[[nodiscard]] std::string_view serviceNameError(std::string_view text);  // RFC 1035 label
[[nodiscard]] std::string_view pathSegmentError(std::string_view text);  // RBAC
[[nodiscard]] std::string qualifiedNameError(std::string_view text);     // keys of labels and annotations
[[nodiscard]] std::string_view labelValueError(std::string_view text);
[[nodiscard]] std::string_view configKeyError(std::string_view text); // keys of a ConfigMap or Secret

} // namespace sandbox
