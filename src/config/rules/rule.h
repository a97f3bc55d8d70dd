// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a rule, and the catalogue of all of them. The texts and the examples are data (resources/rules); a rule is either written
// there too, as a path and a condition, or is a function of this room under the same identifier.
#pragma once

#include "config/rules/report.h"

namespace config {

class Subjects;

/// Files of an example: one text for a rule that sees one file ("example.yaml"), or several by path.
using Example = std::vector<std::pair<QString, std::string>>;
struct Examples {
    Example bad;
    Example good;
};

enum class Category : std::uint8_t { Syntax, Schema, Reliability, Security, Resources, Networking, References, Scaling, Storage, Secrets, Monitoring, Images,
    Platforms, Pipelines, Practice };
[[nodiscard]] std::string_view name(Category category);

struct RuleInfo {
    std::string id;       // "service-without-pods", lower case with dashes, stable
    Severity severity = Severity::Warning;
    Category category = Category::Practice;
    bool on = true;       // by default
    bool across = false;  // sees more than one object or file
    QString title;        // "A Service that selects no pod"
    QString why;          // what happens in a running system
    QString mend;
    QStringList likes;    // names of the same check elsewhere: "kube-linter dangling-service"
    Examples examples;    // those at hand: see examplesOf
    QString file;         // of the program's resources, that has the examples; empty: they are at hand
};

/// A rule's examples, read out of its file where they are not at hand (milliseconds).
[[nodiscard]] Examples examplesOf(const RuleInfo &rule);

using RuleFunction = void (*)(const Subjects &subjects, Report &report);

/// The functions of this room, by identifier. Each file of rules has its own table; catalogue.cpp puts them together.
struct RuleEntry {
    const char *id;
    RuleFunction run;
};

} // namespace config
