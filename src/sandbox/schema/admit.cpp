// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/admission.h"

#include "sandbox/schema/quota.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

Outcome<void> admitByNamespace(const ObjectStore &store, const Kind &kind, const Json &object) {
    const std::string ns = namespaceOf(object);
    const ObjectPtr found = store.get({"namespaces", {}, ns});
    if (!found)
        return notFound("namespaces", ns);
    if (!isTerminating(*found))
        return {};
    auto refused = forbidden(
        kind, nameOf(object), "unable to create new content in namespace " + ns + " because it is being terminated");
    refused.error().details["causes"] = Json::array({{{"reason", "NamespaceTerminating"},
        {"message", "namespace " + ns + " is being terminated"}, {"field", "metadata.namespace"}}});
    return refused;
}

} // namespace

Outcome<void> admit(const ObjectStore &store, const Kind &kind, const Json *before, const Json &object) {
    if (!kind.namespaced)
        return {};
    if (!before) {
        if (auto admitted = admitByNamespace(store, kind, object); !admitted)
            return admitted;
        if (auto admitted = admitByLimitRange(store, kind, object); !admitted)
            return admitted;
    }
    return admitByQuota(store, kind, before, object);
}

} // namespace sandbox
