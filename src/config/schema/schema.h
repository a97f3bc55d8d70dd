// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What may stand in a file of a kind: Kubernetes' OpenAPI, the Compose schema, and schemas of ours for the other formats. Validates nodes.
#pragma once

#include "base/error.h"
#include "config/set/platform.h"
#include "config/text/document.h"

namespace config {

struct SchemaProblem {
    std::string code;    // "schema-unknown-key", "schema-wrong-type", "schema-missing-key", "schema-value", "schema-format", "schema-unknown-kind" ...
    Node node;           // whose value or key is wrong; for a missing key, the map that lacks it
    bool atKey = false;
    QString message;     // "replcas is not a field of Deployment.spec; did you mean replicas?"
    std::string suggestion; // the key or value that was probably meant; empty where none is close
};

/// Whole: every required key must be there. Partial: a patch, of which only what stands there is judged.
enum class Completeness : std::uint8_t { Whole, Partial };

/// The schemas of one program or one connection. Immutable once loaded; threads may share it.
class Schemas {
public:
    /// Out of the program's resources.
    [[nodiscard]] static base::Result<std::unique_ptr<Schemas>> builtin();
    /// A server's own OpenAPI v3 document of one group and version, which then goes before the built-in one.
    [[nodiscard]] base::Status addOpenApi(const QByteArray &document);
    /// The schemas of a CustomResourceDefinition, from a file or a cluster.
    void addDefinition(Node customResourceDefinition);
    ~Schemas();

    /// Whether anything is known of this root's kind (for Kubernetes: its apiVersion and kind).
    [[nodiscard]] bool knows(FileKind kind, Node root) const;
    [[nodiscard]] std::vector<SchemaProblem> validate(FileKind kind, Node root, Completeness completeness = Completeness::Whole) const;
private:
    Schemas();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace config
