// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/writer.h"

#include "sandbox/api/objectfields.h"
#include "sandbox/api/representation.h"
#include "sandbox/api/table.h"
#include "sandbox/schema/admission.h"
#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

std::unexpected<StatusError> invalid(const std::string &kind, const std::string &name, const std::string &fieldPath, const std::string &why) {
    const Json details = {{"name", name}, {"kind", kind},
        {"causes", Json::array({{{"reason", "FieldValueInvalid"}, {"message", why}, {"field", fieldPath}}})}};
    return std::unexpected(StatusError{422, "Invalid", kind + " \"" + name + "\" is invalid: " + fieldPath + ": " + why, details});
}

Outcome<void> checkType(const Kind &kind, const Json &body) {
    if (!body.is_object())
        return badRequest("the request body is no object");
    if (textAt(body, "apiVersion") == kind.apiVersion() && textAt(body, "kind") == kind.kind)
        return {};
    return badRequest("the object provided is unrecognized (must be of type " + std::string(kind.kind)
        + "): the API version in the data (" + textAt(body, "apiVersion") + ", Kind=" + textAt(body, "kind")
        + ") does not match the expected API version (" + kind.apiVersion() + ", Kind=" + std::string(kind.kind) + ')');
}

Outcome<void> checkNamespace(const Kind &kind, const std::string &ns, Json &body) {
    if (!body["metadata"].is_object())
        body["metadata"] = Json::object();
    if (!kind.namespaced) {
        body["metadata"].erase("namespace");
        return {};
    }
    const auto given = textAt(body, "metadata.namespace");
    if (!given.empty() && given != ns)
        return badRequest("the namespace of the provided object does not match the namespace sent on the request");
    body["metadata"]["namespace"] = ns;
    return {};
}

std::string strictError(const std::vector<std::string> &findings) {
    std::string text = "strict decoding error: ";
    for (std::size_t i = 0; i < findings.size(); ++i)
        text += (i == 0 ? "" : ", ") + findings[i];
    return text;
}

Written dryRun(Json object, bool created) {
    return {std::make_shared<const Json>(std::move(object)), created, {}};
}

} // namespace

Json scaleOf(const Json &object) {
    const auto &metadata = field(object, "metadata");
    Json scale = {{"kind", "Scale"}, {"apiVersion", "autoscaling/v1"}, {"metadata", Json::object()},
        {"spec", {{"replicas", numberAt(object, "spec.replicas", 1)}}},
        {"status", {{"replicas", numberAt(object, "status.replicas")}}}};
    for (const char *key : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
        if (metadata.contains(key))
            scale["metadata"][key] = metadata[key];
    }
    if (const auto selector = selectorText(field(object, "spec.selector")); selector != "<none>")
        scale["status"]["selector"] = selector;
    return scale;
}

Outcome<void> setScale(const Kind &kind, Json &object, const Json &scale) {
    const auto &replicas = field(scale, "spec.replicas");
    const auto name = nameOf(object);
    if (!replicas.is_null() && !replicas.is_number_integer())
        return badRequest("Scale in version \"v1\" cannot be handled as a Scale: spec.replicas is no number");
    const auto wanted = replicas.is_null() ? 0 : replicas.get<std::int64_t>();
    if (wanted < 0)
        return invalid("Scale", name, "spec.replicas", "Invalid value: " + std::to_string(wanted) + ": must be greater than or equal to 0");
    const auto version = textAt(scale, "metadata.resourceVersion");
    if (!version.empty() && version != textAt(object, "metadata.resourceVersion"))
        return conflict(kind.resource(), name, "the object has been modified; please apply your changes to the latest version and try again");
    object["spec"]["replicas"] = wanted;
    return {};
}

ApplyOptions Writer::applyOptions(const WriteOptions &options) const {
    return {options.fieldManager, options.subresource == "finalize" ? std::string() : options.subresource, options.force, m_store.now()};
}

Outcome<void> Writer::decode(const Kind &kind, Json &body, const WriteOptions &options, std::vector<std::string> &warnings) const {
    auto findings = m_api.check(kind, body);
    if (!findings.errors.empty())
        return std::unexpected(findings.errors.front());
    if (findings.unknownFields.empty())
        return {};
    if (options.validation == FieldValidation::Strict)
        return badRequest(std::string(kind.kind) + " in version \"" + std::string(kind.version) + "\" cannot be handled as a "
            + std::string(kind.kind) + ": " + strictError(findings.unknownFields));
    dropUnknownFields(body, findings.unknownFields);
    if (options.validation == FieldValidation::Warn)
        warnings = std::move(findings.unknownFields);
    return {};
}

