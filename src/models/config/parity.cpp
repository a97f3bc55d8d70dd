// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/parity.h"

#include "config/secrets/secretkind.h"
#include "config/system/systems.h"
#include "models/config/filetreemodel.h"
#include "models/config/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using config::Agreement;

QString environmentOr(const config::System &system) { return system.environment.isEmpty() ? u"production"_s : system.environment; }

QString fieldTitle(config::Field field) {
    using enum config::Field;
    switch (field) {
    case Image: return configTr("image");
    case Ports: return configTr("ports");
    case CpuRequest: return configTr("CPU request");
    case CpuLimit: return configTr("CPU limit");
    case MemoryRequest: return configTr("memory request");
    case MemoryLimit: return configTr("memory limit");
    case Replicas: return configTr("replicas");
    case HealthPath: return configTr("health path");
    case Environment: break;
    }
    return configTr("environment");
}

/// Only these say by which names a service is reached; elsewhere a proxy's or the platform's own settings do.
bool namesHosts(config::Platform platform) { return platform == config::Platform::Kubernetes || platform == config::Platform::Gke; }

bool shareService(const config::System &one, const config::System &other) {
    return std::ranges::any_of(one.services, [&](const config::Service &service) { return other.service(service.name) != nullptr; });
}

std::size_t referenceIn(const std::vector<config::System> &systems, const std::vector<ParitySystem> &shown, const QString &wanted) {
    const auto chosen = std::ranges::find(shown, wanted, &ParitySystem::id);
    if (!wanted.isEmpty() && chosen != shown.end())
        return static_cast<std::size_t>(chosen - shown.begin());
    const auto rank = [](const config::System &system) {
        using enum config::Platform;
        const int platform = system.platform == Kubernetes ? 0 : system.platform == Gke ? 1 : system.platform == Compose ? 2 : 3;
        return platform + (environmentOr(system) == "production"_L1 ? 0 : 10);
    };
    return systems.empty() ? 0 : static_cast<std::size_t>(std::ranges::min_element(systems, {}, rank) - systems.begin());
}

/// The folder that objects are deployed out of, else the file.
QString pathOf(const config::System &system) {
    const config::Scope *scope = system.services.front().site.scope; // none is without services
    return scope ? scope->root : system.name;
}


std::vector<ParitySystem> describe(const std::vector<config::System> &systems, const QString &folder) {
    std::vector<ParitySystem> shown;
    for (const config::System &system : systems)
        shown.push_back({QDir(folder).relativeFilePath(pathOf(system)), platformTitle(system.platform), system.environment, false});
    const std::vector<ParitySystem> plain = shown;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const QFileInfo own(pathOf(systems[i]));
        bool alike = false, sameFolder = false;
        for (std::size_t other = 0; other < shown.size(); ++other) {
            if (other == i || plain[other].platform != plain[i].platform || (plain[other].environment != plain[i].environment && !plain[i].environment.isEmpty()))
                continue;
            alike = true;
            sameFolder = sameFolder || QFileInfo(pathOf(systems[other])).path() == own.path();
        }
        if (alike)
            shown[i].environment = QStringList{plain[i].environment, sameFolder ? own.fileName() : own.dir().dirName()}.join(u' ').trimmed();
    }
    return shown;
}

/// What a key that is a secret's holds is not for a table, whoever wrote it into a file.
QString cellText(const config::System &system, const config::Row &row, const config::Cell &cell) {
    if (row.field != config::Field::Environment || !config::looksSecret(row.variable))
        return cell.text;
    const config::Service *service = system.service(row.service);
    const config::Variable *variable = service ? service->variable(row.variable) : nullptr;
    return variable && variable->given == config::Given::Literal && !variable->text.empty() ? configTr("written in the file") : cell.text;
}

QStringList hostsOf(const config::Service &service) {
    QStringList hosts;
    for (const auto &host : service.hosts)
        hosts << textOf(host.value);
    hosts.sort();
    return hosts;
}

ParityCell hostCell(const config::System &system, const config::System &reference, std::string_view name) {
    const config::Service *service = system.service(name);
    const config::Service *wanted = reference.service(name);
    if (!service)
        return {};
    if (service->hosts.empty())
        return {namesHosts(system.platform) ? Agreement::Absent : Agreement::Inexpressible, {}, {}, service->site};
    const QStringList hosts = hostsOf(*service);
    ParityCell cell{Agreement::Same, hosts.join(u", "_s), {}, service->hosts.front().site};
    if (!wanted || wanted->hosts.empty() || hostsOf(*wanted) == hosts)
        return cell;
    cell.agreement = Agreement::Differs;
    if (environmentOr(system) != environmentOr(reference)) {
        cell.agreement = Agreement::Explained;
        cell.explanation = configTr("each environment is reached under names of its own");
    }
    return cell;
}

/// Behind the service's other fields, before its variables.
void addHosts(ParityTable &table) {
    std::vector<ParityRow> rows;
    for (auto at = table.rows.begin(); at != table.rows.end();) {
        const QString service = at->service;
        const auto end = std::find_if(at, table.rows.end(), [&](const ParityRow &row) { return row.service != service; });
        const auto variables = std::find_if(at, end, [](const ParityRow &row) { return row.variable; });
        std::move(at, variables, std::back_inserter(rows));
        ParityRow hosts{service, configTr("hosts"), false, {}, {}};
        for (const config::System &system : table.engine)
            hosts.cells.push_back(hostCell(system, table.engine[table.reference], service.toStdString()));
        if (std::ranges::any_of(hosts.cells, [](const ParityCell &cell) { return !cell.text.isEmpty(); }))
            rows.push_back(std::move(hosts));
        std::move(variables, end, std::back_inserter(rows));
        at = end;
    }
    table.rows = std::move(rows);
}

} // namespace

QString ParitySystem::title() const { return environment.isEmpty() ? platform : platform + u' ' + environment; }

QString agreementWord(Agreement agreement) {
    return agreement == Agreement::Differs ? configTr("differs") : agreement == Agreement::Explained ? configTr("explained") : QString();
}

ParityTable parityOf(CheckedPtr checked, const QString &folder, const QString &reference) {
    ParityTable table;
    table.engine = config::systemsOf(*checked->set);
    table.checked = std::move(checked);
    table.systems = describe(table.engine, folder);
    table.reference = referenceIn(table.engine, table.systems, reference);
    std::vector<const config::System *> systems;
    for (const config::System &system : table.engine)
        systems.push_back(&system);
    for (std::size_t i = 0; i < systems.size(); ++i) {
        const config::System &against = *systems[table.reference];
        table.systems[i].usual = i == table.reference || (environmentOr(*systems[i]) == environmentOr(against) && shareService(*systems[i], against));
    }
    for (config::Row &row : config::compare(systems, table.reference)) {
        const bool variable = row.field == config::Field::Environment;
        ParityRow shown{textOf(row.service), variable ? textOf(row.variable) : fieldTitle(row.field), variable, {}, row.field};
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            config::Cell &cell = row.cells[i];
            shown.cells.push_back({cell.agreement, cellText(*systems[i], row, cell), cell.explanation, cell.site});
        }
        table.rows.push_back(std::move(shown));
    }
    if (!table.engine.empty())
        addHosts(table);
    return table;
}

} // namespace models
