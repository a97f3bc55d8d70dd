// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Containers against the Dockerfiles of their images: ports, users, and the programs that checks run.
#include "config/cross/given.h"
#include "config/cross/images.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"
#include "config/system/systems.h"

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
QString portList(const std::vector<int> &ports) {
    QStringList out;
    for (const int port : ports)
        out.append(QString::number(port));
    return out.join(u", ");
}

const Image *imageOf(const Images &images, const Service &service) {
    const Image *built = service.site.document ? images.built(*service.site.document, service.written) : nullptr;
    return built || !service.image ? built : images.named(service.image->value);
}

/// Every platform's services: what they say that their containers listen on.
void portNotExposed(const Subjects &subjects, Report &report) {
    const Images &images = subjects.kept(imagesOf);
    for (const System &system : images.all().empty() ? std::vector<System>() : subjects.kept(systemsOf)) {
        for (const Service &service : system.services) {
            const Image *image = imageOf(images, service);
            // A command or a variable may choose another port than the image's own.
            if (!image || !image->portsKnown || image->ports.empty() || service.command || service.variable("PORT"))
                continue;
            for (const auto &port : service.ports) {
                if (std::ranges::contains(image->ports, port.value))
                    continue;
                const QString message = tr("The service %1 is asked on port %2, but its image listens on %3 (EXPOSE in %4).")
                                            .arg(text(service.name)).arg(port.value).arg(portList(image->ports), image->path());
                if (port.site.scope && port.site.object)
                    report.add(*port.site.scope, *port.site.object, port.site.node, message);
                else if (port.site.document)
                    report.add(*port.site.document, port.site.node, message);
            }
        }
    }
}

Node setting(const Pod &pod, Node container, std::string_view key) {
    const Node own = container["securityContext"][key];
    return own ? own : pod.spec["securityContext"][key];
}

template <class Function> void eachBuilt(const Subjects &subjects, Function &&function) {
    const Images &images = subjects.kept(imagesOf);
    if (images.all().empty())
        return;
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            for (const Node container : containers(pod.spec)) {
                if (const Image *image = images.named(container["image"].text()))
                    function(view, pod, container, *image);
            }
        }
    });
}

/// Images of Docker's library that run as root unless told otherwise.
bool isRootBase(std::string_view base) {
    static constexpr std::array<std::string_view, 14> known = {"python", "node", "debian", "ubuntu", "alpine", "golang", "nginx", "httpd", "ruby", "php", "rust",
        "eclipse-temurin", "busybox", "scratch"};
    return std::ranges::contains(known, imageRepository(base));
}

void userIsRoot(const Subjects &subjects, Report &report) {
    eachBuilt(subjects, [&](const View &view, const Pod &pod, Node container, const Image &image) {
        const Node rule = setting(pod, container, "runAsNonRoot");
        const std::string_view user = image.user.text().substr(0, image.user.text().find(':'));
        const bool root = image.user ? user == "root" || user == "0" : isRootBase(image.base);
        if (root && rule.toBool().value_or(false) && !setting(pod, container, "runAsUser"))
            report.add(view.scope, *pod.owner, rule,
                tr("The container %1 must not run as root, but its image does (%2) and no runAsUser says otherwise: it is not started.")
                    .arg(text(container["name"].text()), image.path()));
    });
}

void userByName(const Subjects &subjects, Report &report) {
    eachBuilt(subjects, [&](const View &view, const Pod &pod, Node container, const Image &image) {
        const Node rule = setting(pod, container, "runAsNonRoot");
        const std::string_view user = image.user.text().substr(0, image.user.text().find(':'));
        const bool named = !user.empty() && !number(user) && user != "root" && !contains(user, "$");
        if (named && rule.toBool().value_or(false) && !setting(pod, container, "runAsUser"))
            report.add(view.scope, *pod.owner, rule,
                tr("The container %1 must not run as root, but its image names its user \"%2\" (%3): the kubelet cannot tell that this is not root, and does not start it.")
                    .arg(text(container["name"].text()), text(user), image.path()));
    });
}

