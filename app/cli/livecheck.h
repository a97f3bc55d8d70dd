// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The live objects of a namespace, as a set that can be checked like files, and what of the files is missing there.
#pragma once

#include "command.h"
#include "config/check/validator.h"

namespace cli {

/// The kinds of the files and those that most sets have. What the server makes itself, what other objects made, and what only it writes
/// (status, managed fields) is left out; values of secrets never leave the answer. Kinds that may not be read are said on standard error.
[[nodiscard]] base::Result<std::unique_ptr<config::Set>> liveSet(Command &command, const config::Set *files);

/// The program's schemas with what the server says of its own kinds (/openapi/v3). Null, and said on standard error, where it does not say it.
// Shared, as Settings wants them.
[[nodiscard]] std::shared_ptr<const config::Schemas> liveSchemas(Command &command, const config::Validator &validator);

/// "live-missing": in the files, not in the cluster. "live-unknown": the other way round. Of the scopes that lie directly in `paths`, or of
/// all where none does.
[[nodiscard]] std::vector<config::Finding> compareWithLive(const config::Set &files, const config::Set &live, const QStringList &paths);
[[nodiscard]] std::vector<config::RuleInfo> liveRules();

/// Lines of an answer that nobody can open say nothing: the path within the object tells the place.
void withoutLines(config::Outcome &outcome);

} // namespace cli
