// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ports that an object offers, and where they are on a pod.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace models {

struct PortChoice {
    QString name;   // may be empty
    int port = 0;   // what is shown: a service's own port, or the container's
    QString onPod;  // number or name of the container's port
    QString holder; // container; empty for a service
    bool operator==(const PortChoice &) const = default;
};

/// TCP ports of a Pod, of a controller's pod template or of a Service, in the object's order. Nothing else can be forwarded.
[[nodiscard]] QList<PortChoice> portChoices(const QJsonObject &object);
/// "http 8000 → 80"; of a container "http 8000 (api)".
[[nodiscard]] QString portText(const PortChoice &choice);
/// The number on this pod; 0 where the pod names no such port.
[[nodiscard]] int portOnPod(const PortChoice &choice, const QJsonObject &pod);
/// Of a Service, as a label selector; empty where it selects nothing.
[[nodiscard]] QString selectorText(const QJsonObject &service);

} // namespace models
