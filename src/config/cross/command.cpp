// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands in scripts, workflows and guides, against the files, namespaces, objects and services that are there.
#include "config/cross/commands.h"
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <QDir>

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
std::optional<Fix> exchange(const Argument &word, std::optional<std::string_view> by) {
    if (!by)
        return std::nullopt;
    return Fix{tr("Change %1 to %2").arg(text(word.text), text(*by)), {{word.range, std::string(*by)}}};
}

void addPaths(const Command &command, std::initializer_list<std::string_view> options, std::vector<Argument> &out) {
    std::ranges::move(command.options(options), std::back_inserter(out));
}

/// Words that are neither options nor the program.
std::vector<Argument> plainWords(const Command &command) {
    std::vector<Argument> out;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        if (!command.words[i].text.starts_with('-') && !command.words[i].written)
            out.push_back(command.words[i]);
    }
    return out;
}

/// "file://path", as aws takes them, wherever in a word.
void addFileUrls(const Command &command, std::vector<Argument> &out) {
    for (Argument word : command.words) {
        for (const std::string_view mark : {"file://", "fileb://"}) {
            const std::size_t at = word.text.find(mark);
            if (at == word.text.npos)
                continue;
            word.text.erase(0, at + mark.size());
            out.push_back(word);
            break;
        }
    }
}

std::vector<Argument> filesRead(const Command &command) {
    std::vector<Argument> out;
    const auto plain = plainWords(command);
    const auto second = [&](std::string_view word) { return !plain.empty() && plain.front().text == word; };
    if (command.is("kubectl") || command.is("kustomize")) {
        addPaths(command, {"-f", "--filename", "-k", "--kustomize", "--from-env-file"}, out);
        if (plain.size() == 2 && (second("kustomize") || second("build")))
            out.push_back(plain[1]);
    } else if (command.is("docker-compose") || (command.is("docker") && second("compose"))) {
        // Behind the subcommand -f means something else.
        Command before = command;
        static constexpr std::array<std::string_view, 12> verbs = {"up", "down", "logs", "exec", "run", "ps", "build", "pull", "push", "rm", "config", "restart"};
        const auto verb = std::ranges::find_if(before.words, [](const Argument &word) { return std::ranges::contains(verbs, word.text); });
        before.words.erase(verb, before.words.end());
        addPaths(before, {"-f", "--file"}, out);
    } else if (command.is("docker") && (second("build") || second("buildx"))) {
        addPaths(command, {"-f", "--file"}, out);
    } else if (command.is("aws")) {
        addFileUrls(command, out);
    } else if (command.is("gcloud")) {
        addPaths(command, {"--policy-from-file", "--config", "--config-from-file", "--flags-file"}, out);
        if (plain.size() >= 3 && second("app") && plain[1].text == "deploy")
            out.push_back(plain[2]);
        if (plain.size() >= 4 && second("run") && plain[1].text == "services" && plain[2].text == "replace")
            out.push_back(plain[3]);
    } else if (command.is("cp") && plain.size() >= 2) {
        out.assign(plain.begin(), plain.end() - 1);
    } else if ((command.is("source") || command.is(".") || command.is("bash") || command.is("sh")) && !plain.empty() && !command.has("-c")) {
        out.push_back(plain.front());
    } else if (command.words.front().text.starts_with("./") || command.words.front().text.ends_with(".sh")) {
        out.push_back(command.words.front());
    }
    std::erase_if(out, [](const Argument &one) { return !one.literal || one.text.starts_with('/') || contains(one.text, ":") || contains(one.text, "<"); });
    return out;
}

/// What the same file's commands make themselves, and where they go.
struct Traces {
    std::set<std::string> made;
    std::set<QString> entered;
};

std::map<const File *, Traces> tracesOf(const std::vector<Command> &commands) {
    std::map<const File *, Traces> out;
    for (const Command &command : commands) {
        Traces &traces = out[command.file];
        const auto plain = plainWords(command);
        for (const Argument &word : command.words) {
            if (word.written)
                traces.made.insert(word.text);
        }
        if ((command.is("cd") || command.is("pushd")) && !plain.empty())
            traces.entered.insert(text(plain.front().text));
        static constexpr std::array<std::string_view, 7> makers = {"mkdir", "tee", "touch", "cp", "mv", "install", "git"};
        if (std::ranges::contains(makers, command.words.front().text) && !plain.empty())
            traces.made.insert(plain.back().text);
    }
    return out;
}

