// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of applyDefaults(): each as pkg/apis/*/v1/defaults.go of Kubernetes sets it.
#pragma once

#include "sandbox/store/status.h"

namespace sandbox {

/// Sets a field that is not there. Null where object is none.
void preset(Json &object, const char *key, Json value);
/// The object at a key, or null; never creates it.
[[nodiscard]] Json *objectAt(Json &object, const char *key);
[[nodiscard]] Json *arrayAt(Json &object, const char *key);
/// The object at a key, made where it is missing; null where something else is there.
[[nodiscard]] Json *ensureObject(Json &object, const char *key);

void defaultPodSpec(Json &spec);   // of a pod and of every template
void defaultPod(Json &pod);        // what only a pod gets
void defaultClaimSpec(Json &spec); // PersistentVolumeClaimSpec

void defaultDeployment(Json &object);
void defaultReplicaSet(Json &object);
void defaultStatefulSet(Json &object);
void defaultDaemonSet(Json &object);
void defaultJob(Json &object);
void defaultCronJob(Json &object);
void defaultAutoscaler(Json &object);

void defaultService(Json &object);
void defaultSecret(Json &object);
void defaultNamespace(Json &object);
void defaultClaim(Json &object);
void defaultVolume(Json &object);
void defaultNetworkPolicy(Json &object);
void defaultBinding(Json &object); // RoleBinding and ClusterRoleBinding
void defaultStorageClass(Json &object);
void defaultLimitRange(Json &object);
void defaultEndpoints(Json &object);
void defaultEndpointSlice(Json &object);
void defaultPriorityClass(Json &object);
void defaultIngressClass(Json &object);

} // namespace sandbox