/// The program that a check runs first; of a shell's text the first word of it.
std::string_view programOf(std::span<const std::string_view> words) {
    if (words.empty())
        return {};
    const bool shell = (words[0] == "sh" || words[0] == "/bin/sh" || words[0] == "bash" || words[0] == "/bin/bash") && words.size() >= 3;
    const auto inner = shell ? split(words.back(), " \t\n;|&") : std::vector<std::string_view>();
    const std::string_view first = inner.empty() ? words[0] : inner.front();
    return first.substr(first.rfind('/') + 1);
}

std::vector<std::string_view> wordsOf(Node list) {
    std::vector<std::string_view> out;
    for (const Node word : list)
        out.push_back(word.text());
    return out;
}

/// ["CMD", "curl", ...], ["CMD-SHELL", "curl ..."] or a text for the shell, as Compose and ECS have it.
std::string_view checkedBy(Node test) {
    if (test.isScalar())
        return programOf(split(test.text(), " \t\n"));
    auto words = wordsOf(test);
    if (words.empty() || (words[0] != "CMD" && words[0] != "CMD-SHELL"))
        return {};
    const bool shell = words[0] == "CMD-SHELL";
    words.erase(words.begin());
    return shell && !words.empty() ? programOf(split(words[0], " \t\n;|&")) : programOf(words);
}

QString lacking(std::string_view whose, std::string_view program, const Image &image) {
    return tr("The check of %1 runs %2, which the image of %3 (from %4) does not have: it never succeeds.")
        .arg(text(whose), text(program), image.path(), text(image.base));
}

void toolOfProbe(const Subjects &subjects, Report &report) {
    eachBuilt(subjects, [&](const View &view, const Pod &pod, Node container, const Image &image) {
        for (const std::string_view kind : {"startupProbe", "livenessProbe", "readinessProbe"}) {
            const Node command = container[kind]["exec"]["command"];
            const std::string_view program = programOf(wordsOf(command));
            if (lacks(image, program))
                report.add(view.scope, *pod.owner, command, lacking(container["name"].text(), program, image));
        }
    });
}

void toolOfCheck(const Subjects &subjects, Report &report) {
    const Images &images = subjects.kept(imagesOf);
    const auto judge = [&](const File &file, std::string_view name, Node image, Node test) {
        const Image *built = images.built(*file.document, name);
        if (!built && image)
            built = images.named(image.text());
        const std::string_view program = checkedBy(test);
        if (built && lacks(*built, program))
            report.add(*file.document, test, lacking(name, program, *built));
    };
    for (const File *file : subjects.files(Role::ComposeFile)) {
        for (const Node root : file->document->roots()) {
            for (const Node service : root["services"])
                judge(*file, service.key(), service["image"], service["healthcheck"]["test"]);
        }
    }
    for (const File *file : subjects.files(Role::TaskDefinition)) {
        for (const Node root : file->document->roots()) {
            for (const Node container : root["containerDefinitions"])
                judge(*file, container["name"].text(), container["image"], container["healthCheck"]["command"]);
        }
    }
}

/// HEALTHCHECK of the Dockerfile itself.
void toolOfImage(const Subjects &subjects, Report &report) {
    for (const Image &image : subjects.kept(imagesOf).all()) {
        for (const Node root : image.file->document->roots()) {
            for (const Node node : root) {
                const std::string_view value = node["value"].text();
                const std::size_t at = node["instruction"].text() == "HEALTHCHECK" ? value.find("CMD") : value.npos;
                if (at == value.npos || contains(value.substr(at), "["))
                    continue;
                const auto words = split(value.substr(at + 3), " \t\n;|&");
                if (const std::string_view program = programOf(words); lacks(image, program))
                    report.add(*image.file->document, node["value"], lacking(tr("the image").toStdString(), program, image));
            }
        }
    }
}
} // namespace

std::span<const RuleEntry> builtRules() {
    static constexpr RuleEntry table[] = {
        {"image-port-not-exposed", portNotExposed},
        {"image-user-is-root", userIsRoot},
        {"image-user-by-name", userByName},
        {"probe-program-missing", toolOfProbe},
        {"healthcheck-program-missing", toolOfCheck},
        {"dockerfile-check-program-missing", toolOfImage},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> imageRules() {
    static const std::vector<RuleEntry> table = cross::joined({cross::builtRules(), cross::openApiRules(), cross::environmentRules(), cross::metricRules()});
    return table;
}
} // namespace config
