// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the API server's handlers share: answers in JSON, Status objects, and parameters read from a request.
#pragma once

#include "sandbox/api/httpmessage.h"
#include "sandbox/api/selectors.h"
#include "sandbox/api/writer.h"

namespace sandbox {

[[nodiscard]] HttpResponse jsonResponse(int status, const Json &json);
[[nodiscard]] HttpResponse textResponse(int status, std::string body);
[[nodiscard]] HttpResponse errorResponse(const StatusError &error);

/// 404 for a path or resource that is not served, 405 for a verb that is not.
[[nodiscard]] StatusError unknownPath();
[[nodiscard]] StatusError methodNotAllowed();

/// The body as JSON; YAML and protobuf where the media type says so. An empty body is null. 400 where it cannot be
/// read, 415 for other media types.
[[nodiscard]] Outcome<Json> parsedBody(const HttpRequest &request);
/// labelSelector and fieldSelector.
[[nodiscard]] Outcome<Selection> selectionOf(const Kind &kind, const HttpRequest &request);
/// fieldManager (else the user agent up to its slash), fieldValidation, dryRun, force. 400 for values that are none.
[[nodiscard]] Outcome<WriteOptions> writeOptions(const HttpRequest &request, std::string subresource);
/// By Content-Type; 415 for another.
[[nodiscard]] Outcome<PatchType> patchType(const HttpRequest &request);
/// A number parameter; none where it is missing or no number.
[[nodiscard]] std::optional<std::int64_t> numberParameter(const HttpRequest &request, std::string_view name);

} // namespace sandbox
