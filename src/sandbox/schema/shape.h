// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How server-side apply sees a value: as a struct, a map, one of four kinds of list, or one thing that has one owner.
#pragma once

#include "sandbox/schema/openapi.h"

#include <optional>
#include <string>

namespace sandbox {

class Shape {
public:
    enum class Form {
        Untyped, // anything, taken whole: quantities, int-or-string, raw extensions, what the schema does not know
        Text,
        Number,
        Flag,
        Struct,     // named fields
        Map,        // any keys, each with an owner
        AtomicMap,  // a struct or map with one owner
        AtomicList, // replaced whole
        SetList,    // scalars, each with an owner
        MapList     // items told apart by keys
    };

    Shape() = default; // Untyped
    Shape(const OpenApi &api, const Json &site);
    static Shape of(const OpenApi &api, const Kind &kind);

    [[nodiscard]] Form form() const { return m_form; }
    [[nodiscard]] bool isGranular() const;
    [[nodiscard]] bool isScalar() const { return m_form <= Form::Flag; }
    [[nodiscard]] bool declares(const std::string &name) const;
    /// Of a struct's field or a map's value; Untyped where not declared.
    [[nodiscard]] Shape child(const std::string &name) const;
    [[nodiscard]] Shape item() const;
    /// "k:{...}" or "v:..."; nothing where an item lacks its keys. The schema's default stands in for a missing key.
    [[nodiscard]] std::optional<std::string> step(const Json &item) const;
    /// The keys by which items of a MapList are told apart.
    [[nodiscard]] std::vector<std::string> keys() const;
    /// The definition or property itself, $ref resolved; null where Untyped.
    [[nodiscard]] const Json *schema() const { return m_schema; }

private:
    const OpenApi *m_api = nullptr;
    const Json *m_site = nullptr;   // the property, which may say more than what it refers to
    const Json *m_schema = nullptr; // resolved
    Form m_form = Form::Untyped;
};

} // namespace sandbox
