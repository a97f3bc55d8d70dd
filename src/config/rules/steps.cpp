// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/steps.h"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace config {

namespace {

bool takeBase(std::string_view &text, PathBase &base) {
    static constexpr std::pair<std::string_view, PathBase> bases[] = {
        {"thing:", PathBase::Thing}, {"pod:", PathBase::Pod}, {"object:", PathBase::Object}, {"file:", PathBase::File}};
    for (const auto &[prefix, value] : bases) {
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
            base = value;
            return true;
        }
    }
    return false;
}

} // namespace

bool Steps::parseBracket(std::string_view &rest) {
    const bool quoted = rest.starts_with("[\"");
    const std::size_t close = quoted ? rest.find("\"]", 2) : rest.find(']');
    if (close == std::string_view::npos)
        return false;
    const std::string_view inside = rest.substr(quoted ? 2 : 1, close - (quoted ? 2 : 1));
    rest.remove_prefix(close + (quoted ? 2 : 1));
    if (quoted) {
        m_steps.push_back({Kind::Key, std::string(inside), 0});
        return true;
    }
    if (inside == "*") {
        m_steps.push_back({Kind::Items, {}, 0});
        return true;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), index);
    m_steps.push_back({Kind::Index, {}, index});
    return error == std::errc() && end == inside.data() + inside.size();
}

std::optional<Steps> Steps::parse(std::string_view text) {
    Steps steps;
    takeBase(text, steps.m_base);
    bool wantKey = true; // at the beginning and behind a dot
    while (!text.empty()) {
        if (text.front() == '[') {
            if (!steps.parseBracket(text))
                return std::nullopt;
        } else {
            const std::size_t end = std::min(text.find_first_of(".["), text.size());
            if (end == 0 || !wantKey)
                return std::nullopt;
            const std::string_view key = text.substr(0, end);
            steps.m_steps.push_back({key == "*" ? Kind::Members : Kind::Key, std::string(key), 0});
            text.remove_prefix(end);
        }
        wantKey = text.starts_with('.');
        if (wantKey) {
            text.remove_prefix(1);
            if (text.empty())
                return std::nullopt;
        }
    }
    return steps;
}

bool Steps::hasStars() const {
    return std::ranges::any_of(m_steps, [](const Step &step) { return step.kind == Kind::Items || step.kind == Kind::Members; });
}

Spot Steps::missingFrom(Node parent, std::size_t at) const {
    Spot spot;
    spot.parent = parent;
    for (const Step &step : m_steps | std::views::drop(at)) {
        if (step.kind != Kind::Key) {
            spot.missing.clear(); // an item is not made up
            return spot;
        }
        spot.missing.push_back(step.key);
    }
    return spot;
}

void Steps::walk(Node node, std::size_t at, const std::function<void(const Spot &)> &visit) const {
    for (; at < m_steps.size(); ++at) {
        const Step &step = m_steps[at];
        if (step.kind == Kind::Items || step.kind == Kind::Members) {
            if (step.kind == Kind::Items ? !node.isSequence() : !node.isMap())
                return;
            for (const Node below : node)
                walk(below, at + 1, visit);
            return;
        }
        const Node next = step.kind == Kind::Key ? node[step.key] : node[step.index];
        if (!next) {
            const auto behind = m_steps | std::views::drop(at);
            if (std::ranges::none_of(behind, [](const Step &s) { return s.kind == Kind::Items || s.kind == Kind::Members; }))
                visit(missingFrom(node, at));
            return;
        }
        node = next;
    }
    visit({node, node, {}});
}

void Steps::each(Node from, const std::function<void(const Spot &)> &visit) const {
    if (from)
        walk(from, 0, visit);
}

Spot Steps::first(Node from) const {
    Spot result;
    bool found = false;
    each(from, [&](const Spot &spot) {
        if (!found)
            result = spot;
        found = true;
    });
    return result;
}

Node Steps::value(Node from) const {
    for (const Step &step : m_steps) {
        if (step.kind == Kind::Items || step.kind == Kind::Members)
            return {};
        from = step.kind == Kind::Key ? from[step.key] : from[step.index];
    }
    return from;
}

} // namespace config