Outcome<Json> Writer::prepared(const Kind &kind, Json object) const {
    dropServerFields(object);
    applyDefaults(kind, object);
    applyLimitRanges(m_store, kind, object);
    prepareNew(m_store, kind, object);
    if (auto valid = validate(kind, nullptr, object); !valid)
        return std::unexpected(std::move(valid).error());
    if (auto admittedNow = admit(m_store, kind, nullptr, object); !admittedNow)
        return std::unexpected(std::move(admittedNow).error());
    return object;
}

Outcome<Json> Writer::admitted(const ObjectId &id, Json object) const {
    const Kind *kind = findResource(id.resource);
    if (!kind)
        return object; // nothing that the API serves
    object["apiVersion"] = kind->apiVersion();
    object["kind"] = kind->kind;
    object["metadata"]["name"] = id.name;
    if (kind->namespaced)
        object["metadata"]["namespace"] = id.ns;
    return prepared(*kind, std::move(object));
}

Outcome<Written> Writer::create(const Kind &kind, const std::string &ns, Json body, const WriteOptions &options) {
    std::vector<std::string> warnings;
    if (auto checked = checkType(kind, body); !checked)
        return std::unexpected(std::move(checked).error());
    if (auto checked = checkNamespace(kind, ns, body); !checked)
        return std::unexpected(std::move(checked).error());
    if (auto decoded = decode(kind, body, options, warnings); !decoded)
        return std::unexpected(std::move(decoded).error());
    if (nameOf(body).empty()) {
        const auto base = textAt(body, "metadata.generateName");
        if (base.empty())
            return invalid(std::string(kind.kind), "", "metadata.name", "Required value: name or generateName is required");
        body["metadata"]["name"] = generatedName(base);
    }
    if (!textAt(body, "metadata.resourceVersion").empty())
        return badRequest("resourceVersion should not be set on objects to be created");
    if (isEventView(kind))
        body = eventToStored(body);
    const ObjectId id{storedResource(kind), kind.namespaced ? ns : std::string(), nameOf(body)};
    auto object = prepared(kind, std::move(body));
    if (!object)
        return std::unexpected(std::move(object).error());
    trackUpdate(m_api, kind, nullptr, *object, applyOptions(options));
    auto written = createPrepared(kind, id, std::move(*object), options);
    if (written)
        written->warnings = std::move(warnings);
    return written;
}

Outcome<Written> Writer::createPrepared(const Kind &, const ObjectId &id, Json object, const WriteOptions &options) {
    if (options.persist == Persist::DryRun) {
        if (m_store.get(id))
            return alreadyExists(id.resource, id.name);
        if (!object["metadata"].contains("uid"))
            object["metadata"]["uid"] = newUid();
        object["metadata"]["creationTimestamp"] = m_store.now();
        return dryRun(std::move(object), true);
    }
    auto stored = m_store.create(id, std::move(object));
    if (!stored)
        return std::unexpected(std::move(stored).error());
    return Written{*stored, true, {}};
}

Outcome<Written> Writer::update(const Kind &kind, const ObjectId &id, Json body, const WriteOptions &options) {
    const auto before = m_store.get(id);
    if (!before)
        return notFound(id.resource, id.name);
    if (options.subresource == "scale") {
        Json object = *before;
        if (auto set = setScale(kind, object, body); !set)
            return std::unexpected(std::move(set).error());
        return replace(kind, id, std::move(object), options, Track::Update);
    }
    std::vector<std::string> warnings;
    if (auto checked = checkType(kind, body); !checked)
        return std::unexpected(std::move(checked).error());
    if (auto checked = checkNamespace(kind, id.ns, body); !checked)
        return std::unexpected(std::move(checked).error());
    if (nameOf(body) != id.name)
        return badRequest("the name of the object (" + nameOf(body) + ") does not match the name on the URL (" + id.name + ')');
    if (auto decoded = decode(kind, body, options, warnings); !decoded)
        return std::unexpected(std::move(decoded).error());
    auto written = replace(kind, id, isEventView(kind) ? eventToStored(body) : std::move(body), options, Track::Update);
    if (written)
        written->warnings = std::move(warnings);
    return written;
}

