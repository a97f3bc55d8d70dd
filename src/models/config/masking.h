// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts without the values that nobody should see over a shoulder: of Secrets, of dotenv and secrets files.
#pragma once

#include "config/set/platform.h"

#include <QString>

namespace models {

/// What stands for a value that is not shown.
[[nodiscard]] QString maskText();
/// Ranges of the document whose text is secret, in order.
[[nodiscard]] std::vector<config::Range> secretRanges(const config::Document &document, config::FileKind kind);
/// The document's text with each of them masked. other: a version to compare with, which marks values that are not the same ("differs").
[[nodiscard]] QString maskedText(const config::Document &document, config::FileKind kind, const config::Document *other = nullptr);

} // namespace models
