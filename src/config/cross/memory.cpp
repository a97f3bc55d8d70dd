// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What programs are told to take, against what their containers and volumes have: caches, heaps, retention, connections.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include "base/quantity.h"

#include <algorithm>

namespace config::cross {

namespace {
/// A container with all that it is told.
struct Told {
    const View &view;
    const Pod &pod;
    Node container;
    Environment env;
    std::vector<Word> words;
    std::optional<double> limit; // of memory
    [[nodiscard]] bool runs(std::string_view program) const { return contains(imageName(container["image"].text()), program); }
};

template <class Function> void eachTold(const Subjects &subjects, Function &&function) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                Environment env = environment(view, pod, container);
                std::vector<Word> words = commandLine(container, env);
                const auto limit = quantity(container["resources"]["limits"]["memory"].text());
                function(Told{view, pod, container, std::move(env), std::move(words), limit});
            }
        }
    });
}

/// A setting and where it stands.
struct Setting {
    std::string value;
    const Object *object = nullptr;
    Node node;
};

/// Of a mounted file with lines like "name value" or "name = value": the last one counts.
std::optional<Setting> settingOfFiles(const Told &told, std::string_view name) {
    std::optional<Setting> out;
    for (const Mount &mount : mounts(told.view, told.pod, told.container)) {
        for (const Entry &there : entries(*mount.map)) {
            const std::vector<std::string_view> lines = there.key.ends_with(".conf") ? split(there.value, "\n") : std::vector<std::string_view>();
            for (const std::string_view line : lines) {
                const auto words = split(line, " \t=");
                if (words.size() >= 2 && words[0] == name)
                    out = Setting{std::string(words[1]), mount.map, there.node};
            }
        }
    }
    return out;
}

/// "name=value", as postgres takes it behind -c.
std::optional<Setting> settingOfWords(const Told &told, std::string_view name) {
    std::optional<Setting> out;
    for (const Word &word : told.words) {
        std::string_view line = word.text;
        for (const std::string_view dashes : {"--", "-c"})
            line.remove_prefix(line.starts_with(dashes) ? dashes.size() : 0);
        if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == '=')
            out = Setting{std::string(line.substr(name.size() + 1)), told.pod.owner, word.node};
    }
    return out;
}

std::optional<Setting> setting(const Told &told, std::string_view name) {
    const auto given = settingOfWords(told, name);
    return given ? given : settingOfFiles(told, name);
}

void say(const Told &told, Report &report, const Setting &what, const QString &message) {
    report.add(told.view.scope, *what.object, what.node, message);
}

void redisAboveLimit(const Subjects &subjects, Report &report) {
    eachTold(subjects, [&](const Told &told) {
        if (!told.limit || !(told.runs("redis") || told.runs("valkey")))
            return;
        auto most = settingOfFiles(told, "maxmemory");
        if (const auto word = option(told.words, {"--maxmemory"}))
            most = Setting{word->text, told.pod.owner, word->node};
        const auto size = most ? bytes(most->value) : std::nullopt;
        if (size && *size >= *told.limit)
            say(told, report, *most,
                tr("Redis may fill %1, but the container %2 of %3 is killed at %4.")
                    .arg(base::memoryText(*size), text(told.container["name"].text()), told.pod.owner->text(), base::memoryText(*told.limit)));
    });
}

/// Postgres' own units: a bare number of shared_buffers counts blocks of 8 kB.
std::optional<double> buffers(std::string_view value) {
    while (!value.empty() && (value.front() == '\'' || value.front() == '"'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == '\'' || value.back() == '"'))
        value.remove_suffix(1);
    const auto blocks = number(value);
    return blocks ? std::optional(*blocks * 8192.0) : bytes(value);
}

bool isPostgres(const Told &told) { return told.runs("postgres") || told.runs("timescale") || told.runs("postgis") || told.runs("pgvector"); }

