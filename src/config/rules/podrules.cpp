// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of one pod say of each other: variables, amounts, volumes and their mounts, hooks.
#include "config/rules/measure.h"
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

using Names = std::set<std::string_view>;

QString called(const ContainerSubject &container) { return said(container.node["name"].text()); }

void duplicateVariable(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        Names seen;
        for (const Node variable : container.node["env"]) {
            if (!variable["name"].text().empty() && !seen.insert(variable["name"].text()).second)
                add(report, *container.owner, variable["name"],
                    tr("The container %1 sets %2 twice; this one counts.").arg(called(container), said(variable["name"].text())));
        }
    }
}

/// The names that a value asks for as $(NAME); $$(NAME) is a text.
QStringList referencesIn(std::string_view value) {
    static const QRegularExpression reference(u"(?<!\\$)(?:\\$\\$)*\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)"_s);
    QStringList names;
    for (const QRegularExpressionMatch &match : reference.globalMatch(said(value)))
        names.append(match.captured(1));
    return names;
}

void undefinedReference(const Subjects &subjects, Report &report) {
    static const QRegularExpression fromServices(u"_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)"_s); // set by the kubelet for each Service
    for (const ContainerSubject &container : subjects.containers()) {
        if (container.node["envFrom"].size() > 0)
            continue; // anything may be in there
        Names seen;
        for (const Node variable : container.node["env"]) {
            for (const QString &name : referencesIn(variable["value"].text())) {
                if (!seen.contains(name.toStdString()) && !fromServices.match(name).hasMatch())
                    add(report, *container.owner, variable["value"],
                        tr("%1 of the container %2 refers to %3, which is not set above it; the program gets the text $(%3).").arg(said(variable["name"].text()), called(container), name));
            }
            seen.insert(variable["name"].text());
        }
    }
}

void secretInVariable(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        for (const Node variable : container.node["env"]) {
            if (namesSecret(variable["name"].text()) && isLiteralSecret(variable["value"].text()))
                add(report, *container.owner, variable["value"],
                    tr("The container %1 has %2 in plain text; put it into a Secret.").arg(called(container), said(variable["name"].text())));
        }
    }
}

void requestAboveLimit(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node limits = container.node["resources"]["limits"];
        for (const Node request : container.node["resources"]["requests"]) {
            const auto asked = quantity(request.text()), most = quantity(limits[request.key()].text());
            if (asked && most && *asked > *most)
                add(report, *container.owner, request,
                    tr("The container %1 asks for %2 of %3 but may have %4 at most.").arg(called(container),
                        said(request.text()), said(request.key()), said(limits[request.key()].text())));
        }
    }
}

/// Bytes in thousandths, or so few that a unit is missing.
bool hasWrongUnit(Node amount) {
    const std::string_view text = amount.text();
    const auto value = quantity(text);
    return value && *value > 0 && (text.ends_with('m') || *value < 4096);
}

void memoryUnit(const Subjects &subjects, Report &report) {
    const auto judge = [&report](const ObjectSubject &owner, Node amount, const QString &what) {
        if (amount && hasWrongUnit(amount))
            add(report, owner, amount,
                tr("%1 has %2 of %3, which are %4 bytes; write Mi or Gi.").arg(what, said(amount.text()), said(amount.key())).arg(quantity(amount.text()).value_or(0)));
    };
    for (const ContainerSubject &container : subjects.containers()) {
        for (const char *const part : {"requests", "limits"}) {
            for (const char *const what : {"memory", "ephemeral-storage"})
                judge(*container.owner, container.node["resources"][part][what], tr("The container %1").arg(called(container)));
        }
    }
    for (const ObjectSubject &subject : subjects.objects()) {
        if (is(*subject.object, "PersistentVolumeClaim"))
            judge(subject, subject.object->root["spec"]["resources"]["requests"]["storage"], subject.object->text());
        for (const Node claim : is(*subject.object, "StatefulSet") ? subject.object->root["spec"]["volumeClaimTemplates"] : Node())
            judge(subject, claim["spec"]["resources"]["requests"]["storage"], subject.object->text());
    }
}

Node volumeOf(Node pod, std::string_view name) {
    for (const Node volume : pod["volumes"]) {
        if (volume["name"].text() == name)
            return volume;
    }
    return {};
}

void writableHostPath(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        for (const Node mount : container.node["volumeMounts"]) {
            const Node path = volumeOf(container.owner->pod, mount["name"].text())["hostPath"]["path"];
            if (path && mount["readOnly"].toBool() != true)
                add(report, *container.owner, mount, tr("The container %1 may write into %2 of its node.").arg(called(container), said(path.text())));
        }
    }
}

