// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workloads/ports.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool isTcp(const QJsonObject &port) { return port["protocol"_L1].toString(u"TCP"_s) == "TCP"_L1; }

QString textOf(const QJsonValue &value) { return value.isString() ? value.toString() : value.isDouble() ? QString::number(value.toInt()) : QString(); }

QJsonObject podSpec(const QJsonObject &object) {
    const QJsonObject spec = object["spec"_L1].toObject();
    return spec.contains("template"_L1) ? spec["template"_L1].toObject()["spec"_L1].toObject() : spec;
}

QList<PortChoice> servicePorts(const QJsonObject &service) {
    QList<PortChoice> choices;
    const QJsonArray ports = service["spec"_L1].toObject()["ports"_L1].toArray();
    for (const QJsonValue &value : ports) {
        const QJsonObject port = value.toObject();
        const int number = port["port"_L1].toInt();
        const QString target = textOf(port["targetPort"_L1]);
        if (number > 0 && isTcp(port))
            choices.append({port["name"_L1].toString(), number, target.isEmpty() ? QString::number(number) : target, {}});
    }
    return choices;
}

QList<PortChoice> containerPorts(const QJsonObject &podSpec) {
    QList<PortChoice> choices;
    for (const auto &list : {"containers"_L1, "initContainers"_L1}) { // a sidecar is an init container that goes on
        const QJsonArray containers = podSpec[list].toArray();
        for (const QJsonValue &container : containers) {
            const QJsonArray ports = container["ports"_L1].toArray();
            for (const QJsonValue &value : ports) {
                const QJsonObject port = value.toObject();
                const int number = port["containerPort"_L1].toInt();
                if (number > 0 && isTcp(port))
                    choices.append({port["name"_L1].toString(), number, QString::number(number), container["name"_L1].toString()});
            }
        }
    }
    return choices;
}

} // namespace

QList<PortChoice> portChoices(const QJsonObject &object) {
    return object["kind"_L1].toString() == "Service"_L1 ? servicePorts(object) : containerPorts(podSpec(object));
}

QString portText(const PortChoice &choice) {
    QString text = choice.name.isEmpty() ? QString::number(choice.port) : choice.name + u' ' + QString::number(choice.port);
    if (!choice.holder.isEmpty())
        text += u" (%1)"_s.arg(choice.holder);
    else if (choice.onPod != QString::number(choice.port))
        text += u" → "_s + choice.onPod;
    return text;
}

int portOnPod(const PortChoice &choice, const QJsonObject &pod) {
    bool isNumber = false;
    if (const int number = choice.onPod.toInt(&isNumber); isNumber)
        return number;
    const QList<PortChoice> ports = containerPorts(podSpec(pod));
    for (const PortChoice &port : ports) {
        if (port.name == choice.onPod)
            return port.port;
    }
    return 0;
}

QString selectorText(const QJsonObject &service) {
    const QJsonObject selector = service["spec"_L1].toObject()["selector"_L1].toObject();
    QStringList parts;
    for (auto it = selector.begin(); it != selector.end(); ++it)
        parts.append(it.key() + u'=' + it.value().toString());
    return parts.join(u',');
}

} // namespace models
