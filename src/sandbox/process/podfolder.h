// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of pods and volumes below the sandbox's data folder: pods/UID/{etc,volumes}, volumes/NAME, images.
#pragma once

#include "base/error.h"
#include "sandbox/process/containerview.h"
#include "sandbox/process/volumefiles.h"

#include <QString>

#include <string>
#include <vector>

namespace sandbox {

class PodFolders {
public:
    explicit PodFolders(QString dataFolder)
        : m_root(std::move(dataFolder)) {}

    [[nodiscard]] QString root() const { return m_root; }
    [[nodiscard]] QString images() const { return m_root + QStringLiteral("/images"); }
    [[nodiscard]] QString pod(const std::string &uid) const;
    [[nodiscard]] QString hosts(const std::string &uid) const;
    [[nodiscard]] QString volume(const std::string &uid, const std::string &name) const;
    [[nodiscard]] QString persistent(const std::string &volumeName) const;

    /// Makes all volumes of a pod. The error's message is a FailedMount's.
    [[nodiscard]] base::Status mount(const VolumeSources &sources, const Json &pod) const;
    /// Writes again what comes from objects and may change in a running pod.
    void refresh(const VolumeSources &sources, const Json &pod) const;
    /// passwd, group, hostname for a user.
    [[nodiscard]] base::Status writeEtc(const std::string &uid, const std::string &hostName, int user, int group) const;
    /// Exchanges the text in place: the file is mounted, and a new one would not be seen.
    void writeHosts(const std::string &uid, const std::string &text) const;

    /// What a container sees of all that. environment: for subPathExpr.
    [[nodiscard]] std::vector<ViewMount> mounts(
        const ObjectStore &store, const Json &pod, const Json &container, const Environment &environment) const;

    void removePod(const std::string &uid) const;
    /// Those of pods and persistent volumes that are no more.
    void removeStrays(const ObjectStore &store) const;

private:
    [[nodiscard]] QString sourceOf(const ObjectStore &store, const Json &pod, const std::string &volume) const;

    QString m_root;
};

/// Where every container finds its service account's token, unless told otherwise.
inline constexpr const char *accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/// A pod that bears it sees its claims as full: their files, and so much space besides ("1Mi").
inline constexpr const char *claimSpaceKey = "aqi-sandbox/claim-space";

/// Whether the pod gets a token without asking for one.
[[nodiscard]] bool wantsAccountToken(const ObjectStore &store, const Json &pod);

} // namespace sandbox
