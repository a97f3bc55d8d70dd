// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A document that holds schemas, compiled part by part as they are asked for; and all such documents, which refer to one another.
#pragma once

#include "config/schema/model.h"
#include "config/schema/pack.h"
#include "config/text/document.h"

#include <deque>
#include <map>
#include <mutex>

namespace config::schema {

/// GoYaml and GoJson: as draft 7, of files that a program in Go reads, to which nothing behind a key is the same as no key; its JSON takes
/// keys in any case, its YAML does not.
enum class Dialect : std::uint8_t { Draft4, Draft6, Draft7, Draft2019, Kubernetes, GoYaml, GoJson };
[[nodiscard]] constexpr bool isNullAbsent(Dialect dialect) { return dialect >= Dialect::Kubernetes; }

class Library;

struct Source {
    const Library *library = nullptr;
    std::string base; // absolute address, without a fragment
    QString resource; // to be read when first asked for; empty once it is
    Dialect dialect = Dialect::Draft7;
    std::vector<std::unique_ptr<Document>> documents;
    const Pack *pack = nullptr; // Kubernetes' definitions; then `documents` are of those that were asked for
    mutable std::deque<Schema> schemas;
    mutable std::deque<std::string> strings;
    mutable std::map<std::string, const Schema *, std::less<>> compiled; // by address
    mutable std::map<std::string, Node, std::less<>> identified;         // nodes that have an address of their own

    [[nodiscard]] Node root() const { return documents.empty() || documents[0]->roots().empty() ? Node() : documents[0]->roots()[0]; }
};

/// Threads may share it once every document is added.
class Library {
public:
    /// What is not found here is looked for in `before`, which must live as long.
    explicit Library(const Library *before = nullptr) : m_before(before) {}
    Library(const Library &) = delete;
    Library &operator=(const Library &) = delete;

    /// `base`: an address that no other document has ("aqi:compose"). Null where the text is no JSON.
    const Source *add(std::string base, std::string json, Dialect dialect);
    const Source *add(std::string base, const Pack *pack);
    /// A resource of the program, read when its address is first asked for. Its own $id counts from then on.
    void addLater(std::string base, QString resource, Dialect dialect);
    /// By its address, with or without a fragment; null where nothing is there.
    [[nodiscard]] const Schema *find(std::string_view address) const;
    /// What a schema's reference says; where it leads nowhere, a schema that allows anything.
    [[nodiscard]] const Schema *target(const Schema &schema) const;

private:
    [[nodiscard]] const Schema *findLocked(std::string_view address) const;
    static void read(Source &source, std::string json);
    [[nodiscard]] const Schema *fromPack(Source &source, std::string_view address, std::string_view fragment) const;

    const Library *m_before;
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Source>> m_sources;
};

} // namespace config::schema
