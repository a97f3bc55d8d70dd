// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/compare.h"

#include "config/system/differences.h"
#include "config/system/units.h"
#include "config/system/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace config {

using namespace Qt::StringLiterals;

namespace {

struct Seen {
    QString text;
    Site site;
};

/// How a field is read for a table, and when two services agree in it. `same` is asked only where both say something.
struct FieldWay {
    Field field;
    std::optional<Seen> (*see)(const Service &);
    bool (*same)(const Service &reference, const Service &other);
};

template <class T> std::optional<Seen> seen(const std::optional<Placed<T>> &value, QString text) {
    return value ? std::optional(Seen{std::move(text), value->site}) : std::nullopt;
}

std::optional<Seen> seeImage(const Service &service) {
    return seen(service.image, service.image ? shown(service.image->value) : QString());
}
bool sameImage(const Service &reference, const Service &other) {
    const std::string &one = reference.image->value;
    const std::string &two = other.image->value;
    return imageName(one) == imageName(two) && imageVersion(one) == imageVersion(two); // each platform has a registry of its own
}

std::optional<Seen> seePorts(const Service &service) {
    QStringList numbers;
    for (const Placed<int> &port : service.ports)
        numbers.append(QString::number(port.value));
    return numbers.isEmpty() ? std::nullopt : std::optional(Seen{numbers.join(u", "_s), service.ports.front().site});
}
bool samePorts(const Service &reference, const Service &other) {
    return std::ranges::all_of(other.ports, [&](const auto &port) {
        return std::ranges::any_of(reference.ports, [&](const auto &known) { return known.value == port.value; });
    });
}

template <auto Member> std::optional<Seen> seeCpu(const Service &service) {
    const auto &value = service.resources.*Member;
    return seen(value, value ? shown(cpuText(value->value)) : QString());
}
template <auto Member> std::optional<Seen> seeMemory(const Service &service) {
    const auto &value = service.resources.*Member;
    return seen(value, value ? shown(memoryText(value->value)) : QString());
}
template <auto Member> bool sameSize(const Service &reference, const Service &other) {
    static constexpr double tolerance = 1e-6; // of cores; bytes are whole
    return std::abs(double((reference.resources.*Member)->value) - double((other.resources.*Member)->value)) < tolerance;
}

std::optional<Seen> seeReplicas(const Service &service) {
    if (!service.replicas)
        return {};
    const Replicas &count = *service.replicas;
    const QString text = count.minimum == count.maximum ? QString::number(count.minimum) : tr("%1 to %2").arg(count.minimum).arg(count.maximum);
    return Seen{text, count.site};
}
/// Where nothing scales by itself, the reference's minimum is right.
bool sameReplicas(const Service &reference, const Service &other) {
    const Replicas &one = *reference.replicas;
    const Replicas &two = *other.replicas;
    return one.minimum == two.minimum && (one.maximum == two.maximum || two.minimum == two.maximum);
}

std::optional<Seen> seeHealthPath(const Service &service) {
    return service.probes.empty() ? std::nullopt : std::optional(Seen{shown(service.probes.front().path), service.probes.front().site});
}
bool sameHealthPath(const Service &reference, const Service &other) {
    return std::ranges::any_of(reference.probes, [&](const Probe &probe) { return probe.path == other.probes.front().path; });
}

constexpr std::array ways = {
    FieldWay{Field::Image, seeImage, sameImage},
    FieldWay{Field::Ports, seePorts, samePorts},
    FieldWay{Field::CpuRequest, seeCpu<&Resources::cpuRequest>, sameSize<&Resources::cpuRequest>},
    FieldWay{Field::CpuLimit, seeCpu<&Resources::cpuLimit>, sameSize<&Resources::cpuLimit>},
    FieldWay{Field::MemoryRequest, seeMemory<&Resources::memoryRequest>, sameSize<&Resources::memoryRequest>},
    FieldWay{Field::MemoryLimit, seeMemory<&Resources::memoryLimit>, sameSize<&Resources::memoryLimit>},
    FieldWay{Field::Replicas, seeReplicas, sameReplicas},
    FieldWay{Field::HealthPath, seeHealthPath, sameHealthPath},
};

/// A table shows no value that is a secret elsewhere.
QString textOf(const Variable &variable, const Variable *reference) {
    if (variable.given == Given::Literal && !variable.changeable && reference && reference->given == Given::Secret)
        return tr("written in the file");
    switch (variable.given) {
    case Given::Literal:
        return shown(variable.text);
    case Given::Secret:
        return tr("a secret");
    case Given::Config:
        return tr("of a ConfigMap that is not among the files");
    case Given::Pod:
        return tr("given by the platform");
    case Given::Outside:
        return tr("given when it is started");
    }
    return {};
}

bool sameVariable(const Variable &reference, const Variable &other) {
    const auto unknown = [](const Variable &variable) {
        return variable.given == Given::Outside || variable.given == Given::Config || variable.given == Given::Pod;
    };
    if (unknown(reference) || unknown(other))
        return true;
    if (reference.given == other.given)
        return reference.given == Given::Secret || reference.text == other.text;
    return (reference.given == Given::Literal ? reference : other).changeable; // a default that the secret takes the place of
}

class Comparison {
public:
    Comparison(std::span<const System *const> systems, std::size_t reference, Fields fields) : m_systems(systems), m_reference(reference), m_fields(fields) {}

