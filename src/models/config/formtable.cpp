// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/formfields.h"

#include <QtGlobal>

#include <array>

namespace models {

namespace {

using config::Role;
using enum FieldType;

constexpr const char *podOf[] = {"Deployment StatefulSet DaemonSet Job ReplicaSet", "CronJob"};

constexpr auto objects = std::to_array<FieldRow>({
    {Role::Objects, "Deployment StatefulSet ReplicaSet", "spec.replicas", "", QT_TRANSLATE_NOOP("models::config", "Replicas"), Integer, 0, 1000, "", QT_TRANSLATE_NOOP("models::config", "Pods that run at the same time. Where an autoscaler holds the object, it decides between its own limits.")},
    {Role::Objects, "HorizontalPodAutoscaler", "spec.minReplicas", "", QT_TRANSLATE_NOOP("models::config", "Fewest replicas"), Integer, 1, 1000, "", QT_TRANSLATE_NOOP("models::config", "Pods that stay when nothing is to do.")},
    {Role::Objects, "HorizontalPodAutoscaler", "spec.maxReplicas", "", QT_TRANSLATE_NOOP("models::config", "Most replicas"), Integer, 1, 1000, "", QT_TRANSLATE_NOOP("models::config", "Pods that it may go up to; quota and nodes must hold them.")},
    {Role::Objects, "HorizontalPodAutoscaler", "spec.metrics[].resource.target.averageUtilization", "", QT_TRANSLATE_NOOP("models::config", "Target use"), Integer, 1, 1000, "%", QT_TRANSLATE_NOOP("models::config", "Average use, in percent of what the pods request, that it scales towards.")},
    {Role::Objects, "CronJob", "spec.schedule", "", QT_TRANSLATE_NOOP("models::config", "Schedule"), Cron, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Minute, hour, day of month, month, day of week, in the time zone of spec.timeZone or else the controller's.")},
    {Role::Objects, "CronJob", "spec.suspend", "", QT_TRANSLATE_NOOP("models::config", "Suspended"), Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "true: no new run is started.")},
    {Role::Objects, "PodDisruptionBudget", "spec.minAvailable", "", QT_TRANSLATE_NOOP("models::config", "Kept available"), Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Pods, or percent of them, that a drain leaves running.")},
    {Role::Objects, "PodDisruptionBudget", "spec.maxUnavailable", "", QT_TRANSLATE_NOOP("models::config", "Lost at most"), Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Pods, or percent of them, that a drain may take away.")},
    {Role::Objects, "Ingress", "spec.rules[].host", "", QT_TRANSLATE_NOOP("models::config", "Host"), Host, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Name under which it answers; DNS and the certificate must have it too.")},
    {Role::Objects, "Ingress", "spec.tls[].hosts[]", "", QT_TRANSLATE_NOOP("models::config", "Host of the certificate"), Host, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Name that the certificate is for.")},
    {Role::Objects, "Ingress", "spec.tls[].secretName", "", QT_TRANSLATE_NOOP("models::config", "Secret of the certificate"), Text, 0, 0, "", ""},
    {Role::Objects, "Service", "spec.ports[].port", "", QT_TRANSLATE_NOOP("models::config", "Port"), Port, 1, 65535, "", QT_TRANSLATE_NOOP("models::config", "Port that others use.")},
    {Role::Objects, "PersistentVolumeClaim", "spec.resources.requests.storage", "", QT_TRANSLATE_NOOP("models::config", "Size"), Quantity, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Can grow where the class allows it; never shrinks.")},
    {Role::Objects, "StatefulSet", "spec.volumeClaimTemplates[].spec.resources.requests.storage", "", QT_TRANSLATE_NOOP("models::config", "Size of each volume"), Quantity, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Of new replicas; existing claims keep theirs.")},
    {Role::Objects, "ResourceQuota", "spec.hard{}", "", "", Quantity, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Most that the namespace may use.")},
    {Role::Objects, "ConfigMap", "data{}", "", "", Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Pods see it when they start; running ones keep what they have.")},
});

// Below a pod's spec; the first of podOf has it at spec.template.spec, the second below spec.jobTemplate.
#define AQI_POD_ROWS(KINDS, POD) \
    {Role::Objects, KINDS, POD ".containers[].image", "", QT_TRANSLATE_NOOP("models::config", "Image"), Image, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Repository with a tag or digest; a moving tag (latest) makes what runs unknown.")}, \
    {Role::Objects, KINDS, POD ".containers[].resources.requests.cpu", "", QT_TRANSLATE_NOOP("models::config", "CPU requested"), Quantity, 0, 0, "cores", QT_TRANSLATE_NOOP("models::config", "What the scheduler sets aside; 250m is a quarter of a core.")}, \
    {Role::Objects, KINDS, POD ".containers[].resources.limits.cpu", "", QT_TRANSLATE_NOOP("models::config", "CPU limit"), Quantity, 0, 0, "cores", QT_TRANSLATE_NOOP("models::config", "Above it the container is slowed down.")}, \
    {Role::Objects, KINDS, POD ".containers[].resources.requests.memory", "", QT_TRANSLATE_NOOP("models::config", "Memory requested"), Quantity, 0, 0, "bytes", QT_TRANSLATE_NOOP("models::config", "What the scheduler sets aside, as 512Mi or 2Gi.")}, \
    {Role::Objects, KINDS, POD ".containers[].resources.limits.memory", "", QT_TRANSLATE_NOOP("models::config", "Memory limit"), Quantity, 0, 0, "bytes", QT_TRANSLATE_NOOP("models::config", "Above it the container is killed.")}, \
    {Role::Objects, KINDS, POD ".containers[].env[].value", "", "", Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Environment variable; a change replaces the pods.")}, \
    {Role::Objects, KINDS, POD ".containers[].startupProbe.failureThreshold", "", QT_TRANSLATE_NOOP("models::config", "Start-up: tries"), Integer, 1, 10000, "", QT_TRANSLATE_NOOP("models::config", "Times the period, this is how long a start may take.")}, \
    {Role::Objects, KINDS, POD ".containers[].startupProbe.periodSeconds", "", QT_TRANSLATE_NOOP("models::config", "Start-up: every"), Integer, 1, 3600, "s", ""}, \
    {Role::Objects, KINDS, POD ".containers[].readinessProbe.periodSeconds", "", QT_TRANSLATE_NOOP("models::config", "Readiness: every"), Integer, 1, 3600, "s", ""}, \
    {Role::Objects, KINDS, POD ".containers[].readinessProbe.timeoutSeconds", "", QT_TRANSLATE_NOOP("models::config", "Readiness: waits"), Integer, 1, 3600, "s", ""}, \
    {Role::Objects, KINDS, POD ".containers[].livenessProbe.periodSeconds", "", QT_TRANSLATE_NOOP("models::config", "Liveness: every"), Integer, 1, 3600, "s", ""}, \
    {Role::Objects, KINDS, POD ".containers[].livenessProbe.timeoutSeconds", "", QT_TRANSLATE_NOOP("models::config", "Liveness: waits"), Integer, 1, 3600, "s", QT_TRANSLATE_NOOP("models::config", "Too short, and a busy container is restarted.")}, \
    {Role::Objects, KINDS, POD ".containers[].livenessProbe.failureThreshold", "", QT_TRANSLATE_NOOP("models::config", "Liveness: tries"), Integer, 1, 1000, "", QT_TRANSLATE_NOOP("models::config", "Failures in a row after which the container is restarted.")}, \
    {Role::Objects, KINDS, POD ".terminationGracePeriodSeconds", "", QT_TRANSLATE_NOOP("models::config", "Time to end"), Integer, 0, 86400, "s", QT_TRANSLATE_NOOP("models::config", "Between the request to end and the kill.")}

constexpr auto pods = std::to_array<FieldRow>({AQI_POD_ROWS(podOf[0], "spec.template.spec"), AQI_POD_ROWS(podOf[1], "spec.jobTemplate.spec.template.spec")});

constexpr auto others = std::to_array<FieldRow>({
    {Role::ComposeFile, "", "services{}.image", "", QT_TRANSLATE_NOOP("models::config", "Image"), Image, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Repository with a tag or digest.")},
    {Role::ComposeFile, "", "services{}.deploy.replicas", "", QT_TRANSLATE_NOOP("models::config", "Replicas"), Integer, 0, 100, "", ""},
    {Role::ComposeFile, "", "services{}.deploy.resources.limits.cpus", "", QT_TRANSLATE_NOOP("models::config", "CPU limit"), Quantity, 0, 0, "cores", ""},
    {Role::ComposeFile, "", "services{}.deploy.resources.limits.memory", "", QT_TRANSLATE_NOOP("models::config", "Memory limit"), Text, 0, 0, "bytes", QT_TRANSLATE_NOOP("models::config", "As Compose writes it: 512M, 2g.")},
    {Role::ComposeFile, "", "services{}.environment{}", "", "", Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Environment variable.")},
    {Role::ComposeFile, "", "services{}.ports[]", "", QT_TRANSLATE_NOOP("models::config", "Published port"), Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "[address:]port outside:port inside.")},
    {Role::ComposeFile, "", "services{}.healthcheck.interval", "", QT_TRANSLATE_NOOP("models::config", "Health: every"), Duration, 0, 0, "", ""},
    {Role::ComposeFile, "", "services{}.healthcheck.timeout", "", QT_TRANSLATE_NOOP("models::config", "Health: waits"), Duration, 0, 0, "", ""},
    {Role::ComposeFile, "", "services{}.healthcheck.retries", "", QT_TRANSLATE_NOOP("models::config", "Health: tries"), Integer, 1, 1000, "", ""},
    {Role::AppJson, "", "formation{}.quantity", "", QT_TRANSLATE_NOOP("models::config", "Dynos"), Integer, 0, 100, "", ""},
    {Role::AppJson, "", "formation{}.size", "", QT_TRANSLATE_NOOP("models::config", "Dyno size"), Text, 0, 0, "", ""},
    {Role::AppJson, "", "env{}.value", "", QT_TRANSLATE_NOOP("models::config", "Value"), Text, 0, 0, "", ""},
    {Role::Procfile, "", "{}", QT_TRANSLATE_NOOP("models::config", "Processes"), "", Command, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Command of the process.")},
    {Role::DotenvFile, "", "{}", QT_TRANSLATE_NOOP("models::config", "Variables"), "", Text, 0, 0, "", ""},
    {Role::StreamlitConfig, "", "server{}", QT_TRANSLATE_NOOP("models::config", "Server"), "", Text, 0, 0, "", ""},
    {Role::StreamlitConfig, "", "theme{}", QT_TRANSLATE_NOOP("models::config", "Theme"), "", Text, 0, 0, "", ""},
    {Role::StreamlitConfig, "", "browser{}", QT_TRANSLATE_NOOP("models::config", "Browser"), "", Text, 0, 0, "", ""},
    {Role::AppRunnerService, "", "run.network.port", "", QT_TRANSLATE_NOOP("models::config", "Port"), Port, 1, 65535, "", ""},
    {Role::AppRunnerService, "", "run.command", "", QT_TRANSLATE_NOOP("models::config", "Command"), Command, 0, 0, "", ""},
    {Role::AppRunnerService, "", "run.env[].value", "", "", Text, 0, 0, "", ""},
    {Role::AppRunnerService, "", "InstanceConfiguration.Cpu", "", QT_TRANSLATE_NOOP("models::config", "CPU"), Text, 0, 0, "", ""},
    {Role::AppRunnerService, "", "InstanceConfiguration.Memory", "", QT_TRANSLATE_NOOP("models::config", "Memory"), Text, 0, 0, "", ""},
    {Role::TaskDefinition, "", "cpu", "", QT_TRANSLATE_NOOP("models::config", "CPU of the task"), Text, 0, 0, "1/1024 vCPU", QT_TRANSLATE_NOOP("models::config", "256, 512, 1024, 2048, 4096, 8192 or 16384; each allows only certain memory.")},
    {Role::TaskDefinition, "", "memory", "", QT_TRANSLATE_NOOP("models::config", "Memory of the task"), Text, 0, 0, "MiB", ""},
    {Role::TaskDefinition, "", "containerDefinitions[].image", "", QT_TRANSLATE_NOOP("models::config", "Image"), Image, 0, 0, "", ""},
    {Role::TaskDefinition, "", "containerDefinitions[].portMappings[].containerPort", "", QT_TRANSLATE_NOOP("models::config", "Port"), Port, 1, 65535, "", ""},
    {Role::TaskDefinition, "", "containerDefinitions[].environment[].value", "", "", Text, 0, 0, "", ""},
    {Role::TaskDefinition, "", "containerDefinitions[].healthCheck.interval", "", QT_TRANSLATE_NOOP("models::config", "Health: every"), Integer, 5, 300, "s", ""},
    {Role::EcsService, "", "desiredCount", "", QT_TRANSLATE_NOOP("models::config", "Tasks"), Integer, 0, 1000, "", ""},
    {Role::EcsScaling, "", "MinCapacity", "", QT_TRANSLATE_NOOP("models::config", "Fewest tasks"), Integer, 0, 1000, "", ""},
    {Role::EcsScaling, "", "MaxCapacity", "", QT_TRANSLATE_NOOP("models::config", "Most tasks"), Integer, 0, 1000, "", ""},
    {Role::AppYaml, "", "instance_class", "", QT_TRANSLATE_NOOP("models::config", "Instance class"), Text, 0, 0, "", ""},
    {Role::AppYaml, "", "automatic_scaling{}", QT_TRANSLATE_NOOP("models::config", "Scaling"), "", Text, 0, 0, "", ""},
    {Role::AppYaml, "", "resources{}", QT_TRANSLATE_NOOP("models::config", "Resources"), "", Text, 0, 0, "", ""},
    {Role::AppYaml, "", "env_variables{}", QT_TRANSLATE_NOOP("models::config", "Variables"), "", Text, 0, 0, "", ""},
    {Role::CloudBuildFile, "", "timeout", "", QT_TRANSLATE_NOOP("models::config", "Time limit"), Duration, 0, 0, "", ""},
    {Role::CloudBuildFile, "", "substitutions{}", QT_TRANSLATE_NOOP("models::config", "Substitutions"), "", Text, 0, 0, "", ""},
    {Role::Workflow, "", "on.schedule[].cron", "", QT_TRANSLATE_NOOP("models::config", "Schedule"), Cron, 0, 0, "UTC", ""},
    {Role::Workflow, "", "env{}", QT_TRANSLATE_NOOP("models::config", "Variables"), "", Text, 0, 0, "", ""},
    {Role::Workflow, "", "jobs{}.timeout-minutes", "", QT_TRANSLATE_NOOP("models::config", "Time limit"), Integer, 1, 360, "min", ""},
    {Role::PrometheusConfig, "", "global{}", QT_TRANSLATE_NOOP("models::config", "For all"), "", Duration, 0, 0, "", ""},
    {Role::PrometheusConfig, "", "scrape_configs[].scrape_interval", "", QT_TRANSLATE_NOOP("models::config", "Scraped every"), Duration, 0, 0, "", ""},
    {Role::AlertRules, "", "groups[].rules[].for", "", QT_TRANSLATE_NOOP("models::config", "Must hold for"), Duration, 0, 0, "", ""},
    {Role::AlertRules, "", "groups[].rules[].expr", "", QT_TRANSLATE_NOOP("models::config", "Expression"), Text, 0, 0, "", ""},
    {Role::AlertmanagerConfig, "", "route.group_wait", "", QT_TRANSLATE_NOOP("models::config", "First notice after"), Duration, 0, 0, "", ""},
    {Role::AlertmanagerConfig, "", "route.group_interval", "", QT_TRANSLATE_NOOP("models::config", "More of a group after"), Duration, 0, 0, "", ""},
    {Role::AlertmanagerConfig, "", "route.repeat_interval", "", QT_TRANSLATE_NOOP("models::config", "Repeated every"), Duration, 0, 0, "", ""},
    {Role::Kustomization, "", "images[].newTag", "", QT_TRANSLATE_NOOP("models::config", "Tag"), Text, 0, 0, "", QT_TRANSLATE_NOOP("models::config", "Of the image, in every object that the kustomization renders.")},
    {Role::Kustomization, "", "images[].newName", "", QT_TRANSLATE_NOOP("models::config", "Repository"), Text, 0, 0, "", ""},
    {Role::Kustomization, "", "replicas[].count", "", QT_TRANSLATE_NOOP("models::config", "Replicas"), Integer, 0, 1000, "", ""},
    {Role::Kustomization, "", "namespace", "", QT_TRANSLATE_NOOP("models::config", "Namespace"), Text, 0, 0, "", ""},
});

constexpr auto joined = [] {
    std::array<FieldRow, objects.size() + pods.size() + others.size()> all{};
    std::size_t at = 0;
    for (const std::span<const FieldRow> part : {std::span<const FieldRow>(objects), std::span<const FieldRow>(pods), std::span<const FieldRow>(others)}) {
        for (const FieldRow &row : part)
            all[at++] = row;
    }
    return all;
}();

} // namespace

std::span<const FieldRow> fieldTable() { return joined; }

} // namespace models
