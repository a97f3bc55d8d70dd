// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects of any kind: versions, names, selectors, schedules, and the form of what Secrets hold.
#include "config/rules/schedule.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <array>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

struct Removed {
    std::string_view apiVersion;
    std::string_view kind; // empty: every kind of it
    const char *since;
    const char *instead;
};

// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
constexpr std::array removedVersions = {
    Removed{"extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"},
    Removed{"extensions/v1beta1", "NetworkPolicy", "1.16", "networking.k8s.io/v1"},
    Removed{"extensions/v1beta1", "PodSecurityPolicy", "1.16", "the labels of Pod Security Admission"},
    Removed{"extensions/v1beta1", "", "1.16", "apps/v1"},
    Removed{"apps/v1beta1", "", "1.16", "apps/v1"},
    Removed{"apps/v1beta2", "", "1.16", "apps/v1"},
    Removed{"networking.k8s.io/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"},
    Removed{"networking.k8s.io/v1beta1", "IngressClass", "1.22", "networking.k8s.io/v1"},
    Removed{"policy/v1beta1", "PodSecurityPolicy", "1.25", "the labels of Pod Security Admission"},
    Removed{"policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1"},
    Removed{"batch/v1beta1", "", "1.25", "batch/v1"},
    Removed{"batch/v2alpha1", "", "1.21", "batch/v1"},
    Removed{"autoscaling/v2beta1", "", "1.25", "autoscaling/v2"},
    Removed{"autoscaling/v2beta2", "", "1.26", "autoscaling/v2"},
    Removed{"discovery.k8s.io/v1beta1", "", "1.25", "discovery.k8s.io/v1"},
    Removed{"events.k8s.io/v1beta1", "", "1.25", "events.k8s.io/v1"},
    Removed{"node.k8s.io/v1beta1", "", "1.25", "node.k8s.io/v1"},
    Removed{"storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.27", "storage.k8s.io/v1"},
    Removed{"storage.k8s.io/v1beta1", "StorageClass", "1.22", "storage.k8s.io/v1"},
    Removed{"storage.k8s.io/v1beta1", "CSIDriver", "1.22", "storage.k8s.io/v1"},
    Removed{"rbac.authorization.k8s.io/v1beta1", "", "1.22", "rbac.authorization.k8s.io/v1"},
    Removed{"rbac.authorization.k8s.io/v1alpha1", "", "1.22", "rbac.authorization.k8s.io/v1"},
    Removed{"scheduling.k8s.io/v1beta1", "", "1.22", "scheduling.k8s.io/v1"},
    Removed{"coordination.k8s.io/v1beta1", "", "1.22", "coordination.k8s.io/v1"},
    Removed{"apiextensions.k8s.io/v1beta1", "", "1.22", "apiextensions.k8s.io/v1"},
    Removed{"apiregistration.k8s.io/v1beta1", "", "1.22", "apiregistration.k8s.io/v1"},
    Removed{"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration", "1.22", "admissionregistration.k8s.io/v1"},
    Removed{"admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration", "1.22", "admissionregistration.k8s.io/v1"},
    Removed{"flowcontrol.apiserver.k8s.io/v1beta1", "", "1.26", "flowcontrol.apiserver.k8s.io/v1"},
    Removed{"flowcontrol.apiserver.k8s.io/v1beta2", "", "1.29", "flowcontrol.apiserver.k8s.io/v1"},
    Removed{"flowcontrol.apiserver.k8s.io/v1beta3", "", "1.32", "flowcontrol.apiserver.k8s.io/v1"},
};

void removedApi(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Object &object = *subject.object;
        const auto found = std::ranges::find_if(removedVersions, [&](const Removed &removed) {
            return removed.apiVersion == object.apiVersion && (removed.kind.empty() || removed.kind == object.kind);
        });
        if (found != removedVersions.end())
            add(report, subject, object.root["apiVersion"], tr("%1 of %2 is gone since Kubernetes %3; it is %4 now.")
                .arg(said(object.apiVersion), object.text(), QLatin1StringView(found->since), QLatin1StringView(found->instead)));
    }
}

void selectorMismatch(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node spec = subject.object->root["spec"], selector = spec["selector"];
        static constexpr std::array kinds = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"};
        const bool fits = std::ranges::any_of(kinds, [&](const char *kind) { return is(*subject.object, kind); });
        if (fits && selector.isMap() && spec["template"] && !selects(selector, spec["template"]["metadata"]["labels"]))
            add(report, subject, selector, tr("The pods of %1 do not have the labels of its selector.").arg(subject.object->text()));
    }
}

void scheduleInvalid(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node schedule = is(*subject.object, "CronJob") ? subject.object->root["spec"]["schedule"] : Node();
        const QString text = said(schedule.text());
        if (text.isEmpty() || text.contains(u"TZ="_s) || text.contains(u'$'))
            continue;
        if (const auto problem = scheduleProblem(text, true))
            add(report, subject, schedule, tr("The schedule \"%1\" of %2 cannot be read: %3.").arg(text, subject.object->text(), *problem));
    }
}

void scheduleNeverComes(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node schedule = is(*subject.object, "CronJob") ? subject.object->root["spec"]["schedule"] : Node();
        if (neverComes(said(schedule.text())))
            add(report, subject, schedule, tr("The schedule \"%1\" of %2 never comes.").arg(said(schedule.text()), subject.object->text()));
    }
}