void fileMissing(const Subjects &subjects, Report &report) {
    const auto &commands = subjects.kept(commandsOf);
    const Paths &paths = subjects.kept(pathsOf);
    const auto traces = tracesOf(commands);
    for (const Command &command : commands) {
        const Traces &own = traces.at(command.file);
        for (const Argument &path : filesRead(command)) {
            const bool made = std::ranges::any_of(own.made, [&](const std::string &one) { return path.text == one || path.text.starts_with(one + '/'); });
            if (!made && paths.isMissing(*command.file->document, path.text, own.entered))
                report.add(*command.file->document, path.range, tr("%1 reads %2, which is not there.").arg(text(command.words.front().text), text(path.text)));
        }
    }
}

/// Namespaces that the files make or use; nothing where no file makes one.
std::set<std::string_view> namespacesOf(const Set &set) {
    std::set<std::string_view> made, used;
    for (const Scope &scope : set.scopes()) {
        for (const Object &object : scope.objects) {
            if (object.kind == "Namespace")
                made.insert(object.name);
            if (!object.ns.empty())
                used.insert(object.ns);
        }
    }
    if (!made.empty())
        made.merge(used);
    return made;
}

bool isOfOthers(std::string_view ns) {
    static constexpr std::array<std::string_view, 12> known = {"default", "monitoring", "observability", "logging", "ingress-nginx", "cert-manager", "argocd",
        "flux-system", "istio-system", "metallb-system", "external-secrets", "external-dns"};
    return ns.starts_with("kube-") || ns.starts_with("gke-") || ns.starts_with("amazon-") || std::ranges::contains(known, ns);
}

void namespaceUnknown(const Subjects &subjects, Report &report) {
    const auto &known = subjects.kept(namespacesOf);
    if (known.empty())
        return;
    const std::vector<std::string_view> names(known.begin(), known.end());
    const auto &commands = subjects.kept(commandsOf);
    const auto isMade = [&](std::string_view ns) {
        return std::ranges::any_of(commands, [&](const Command &command) {
            return (command.is("helm") || (command.is("kubectl") && command.has("create") && (command.has("namespace") || command.has("ns")))) && command.has(ns);
        });
    };
    for (const Command &command : commands) {
        for (const Argument &ns : command.is("kubectl") ? command.options({"-n", "--namespace"}) : std::vector<Argument>()) {
            if (ns.literal && isLabel(ns.text) && !known.contains(ns.text) && !isOfOthers(ns.text) && !isMade(ns.text))
                report.add(*command.file->document, ns.range, tr("kubectl is told the namespace %1; the files make and use %2.").arg(text(ns.text), list(names)),
                    exchange(ns, near(ns.text, names)));
        }
    }
}

struct ShortName {
    std::string_view written, kind;
};
// Pods, ConfigMaps and Secrets are left out: their names are given by controllers, hashes and people.
constexpr std::array<ShortName, 19> shortNames = {{{"deployment", "Deployment"}, {"deployments", "Deployment"}, {"deploy", "Deployment"},
    {"deployment.apps", "Deployment"}, {"statefulset", "StatefulSet"}, {"statefulsets", "StatefulSet"}, {"sts", "StatefulSet"}, {"daemonset", "DaemonSet"},
    {"ds", "DaemonSet"}, {"cronjob", "CronJob"}, {"cronjobs", "CronJob"}, {"service", "Service"}, {"svc", "Service"}, {"ingress", "Ingress"},
    {"ing", "Ingress"}, {"hpa", "HorizontalPodAutoscaler"}, {"horizontalpodautoscaler", "HorizontalPodAutoscaler"}, {"pvc", "PersistentVolumeClaim"},
    {"job", "Job"}}};

std::string_view kindOf(std::string_view written) {
    const auto found = std::ranges::find(shortNames, written, &ShortName::written);
    return found == shortNames.end() ? std::string_view() : found->kind;
}

