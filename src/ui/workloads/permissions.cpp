// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/permissions.h"

namespace ui {

void Permissions::setClient(kube::Client *client, const QString &ns) {
    if (client == m_client && ns == m_ns)
        return;
    m_client = client;
    m_ns = ns;
    m_answers.clear();
}

bool Permissions::forbidden(const Deed &deed) {
    if (!m_client)
        return false;
    if (!m_answers.contains(deed.text()))
        ask(deed);
    return m_answers.value(deed.text()) == Answer::Forbidden;
}

void Permissions::ask(const Deed &deed) {
    m_answers.insert(deed.text(), Answer::Asked);
    m_client->allowed(deed.verb, deed.group, deed.resource, m_ns).then(this, [this, client = m_client, ns = m_ns, deed](const base::Result<bool> &allowed) {
        if (client != m_client || ns != m_ns)
            return;
        m_answers.insert(deed.text(), !allowed ? Answer::Unknown : *allowed ? Answer::Allowed : Answer::Forbidden);
        Q_EMIT changed();
    });
}

} // namespace ui
