// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of volumes whose content comes from objects, and their atomic exchange through the link "..data", as a kubelet writes them.
#pragma once

#include "base/error.h"
#include "sandbox/process/environment.h"

#include <QString>

#include <functional>
#include <map>
#include <string>

namespace sandbox {

struct VolumeFile {
    std::string content;
    int mode = 0644;
    bool operator==(const VolumeFile &) const = default;
};
using VolumeFiles = std::map<std::string, VolumeFile>; // by path below the volume, "conf.d/a.conf" too

/// What volumes need besides the store.
struct VolumeSources {
    const ObjectStore &store;
    std::string podIp;
    std::string authority; // PEM: ca.crt of kube-root-ca.crt, which every namespace of a cluster has
    std::function<std::string(const Json &pod, const Json &source)> token; // of a serviceAccountToken source
};

/// The files of a configMap, secret, downwardAPI or projected volume. What is missing is left out.
[[nodiscard]] VolumeFiles volumeFiles(const VolumeSources &sources, const Json &pod, const Json &volume);
/// Whether the volume's content comes from objects at all.
[[nodiscard]] bool hasObjectContent(const Json &volume);

/// Readers see all of the old files or all of the new ones. Nothing is written where they are the same.
[[nodiscard]] base::Status writeVolume(const QString &folder, const VolumeFiles &files);

} // namespace sandbox
