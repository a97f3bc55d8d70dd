// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform.h"

#include <algorithm>
#include <array>

namespace config {

namespace {

constexpr std::array platformNames = {
    std::pair{Platform::Kubernetes, std::string_view("kubernetes")}, std::pair{Platform::Compose, std::string_view("compose")},
    std::pair{Platform::StreamlitCloud, std::string_view("streamlit-cloud")}, std::pair{Platform::Heroku, std::string_view("heroku")},
    std::pair{Platform::AppRunner, std::string_view("app-runner")}, std::pair{Platform::Ecs, std::string_view("ecs")},
    std::pair{Platform::Ec2, std::string_view("ec2")}, std::pair{Platform::Beanstalk, std::string_view("beanstalk")},
    std::pair{Platform::CloudRun, std::string_view("cloud-run")}, std::pair{Platform::Gke, std::string_view("gke")},
    std::pair{Platform::ComputeEngine, std::string_view("compute-engine")}, std::pair{Platform::AppEngine, std::string_view("app-engine")},
    std::pair{Platform::CloudBuild, std::string_view("cloud-build")}, std::pair{Platform::GithubActions, std::string_view("github-actions")},
    std::pair{Platform::Monitoring, std::string_view("monitoring")}, std::pair{Platform::Image, std::string_view("image")},
    std::pair{Platform::Environment, std::string_view("environment")}, std::pair{Platform::Other, std::string_view("other")},
};

constexpr std::array roleNames = {
    std::pair{Role::Objects, std::string_view("objects")}, std::pair{Role::Kustomization, std::string_view("kustomization")},
    std::pair{Role::Patch, std::string_view("patch")}, std::pair{Role::ComposeFile, std::string_view("compose-file")},
    std::pair{Role::Workflow, std::string_view("workflow")}, std::pair{Role::AppJson, std::string_view("app-json")},
    std::pair{Role::Procfile, std::string_view("procfile")}, std::pair{Role::StreamlitConfig, std::string_view("streamlit-config")},
    std::pair{Role::StreamlitSecrets, std::string_view("streamlit-secrets")}, std::pair{Role::AppRunnerService, std::string_view("app-runner-service")},
    std::pair{Role::TaskDefinition, std::string_view("task-definition")}, std::pair{Role::EcsService, std::string_view("ecs-service")},
    std::pair{Role::EcsScaling, std::string_view("ecs-scaling")}, std::pair{Role::Dockerrun, std::string_view("dockerrun")},
    std::pair{Role::AppYaml, std::string_view("app-yaml")}, std::pair{Role::CloudBuildFile, std::string_view("cloud-build-file")},
    std::pair{Role::PrometheusConfig, std::string_view("prometheus-config")}, std::pair{Role::AlertRules, std::string_view("alert-rules")},
    std::pair{Role::AlertmanagerConfig, std::string_view("alertmanager-config")}, std::pair{Role::GrafanaDashboard, std::string_view("grafana-dashboard")},
    std::pair{Role::GrafanaProvisioning, std::string_view("grafana-provisioning")}, std::pair{Role::Dockerfile, std::string_view("dockerfile")},
    std::pair{Role::DotenvFile, std::string_view("dotenv-file")}, std::pair{Role::Script, std::string_view("script")},
    std::pair{Role::OpenApi, std::string_view("open-api")}, std::pair{Role::RuleFile, std::string_view("rule-file")},
    std::pair{Role::Guide, std::string_view("guide")}, std::pair{Role::Unknown, std::string_view("unknown")},
};

} // namespace

std::string_view name(Platform platform) {
    return std::ranges::find(platformNames, platform, [](const auto &entry) { return entry.first; })->second;
}

std::string_view name(Role role) {
    return std::ranges::find(roleNames, role, [](const auto &entry) { return entry.first; })->second;
}

std::optional<Platform> platformNamed(std::string_view name) {
    const auto found = std::ranges::find(platformNames, name, [](const auto &entry) { return entry.second; });
    return found == platformNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace config