void undefinedVolume(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node claims = container.owner->object->root["spec"]["volumeClaimTemplates"];
        for (const char *const kind : {"volumeMounts", "volumeDevices"}) {
            for (const Node mount : container.node[kind]) {
                const std::string_view name = mount["name"].text();
                const bool claimed = std::any_of(claims.begin(), claims.end(), [name](Node claim) { return claim["metadata"]["name"].text() == name; });
                if (!name.empty() && !claimed && !volumeOf(container.owner->pod, name))
                    add(report, *container.owner, mount["name"],
                        tr("The container %1 mounts the volume %2, which the pod does not have.").arg(called(container), said(name)));
            }
        }
    }
}

void volumeNotMounted(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        Names mounted;
        for (const Node container : containers(subject.pod)) {
            for (const char *const kind : {"volumeMounts", "volumeDevices"}) {
                for (const Node mount : container[kind])
                    mounted.insert(mount["name"].text());
            }
        }
        for (const Node volume : subject.pod["volumes"]) {
            const std::string_view name = volume["name"].text(); // one without is the schema's business
            if (!name.empty() && !mounted.contains(name))
                add(report, subject, volume, tr("No container of %1 mounts the volume %2.").arg(subject.object->text(), said(name)));
        }
    }
}

void volumeTwice(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        Names seen;
        for (const Node volume : subject.pod["volumes"]) {
            if (!seen.insert(volume["name"].text()).second)
                add(report, subject, volume["name"], tr("%1 has two volumes %2.").arg(subject.object->text(), said(volume["name"].text())));
        }
    }
}

std::string_view withoutSlash(std::string_view path) {
    return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

void mountTwice(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        Names seen;
        for (const Node mount : container.node["volumeMounts"]) {
            if (!seen.insert(withoutSlash(mount["mountPath"].text())).second)
                add(report, *container.owner, mount["mountPath"],
                    tr("The container %1 mounts two things at %2.").arg(called(container), said(mount["mountPath"].text())));
        }
    }
}

void containerTwice(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        Names seen;
        for (const Node container : containers(subject.pod)) {
            if (!seen.insert(container["name"].text()).second)
                add(report, subject, container["name"], tr("%1 has two containers %2.").arg(subject.object->text(), said(container["name"].text())));
        }
    }
}

void portNameTwice(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        Names seen;
        for (const Node port : container.node["ports"]) {
            const std::string_view name = port["name"].text();
            if (!name.empty() && !seen.insert(name).second)
                add(report, *container.owner, port["name"], tr("The container %1 has two ports called %2.").arg(called(container), said(name)));
        }
    }
}

/// Seconds that a hook certainly takes.
double secondsOf(Node hook) {
    static const QRegularExpression sleep(u"(?:^|[\\s;&])sleep\\s+([0-9]+(?:\\.[0-9]+)?)(s|m)?(?:$|[\\s;&])"_s);
    if (const auto seconds = hook["sleep"]["seconds"].toNumber())
        return *seconds;
    QStringList words;
    for (const Node word : hook["exec"]["command"])
        words.append(said(word.text()));
    double all = 0;
    for (const QRegularExpressionMatch &match : sleep.globalMatch(words.join(u' ')))
        all += match.captured(1).toDouble() * (match.captured(2) == "m"_L1 ? 60 : 1);
    return all;
}

void hookLongerThanGrace(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node hook = container.node["lifecycle"]["preStop"];
        const double seconds = secondsOf(hook), grace = container.owner->pod["terminationGracePeriodSeconds"].toNumber().value_or(30);
        if (hook && seconds >= grace && seconds > 0)
            add(report, *container.owner, hook,
                tr("The container %1 waits %2 s before it ends, but is killed after %3 s.").arg(called(container)).arg(seconds).arg(grace));
    }
}

void configInSubPath(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        for (const Node mount : container.node["volumeMounts"]) {
            const Node volume = volumeOf(container.owner->pod, mount["name"].text());
            if (mount["subPath"] && (volume["configMap"] || volume["secret"]))
                add(report, *container.owner, mount,
                    tr("%1 of the container %2 stays as it was when the container started.").arg(said(mount["mountPath"].text()), called(container)));
        }
    }
}

} // namespace

std::span<const RuleEntry> podRules() {
    static constexpr RuleEntry table[] = {
        {"duplicate-env", duplicateVariable},
        {"env-reference-undefined", undefinedReference},
        {"secret-in-env", secretInVariable},
        {"request-above-limit", requestAboveLimit},
        {"memory-unit", memoryUnit},
        {"host-path-writable", writableHostPath},
        {"volume-undefined", undefinedVolume},
        {"volume-not-mounted", volumeNotMounted},
        {"volume-name-twice", volumeTwice},
        {"mount-path-twice", mountTwice},
        {"container-name-twice", containerTwice},
        {"port-name-twice", portNameTwice},
        {"pre-stop-longer-than-grace", hookLongerThanGrace},
        {"config-in-sub-path", configInSubPath},
    };
    return table;
}

} // namespace config
