// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One reader of each format: text into a tree, what the grammar forbids into problems. None fails, none throws.
#pragma once

#include "config/text/document.h"
#include "config/text/tree.h"

namespace config {

/// `roots` are indices into the tree.
struct Reading {
    Tree &tree; // its source is the text
    std::vector<std::uint32_t> &roots;
    std::vector<Problem> &problems;
    const Limits &limits;
};

void readYaml(Reading &reading);
void readJson(Reading &reading);
void readToml(Reading &reading);
void readDotenv(Reading &reading);
void readProcfile(Reading &reading);
void readDockerfile(Reading &reading);

/// Bytes of a byte order mark at the text's beginning.
[[nodiscard]] inline std::uint32_t markSize(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

} // namespace config
