// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Variables that must be set, against the files that set them: Compose's ${NAME} and the environment files beside it, the files that services
// read, what Heroku's start needs and app.json asks for.
#include "config/cross/images.h"
#include "config/cross/words.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cctype>

namespace config::cross {

using namespace Qt::StringLiterals;

namespace {
QString folderOf(const File &file) { return file.document->path().section(u'/', 0, -2); }
QString nameOf(const File &file) { return file.document->path().section(u'/', -1); }

/// "production" of "production.env.example", ".env.production" and "compose.production.yaml"; empty where the name says none. Short and long
/// names of the same are one.
QString environmentOf(const QString &name) {
    static const std::pair<const char *, const char *> names[] = {{"prod", "production"}, {"production", "production"}, {"staging", "staging"}, {"stage", "staging"},
        {"dev", "development"}, {"development", "development"}, {"test", "test"}, {"local", "local"}};
    for (const QString &part : name.split(QRegularExpression(u"[._-]"_s))) {
        for (const auto &[written, meant] : names) {
            if (part == QLatin1StringView(written))
                return QLatin1StringView(meant);
        }
    }
    return {};
}

/// A variable that a Compose file takes from its environment.
struct Use {
    const File *file = nullptr;
    Node node;
    QString name;
    bool required = false; // neither a default nor an alternative
};

template <class Function> void eachScalar(Node node, Function &&function) {
    if (node.isScalar())
        function(node);
    for (const Node below : node)
        eachScalar(below, function);
}

std::vector<Use> usesOf(const File &file) {
    static const QRegularExpression pattern(u"(?<!\\$)(?:\\$\\$)*\\$\\{([A-Za-z_]\\w*)([^}]*)\\}"_s);
    std::vector<Use> out;
    for (const Node root : file.document->roots()) {
        eachScalar(root, [&](Node node) {
            if (!contains(node.text(), "${"))
                return;
            for (const QRegularExpressionMatch &match : pattern.globalMatch(text(node.text()))) {
                const QString rest = match.captured(2);
                out.push_back({&file, node, match.captured(1), rest.isEmpty() || rest.startsWith(u'?') || rest.startsWith(u":?")});
            }
        });
    }
    return out;
}

/// The Compose files of a folder and the environment files beside them.
struct Place {
    std::vector<const File *> compose;
    std::vector<const File *> environments;
};

std::map<QString, Place> placesOf(const Set &set) {
    std::map<QString, Place> out;
    for (const File &file : set.files()) {
        if (file.kind.role == Role::ComposeFile)
            out[folderOf(file)].compose.push_back(&file);
        else if (file.kind.role == Role::DotenvFile && !file.document->roots().empty())
            out[folderOf(file)].environments.push_back(&file);
    }
    std::erase_if(out, [](const auto &place) { return place.second.compose.empty() || place.second.environments.empty(); });
    return out;
}

/// Whether an environment file is for this Compose file: of the same environment, or one of the two is for all.
bool isFor(const File &environment, const File &compose) {
    const QString here = environmentOf(nameOf(environment)), there = environmentOf(nameOf(compose));
    return here.isEmpty() || there.isEmpty() || here == there;
}

/// Files that a service reads give it their variables; they are not what fills ${NAME} in.
std::set<QString> readByServices(const Place &place) {
    std::set<QString> out;
    for (const File *file : place.compose) {
        for (const Node root : file->document->roots()) {
            for (const Node service : root["services"]) {
                eachScalar(service["env_file"], [&](Node path) { out.insert(text(path.text()).section(u'/', -1)); });
            }
        }
    }
    return out;
}

void variableUnset(const Subjects &subjects, Report &report) {
    for (const auto &[folder, place] : subjects.kept(placesOf)) {
        const auto others = readByServices(place);
        for (const File *compose : place.compose) {
            std::set<std::pair<const File *, QString>> said;
            for (const Use &use : usesOf(*compose)) {
                for (const File *environment : use.required ? place.environments : std::vector<const File *>()) {
                    const Node root = environment->document->roots().front();
                    const QString name = nameOf(*environment);
                    if (!isFor(*environment, *compose) || root[use.name.toStdString()] || (others.contains(name) && name != u".env") || !said.emplace(environment, use.name).second)
                        continue;
                    report.add(*compose->document, use.node, tr("%1 is needed here, and %2 does not set it.").arg(use.name, environment->document->path()));
                }
            }
        }
    }
}

/// Whether a text has the name as a word of its own.
bool speaksOf(std::string_view text, std::string_view name) {
    const auto inWord = [&](std::size_t at) { return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_'); };
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        if (!(at > 0 && inWord(at - 1)) && !inWord(at + name.size()))
            return true;
    }
    return false;
}

/// A key that nothing in the set speaks of.
void keyUnused(const Subjects &subjects, Report &report) {
    for (const auto &[folder, place] : subjects.kept(placesOf)) {
        if (!readByServices(place).empty())
            continue;
        for (const File *environment : place.environments) {
            for (const Node value : environment->document->roots().front()) {
                const bool used = value.key().starts_with("COMPOSE_") || value.key().starts_with("DOCKER_") ||
                                  std::ranges::any_of(subjects.set().files(), [&](const File &file) {
                                      return file.kind.role != Role::DotenvFile && speaksOf(file.document->text(), value.key());
                                  });
                if (!used)
                    report.add(*environment->document, value, tr("No Compose file and no script beside it uses %1.").arg(text(value.key())), {}, Report::Where::Key);
            }
        }
    }
}

/// Compose refuses ${NAME:?} that is empty. A template is there to be filled in.
void requiredEmpty(const Subjects &subjects, Report &report) {
    static const QRegularExpression sample(u"(^|[._-])(example|sample|template|dist)([._-]|$)"_s);
    for (const auto &[folder, place] : subjects.kept(placesOf)) {
        for (const File *compose : place.compose) {
            std::set<std::pair<const File *, QString>> said;
            for (const Use &use : usesOf(*compose)) {
                for (const File *environment : place.environments) {
                    const Node value = environment->document->roots().front()[use.name.toStdString()];
                    const bool refused = contains(compose->document->text(), "${" + use.name.toStdString() + ":?");
                    if (value && value.text().empty() && refused && isFor(*environment, *compose) && !sample.match(nameOf(*environment)).hasMatch() &&
                        said.emplace(environment, use.name).second)
                        report.add(*environment->document, value, tr("%1 is empty, and %2 refuses to start without it.").arg(use.name, compose->document->path()));
                }
            }
        }
    }
}

/// A file that a service reads: missing where one of nearly that name is there.
void environmentFileMisspelt(const Subjects &subjects, Report &report) {
    for (const auto &[folder, place] : subjects.kept(placesOf)) {
        std::vector<std::string> names;
        for (const File *environment : place.environments)
            names.push_back(nameOf(*environment).toStdString());
        const std::vector<std::string_view> known(names.begin(), names.end());
        for (const File *file : place.compose) {
            for (const Node root : file->document->roots()) {
                for (const Node service : root["services"]) {
                    eachScalar(service["env_file"], [&](Node path) {
                        std::string_view written = path.text();
                        if (written.starts_with("./"))
                            written.remove_prefix(2);
                        if (path.key() == "required" || path.key() == "format" || contains(written, "/") || contains(written, "$"))
                            return;
                        const QString there = folder.isEmpty() ? text(written) : folder + u'/' + text(written);
                        const auto close = std::ranges::contains(known, written) || QFileInfo::exists(there) ? std::nullopt : near(written, known);
                        if (close)
                            report.add(*file->document, path, tr("The service %1 reads %2, which is not there; there is %3.").arg(text(service.key()), text(written), text(*close)),
                                replacing(*file->document, path, *close));
                    });
                }
            }
        }
    }
}

/// Variables that Heroku's start reads and that neither app.json nor Heroku sets.
void appVariableMissing(const Subjects &subjects, Report &report) {
    static const QRegularExpression use(u"\\$\\{?([A-Z][A-Z0-9_]+)\\b(:?[-+=])?"_s), set(u"(?:^|[\\s;])(?:export\\s+|read\\s+(?:-\\w+\\s+)*|for\\s+)?([A-Z][A-Z0-9_]+)(?:=|\\s+in\\b)"_s);
    static const std::set<QString> given = {u"PORT"_s, u"DYNO"_s, u"HOME"_s, u"PATH"_s, u"PWD"_s, u"USER"_s, u"SHELL"_s, u"LANG"_s, u"TZ"_s, u"DATABASE_URL"_s, u"REDIS_URL"_s,
        u"WEB_CONCURRENCY"_s, u"STACK"_s, u"TMPDIR"_s, u"IFS"_s, u"PYTHONPATH"_s};
    for (const File *app : subjects.files(Role::AppJson)) {
        const Node environment = app->document->roots().empty() ? Node() : app->document->roots().front()["env"];
        std::vector<std::string_view> known;
        for (const Node variable : environment)
            known.push_back(variable.key());
        for (const File &file : subjects.set().files()) {
            if ((file.kind.role != Role::Procfile && file.kind.role != Role::Script) || folderOf(file) != folderOf(*app))
                continue;
            const QString content = text(file.document->text());
            std::set<QString> own;
            for (const QRegularExpressionMatch &match : set.globalMatch(content))
                own.insert(match.captured(1));
            for (const QRegularExpressionMatch &match : use.globalMatch(content)) {
                const QString name = match.captured(1);
                if (match.captured(2).isEmpty() && !given.contains(name) && !name.startsWith(u"HEROKU_") && !environment[name.toStdString()] && own.insert(name).second)
                    report.add(*app->document, environment ? environment : app->document->roots().front(), tr("%1 reads %2, which app.json does not ask for; it has %3.").arg(nameOf(file), name, list(known)));
            }
        }
    }
}
} // namespace

std::span<const RuleEntry> environmentRules() {
    static constexpr RuleEntry table[] = {
        {"compose-variable-unset", variableUnset},
        {"environment-key-unused", keyUnused},
        {"compose-variable-empty", requiredEmpty},
        {"environment-file-misspelt", environmentFileMisspelt},
        {"app-variable-missing", appVariableMissing},
    };
    return table;
}

} // namespace config::cross
