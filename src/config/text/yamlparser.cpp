// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Parts a file at its "---" lines, so that each YAML document is read by itself and a broken one spoils no other.
#include "config/text/readers.h"
#include "config/text/words.h"
#include "config/text/yamlbuilder.h"
#include "config/text/yamlwords.h"

#include <yaml-cpp/yaml.h>

#include <spanstream>

namespace config {

namespace {

bool isMarker(std::string_view line, std::string_view marker) {
    return line.starts_with(marker) && (line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t' || line[marker.size()] == '\r');
}

bool isContent(std::string_view line) {
    const auto ink = line.find_first_not_of(" \t\r");
    return ink != line.npos && line[ink] != '#' && line[0] != '%';
}

// "---" and "..." at a line's beginning end whatever stands before them: quoted text and blocks may not hold them.
std::vector<Range> documents(std::string_view text) {
    std::vector<Range> ranges;
    const std::uint32_t mark = markSize(text);
    std::uint32_t begin = mark;
    bool content = false;
    const auto cut = [&](std::size_t at) {
        if (content && at > begin)
            ranges.push_back({begin, static_cast<std::uint32_t>(at)});
        begin = static_cast<std::uint32_t>(at);
        content = false;
    };
    for (std::size_t at = mark; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        if (isMarker(line, "---")) {
            if (content)
                cut(at);
            content = true;
        } else if (isMarker(line, "...")) {
            cut(std::min(end + 1, text.size()));
        } else {
            content = content || isContent(line);
        }
        at = end + 1;
    }
    cut(text.size());
    return ranges;
}

void readDocument(Reading &reading, TreeBuilder &builder, YamlBuilder &events, Range range) {
    const std::string_view text = reading.tree.source;
    events.begin(range);
    const auto problem = [&](const YamlTrouble &trouble) { builder.stop("syntax", trouble.message, trouble.range); };
    try {
        std::ispanstream stream(std::span(text.data() + range.begin, range.size()));
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(events)) { }
    } catch (const YamlBuilder::Stopped &) {
        // the builder has said why
    } catch (const YAML::Exception &exception) {
        const std::uint32_t at = exception.mark.is_null() ? events.cursor() : range.begin + static_cast<std::uint32_t>(exception.mark.pos);
        problem(explained(text, range, at, exception.msg));
    } catch (const std::exception &exception) { // nested beyond what yaml-cpp follows
        problem(explained(text, range, events.cursor(), exception.what()));
    }
    events.end();
}

} // namespace

void readYaml(Reading &reading) {
    TreeBuilder builder(reading.tree, reading.problems, reading.limits, "yaml");
    YamlBuilder events(builder, reading.tree, reading.limits);
    for (const Range range : documents(reading.tree.source))
        if (!builder.exhausted())
            readDocument(reading, builder, events, range);
    reading.roots = std::move(builder.roots);
}

} // namespace config
