// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/defaults.h"

#include "sandbox/schema/admission.h"
#include "sandbox/schema/decode.h"

#include <array>
#include <utility>

namespace sandbox {

void preset(Json &object, const char *key, Json value) {
    if (!object.is_object())
        return;
    Json &field = object[key];
    if (field.is_null())
        field = std::move(value);
}

Json *objectAt(Json &object, const char *key) {
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? &*found : nullptr;
}

Json *arrayAt(Json &object, const char *key) {
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? &*found : nullptr;
}

Json *ensureObject(Json &object, const char *key) {
    preset(object, key, Json::object());
    return objectAt(object, key);
}

void applyDefaults(const Kind &kind, Json &object) {
    using Defaulter = void (*)(Json &);
    static constexpr std::array<std::pair<std::string_view, Defaulter>, 22> defaulters = {{{"Pod", defaultPod},
        {"Deployment", defaultDeployment}, {"ReplicaSet", defaultReplicaSet}, {"StatefulSet", defaultStatefulSet},
        {"DaemonSet", defaultDaemonSet}, {"Job", defaultJob}, {"CronJob", defaultCronJob},
        {"HorizontalPodAutoscaler", defaultAutoscaler}, {"Service", defaultService}, {"Secret", defaultSecret},
        {"Namespace", defaultNamespace}, {"PersistentVolumeClaim", defaultClaim}, {"PersistentVolume", defaultVolume},
        {"NetworkPolicy", defaultNetworkPolicy}, {"RoleBinding", defaultBinding},
        {"ClusterRoleBinding", defaultBinding}, {"StorageClass", defaultStorageClass},
        {"LimitRange", defaultLimitRange}, {"Endpoints", defaultEndpoints}, {"EndpointSlice", defaultEndpointSlice},
        {"PriorityClass", defaultPriorityClass}, {"IngressClass", defaultIngressClass}}};
    if (!object.is_object())
        return;
    const OpenApi api;
    asDecoded(api, kind, object);
    preset(object, "apiVersion", kind.apiVersion());
    preset(object, "kind", kind.kind);
    for (const auto &[name, apply] : defaulters) {
        if (name == kind.kind)
            apply(object);
    }
}

} // namespace sandbox
