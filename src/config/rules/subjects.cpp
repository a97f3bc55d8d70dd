// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/subjects.h"

#include <ranges>

namespace config {

namespace {

using Written = std::pair<const Document *, std::uint32_t>;

/// What makes two rendered objects the same thing to look at: where they come from and how they read.
struct Rendered {
    Written origin;
    std::string_view kind, name, text;
    auto operator<=>(const Rendered &) const = default;
};

Rendered renderedOf(const Scope &scope, const Object &object) {
    Rendered rendered{{}, object.kind, object.name, scope.rendered->text(object.root.range())};
    if (const auto found = scope.origins.find(object.root.index()); found != scope.origins.end())
        rendered.origin = {found->second.document, found->second.root.index()};
    return rendered;
}

} // namespace

Subjects::Subjects(const Set &set, bool fixes) : m_set(set), m_fixes(fixes) {
    std::set<Rendered> seen;
    std::set<Written> held;
    m_objects.reserve(set.objects().size() * 2);
    for (const Scope &scope : set.scopes()) {
        for (const Object &object : scope.objects) {
            if (!scope.rendered) {
                held.emplace(object.document, object.root.index());
                addObject(&scope, object);
                continue;
            }
            const Rendered rendered = renderedOf(scope, object);
            held.insert(rendered.origin);
            if (seen.insert(rendered).second)
                addObject(&scope, object);
        }
    }
    for (const Object &object : set.objects()) {
        if (!held.contains({object.document, object.root.index()}))
            addObject(nullptr, object);
    }
    for (const ObjectSubject &subject : m_objects) {
        for (const Node node : config::containers(subject.pod, Containers::App))
            m_containers.push_back({&subject, node, false, false});
        for (const Node node : config::containers(subject.pod, Containers::Init)) {
            const bool sidecar = node["restartPolicy"].text() == "Always";
            m_containers.push_back({&subject, node, !sidecar, sidecar});
        }
    }
    for (const File &file : set.files())
        m_files[file.kind.role].push_back(&file);
}

void Subjects::addObject(const Scope *scope, const Object &object) {
    m_objects.push_back({scope, &object, isBuiltin(object) ? podSpec(object) : Node()});
}

std::span<const File *const> Subjects::files(Role role) const {
    const auto found = m_files.find(role);
    return found == m_files.end() ? std::span<const File *const>() : std::span<const File *const>(found->second);
}

void add(Report &report, const ObjectSubject &subject, Node node, QString message, std::optional<Fix> fix, Report::Where where) {
    if (subject.scope)
        report.add(*subject.scope, *subject.object, node, std::move(message), std::move(fix), where);
    else
        report.add(*subject.object, node, std::move(message), std::move(fix), where);
}

bool isBuiltin(const Object &object) {
    const std::string_view group = object.group();
    return group.find('.') == std::string_view::npos || group.ends_with(".k8s.io");
}

bool is(const Object &object, std::string_view kind) {
    return object.kind == kind && isBuiltin(object);
}

} // namespace config
