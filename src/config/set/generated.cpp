// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "generated.h"

#include "flow.h"
#include "words.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace config {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    putFlow(text, out);
    return out;
}

/// Of "path" and "key=path".
std::string_view pathOf(std::string_view entry) {
    const std::size_t equals = entry.find('=');
    return equals == std::string_view::npos ? entry : entry.substr(equals + 1);
}

struct Keys {
    std::map<std::string, std::string> values;

    void addLine(std::string_view line) {
        if (const std::size_t equals = line.find('='); equals != std::string_view::npos)
            values[std::string(line.substr(0, equals))] = std::string(line.substr(equals + 1));
    }
    void addEnvironment(const Document *document) {
        if (document && !document->roots().empty())
            for (const Node member : document->roots().front())
                values[std::string(member.key())] = std::string(member.text());
    }
    void addFile(std::string_view entry, const QString &folder, const std::function<const Document *(const QString &)> &read) {
        const std::size_t equals = entry.find('=');
        const std::string_view path = pathOf(entry);
        const std::string_view key = equals == std::string_view::npos ? path.substr(path.rfind('/') + 1) : entry.substr(0, equals);
        const Document *document = read(QDir::cleanPath(folder + u'/' + shown(path)));
        values[std::string(key)] = document ? std::string(document->text()) : std::string();
    }
};

Keys keysOf(Node entry, const QString &folder, const std::function<const Document *(const QString &)> &read) {
    Keys keys;
    for (const Node item : entry["files"])
        keys.addFile(item.text(), folder, read);
    for (const Node item : entry["literals"])
        keys.addLine(item.text());
    for (const Node item : entry["envs"])
        keys.addEnvironment(read(QDir::cleanPath(folder + u'/' + shown(item.text()))));
    if (const Node one = entry["env"])
        keys.addEnvironment(read(QDir::cleanPath(folder + u'/' + shown(one.text()))));
    return keys;
}

} // namespace

std::vector<Chunk> generated(const Kustomization &kustomization, const std::function<const Document *(const QString &)> &read) {
    std::vector<Chunk> made;
    for (const Node entry : kustomization.generators) {
        const bool secret = entry.parent().key() == "secretGenerator";
        std::string text = "apiVersion: v1\nkind: ";
        text.append(secret ? "Secret" : "ConfigMap").append("\nmetadata:\n  name: ").append(escaped(entry["name"].text())).append("\n");
        if (const Node type = entry["type"]; secret && type)
            text.append("type: ").append(escaped(type.text())).append("\n");
        const Keys keys = keysOf(entry, kustomization.folder, read);
        if (!keys.values.empty())
            text.append(secret ? "stringData:\n" : "data:\n");
        for (const auto &[key, value] : keys.values)
            text.append("  ").append(escaped(key)).append(": ").append(escaped(value)).append("\n");
        made.push_back({std::move(text), kustomization.path, true});
    }
    return made;
}

QStringList generatorInputs(const Kustomization &kustomization) {
    QStringList paths;
    const auto add = [&](std::string_view path) { paths.append(QDir::cleanPath(kustomization.folder + u'/' + shown(path))); };
    for (const Node entry : kustomization.generators) {
        for (const Node item : entry["files"])
            add(pathOf(item.text()));
        for (const Node item : entry["envs"])
            add(item.text());
        if (const Node one = entry["env"])
            add(one.text());
    }
    return paths;
}

} // namespace config
