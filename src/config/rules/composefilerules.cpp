// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Compose files: names that must be defined in the same file. A file that only lays something over another is not judged for what it lacks.
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QFileInfo>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

template <typename Visit>
void eachService(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::ComposeFile)) {
        for (const Node root : file->document->roots()) {
            for (const Node service : root["services"])
                visit(*file->document, root, service);
        }
    }
}

/// Whether all that the file speaks of must stand in it: not where it includes others, nor where it is laid over another file.
bool isWhole(const Document &document, Node root) {
    const Node services = root["services"];
    const bool overlay = QFileInfo(document.path()).completeBaseName().contains(u'.'); // compose.production.yaml
    const auto says = [](Node service) { return service["image"] || service["build"] || service["extends"]; };
    return !overlay && !root["include"] && std::all_of(services.begin(), services.end(), says);
}

/// The name of a volume that an entry mounts; empty for a path or an unnamed one.
std::string_view volumeName(Node entry) {
    if (entry.isMap())
        return entry["type"].text() == "volume" ? entry["source"].text() : std::string_view();
    const std::string_view text = entry.text();
    const std::size_t colon = text.find(':');
    const bool path = text.empty() || text.front() == '.' || text.front() == '/' || text.front() == '~' || text.front() == '$' || colon == 1;
    return path || colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
}

std::string_view sourceName(Node entry) {
    return entry.isMap() ? entry["source"].text() : entry.text();
}

void nameUndefined(const Subjects &subjects, Report &report) {
    eachService(subjects, [&](const Document &document, Node root, Node service) {
        if (!isWhole(document, root))
            return;
        const auto judge = [&](const char *kind, std::string_view name, Node at) {
            if (!name.empty() && name.find('$') == std::string_view::npos && !root[kind][name] && !(name == "default" && std::string_view(kind) == "networks"))
                report.add(document, at,
                    tr("The service %1 uses \"%2\", which is not defined under %3.").arg(said(service.key()), said(name), QLatin1StringView(kind)));
        };
        for (const Node network : service["networks"])
            judge("networks", service["networks"].isMap() ? network.key() : network.text(), network);
        for (const Node volume : service["volumes"])
            judge("volumes", volumeName(volume), volume);
        for (const char *const kind : {"secrets", "configs"}) {
            for (const Node entry : service[kind])
                judge(kind, sourceName(entry), entry);
        }
    });
}

template <typename Visit>
void eachDependency(Node service, const Visit &visit) {
    const Node dependencies = service["depends_on"];
    for (const Node dependency : dependencies)
        visit(dependencies.isMap() ? dependency.key() : dependency.text(), dependency);
}

void dependencyUndefined(const Subjects &subjects, Report &report) {
    eachService(subjects, [&](const Document &document, Node root, Node service) {
        eachDependency(service, [&](std::string_view name, Node at) {
            if (isWhole(document, root) && !root["services"][name] && at["required"].toBool() != false)
                report.add(document, at, tr("The service %1 depends on %2, which is none of the services.").arg(said(service.key()), said(name)));
        });
    });
}

void waitsForUnhealthy(const Subjects &subjects, Report &report) {
    eachService(subjects, [&](const Document &document, Node root, Node service) {
        eachDependency(service, [&](std::string_view name, Node at) {
            const Node other = root["services"][name];
            // A built image, or a service that is taken from elsewhere, may bring its own check.
            const bool unknown = !other || other["build"] || other["extends"] || !isWhole(document, root);
            if (!unknown && at["condition"].text() == "service_healthy" && (!other["healthcheck"] || other["healthcheck"]["disable"].toBool() == true))
                report.add(document, at, tr("The service %1 waits for the health of %2, which has no healthcheck.").arg(said(service.key()), said(name)));
        });
    });
}

void secretInEnvironment(const Subjects &subjects, Report &report) {
    eachService(subjects, [&](const Document &document, Node, Node service) {
        for (const Node entry : service["environment"]) {
            std::string_view name = entry.key(), value = entry.text();
            if (const std::size_t sign = value.find('='); service["environment"].isSequence()) {
                name = value.substr(0, sign);
                value = sign == std::string_view::npos ? std::string_view() : value.substr(sign + 1);
            }
            if ((namesSecret(name) && isLiteralSecret(value)) || secretIn(value))
                report.add(document, entry, tr("The service %1 has %2 in plain text.").arg(said(service.key()), said(name)));
        }
    });
}

} // namespace

std::span<const SubjectEntry> composeFileRules() {
    static constexpr SubjectEntry table[] = {
        {"compose-name-undefined", nameUndefined},
        {"compose-dependency-undefined", dependencyUndefined},
        {"compose-waits-for-unhealthy", waitsForUnhealthy},
        {"compose-secret-in-environment", secretInEnvironment},
    };
    return table;
}

} // namespace config
