// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/liveobjects.h"

#include "kube/client.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

LiveObjects::LiveObjects(QObject *parent) : QObject(parent) {
    m_silence.setSingleShot(true);
    setPatience(std::chrono::seconds(20));
    connect(&m_silence, &QTimer::timeout, this, [this] {
        const int seconds = std::max(1, m_silence.interval() / 1'000);
        m_error = base::Error{base::ErrorKind::Timeout, tr("the cluster has said nothing for %1 s").arg(seconds), {}, {}};
        end();
    });
}

LiveObjects::~LiveObjects() {
    for (QFuture<Answer> &call : m_calls)
        call.cancel();
}

QString LiveObjects::keyOf(const kube::ObjectRef &ref) { return QStringList{ref.apiVersion, ref.kind, ref.ns, ref.name}.join(u'\n'); }

void LiveObjects::ask(kube::Client &client, const QList<kube::ObjectRef> &refs) {
    forget();
    m_client = &client;
    m_waiting = refs;
    m_total = static_cast<int>(refs.size());
    m_silence.start();
    next();
    Q_EMIT changed();
}

void LiveObjects::cancel() {
    if (!isAsking())
        return;
    m_error = base::Error{base::ErrorKind::Cancelled, tr("it was cancelled"), {}, {}};
    end();
}

void LiveObjects::forget() {
    m_error.reset();
    m_answers.clear();
    m_at = {};
    m_total = 0;
    end();
}

void LiveObjects::end() {
    ++m_round;
    m_silence.stop();
    m_client = nullptr;
    m_waiting.clear();
    m_underWay = 0;
    for (QFuture<Answer> &call : m_calls)
        call.cancel();
    m_calls.clear();
    Q_EMIT changed();
}

void LiveObjects::next() {
    while (m_underWay < atOnce && !m_waiting.isEmpty())
        send(m_waiting.takeFirst());
    if (m_underWay == 0)
        end();
}

void LiveObjects::send(const kube::ObjectRef &ref) {
    ++m_underWay;
    QFuture<Answer> call = m_client->get(ref);
    call.then(this, [this, ref, round = m_round](const Answer &answer) {
        if (round == m_round)
            take(ref, answer);
    });
    m_calls.append(call);
}

void LiveObjects::take(const kube::ObjectRef &ref, const Answer &answer) {
    --m_underWay;
    m_answers.insert(keyOf(ref), answer);
    m_at = QDateTime::currentDateTime();
    m_silence.start();
    next();
    if (isAsking())
        Q_EMIT changed();
}

const LiveObjects::Answer *LiveObjects::answer(const kube::ObjectRef &ref) const {
    const auto found = m_answers.constFind(keyOf(ref));
    return found == m_answers.constEnd() ? nullptr : &*found;
}

} // namespace ui