    std::vector<Row> rows() {
        for (const Service &service : m_systems[m_reference]->services)
            addService(service.name);
        for (const System *system : m_systems)
            for (const Service &service : system->services)
                addService(service.name);
        return std::move(m_rows);
    }

private:
    void addService(const std::string &name) {
        if (std::ranges::find(m_done, name) != m_done.end())
            return;
        m_done.push_back(name);
        const Service *reference = m_systems[m_reference]->service(name);
        for (const FieldWay &way : ways)
            if (wants(way.field))
                addField(name, way, reference);
        if (wants(Field::Environment))
            addEnvironment(name, reference);
    }

    [[nodiscard]] bool wants(Field field) const { return m_fields.size() == 0 || std::ranges::find(m_fields, field) != m_fields.end(); }

    void addEnvironment(const std::string &name, const Service *reference) {
        std::vector<std::string> variables;
        for (std::size_t i = 0; i <= m_systems.size(); ++i) { // the reference's first
            const Service *service = m_systems[i == 0 ? m_reference : i - 1]->service(name);
            for (const Variable &variable : service ? service->environment : std::vector<Variable>{})
                if (std::ranges::find(variables, variable.name) == variables.end())
                    variables.push_back(variable.name);
        }
        for (const std::string &variable : variables)
            addVariable(name, variable, reference);
    }

    void addField(const std::string &name, const FieldWay &way, const Service *reference) {
        Row row{name, way.field, {}, {}};
        const bool wanted = reference && way.see(*reference);
        bool said = false;
        for (const System *system : m_systems) {
            const Service *service = system->service(name);
            Cell cell;
            if (const auto value = service ? way.see(*service) : std::nullopt) {
                said = true;
                cell = {Agreement::Same, value->text, value->site, {}};
                if (wanted && !way.same(*reference, *service))
                    judge(*system, *service, cell, way.field, {});
            } else if (service && !canExpress(system->platform, way.field)) {
                cell.agreement = Agreement::Inexpressible;
            } else if (service) {
                cell.site = service->site;
            }
            row.cells.push_back(std::move(cell));
        }
        if (said)
            m_rows.push_back(std::move(row));
    }

    void addVariable(const std::string &name, const std::string &variable, const Service *reference) {
        Row row{name, Field::Environment, variable, {}};
        const Variable *wanted = reference ? reference->variable(variable) : nullptr;
        for (const System *system : m_systems) {
            const Service *service = system->service(name);
            const Variable *value = service ? service->variable(variable) : nullptr;
            Cell cell;
            if (value) {
                cell = {Agreement::Same, textOf(*value, wanted), value->site, {}};
                const bool more = reference && !wanted && !reference->environmentOpen && value->given != Given::Pod;
                if (more || (wanted && !sameVariable(*wanted, *value)))
                    judge(*system, *service, cell, Field::Environment, variable);
            } else if (service && !canExpress(system->platform, Field::Environment)) {
                cell.agreement = Agreement::Inexpressible;
            } else if (service) {
                cell.site = service->environmentSite;
                cell.explanation = reasonToLack(*system, *service, wanted, variable);
            }
            row.cells.push_back(std::move(cell));
        }
        m_rows.push_back(std::move(row));
    }

    static QString reasonToLack(const System &system, const Service &service, const Variable *wanted, const std::string &variable) {
        if (service.environmentOpen)
            return tr("It may come from what is not among the files.");
        if (wanted && wanted->given == Given::Pod)
            return tr("It tells a program of its pod, which is there alone.");
        return explanationFor(system, service, service.environmentSite, Field::Environment, variable);
    }

    static void judge(const System &system, const Service &service, Cell &cell, Field field, std::string_view variable) {
        cell.explanation = explanationFor(system, service, cell.site, field, variable);
        cell.agreement = cell.explanation.isEmpty() ? Agreement::Differs : Agreement::Explained;
    }

    std::span<const System *const> m_systems;
    std::size_t m_reference;
    Fields m_fields;
    std::vector<std::string> m_done;
    std::vector<Row> m_rows;
};

} // namespace

std::vector<Row> compare(std::span<const System *const> systems, std::size_t reference, Fields fields) {
    return reference < systems.size() ? Comparison(systems, reference, fields).rows() : std::vector<Row>();
}

} // namespace config
