// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which keys of which secrets a set of files asks for or fills, and where.
#pragma once

#include "config/secrets/secretkind.h"
#include "config/set/set.h"

namespace config {

struct SecretUse {
    /// Needs: something starts only with a value. Provides: a Secret, a generator or a template that names the key and may hold a value.
    enum class Role : std::uint8_t { Needs, Provides };

    Role role = Role::Needs;
    Platform platform = Platform::Other;
    QString secret;   // "aqi-secrets"; for platforms without named secrets "environment", "repository", "secrets.toml"
    std::string key;  // empty: all keys that the secret has
    QString file;
    Position position;
    Range range;      // of the reference in the file; empty where it was rendered and leads back to no place
    QString object;   // "Deployment/api"; "services.api" for Compose, the job for a workflow; may be empty
    bool optional = false;
};

/// Of the files as they are written: references and providers of every platform, in the order of files and lines.
[[nodiscard]] std::vector<SecretUse> secretUses(const Set &set);
/// Of one environment of Kubernetes: what its objects ask for, as rendered, and what its kustomization's generators fill.
[[nodiscard]] std::vector<SecretUse> secretUses(const Set &set, const Scope &scope);

/// One key that an environment needs, with everything that needs it.
struct RequiredSecret {
    QString secret;
    std::string key;
    bool optional = false; // for every one of them
    std::vector<SecretUse> uses;
    std::vector<SecretUse> providers;
};

/// By secret and key. A reference to all keys of a secret asks for those that are provided for it.
[[nodiscard]] std::vector<RequiredSecret> requiredSecrets(const std::vector<SecretUse> &uses);

} // namespace config
