// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes' kinds: which there are, which are gone, and objects held against theirs.
#pragma once

#include "config/schema/judge.h"

#include <map>

namespace config::schema {

class Kubernetes {
public:
    explicit Kubernetes(Library &library) : m_library(library) {}

    void usePack(const Pack &pack) { m_pack = &pack; }
    /// Goes before what was known of the kind.
    void addKind(std::string apiVersion, std::string_view kind, std::string address);
    void addDefinition(Node customResourceDefinition);
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

    [[nodiscard]] const Schema *builtIn(std::string_view apiVersion, std::string_view kind) const;
    [[nodiscard]] std::optional<Removed> removed(std::string_view apiVersion, std::string_view kind) const;
    [[nodiscard]] bool isOwnGroup(std::string_view apiVersion) const;
    void validateObject(Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const;
    void validateUnknown(Node root, std::vector<SchemaProblem> &problems) const;
    void judge(const Schema &schema, Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const;

    Library &m_library;
    const Pack *m_pack = nullptr;
    std::map<std::string, std::string, std::less<>> m_added; // "apps/v1/Deployment" -> address
    int m_documents = 0;
};

} // namespace config::schema
