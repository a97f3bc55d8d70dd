// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One service on several platforms: what differs from the reference without a word why.
#include "config/cross/tables.h"

#include "config/rules/subjects.h"
#include "config/rules/words.h"
#include "config/system/compare.h"
#include "config/system/systems.h"

#include <array>
#include <functional>
#include <map>

namespace config {

using namespace Qt::StringLiterals;

namespace {

struct Pair {
    const System *reference = nullptr;
    const System *system = nullptr;
};

/// Every row of every system that has a reference; the reference's cell is the first, the system's the second.
void forEachRow(const Subjects &subjects, Fields fields, const std::function<void(const Pair &, const Row &)> &visit) {
    const std::vector<System> &systems = subjects.kept(systemsOf);
    for (const System &system : systems) {
        const Pair pair{referenceOf(system, systems), &system};
        if (!pair.reference)
            continue;
        const std::array both{pair.reference, pair.system};
        for (const Row &row : compare(both, 0, fields))
            visit(pair, row);
    }
}

void addAt(Report &report, const Site &site, QString message) {
    if (site.scope && site.object)
        report.add(*site.scope, *site.object, site.node, std::move(message));
    else
        report.add(*site.document, site.node, std::move(message));
}

QString advised(const QString &sentence) {
    return sentence + u' ' + rules::tr("Make them agree, or say why above the line: \"# aqi: differs from kubernetes because ...\".");
}

void reportField(const Subjects &subjects, Report &report, Fields fields, const char *sentence) {
    forEachRow(subjects, fields, [&](const Pair &pair, const Row &row) {
        const Cell &cell = row.cells[1];
        if (cell.agreement != Agreement::Differs)
            return;
        addAt(report, cell.site, advised(rules::tr(sentence).arg(rules::said(row.service), cell.text, row.cells[0].text, pair.reference->name)));
    });
}

void imageDiffers(const Subjects &subjects, Report &report) {
    reportField(subjects, report, {Field::Image}, QT_TRANSLATE_NOOP("config-rules", "The service %1 runs %2 here, and %3 in %4."));
}

void portDiffers(const Subjects &subjects, Report &report) {
    reportField(subjects, report, {Field::Ports}, QT_TRANSLATE_NOOP("config-rules", "The service %1 listens on %2 here, and on %3 in %4."));
}

void resourcesDiffer(const Subjects &subjects, Report &report) {
    reportField(subjects, report, {Field::CpuRequest, Field::CpuLimit, Field::MemoryRequest, Field::MemoryLimit},
        QT_TRANSLATE_NOOP("config-rules", "The service %1 has %2 here, and %3 in %4."));
}

void healthPathDiffers(const Subjects &subjects, Report &report) {
    reportField(subjects, report, {Field::HealthPath}, QT_TRANSLATE_NOOP("config-rules", "The service %1 is asked at %2 here, and at %3 in %4."));
}

/// No values in messages: one of them may be a secret.
void environmentDiffers(const Subjects &subjects, Report &report) {
    struct Missing {
        Site site;
        QString reference;
        QStringList names;
    };
    std::map<std::pair<const System *, std::string>, Missing> missing; // together, since they have one place
    forEachRow(subjects, {Field::Environment}, [&](const Pair &pair, const Row &row) {
        const Cell &cell = row.cells[1];
        if (!cell.site.document)
            return;
        const QString variable = rules::said(row.variable);
        if (cell.agreement == Agreement::Absent && cell.explanation.isEmpty() && row.cells[0].agreement == Agreement::Same) {
            Missing &entry = missing[{pair.system, row.service}];
            entry.site = cell.site;
            entry.reference = pair.reference->name;
            entry.names.append(variable);
        } else if (cell.agreement == Agreement::Differs && !row.cells[0].site.document) {
            return; // the reference has no such service
        } else if (cell.agreement == Agreement::Differs) {
            const QString sentence = row.cells[0].agreement == Agreement::Absent ? rules::tr("%3 gives the service %2 no variable %1.")
                                                                                 : rules::tr("The variable %1 of the service %2 has another value in %3.");
            addAt(report, cell.site, advised(sentence.arg(variable, rules::said(row.service), pair.reference->name)));
        }
    });
    for (const auto &[key, entry] : missing)
        addAt(report, entry.site, advised(rules::tr("The service %1 lacks variables that it has in %2: %3.").arg(rules::said(key.second), entry.reference,
            entry.names.join(u", "_s))));
}

constexpr std::array entries = {
    RuleEntry{"platform-environment-differs", environmentDiffers},
    RuleEntry{"platform-health-path-differs", healthPathDiffers},
    RuleEntry{"platform-image-differs", imageDiffers},
    RuleEntry{"platform-port-differs", portDiffers},
    RuleEntry{"platform-resources-differ", resourcesDiffer},
};

} // namespace

std::span<const RuleEntry> platformRules() {
    return entries;
}

} // namespace config
