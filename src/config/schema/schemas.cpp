// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/schema.h"

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
constexpr std::array roleSchemas = std::to_array<RoleSchema>({{Role::ComposeFile, "compose"}});

} // namespace

const Schema *schemaOfRole(const Library &library, Role role) {
    const auto *found = std::ranges::find(roleSchemas, role, &RoleSchema::role);
    return found == roleSchemas.end() ? nullptr : library.find("aqi:" + std::string(found->name));
}

const Schema *Known::schemaOf(FileKind kind, Node root) const {
    if (kind.role == Role::Patch && root.isSequence())
        return nullptr; // a list of JSON patch operations
    if (kind.role == Role::Objects || kind.role == Role::Patch)
        return kubernetes.schemaOf(root);
    return schemaOfRole(library, kind.role);
}

} // namespace schema

using schema::tr;

Schemas::Schemas() : d(std::make_unique<Private>()) {}
Schemas::~Schemas() = default;

base::Result<std::unique_ptr<Schemas>> Schemas::builtin() {
    initResources();
    const QResource packed(QStringLiteral(":/config/schema/kubernetes.pack"));
    std::unique_ptr<Schemas> schemas(new Schemas);
    Private &d = *schemas->d;
    if (packed.isValid())
        d.pack = schema::Pack(std::string_view(reinterpret_cast<const char *>(packed.data()), std::size_t(packed.size())));
    if (d.pack.size() == 0)
        return base::fail(base::ErrorKind::Internal, tr("The schemas of Kubernetes are not in the program"));
    d.library.add("aqi:kubernetes", &d.pack);
    d.kubernetes.usePack(d.pack);
    for (const auto &[role, name] : schema::roleSchemas) {
        const QString path = QStringLiteral(":/config/schema/%1.schema.json").arg(QLatin1String(name));
        if (!QResource(path).isValid())
            return base::fail(base::ErrorKind::Internal, tr("The schema %1 is not in the program").arg(QLatin1String(name)));
        d.library.addLater(std::string("aqi:") + name, path, schema::Dialect::Draft7);
    }
    return schemas;
}

base::Status Schemas::addOpenApi(const QByteArray &document) {
    return d->kubernetes.addOpenApi(document);
}

void Schemas::addDefinition(Node customResourceDefinition) {
    d->kubernetes.addDefinition(customResourceDefinition);
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
        problems = schema::Judge(d->library, root, {{}, completeness, {}}).problems(*schema);
    }
    std::ranges::stable_sort(problems, {}, [](const SchemaProblem &each) { return each.atKey ? each.node.keyRange().begin : each.node.range().begin; });
    const auto same = [](const SchemaProblem &a, const SchemaProblem &b) { return a.node == b.node && a.code == b.code && a.message == b.message; };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
    return problems;
}

} // namespace config
