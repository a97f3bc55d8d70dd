// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that people and pipelines are told to run: scripts, the run steps of workflows, code blocks of guides; and which of the files that
// they name are there.
#pragma once

#include "config/cross/words.h"
#include "config/rules/rule.h"
#include "config/rules/subjects.h"

#include <set>

namespace config::cross {

struct Argument {
    std::string text;    // without quotes
    Range range;         // in the document's text
    bool literal = true; // no variable, pattern or placeholder in it
    bool written = false; // behind ">": made, not read
};

struct Command {
    const File *file = nullptr;
    std::vector<Argument> words; // from the program's name on
    [[nodiscard]] bool is(std::string_view program) const { return words.front().text == program; }
    /// Whether the word stands among those behind the program's name.
    [[nodiscard]] bool has(std::string_view word) const;
    /// Values of "--name value", "--name=value"; their ranges without the name.
    [[nodiscard]] std::vector<Argument> options(std::initializer_list<std::string_view> names) const;
};

[[nodiscard]] std::vector<Command> commandsOf(const Set &set);
/// The commands of a part of a file's text.
void addCommands(const File &file, Range range, std::vector<Command> &out);

/// Which files and folders there are: those of the set, and on disk those that it did not read.
struct Paths {
    std::set<QString> files;
    std::set<QString> folders;
    [[nodiscard]] bool has(const QString &path) const;
    /// Whether a path in a file certainly leads nowhere: it begins in a folder that is there, seen from the file or a folder above it, and
    /// nothing is at its end. `from`: folders that are entered before.
    [[nodiscard]] bool isMissing(const Document &document, std::string_view path, const std::set<QString> &from = {}) const;
};
[[nodiscard]] Paths pathsOf(const Set &set);

/// In which order "kubectl apply -f FOLDER" meets the objects of its files.
[[nodiscard]] std::span<const RuleEntry> orderRules();

} // namespace config::cross