using Names = std::map<std::string_view, std::set<std::string_view>>;
Names namesOf(const Set &set) {
    Names out;
    for (const Scope &scope : set.scopes()) {
        for (const Object &object : scope.objects)
            out[object.kind].insert(object.name);
    }
    for (const Object &object : set.objects())
        out[object.kind].insert(object.name);
    return out;
}

/// An object that kubectl is told of: "deployment/api" or "deployment api"; the name alone.
struct Target {
    std::string_view kind;
    Argument name;
};
std::vector<Target> targetsOf(const Command &command) {
    std::vector<Target> out;
    static constexpr std::array<std::string_view, 10> verbs = {"get", "describe", "scale", "delete", "status", "undo", "restart", "history", "autoscale", "logs"};
    bool verb = false;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        const Argument &word = command.words[i];
        if (word.text == "--") // what comes then runs in a pod
            break;
        const std::size_t slash = word.text.find('/');
        const std::string_view kind = kindOf(std::string_view(word.text).substr(0, slash));
        if (!kind.empty() && slash != word.text.npos) {
            Argument name = word;
            name.text.erase(0, slash + 1);
            name.range.begin = name.range.begin + std::uint32_t(slash + 1);
            out.push_back({kind, std::move(name)});
        } else if (!kind.empty() && verb && slash == word.text.npos && i + 1 < command.words.size() && !command.words[i - 1].text.starts_with('-')) {
            out.push_back({kind, command.words[i + 1]});
        }
        verb = verb || std::ranges::contains(verbs, word.text);
    }
    std::erase_if(out, [](const Target &target) { return !target.name.literal || !isLabel(target.name.text); });
    return out;
}

void objectUnknown(const Subjects &subjects, Report &report) {
    const auto &commands = subjects.kept(commandsOf);
    const Names &names = subjects.kept(namesOf);
    const auto isMade = [&](std::string_view name) {
        return std::ranges::any_of(commands, [&](const Command &command) {
            const bool makes = command.has("create") || command.has("expose") || command.has("run") || command.has("autoscale");
            return makes && std::ranges::any_of(command.words, [&](const Argument &word) { return word.text == name || word.text.ends_with("/" + std::string(name)) || word.text.ends_with("=" + std::string(name)); });
        });
    };
    for (const Command &command : commands) {
        for (const Target &target : command.is("kubectl") ? targetsOf(command) : std::vector<Target>()) {
            const auto known = names.find(target.kind);
            if (known == names.end() || known->second.contains(target.name.text) || isMade(target.name.text))
                continue;
            const std::vector<std::string_view> there(known->second.begin(), known->second.end());
            report.add(*command.file->document, target.name.range,
                tr("kubectl is told of the %1 %2, which no file has; there is %3.").arg(text(target.kind), text(target.name.text), list(there)),
                exchange(target.name, near(target.name.text, there)));
        }
    }
}

/// Containers of every workload of that name, in any environment.
std::set<std::string_view> containersOf(const Set &set, const Target &target) {
    std::set<std::string_view> out;
    for (const Object &object : set.objects()) {
        if (object.kind == target.kind && object.name == target.name.text) {
            for (const Node container : containers(podSpec(object)))
                out.insert(container["name"].text());
        }
    }
    return out;
}

void containerUnknown(const Subjects &subjects, Report &report) {
    for (const Command &command : subjects.kept(commandsOf)) {
        const auto targets = command.is("kubectl") ? targetsOf(command) : std::vector<Target>();
        if (targets.size() != 1)
            continue;
        const auto known = containersOf(subjects.set(), targets.front());
        std::vector<Argument> asked = command.options({"-c", "--container"});
        for (Argument word : command.has("set") && command.has("image") ? command.words : std::vector<Argument>()) {
            const std::size_t sign = word.text.find('=');
            if (sign == word.text.npos || word.text.starts_with('-') || word.text.starts_with('*'))
                continue;
            word.text.erase(sign);
            word.range.end = word.range.begin + std::uint32_t(sign);
            word.literal = isLabel(word.text);
            asked.push_back(std::move(word));
        }
        const std::vector<std::string_view> names(known.begin(), known.end());
        for (const Argument &one : known.empty() ? std::vector<Argument>() : asked) {
            if (one.literal && isLabel(one.text) && !known.contains(one.text))
                report.add(*command.file->document, one.range,
                    tr("The %1 %2 has no container %3; it has %4.").arg(text(targets.front().kind), text(targets.front().name.text), text(one.text), list(names)),
                    exchange(one, near(one.text, names)));
        }
    }
}

