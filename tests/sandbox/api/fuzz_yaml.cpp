// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies in YAML: nothing may throw, and what is refused is the sender's fault (400).
#include "sandbox/api/yaml.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace sandbox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto json = jsonFromYaml(std::string(reinterpret_cast<const char *>(data), size));
    if (!json)
        return json.error().code == 400 ? 0 : (std::abort(), 0);
    (void)json->dump(-1, ' ', false, Json::error_handler_t::replace);
    return 0;
}
