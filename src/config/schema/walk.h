// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// From a file's root along keys and indices to the schemas that speak about a place, whether or not something stands there yet.
#pragma once

#include "config/schema/known.h"

namespace config::schema {

struct Step {
    std::string key;       // of a map's member
    std::size_t index = 0; // of a list's item, where there is no key
    bool item = false;
};
using Steps = std::vector<Step>;

struct Voice {
    const Schema *schema = nullptr;
    bool sure = true; // not one of several forms that the value may have
};
using Voices = std::vector<Voice>;

struct Place {
    Voices voices;
    Node node;     // absent where nothing stands there
    QString title; // of the root: "Deployment"
};

[[nodiscard]] Steps stepsTo(Node node);
/// Every schema that speaks where the steps lead to, through references and branches; none where nothing is known of the place.
[[nodiscard]] Place placeOf(const Known &known, FileKind kind, Node root, Steps steps);

/// The types that are left when all of them are asked, and what of them is worth saying: values, bounds, form, default.
[[nodiscard]] Types typesOf(const Voices &voices);
[[nodiscard]] QString descriptionOf(const Voices &voices);
[[nodiscard]] QString boundsText(const Voices &voices);
[[nodiscard]] QString constraintsText(const Voices &voices);
/// Of a single schema, through its references.
[[nodiscard]] Voices voicesOf(const Library &library, const Schema &schema, Node value);

} // namespace config::schema
