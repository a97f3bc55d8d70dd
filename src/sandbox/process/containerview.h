// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a container sees: the system's programs read-only, an /etc of its own, its volumes; as bubblewrap's arguments. Tried: bubblewrap
// works as root, as an ordinary user and inside the project's own Debian 13 root, with a process namespace and its own /proc; always in a
// user namespace, so that a container runs as the user it asks for and nothing (PostgreSQL refuses root) runs as root.
#pragma once

#include <string>
#include <vector>

namespace sandbox {

struct ViewMount {
    std::string source; // here
    std::string target; // there
    bool readOnly = false;
    long long space = 0; // bytes; 0: the source itself, else a file system of its own of that size, into which the program's start copies it
    bool operator==(const ViewMount &) const = default;
};

struct ContainerView {
    int user = 0;
    int group = 0;
    std::string hostName;
    std::string workingFolder = "/";
    bool readOnlyRoot = false;
    std::vector<ViewMount> mounts;
};

/// All but bubblewrap's own name and the command.
[[nodiscard]] std::vector<std::string> viewArguments(const ContainerView &view);
/// The command, and before it what fills the mounts that have a space of their own.
[[nodiscard]] std::vector<std::string> viewCommand(const ContainerView &view, std::vector<std::string> command);

/// Whether a program is there to be run in a view: a path (which a volume may hold: taken for granted), or a name on the PATH.
[[nodiscard]] bool programExists(const std::string &program, const std::string &path);

/// Why bubblewrap does not work here; empty where it does. Runs it once.
[[nodiscard]] std::string viewProblem();

} // namespace sandbox
