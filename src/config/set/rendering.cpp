// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rendering.h"

#include "words.h"

#include <QDir>

#include <optional>

namespace config {

namespace {

constexpr std::string_view originKey = "    config.kubernetes.io/origin:";
constexpr std::string_view annotations = "  annotations:";

std::size_t indentOf(std::string_view line) {
    const std::size_t at = line.find_first_not_of(' ');
    return at == std::string_view::npos ? line.size() : at;
}

/// kustomize writes canonical YAML: two spaces a level, maps in blocks, an origin always as a literal text. So lines are enough.
class ChunkReader {
public:
    explicit ChunkReader(const QString &folder) : m_folder(folder) {}

    void take(std::string_view line) {
        if (m_inOrigin && indentOf(line) > 4) {
            readOrigin(line);
            return;
        }
        m_inOrigin = false;
        if (indentOf(line) == 0)
            m_inMetadata = line == "metadata:";
        if (m_inMetadata && line.starts_with(originKey)) {
            m_inOrigin = true;
            return;
        }
        if (m_heldBack && indentOf(line) > 2)
            put(annotations); // another annotation follows: the map stays
        m_heldBack = m_inMetadata && line == annotations;
        if (!m_heldBack)
            put(line);
    }
    [[nodiscard]] Chunk finish() {
        Chunk done = std::move(m_chunk);
        m_chunk = {};
        m_inOrigin = m_inMetadata = m_heldBack = false;
        return done;
    }

private:
    void put(std::string_view line) {
        m_chunk.text.append(line).push_back('\n');
    }
    void readOrigin(std::string_view line) {
        for (const std::string_view key : {std::string_view("      path: "), std::string_view("      configuredIn: ")}) {
            if (!line.starts_with(key))
                continue;
            m_chunk.source = QDir::cleanPath(m_folder + u'/' + shown(line.substr(key.size())));
            m_chunk.generated = key.find("configuredIn") != std::string_view::npos;
        }
    }

    QString m_folder;
    Chunk m_chunk;
    bool m_inOrigin = false;
    bool m_inMetadata = false;
    bool m_heldBack = false; // the line "annotations:", which goes if nothing but the origin stands below it
};

} // namespace

Rendering renderingOf(std::string_view output, const QString &folder) {
    Rendering made;
    ChunkReader reader(folder);
    const auto finish = [&] {
        if (Chunk chunk = reader.finish(); !chunk.text.empty())
            made.chunks.push_back(std::move(chunk));
    };
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        const std::string_view line = output.substr(0, end);
        output.remove_prefix(std::min(end + 1, output.size()));
        if (line == "---")
            finish();
        else
            reader.take(line);
    }
    finish();
    return made;
}

std::string textOf(const Object &object) {
    const Range range = object.root.range();
    const std::string_view whole = object.document->text(range);
    const auto column = std::size_t(object.document->position(range.begin).column - 1);
    std::string text;
    text.reserve(whole.size() + 1);
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', at), whole.size());
        std::string_view line = whole.substr(at, end - at);
        if (at > 0) // the item of a list: to the left by its indentation
            line.remove_prefix(std::min(indentOf(line), column));
        text.append(line).push_back('\n');
        at = end + 1;
    }
    return text;
}

} // namespace config
