// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/typedvalue.h"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

using Form = Shape::Form;

bool isMapForm(Form form) {
    return form == Form::Struct || form == Form::Map;
}
bool isListForm(Form form) {
    return form == Form::SetList || form == Form::MapList;
}

/// Items of a list by the steps that lead to them; those without keys have none and are left out.
std::vector<std::pair<std::string, const Json *>> stepsOf(const Shape &list, const Json &items) {
    std::vector<std::pair<std::string, const Json *>> result;
    if (!items.is_array())
        return result;
    std::set<std::string> seen;
    for (const auto &item : items) {
        auto step = list.step(item);
        if (step && seen.insert(*step).second)
            result.emplace_back(std::move(*step), &item);
    }
    return result;
}

const Json *itemAt(const std::vector<std::pair<std::string, const Json *>> &items, const std::string &step) {
    const auto found = std::ranges::find(items, step, &std::pair<std::string, const Json *>::first);
    return found == items.end() ? nullptr : found->second;
}

} // namespace

FieldSet fieldsOf(const Shape &shape, const Json &value) {
    FieldSet set;
    if (isMapForm(shape.form()) && value.is_object()) {
        for (const auto &[name, below] : value.items()) {
            FieldSet child = fieldsOf(shape.child(name), below);
            const bool bare = below.is_null() || (below.is_object() && below.empty());
            if (bare || !shape.declares(name))
                child.member = true;
            if (!child.empty())
                set.children.emplace("f:" + name, std::move(child));
        }
        return set;
    }
    if (isListForm(shape.form()) && value.is_array()) {
        for (const auto &[step, item] : stepsOf(shape, value)) {
            FieldSet child = shape.form() == Form::MapList ? fieldsOf(shape.item(), *item) : FieldSet();
            child.member = true;
            set.children.emplace(step, std::move(child));
        }
        return set;
    }
    set.member = true;
    return set;
}

namespace {

Json mergeLists(const Shape &shape, const Json &live, const Json &applied) {
    const auto left = stepsOf(shape, live);
    const auto right = stepsOf(shape, applied);
    std::set<std::string> mentioned;
    for (const auto &[step, item] : right)
        mentioned.insert(step);
    Json result = Json::array();
    std::size_t next = 0;
    // The order of what is applied wins; what only the live list has stays before what it stood before.
    const auto takeLiveOnly = [&](const std::string *until) {
        while (next < left.size() && (!until || left[next].first != *until)) {
            if (!mentioned.contains(left[next].first))
                result.push_back(*left[next].second);
            else if (until)
                break;
            ++next;
        }
    };
    for (const auto &[step, item] : right) {
        takeLiveOnly(&step);
        if (next < left.size() && left[next].first == step)
            ++next;
        const Json *before = itemAt(left, step);
        result.push_back(before ? mergeTyped(shape.item(), *before, *item) : *item);
    }
    takeLiveOnly(nullptr);
    return result;
}

} // namespace

Json mergeTyped(const Shape &shape, const Json &live, const Json &applied) {
    if (isMapForm(shape.form()) && live.is_object() && applied.is_object()) {
        Json result = live;
        for (const auto &[name, value] : applied.items()) {
            const auto before = live.find(name);
            result[name] = before == live.end() ? value : mergeTyped(shape.child(name), *before, value);
        }
        return result;
    }
    if (isListForm(shape.form()) && live.is_array() && applied.is_array())
        return mergeLists(shape, live, applied);
    return applied;
}

