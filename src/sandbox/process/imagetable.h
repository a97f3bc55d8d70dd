// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which packaged program stands for which image, and how it is told to listen on the pod's own address. A table, and pure.
#pragma once

#include "sandbox/process/environment.h"

#include <optional>
#include <string>
#include <vector>

namespace sandbox {

struct Launch {
    std::vector<std::string> command; // program and arguments
    Environment environment;          // what the image sets where the container does not
    int user = 0;                     // where the container does not say
    int stopSignal = 15;
    bool standIn = false; // an image of ours: its view needs the program of standInPath
};

/// Whether the program is there that stands in for those of the AQI images. Without it these stay hollow.
enum class StandIn { Missing, Present };

/// Where the files of images (their entry points) appear in a container's view.
inline constexpr const char *imageFolder = "/.image";
/// Where the stand-in appears in the view of a container of the AQI images; its names in imageFolder's bin are links to it.
inline constexpr const char *standInPath = "/opt/aqi-standin";

/// Nothing for an image that has no program here: the container stays hollow. environment: the container's, for $(NAME) in its arguments.
[[nodiscard]] std::optional<Launch> launchOf(
    const Json &container, const Environment &environment, const std::string &podIp, StandIn standIn = StandIn::Missing);

/// The command with the addresses it would listen on replaced by the pod's. In one network namespace for all pods 0.0.0.0 is everybody's.
[[nodiscard]] std::vector<std::string> listeningOn(std::vector<std::string> command, const std::string &podIp);

/// "registry.example/prom/prometheus:v2@sha256:..." -> "prometheus"
[[nodiscard]] std::string imageName(const std::string &image);

/// The programs of the AQI images that the stand-in stands for.
[[nodiscard]] std::vector<std::string> standInNames();

/// Writes the images' own files into a folder. False where that fails.
[[nodiscard]] bool writeImageFiles(const std::string &folder);

} // namespace sandbox
