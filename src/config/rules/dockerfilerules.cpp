// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Dockerfiles: what only the whole file tells (stages, the last user, the order of layers). Single instructions are declared rules.
#include "config/rules/secretwords.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <map>
#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

template <typename Visit>
void eachDockerfile(const Subjects &subjects, const Visit &visit) {
    for (const File *const file : subjects.files(Role::Dockerfile)) {
        for (const Node root : file->document->roots())
            visit(*file->document, root);
    }
}

std::string_view instruction(Node node) { return node["instruction"].text(); }

struct From {
    QString image;
    QString stage;
};

From fromOf(Node node) {
    QStringList words = said(node["value"].text()).split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
    words.removeIf([](const QString &word) { return word.startsWith("--"_L1); });
    const bool named = words.size() >= 3 && words[1].compare("AS"_L1, Qt::CaseInsensitive) == 0;
    return {words.value(0), named ? words[2].toLower() : QString()};
}

void baseNotFixed(const Subjects &subjects, Report &report) {
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        std::set<QString> stages;
        for (const Node node : root) {
            if (instruction(node) != "FROM")
                continue;
            const From from = fromOf(node);
            const QString tag = from.image.mid(from.image.lastIndexOf(u'/') + 1);
            const bool own = from.image.isEmpty() || from.image == "scratch"_L1 || stages.contains(from.image.toLower()) || from.image.contains(u'$');
            if (!own && !tag.contains(u'@') && (!tag.contains(u':') || tag.endsWith(":latest"_L1)))
                report.add(document, node["value"], tr("The base image %1 has no fixed version.").arg(from.image));
            stages.insert(from.stage);
        }
    });
}

void runsAsRoot(const Subjects &subjects, Report &report) {
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        Node user, from;
        std::map<QString, Node> userOf; // of a stage, which those built on it inherit
        QString stage;
        for (const Node node : root) {
            if (instruction(node) == "USER")
                user = node;
            if (instruction(node) != "FROM")
                continue;
            userOf[stage] = user;
            from = node;
            user = userOf[fromOf(node).image.toLower()];
            stage = fromOf(node).stage;
        }
        const QString name = said(user["value"].text()).section(u':', 0, 0);
        const bool unknown = fromOf(from).image.contains("nonroot"_L1) || fromOf(from).image.contains("rootless"_L1);
        if (user && (name == "root"_L1 || name == "0"_L1))
            report.add(document, user["value"], tr("The image runs as root."));
        else if (!user && from && !unknown)
            report.add(document, from["value"], tr("The image names no USER and runs as root unless its base says otherwise."));
    });
}

void stageUnknown(const Subjects &subjects, Report &report) {
    static const QRegularExpression option(u"--from=([^\\s]+)"_s);
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        std::set<QString> stages;
        QString current;
        for (const Node node : root) {
            if (instruction(node) == "FROM") {
                stages.insert(current);
                current = fromOf(node).stage;
            }
            const QString name = instruction(node) == "COPY" ? option.match(said(node["value"].text())).captured(1).toLower() : QString();
            bool isNumber = false;
            const std::int64_t number = name.toInt(&isNumber);
            const bool image = name.contains(u'/') || name.contains(u':') || name.contains(u'.') || name.contains(u'$');
            const bool known = isNumber ? number < node["stage"].toInteger().value_or(0) : stages.contains(name);
            if (!name.isEmpty() && !image && !known)
                report.add(document, node["value"], name == current ? tr("The stage %1 copies from itself.").arg(name) : tr("There is no stage \"%1\" above.").arg(name));
        }
    });
}

void stageTwice(const Subjects &subjects, Report &report) {
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        std::set<QString> stages;
        for (const Node node : root) {
            const QString stage = instruction(node) == "FROM" ? fromOf(node).stage : QString();
            if (!stage.isEmpty() && !stages.insert(stage).second)
                report.add(document, node["value"], tr("There are two stages \"%1\".").arg(stage));
        }
    });
}

void commandTwice(const Subjects &subjects, Report &report) {
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        std::map<std::pair<std::string_view, std::string_view>, Node> last;
        for (const Node node : root) {
            const std::string_view name = instruction(node);
            if (name != "CMD" && name != "ENTRYPOINT" && name != "HEALTHCHECK")
                continue;
            const auto [before, fresh] = last.emplace(std::pair{node["stage"].text(), name}, node);
            if (!fresh) {
                report.add(document, before->second["value"], tr("This %1 does not count; there is another one below.").arg(said(name)));
                before->second = node;
            }
        }
    });
}

void copiesBeforeInstall(const Subjects &subjects, Report &report) {
    static const QRegularExpression everything(u"^(--\\S+\\s+)*\\.?/?\\s+\\S+$"_s);
    static const QRegularExpression install(
        u"\\bpip3?\\s+install\\s.*-r\\s|\\bnpm\\s+(ci|install)\\b|\\byarn\\s+install|\\bpoetry\\s+install|\\bbundle\\s+install|\\bgo\\s+mod\\s+download"_s);
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        Node copied;
        for (const Node node : root) {
            if (instruction(node) == "FROM")
                copied = {};
            if (instruction(node) == "COPY" && !copied && everything.match(said(node["value"].text())).hasMatch())
                copied = node;
            if (copied && instruction(node) == "RUN" && install.match(said(node["value"].text())).hasMatch()) {
                report.add(document, copied["value"], tr("Everything is copied before the packages are installed, so that each change installs them again."));
                copied = {};
            }
        }
    });
}

void secretInImage(const Subjects &subjects, Report &report) {
    static const QRegularExpression pair(u"([A-Za-z_][A-Za-z0-9_]*)(?:=|\\s+)(\"[^\"]*\"|'[^']*'|\\S+)"_s);
    eachDockerfile(subjects, [&](const Document &document, Node root) {
        for (const Node node : root) {
            if (instruction(node) != "ENV" && instruction(node) != "ARG")
                continue;
            for (const QRegularExpressionMatch &match : pair.globalMatch(said(node["value"].text()))) {
                QString value = match.captured(2);
                if (value.size() > 1 && (value.startsWith(u'"') || value.startsWith(u'\''))) // a quote alone: somebody is still typing
                    value = value.sliced(1).chopped(1);
                if (namesSecret(match.captured(1).toStdString()) && isLiteralSecret(value.toStdString()))
                    report.add(document, node["value"], tr("%1 stays in the image, readable for whoever can pull it.").arg(match.captured(1)));
            }
        }
    });
}

} // namespace

std::span<const RuleEntry> dockerfileRules() {
    static constexpr RuleEntry table[] = {
        {"dockerfile-base-not-fixed", baseNotFixed},
        {"dockerfile-runs-as-root", runsAsRoot},
        {"dockerfile-stage-unknown", stageUnknown},
        {"dockerfile-stage-twice", stageTwice},
        {"dockerfile-command-twice", commandTwice},
        {"dockerfile-copies-before-install", copiesBeforeInstall},
        {"dockerfile-secret", secretInImage},
    };
    return table;
}

} // namespace config
