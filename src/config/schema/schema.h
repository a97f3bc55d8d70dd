// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What may stand in a file of a kind: Kubernetes' OpenAPI, the Compose schema, and schemas of ours for the other formats. Validates nodes,
// says what could be written at a place, and what stands there means.
#pragma once

#include "base/error.h"
#include "config/set/platform.h"
#include "config/text/document.h"

namespace config {

namespace schema {
struct Known;
}

struct SchemaProblem {
    std::string code;    // "schema-unknown-key", "schema-wrong-type", "schema-missing-key", "schema-value", "schema-format", "schema-unknown-kind" ...
    Node node;           // whose value or key is wrong; for a missing key, the map that lacks it
    bool atKey = false;
    QString message;     // "replcas is not a field of Deployment.spec; did you mean replicas?"
    std::string suggestion; // the key or value that was probably meant; empty where none is close
};

struct Completion {
    std::string label;   // key or value
    QString detail;      // type and constraints in a few words
    QString description;
    bool required = false;
    bool isKey = false;
    Kind kind = Kind::String; // of the key's value: a map or sequence wants a new line
};

struct Explanation {
    QString title;       // "Deployment.spec.replicas"
    QString type;        // "a whole number, at least 0"
    QString description;
    QString constraints; // values, pattern, default
};

/// Whole: every required key must be there. Partial: a patch, of which only what stands there is judged.
enum class Completeness : std::uint8_t { Whole, Partial };

/// The schemas of the program, of a connection, of a set of files. Immutable; threads may share it.
class Schemas {
public:
    /// Out of the program's resources.
    [[nodiscard]] static base::Result<std::unique_ptr<Schemas>> builtin();
    /// These, and before them the kinds of a server's own OpenAPI documents: of /openapi/v2, or of groups and versions below /openapi/v3. Shares
    /// what is loaded.
    [[nodiscard]] base::Result<std::unique_ptr<Schemas>> withOpenApi(std::span<const QByteArray> documents) const;
    /// These, and before them the kinds of CustomResourceDefinitions, from files or a cluster; versions that are not served are none. Keeps
    /// nothing of the nodes, shares what is loaded.
    [[nodiscard]] std::unique_ptr<Schemas> withDefinitions(std::span<const Node> customResourceDefinitions) const;
    ~Schemas();

    /// Whether anything is known of this root's kind (for Kubernetes: its apiVersion and kind).
    [[nodiscard]] bool knows(FileKind kind, Node root) const;
    [[nodiscard]] std::vector<SchemaProblem> validate(FileKind kind, Node root, Completeness completeness = Completeness::Whole) const;
    /// At an offset of the text, also where the document is broken there; best first.
    [[nodiscard]] std::vector<Completion> complete(FileKind kind, const Document &document, std::uint32_t offset) const;
    [[nodiscard]] std::optional<Explanation> explain(FileKind kind, Node root, Node node) const;

private:
    explicit Schemas(std::shared_ptr<const schema::Known> known);
    std::shared_ptr<const schema::Known> d; // shared with those that were made of it
};

} // namespace config
