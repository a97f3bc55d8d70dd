// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/kubeconfigreader.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

using base::ErrorKind;
using base::fail;

/// Reads one file's document; the first thing that is wrong is kept and ends the reading.
class Reader {
public:
    explicit Reader(QString file)
        : m_file(std::move(file)) {}

    base::Result<ParsedKubeconfig> read(const YAML::Node &root) {
        ParsedKubeconfig parsed;
        if (!root.IsDefined() || root.IsNull())
            return parsed;
        if (!root.IsMap())
            return wrong(root, u"a kubeconfig is a mapping with clusters, users and contexts"_s);
        const QString kind = text(root["kind"]);
        if (!kind.isEmpty() && kind != "Config"_L1)
            return wrong(root["kind"], u"this is a %1, not a kubeconfig (kind Config)"_s.arg(kind));
        parsed.currentContext = text(root["current-context"]);
        readList(root, "clusters", "cluster", parsed.clusters);
        readList(root, "users", "user", parsed.users);
        readList(root, "contexts", "context", parsed.contexts);
        if (m_error)
            return std::unexpected(*m_error);
        return parsed;
    }

private:
    static int lineOf(const YAML::Node &node) { return node.IsDefined() ? node.Mark().line + 1 : 0; }

    static QString text(const YAML::Node &node) {
        return node.IsDefined() && node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
    }

    std::unexpected<base::Error> wrong(const YAML::Node &node, const QString &message) {
        if (!m_error)
            m_error = base::Error{ErrorKind::Invalid, message, u"%1:%2"_s.arg(m_file).arg(std::max(1, lineOf(node))), {}};
        return std::unexpected(*m_error);
    }

    void readList(const YAML::Node &root, const char *list, const char *member, QMap<QString, ConfigEntry> &into) {
        const YAML::Node items = root[list];
        if (m_error || !items.IsDefined() || items.IsNull())
            return;
        if (!items.IsSequence()) {
            (void)wrong(items, u"%1 must be a list"_s.arg(QLatin1StringView(list)));
            return;
        }
        for (const auto &item : items) {
            const ConfigEntry entry = readEntry(item, member);
            if (m_error)
                return;
            if (into.contains(entry.name)) {
                (void)wrong(item, u"the name \"%1\" occurs twice in %2"_s.arg(entry.name, QLatin1StringView(list)));
                return;
            }
            into.insert(entry.name, entry);
        }
    }

    ConfigEntry readEntry(const YAML::Node &item, const char *member) {
        ConfigEntry entry;
        if (!item.IsMap() || text(item["name"]).isEmpty()) {
            (void)wrong(item, u"every %1 needs a name"_s.arg(QLatin1StringView(member)));
            return entry;
        }
        entry.name = text(item["name"]);
        entry.file = m_file;
        entry.line = lineOf(item);
        const YAML::Node body = item[member];
        if (!body.IsDefined() || body.IsNull())
            return entry; // a user without anything is an anonymous one
        if (!body.IsMap()) {
            (void)wrong(body, u"%1 \"%2\" must be a mapping"_s.arg(QLatin1StringView(member), entry.name));
            return entry;
        }
        for (const auto &pair : body)
            readField(text(pair.first), pair.first, pair.second, entry);
        return entry;
    }

    void readField(const QString &key, const YAML::Node &keyNode, const YAML::Node &value, ConfigEntry &entry) {
        static const QSet<QString> structured = {u"extensions"_s, u"auth-provider"_s, u"as-user-extra"_s};
        if (value.IsNull() || key.isEmpty())
            return;
        if (key == "exec"_L1) {
            entry.exec = readExec(value);
        } else if (key == "as-groups"_L1 && value.IsSequence()) {
            for (const auto &group : value)
                entry.groups.append(text(group));
        } else if (value.IsScalar() || structured.contains(key)) {
            entry.fields.insert(key, {text(value), lineOf(keyNode)});
        } else {
            (void)wrong(keyNode, u"%1 must be a single value"_s.arg(key));
        }
    }

    ExecPlugin readExec(const YAML::Node &node) {
        ExecPlugin plugin;
        if (!node.IsMap()) {
            (void)wrong(node, u"exec must be a mapping"_s);
            return plugin;
        }
        plugin.apiVersion = text(node["apiVersion"]);
        plugin.command = resolvedCommand(text(node["command"]));
        plugin.installHint = text(node["installHint"]);
        plugin.interactiveMode = text(node["interactiveMode"]);
        plugin.provideClusterInfo = text(node["provideClusterInfo"]) == "true"_L1;
        if (plugin.command.isEmpty())
            (void)wrong(node, u"exec needs a command"_s);
        if (!plugin.apiVersion.startsWith("client.authentication.k8s.io/"_L1))
            (void)wrong(node, u"exec needs an apiVersion of client.authentication.k8s.io"_s);
        for (const auto &argument : node["args"])
            plugin.arguments.append(text(argument));
        for (const auto &variable : node["env"]) {
            if (!variable.IsMap()) {
                (void)wrong(variable, u"every env of exec needs a name and a value"_s);
                break;
            }
            plugin.environment.insert(text(variable["name"]), text(variable["value"]));
        }
        return plugin;
    }

    // As client-go: a path with a slash is relative to the kubeconfig's folder, a bare word is looked up on PATH.
    QString resolvedCommand(const QString &command) const {
        if (!command.contains(u'/') || QDir::isAbsolutePath(command))
            return command;
        return QDir::cleanPath(QFileInfo(m_file).absoluteDir().absoluteFilePath(command));
    }

    QString m_file;
    std::optional<base::Error> m_error;
};

} // namespace

base::Result<ParsedKubeconfig> parseKubeconfig(const QByteArray &text, const QString &file) {
    if (text.size() > kubeconfigLimit)
        return fail(ErrorKind::Invalid, u"larger than %1 MiB, which no kubeconfig is"_s.arg(kubeconfigLimit >> 20), file);
    if (text.contains('\0'))
        return fail(ErrorKind::Invalid, u"this is a binary file, not a kubeconfig"_s, file);
    try {
        const YAML::Node root = YAML::Load(text.toStdString());
        return Reader(file).read(root);
    } catch (const YAML::Exception &e) {
        const int line = e.mark.is_null() ? 1 : e.mark.line + 1;
        return fail(ErrorKind::Invalid, u"not valid YAML: %1"_s.arg(QString::fromStdString(e.msg)), u"%1:%2"_s.arg(file).arg(line));
    }
}

} // namespace kube
