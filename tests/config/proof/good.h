// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are right: each a deployment, or a part of one, that a cluster, Compose or GitHub takes, with one feature at a time.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace proof {

struct Good {
    QString name; // "Deployment with a grpc probe"
    QString path; // tells the format
    std::string text;
};

[[nodiscard]] std::vector<Good> goodPods();    // workloads of each kind
[[nodiscard]] std::vector<Good> goodObjects(); // other objects of Kubernetes
[[nodiscard]] std::vector<Good> goodFiles();   // Compose files and workflows

} // namespace proof
