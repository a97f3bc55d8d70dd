// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which Service a host name means, and every text of a scope that names hosts.
#pragma once

#include "config/cross/given.h"

namespace config::cross {

struct Resolved {
    enum class Outcome : std::uint8_t { Outside, Service, Missing, OtherNamespace };
    Outcome outcome = Outcome::Outside;
    const Object *service = nullptr;
    std::string_view label; // the part of the host that names the Service
    std::string_view ns;    // that was meant
};
/// As the cluster's DNS would, seen from a pod of the namespace.
[[nodiscard]] Resolved resolve(const View &view, std::string_view host, std::string_view ns);

/// A text with where it stands. Values of ConfigMaps and Secrets, literal variables, words of command lines.
struct Spoken {
    const Object *object = nullptr;
    Node node;
    std::string text;
    std::string_view name; // of the key or variable; empty for words
    bool whole = true;     // `text` is the node's own text, so that a change of a part can be written back
};
[[nodiscard]] std::vector<Spoken> spoken(const View &view);

/// A file of the set with exactly this text, which a kustomization made a ConfigMap's value of.
[[nodiscard]] const File *fileOf(const View &view, std::string_view text);
/// A finding at a part of such a text: in the file that it was generated from where there is one, and with a change of that part.
void addAt(Report &report, const View &view, const Spoken &text, std::size_t at, std::size_t length, QString message, std::optional<std::string_view> by = {});

/// Ports that a Service answers on: its own, and where it is headless those of its pods.
[[nodiscard]] std::vector<std::string> portsAnswered(const View &view, const Object &service);

/// A connection that a pod is told to make to a Service of the scope.
struct Flow {
    const Pod *from = nullptr;
    const Object *service = nullptr;
    int port = 0;   // of the Service
    const Object *at = nullptr;
    Node node;      // where the address stands, or the variable that brings it
    std::string address;
};
[[nodiscard]] std::vector<Flow> flows(const View &view);

/// Ports of a pod that a connection to the Service's port arrives at; what the Service says, names looked up.
struct Arrival {
    const Pod *pod = nullptr;
    int port = 0;
    std::string_view name;
    std::string_view protocol;
};
[[nodiscard]] std::vector<Arrival> arrivals(const View &view, const Object &service, int port);

} // namespace config::cross
