// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl plan.
#include "kube/client.h"
#include "planoutput.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace cli {

namespace {
constexpr const char *help = R"(Says what deploying PATH would change, in which order, and why in that order. Changes nothing: the cluster is asked what a server-side
apply would make of every object. PATH is a file, a folder of YAML files, or a folder with a kustomization. Values of secrets are never shown.
Exit status 1 where the cluster would refuse an object.

JSON: {"path", "namespace", "cluster", "counts": {"create", "update", "replace", "unchanged", "unknown"}, "steps": [{"phase", "change",
"object", "file", "line" (0 unknown), "reason", "waits", "differences": [{"path", "before", "after"}], "refusal"}]}, with
)";
} // namespace

int runPlan(const QStringList &arguments) {
    Command command(u"plan PATH"_s, QCoreApplication::translate("cli", help) + causeHelp());
    if (!command.parse(arguments, 1, 1))
        return command.exitStatus();
    int status = Well;
    const auto plan = makePlan(command, command.operands().first(), status);
    if (!plan)
        return status;
    printPlan(*plan, command.format());
    return refusals(*plan, false) > 0 ? Bad : Well;
}

} // namespace cli
