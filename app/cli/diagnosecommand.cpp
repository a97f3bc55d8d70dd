// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl diagnose.
#include "deploy/observation.h"
#include "kube/client.h"
#include "kube/rowparser.h"
#include "planoutput.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(Says of every workload, autoscaler and volume claim of the namespace, or of OBJECT alone, why it is not healthy: the cause, the evidence
in the cluster's own words, and what to do. OBJECT is a name ("api") or a kind and a name ("deployment/api", "pod/api-7c9d-x2x").
Exit status 1 where something is not healthy.

JSON: {"namespace", "objects": [{"object", "state", "message", "cause"}]} with all that was looked at, healthy or not, and
)";

constexpr int hourOfEvents = 3600; // events live an hour in a cluster; older ones are gone anyway

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

struct Kind {
    QLatin1StringView apiVersion;
    QLatin1StringView kind;
    bool always; // looked at without being named
};

constexpr Kind kinds[] = {{"apps/v1"_L1, "Deployment"_L1, true}, {"apps/v1"_L1, "StatefulSet"_L1, true}, {"apps/v1"_L1, "DaemonSet"_L1, true},
    {"batch/v1"_L1, "Job"_L1, true}, {"batch/v1"_L1, "CronJob"_L1, true}, {"autoscaling/v2"_L1, "HorizontalPodAutoscaler"_L1, true},
    {"v1"_L1, "PersistentVolumeClaim"_L1, true}, {"v1"_L1, "Pod"_L1, false}, {"v1"_L1, "Service"_L1, false},
    {"networking.k8s.io/v1"_L1, "Ingress"_L1, false}};

base::Result<QList<kube::ObjectRef>> find(Command &command, const QString &wanted) {
    const QString kindName = wanted.section(u'/', 0, -2);
    const QString name = wanted.section(u'/', -1);
    QList<kube::ObjectRef> refs;
    for (const Kind &kind : kinds) {
        if (kindName.isEmpty() ? !kind.always && wanted.isEmpty() : kindName.compare(kind.kind, Qt::CaseInsensitive) != 0)
            continue;
        const auto objects = command.wait(command.client().list(kind.apiVersion, kind.kind, command.ns()));
        if (!objects)
            return std::unexpected(objects.error());
        for (const QJsonObject &object : *objects)
            if (const kube::ObjectRef ref = kube::refOf(object); wanted.isEmpty() || ref.name == name)
                refs.append({kind.apiVersion, kind.kind, ref.ns, ref.name, ref.uid});
    }
    if (refs.isEmpty() && !wanted.isEmpty())
        return base::fail(base::ErrorKind::NotFound, tr("there is no such object in namespace %1").arg(command.ns()), wanted);
    return refs;
}

bool isWell(const deploy::Observed &seen) {
    return !seen.error && (seen.health.state == kube::HealthState::Healthy || seen.health.state == kube::HealthState::Suspended);
}

void printText(const kube::ObjectRef &ref, const deploy::Observed &seen) {
    const QString message = seen.error ? seen.error->message : seen.health.message;
    printLine(tr("%1 is %2: %3").arg(ref.text(), kube::name(seen.health.state), plain(message)));
    if (seen.cause) {
        printLine(tr("  Cause:    %1").arg(plain(seen.cause->sentence)));
        if (!seen.cause->evidence.isEmpty())
            printLine(tr("  Evidence: %1").arg(plain(seen.cause->evidence)));
        printLine(tr("  Remedy:   %1").arg(seen.cause->remedy));
    }
}

QJsonObject entry(const kube::ObjectRef &ref, const deploy::Observed &seen) {
    return {{u"object"_s, json(ref)}, {u"state"_s, kube::name(seen.health.state)},
        {u"message"_s, seen.error ? seen.error->message : seen.health.message}, {u"cause"_s, json(seen.cause)}};
}

base::Result<QList<deploy::Observed>> look(Command &command, const QList<kube::ObjectRef> &refs) {
    const QDateTime since = QDateTime::currentDateTimeUtc().addSecs(-hourOfEvents);
    return command.wait(deploy::observe(command.client(), refs, since).then([](const QList<deploy::Observed> &all) {
        return base::Result<QList<deploy::Observed>>(all);
    }));
}

} // namespace

int runDiagnose(const QStringList &arguments) {
    Command command(u"diagnose [OBJECT]"_s, tr(help) + causeHelp());
    if (!command.parse(arguments, 0, 1))
        return command.exitStatus();
    if (!command.connect())
        return command.exitStatus();
    const auto refs = find(command, command.operands().value(0));
    if (!refs)
        return Command::failed(refs.error());
    const auto all = look(command, *refs);
    if (!all)
        return Command::failed(all.error());
    QJsonArray objects;
    int unwell = 0;
    for (qsizetype i = 0; i < all->size(); ++i) {
        unwell += isWell(all->at(i)) ? 0 : 1;
        objects.append(entry(refs->at(i), all->at(i)));
        if (command.format() == Format::Text && (!isWell(all->at(i)) || !command.operands().isEmpty()))
            printText(refs->at(i), all->at(i));
    }
    if (command.format() == Format::Json)
        printJson({{u"namespace"_s, command.ns()}, {u"objects"_s, objects}});
    else if (unwell == 0 && command.operands().isEmpty())
        printLine(tr("All %1 objects of namespace %2 are well.").arg(all->size()).arg(command.ns()));
    return unwell > 0 ? Bad : Well;
}

} // namespace cli