void postgresAboveLimit(const Subjects &subjects, Report &report) {
    eachTold(subjects, [&](const Told &told) {
        const auto shared = told.limit && isPostgres(told) ? setting(told, "shared_buffers") : std::nullopt;
        const auto size = shared ? buffers(shared->value) : std::nullopt;
        if (size && *size >= *told.limit)
            say(told, report, *shared,
                tr("Postgres sets %1 aside for shared_buffers, but the container %2 of %3 is killed at %4.")
                    .arg(base::memoryText(*size), text(told.container["name"].text()), told.pod.owner->text(), base::memoryText(*told.limit)));
    });
}

/// The heap that options of Java, Node or Go allow.
std::optional<double> heapOf(std::string_view name, std::string_view value) {
    if (name == "GOMEMLIMIT")
        return value.empty() || number(value).has_value() ? std::nullopt : bytes(value);
    for (const std::string_view word : split(value, " \t")) {
        if (word.starts_with("-Xmx"))
            return bytes(word.substr(4));
        for (const std::string_view node : {"--max-old-space-size=", "--max_old_space_size="}) {
            const auto megabytes = word.starts_with(node) ? number(word.substr(node.size())) : std::nullopt;
            if (megabytes)
                return *megabytes * 1024.0 * 1024.0;
        }
    }
    return std::nullopt;
}

void heapAboveLimit(const Subjects &subjects, Report &report) {
    eachTold(subjects, [&](const Told &told) {
        const auto judge = [&](std::string_view name, std::string_view value, const Object &object, Node node) {
            const auto heap = told.limit ? heapOf(name, value) : std::nullopt;
            if (heap && *heap >= *told.limit)
                report.add(told.view.scope, object, node,
                    tr("The program in the container %1 of %2 may fill %3, but is killed at %4.")
                        .arg(text(told.container["name"].text()), told.pod.owner->text(), base::memoryText(*heap), base::memoryText(*told.limit)));
        };
        for (const Variable &variable : told.env.variables) {
            const std::string_view name = variable.name;
            if (variable.value && (name == "GOMEMLIMIT" || name == "NODE_OPTIONS" || name.ends_with("JAVA_OPTS") || name.ends_with("JAVA_OPTIONS") || name == "JAVA_TOOL_OPTIONS"))
                judge(name, *variable.value, variable.holder ? *variable.holder : *told.pod.owner, variable.at);
        }
        for (const Word &word : told.words)
            judge({}, word.text, *told.pod.owner, word.node);
    });
}

void memoryVolume(const Subjects &subjects, Report &report) {
    eachTold(subjects, [&](const Told &told) {
        for (const Node mount : told.container["volumeMounts"]) {
            const Node volume = volumeNamed(told.pod, mount["name"].text())["emptyDir"];
            const auto size = volume["medium"].text() == "Memory" ? quantity(volume["sizeLimit"].text()) : std::nullopt;
            if (size && told.limit && *size >= *told.limit)
                report.add(told.view.scope, *told.pod.owner, volume["sizeLimit"],
                    tr("Files in the volume %1 are memory of the container %2 of %3: it is killed at %4, before the volume's %5 are full.")
                        .arg(text(mount["name"].text()), text(told.container["name"].text()), told.pod.owner->text(), base::memoryText(*told.limit), base::memoryText(*size)));
        }
    });
}

/// How large the volume at a path is, as far as it is said.
std::optional<double> sizeAt(const Told &told, std::string_view path) {
    const std::string_view name = mountOver(told.container, path)["name"].text();
    for (const Node claim : told.pod.owner->root["spec"]["volumeClaimTemplates"]) {
        if (claim["metadata"]["name"].text() == name)
            return quantity(claim["spec"]["resources"]["requests"]["storage"].text());
    }
    const Node volume = volumeNamed(told.pod, name);
    const std::string_view claimed = volume["persistentVolumeClaim"]["claimName"].text();
    const Object *claim = claimed.empty() ? nullptr : told.view.find("PersistentVolumeClaim", claimed, told.pod.ns());
    return quantity(claim ? claim->root["spec"]["resources"]["requests"]["storage"].text() : volume["emptyDir"]["sizeLimit"].text());
}

