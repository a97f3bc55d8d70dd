// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pulling images: nothing is pulled here, but some images cannot be had, and containerd's words say why.
#pragma once

#include <string>

namespace sandbox {

/// Of a tag ":missing" or ":denied", or of a registry below ".invalid" (RFC 2606); empty where the image is there.
[[nodiscard]] std::string pullError(const std::string &image);

} // namespace sandbox