std::set<std::string_view> composeServicesOf(const Set &set) {
    std::set<std::string_view> out;
    for (const File &file : set.files()) {
        for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>()) {
            for (const Node service : root["services"])
                out.insert(service.key());
        }
    }
    return out;
}

/// The service that docker compose is told of, where that is certain.
std::optional<Argument> serviceOf(const Command &command) {
    static constexpr std::array<std::string_view, 9> verbs = {"exec", "logs", "restart", "stop", "start", "up", "pull", "build", "run"};
    static constexpr std::array<std::string_view, 13> flags = {"-d", "-T", "-it", "-i", "-t", "--detach", "--wait", "--build", "--no-deps", "--rm", "-f", "--follow", "--no-build"};
    const auto verb = std::ranges::find_if(command.words, [](const Argument &word) { return std::ranges::contains(verbs, word.text); });
    for (auto word = verb == command.words.end() ? verb : verb + 1; word != command.words.end(); ++word) {
        if (std::ranges::contains(flags, word->text) || (word->text.starts_with("--") && contains(word->text, "=")))
            continue;
        const bool plain = !word->text.starts_with('-') && word->literal && !word->written && isLabel(word->text);
        return plain ? std::optional(*word) : std::nullopt;
    }
    return std::nullopt;
}

void composeServiceUnknown(const Subjects &subjects, Report &report) {
    const auto &known = subjects.kept(composeServicesOf);
    const std::vector<std::string_view> names(known.begin(), known.end());
    for (const Command &command : known.empty() ? std::vector<Command>() : subjects.kept(commandsOf)) {
        const bool compose = command.is("docker-compose") || (command.is("docker") && command.words.size() > 1 && command.words[1].text == "compose");
        const auto service = compose ? serviceOf(command) : std::nullopt;
        if (service && !known.contains(service->text))
            report.add(*command.file->document, service->range, tr("docker compose is told of the service %1, which no Compose file has; there are %2.").arg(text(service->text), list(names)),
                exchange(*service, near(service->text, names)));
    }
}

/// Where a Markdown link leads to: the target and its place, for files beside the guide.
void linkBroken(const Subjects &subjects, Report &report) {
    const Paths &paths = subjects.kept(pathsOf);
    for (const File *file : subjects.files(Role::Guide)) {
        const std::string_view text = file->document->text();
        const QString folder = file->document->path().section(u'/', 0, -2);
        for (std::size_t at = text.find("]("); at != text.npos; at = text.find("](", at + 2)) {
            const std::size_t end = text.find_first_of(") \n", at);
            const std::string_view target = text.substr(at + 2, end == text.npos ? 0 : end - at - 2), path = target.substr(0, target.find('#'));
            if (path.empty() || path.starts_with('/') || path.starts_with('<') || contains(path, ":") || contains(path, "%") || contains(path, "{"))
                continue;
            const QString clean = QDir::cleanPath(folder.isEmpty() ? cross::text(path) : folder + u'/' + cross::text(path));
            // A link out of what was read leads to what cannot be seen.
            const bool outside = clean.startsWith(u"..") || !paths.folders.contains(clean.section(u'/', 0, -2)) == clean.contains(u'/');
            if (!outside && !paths.has(clean))
                report.add(*file->document, Range{std::uint32_t(at + 2), std::uint32_t(at + 2 + path.size())}, tr("The link leads to %1, which is not there.").arg(cross::text(path)));
        }
    }
}
} // namespace

std::span<const RuleEntry> commandRules() {
    static constexpr RuleEntry table[] = {
        {"command-file-missing", fileMissing},
        {"command-namespace-unknown", namespaceUnknown},
        {"command-object-unknown", objectUnknown},
        {"command-container-unknown", containerUnknown},
        {"command-service-unknown", composeServiceUnknown},
        {"guide-link-broken", linkBroken},
    };
    return table;
}

} // namespace config::cross
