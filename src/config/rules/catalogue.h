// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// All rules: the built-in ones out of the resources, joined with their functions, and the user's own out of a file.
//
// A file of rules (resources/rules/*.yaml; a user's file is the same):
//
//   rules:
//     - id: service-without-pods        # lower case with dashes, stable, one of its name
//       severity: error                 # error: it will not work; warning: it will hurt; info: advice
//       category: references            # a name of Category, default practice
//       on: true                        # by default
//       across: true                    # sees more than one object or file, default false
//       title: A Service that selects no pod
//       why: ...                        # what happens in a running system
//       mend: ...
//       likes: [kube-linter dangling-service, kube-score service-targets-pod]
//       check: ...                      # declared.h says what may stand here; without it, a function of tables.h, or of config/cross, has the same identifier
//       bad: |                          # one text: the file "example.yaml" ...
//         apiVersion: v1
//       good:                           # ... or several, by path (the ending tells the format)
//         Dockerfile: |
//           FROM scratch
//
// In a user's file `check` must be there; why, mend, likes, bad and good may be left out.
#pragma once

#include "config/rules/declared.h"
#include "config/rules/tables.h"

#include <variant>

namespace config {

/// A rule that can run. A value: cheap enough to be copied into settings.
class Rule {
public:
    using Function = std::variant<RuleFunction, Declared>;
    Rule(RuleInfo info, Function function) : m_info(std::move(info)), m_function(std::move(function)) {}

    [[nodiscard]] const RuleInfo &info() const { return m_info; }
    /// Every finding, in no particular order. Threads may run rules of one catalogue over one Subjects at the same time.
    [[nodiscard]] std::vector<Finding> run(const Subjects &subjects, Severity severity) const;

private:
    RuleInfo m_info;
    Function m_function;
};

class Catalogue {
public:
    /// This room's rules and those of the functions given (acrossRules of config/cross), each joined with its text in resources/rules.
    /// Error (a fault of ours): a text without a function or the other way round, an identifier twice, a file that cannot be read.
    [[nodiscard]] static base::Result<Catalogue> builtin(std::span<const RuleEntry> more);

    [[nodiscard]] std::span<const Rule> rules() const { return m_rules; }
    [[nodiscard]] const Rule *find(std::string_view id) const;

private:
    std::vector<Rule> m_rules;
};

/// The rules of a user's file. Error: the first thing that is wrong in it; `where` is "path:line".
[[nodiscard]] base::Result<std::vector<Rule>> readRules(const Document &document);

} // namespace config
