// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/schema.h"

#include "config/schema/complete.h"
#include "config/schema/kubernetes.h"
#include "config/schema/known.h"
#include "config/schema/words.h"

#include <QResource>

#include <algorithm>
#include <array>

static void initResources() {
    Q_INIT_RESOURCE(config_schemas);
}

namespace config {

namespace schema {

namespace {

struct RoleSchema {
    Role role;
    const char *name;
};
constexpr std::array roleSchemas = std::to_array<RoleSchema>({{Role::Kustomization, "kustomization"}, {Role::ComposeFile, "compose"}, {Role::Workflow, "workflow"},
    {Role::AppJson, "app-json"}, {Role::Procfile, "procfile"}, {Role::StreamlitConfig, "streamlit-config"}, {Role::StreamlitSecrets, "streamlit-secrets"},
    {Role::AppRunnerService, "app-runner"}, {Role::TaskDefinition, "ecs-task-definition"}, {Role::EcsService, "ecs-service"}, {Role::EcsScaling, "ecs-scaling"},
    {Role::Dockerrun, "dockerrun"}, {Role::AppYaml, "app-engine"}, {Role::CloudBuildFile, "cloud-build"}, {Role::PrometheusConfig, "prometheus"},
    {Role::AlertRules, "alert-rules"}, {Role::AlertmanagerConfig, "alertmanager"}, {Role::GrafanaDashboard, "grafana-dashboard"},
    {Role::GrafanaProvisioning, "grafana-provisioning"}, {Role::Patch, "json-patch"}});

Dialect dialectOf(Role role) {
    switch (role) {
    case Role::PrometheusConfig:
    case Role::AlertRules:
    case Role::AlertmanagerConfig:
    case Role::GrafanaProvisioning: return Dialect::GoYaml;
    case Role::Kustomization: return Dialect::GoJson;
    default: return Dialect::Draft7;
    }
}

/// Objects that Kubernetes' own document does not hold, in its dialect.
struct KindSchema {
    const char *apiVersion;
    const char *kind;
    const char *name; // of the file
};
constexpr std::array kindSchemas = std::to_array<KindSchema>({{"serving.knative.dev/v1", "Service", "cloud-run"}, {"run.googleapis.com/v1", "Job", "cloud-run"},
    {"cloud.google.com/v1", "BackendConfig", "gke"}, {"networking.gke.io/v1", "ManagedCertificate", "gke"}, {"networking.gke.io/v1beta1", "FrontendConfig", "gke"}});

} // namespace

const Schema *schemaOfRole(const Library &library, Role role) {
    const auto *found = std::ranges::find(roleSchemas, role, &RoleSchema::role);
    return found == roleSchemas.end() ? nullptr : library.find("aqi:" + std::string(found->name));
}

const Schema *Known::schemaOf(FileKind kind, Node root) const {
    if (kind.role == Role::Patch && root.isSequence())
        return schemaOfRole(library, Role::Patch);
    if (kind.role == Role::Objects || kind.role == Role::Patch)
        return kubernetes.schemaOf(root);
    return schemaOfRole(library, kind.role);
}

} // namespace schema

using schema::tr;

Schemas::Schemas(std::shared_ptr<const schema::Known> known) : d(std::move(known)) {}
Schemas::~Schemas() = default;

base::Result<std::unique_ptr<Schemas>> Schemas::builtin() {
    initResources();
    const QResource packed(QStringLiteral(":/config/schema/kubernetes.pack"));
    const auto known = std::make_shared<schema::Known>();
    if (packed.isValid())
        known->pack = schema::Pack(std::string_view(reinterpret_cast<const char *>(packed.data()), std::size_t(packed.size())));
    if (known->pack.size() == 0)
        return base::fail(base::ErrorKind::Internal, tr("The schemas of Kubernetes are not in the program"));
    known->library.add("aqi:kubernetes", &known->pack);
    known->kubernetes.usePack(known->pack);
    const auto add = [&](const char *name, schema::Dialect dialect) -> base::Status {
        const QString path = QStringLiteral(":/config/schema/%1.schema.json").arg(QLatin1String(name));
        if (!QResource(path).isValid())
            return base::fail(base::ErrorKind::Internal, tr("The schema %1 is not in the program").arg(QLatin1String(name)));
        known->library.addLater(std::string("aqi:") + name, path, dialect);
        return {};
    };
    for (const auto &[role, name] : schema::roleSchemas)
        if (const base::Status added = add(name, schema::dialectOf(role)); !added)
            return std::unexpected(added.error());
    for (const char *name : {"cloud-run", "gke"})
        if (const base::Status added = add(name, schema::Dialect::Kubernetes); !added)
            return std::unexpected(added.error());
    for (const auto &[apiVersion, kind, name] : schema::kindSchemas)
        known->kubernetes.addKind(apiVersion, kind, std::string("aqi:") + name + "#/definitions/" + kind);
    return std::unique_ptr<Schemas>(new Schemas(known));
}

base::Result<std::unique_ptr<Schemas>> Schemas::withOpenApi(std::span<const QByteArray> documents) const {
    const auto more = std::make_shared<schema::Known>(d);
    for (const QByteArray &document : documents)
        if (const base::Status added = more->kubernetes.addOpenApi(document); !added)
            return std::unexpected(added.error());
    return std::unique_ptr<Schemas>(new Schemas(more));
}

std::unique_ptr<Schemas> Schemas::withDefinitions(std::span<const Node> customResourceDefinitions) const {
    const auto more = std::make_shared<schema::Known>(d);
    for (const Node definition : customResourceDefinitions)
        more->kubernetes.addDefinition(definition);
    return std::unique_ptr<Schemas>(new Schemas(more));
}

bool Schemas::knows(FileKind kind, Node root) const {
    return d->schemaOf(kind, root) != nullptr;
}

std::vector<SchemaProblem> Schemas::validate(FileKind kind, Node root, Completeness completeness) const {
    std::vector<SchemaProblem> problems;
    if (!root)
        return problems;
    const bool isObject = (kind.role == Role::Objects || kind.role == Role::Patch) && !(kind.role == Role::Patch && root.isSequence());
    if (isObject) {
        d->kubernetes.validate(root, completeness, problems);
    } else if (const schema::Schema *schema = d->schemaOf(kind, root)) {
        // A list of JSON patch operations is whole, whatever it patches.
        problems = schema::Judge(d->library, root, {{}, kind.role == Role::Patch ? Completeness::Whole : completeness, {}}).problems(*schema);
    }
    std::ranges::stable_sort(problems, {}, [](const SchemaProblem &each) { return each.atKey ? each.node.keyRange().begin : each.node.range().begin; });
    const auto same = [](const SchemaProblem &a, const SchemaProblem &b) { return a.node == b.node && a.code == b.code && a.message == b.message; };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
    return problems;
}

std::vector<Completion> Schemas::complete(FileKind kind, const Document &document, std::uint32_t offset) const {
    return schema::complete(*d, kind, document, offset);
}

std::optional<Explanation> Schemas::explain(FileKind kind, Node root, Node node) const {
    return schema::explain(*d, kind, root, node);
}

} // namespace config
