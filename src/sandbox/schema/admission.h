// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server does to an object before it stores it: defaults, validation of values, quota and limit ranges.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/objectstore.h"

namespace sandbox {

class OpenApi;

/// Fills in the defaults that kube-apiserver fills in (strategy, probes' periods, protocol, restartPolicy, ports'
/// targetPort, ...), so that what is read back is what a real server would give back. Also what decoding changes:
/// quantities in canonical form, nulls and empty maps gone, a Secret's stringData in data. Before trackUpdate():
/// whoever creates an object owns its defaults. A Job without a selector gets metadata.uid, which ObjectStore::create()
/// keeps: its pods are found by it. A uid that a client sends must be removed before.
void applyDefaults(const Kind &kind, Json &object);

/// What LimitRanges add to a pod that is created: requests and limits of containers that name none, with the annotation
/// that says so. Between applyDefaults() and validate(); other kinds are left alone.
void applyLimitRanges(const ObjectStore &store, const Kind &kind, Json &object);

/// Values that the schema cannot judge: names (RFC 1123), selectors against template labels, immutable fields (before
/// is null on create), quantities, ports, requests above limits. 422 Invalid with one cause per field, worded as
/// kube-apiserver words it.
[[nodiscard]] Outcome<void> validate(const Kind &kind, const Json *before, const Json &object);

/// Quota and namespace life cycle, which need other objects: "exceeded quota: ..." 403 Forbidden, "namespaces \"x\" not
/// found" 404.
[[nodiscard]] Outcome<void> admit(const ObjectStore &store, const Kind &kind, const Json *before, const Json &object);

/// What a namespace uses of each resource that a ResourceQuota's spec limits, as its status.used says it. Pods that are
/// over do not count.
[[nodiscard]] Json quotaUsage(const ObjectStore &store, const std::string &ns, const Json &quotaSpec);

} // namespace sandbox
