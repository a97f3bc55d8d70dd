// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/patch.h"

#include "sandbox/schema/depth.h"

namespace sandbox {

namespace {

/// nlohmann's numbers of a failed test, a missing path and a wrong index are what kube-apiserver answers 422 to.
std::unexpected<StatusError> unprocessable(const std::string &message) {
    return std::unexpected(StatusError{
        422, "Invalid", "the server rejected our request due to an error in our request: " + message, Json::object()});
}

} // namespace

Outcome<Json> jsonPatch(const Json &current, const Json &patch) {
    if (!patch.is_array())
        return badRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    if (nestsTooDeep(patch))
        return badRequest("error decoding patch: exceeded max depth");
    // The limit of kube-apiserver (maxJSONPatchOperations).
    if (constexpr std::size_t limit = 10000; patch.size() > limit)
        return std::unexpected(StatusError{413, "RequestEntityTooLarge",
            "Request entity too large: The allowed maximum operations in a JSON patch is " + std::to_string(limit) +
                ", got " + std::to_string(patch.size()),
            Json::object()});
    try {
        return current.patch(patch);
    } catch (const Json::parse_error &error) {
        return badRequest(std::string("error decoding patch: ") + error.what());
    } catch (const Json::exception &error) {
        return unprocessable(error.what());
    }
}

Outcome<Json> mergePatch(const Json &current, const Json &patch) {
    if (!patch.is_object())
        return badRequest(
            "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
    if (nestsTooDeep(patch))
        return badRequest("error decoding patch: exceeded max depth");
    Json result = current;
    result.merge_patch(patch);
    return result;
}

} // namespace sandbox