void retentionAboveVolume(const Subjects &subjects, Report &report) {
    eachTold(subjects, [&](const Told &told) {
        const auto kept = option(told.words, {"--storage.tsdb.retention.size"});
        const auto size = kept ? bytes(kept->text) : std::nullopt;
        const auto path = option(told.words, {"--storage.tsdb.path"});
        const auto has = size ? sizeAt(told, path ? std::string_view(path->text) : "/prometheus") : std::nullopt;
        if (has && *size >= *has)
            report.add(told.view.scope, *told.pod.owner, kept->node,
                tr("%1 keeps up to %2 of measurements on a volume of %3: it is full before the oldest go.")
                    .arg(told.pod.owner->text(), base::memoryText(*size), base::memoryText(*has)));
    });
}

/// The pool that a container may open connections in, with what it may open beyond it.
int poolOf(const Environment &env, const Variable *&at) {
    int out = 0;
    for (const Variable &variable : env.variables) {
        const std::string low = lowered(variable.name);
        const bool ofDatabase = contains(low, "db") || contains(low, "database") || contains(low, "postgres") || contains(low, "sqlalchemy") || low.starts_with("pg");
        const auto value = variable.value ? number(*variable.value) : std::nullopt;
        if (!ofDatabase || !value || !(low.ends_with("pool_size") || low.ends_with("max_overflow") || low.ends_with("pool_max") || low.ends_with("max_connections")))
            continue;
        at = low.ends_with("max_overflow") && at ? at : &variable;
        out += *value;
    }
    return out;
}

/// Pools of all pods together, against the one database of the scope.
void poolsOf(const View &view, Report &report, const Told &database, int most) {
    int sum = 0;
    const Variable *at = nullptr;
    const Pod *owner = nullptr;
    int largest = 0;
    std::vector<Environment> held;
    held.reserve(view.pods().size() * 4);
    for (const Pod &pod : view.pods()) {
        for (const Node container : &pod == &database.pod ? std::vector<Node>() : containers(pod.spec, Containers::App)) {
            const Environment env = environment(view, pod, container);
            const Variable *here = nullptr;
            const int all = poolOf(env, here) * view.mostReplicas(*pod.owner);
            sum += all;
            if (here && all > largest) {
                held.push_back(env);
                at = &held.back().variables[std::size_t(here - env.variables.data())];
                owner = &pod;
                largest = all;
            }
        }
    }
    if (at && sum > most)
        report.add(view.scope, at->holder ? *at->holder : *owner->owner, at->at,
            tr("All pods together may open %1 connections to %2 (%3 of them %4), which allows %5.")
                .arg(QString::number(sum), database.pod.owner->text(), QString::number(largest), owner->owner->text(), QString::number(most)));
}

bool isPooled(const View &view) {
    return std::ranges::any_of(view.pods(), [](const Pod &pod) {
        return std::ranges::any_of(containers(pod.spec), [](Node one) { return contains(one["image"].text(), "pgbouncer") || contains(one["image"].text(), "pgpool"); });
    });
}

void connections(const Subjects &subjects, Report &report) {
    std::vector<std::pair<const Scope *, int>> seen;
    eachTold(subjects, [&](const Told &told) {
        if (isPostgres(told) && told.container["ports"].size() > 0)
            seen.emplace_back(&told.view.scope, 1);
    });
    eachTold(subjects, [&](const Told &told) {
        const bool only = std::ranges::count(seen, &told.view.scope, &std::pair<const Scope *, int>::first) == 1;
        if (!isPostgres(told) || told.container["ports"].size() == 0 || !only || !told.view.together() || isPooled(told.view))
            return;
        const auto said = setting(told, "max_connections");
        const auto most = said ? number(said->value) : std::optional(100);
        if (most)
            poolsOf(told.view, report, told, *most);
    });
}
} // namespace

std::span<const RuleEntry> memoryRules() {
    static constexpr RuleEntry table[] = {
        {"redis-memory-above-limit", redisAboveLimit},
        {"postgres-memory-above-limit", postgresAboveLimit},
        {"heap-above-limit", heapAboveLimit},
        {"memory-volume-above-limit", memoryVolume},
        {"retention-above-volume", retentionAboveVolume},
        {"connections-above-database", connections},
    };
    return table;
}

} // namespace config::cross
