// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Variables that Compose puts into a file, against the environment files of the folder; classes and ways of access of claims against the others.
#include "config/cross/given.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <map>

namespace config::cross {

namespace {

/// A variable in a value: "${NAME:?why}", "${NAME:-default}", "$NAME".
struct Use {
    std::string_view name;
    bool required = false; // Compose stops without it
    const File *file = nullptr;
    Node node;
};

std::string_view nameAt(std::string_view text) {
    const auto isName = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return text.substr(0, std::size_t(std::ranges::find_if_not(text, isName) - text.begin()));
}

void usesIn(const File &file, Node node, std::vector<Use> &uses) {
    for (const Node child : node)
        usesIn(file, child, uses);
    const std::string_view text = node.isString() ? node.text() : std::string_view();
    for (std::size_t at = text.find('$'); at < text.size(); at = text.find('$', at + 1)) {
        if (text.substr(at, 2) == "$$") {
            ++at; // a "$" for the container
            continue;
        }
        const bool braces = text.substr(at, 2) == "${";
        const std::string_view rest = text.substr(at + (braces ? 2 : 1)), name = nameAt(rest);
        const std::string_view then = braces ? rest.substr(name.size()) : std::string_view();
        if (!name.empty() && !(name.front() >= '0' && name.front() <= '9'))
            uses.push_back({name, then.starts_with(":?") || then.starts_with("?"), &file, node});
    }
}

QString folderOf(const File &file) {
    return file.document->path().section(u'/', 0, -2);
}

/// What the environment files of a folder set, by how many of them.
std::map<QString, std::map<std::string_view, int>> settings(const Set &set) {
    std::map<QString, std::map<std::string_view, int>> out;
    for (const File &file : set.files())
        for (const Node root : file.kind.role == Role::DotenvFile ? file.document->roots() : std::span<const Node>())
            for (const Node variable : root)
                ++out[folderOf(file)][variable.key()];
    return out;
}

/// What is required is asked of each environment file by another rule.
void variableMisspelt(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    const auto given = settings(set);
    for (const File &file : set.files()) {
        const auto known = given.find(folderOf(file));
        if (file.kind.role != Role::ComposeFile || known == given.end())
            continue;
        std::vector<Use> uses;
        for (const Node root : file.document->roots())
            usesIn(file, root, uses);
        // Environment files that set nothing of what is used are for something else.
        if (std::ranges::none_of(uses, [&](const Use &use) { return known->second.contains(use.name); }))
            continue;
        std::vector<std::string_view> names;
        for (const auto &[name, files] : known->second)
            names.push_back(name);
        for (const Use &use : uses)
            if (const auto close = use.required || known->second.contains(use.name) ? std::nullopt : near(use.name, names); close)
                report.add(*file.document, use.node, tr("No environment file of this folder sets %1; did you mean %2?").arg(text(use.name), text(*close)));
    }
}

/// "standard-rwo" and "standard-rwx": names that differ in one short part on purpose.
bool isFamily(std::string_view a, std::string_view b) {
    const auto left = split(a, "-."), right = split(b, "-.");
    for (std::size_t i = 0; left.size() == right.size() && i < left.size(); ++i)
        if (left[i] != right[i] && std::min(left[i].size(), right[i].size()) <= 3)
            return true;
    return false;
}

/// Names that one claim has, and that hardly differ from what the others have.
void classMisspelt(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        std::map<std::string_view, std::vector<std::pair<const Object *, Node>>> uses;
        const auto use = [&](const Object &object, Node spec) {
            if (!spec["storageClassName"].text().empty())
                uses[spec["storageClassName"].text()].emplace_back(&object, spec["storageClassName"]);
        };
        for (const Object *claim : view.ofKind("PersistentVolumeClaim"))
            use(*claim, claim->root["spec"]);
        for (const Object *owner : view.ofKind("StatefulSet"))
            for (const Node claim : owner->root["spec"]["volumeClaimTemplates"])
                use(*owner, claim["spec"]);
        std::vector<std::string_view> names;
        for (const auto &[name, places] : uses)
            names.push_back(name);
        for (const auto &[name, places] : uses) {
            const auto close = near(name, names);
            if (close && places.size() == 1 && uses[*close].size() > 1 && !isFamily(name, *close) && !view.find("StorageClass", name, {}))
                report.add(view.scope, *places.front().first, places.front().second,
                    tr("%1 wants the storage class %2, all the others %3. A class that does not exist leaves the claim pending.")
                        .arg(places.front().first->text(), text(name), text(*close)));
        }
    });
}

/// A new volume that can only be read holds nothing.
void claimReadOnly(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *claim : view.ofKind("PersistentVolumeClaim")) {
            const Node spec = claim->root["spec"], modes = spec["accessModes"];
            const bool reads = modes.size() > 0 && std::ranges::all_of(modes, [](Node mode) { return mode.text() == "ReadOnlyMany"; });
            if (reads && !spec["volumeName"] && !spec["dataSource"] && !spec["dataSourceRef"] && !spec["selector"])
                report.add(view.scope, *claim, modes[std::size_t(0)],
                    tr("%1 may only be read, and names no volume or snapshot that holds something: pods find it empty and cannot write.").arg(claim->text()));
        }
    });
}

} // namespace

std::span<const RuleEntry> variableRules() {
    static constexpr RuleEntry table[] = {
        {"compose-variable-misspelt", variableMisspelt},
        {"storage-class-misspelt", classMisspelt},
        {"claim-read-only", claimReadOnly},
    };
    return table;
}

} // namespace config::cross
