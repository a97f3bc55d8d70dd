// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the values of objects hold: secrets in plain sight, placeholders, references that nothing replaces.
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

/// Every scalar below a node, comments and keys left out.
template <typename Visit>
void eachScalar(Node node, const Visit &visit) {
    if (node.isScalar() && !node.isNull())
        visit(node);
    for (const Node below : node)
        eachScalar(below, visit);
}

/// The plain values of Secrets and ConfigMaps.
template <typename Visit>
void eachEntry(const Subjects &subjects, std::string_view kind, const Visit &visit) {
    for (const ObjectSubject &subject : subjects.objects()) {
        if (!is(*subject.object, kind))
            continue;
        for (const Node value : subject.object->root[kind == "Secret" ? "stringData" : "data"]) {
            if (value.isScalar())
                visit(subject, value);
        }
    }
}

/// A whole file in a value: what looks like a variable or a placeholder in it is the file's own affair.
bool isFile(Node value) {
    return value.text().find('\n') != std::string_view::npos;
}

void secretInConfigMap(const Subjects &subjects, Report &report) {
    eachEntry(subjects, "ConfigMap", [&](const ObjectSubject &subject, Node value) {
        if (!isFile(value) && namesSecret(value.key()) && isLiteralSecret(value.text()))
            add(report, subject, value,
                tr("%1 in %2 is readable for everybody who may read ConfigMaps; it belongs into a Secret.").arg(said(value.key()), subject.object->text()));
    });
}

void secretByForm(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        if (is(*subject.object, "Secret"))
            continue; // is the place for it
        eachScalar(subject.object->root, [&](Node value) {
            if (const char *const what = secretIn(value.text()))
                add(report, subject, value, tr("%1 of %2 holds %3 in plain text.").arg(QString::fromStdString(value.path()), subject.object->text(), tr(what)));
        });
    }
}

void placeholder(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        if (!subject.scope)
            continue; // beside a kustomization that does not use it: a template for people, not deployed
        const auto judge = [&](Node value) {
            if (!isFile(value) && value.text().size() < 200 && isPlaceholder(value.text()))
                add(report, subject, value,
                    tr("%1 of %2 is still \"%3\".").arg(QString::fromStdString(value.path()), subject.object->text(), said(value.text())));
        };
        for (const char *const part : {"data", "stringData"})
            eachScalar(subject.object->root[part], judge);
        for (const Node container : containers(subject.pod)) {
            eachScalar(container["env"], judge);
            eachScalar(container["image"], judge);
        }
        eachScalar(is(*subject.object, "Ingress") ? subject.object->root["spec"] : Node(), judge);
    }
}

void literalSubstitution(const Subjects &subjects, Report &report) {
    static const QRegularExpression whole(u"\\$\\{[A-Za-z_][A-Za-z0-9_]*(:?[-?+][^}]*)?\\}"_s);
    for (const ObjectSubject &subject : subjects.objects()) {
        const auto judge = [&](Node value) {
            const bool file = isFile(value) || value.key().find('.') != std::string_view::npos;
            if (!file && whole.match(said(value.text())).hasMatch())
                add(report, subject, value, tr("%1 of %2 is \"%3\" as it stands; nothing replaces it.")
                    .arg(QString::fromStdString(value.path()), subject.object->text(), said(value.text()).left(80)));
        };
        for (const char *const part : {"data", "stringData"})
            eachScalar(subject.object->root[part], judge);
        for (const Node container : containers(subject.pod)) {
            for (const Node variable : container["env"])
                judge(variable["value"]);
            judge(container["image"]);
        }
        eachScalar(is(*subject.object, "Ingress") ? subject.object->root["spec"] : Node(), judge);
    }
}

void defaultPassword(const Subjects &subjects, Report &report) {
    const auto judge = [&](const ObjectSubject &subject, Node value, std::string_view name) {
        if (namesSecret(name) && isDefaultPassword(value.text()))
            add(report, subject, value, tr("%1 in %2 is a password that everybody tries first.").arg(said(name), subject.object->text()));
    };
    eachEntry(subjects, "Secret", [&](const ObjectSubject &subject, Node value) { judge(subject, value, value.key()); });
    for (const ContainerSubject &container : subjects.containers()) {
        for (const Node variable : container.node["env"])
            judge(*container.owner, variable["value"], variable["name"].text());
    }
}

void tooShort(const Subjects &subjects, Report &report) {
    eachEntry(subjects, "Secret", [&](const ObjectSubject &subject, Node value) {
        const std::string_view text = value.text();
        if (text.size() < 12 && namesSecret(value.key()) && isLiteralSecret(text) && !isDefaultPassword(text))
            add(report, subject, value, tr("%1 in %2 has only %3 characters.").arg(said(value.key()), subject.object->text()).arg(text.size()));
    });
}

} // namespace

std::span<const SubjectEntry> contentRules() {
    static constexpr SubjectEntry table[] = {
        {"secret-in-config-map", secretInConfigMap},
        {"secret-by-its-form", secretByForm},
        {"placeholder-in-object", placeholder},
        {"literal-substitution", literalSubstitution},
        {"default-password", defaultPassword},
        {"secret-too-short", tooShort},
    };
    return table;
}

} // namespace config
