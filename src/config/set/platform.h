// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a configuration file is for: the platform it deploys to and its role there.
#pragma once

#include "config/text/document.h"

namespace config {

enum class Platform : std::uint8_t {
    Kubernetes, Compose, StreamlitCloud, Heroku, AppRunner, Ecs, Ec2, Beanstalk, CloudRun, Gke, ComputeEngine, AppEngine, CloudBuild,
    GithubActions, Monitoring, Image, Environment, Other,
};

enum class Role : std::uint8_t {
    Objects,          // Kubernetes objects (Cloud Run's Knative service too)
    Kustomization, Patch, // Patch: a partial object that a kustomization lays over another
    ComposeFile, Workflow, AppJson, Procfile, StreamlitConfig, StreamlitSecrets, AppRunnerService, TaskDefinition, EcsService, EcsScaling,
    Dockerrun, AppYaml, CloudBuildFile, PrometheusConfig, AlertRules, AlertmanagerConfig, GrafanaDashboard, GrafanaProvisioning,
    Dockerfile, DotenvFile, Script, OpenApi, RuleFile, Guide, Unknown,
};

/// Stable lower-case names: "kubernetes", "cloud-run"; "objects", "compose-file". platformNamed() takes those of --platform.
[[nodiscard]] std::string_view name(Platform platform);
[[nodiscard]] std::string_view name(Role role);
[[nodiscard]] std::optional<Platform> platformNamed(std::string_view name);

struct FileKind {
    Platform platform = Platform::Other;
    Role role = Role::Unknown;
};

/// From the path (folders and name) and, where that does not tell, from the content's own marks (apiVersion and kind, `services:`,
/// `jobs:` with `on:`, `groups:` with rules, `panels:` ...).
[[nodiscard]] FileKind recognise(const Document &document);

} // namespace config
