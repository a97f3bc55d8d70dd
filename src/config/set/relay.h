// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What kustomizations laid over an object, laid over a newer text of it: three ways, without asking kubectl again.
#pragma once

#include "config/text/node.h"

#include <functional>

namespace config {

/// As values: comments, order of keys and style aside.
[[nodiscard]] bool saySame(Node a, Node b);

/// The item of a list that stands for an item of another one: by its name, as a strategic merge finds it, else by its index.
[[nodiscard]] Node itemLike(Node item, Node sequence);

struct Relaid {
    std::string text;  // YAML, in flow style
    bool named = false; // a value of the newer text is a generated object's name, without the hash that kustomize puts behind it
};

/// `before` and `now`: the object, or a patch of it, as it stood when it was rendered and as it stands; `rendered`: what came of it then. A
/// value that kustomize changed stays as it changed it; any other one follows the newer text. `beneath`: of a patch, the object that it is laid
/// over, whose value returns where the patch sets it no more. `isGenerated`: whether a name is one without hash.
[[nodiscard]] Relaid relay(Node before, Node now, Node rendered, Node beneath, const std::function<bool(std::string_view)> &isGenerated);

} // namespace config
