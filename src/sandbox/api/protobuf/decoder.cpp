// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/protobuf/decoder.h"

#include "sandbox/api/protobuf/messages.h"
#include "sandbox/schema/depth.h"
#include "sandbox/store/clock.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace sandbox {

namespace {

constexpr int deepestMessage = 64;

struct Broken {}; // thrown inside this file only

const Json &messages() {
    static const Json all = Json::parse(protobufMessages());
    return all;
}

/// The wire format (https://protobuf.dev/programming-guides/encoding/).
class Wire {
public:
    explicit Wire(std::string_view bytes)
        : m_rest(bytes) {}
    struct Field {
        std::uint64_t number = 0;
        std::uint64_t value = 0;  // of a number
        std::string_view content; // of anything longer
    };
    std::optional<Field> next() {
        if (m_rest.empty())
            return std::nullopt;
        const auto key = varint();
        Field field{key >> 3, 0, {}};
        switch (key & 7) {
        case 0:
            field.value = varint();
            return field;
        case 1:
            field.content = take(8);
            return field;
        case 2:
            field.content = take(varint());
            return field;
        case 5:
            field.content = take(4);
            return field;
        default:
            throw Broken();
        }
    }

private:
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(take(1)[0]);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        throw Broken();
    }
    std::string_view take(std::uint64_t count) {
        if (count > m_rest.size())
            throw Broken();
        const auto taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::string_view m_rest;
};

/// Fields that Go embeds: in JSON their own fields stand in the outer object.
bool isInline(const std::string &name) {
    static constexpr std::array names = {"volumeSource", "persistentVolumeSource", "handler", "ephemeralContainerCommon", "localObjectReference"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string base64(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

Json timeOf(std::int64_t seconds) {
    constexpr std::int64_t endOf9999 = 253'402'300'799;
    if (seconds < -endOf9999 || seconds > endOf9999)
        throw Broken();
    return timeText(seconds * 1000);
}

/// Messages that JSON writes as something else; nothing for all others.
std::optional<Json> special(const std::string &type, std::string_view content) {
    const auto is = [&type](std::string_view name) { return type.ends_with(name); };
    if (!is(".Quantity") && !is(".IntOrString") && !is(".v1.Time") && !is(".MicroTime") && !is(".FieldsV1") && !is(".RawExtension")
        && !is(".ExtraValue"))
        return std::nullopt;
    std::map<std::uint64_t, Wire::Field> fields;
    Json items = Json::array();
    Wire wire(content);
    while (const auto field = wire.next()) {
        fields[field->number] = *field;
        items.push_back(std::string(field->content));
    }
    if (is(".Quantity"))
        return fields.contains(1) ? Json(std::string(fields[1].content)) : Json("0");
    if (is(".IntOrString"))
        return fields[1].value == 1 ? Json(std::string(fields[3].content)) : Json(static_cast<std::int64_t>(fields[2].value));
    if (is(".v1.Time") || is(".MicroTime"))
        return fields.contains(1) ? timeOf(static_cast<std::int64_t>(fields[1].value)) : Json();
    if (is(".ExtraValue"))
        return items;
    Json embedded = Json::parse(fields[1].content, nullptr, false);
    if (embedded.is_discarded() || nestsTooDeep(embedded))
        throw Broken();
    return embedded;
}

Json decodedMessage(const std::string &type, std::string_view content, int depth);

Json decodedValue(const Json &field, const Wire::Field &wire, int depth) {
    const auto type = field["type"].get<std::string>();
    if (type == "string")
        return std::string(wire.content);
    if (type == "bytes")
        return base64(wire.content);
    if (type == "bool")
        return wire.value != 0;
    if (type.find('.') == std::string::npos)
        return static_cast<std::int64_t>(wire.value);
    return decodedMessage(type, wire.content, depth + 1);
}

void addEntry(Json &map, const Json &field, std::string_view content, int depth) {
    std::string key;
    Json value = field["type"] == "string" || field["type"] == "bytes" ? Json("") : Json();
    Wire wire(content);
    while (const auto part = wire.next()) {
        if (part->number == 1)
            key = part->content;
        else if (part->number == 2)
            value = decodedValue(field, *part, depth);
    }
    map[key] = std::move(value);
}

/// Go writes zeros of what is no pointer; in JSON they are left out.
bool saysNothing(const Json &field, const Json &value) {
    if (value.is_null() || (field["name"] == "status" && value.empty()))
        return true;
    return !field.contains("pointer") && (value == Json("") || value == Json(0) || value == Json(false));
}

Json decodedMessage(const std::string &type, std::string_view content, int depth) {
    if (auto value = special(type, content))
        return *value;
    const auto message = messages().find(type);
    if (message == messages().end() || depth > deepestMessage)
        throw Broken();
    Json object = Json::object();
    Wire wire(content);
    while (const auto part = wire.next()) {
        const auto field = message->find(std::to_string(part->number));
        if (field == message->end())
            continue; // of a newer client
        const auto name = (*field)["name"].get<std::string>();
        if ((*field)["form"] == "map") {
            addEntry(object[name], *field, part->content, depth);
            continue;
        }
        Json value = decodedValue(*field, *part, depth);
        if ((*field)["form"] == "list")
            object[name].push_back(std::move(value));
        else if (isInline(name))
            object.update(value);
        else if (!saysNothing(*field, value))
            object[name] = std::move(value);
    }
    return object;
}

/// "rbac.authorization.k8s.io/v1" is the package k8s.io.api.rbac.v1.
std::string messageOf(const std::string &apiVersion, const std::string &kind) {
    const auto slash = apiVersion.find('/');
    const auto group = slash == std::string::npos ? std::string("core") : apiVersion.substr(0, apiVersion.find_first_of("./"));
    const auto version = slash == std::string::npos ? apiVersion : apiVersion.substr(slash + 1);
    const auto name = "k8s.io.api." + group + '.' + version + '.' + kind;
    return messages().contains(name) ? name : "k8s.io.apimachinery.pkg.apis.meta.v1." + kind;
}

Json decodedUnknown(std::string_view envelope) {
    std::string apiVersion;
    std::string kind;
    std::string_view raw;
    Wire wire(envelope);
    while (const auto part = wire.next()) {
        if (part->number == 2)
            raw = part->content;
        if (part->number != 1)
            continue;
        Wire type(part->content);
        while (const auto field = type.next())
            (field->number == 1 ? apiVersion : kind) = field->content;
    }
    Json object = decodedMessage(messageOf(apiVersion, kind), raw, 0);
    if (!object.is_object())
        throw Broken();
    object["apiVersion"] = apiVersion;
    object["kind"] = kind;
    return object;
}

} // namespace

Outcome<Json> jsonFromProtobuf(std::string_view body) {
    constexpr std::string_view magic("k8s\0", 4);
    try {
        if (body.starts_with(magic))
            return decodedUnknown(body.substr(magic.size()));
    } catch (const Broken &) { // falls through
    }
    return badRequest("error decoding the request body: it is no protobuf of a known kind");
}

} // namespace sandbox
