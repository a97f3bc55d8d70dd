// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which kinds the server has and under which paths.
#pragma once

#include "base/error.h"
#include "kube/client.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace kube {

class Transport;

/// The kinds of Kubernetes itself that every server has under the same path: known without asking.
[[nodiscard]] std::optional<ResourceType> builtinType(const QString &apiVersion, const QString &kind);
/// An APIResourceList; subresources left out.
[[nodiscard]] QList<ResourceType> parseResourceList(const QJsonObject &list, const QString &apiVersion);

/// Lives in the client's thread.
class Discovery : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(const base::Result<ResourceType> &)>;
    explicit Discovery(Transport &transport, QObject *parent = nullptr);
    /// owner: destroying it ends the asking. A kind that is not known is asked for anew each time.
    void find(const QString &apiVersion, const QString &kind, QObject *owner, Handler handler);

private:
    [[nodiscard]] std::optional<ResourceType> known(const QString &apiVersion, const QString &kind) const;

    Transport &m_transport;
    QHash<QString, QList<ResourceType>> m_groups; // by apiVersion
};

} // namespace kube
