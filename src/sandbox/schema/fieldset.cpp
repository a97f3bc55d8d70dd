// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/fieldset.h"

namespace sandbox {

namespace {

/// managedFields come from outside; nothing real nests deeper.
constexpr int deepest = 64;

FieldSet read(const Json &json, int depth) {
    FieldSet set;
    if (!json.is_object() || depth > deepest)
        return set;
    for (const auto &[step, below] : json.items()) {
        if (step == ".") {
            set.member = true;
            continue;
        }
        FieldSet child = read(below, depth + 1);
        if (child.children.empty())
            child.member = true;
        set.children.emplace(step, std::move(child));
    }
    return set;
}

void collect(const FieldSet &set, const std::string &path, std::vector<std::string> &result) {
    if (set.member && !path.empty())
        result.push_back(path);
    for (const auto &[step, child] : set.children)
        collect(child, path + stepText(step), result);
}

} // namespace

const FieldSet *FieldSet::child(const std::string &step) const {
    const auto found = children.find(step);
    return found == children.end() ? nullptr : &found->second;
}

FieldSet FieldSet::fromJson(const Json &fieldsV1) {
    return read(fieldsV1, 0);
}

Json FieldSet::toJson() const {
    Json json = Json::object();
    if (member && !children.empty())
        json["."] = Json::object();
    for (const auto &[step, child] : children)
        json[step] = child.toJson();
    return json;
}

void FieldSet::unite(const FieldSet &other) {
    member = member || other.member;
    for (const auto &[step, child] : other.children)
        children[step].unite(child);
}

void FieldSet::subtract(const FieldSet &other) {
    if (other.member)
        member = false;
    for (const auto &[step, child] : other.children) {
        const auto mine = children.find(step);
        if (mine == children.end())
            continue;
        mine->second.subtract(child);
        if (mine->second.empty())
            children.erase(mine);
    }
}

void FieldSet::cut(const std::vector<std::string> &path) {
    if (path.empty()) {
        *this = {};
        return;
    }
    const auto found = children.find(path.front());
    if (found == children.end())
        return;
    found->second.cut({path.begin() + 1, path.end()});
    if (found->second.empty())
        children.erase(found);
}

FieldSet FieldSet::intersection(const FieldSet &other) const {
    FieldSet both;
    both.member = member && other.member;
    for (const auto &[step, mine] : children) {
        const auto *theirs = other.child(step);
        if (!theirs)
            continue;
        FieldSet common = mine.intersection(*theirs);
        if (!common.empty())
            both.children.emplace(step, std::move(common));
    }
    return both;
}

std::vector<std::string> FieldSet::paths() const {
    std::vector<std::string> result;
    collect(*this, {}, result);
    return result;
}

std::string stepText(const std::string &step) {
    const std::string rest = step.size() > 2 ? step.substr(2) : std::string();
    if (step.starts_with("f:"))
        return '.' + rest;
    if (step.starts_with("v:"))
        return "[=" + rest + ']';
    if (!step.starts_with("k:"))
        return '[' + rest + ']';
    const Json keys = Json::parse(rest, nullptr, false);
    std::string text;
    if (keys.is_object()) {
        for (const auto &[key, value] : keys.items())
            text += (text.empty() ? "" : ",") + key + '=' + value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return '[' + text + ']';
}

} // namespace sandbox
