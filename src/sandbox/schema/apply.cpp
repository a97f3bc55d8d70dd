// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Server-side apply, and the ownership that ordinary updates leave behind.
#include "sandbox/schema/depth.h"
#include "sandbox/schema/managedfields.h"
#include "sandbox/schema/patch.h"
#include "sandbox/schema/typedvalue.h"
#include "sandbox/store/fields.h"

#include <map>

namespace sandbox {

namespace {

std::string printed(const FieldManager &manager) {
    std::string text = '"' + manager.name + '"';
    if (!manager.subresource.empty())
        text += " with subresource \"" + manager.subresource + '"';
    if (manager.operation == "Update")
        text += " using " + manager.apiVersion;
    return text;
}

struct FieldConflict {
    FieldManager manager;
    std::string path;
};

std::string conflictMessage(const std::vector<FieldConflict> &conflicts) {
    if (conflicts.size() == 1)
        return "Apply failed with 1 conflict: conflict with " + printed(conflicts[0].manager) + ": " +
               conflicts[0].path;
    std::map<std::string, std::vector<std::string>> byManager;
    for (const auto &conflict : conflicts)
        byManager[printed(conflict.manager)].push_back(conflict.path);
    std::string text;
    for (const auto &[manager, paths] : byManager) {
        text += (text.empty() ? "" : "\n") + ("conflicts with " + manager + ':');
        for (const auto &path : paths)
            text += "\n- " + path;
    }
    return "Apply failed with " + std::to_string(conflicts.size()) + " conflicts: " + text;
}

std::unexpected<StatusError> conflictError(const std::vector<FieldConflict> &conflicts) {
    Json causes = Json::array();
    for (const auto &conflict : conflicts)
        causes.push_back({{"reason", "FieldManagerConflict"}, {"message", "conflict with " + printed(conflict.manager)},
            {"field", conflict.path}});
    return std::unexpected(StatusError{409, "Conflict", conflictMessage(conflicts), {{"causes", causes}}});
}

std::vector<FieldConflict> conflictsOf(
    const ManagedFields &owners, const FieldManager &applier, const FieldSet &changed) {
    std::vector<FieldConflict> conflicts;
    for (const auto &entry : owners.entries()) {
        if (entry.manager == applier)
            continue;
        for (const auto &path : entry.fields.intersection(changed).paths())
            conflicts.push_back({entry.manager, path});
    }
    return conflicts;
}

std::string listed(const std::vector<std::string> &errors) {
    if (errors.size() == 1)
        return errors.front();
    std::string text = "errors:";
    for (const auto &error : errors)
        text += "\n  " + error;
    return text;
}

/// A typed patch cannot hold what is not there: nulls say nothing about an object's fields.
void dropNulls(Json &value) {
    if (value.is_object()) {
        for (auto it = value.begin(); it != value.end();) {
            if (it->is_null()) {
                it = value.erase(it);
            } else {
                dropNulls(*it);
                ++it;
            }
        }
    } else if (value.is_array()) {
        for (auto &item : value)
            dropNulls(item);
    }
}

Outcome<void> checkConfiguration(const Shape &shape, const Kind &kind, const Json &configuration) {
    if (!field(configuration, "metadata").is_object())
        return badRequest("metadata is missing in what is applied");
    if (const Json &owners = field(configuration, "metadata.managedFields"); !owners.is_null() && !owners.empty())
        return badRequest("metadata.managedFields must be nil");
    const auto errors = typeErrors(shape, configuration);
    if (errors.empty())
        return {};
    return std::unexpected(StatusError{500, "",
        "failed to create typed patch object (" + namespaceOf(configuration) + '/' + nameOf(configuration) + "; " +
            kind.apiVersion() + ", Kind=" + std::string(kind.kind) + "): " + listed(errors),
        Json::object()});
}

/// An object that nobody applied yet belongs to whom wrote it before ownership was kept.
ManagedFields ownersOf(const Shape &shape, const Kind &kind, const Json *current) {
    if (!current)
        return {};
    ManagedFields owners = ManagedFields::of(*current);
    if (owners.empty()) {
        FieldSet all = fieldsOf(shape, *current);
        dropUnowned(kind, {}, all);
        owners.set({"before-first-apply", "Update", kind.apiVersion(), {}}, std::move(all), {});
    }
    return owners;
}

} // namespace

Outcome<Json> serverSideApply(
    const OpenApi &api, const Kind &kind, const Json *current, const Json &configuration, const ApplyOptions &options) {
    if (!configuration.is_object())
        return badRequest("what is applied is no object");
    if (nestsTooDeep(configuration))
        return badRequest("error decoding YAML: exceeded max depth");
    const Shape shape = Shape::of(api, kind);
    Json applied = configuration;
    dropNulls(applied);
    if (auto checked = checkConfiguration(shape, kind, applied); !checked)
        return std::unexpected(std::move(checked).error());
    applied["metadata"].erase("managedFields");

    const FieldManager applier{options.fieldManager, "Apply", kind.apiVersion(), options.subresource};
    ManagedFields owners = ownersOf(shape, kind, current);
    const FieldSet lastApplied = owners.fieldsOf(applier);
    FieldSet nowApplied = fieldsOf(shape, applied);
    dropUnowned(kind, options.subresource, nowApplied);
    owners.set(applier, nowApplied, options.time);

    Json merged = current ? mergeTyped(shape, *current, applied) : applied;
    prune(shape, merged, lastApplied, owners.ownedByAnyone());

    Comparison difference = compareTyped(shape, current ? *current : Json(), merged);
    dropUnowned(kind, options.subresource, difference.changed);
    const auto conflicts = conflictsOf(owners, applier, difference.changed);
    if (!conflicts.empty() && !options.force)
        return conflictError(conflicts);
    FieldSet taken = std::move(difference.changed);
    taken.unite(difference.removed);
    owners.takeFromOthers(applier, taken);
    owners.writeTo(merged);
    return merged;
}

void trackUpdate(const OpenApi &api, const Kind &kind, const Json *before, Json &after, const ApplyOptions &options) {
    if (!after.is_object() || !field(after, "metadata").is_object())
        return;
    const Shape shape = Shape::of(api, kind);
    const Json nothing;
    ManagedFields owners = before ? ManagedFields::of(*before) : ManagedFields();
    // A client may rewrite or reset ownership itself, as kubectl does when it moves from client-side to server-side
    // apply.
    const Json &written = field(after, "metadata.managedFields");
    if (written.is_array() && !written.empty() && !(before && field(*before, "metadata.managedFields") == written))
        owners = ManagedFields::of(after);
    Comparison difference = compareTyped(shape, before ? *before : nothing, after);
    dropUnowned(kind, options.subresource, difference.changed);
    dropUnowned(kind, options.subresource, difference.removed);
    const FieldManager manager{options.fieldManager, "Update", kind.apiVersion(), options.subresource};
    FieldSet taken = difference.changed;
    taken.unite(difference.removed);
    owners.takeFromOthers(manager, taken);
    FieldSet mine = owners.fieldsOf(manager);
    mine.subtract(difference.removed);
    mine.unite(difference.changed);
    owners.set(manager, std::move(mine), options.time);
    owners.writeTo(after);
}

} // namespace sandbox
