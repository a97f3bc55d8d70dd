// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The system that every platform projects: its services, and of each what a platform can say about it and where it says so.
#pragma once

#include "config/set/place.h"

#include <optional>
#include <string>
#include <vector>

namespace config {

/// Where a value stands. In an object of a scope: as rendered; placeOf() leads it back to the file.
struct Site {
    const Document *document = nullptr;
    Node node;
    const Scope *scope = nullptr; // with object, else both are null
    const Object *object = nullptr;

    [[nodiscard]] Site at(Node other) const { return {document, other, scope, object}; }
};
[[nodiscard]] Place placeOf(const Site &site);

template <class T> struct Placed {
    T value{};
    Site site;
};

/// Who says what a variable holds.
enum class Given : std::uint8_t {
    Literal, // the file
    Secret,  // a secret of the platform
    Config,  // an object that the set does not hold
    Pod,     // the platform, out of what it knows of the pod
    Outside, // whoever starts it (${VARIABLE}, config vars that are asked for)
};

struct Variable {
    std::string name;
    Given given = Given::Literal;
    std::string text;        // of a literal; of a secret what the platform calls it
    bool changeable = false; // a literal that is only the default of something outside
    Site site;
};

struct Resources {
    std::optional<Placed<double>> cpuRequest; // cores
    std::optional<Placed<double>> cpuLimit;
    std::optional<Placed<std::int64_t>> memoryRequest; // bytes
    std::optional<Placed<std::int64_t>> memoryLimit;
};

/// A fixed number has minimum and maximum alike.
struct Replicas {
    int minimum = 1;
    int maximum = 1;
    Site site;
};

struct Probe {
    std::string path; // of an HTTP probe
    int port = 0;     // 0: that of the service
    Site site;
};

struct Service {
    std::string name;    // the system's own, whatever the platform calls it
    std::string written; // what the platform calls it
    Site site;
    std::optional<Placed<std::string>> image;
    std::optional<Placed<std::string>> command; // words, with a blank between them
    std::vector<Placed<int>> ports;             // of the container
    std::vector<Variable> environment;
    Site environmentSite;         // the list of variables, or the nearest thing around it
    bool environmentOpen = false; // more variables come from what the set does not hold
    Resources resources;
    std::optional<Replicas> replicas;
    std::vector<Probe> probes; // the one that decides about traffic first
    std::vector<Placed<std::string>> hosts;

    [[nodiscard]] const Variable *variable(std::string_view called) const;
};

struct System {
    Platform platform = Platform::Other;
    QString name;        // path of the kustomization, folder or file
    QString environment; // "production", "staging" ...; empty where nothing says so
    std::vector<Service> services;
    const Document *guide = nullptr; // README.md beside the files: where those without comments explain themselves

    [[nodiscard]] const Service *service(std::string_view called) const;
};

/// "aqi-predictor-api" of "registry.example.com/site/aqi-predictor-api:1.0.0"; its tag or digest.
[[nodiscard]] std::string_view imageName(std::string_view image);
[[nodiscard]] std::string_view imageVersion(std::string_view image);

} // namespace config
