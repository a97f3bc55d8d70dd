// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/images.h"

#include "config/cross/commands.h"
#include "config/cross/given.h"

#include <QDir>

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
std::string_view instruction(Node node) { return node["instruction"].text(); }

struct Stage {
    std::string base;
    std::string name;
    std::vector<Node> nodes;
};

std::vector<Stage> stagesOf(const Document &document) {
    std::vector<Stage> out;
    for (const Node root : document.roots()) {
        for (const Node node : root) {
            if (instruction(node) == "FROM") {
                auto words = split(node["value"].text(), " \t");
                std::erase_if(words, [](std::string_view word) { return word.starts_with("--"); });
                const bool named = words.size() >= 3 && lowered(words[1]) == "as";
                out.push_back({words.empty() ? std::string() : std::string(words[0]), named ? lowered(words[2]) : std::string(), {}});
            } else if (!out.empty()) {
                out.back().nodes.push_back(node);
            }
        }
    }
    return out;
}

void addPorts(Image &image, std::string_view value) {
    for (const std::string_view word : split(value, " \t")) {
        const auto port = number(word.substr(0, word.find('/')));
        image.portsKnown = image.portsKnown && port;
        if (port)
            image.ports.push_back(*port);
    }
}

/// The last stage and those that it begins with, the innermost first.
Image imageOf(const File &file) {
    Image image{.file = &file, .base = {}, .ports = {}, .portsKnown = true, .user = {}, .run = {}};
    const std::vector<Stage> stages = stagesOf(*file.document);
    std::vector<const Stage *> chain;
    for (std::size_t at = stages.size(); at-- > 0;) {
        if (chain.empty() || (!stages[at].name.empty() && stages[at].name == lowered(chain.back()->base)))
            chain.push_back(&stages[at]);
    }
    if (chain.empty())
        return image;
    image.base = chain.back()->base;
    for (auto stage = chain.rbegin(); stage != chain.rend(); ++stage) {
        for (const Node node : (*stage)->nodes) {
            if (instruction(node) == "EXPOSE")
                addPorts(image, node["value"].text());
            else if (instruction(node) == "USER")
                image.user = node["value"];
            else if (instruction(node) == "RUN" || instruction(node) == "COPY" || instruction(node) == "ADD")
                image.run.push_back(node["value"]);
        }
    }
    return image;
}

QString under(const QString &folder, std::string_view path) {
    return QDir::cleanPath(folder.isEmpty() ? text(path) : folder + u'/' + text(path));
}
} // namespace

Images imagesOf(const Set &set) { return Images(set); }

Images::Images(const Set &set) {
    for (const File &file : set.files()) {
        if (file.kind.role == Role::Dockerfile && file.document->problems().empty())
            m_images.push_back(imageOf(file));
    }
    if (m_images.empty())
        return;
    addCompose(set);
    addWorkflows(set);
    addCommands(set);
}

void Images::link(std::string_view image, const Image *to) {
    const std::string_view name = imageName(image);
    if (to && !name.empty() && !contains(name, "$"))
        m_named[std::string(name)].insert(to);
}

const Image *Images::at(const QString &path) const {
    const auto found = std::ranges::find_if(m_images, [&](const Image &image) {
        const QString there = QDir::cleanPath(image.path());
        // Where the top of the repository is, is not known: a bare name may be that of any folder's file.
        return there == path || (path.contains(u'/') && !path.startsWith(u"..") && there.endsWith(u'/' + path));
    });
    return found == m_images.end() ? nullptr : &*found;
}

void Images::addCompose(const Set &set) {
    for (const File &file : set.files()) {
        for (const Node root : file.kind.role == Role::ComposeFile ? file.document->roots() : std::span<const Node>()) {
            for (const Node service : root["services"]) {
                const Node build = service["build"];
                const std::string_view context = build.isMap() ? build["context"].text() : build.text();
                const std::string_view name = build["dockerfile"] ? build["dockerfile"].text() : "Dockerfile";
                if (!build || build["target"] || build["dockerfile_inline"] || contains(context, "$") || contains(name, "$"))
                    continue;
                const QString folder = under(file.document->path().section(u'/', 0, -2), context.empty() ? "." : context);
                const Image *image = at(under(folder == u"." ? QString() : folder, name));
                if (image)
                    m_built[{file.document.get(), std::string(service.key())}] = image;
                link(service["image"].text(), image);
            }
        }
    }
}

