// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes' kinds: which there are, which are gone, and objects held against theirs.
#pragma once

#include "config/schema/judge.h"

#include <map>
#include <set>

namespace config::schema {

class Kubernetes {
public:
    /// `before`: whose kinds are known too, unless they are added here. Must live as long, as must what `library` was made of.
    explicit Kubernetes(Library &library, const Kubernetes *before = nullptr)
        : m_library(library), m_before(before), m_pack(before ? before->m_pack : nullptr), m_documents(before ? before->m_documents : 0) {}

    void usePack(const Pack &pack) { m_pack = &pack; }
    /// Goes before what was known of the kind.
    void addKind(std::string apiVersion, std::string_view kind, std::string address);
    void addDefinition(Node customResourceDefinition);
    /// v2, or v3 of a group and version.
    [[nodiscard]] base::Status addOpenApi(const QByteArray &document);

    [[nodiscard]] const Schema *schemaOf(Node object) const; // null where nothing is known
    void validate(Node root, Completeness completeness, std::vector<SchemaProblem> &problems) const;
    /// "apps/v1/Deployment" of every kind that is known.
    void eachKind(const std::function<void(std::string_view apiVersion, std::string_view kind)> &visit) const;

private:
    struct Removed {
        int minor = 0;
        std::string apiVersion, kind; // of what replaces it; empty where nothing does
    };

    /// What is known that resembles an object whose kind is not.
    struct Similar {
        std::string elsewhere; // the apiVersion that has the kind
        std::vector<std::string_view> kinds; // of the same apiVersion
        std::vector<std::string_view> versions;
    };

    [[nodiscard]] const std::string *addedAddress(std::string_view key) const; // null where the kind was not added
    [[nodiscard]] bool isWhole(std::string_view group, std::string_view kind) const;
    [[nodiscard]] const Schema *builtIn(std::string_view apiVersion, std::string_view kind) const;
    [[nodiscard]] std::optional<Removed> removed(std::string_view apiVersion, std::string_view kind) const;
    [[nodiscard]] bool isOwnGroup(std::string_view apiVersion) const;
    void validateObject(Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const;
    void validateUnknown(Node root, std::vector<SchemaProblem> &problems) const;
    [[nodiscard]] Similar similarTo(std::string_view apiVersion, std::string_view kind) const;
    [[nodiscard]] std::optional<SchemaProblem> misnamed(Node version, Node kind) const;
    void judge(const Schema &schema, Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const;

    Library &m_library;
    const Kubernetes *m_before;
    const Pack *m_pack;
    std::map<std::string, std::string, std::less<>> m_added; // "apps/v1/Deployment" -> address
    std::set<std::string, std::less<>> m_whole;              // "apps/Deployment": no version of it is unknown
    int m_documents; // that were added, here and before: their addresses
};

} // namespace config::schema
