// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/rule.h"

#include <array>

namespace config {

std::string_view name(Category category) {
    static constexpr std::array names = {"syntax", "schema", "reliability", "security", "resources", "networking", "references", "scaling", "storage",
        "secrets", "monitoring", "images", "platforms", "pipelines", "practice"};
    return names[std::size_t(category)];
}

} // namespace config
