// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/reading.h"

#include <algorithm>
#include <charconv>

namespace config {

std::string joinedWords(Node node) {
    if (!node.isSequence())
        return std::string(node.text());
    std::string words;
    for (const Node item : node) {
        if (!words.empty())
            words += ' ';
        words += item.text();
    }
    return words;
}

void put(std::vector<Variable> &environment, Variable variable) {
    const auto known = std::ranges::find(environment, variable.name, &Variable::name);
    if (known == environment.end())
        environment.push_back(std::move(variable));
    else
        *known = std::move(variable);
}

std::optional<int> numberIn(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<OwnAddress> ownAddressIn(std::string_view command) {
    for (const std::string_view begin : {"http://127.0.0.1", "http://localhost", "https://127.0.0.1", "https://localhost"}) {
        const std::size_t found = command.find(begin);
        if (found == std::string_view::npos)
            continue;
        std::string_view rest = command.substr(found + begin.size());
        rest = rest.substr(0, rest.find_first_of(" '\"|;)"));
        OwnAddress address;
        if (rest.starts_with(':')) {
            rest.remove_prefix(1);
            address.port = numberIn(rest.substr(0, rest.find('/'))).value_or(0);
        }
        const std::size_t slash = rest.find('/');
        address.path = slash == std::string_view::npos ? "/" : std::string(rest.substr(slash));
        return address;
    }
    return {};
}

} // namespace config
