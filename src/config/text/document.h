// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A configuration file: its text, byte for byte, what stands in it and where, and what of it could not be read.
#pragma once

#include "config/text/node.h"

#include <QString>

#include <memory>
#include <span>

namespace config {

enum class Format : std::uint8_t { Yaml, Json, Toml, Dotenv, Procfile, Dockerfile, Shell, Plain };

/// From the file's name alone ("compose.yaml", ".env.production", "Procfile", "Dockerfile.celery", "setup.sh").
[[nodiscard]] Format formatOf(const QString &path);

/// From 1; columns count characters, not bytes.
struct Position {
    int line = 1;
    int column = 1;
    bool operator==(const Position &) const = default;
};

/// What keeps a hostile file harmless. Beyond a limit the document has one problem, at the place, and no or fewer roots.
struct Limits {
    std::size_t bytes = 8 * 1024 * 1024;
    int depth = 100;
    std::size_t nodes = 1'000'000;
    std::size_t expanded = 1'000'000; // nodes after every alias is looked through
};

/// Something that the format's grammar forbids. `code` is stable: "yaml-syntax", "yaml-duplicate-key", "text-not-utf8", "text-too-large", ...
struct Problem {
    std::string code;
    QString message;
    Range range;
    bool operator==(const Problem &) const = default;
};

class Document {
public:
    /// Never fails: what cannot be read is a problem, and what stands before and after it is still read where the format allows it
    /// (YAML: up to the broken line, and every later document). `path` is for messages.
    [[nodiscard]] static std::unique_ptr<Document> parse(QString path, std::string text, Format format, const Limits &limits = {});
    /// Reads the file; a missing or unreadable one, or one beyond the limit, is a document with one problem. Reads no more than the limit.
    [[nodiscard]] static std::unique_ptr<Document> read(const QString &path, const Limits &limits = {});
    ~Document();
    Document(const Document &) = delete;
    Document &operator=(const Document &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Format format() const { return m_format; }
    [[nodiscard]] std::string_view text() const { return m_text; }
    /// One of each YAML document that is not empty; one at most for other formats. Dotenv and Procfile: a map. Dockerfile: a sequence of maps
    /// {instruction, value, stage (from 0)}, instructions in upper case, values with their lines joined; `arguments` too where the value is
    /// a JSON list. Shell and Plain: none. TOML's tables come in the order of the text; a table spans all that belongs to it.
    [[nodiscard]] std::span<const Node> roots() const { return m_roots; }
    [[nodiscard]] std::span<const Problem> problems() const { return m_problems; }

    [[nodiscard]] Position position(std::uint32_t offset) const;
    [[nodiscard]] std::uint32_t offset(Position position) const; // clamped to the line and the text
    [[nodiscard]] std::string_view text(Range range) const { return std::string_view(m_text).substr(range.begin, range.size()); }
    /// The whole line of an offset, without its line break.
    [[nodiscard]] std::string_view line(std::uint32_t offset) const;
    /// The deepest node at an offset, in whichever root; absent between them.
    [[nodiscard]] Node at(std::uint32_t offset) const;

private:
    Document(QString path, std::string text, Format format);

    QString m_path;
    std::string m_text;
    Format m_format;
    std::unique_ptr<Tree> m_tree;
    std::vector<Node> m_roots;
    std::vector<Problem> m_problems;
    std::vector<std::uint32_t> m_lines; // offsets of their beginnings
};

} // namespace config
