// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of validate(): each as pkg/apis/*/validation of Kubernetes 1.32 judges. before is null on create.
#pragma once

#include "sandbox/schema/fielderrors.h"

#include <set>
#include <string>

namespace sandbox {

void validateMetadata(const Kind &kind, const Json *before, const Json &object, FieldErrors &errors);
void validateLabels(const Json &labels, const std::string &field, FieldErrors &errors);

/// claims: names that may be mounted beside the pod's own volumes, a stateful set's claim templates.
void validatePodSpec(
    const Json &spec, const std::string &field, FieldErrors &errors, const std::set<std::string> &claims = {});
/// Fields that take one word of a list: of a pod, of an object of any kind beside it.
void validatePodWords(const Json &spec, const std::string &field, FieldErrors &errors);
void validateWords(const Kind &kind, const Json &object, FieldErrors &errors);
void validateContainers(const Json &spec, const std::string &field, FieldErrors &errors);
void validateProbe(const Json &container, const char *name, const std::string &field, FieldErrors &errors);
void validateResources(const Json &resources, const std::string &field, FieldErrors &errors);
void validatePod(const Json *before, const Json &object, FieldErrors &errors);

void validateDeployment(const Json *before, const Json &object, FieldErrors &errors);
void validateReplicaSet(const Json *before, const Json &object, FieldErrors &errors);
void validateStatefulSet(const Json *before, const Json &object, FieldErrors &errors);
void validateDaemonSet(const Json *before, const Json &object, FieldErrors &errors);
void validateJob(const Json *before, const Json &object, FieldErrors &errors);
void validateCronJob(const Json *before, const Json &object, FieldErrors &errors);
void validateAutoscaler(const Json *before, const Json &object, FieldErrors &errors);
void validateDisruptionBudget(const Json *before, const Json &object, FieldErrors &errors);

void validateService(const Json *before, const Json &object, FieldErrors &errors);
void validateIngress(const Json *before, const Json &object, FieldErrors &errors);
void validateConfigMap(const Json *before, const Json &object, FieldErrors &errors);
void validateSecret(const Json *before, const Json &object, FieldErrors &errors);
void validateClaim(const Json *before, const Json &object, FieldErrors &errors);
void validateVolume(const Json *before, const Json &object, FieldErrors &errors);
void validateBinding(const Json *before, const Json &object, FieldErrors &errors);
void validateStorageClass(const Json *before, const Json &object, FieldErrors &errors);
void validatePriorityClass(const Json *before, const Json &object, FieldErrors &errors);

/// A whole number of at least 0, or a percentage.
void validateIntOrPercent(const Json &object, const char *key, const std::string &field, FieldErrors &errors);
/// errors.invalid(..., "field is immutable") where a field of before differs.
void requireSame(const Json *before, const Json &object, const char *path, FieldErrors &errors);
void requireAtLeast(
    const Json &object, const char *path, const std::string &field, long long least, FieldErrors &errors);
/// A map as Go's %#v prints it: map[string]string{"app":"api"}.
[[nodiscard]] std::string goMap(const Json &map);
/// A metav1.LabelSelector as Go's %#v prints it.
[[nodiscard]] std::string goSelector(const Json &selector);

} // namespace sandbox
