// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is checked of a set of files: syntax, schema and every rule that is on, less what is suppressed.
#pragma once

#include "config/rules/rule.h"
#include "config/schema/schema.h"

#include <optional>

namespace config {

/// Which rules run and how severe they are: from .aqi-validate.yaml of the set's root, from the command line, from the page's settings.
struct Settings {
    std::map<std::string, std::optional<Severity>> rules; // identifier: a severity, or nothing for off
    std::optional<Platform> only;                         // files of this platform alone are reported
    std::vector<std::string> baseline;                    // fingerprints of known findings
    std::vector<RuleInfo> own;                            // the user's rules
};

struct Suppressed {
    Finding finding;
    QString reason; // from the comment; never empty
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
    [[nodiscard]] std::span<const RuleInfo> rules() const;
    [[nodiscard]] const Schemas &schemas() const;

private:
    Validator();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Stable over edits elsewhere in the file: rule, file, object, path and message.
[[nodiscard]] std::string fingerprint(const Finding &finding, const QString &root);

} // namespace config
