// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/systems.h"

#include "config/system/names.h"
#include "config/system/projections.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace config {

using namespace Qt::StringLiterals;

namespace {

/// By a folder's or file's name: "overlays/staging", "compose.dev.yaml".
QString environmentOf(const QString &path) {
    static const std::array known = {std::pair{u"production"_s, u"production"_s}, std::pair{u"prod"_s, u"production"_s},
        std::pair{u"staging"_s, u"staging"_s}, std::pair{u"stage"_s, u"staging"_s}, std::pair{u"development"_s, u"development"_s},
        std::pair{u"dev"_s, u"development"_s}, std::pair{u"sandbox"_s, u"sandbox"_s}, std::pair{u"test"_s, u"test"_s}};
    static const QRegularExpression separators(u"[/._-]"_s);
    const QStringList words = path.toLower().split(separators);
    for (qsizetype i = words.size(); i-- > 0;) {
        const auto found = std::ranges::find(known, words.at(i), [](const auto &entry) { return entry.first; });
        if (found != known.end())
            return found->second;
    }
    return {};
}

/// Below the set's root, so that the folder that somebody keeps a checkout in says nothing.
QString below(const Set &set, const QString &path) {
    return path.startsWith(set.root() + u'/') ? path.mid(set.root().size() + 1) : path;
}

QString folderOf(const QString &path) {
    return path.contains(u'/') ? path.section(u'/', 0, -2) : QString();
}

const Document *guideIn(const Set &set, const QString &folder) {
    const File *file = set.file(folder.isEmpty() ? u"README.md"_s : folder + u"/README.md"_s);
    return file ? file->document.get() : nullptr;
}

class Collector {
public:
    explicit Collector(const Set &set) : m_set(set) {}

    std::vector<System> collect() {
        for (const Scope &scope : m_set.scopes())
            add(kubernetesSystem(scope), scope.root, scope.root);
        addCompose();
        for (const File &file : m_set.files())
            addService(file);
        return std::move(m_systems);
    }

private:
    void add(System system, const QString &path, const QString &folder) {
        if (system.services.empty())
            return;
        system.environment = environmentOf(below(m_set, path));
        system.guide = guideIn(m_set, folder);
        m_systems.push_back(std::move(system));
    }

    /// compose.yaml (or docker-compose.yml) of a folder with each of its variants; alone where it has none.
    void addCompose() {
        std::map<QString, std::vector<const Document *>> folders;
        for (const File &file : m_set.files())
            if (file.kind.role == Role::ComposeFile)
                folders[folderOf(file.document->path())].push_back(file.document.get());
        for (const auto &[folder, documents] : folders) {
            const auto base = std::ranges::find_if(documents, isBase);
            for (const Document *document : documents) {
                const bool alone = base == documents.end() || (document == *base && documents.size() == 1);
                if (alone)
                    add(composeSystem(*document), document->path(), folder);
                else if (document != *base)
                    add(composeSystem(**base, document), document->path(), folder);
            }
        }
    }

    void addService(const File &file) {
        const Document &document = *file.document;
        const QString folder = folderOf(document.path());
        switch (file.kind.role) {
        case Role::TaskDefinition:
            return add(ecsSystem(document, besideIn(folder)), document.path(), folder);
        case Role::AppRunnerService:
            return add(appRunnerSystem(document), document.path(), folder);
        case Role::Dockerrun:
            return add(dockerrunSystem(document), document.path(), folder);
        case Role::AppYaml:
            return add(appEngineSystem(document, besideIn(folder)), document.path(), folder);
        case Role::AppJson:
            return add(herokuSystem(document, besideIn(folder)), document.path(), folder);
        default:
            return;
        }
    }

    [[nodiscard]] Beside besideIn(const QString &folder) const {
        Beside beside;
        for (const File &file : m_set.files()) {
            const Document *document = file.document.get();
            if (folderOf(document->path()) != folder || document->roots().empty())
                continue;
            if (file.kind.role == Role::Procfile)
                beside.procfile = document;
            else if (document->format() == Format::Dockerfile && document->path().endsWith("Dockerfile"_L1))
                beside.dockerfile = document;
            else if (file.kind.role == Role::EcsService)
                beside.service = document;
            else if (file.kind.role == Role::EcsScaling && document->roots().front()["MinCapacity"])
                beside.scaling = document;
        }
        return beside;
    }

    static bool isBase(const Document *document) {
        static const QRegularExpression name(u"^(docker-)?compose\\.ya?ml$"_s);
        return name.match(document->path().section(u'/', -1)).hasMatch();
    }

    const Set &m_set;
    std::vector<System> m_systems;
};

QString environmentOr(const System &system) {
    return system.environment.isEmpty() ? u"production"_s : system.environment;
}

/// Whether the two are about the same programs: a service of one name runs one image in both, or is one that the table of names knows.
bool shareService(const System &one, const System &other) {
    return std::ranges::any_of(one.services, [&](const Service &service) {
        const Service *same = other.service(service.name);
        if (!same)
            return false;
        if (service.image && same->image)
            return imageName(service.image->value) == imageName(same->image->value);
        return isKnownService(service.name);
    });
}

} // namespace

std::vector<System> systemsOf(const Set &set) {
    return Collector(set).collect();
}

const System *referenceOf(const System &system, std::span<const System> all) {
    for (const Platform platform : {Platform::Kubernetes, Platform::Gke, Platform::Compose}) {
        if (system.platform == platform)
            return nullptr; // others agree with it, not it with others
        for (const System &other : all)
            if (other.platform == platform && environmentOr(other) == environmentOr(system) && shareService(system, other))
                return &other;
    }
    return nullptr;
}

} // namespace config