void nameInvalid(const Subjects &subjects, Report &report) {
    static const QRegularExpression label(u"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"_s);
    static const QRegularExpression domain(u"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"_s);
    for (const ObjectSubject &subject : subjects.objects()) {
        const Object &object = *subject.object;
        if (!isBuiltin(object) || object.group() == "rbac.authorization.k8s.io" || object.name.empty() || object.name.find('$') != std::string_view::npos)
            continue; // roles may have any name that fits into an address
        const bool strict = is(object, "Service") || is(object, "Namespace");
        if (object.name.size() > 253 || !(strict ? label : domain).match(said(object.name)).hasMatch())
            add(report, subject, object.root["metadata"]["name"], tr("A %1 may not be called \"%2\".").arg(said(object.kind), said(object.name)));
    }
}

void instanceDiffers(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node instance = subject.object->root["metadata"]["labels"]["app.kubernetes.io/instance"];
        if (instance && instance.text() != subject.object->name)
            add(report, subject, instance, tr("%1 has the instance %2, which is not its name.").arg(subject.object->text(), said(instance.text())));
    }
}

bool sorted(Node map) {
    std::string_view before;
    for (const Node member : map) {
        if (map.isMap() && member.key() < before)
            return false;
        before = member.key();
    }
    return true;
}

void unsortedBelow(const ObjectSubject &subject, Node node, Report &report) {
    if (!sorted(node))
        add(report, subject, node, tr("The keys of %1 in %2 are not in order.").arg(QString::fromStdString(node.path()), subject.object->text()));
    for (const Node below : node)
        unsortedBelow(subject, below, report);
}

void keysUnsorted(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects())
        unsortedBelow(subject, subject.object->root, report);
}

/// The bytes of a text in base64; nothing where it is none.
std::optional<QByteArray> decoded(std::string_view text) {
    QByteArray bytes(text.data(), qsizetype(text.size()));
    bytes.replace('\n', QByteArray());
    auto result = QByteArray::fromBase64Encoding(bytes, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const bool whole = bytes.size() % 4 == 0;
    return result && whole ? std::optional(*result) : std::nullopt;
}

bool isTemplate(std::string_view text) {
    return text.find('$') != std::string_view::npos || text.find("{{") != std::string_view::npos;
}

void notBase64(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        for (const Node value : is(*subject.object, "Secret") ? subject.object->root["data"] : Node()) {
            if (value.isScalar() && !isTemplate(value.text()) && !decoded(value.text()))
                add(report, subject, value, tr("%1 in %2 is not base64; plain text goes under stringData.").arg(said(value.key()), subject.object->text()));
        }
    }
}

void endsInNewline(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        for (const Node value : is(*subject.object, "Secret") ? subject.object->root["data"] : Node()) {
            const QByteArray bytes = decoded(value.text()).value_or(QByteArray());
            if (bytes.size() > 1 && bytes.count('\n') == 1 && bytes.endsWith('\n'))
                add(report, subject, value, tr("%1 in %2 ends in a line break.").arg(said(value.key()), subject.object->text()));
        }
    }
}

void encodedTwice(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        for (const Node value : is(*subject.object, "Secret") ? subject.object->root["stringData"] : Node()) {
            const auto bytes = value.text().ends_with('=') && value.text().size() >= 12 ? decoded(value.text()) : std::nullopt;
            // Random keys are base64 too; what reads like a text behind it was encoded by hand.
            if (bytes && std::ranges::all_of(*bytes, [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; }))
                add(report, subject, value, tr("%1 in %2 is base64 already; stringData is encoded once more.").arg(said(value.key()), subject.object->text()));
        }
    }
}

void typeIncomplete(const Subjects &subjects, Report &report) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> needs = {{{"kubernetes.io/tls", "tls.crt"}, {"kubernetes.io/tls", "tls.key"},
        {"kubernetes.io/dockerconfigjson", ".dockerconfigjson"}, {"kubernetes.io/dockercfg", ".dockercfg"}, {"kubernetes.io/ssh-auth", "ssh-privatekey"}}};
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node root = subject.object->root;
        for (const auto &[type, key] : needs) {
            if (is(*subject.object, "Secret") && root["type"].text() == type && !root["data"][key] && !root["stringData"][key])
                add(report, subject, root["type"], tr("%1 of type %2 needs the key %3.").arg(subject.object->text(), said(type), said(key)));
        }
    }
}

} // namespace

std::span<const SubjectEntry> objectRules() {
    static constexpr SubjectEntry table[] = {
        {"removed-api", removedApi},
        {"selector-mismatch", selectorMismatch},
        {"schedule-invalid", scheduleInvalid},
        {"schedule-never-comes", scheduleNeverComes},
        {"object-name-invalid", nameInvalid},
        {"instance-label-differs", instanceDiffers},
        {"keys-unsorted", keysUnsorted},
        {"secret-not-base64", notBase64},
        {"secret-ends-in-newline", endsInNewline},
        {"secret-encoded-twice", encodedTwice},
        {"secret-of-type-incomplete", typeIncomplete},
    };
    return table;
}

} // namespace config
