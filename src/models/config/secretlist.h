// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a set of files needs to be told, by the environments that it can be deployed to.
#pragma once

#include "config/secrets/secretstore.h"
#include "config/secrets/secretuse.h"
#include "config/secrets/strength.h"

namespace models {

/// One place that the files are deployed to: an environment on a platform.
struct SecretTarget {
    QString id;          // what values are kept under: "production" on Kubernetes, "compose-production" elsewhere
    QString platform;    // "Docker Compose"
    QString environment; // "production"
    QString folder;      // of the kustomization; empty elsewhere
    std::vector<config::RequiredSecret> required;

    [[nodiscard]] QString title() const; // "production · Docker Compose"
    [[nodiscard]] config::SecretName nameOf(const config::RequiredSecret &secret) const { return {id, secret.secret, QString::fromStdString(secret.key)}; }
};

/// Those that need something, Kubernetes first. Pure, and slower than a frame for large sets.
[[nodiscard]] std::vector<SecretTarget> secretTargets(const config::Set &set);

/// What the files themselves give for a key: the best of it.
enum class GivenInFiles : std::uint8_t { Nothing, Empty, Placeholder, Value };
[[nodiscard]] GivenInFiles givenInFiles(const config::Set &set, const config::RequiredSecret &secret);

/// How good a kept value is, in one word.
enum class SecretGrade : std::uint8_t { None, Strong, Plausible, Weak, Unusable, Placeholder };

/// What is known of one key's value, without the value.
struct SecretState {
    bool known = false; // the store has answered
    bool kept = false;
    std::vector<config::SecretIssue> issues;
};
using SecretStates = std::map<config::SecretName, SecretState>;

[[nodiscard]] SecretGrade gradeOf(std::string_view key, const SecretState &state);
[[nodiscard]] SecretGrade gradeOf(std::string_view key, const std::vector<config::SecretIssue> &issues);
[[nodiscard]] QString gradeWord(SecretGrade grade); // "weak"
/// "5 of 7 secrets of production are set; 1 is weak."
[[nodiscard]] QString completenessText(const SecretTarget &target, const SecretStates &states);

} // namespace models
