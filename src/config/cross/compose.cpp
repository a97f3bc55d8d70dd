// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Services of Compose and what they name: one another, networks, volumes, secrets, ports of the host. The Compose files of a folder are laid
// over one another, so that a name of any of them is known to all.
#include "config/cross/words.h"
#include "config/cross/view.h"
#include "config/cross/tables.h"

#include <algorithm>
#include <map>
#include <set>

namespace config::cross {

namespace {
struct Project {
    std::vector<const File *> files;
    bool complete = true; // nothing is included from elsewhere
    [[nodiscard]] std::vector<std::string_view> names(std::string_view part) const;
    [[nodiscard]] std::vector<Node> definitions(std::string_view service) const;
};

Node rootOf(const File &file) { return file.document->roots().empty() ? Node() : file.document->roots().front(); }

std::vector<std::string_view> Project::names(std::string_view part) const {
    std::vector<std::string_view> out;
    for (const File *file : files) {
        for (const Node member : rootOf(*file)[part])
            out.push_back(member.key());
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

std::vector<Node> Project::definitions(std::string_view service) const {
    std::vector<Node> out;
    for (const File *file : files) {
        if (const Node there = rootOf(*file)["services"][service])
            out.push_back(there);
    }
    return out;
}

std::map<QString, Project> projectsOf(const Set &set) {
    std::map<QString, Project> projects;
    for (const File &file : set.files()) {
        if (file.kind.role != Role::ComposeFile || file.document->roots().empty())
            continue;
        Project &project = projects[file.document->path().section(u'/', 0, -2)];
        project.files.push_back(&file);
        project.complete = project.complete && !rootOf(file)["include"];
        for (const Node service : rootOf(file)["services"])
            project.complete = project.complete && !service["extends"];
    }
    for (auto &[folder, project] : projects) {
        for (const std::string_view service : project.names("services")) {
            // What has neither is laid over a file of another folder.
            const auto there = project.definitions(service);
            project.complete = project.complete && std::ranges::any_of(there, [](Node one) { return one["image"] || one["build"] || one["provider"]; });
        }
    }
    return projects;
}

template <class Function> void eachProject(const Subjects &subjects, Function &&function) {
    for (const auto &[folder, project] : subjects.kept(projectsOf))
        function(project);
}

template <class Function> void eachService(const Project &project, Function &&function) {
    for (const File *file : project.files) {
        for (const Node service : rootOf(*file)["services"])
            function(*file, service);
    }
}

/// What is named, and where; `key`: it is a member's key.
struct Mention {
    std::string_view name;
    Node node;
    bool key = false;
};

/// A list of names, or of maps with a source, or a map by name.
std::vector<Mention> mentions(Node list) {
    std::vector<Mention> out;
    for (const Node item : list) {
        if (list.isMap())
            out.push_back({item.key(), item, true});
        else if (item.isMap())
            out.push_back({item["source"].text(), item["source"], false});
        else
            out.push_back({item.text(), item, false});
    }
    std::erase_if(out, [](const Mention &one) { return one.name.empty() || contains(one.name, "$"); });
    return out;
}

std::vector<Mention> volumesOf(Node service) {
    std::vector<Mention> out;
    for (const Node volume : service["volumes"]) {
        const std::string_view text = volume.text(), name = text.substr(0, text.find(':'));
        if (volume.isMap() && volume["type"].text() == "volume")
            out.push_back({volume["source"].text(), volume["source"], false});
        else if (volume.isScalar() && contains(text, ":") && !contains("./~$", text.substr(0, 1)) && name.size() > 1) // one letter is a drive
            out.push_back({name, volume, false});
    }
    std::erase_if(out, [](const Mention &one) { return one.name.empty() || contains(one.name, "$") || contains(one.name, "/"); });
    return out;
}

void say(Report &report, const File &file, const Mention &at, QString message, std::optional<std::string_view> by) {
    std::optional<Fix> fix;
    if (by && at.key) {
        if (auto edit = renameKey(*file.document, at.node, *by))
            fix = Fix{tr("Change %1 to %2").arg(text(at.name), text(*by)), {*edit}};
    } else if (by && at.node.text() == at.name) {
        fix = replacing(*file.document, at.node, *by);
    }
    report.add(*file.document, at.node, std::move(message), std::move(fix), at.key ? Report::Where::Key : Report::Where::Value);
}

void unknownNames(const Subjects &subjects, Report &report, std::string_view part, std::string_view key, const char *message) {
    eachProject(subjects, [&](const Project &project) {
        const auto known = project.names(part);
        eachService(project, [&](const File &file, Node service) {
            for (const Mention &one : key == "volumes" ? volumesOf(service) : mentions(service[key])) {
                const bool given = key == "networks" && one.name == "default";
                if (project.complete && !given && !std::ranges::contains(known, one.name))
                    say(report, file, one, tr(message).arg(text(service.key()), text(one.name), known.empty() ? tr("none") : list(known)), near(one.name, known));
            }
        });
    });
}

void dependencyMissing(const Subjects &subjects, Report &report) {
    unknownNames(subjects, report, "services", "depends_on", QT_TRANSLATE_NOOP("config-rules", "The service %1 depends on %2, which is not defined; there are %3."));
}
void networkMissing(const Subjects &subjects, Report &report) {
    unknownNames(subjects, report, "networks", "networks", QT_TRANSLATE_NOOP("config-rules", "The service %1 joins the network %2, which is not defined; defined: %3."));
}
void volumeMissing(const Subjects &subjects, Report &report) {
    unknownNames(subjects, report, "volumes", "volumes", QT_TRANSLATE_NOOP("config-rules", "The service %1 mounts the volume %2, which is not defined; defined: %3."));
}
void secretMissing(const Subjects &subjects, Report &report) {
    unknownNames(subjects, report, "secrets", "secrets", QT_TRANSLATE_NOOP("config-rules", "The service %1 wants the secret %2, which is not defined; defined: %3."));
    unknownNames(subjects, report, "configs", "configs", QT_TRANSLATE_NOOP("config-rules", "The service %1 wants the config %2, which is not defined; defined: %3."));
}

void healthUnknown(const Subjects &subjects, Report &report) {
    eachProject(subjects, [&](const Project &project) {
        eachService(project, [&](const File &file, Node service) {
            for (const Node dependency : service["depends_on"].isMap() ? service["depends_on"] : Node()) {
                const auto there = project.definitions(dependency.key());
                const bool told = std::ranges::any_of(there, [](Node one) { return bool(one["healthcheck"]) || bool(one["build"]); });
                const bool off = std::ranges::any_of(there, [](Node one) { return one["healthcheck"]["disable"].toBool().value_or(false); });
                if (dependency["condition"].text() == "service_healthy" && project.complete && !there.empty() && (!told || off))
                    report.add(*file.document, dependency["condition"],
                        tr("The service %1 waits until %2 is healthy, but %2 has no healthcheck: it never starts, unless the image brings one.")
                            .arg(text(service.key()), text(dependency.key())));
            }
        });
    });
}

void neverCompletes(const Subjects &subjects, Report &report) {
    eachProject(subjects, [&](const Project &project) {
        eachService(project, [&](const File &file, Node service) {
            for (const Node dependency : service["depends_on"].isMap() ? service["depends_on"] : Node()) {
                const auto there = project.definitions(dependency.key());
                const auto restarts = std::ranges::find_if(there, [](Node one) { return one["restart"].text() == "always" || one["restart"].text() == "unless-stopped"; });
                if (dependency["condition"].text() == "service_completed_successfully" && restarts != there.end())
                    report.add(*file.document, dependency["condition"],
                        tr("The service %1 waits until %2 has ended, but %2 is started again each time it ends (restart: %3).")
                            .arg(text(service.key()), text(dependency.key()), text((*restarts)["restart"].text())));
            }
        });
    });
}

/// A port of the host that a service claims; empty where it is a range, a variable or the host's choice.
struct HostPort {
    std::string_view address, port, protocol;
    bool operator==(const HostPort &) const = default;
};

HostPort hostPort(Node port) {
    if (port.isMap())
        return {port["host_ip"].text(), port["published"].text(), port["protocol"] ? port["protocol"].text() : "tcp"};
    std::string_view text = port.text();
    HostPort out{{}, {}, "tcp"};
    if (const std::size_t slash = text.find('/'); slash != text.npos) {
        out.protocol = text.substr(slash + 1);
        text = text.substr(0, slash);
    }
    const std::size_t last = text.rfind(':');
    if (last == text.npos || contains(text, "["))
        return out;
    const std::string_view host = text.substr(0, last);
    const std::size_t colon = host.rfind(':');
    out.port = colon == host.npos ? host : host.substr(colon + 1);
    out.address = colon == host.npos ? std::string_view() : host.substr(0, colon);
    return out;
}

void portTwice(const Subjects &subjects, Report &report) {
    eachProject(subjects, [&](const Project &project) {
        for (const File *file : project.files) {
            std::vector<std::pair<HostPort, Node>> seen;
            for (const Node service : rootOf(*file)["services"]) {
                for (const Node port : service["profiles"].size() ? Node() : service["ports"]) {
                    const HostPort mine = hostPort(port);
                    if (!number(mine.port))
                        continue;
                    const auto there = std::ranges::find_if(seen, [&](const auto &one) {
                        return one.first.port == mine.port && one.first.protocol == mine.protocol && one.second != service
                            && (one.first.address == mine.address || one.first.address.empty() || mine.address.empty());
                    });
                    if (there != seen.end())
                        report.add(*file->document, port,
                            tr("The services %1 and %2 both claim the host's port %3: the second does not start.")
                                .arg(text(there->second.key()), text(service.key()), text(mine.port)));
                    seen.emplace_back(mine, service);
                }
            }
        }
    });
}

/// Names by which services of a project are reached.
std::vector<std::string_view> hosts(const Project &project) {
    std::vector<std::string_view> out = project.names("services");
    eachService(project, [&](const File &, Node service) {
        for (const std::string_view key : {"container_name", "hostname"})
            out.push_back(service[key].text());
        for (const Node network : service["networks"].isMap() ? service["networks"] : Node()) {
            for (const Node alias : network["aliases"])
                out.push_back(alias.text());
        }
        for (const std::string_view key : {"links", "external_links", "extra_hosts"}) {
            for (const Node link : service[key]) {
                const std::string_view whole = link.isScalar() && service[key].isSequence() ? link.text() : link.key();
                for (const std::string_view name : split(whole, ":="))
                    out.push_back(name);
            }
        }
    });
    std::erase(out, std::string_view());
    return out;
}

void misspeltHost(const Subjects &subjects, Report &report) {
    eachProject(subjects, [&](const Project &project) {
        const auto known = hosts(project);
        eachService(project, [&](const File &file, Node service) {
            for (const std::string_view part : {"environment", "command", "entrypoint"}) {
                for (const Node value : service[part]) {
                    const std::string_view whole = value.text();
                    for (const Endpoint &endpoint : endpoints(whole)) {
                        const auto close = isLabel(endpoint.host) && !std::ranges::contains(known, endpoint.host) ? near(endpoint.host, known) : std::nullopt;
                        if (!close || endpoint.host == "localhost")
                            continue;
                        std::string changed(whole);
                        changed.replace(endpoint.at, endpoint.host.size(), *close);
                        report.add(*file.document, value,
                            tr("The service %1 names the host %2; the service is called %3.").arg(text(service.key()), text(endpoint.host), text(*close)),
                            replacing(*file.document, value, changed));
                    }
                }
            }
        });
    });
}

void unusedDefinition(const Subjects &subjects, Report &report) {
    eachProject(subjects, [&](const Project &project) {
        for (const auto &[part, key] : {std::pair("volumes", "volumes"), std::pair("secrets", "secrets"), std::pair("networks", "networks"), std::pair("configs", "configs")}) {
            std::set<std::string_view> used{"default"};
            eachService(project, [&](const File &, Node service) {
                for (const Mention &one : std::string_view(key) == "volumes" ? volumesOf(service) : mentions(service[key]))
                    used.insert(one.name);
                for (const Mention &one : mentions(service["build"]["secrets"]))
                    used.insert(one.name);
            });
            for (const File *file : project.files) {
                for (const Node definition : project.complete ? rootOf(*file)[part] : Node()) {
                    if (!used.contains(definition.key()))
                        report.add(*file->document, definition, tr("No service uses %1 of \"%2\".").arg(text(definition.key()), text(part)), {}, Report::Where::Key);
                }
            }
        }
    });
}
} // namespace

} // namespace config::cross

namespace config {
std::span<const RuleEntry> composeRules() {
    static constexpr RuleEntry table[] = {
        {"compose-dependency-missing", cross::dependencyMissing},
        {"compose-network-missing", cross::networkMissing},
        {"compose-volume-missing", cross::volumeMissing},
        {"compose-secret-missing", cross::secretMissing},
        {"compose-waits-for-unknown-health", cross::healthUnknown},
        {"compose-waits-for-endless", cross::neverCompletes},
        {"compose-host-port-twice", cross::portTwice},
        {"compose-host-misspelt", cross::misspeltHost},
        {"compose-unused", cross::unusedDefinition},
    };
    return table;
}
} // namespace config
