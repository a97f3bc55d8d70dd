// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/representation.h"

#include "sandbox/api/httpmessage.h"
#include "sandbox/api/table.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::vector<std::string> split(const std::string &text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(separator, at), text.size());
        auto part = text.substr(at, end - at);
        std::erase_if(part, [](char c) { return c == ' ' || c == '\t'; });
        parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

Json metadataOnly(const Json &object) {
    return {{"kind", "PartialObjectMetadata"}, {"apiVersion", "meta.k8s.io/v1"}, {"metadata", field(object, "metadata")}};
}

Json viewOf(const Kind &kind, const Json &object) {
    return isEventView(kind) ? eventFromStored(object) : object;
}

/// The object's text without its kind and apiVersion, without copying it.
std::string itemText(const Json &object) {
    std::string text = "{";
    for (const auto &[key, value] : object.items()) {
        if (key == "kind" || key == "apiVersion")
            continue;
        text += text.size() == 1 ? "\"" : ",\"";
        text += key + "\":" + wireText(value);
    }
    return text + '}';
}

std::string metaText(const ListMeta &meta) {
    Json json = {{"resourceVersion", meta.resourceVersion}};
    if (!meta.continueToken.empty())
        json["continue"] = meta.continueToken;
    if (meta.remaining)
        json["remainingItemCount"] = *meta.remaining;
    return json.dump();
}

void rename(Json &object, const char *from, const char *to) {
    if (const auto found = object.find(from); found != object.end()) {
        Json value = std::move(*found);
        object.erase(from);
        object[to] = std::move(value);
    }
}

constexpr std::pair<const char *, const char *> eventFields[] = {{"involvedObject", "regarding"}, {"message", "note"},
    {"source", "deprecatedSource"}, {"firstTimestamp", "deprecatedFirstTimestamp"}, {"lastTimestamp", "deprecatedLastTimestamp"},
    {"count", "deprecatedCount"}, {"reportingComponent", "reportingController"}};

} // namespace

std::string wireText(const Json &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isEventView(const Kind &kind) {
    return kind.group == "events.k8s.io";
}

std::string storedResource(const Kind &kind) {
    return isEventView(kind) ? "events" : kind.resource();
}

Json eventFromStored(const Json &coreEvent) {
    Json event = coreEvent;
    for (const auto &[core, view] : eventFields)
        rename(event, core, view);
    event["apiVersion"] = "events.k8s.io/v1";
    return event;
}

Json eventToStored(const Json &event) {
    Json core = event;
    for (const auto &[stored, view] : eventFields)
        rename(core, view, stored);
    core["apiVersion"] = "v1";
    return core;
}

Outcome<Representation> Representation::negotiate(const std::string &accept, const std::string &includeObject) {
    Representation result;
    result.m_include = includeObject == "None" ? Include::None : includeObject == "Object" ? Include::Object : Include::Metadata;
    for (const auto &range : split(accept.empty() ? "*/*" : accept, ',')) {
        const auto parts = split(range, ';');
        if (parts[0] != "application/json" && parts[0] != "*/*" && parts[0] != "application/*")
            continue;
        const auto as = std::ranges::find_if(parts, [](const std::string &part) { return part.starts_with("as="); });
        if (as == parts.end())
            return result;
        if (*as != "as=Table" && !as->starts_with("as=PartialObjectMetadata"))
            continue;
        result.m_shape = *as == "as=Table" ? Shape::Table : Shape::Metadata;
        return result;
    }
    return std::unexpected(StatusError{
        406, "NotAcceptable", "only the following media types are accepted: application/json", Json::object()});
}

Json Representation::row(const Kind &kind, const Json &object, std::int64_t nowMs) const {
    Json result = {{"cells", tableLayout(kind).cells(object, nowMs)}};
    if (m_include == Include::Metadata)
        result["object"] = metadataOnly(object);
    else if (m_include == Include::Object)
        result["object"] = viewOf(kind, object);
    else
        result["object"] = nullptr;
    return result;
}

Json Representation::table(const Kind &kind, Json rows, Json metadata, Columns columns) const {
    Json definitions = columns == Columns::With ? columnDefinitions(tableLayout(kind)) : Json();
    return {{"kind", "Table"}, {"apiVersion", "meta.k8s.io/v1"}, {"metadata", std::move(metadata)},
        {"columnDefinitions", std::move(definitions)}, {"rows", std::move(rows)}};
}

std::string Representation::one(const Kind &kind, const Json &object, std::int64_t nowMs) const {
    if (m_shape == Shape::Metadata)
        return wireText(metadataOnly(object)) + '\n';
    if (m_shape == Shape::Object)
        return wireText(viewOf(kind, object)) + '\n';
    const Json metadata = {{"resourceVersion", textAt(object, "metadata.resourceVersion")}};
    return wireText(table(kind, Json::array({row(kind, object, nowMs)}), metadata, Columns::With)) + '\n';
}

std::string Representation::many(
    const Kind &kind, const std::vector<ObjectPtr> &items, const ListMeta &meta, std::int64_t nowMs) const {
    if (m_shape == Shape::Table) {
        Json rows = Json::array();
        for (const auto &item : items)
            rows.push_back(row(kind, *item, nowMs));
        return wireText(table(kind, std::move(rows), Json::parse(metaText(meta)), Columns::With)) + '\n';
    }
    const bool whole = m_shape == Shape::Object;
    std::string text = R"({"kind":")" + (whole ? std::string(kind.kind) : std::string("PartialObjectMetadata")) + R"(List","apiVersion":")"
        + (whole ? kind.apiVersion() : "meta.k8s.io/v1") + R"(","metadata":)" + metaText(meta) + R"(,"items":[)";
    bool first = true;
    for (const auto &item : items) {
        text += first ? "" : ",";
        first = false;
        if (whole)
            text += isEventView(kind) ? itemText(eventFromStored(*item)) : itemText(*item);
        else
            text += wireText(metadataOnly(*item));
    }
    return text + "]}\n";
}

std::string Representation::watchEvent(
    std::string_view type, const Kind &kind, const Json &object, std::int64_t nowMs, Columns columns) const {
    std::string text = R"({"type":")" + std::string(type) + R"(","object":)";
    if (type == "ERROR" || (type == "BOOKMARK" && m_shape != Shape::Metadata) || m_shape == Shape::Object) {
        text += type == "ERROR" ? wireText(object) : wireText(viewOf(kind, object));
    } else if (m_shape == Shape::Metadata) {
        text += wireText(metadataOnly(object));
    } else {
        const Json metadata = {{"resourceVersion", textAt(object, "metadata.resourceVersion")}};
        text += wireText(table(kind, Json::array({row(kind, object, nowMs)}), metadata, columns));
    }
    return text + "}\n";
}

} // namespace sandbox