Outcome<Written> Writer::replace(const Kind &kind, const ObjectId &id, Json object, const WriteOptions &options, Track track) {
    const auto before = m_store.get(id);
    const auto version = textAt(object, "metadata.resourceVersion");
    const auto uid = textAt(object, "metadata.uid");
    if (!version.empty() && version != textAt(*before, "metadata.resourceVersion"))
        return conflict(id.resource, id.name, "the object has been modified; please apply your changes to the latest version and try again");
    if (!uid.empty() && uid != uidOf(*before))
        return conflict(id.resource, id.name, "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + uidOf(*before));
    if (options.subresource != "status")
        applyDefaults(kind, object);
    prepareUpdate(kind, options.subresource, *before, object);
    if (auto valid = validate(kind, before.get(), object); !valid)
        return std::unexpected(std::move(valid).error());
    if (auto admittedNow = admit(m_store, kind, before.get(), object); !admittedNow)
        return std::unexpected(std::move(admittedNow).error());
    if (track == Track::Update)
        trackUpdate(m_api, kind, before.get(), object, applyOptions(options));
    if (options.persist == Persist::DryRun)
        return dryRun(std::move(object), false);
    auto stored = m_store.update(id, std::move(object));
    if (!stored)
        return std::unexpected(std::move(stored).error());
    return Written{*stored, false, {}};
}

Outcome<Json> Writer::patched(
    const Kind &kind, const Json &before, PatchType type, const Json &patch, const WriteOptions &options) const {
    switch (type) {
    case PatchType::JsonPatch:
        return jsonPatch(before, patch);
    case PatchType::Merge:
        return mergePatch(before, patch);
    case PatchType::Strategic:
        return strategicMergePatch(m_api, kind, before, patch);
    case PatchType::Apply:
        return serverSideApply(m_api, kind, &before, patch, applyOptions(options));
    }
    return badRequest("unknown type of patch");
}

Outcome<Written> Writer::patch(const Kind &kind, const ObjectId &id, PatchType type, const Json &patch, const WriteOptions &options) {
    const auto before = m_store.get(id);
    if (!before)
        return type == PatchType::Apply && options.subresource.empty() ? applyNew(kind, id, patch, options)
                                                                       : Outcome<Written>(notFound(id.resource, id.name));
    if (options.subresource == "scale")
        return patchScale(kind, id, type, patch, options);
    auto object = patched(kind, isEventView(kind) ? eventFromStored(*before) : *before, type, patch, options);
    if (!object)
        return std::unexpected(std::move(object).error());
    if (const auto given = nameOf(*object); given != id.name)
        return badRequest("the name of the object (" + given + ") does not match the name on the URL (" + id.name + ')');
    auto findings = m_api.check(kind, *object);
    if (!findings.errors.empty())
        return std::unexpected(findings.errors.front());
    if (!findings.unknownFields.empty() && options.validation == FieldValidation::Strict)
        return invalid("", "", "patch", "Invalid value: " + Json(wireText(patch)).dump() + ": " + strictError(findings.unknownFields));
    dropUnknownFields(*object, findings.unknownFields);
    if (isEventView(kind))
        *object = eventToStored(*object);
    auto written = replace(kind, id, std::move(*object), options, type == PatchType::Apply ? Track::Applied : Track::Update);
    if (written && options.validation == FieldValidation::Warn)
        written->warnings = std::move(findings.unknownFields);
    return written;
}

Outcome<Written> Writer::applyNew(const Kind &kind, const ObjectId &id, const Json &patch, const WriteOptions &options) {
    if (!textAt(patch, "metadata.uid").empty() || !textAt(patch, "metadata.resourceVersion").empty())
        return conflict(id.resource, id.name, "the object is not there, but a uid or resourceVersion was given");
    Json configuration = patch;
    if (auto checked = checkType(kind, configuration); !checked)
        return std::unexpected(std::move(checked).error());
    if (auto checked = checkNamespace(kind, id.ns, configuration); !checked)
        return std::unexpected(std::move(checked).error());
    configuration["metadata"]["name"] = id.name;
    auto object = serverSideApply(m_api, kind, nullptr, configuration, applyOptions(options));
    if (!object)
        return std::unexpected(std::move(object).error());
    auto findings = m_api.check(kind, *object);
    if (!findings.errors.empty())
        return std::unexpected(findings.errors.front());
    auto ready = prepared(kind, std::move(*object));
    if (!ready)
        return std::unexpected(std::move(ready).error());
    return createPrepared(kind, id, std::move(*ready), options);
}

Outcome<Written> Writer::patchScale(
    const Kind &kind, const ObjectId &id, PatchType type, const Json &patch, const WriteOptions &options) {
    const auto before = m_store.get(id);
    const Json scale = scaleOf(*before);
    // A Scale has no lists and no ownership of its own, so that all but RFC 6902 is a merge.
    const auto after = type == PatchType::JsonPatch ? jsonPatch(scale, patch) : mergePatch(scale, patch);
    if (!after)
        return std::unexpected(after.error());
    Json object = *before;
    if (auto set = setScale(kind, object, *after); !set)
        return std::unexpected(std::move(set).error());
    return replace(kind, id, std::move(object), options, Track::Update);
}

} // namespace sandbox
