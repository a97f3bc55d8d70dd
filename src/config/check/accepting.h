// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which findings are not reported: accepted by a comment, by the settings or by the baseline, or about files that are ignored.
#pragma once

#include "config/check/validator.h"

#include <set>

namespace config::check {

/// The identifiers that ran: a suppression of another one is not unused, it could not be used.
using RulesRun = std::set<std::string, std::less<>>;

/// Moves accepted findings of `outcome` to its suppressed ones, adds those about suppressions, sorts both, each finding once.
void accept(const Set &set, const Settings &settings, const RulesRun &run, std::span<const RuleInfo> known, Outcome &outcome);

/// Whether files of this path are reported at all.
class Wanted {
public:
    Wanted(const Set &set, const Settings &settings);
    [[nodiscard]] bool operator()(const File &file) const;
    [[nodiscard]] bool operator()(const QString &path) const;
    [[nodiscard]] QString fromRoot(const QString &path) const;

private:
    const Set &m_set;
    const Settings &m_settings;
    QString m_root;
};

} // namespace config::check
