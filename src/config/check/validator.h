// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is checked of a set of files: syntax, schema and every rule that is on, less what is suppressed.
#pragma once

#include "config/rules/catalogue.h"
#include "config/schema/schema.h"

#include <QRegularExpression>

#include <optional>

namespace config {

/// Findings that are accepted for files of a path, for formats without comments. From the settings file.
struct Allowance {
    QRegularExpression path; // of a path relative to the set's root
    std::vector<std::string> rules;
    QString reason; // never empty
};

/// Which rules run and how severe they are: from .aqi-validate.yaml of the set's root, from the command line, from the page's settings.
struct Settings {
    std::map<std::string, std::optional<Severity>> rules; // identifier: a severity, or nothing for off
    std::optional<Platform> only;                         // files of this platform alone are reported
    std::vector<std::string> baseline;                    // fingerprints of known findings
    std::vector<Rule> own;                                // the user's rules
    // Those of a connection (Schemas::withOpenApi), in place of the program's. Shared, since a run on another thread outlives the connection.
    std::shared_ptr<const Schemas> schemas;
    std::vector<QRegularExpression> ignore;               // files of such paths, relative to the set's root, are not reported
    std::vector<Allowance> allow;
    bool fixes = true;                                    // whether findings carry their quick fix; the findings are the same without
    bool tools = false;                                   // shellcheck and promtool too, where they are installed: programs, so not while typing
};

struct Suppressed {
    Finding finding;
    QString reason; // from the comment or the settings; for a known finding of the baseline, that it is one. Never empty
};

struct Outcome {
    std::vector<Finding> findings; // by file, line, column
    std::vector<Suppressed> suppressed;
    int files = 0;
    int objects = 0;
    [[nodiscard]] int count(Severity severity) const;
};

class Validator {
public:
    /// Reads catalogue and schemas out of the resources.
    [[nodiscard]] static base::Result<std::unique_ptr<Validator>> create();
    ~Validator();

    /// On the calling thread and, where `threads` is above 1, on others. Cancelled: whatever was found so far.
    [[nodiscard]] Outcome run(const Set &set, const Settings &settings = {}, int threads = 1, const std::function<bool()> &cancelled = {}) const;
    /// Those of the catalogue and those of this room: syntax, schema, suppressions, tools. Sorted by identifier.
    [[nodiscard]] std::span<const RuleInfo> rules() const;
    /// The program's.
    [[nodiscard]] const Schemas &schemas() const;
    /// Those that a set is held against: the settings' or the program's, and of the set's own CustomResourceDefinitions. Good as long as the
    /// validator. Shared, since the last ones are kept for the next run while others still use theirs.
    [[nodiscard]] std::shared_ptr<const Schemas> schemasFor(const Set &set, const Settings &settings = {}) const;

private:
    Validator();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Stable over edits elsewhere in the file: rule, file, object, path and message. Paths are told from the root.
[[nodiscard]] std::string fingerprint(const Finding &finding, const QString &root);

} // namespace config
