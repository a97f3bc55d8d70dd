// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the network policies of a scope let through, as a network that enforces them would.
#pragma once

#include "config/cross/address.h"

namespace config::cross {

enum class Direction : std::uint8_t { Ingress, Egress };

class Policies {
public:
    explicit Policies(const View &view);

    /// Policies that bind the pod in that direction; none: everything is allowed.
    [[nodiscard]] std::vector<const Object *> binding(const Pod &pod, Direction direction) const;
    /// Whether a connection may leave `from`, or arrive at `arrival.pod`.
    [[nodiscard]] bool mayLeave(const Pod &from, const Arrival &arrival) const;
    [[nodiscard]] bool mayArrive(const Pod &from, const Arrival &arrival) const;
    /// Whether names can be resolved: port 53 to pods of another namespace or to addresses.
    [[nodiscard]] bool mayResolve(const Pod &from) const;
    /// Whether anything that is no pod of this scope (an ingress controller) may arrive at the port.
    [[nodiscard]] bool mayArriveFromOutside(const Arrival &arrival) const;

private:
    [[nodiscard]] bool peerIs(Node peer, const Object &policy, const Pod &pod) const;

    const View &m_view;
};

/// Directions that a policy is about: as written, or as Kubernetes completes it.
[[nodiscard]] bool isAbout(const Object &policy, Direction direction);

} // namespace config::cross
