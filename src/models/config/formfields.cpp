// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/formfields.h"

#include "models/config/words.h"

#include "config/set/object.h"

#include <QRegularExpression>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// The name of a list's item or map's member: how a person calls it.
QString nameOf(config::Node node) {
    if (!node.key().empty())
        return textOf(node.key());
    for (const char *key : {"name", "alert", "job_name", "host", "secretName", "record", "containerPort", "type"}) {
        if (node[key].isScalar())
            return textOf(node[key].text());
    }
    if (node["resource"]["name"].isScalar())
        return textOf(node["resource"]["name"].text());
    return {};
}

/// Walks one row's path and makes a field of each place that it leads to.
class Walk {
public:
    Walk(const FieldRow &row, std::size_t root, QList<FormField> &out) : m_row(row), m_root(root), m_out(out) {}

    void from(config::Node node) { step(node, m_row.path, {}); }

private:
    void step(config::Node node, std::string_view rest, const QString &section) {
        if (rest.empty())
            return leaf(node, node, {}, section);
        if (rest.starts_with("[]") || rest.starts_with("{}")) {
            const bool list = rest.front() == '[';
            if (list ? !node.isSequence() : !node.isMap())
                return;
            const std::string_view below = rest.substr(2).starts_with('.') ? rest.substr(3) : rest.substr(2);
            for (const config::Node child : node) {
                const QString name = nameOf(child);
                step(child, below, below.empty() || name.isEmpty() ? section : section.isEmpty() ? name : section + u" · "_s + name);
            }
            return;
        }
        const std::size_t end = std::min(rest.find_first_of(".[{"), rest.size());
        const std::string_view key = rest.substr(0, end);
        std::string_view below = rest.substr(end);
        if (below.starts_with('.'))
            below.remove_prefix(1);
        const config::Node child = node[key];
        if (!child && below.find_first_of("[{") == std::string_view::npos)
            return leaf({}, node, rest, section);
        if (child)
            step(child, below, section);
    }

    /// missing: the path below parent that is not there.
    void leaf(config::Node value, config::Node parent, std::string_view missing, const QString &section) {
        if (!value && (!parent.isMap() || !wantedWhereMissing(parent)))
            return;
        if (value && ((!value.isScalar() && !value.isNull()) || value.style() == config::Style::Literal || value.style() == config::Style::Folded))
            return; // several lines are edited as text
        FormField field;
        field.row = &m_row;
        field.root = m_root;
        field.section = *m_row.section ? configTr(m_row.section) : section;
        field.present = static_cast<bool>(value);
        field.kind = value ? value.kind() : m_row.type == FieldType::Integer || m_row.type == FieldType::Port ? config::Kind::Integer : config::Kind::String;
        field.value = value ? textOf(value.text()) : QString();
        field.path = value ? value.path() : join(parent.path(), missing);
        field.writable = !value || !value.isAlias();
        field.label = *m_row.label ? configTr(m_row.label) : labelOf(value);
        m_out.append(field);
    }

    /// A field is offered for what is not there only where people set it: the rest of a form would be empty lines.
    bool wantedWhereMissing(config::Node) const {
        const std::string_view path = m_row.path;
        return path == "spec.replicas" || path == "spec.minReplicas" || path == "spec.suspend" || path.find(".resources.") != std::string_view::npos || path.ends_with("newTag");
    }

    static std::string join(const std::string &above, std::string_view missing) {
        return above.empty() ? std::string(missing) : above + '.' + std::string(missing);
    }

    static QString labelOf(config::Node value) { return value.key() == "value" ? nameOf(value.parent()) : textOf(value.key()); }

    const FieldRow &m_row;
    std::size_t m_root;
    QList<FormField> &m_out;
};

bool hasKind(const FieldRow &row, std::string_view kind) {
    const std::string_view kinds = row.kinds;
    if (kinds.empty())
        return true;
    for (const auto part : std::views::split(kinds, ' ')) {
        if (std::string_view(part) == kind)
            return true;
    }
    return false;
}

bool secretName(const QString &name) {
    static const QRegularExpression secret(u"(PASSWORD|SECRET|TOKEN|API_KEY|PRIVATE|DSN|CREDENTIAL|_URL$)"_s, QRegularExpression::CaseInsensitiveOption);
    return secret.match(name).hasMatch();
}

QString titleOf(config::Node root, config::FileKind kind) {
    const bool object = kind.role == config::Role::Objects || kind.role == config::Role::Patch;
    return object ? u"%1/%2"_s.arg(textOf(root["kind"].text()), textOf(root["metadata"]["name"].text())) : QString();
}

} // namespace

QList<FormSection> formOf(const config::Document &document, config::FileKind kind) {
    QList<FormSection> sections;
    const config::Role role = kind.role == config::Role::Patch ? config::Role::Objects : kind.role;
    for (std::size_t number = 0; number < document.roots().size(); ++number) {
        const config::Node root = document.roots()[number];
        FormSection section{titleOf(root, kind), {}};
        for (const FieldRow &row : fieldTable()) {
            if (row.role == role && hasKind(row, root["kind"].text()))
                Walk(row, number, section.fields).from(root);
        }
        if (kind.role == config::Role::Patch)
            section.fields.removeIf([](const FormField &field) { return !field.present; });
        if (role == config::Role::DotenvFile || role == config::Role::AppJson)
            section.fields.removeIf([](const FormField &field) { return secretName(field.label) || secretName(field.section); });
        QStringList order; // what belongs together stands together, in the order of the table
        for (const FormField &field : std::as_const(section.fields)) {
            if (!order.contains(field.section))
                order << field.section;
        }
        std::ranges::stable_sort(section.fields, {}, [&](const FormField &field) { return order.indexOf(field.section); });
        if (!section.fields.isEmpty())
            sections.append(section);
    }
    return sections;
}

} // namespace models
