// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The environment variables of a container, as a kubelet makes them. Pure.
#pragma once

#include "sandbox/store/objectstore.h"

#include <map>
#include <string>
#include <string_view>

namespace sandbox {

using Environment = std::map<std::string, std::string>;

struct ApiAddress {
    std::string host = "127.0.0.1";
    int port = 0;
};

/// $(NAME) becomes the variable's value, $$ a dollar sign; what is not there stays as it stands.
/// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
[[nodiscard]] std::string expanded(std::string_view text, const Environment &environment);

/// Service variables (unless enableServiceLinks is false), envFrom, env; each with what came before. podIp: it may not be in the status yet.
/// What is missing is left out: whether it must be there was asked before.
[[nodiscard]] Environment containerEnvironment(
    const ObjectStore &store, const Json &pod, const Json &container, const std::string &podIp, const ApiAddress &api);

/// A fieldRef: metadata.name, metadata.labels['app'], status.podIP ... Empty for an unknown one.
[[nodiscard]] std::string fieldValue(const Json &pod, std::string_view fieldPath, const std::string &podIp);
/// A resourceFieldRef; a limit that is not set is what the node can give.
[[nodiscard]] std::string resourceValue(const ObjectStore &store, const Json &pod, const Json &container, const Json &reference);

/// The value of a key of a ConfigMap (data, binaryData) or Secret; nothing where there is none.
[[nodiscard]] std::optional<std::string> contentOf(const Json &object, const std::string &key);
/// All keys with their values.
[[nodiscard]] std::map<std::string, std::string> contents(const Json &object);

} // namespace sandbox
