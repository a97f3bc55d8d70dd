// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Single mistakes that could be made in a set of files: every place of every class, each as one edit. None is applied here.
#pragma once

#include "config/set/set.h"
#include "config/text/edit.h"

#include <random>
#include <set>

namespace proof {

struct Mistake {
    std::string kind; // class: "typo in a key"
    QString file;
    config::Edit edit;
    QString what;                   // "replicas becomes replcas"
    std::vector<std::string> names; // a finding elsewhere is about this if it says one of them
    bool harmful = true;            // a cluster or a running system would suffer
};

/// One member or item of a file, with where it stands.
struct Site {
    const config::File *file = nullptr;
    config::Node node;
    std::string path;      // without indices: "spec.template.spec.containers[].image"
    std::string_view kind; // of the Kubernetes object around it, empty elsewhere
    std::string_view name; // of that object

    [[nodiscard]] bool ends(std::string_view tail) const;
    [[nodiscard]] bool has(std::string_view part) const { return path.find(part) != std::string::npos; }
    [[nodiscard]] std::string_view text() const { return node.text(); }
    [[nodiscard]] config::Role role() const { return file->kind.role; }
    [[nodiscard]] bool isObject() const { return role() == config::Role::Objects || role() == config::Role::Patch; }
    /// Keys of the map around it are names that people give, not words of a schema.
    [[nodiscard]] bool namedFreely() const;
};

class Planter {
public:
    Planter(std::vector<Mistake> &mistakes, std::mt19937 &random) : m_mistakes(mistakes), m_random(random) {}

    /// In place of the value's text, quotes and all. `names` besides the old and the new one.
    Mistake &replace(const char *kind, const Site &site, const std::string &by);
    /// Of a part of the value's text, as it stands in the file; nothing where it does not stand there.
    Mistake *replaceIn(const char *kind, const Site &site, std::string_view part, const std::string &by);
    void rename(const char *kind, const Site &site, const std::string &key);
    /// The member or item with all of its lines; nothing where something else stands on them.
    Mistake *remove(const char *kind, const Site &site);
    /// At the beginning of the line of an offset.
    Mistake &insertLine(const char *kind, const Site &site, std::uint32_t offset, const std::string &text, const QString &what);

    /// As fingers slip: letters swapped, left out, doubled. Another text than the one given.
    [[nodiscard]] std::string typo(std::string_view text);
    [[nodiscard]] std::size_t below(std::size_t count) { return count ? m_random() % count : 0; }

private:
    Mistake &add(const char *kind, const Site &site, config::Edit edit, QString what);

    std::vector<Mistake> &m_mistakes;
    std::mt19937 &m_random;
};

// Each adds what its classes could do at one place.
void plantInStructure(const Site &site, Planter &planter);
void plantInNames(const Site &site, Planter &planter);
void plantInValues(const Site &site, Planter &planter);
void plantInOtherFiles(const Site &site, Planter &planter);

/// In the order of the files and their texts. `wanted`: which files of the set are planted in.
[[nodiscard]] std::vector<Mistake> mistakesIn(const config::Set &set, const std::function<bool(const config::File &)> &wanted, std::mt19937 &random);

/// Of a chain of names: whether any of them is the text.
[[nodiscard]] bool oneOf(std::string_view text, std::initializer_list<std::string_view> these);

} // namespace proof
