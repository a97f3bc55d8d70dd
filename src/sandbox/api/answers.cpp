// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/answers.h"

#include "sandbox/api/protobuf/decoder.h"
#include "sandbox/api/representation.h"
#include "sandbox/api/yaml.h"
#include "sandbox/schema/depth.h"

#include <charconv>

namespace sandbox {

namespace {

std::string mediaType(const HttpRequest &request) {
    auto type = lowerCase(request.header("content-type"));
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.pop_back();
    return type;
}

StatusError unsupportedType(const std::string &accepted) {
    return {415, "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: " + accepted, Json::object()};
}

} // namespace

HttpResponse jsonResponse(int status, const Json &json) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache, private"}}, wireText(json) + '\n'};
}

HttpResponse textResponse(int status, std::string body) {
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-cache, private"}}, std::move(body)};
}

HttpResponse errorResponse(const StatusError &error) {
    auto response = jsonResponse(error.code, error.toJson());
    if (error.code == 504 || error.code == 429)
        response.headers.emplace_back("Retry-After", "1");
    return response;
}

StatusError unknownPath() {
    return {404, "NotFound", "the server could not find the requested resource", Json::object()};
}

StatusError methodNotAllowed() {
    return {405, "MethodNotAllowed", "the server does not allow this method on the requested resource", Json::object()};
}

Outcome<Json> parsedBody(const HttpRequest &request) {
    if (request.body.empty())
        return Json();
    const auto type = mediaType(request);
    if (type == "application/vnd.kubernetes.protobuf")
        return jsonFromProtobuf(request.body);
    if (type.find("protobuf") != std::string::npos || type.find("cbor") != std::string::npos)
        return std::unexpected(unsupportedType("application/json, application/yaml, application/vnd.kubernetes.protobuf"));
    Json json = Json::parse(request.body, nullptr, false);
    if (!json.is_discarded())
        return nestsTooDeep(json) ? Outcome<Json>(badRequest("error decoding the request body: it nests too deep")) : json;
    if (type.find("yaml") != std::string::npos)
        return jsonFromYaml(request.body);
    return badRequest("error decoding the request body: it is no JSON");
}

Outcome<Selection> selectionOf(const Kind &kind, const HttpRequest &request) {
    auto labels = LabelSelector::parse(request.parameter("labelSelector").value_or(""));
    if (!labels)
        return std::unexpected(labels.error());
    auto fields = FieldSelector::parse(kind, request.parameter("fieldSelector").value_or(""));
    if (!fields)
        return std::unexpected(fields.error());
    return Selection{std::move(*labels), std::move(*fields)};
}

Outcome<WriteOptions> writeOptions(const HttpRequest &request, std::string subresource) {
    WriteOptions options;
    const auto agent = request.header("user-agent");
    options.fieldManager = request.parameter("fieldManager").value_or(agent.substr(0, agent.find('/')));
    if (options.fieldManager.empty())
        options.fieldManager = "unknown";
    options.subresource = std::move(subresource);
    options.force = request.isSet("force");
    const auto validation = request.parameter("fieldValidation").value_or("");
    if (validation == "Strict")
        options.validation = FieldValidation::Strict;
    else if (validation == "Ignore")
        options.validation = FieldValidation::Ignore;
    else if (!validation.empty() && validation != "Warn")
        return badRequest("invalid fieldValidation \"" + validation + "\": must be Ignore, Warn or Strict");
    const auto dryRun = request.parameter("dryRun").value_or("");
    if (!dryRun.empty() && dryRun != "All")
        return badRequest("invalid dryRun \"" + dryRun + "\": must be All");
    options.persist = dryRun.empty() ? Persist::Yes : Persist::DryRun;
    return options;
}

Outcome<PatchType> patchType(const HttpRequest &request) {
    static constexpr std::pair<std::string_view, PatchType> types[] = {{"application/json-patch+json", PatchType::JsonPatch},
        {"application/merge-patch+json", PatchType::Merge}, {"application/strategic-merge-patch+json", PatchType::Strategic},
        {"application/apply-patch+yaml", PatchType::Apply}};
    const auto given = mediaType(request);
    for (const auto &[type, patch] : types) {
        if (given == type)
            return patch;
    }
    return std::unexpected(unsupportedType("application/json-patch+json, application/merge-patch+json, "
                                           "application/strategic-merge-patch+json, application/apply-patch+yaml"));
}

std::optional<std::int64_t> numberParameter(const HttpRequest &request, std::string_view name) {
    const auto text = request.parameter(name).value_or("");
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace sandbox
