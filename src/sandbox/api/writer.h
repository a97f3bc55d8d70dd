// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Create, update, patch and apply: decoding, defaults, validation, admission, ownership of fields, then the store.
#pragma once

#include "sandbox/schema/openapi.h"
#include "sandbox/schema/patch.h"
#include "sandbox/store/objectstore.h"

#include <string>
#include <vector>

namespace sandbox {

enum class FieldValidation { Ignore, Warn, Strict };
enum class Persist { Yes, DryRun };
enum class PatchType { JsonPatch, Merge, Strategic, Apply };

struct WriteOptions {
    std::string fieldManager;
    std::string subresource; // "", "status", "scale", "finalize"
    FieldValidation validation = FieldValidation::Warn;
    Persist persist = Persist::Yes;
    bool force = false; // apply: take fields from other managers
};

struct Written {
    ObjectPtr object;
    bool created = false;
    std::vector<std::string> warnings; // for the Warning header
};

class Writer {
public:
    Writer(ObjectStore &store, const OpenApi &api)
        : m_store(store)
        , m_api(api) {}

    [[nodiscard]] Outcome<Written> create(const Kind &kind, const std::string &ns, Json body, const WriteOptions &options);
    [[nodiscard]] Outcome<Written> update(const Kind &kind, const ObjectId &id, Json body, const WriteOptions &options);
    /// Apply creates what is not there. patch: the parsed body.
    [[nodiscard]] Outcome<Written> patch(
        const Kind &kind, const ObjectId &id, PatchType type, const Json &patch, const WriteOptions &options);

    /// What create() does to an object before it stores it, for those who write the store from inside (controllers): defaults, the
    /// server's fields, validation, admission.
    [[nodiscard]] Outcome<Json> admitted(const ObjectId &id, Json object) const;

private:
    [[nodiscard]] Outcome<void> decode(const Kind &kind, Json &body, const WriteOptions &options, std::vector<std::string> &warnings) const;
    [[nodiscard]] Outcome<Json> prepared(const Kind &kind, Json object) const;
    [[nodiscard]] Outcome<Written> createPrepared(const Kind &kind, const ObjectId &id, Json object, const WriteOptions &options);
    [[nodiscard]] Outcome<Written> applyNew(const Kind &kind, const ObjectId &id, const Json &patch, const WriteOptions &options);
    [[nodiscard]] Outcome<Json> patched(
        const Kind &kind, const Json &before, PatchType type, const Json &patch, const WriteOptions &options) const;
    enum class Track { Update, Applied };
    [[nodiscard]] Outcome<Written> replace(
        const Kind &kind, const ObjectId &id, Json object, const WriteOptions &options, Track track);
    [[nodiscard]] Outcome<Written> patchScale(
        const Kind &kind, const ObjectId &id, PatchType type, const Json &patch, const WriteOptions &options);
    [[nodiscard]] ApplyOptions applyOptions(const WriteOptions &options) const;

    ObjectStore &m_store;
    const OpenApi &m_api;
};

/// autoscaling/v1 Scale of a deployment, replica set or stateful set, and back into the object
/// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/). The object lives in the first's spec.replicas.
[[nodiscard]] Json scaleOf(const Json &object);
[[nodiscard]] Outcome<void> setScale(const Kind &kind, Json &object, const Json &scale);

} // namespace sandbox
