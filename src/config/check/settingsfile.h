// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// .aqi-validate.yaml: how a set wants to be checked.
//
//   rules:                        # identifier: off, on, info, warning or error
//     image-tag-latest: "off"
//   ignore: [charts/**]           # files that are not reported; paths from this file's folder, with * ? and **
//   allow:                        # accepted findings, for formats without comments
//     - path: dashboards/*.json
//       rules: [dashboard-without-mount]
//       because: Imported by hand.
//   own: [own-rules.yaml]         # files of rules of your own
//   baseline: .aqi-baseline.json  # known findings, written by aqictl validate --write-baseline
#pragma once

#include "config/check/validator.h"

namespace config {

inline constexpr QLatin1StringView settingsFileName(".aqi-validate.yaml");

struct SettingsFile {
    Settings settings;
    std::vector<Finding> problems; // of the file itself, rule "settings-invalid"
};

/// Of the set's root folder; empty settings where there is none. Reads the files that it names. Rules that no one knows are problems.
[[nodiscard]] SettingsFile settingsOf(const Set &set, const Validator &validator);
[[nodiscard]] SettingsFile readSettings(const Document &document, const Validator &validator);

/// A path pattern: * and ? within a folder's name, ** across folders, a folder's name for everything in it.
[[nodiscard]] QRegularExpression pathPattern(QStringView pattern);

// --- baseline: known findings, which are not reported again ---
[[nodiscard]] std::string baselineText(const std::vector<Finding> &findings, const QString &root);
/// Error: it cannot be read or is no baseline.
[[nodiscard]] base::Result<std::vector<std::string>> readBaseline(const QString &path);

} // namespace config
