// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Label and field selectors are written by people and come in query strings: nothing may break their parsers; what is refused is a 400.
#include "sandbox/api/selectors.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace sandbox;

namespace {

template <class Selector> void tried(const Outcome<Selector> &selector, const Json &object) {
    if (!selector && selector.error().code != 400)
        std::abort();
    if (selector)
        (void)selector->matches(object);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string text(reinterpret_cast<const char *>(data), size);
    const Json pod = {{"metadata", {{"name", "api-1"}, {"namespace", "aqi"}, {"labels", {{"app", "api"}, {"tier", "1"}, {"odd", 5}}}}},
        {"spec", {{"nodeName", 7}}}, {"status", {{"phase", "Running"}}}};
    tried(LabelSelector::parse(text), pod);
    tried(FieldSelector::parse(*findKindByName("v1", "Pod"), text), pod);
    return 0;
}
