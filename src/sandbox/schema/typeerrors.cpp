// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/typedvalue.h"

#include <set>

namespace sandbox {

namespace {

using Form = Shape::Form;
using Errors = std::vector<std::string>;

void visit(const Shape &shape, const Json &value, const std::string &path, Errors &errors);

/// A value as Go's %v and %#v print it, near enough to be known again.
std::string goText(const Json &value) {
    return "&value.valueUnstructured{Value:" + value.dump(-1, ' ', false, Json::error_handler_t::replace) + '}';
}

void visitFields(const Shape &shape, const Json &value, const std::string &path, Errors &errors) {
    const bool closed = shape.schema()->contains("properties");
    for (const auto &[name, below] : value.items()) {
        const std::string at = path + '.' + name;
        if (closed && !shape.declares(name))
            errors.push_back(at + ": field not declared in schema");
        else if (!below.is_null())
            visit(shape.child(name), below, at, errors);
    }
}

void visitItems(const Shape &shape, const Json &value, const std::string &path, Errors &errors) {
    std::set<std::string> seen;
    int index = 0;
    for (const auto &item : value) {
        std::string at = path + '[' + std::to_string(index++) + ']';
        if (shape.form() == Form::MapList || shape.form() == Form::SetList) {
            const auto step = shape.step(item);
            if (!step && shape.form() == Form::MapList) {
                const auto keys = shape.keys();
                errors.push_back(at + ": associative list with keys has an element that omits key field \"" +
                                 (keys.empty() ? std::string() : keys.front()) + "\" (and doesn't have default value)");
                continue;
            }
            if (step && !seen.insert(*step).second) {
                errors.push_back(path + ": duplicate entries for key " + stepText(*step));
                continue;
            }
            if (step)
                at = path + stepText(*step);
        }
        visit(shape.item(), item, at, errors);
    }
}

void visit(const Shape &shape, const Json &value, const std::string &path, Errors &errors) {
    switch (shape.form()) {
    case Form::Untyped:
        return;
    case Form::Text:
        if (!value.is_string())
            errors.push_back(path + ": expected string, got " + goText(value));
        return;
    case Form::Number:
        if (!value.is_number())
            errors.push_back(
                path + ": expected numeric (int or float), got " + (value.is_string() ? "string" : value.type_name()));
        return;
    case Form::Flag:
        if (!value.is_boolean())
            errors.push_back(path + ": expected boolean, got " + goText(value));
        return;
    case Form::Struct:
    case Form::Map:
    case Form::AtomicMap:
        if (value.is_object())
            visitFields(shape, value, path, errors);
        else
            errors.push_back(path + ": expected map, got " + goText(value));
        return;
    case Form::AtomicList:
    case Form::SetList:
    case Form::MapList:
        if (value.is_array())
            visitItems(shape, value, path, errors);
        else
            errors.push_back(path + ": expected list, got " + goText(value));
        return;
    }
}

} // namespace

std::vector<std::string> typeErrors(const Shape &shape, const Json &value) {
    Errors errors;
    visit(shape, value, {}, errors);
    return errors;
}

} // namespace sandbox