namespace {

void compare(const Shape &shape, const Json *before, const Json *after, Comparison &result);

void compareChild(const std::string &step, const Shape &shape, const Json *before, const Json *after, bool marksParent,
    Comparison &result) {
    Comparison below;
    compare(shape, before, after, below);
    if (!before && marksParent)
        below.changed.member = true;
    if (!after && marksParent)
        below.removed.member = true;
    if (!below.changed.empty())
        result.changed.children.emplace(step, std::move(below.changed));
    if (!below.removed.empty())
        result.removed.children.emplace(step, std::move(below.removed));
}

void compareMaps(const Shape &shape, const Json &before, const Json &after, Comparison &result) {
    for (const auto &[name, value] : before.items()) {
        const auto found = after.find(name);
        const Shape child = shape.child(name);
        compareChild("f:" + name, child, &value, found == after.end() ? nullptr : &*found, true, result);
    }
    for (const auto &[name, value] : after.items()) {
        if (before.contains(name))
            continue;
        const Shape child = shape.child(name);
        // A Go struct is there before its fields are: only maps and lists, or what is empty, count as added themselves.
        const bool marks = child.form() != Form::Struct || value.empty();
        compareChild("f:" + name, child, nullptr, &value, marks, result);
    }
}

void compareLists(const Shape &shape, const Json &before, const Json &after, Comparison &result) {
    const auto left = stepsOf(shape, before);
    const auto right = stepsOf(shape, after);
    for (const auto &[step, item] : left)
        compareChild(step, shape.item(), item, itemAt(right, step), true, result);
    for (const auto &[step, item] : right) {
        if (!itemAt(left, step))
            compareChild(step, shape.item(), nullptr, item, true, result);
    }
}

void compare(const Shape &shape, const Json *before, const Json *after, Comparison &result) {
    static const Json noFields = Json::object();
    static const Json noItems = Json::array();
    const Json *any = after ? after : before;
    const auto fits = [](const Json *value, bool (Json::*is)() const noexcept) { return !value || (value->*is)(); };
    if (isMapForm(shape.form()) && any->is_object() && fits(before, &Json::is_object) && fits(after, &Json::is_object))
        return compareMaps(shape, before ? *before : noFields, after ? *after : noFields, result);
    if (isListForm(shape.form()) && any->is_array() && fits(before, &Json::is_array) && fits(after, &Json::is_array))
        return compareLists(shape, before ? *before : noItems, after ? *after : noItems, result);
    if (before && after && *before == *after)
        return;
    (after ? result.changed : result.removed).member = true;
}

} // namespace

Comparison compareTyped(const Shape &shape, const Json &before, const Json &after) {
    Comparison result;
    compare(shape, before.is_object() ? &before : nullptr, &after, result);
    return result;
}

namespace {

bool speaksOf(const FieldSet *set, bool named) {
    return set && (set->member || (named && !set->children.empty()));
}

void pruneMap(const Shape &shape, Json &value, const FieldSet &owned, const FieldSet &kept) {
    static const FieldSet none;
    for (const auto &[step, mine] : owned.children) {
        const std::string name = step.starts_with("f:") ? step.substr(2) : std::string();
        const auto found = value.find(name);
        if (found == value.end())
            continue;
        const FieldSet *others = kept.child(step);
        if (speaksOf(&mine, true) && !speaksOf(others, true)) {
            value.erase(found);
            continue;
        }
        const bool hadFields = !found->empty();
        prune(shape.child(name), *found, mine, others ? *others : none);
        if (hadFields && found->is_structured() && found->empty() && !(others && others->member))
            value.erase(name);
    }
}

void pruneList(const Shape &shape, Json &value, const FieldSet &owned, const FieldSet &kept) {
    static const FieldSet none;
    Json result = Json::array();
    for (auto &item : value) {
        const auto step = shape.step(item);
        const FieldSet *mine = step ? owned.child(*step) : nullptr;
        const FieldSet *others = step ? kept.child(*step) : nullptr;
        if (mine && mine->member && !others)
            continue;
        if (mine)
            prune(shape.item(), item, *mine, others ? *others : none);
        result.push_back(std::move(item));
    }
    value = std::move(result);
}

} // namespace

void prune(const Shape &shape, Json &value, const FieldSet &owned, const FieldSet &kept) {
    if (isMapForm(shape.form()) && value.is_object())
        pruneMap(shape, value, owned, kept);
    else if (isListForm(shape.form()) && value.is_array())
        pruneList(shape, value, owned, kept);
}

} // namespace sandbox
