// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers of several platforms share.
#pragma once

#include "config/system/system.h"

namespace config {

/// Items of a list with a blank between them; a scalar as it is.
[[nodiscard]] std::string joinedWords(Node node);
/// In place of one of the same name, else at the end.
void put(std::vector<Variable> &environment, Variable variable);
[[nodiscard]] std::optional<int> numberIn(std::string_view text); // the whole text, not negative
/// The first address of this container itself in a command ("curl http://127.0.0.1:8000/health").
struct OwnAddress {
    int port = 0;
    std::string path;
};
[[nodiscard]] std::optional<OwnAddress> ownAddressIn(std::string_view command);

} // namespace config
