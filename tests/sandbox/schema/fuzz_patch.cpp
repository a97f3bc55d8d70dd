// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Two JSON texts, a line each: an object and what is done to it. Nothing may throw, and applying twice must be applying
// once.
#include "sandbox/schema/admission.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

using namespace sandbox;

namespace {

[[noreturn]] void fail(std::string_view what, const Json &once, const Json &twice) {
    std::cerr << what << '\n' << once.dump() << '\n' << twice.dump() << '\n';
    std::abort();
}

void applyTwice(const OpenApi &api, const Kind &kind, const Json *current, const Json &configuration) {
    const ApplyOptions options{"fuzz", {}, true, "2026-03-02T06:10:00Z"};
    const auto once = serverSideApply(api, kind, current, configuration, options);
    if (!once)
        return;
    const auto twice = serverSideApply(api, kind, &*once, configuration, options);
    if (!twice)
        fail(twice.error().message, *once, configuration);
    if (*twice != *once)
        fail("a second apply changes", *once, *twice);
}

void admitted(const OpenApi &api, const Kind &kind, const Json &before, Json object) {
    const auto findings = api.check(kind, object);
    if (!findings.errors.empty())
        return;
    applyDefaults(kind, object);
    const Json once = object;
    applyDefaults(kind, object);
    if (object != once)
        fail("defaults change again", once, object);
    (void)validate(kind, nullptr, object);
    (void)validate(kind, &before, object);
    trackUpdate(api, kind, &before, object, {"fuzz", {}, false, {}});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static const OpenApi api;
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto line = text.find('\n');
    if (line == std::string_view::npos)
        return 0;
    const Json current = Json::parse(text.substr(0, line), nullptr, false);
    const Json patch = Json::parse(text.substr(line + 1), nullptr, false);
    if (!current.is_object() || patch.is_discarded())
        return 0;
    for (const auto *name : {"Deployment", "Service", "Job", "Secret"}) {
        const Kind *kind = nullptr;
        for (const char *version : {"v1", "apps/v1", "batch/v1"})
            kind = kind ? kind : findKindByName(version, name);
        applyTwice(api, *kind, nullptr, patch);
        applyTwice(api, *kind, &current, patch);
        (void)jsonPatch(current, patch);
        (void)mergePatch(current, patch);
        if (const auto merged = strategicMergePatch(api, *kind, current, patch))
            admitted(api, *kind, current, *merged);
        admitted(api, *kind, current, patch);
    }
    return 0;
}
