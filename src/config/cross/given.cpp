// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/given.h"

#include <algorithm>

namespace config::cross {

namespace {
bool isOptional(Node reference) { return reference["optional"].toBool().value_or(false); }

void addKeyed(std::vector<Reference> &out, const Object &from, Node source, std::string_view kind, std::string_view nameKey) {
    const Node name = source[nameKey];
    if (!name)
        return;
    const bool optional = isOptional(source);
    for (const Node item : source["items"])
        out.push_back({&from, kind, name, item["key"], optional, Use::Files});
    if (source["items"].size() == 0)
        out.push_back({&from, kind, name, {}, optional, Use::Files});
}

void addContainer(std::vector<Reference> &out, const Object &from, Node container) {
    for (const Node variable : container["env"]) {
        for (const auto &[key, kind] : {std::pair("configMapKeyRef", "ConfigMap"), std::pair("secretKeyRef", "Secret")}) {
            if (const Node source = variable["valueFrom"][key])
                out.push_back({&from, kind, source["name"], source["key"], isOptional(source), Use::Variable});
        }
    }
    for (const Node all : container["envFrom"]) {
        for (const auto &[key, kind] : {std::pair("configMapRef", "ConfigMap"), std::pair("secretRef", "Secret")}) {
            if (const Node source = all[key])
                out.push_back({&from, kind, source["name"], {}, isOptional(source), Use::AllVariables});
        }
    }
}

void addVolume(std::vector<Reference> &out, const Object &from, Node volume) {
    addKeyed(out, from, volume["configMap"], "ConfigMap", "name");
    addKeyed(out, from, volume["secret"], "Secret", "secretName");
    for (const Node source : volume["projected"]["sources"]) {
        addKeyed(out, from, source["configMap"], "ConfigMap", "name");
        addKeyed(out, from, source["secret"], "Secret", "name");
    }
}

std::string decoded(std::string_view base64) {
    return QByteArray::fromBase64(QByteArray(base64.data(), static_cast<qsizetype>(base64.size()))).toStdString();
}

void addValue(const View &view, const Pod &pod, Node variable, Environment &into) {
    Variable out{std::string(variable["name"].text()), std::nullopt, variable, nullptr, {}};
    const Node from = variable["valueFrom"];
    for (const auto &[ref, kind] : {std::pair("configMapKeyRef", "ConfigMap"), std::pair("secretKeyRef", "Secret")}) {
        const Object *map = from[ref] ? view.find(kind, from[ref]["name"].text(), pod.ns()) : nullptr;
        if (const auto there = map ? entry(*map, from[ref]["key"].text()) : std::nullopt) {
            out.value = there->value;
            out.holder = map;
            out.at = there->node;
        }
    }
    if (!from) {
        out.value = std::string(variable["value"].text());
        out.at = variable["value"] ? variable["value"] : variable;
    }
    into.variables.push_back(std::move(out));
}

void addAll(const View &view, const Pod &pod, Node all, Environment &into) {
    for (const auto &[ref, kind] : {std::pair("configMapRef", "ConfigMap"), std::pair("secretRef", "Secret")}) {
        if (!all[ref])
            continue;
        const Object *map = view.find(kind, all[ref]["name"].text(), pod.ns());
        into.complete = into.complete && map;
        for (Entry &there : map ? entries(*map) : std::vector<Entry>())
            into.variables.push_back({std::string(all["prefix"].text()) + std::string(there.key), std::move(there.value), all, map, there.node});
    }
}
} // namespace

std::vector<Reference> references(const View &view) {
    std::vector<Reference> out;
    for (const Pod &pod : view.pods()) {
        for (const Node container : containers(pod.spec))
            addContainer(out, *pod.owner, container);
        for (const Node volume : pod.spec["volumes"])
            addVolume(out, *pod.owner, volume);
        for (const Node pull : pod.spec["imagePullSecrets"])
            out.push_back({pod.owner, "Secret", pull["name"], {}, false, Use::PullSecret});
    }
    for (const Object *account : view.ofKind("ServiceAccount")) {
        for (const Node pull : account->root["imagePullSecrets"])
            out.push_back({account, "Secret", pull["name"], {}, false, Use::PullSecret});
    }
    for (const Object *ingress : view.ofKind("Ingress")) {
        for (const Node tls : ingress->root["spec"]["tls"]) {
            if (tls["secretName"])
                out.push_back({ingress, "Secret", tls["secretName"], {}, false, Use::Certificate});
        }
    }
    std::erase_if(out, [](const Reference &reference) { return reference.name.text().empty(); });
    return out;
}

std::vector<Entry> entries(const Object &map) {
    std::vector<Entry> out;
    const bool secret = map.kind == "Secret";
    for (const Node value : map.root["data"])
        out.push_back({value.key(), secret ? decoded(value.text()) : std::string(value.text()), value});
    for (const Node value : map.root["stringData"])
        out.push_back({value.key(), std::string(value.text()), value});
    for (const Node value : map.root["binaryData"])
        out.push_back({value.key(), decoded(value.text()), value});
    return out;
}

std::optional<Entry> entry(const Object &map, std::string_view key) {
    if (const Node value = map.root["stringData"][key])
        return Entry{value.key(), std::string(value.text()), value};
    if (const Node value = map.root["data"][key])
        return Entry{value.key(), map.kind == "Secret" ? decoded(value.text()) : std::string(value.text()), value};
    if (const Node value = map.root["binaryData"][key])
        return Entry{value.key(), decoded(value.text()), value};
    return std::nullopt;
}

const Variable *Environment::find(std::string_view name) const {
    const auto found = std::ranges::find(variables, name, &Variable::name);
    return found == variables.end() ? nullptr : &*found;
}

Environment environment(const View &view, const Pod &pod, Node container) {
    Environment out;
    for (const Node variable : container["env"])
        addValue(view, pod, variable, out);
    for (const Node all : container["envFrom"])
        addAll(view, pod, all, out);
    return out;
}

std::vector<Word> commandLine(Node container, const Environment &environment) {
    std::vector<Word> out;
    for (const std::string_view part : {"command", "args"}) {
        for (const Node node : container[part]) {
            std::string word(node.text());
            for (std::size_t at = word.find("$("); at != word.npos; at = word.find("$(", at + 1)) {
                const std::size_t end = word.find(')', at);
                const Variable *variable = end == word.npos ? nullptr : environment.find(std::string_view(word).substr(at + 2, end - at - 2));
                if (variable && variable->value)
                    word.replace(at, end - at + 1, *variable->value);
            }
            out.push_back({std::move(word), node});
        }
    }
    return out;
}

std::optional<Word> option(std::span<const Word> words, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i].text;
        for (const std::string_view name : names) {
            if (word.size() > name.size() && word.starts_with(name) && word[name.size()] == '=')
                return Word{std::string(word.substr(name.size() + 1)), words[i].node};
            if (word == name && i + 1 < words.size())
                return words[i + 1];
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> Mount::files() const {
    std::vector<std::string_view> out;
    for (const Node item : volume["items"])
        out.push_back(item["path"].text());
    if (volume["items"].size() == 0) {
        for (const std::string_view part : {"data", "binaryData", "stringData"}) {
            for (const Node value : map->root[part])
                out.push_back(value.key());
        }
    }
    return out;
}

std::vector<Mount> mounts(const View &view, const Pod &pod, Node container) {
    std::vector<Mount> out;
    for (const Node mount : container["volumeMounts"]) {
        const Node volume = volumeNamed(pod, mount["name"].text())["configMap"];
        const Object *map = volume ? view.find("ConfigMap", volume["name"].text(), pod.ns()) : nullptr;
        if (map)
            out.push_back({map, mount["mountPath"].text(), mount["subPath"].text(), mount, volume});
    }
    return out;
}

Node mountOver(Node container, std::string_view path) {
    Node best;
    for (const Node mount : container["volumeMounts"]) {
        std::string_view at = mount["mountPath"].text();
        while (at.size() > 1 && at.ends_with('/'))
            at.remove_suffix(1);
        const bool over = path.starts_with(at) && (path.size() == at.size() || path[at.size()] == '/' || at == "/");
        if (over && at.size() > best["mountPath"].text().size())
            best = mount;
    }
    return best;
}

Node volumeNamed(const Pod &pod, std::string_view name) {
    for (const Node volume : pod.spec["volumes"]) {
        if (volume["name"].text() == name)
            return volume;
    }
    return {};
}

std::string_view imageRepository(std::string_view image) {
    image = image.substr(0, image.find('@'));
    const std::size_t colon = image.rfind(':');
    return colon == image.npos || image.find('/', colon) != image.npos ? image : image.substr(0, colon);
}

std::string_view imageName(std::string_view image) {
    const std::string_view repository = imageRepository(image);
    return repository.substr(repository.rfind('/') + 1);
}

std::string_view imageTag(std::string_view image) {
    const std::string_view repository = imageRepository(image);
    return image.size() > repository.size() && image[repository.size()] == ':' ? image.substr(repository.size() + 1) : std::string_view();
}

} // namespace config::cross
