// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The content's marks go before the names, since files are renamed more often than they change their nature; the folders say which
// platform a file is for where its nature does not.
#include "platform.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace config {

namespace {

struct Folder {
    QLatin1StringView name;
    Platform platform;
};
constexpr std::array folders = {
    Folder{"kubernetes"_L1, Platform::Kubernetes}, Folder{"k8s"_L1, Platform::Kubernetes}, Folder{"compose"_L1, Platform::Compose},
    Folder{"docker-compose"_L1, Platform::Compose}, Folder{"streamlit-cloud"_L1, Platform::StreamlitCloud},
    Folder{"streamlit"_L1, Platform::StreamlitCloud}, Folder{".streamlit"_L1, Platform::StreamlitCloud}, Folder{"heroku"_L1, Platform::Heroku},
    Folder{"app-runner"_L1, Platform::AppRunner}, Folder{"apprunner"_L1, Platform::AppRunner}, Folder{"ecs"_L1, Platform::Ecs},
    Folder{"ecs-fargate"_L1, Platform::Ecs}, Folder{"fargate"_L1, Platform::Ecs}, Folder{"ec2"_L1, Platform::Ec2},
    Folder{"beanstalk"_L1, Platform::Beanstalk}, Folder{"elastic-beanstalk"_L1, Platform::Beanstalk}, Folder{".ebextensions"_L1, Platform::Beanstalk},
    Folder{"cloud-run"_L1, Platform::CloudRun}, Folder{"cloudrun"_L1, Platform::CloudRun}, Folder{"gke"_L1, Platform::Gke},
    Folder{"compute-engine"_L1, Platform::ComputeEngine}, Folder{"gce"_L1, Platform::ComputeEngine}, Folder{"app-engine"_L1, Platform::AppEngine},
    Folder{"appengine"_L1, Platform::AppEngine}, Folder{"cloud-build"_L1, Platform::CloudBuild}, Folder{"cloudbuild"_L1, Platform::CloudBuild},
    Folder{"github-actions"_L1, Platform::GithubActions}, Folder{".github"_L1, Platform::GithubActions},
    Folder{"monitoring"_L1, Platform::Monitoring}, Folder{"prometheus"_L1, Platform::Monitoring}, Folder{"grafana"_L1, Platform::Monitoring},
    Folder{"alertmanager"_L1, Platform::Monitoring}, Folder{"docker"_L1, Platform::Image}, Folder{"images"_L1, Platform::Image},
};

/// By the deepest folder that names one.
Platform platformOfFolders(const QString &path, Platform otherwise) {
    const QStringList parts = path.toLower().split(u'/');
    for (qsizetype i = parts.size() - 2; i >= 0; --i) {
        const auto found = std::ranges::find(folders, parts.at(i), &Folder::name);
        if (found != folders.end())
            return found->platform;
    }
    return otherwise;
}

bool hasMap(Node root, std::string_view key) {
    return root[key].isMap();
}
bool hasSequence(Node root, std::string_view key) {
    return root[key].isSequence();
}
bool hasAny(Node root, std::initializer_list<std::string_view> keys) {
    return std::ranges::any_of(keys, [&](std::string_view key) { return bool(root[key]); });
}
/// Whether an item or member holds one of the keys.
bool holdsOne(Node list, std::initializer_list<std::string_view> keys) {
    return std::ranges::any_of(list.begin(), list.end(), [&](Node item) { return hasAny(item, keys); });
}

bool isKubernetes(Node root) {
    if (root["apiVersion"].isString() && root["kind"].isString())
        return true;
    // One of them is forgotten or misspelt.
    return hasAny(root, {"apiVersion", "kind"}) && hasAny(root["metadata"], {"name", "generateName"});
}

std::optional<FileKind> ofKubernetes(Node root, const QString &path) {
    const std::string_view version = root["apiVersion"].text();
    if (version.starts_with("kustomize.config.k8s.io/"))
        return FileKind{platformOfFolders(path, Platform::Kubernetes) == Platform::Gke ? Platform::Gke : Platform::Kubernetes, Role::Kustomization};
    if (root["kind"].text() == "Config" && hasAny(root, {"clusters", "contexts"})) // a kubeconfig
        return FileKind{Platform::Other, Role::Unknown};
    if (version.starts_with("serving.knative.dev/"))
        return FileKind{Platform::CloudRun, Role::Objects};
    return FileKind{platformOfFolders(path, Platform::Kubernetes) == Platform::Gke ? Platform::Gke : Platform::Kubernetes, Role::Objects};
}

std::optional<FileKind> ofMonitoring(Node root) {
    if (hasSequence(root, "groups") && holdsOne(root["groups"], {"rules"}) && !root["apiVersion"])
        return FileKind{Platform::Monitoring, Role::AlertRules};
    if (hasSequence(root, "scrape_configs") || root.find("global.scrape_interval") || root.find("global.evaluation_interval"))
        return FileKind{Platform::Monitoring, Role::PrometheusConfig};
    if (hasMap(root, "route") && hasSequence(root, "receivers"))
        return FileKind{Platform::Monitoring, Role::AlertmanagerConfig};
    if (hasSequence(root, "panels") && hasAny(root, {"schemaVersion", "title", "templating", "uid"}))
        return FileKind{Platform::Monitoring, Role::GrafanaDashboard};
    if (root["apiVersion"].kind() == Kind::Integer && hasAny(root, {"datasources", "providers", "contactPoints", "policies", "groups"}))
        return FileKind{Platform::Monitoring, Role::GrafanaProvisioning};
    return {};
}

std::optional<FileKind> ofAmazon(Node root) {
    if (hasSequence(root, "containerDefinitions"))
        return FileKind{Platform::Ecs, Role::TaskDefinition};
    if (root["AWSEBDockerrunVersion"])
        return FileKind{Platform::Beanstalk, Role::Dockerrun};
    if (hasAny(root, {"SourceConfiguration", "InstanceConfiguration", "HealthCheckConfiguration"}))
        return FileKind{Platform::AppRunner, Role::AppRunnerService};
    if (hasAny(root, {"scalableDimension", "ScalableDimension", "TargetTrackingScalingPolicyConfiguration", "PredefinedMetricSpecification",
            "targetTrackingScalingPolicyConfiguration", "MinCapacity"}))
        return FileKind{Platform::Ecs, Role::EcsScaling};
    if (root["serviceName"] && hasAny(root, {"taskDefinition", "desiredCount", "cluster", "launchType"}))
        return FileKind{Platform::Ecs, Role::EcsService};
    return {};
}

bool isGoogleApp(Node root, const QString &base) {
    if (!root["runtime"])
        return false;
    return base.startsWith("app."_L1) || hasAny(root, {"env", "automatic_scaling", "manual_scaling", "handlers", "runtime_config", "flexible_runtime_settings"});
}

std::optional<FileKind> ofOtherPlatforms(Node root, const QString &path, const QString &base) {
    if (hasMap(root, "services") && (holdsOne(root["services"], {"image", "build", "extends", "environment", "deploy", "ports", "command"})
            || base.contains("compose"_L1)))
        return FileKind{platformOfFolders(path, Platform::Compose), Role::ComposeFile};
    if (hasMap(root, "jobs") && hasAny(root, {"on", "true"})) // "true": what YAML 1.1 made of on
        return FileKind{Platform::GithubActions, Role::Workflow};
    if (hasSequence(root, "steps") && (base.startsWith("cloudbuild"_L1) || hasAny(root, {"substitutions", "availableSecrets", "images", "artifacts"})))
        return FileKind{Platform::CloudBuild, Role::CloudBuildFile};
    if (isGoogleApp(root, base))
        return FileKind{Platform::AppEngine, Role::AppYaml};
    if (root["runtime"] && hasAny(root, {"run", "build"}))
        return FileKind{Platform::AppRunner, Role::AppRunnerService};
    if (hasAny(root, {"openapi", "swagger"}) && hasAny(root, {"paths", "components"}))
        return FileKind{Platform::Other, Role::OpenApi};
    if (hasAny(root, {"formation", "buildpacks", "addons", "stack"}) && !isKubernetes(root))
        return FileKind{Platform::Heroku, Role::AppJson};
    if (hasSequence(root, "rules") && holdsOne(root["rules"], {"id"}) && holdsOne(root["rules"], {"message", "severity"}))
        return FileKind{Platform::Other, Role::RuleFile};
    return {};
}

std::optional<FileKind> ofContent(Node root, const QString &path, const QString &base) {
    if (!root.isMap())
        return {};
    if (const auto kind = ofMonitoring(root))
        return kind;
    if (isKubernetes(root))
        return ofKubernetes(root, path);
    if (const auto kind = ofAmazon(root))
        return kind;
    return ofOtherPlatforms(root, path, base);
}

struct Named {
    QLatin1StringView begin;
    QLatin1StringView end;
    FileKind kind;
};
/// For files whose content says nothing, because it is broken or empty.
constexpr std::array namedFiles = {
    Named{"kustomization.y"_L1, "ml"_L1, {Platform::Kubernetes, Role::Kustomization}},
    Named{"compose"_L1, "ml"_L1, {Platform::Compose, Role::ComposeFile}},
    Named{"docker-compose"_L1, "ml"_L1, {Platform::Compose, Role::ComposeFile}},
    Named{"cloudbuild"_L1, ""_L1, {Platform::CloudBuild, Role::CloudBuildFile}},
    Named{"app.json"_L1, ""_L1, {Platform::Heroku, Role::AppJson}},
    Named{"app.yaml"_L1, ""_L1, {Platform::AppEngine, Role::AppYaml}},
    Named{"dockerrun.aws.json"_L1, ""_L1, {Platform::Beanstalk, Role::Dockerrun}},
    Named{"apprunner."_L1, ""_L1, {Platform::AppRunner, Role::AppRunnerService}},
    Named{"task-definition"_L1, ".json"_L1, {Platform::Ecs, Role::TaskDefinition}},
    Named{"prometheus.y"_L1, "ml"_L1, {Platform::Monitoring, Role::PrometheusConfig}},
    Named{"alertmanager.y"_L1, "ml"_L1, {Platform::Monitoring, Role::AlertmanagerConfig}},
    Named{"alert_rules.y"_L1, "ml"_L1, {Platform::Monitoring, Role::AlertRules}},
    Named{".aqi-validate.y"_L1, "ml"_L1, {Platform::Other, Role::RuleFile}},
};

FileKind ofName(const QString &path, const QString &base) {
    for (const Named &named : namedFiles)
        if (base.startsWith(named.begin) && base.endsWith(named.end))
            return {platformOfFolders(path, named.kind.platform), named.kind.role};
    if (base == "kustomization"_L1)
        return {platformOfFolders(path, Platform::Kubernetes), Role::Kustomization};
    if (path.contains("/workflows/"_L1) && base.endsWith("ml"_L1))
        return {Platform::GithubActions, Role::Workflow};
    if (base.endsWith(".md"_L1))
        return {platformOfFolders(path, Platform::Other), Role::Guide};
    return {platformOfFolders(path, Platform::Other), Role::Unknown};
}

FileKind ofToml(const Document &document, const QString &path, const QString &base) {
    const Node root = document.roots().empty() ? Node() : document.roots().front();
    if (base.startsWith("secrets."_L1))
        return {Platform::StreamlitCloud, Role::StreamlitSecrets};
    if (base.startsWith("config."_L1) && (path.contains(".streamlit/"_L1) || hasAny(root, {"server", "browser", "theme", "client", "runner"})))
        return {Platform::StreamlitCloud, Role::StreamlitConfig};
    return {platformOfFolders(path, Platform::Other), Role::Unknown};
}

} // namespace

FileKind recognise(const Document &document) {
    const QString &path = document.path();
    const QString base = path.section(u'/', -1).toLower();
    switch (document.format()) {
    case Format::Dockerfile:
        return {Platform::Image, Role::Dockerfile};
    case Format::Procfile:
        return {platformOfFolders(path, Platform::Heroku), Role::Procfile};
    case Format::Dotenv:
        return {platformOfFolders(path, Platform::Environment), Role::DotenvFile};
    case Format::Shell:
        return {platformOfFolders(path, Platform::Other), Role::Script};
    case Format::Toml:
        return ofToml(document, path, base);
    case Format::Yaml:
    case Format::Json:
        for (const Node root : document.roots())
            if (const auto kind = ofContent(root, path, base))
                return *kind;
        // A list is of another program, as Ansible's tasks that bring a Compose file up.
        if (std::ranges::any_of(document.roots(), &Node::isSequence) && ofName(path, base).role == Role::ComposeFile)
            return {Platform::Other, Role::Unknown};
        break;
    case Format::Plain:
        break;
    }
    return ofName(path, base);
}

} // namespace config
