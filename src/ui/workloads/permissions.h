// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the account may do in the namespace, asked once for each thing when it first matters.
#pragma once

#include "kube/client.h"

#include <QHash>
#include <QObject>

namespace ui {

struct Deed {
    QString verb;
    QString group;
    QString resource; // "deployments/scale"
    [[nodiscard]] QString text() const { return verb + QLatin1Char(' ') + resource + QLatin1Char('.') + group; }
};

class Permissions : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Null: nobody to ask. Another client's answers are forgotten; its pointer is not used after the next call.
    void setClient(kube::Client *client, const QString &ns);
    /// True once the server has said no. While it is not known, or cannot be, the deed itself is what the server judges.
    [[nodiscard]] bool forbidden(const Deed &deed);

Q_SIGNALS:
    void changed();

private:
    enum class Answer { Asked, Allowed, Forbidden, Unknown };
    void ask(const Deed &deed);
    kube::Client *m_client = nullptr;
    QString m_ns;
    QHash<QString, Answer> m_answers;
};

} // namespace ui
