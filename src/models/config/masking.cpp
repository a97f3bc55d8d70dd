// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/masking.h"

#include "models/config/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

void collect(config::Node node, std::vector<config::Node> &nodes) {
    if (node.isMap() || node.isSequence()) {
        for (const config::Node child : node)
            collect(child, nodes);
    } else if (node && node.range().size() > 0) {
        nodes.push_back(node);
    }
}

std::vector<config::Node> secretNodes(const config::Document &document, config::FileKind kind) {
    std::vector<config::Node> nodes;
    for (const config::Node root : document.roots()) {
        if (kind.role == config::Role::DotenvFile || kind.role == config::Role::StreamlitSecrets) {
            collect(root, nodes);
        } else if (root["kind"].text() == "Secret") {
            for (const char *part : {"data", "stringData"})
                collect(root[part], nodes);
        }
    }
    std::ranges::sort(nodes, {}, [](config::Node node) { return node.range().begin; });
    return nodes;
}

/// The same value of another version: by its place in the root that stands at the same place.
config::Node counterpart(const config::Document &document, const config::Document &other, config::Node node) {
    for (std::size_t i = 0; i < document.roots().size() && i < other.roots().size(); ++i) {
        if (document.roots()[i].range().begin <= node.range().begin && node.range().end <= document.roots()[i].range().end)
            return other.roots()[i].find(node.path());
    }
    return {};
}

} // namespace

QString maskText() { return QString(8, QChar(0x2022)); }

std::vector<config::Range> secretRanges(const config::Document &document, config::FileKind kind) {
    std::vector<config::Range> ranges;
    for (const config::Node node : secretNodes(document, kind))
        ranges.push_back(node.range());
    return ranges;
}

QString maskedText(const config::Document &document, config::FileKind kind, const config::Document *other) {
    std::string text;
    std::uint32_t at = 0;
    for (const config::Node node : secretNodes(document, kind)) {
        const config::Range range = node.range();
        if (range.begin < at)
            continue; // an alias of one before
        text += document.text({at, range.begin});
        text += maskText().toStdString();
        if (other) {
            const config::Node there = counterpart(document, *other, node);
            if (there && there.text() != node.text())
                text += ' ' + configTr("(differs)").toStdString();
        }
        at = range.end;
    }
    text += document.text({at, static_cast<std::uint32_t>(document.text().size())});
    return QString::fromStdString(text);
}

} // namespace models
