// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Written at build time out of Kubernetes' own files (see reduce.cpp).
#pragma once

namespace sandbox {

/// {"k8s.io.api.core.v1.Pod": {"1": {"name": "metadata", "type": "...", "form": "one|list|map", "pointer": true}}}
[[nodiscard]] const char *protobufMessages();

} // namespace sandbox
