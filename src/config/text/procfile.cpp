// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Procfiles: a process type, a colon, its command to the line's end.
#include "config/text/lines.h"
#include "config/text/readers.h"
#include "config/text/treebuilder.h"
#include "config/text/words.h"

#include <algorithm>

namespace config {

namespace {

bool isTypeCharacter(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
}

} // namespace

void readProcfile(Reading &reading) {
    const std::string_view text = reading.tree.source;
    TreeBuilder builder(reading.tree, reading.problems, reading.limits, "procfile");
    std::uint32_t end = 0;
    for (std::uint32_t at = markSize(text); at < text.size() && !builder.stopped();) {
        const TextLine line = lineFrom(text, at);
        at = line.next;
        const Range whole = trimmed(text, {line.begin, line.end});
        if (whole.size() == 0 || text[whole.begin] == '#')
            continue;
        const auto colon = static_cast<std::uint32_t>(std::min<std::size_t>(text.find(':', whole.begin), whole.end));
        const Range key = trimmed(text, {whole.begin, colon});
        if (colon == whole.end || key.size() == 0 || !std::ranges::all_of(text.substr(key.begin, key.size()), isTypeCharacter)) {
            builder.problem("syntax", tr("%1 is no process. A line has the form \"web: command\".").arg(quoted(text.substr(whole.begin, whole.size()))), whole);
            continue;
        }
        if (builder.depth() == 0)
            builder.open(Kind::Map, Style::Block, key.begin);
        builder.key(text.substr(key.begin, key.size()), key);
        Range value = trimmed(text, {colon + 1, line.end});
        if (value.size() == 0) {
            value = {colon + 1, colon + 1};
            builder.problem("no-command", tr("A command is missing behind this colon."), {colon, colon + 1});
        }
        builder.scalar(Kind::String, Style::Plain, value, text.substr(value.begin, value.size()));
        end = value.end;
    }
    builder.finish(end);
    reading.roots = std::move(builder.roots);
}

} // namespace config
