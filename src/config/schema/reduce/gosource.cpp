// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gosource.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <regex>
#include <stdexcept>

namespace reduce {

namespace {

std::vector<std::string> linesOf(const std::filesystem::path &path) {
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

/// "k8s.io/api/core/v1" -> "io.k8s.api.core.v1."
std::string definitionPrefix(std::string path) {
    if (!path.starts_with("k8s.io/"))
        return {};
    path.replace(0, 7, "io.k8s.");
    std::ranges::replace(path, '/', '.');
    return path + '.';
}

class TypesReader {
public:
    explicit TypesReader(GoPackage &package) : m_package(package) {}
    void read(const std::string &line) {
        if (readMarker(line))
            return;
        if (m_struct.empty())
            readOutside(line);
        else
            readField(line);
        if (!line.empty())
            m_markers.clear();
    }
    void finish() {
        for (auto &[type, values] : m_allValues)
            if (m_enums.contains(type))
                m_package.values[type] = values;
    }

private:
    bool readMarker(const std::string &line) {
        static const std::regex marker(R"(^\s*//\s*\+([\w:]+)(?:=(.*?))?\s*$)");
        std::smatch match;
        if (std::regex_match(line, match, marker)) {
            m_markers[match[1]].push_back(match[2]);
            return true;
        }
        return line.find_first_not_of(" \t") != std::string::npos && line.substr(line.find_first_not_of(" \t")).starts_with("//");
    }
    void readOutside(const std::string &line) {
        static const std::regex import(R"re(^\s*(?:(\w+)\s+)?"([\w./-]+)"\s*$)re");
        static const std::regex structure(R"(^type\s+(\w+)\s+struct\s*\{\s*$)");
        static const std::regex named(R"(^type\s+(\w+)\s+=?\s*([\w.\[\]*]+)\s*(?://.*)?$)");
        static const std::regex value(R"re(^(?:const)?\s*\w+\s+(\w+)\s*=\s*"([^"]*)".*$)re");
        std::smatch match;
        if (std::regex_match(line, match, structure)) {
            m_struct = match[1];
            m_package.structs[m_struct];
        } else if (std::regex_match(line, match, named)) {
            m_package.named[match[1]] = match[2];
            if (m_markers.contains("enum"))
                m_enums.insert(match[1]);
        } else if (std::regex_match(line, match, value)) {
            m_allValues[match[1]].push_back(match[2]);
        } else if (std::regex_match(line, match, import)) {
            const std::string path = match[2];
            const std::string alias = match[1].matched ? match[1].str() : path.substr(path.rfind('/') + 1);
            m_package.imports[alias] = definitionPrefix(path);
        }
    }
    void readField(const std::string &line) {
        if (line.starts_with("}")) {
            m_struct.clear();
            return;
        }
        static const std::regex field(R"re(^\s+(?:(\w+)\s+)?(\S+)\s+`.*json:"([^",]*)([^"]*)".*$)re");
        std::smatch match;
        if (!std::regex_match(line, match, field) || match[3] == "-")
            return;
        const std::string options = match[4];
        GoField result{match[3], match[2], false, m_markers};
        result.optional = options.contains("omitempty") || m_markers.contains("optional");
        if (result.name.empty() && !options.contains("inline"))
            return;
        m_package.structs[m_struct].push_back(std::move(result));
    }

    GoPackage &m_package;
    std::string m_struct;
    std::map<std::string, std::vector<std::string>> m_markers;
    std::set<std::string> m_enums;
    std::map<std::string, std::vector<std::string>> m_allValues;
};

std::string unescaped(const std::string &text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const char next = text[++i];
        result += next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
    return result;
}

/// \t"name": "text", by hand: std::regex recurses by letter, and the texts are long.
std::optional<std::pair<std::string, std::string>> entryOf(const std::string &line) {
    const auto name = line.find('"');
    const auto colon = line.find("\":", name + 1);
    const auto text = line.find('"', colon + 2);
    const auto end = line.rfind("\",");
    if (!line.starts_with('\t') || name == std::string::npos || colon == std::string::npos || text == std::string::npos || end <= text)
        return {};
    return std::pair{line.substr(name + 1, colon - name - 1), line.substr(text + 1, end - text - 1)};
}

void readDescriptions(const std::filesystem::path &path, GoPackage &package) {
    static const std::regex opening(R"(^var map_(\w+) = map\[string\]string\{\s*$)");
    std::string current;
    std::smatch match;
    for (const std::string &line : linesOf(path)) {
        if (std::regex_match(line, match, opening))
            current = match[1];
        else if (const auto entry = current.empty() ? std::nullopt : entryOf(line))
            package.descriptions[current][entry->first] = unescaped(entry->second);
    }
}

void readLifecycles(const std::filesystem::path &path, GoPackage &package) {
    static const std::regex opening(R"(^func \(in \*(\w+)\) APILifecycle(\w+)\(\).*$)");
    static const std::regex release(R"(^\s+return 1, (\d+)\s*$)");
    static const std::regex replacement(R"re(^.*Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)".*$)re");
    std::string kind;
    std::string what;
    std::smatch match;
    for (const std::string &line : linesOf(path)) {
        if (std::regex_match(line, match, opening)) {
            kind = match[1];
            what = match[2];
        } else if (what == "Removed" && std::regex_match(line, match, release)) {
            package.lifecycles[kind].removedMinor = std::stoi(match[1]);
        } else if (what == "Replacement" && std::regex_match(line, match, replacement)) {
            auto &lifecycle = package.lifecycles[kind];
            lifecycle.group = match[1];
            lifecycle.version = match[2];
            lifecycle.kind = match[3];
        }
    }
}

void readGroup(const std::filesystem::path &path, GoPackage &package) {
    static const std::regex name(R"re(^const GroupName = "([^"]*)"\s*$)re");
    std::smatch match;
    for (const std::string &line : linesOf(path))
        if (std::regex_match(line, match, name))
            package.group = match[1];
}

} // namespace

GoPackage readGoPackage(const std::filesystem::path &folder, const std::string &prefix) {
    GoPackage package;
    package.prefix = prefix;
    package.version = folder.filename();
    const auto lines = linesOf(folder / "types.go");
    if (lines.empty())
        throw std::runtime_error("no types.go in " + folder.string());
    TypesReader reader(package);
    for (const std::string &line : lines)
        reader.read(line);
    reader.finish();
    readGroup(folder / "register.go", package);
    readDescriptions(folder / "types_swagger_doc_generated.go", package);
    readLifecycles(folder / "zz_generated.prerelease-lifecycle.go", package);
    return package;
}

} // namespace reduce
