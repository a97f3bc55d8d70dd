// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be made to go wrong on purpose, as data: its name, what it does, what an operator will see, and what it is aimed at.
#pragma once

#include <span>
#include <string_view>

namespace sandbox {

struct Fault {
    /// Where it acts. A moment's fault is over when it has happened; the others last until they are cleared, over restarts of the sandbox.
    enum class Place { Objects, Runtime, Api, Moment };
    enum class Target { None, Namespace, Workload, Node, Milliseconds };

    std::string_view name;
    Place place;
    Target target;
    std::string_view usual; // the target where none is named
    std::string_view does;  // one sentence
    std::string_view shows; // one sentence: what an operator will see
};

/// All of them, in the order in which they are listed.
[[nodiscard]] std::span<const Fault> faults();
/// Null where there is none of that name.
[[nodiscard]] const Fault *findFault(std::string_view name);

/// How a target is named on the command line: "WORKLOAD", "NODE"; empty for none.
[[nodiscard]] std::string_view placeholder(Fault::Target target);

} // namespace sandbox