void Images::addWorkflows(const Set &set) {
    for (const File &file : set.files()) {
        for (const Node root : file.kind.role == Role::Workflow ? file.document->roots() : std::span<const Node>()) {
            for (const Node job : root["jobs"]) {
                for (const Node step : job["steps"]) {
                    const Node with = step["with"];
                    if (!step["uses"].text().starts_with("docker/build-push-action@") || with["target"])
                        continue;
                    const std::string context(with["context"] ? with["context"].text() : ".");
                    const std::string path = with["file"] ? std::string(with["file"].text()) : context + "/Dockerfile";
                    for (const std::string_view tag : split(with["tags"].text(), " ,\n"))
                        link(tag, contains(path, "$") ? nullptr : at(QDir::cleanPath(text(path))));
                }
                // A matrix of images, each with its Dockerfile.
                for (const Node entry : job["strategy"]["matrix"]["include"])
                    link(entry["image"].text(), entry["dockerfile"] ? at(QDir::cleanPath(text(entry["dockerfile"].text()))) : nullptr);
            }
        }
    }
}

void Images::addCommands(const Set &set) {
    for (const Command &command : commandsOf(set)) {
        if (!command.is("docker") || !command.has("build") || command.has("--target"))
            continue;
        for (const Argument &tag : command.options({"-t", "--tag"})) {
            for (const Argument &path : command.options({"-f", "--file"}))
                link(tag.literal ? tag.text : std::string(), path.literal ? at(QDir::cleanPath(text(path.text))) : nullptr);
        }
    }
}

const Image *Images::named(std::string_view image) const {
    const std::string_view name = imageName(image);
    if (const auto found = m_named.find(name); found != m_named.end())
        return found->second.size() == 1 ? *found->second.begin() : nullptr;
    // "Dockerfile.celery" and "celery/Dockerfile" are meant for "example-celery", where no other is.
    const Image *only = nullptr;
    for (const Image &one : m_images) {
        const QString file = one.path().section(u'/', -1);
        const QString called = file.startsWith(u"Dockerfile.") ? file.mid(11) : file == u"Dockerfile" ? one.path().section(u'/', -2, -2) : QString();
        if (called.isEmpty() || (text(name) != called && !text(name).endsWith(u'-' + called)))
            continue;
        if (only)
            return nullptr;
        only = &one;
    }
    return only;
}

const Image *Images::built(const Document &document, std::string_view service) const {
    const auto found = m_built.find({&document, std::string(service)});
    return found == m_built.end() ? nullptr : found->second;
}

bool lacks(const Image &image, std::string_view program) {
    struct Tool {
        std::string_view name, package;
        bool slim, alpine; // whether it is missing there
    };
    static constexpr std::array<Tool, 8> tools = {{{"curl", "curl", true, true}, {"wget", "wget", true, false}, {"nc", "netcat", true, false},
        {"pg_isready", "postgres", true, true}, {"psql", "postgres", true, true}, {"redis-cli", "redis", true, true}, {"bash", "bash", false, true},
        {"sh", "busybox", false, false}}};
    const auto tool = std::ranges::find(tools, program, &Tool::name);
    if (tool == tools.end())
        return false;
    // What scripts and folders of programs bring is not known.
    const bool brought = std::ranges::any_of(image.run, [&](Node line) {
        const std::string_view value = line.text();
        return contains(value, tool->name) || contains(value, tool->package) || contains(value, ".sh") || (contains(value, "--from=") && contains(value, "bin"));
    });
    const std::string_view name = image.base, tag = imageTag(name), repository = imageRepository(name);
    const bool slim = (contains(tag, "slim") && (repository == "python" || repository == "node" || repository == "debian")) || repository == "debian" || repository == "ubuntu";
    const bool alpine = repository == "alpine" || (contains(tag, "alpine") && (repository == "python" || repository == "node" || repository == "golang"));
    const bool nothing = name == "scratch" || (contains(name, "gcr.io/distroless/") && !contains(tag, "debug"));
    return !brought && (nothing || (slim && tool->slim) || (alpine && tool->alpine));
}

} // namespace config::cross
