// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a cluster for a few objects, a handful at once, and keeps what it said and when. Nothing blocks; silence ends by itself.
#pragma once

#include "base/error.h"
#include "kube/rows.h"

#include <QDateTime>
#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace kube {
class Client;
}

namespace ui {

class LiveObjects : public QObject {
    Q_OBJECT
public:
    using Answer = base::Result<QJsonObject>;
    static constexpr int atOnce = 6;

    explicit LiveObjects(QObject *parent = nullptr);
    ~LiveObjects() override;

    /// Forgets what was said before. The client must live until this has ended, was cancelled or has forgotten.
    void ask(kube::Client &client, const QList<kube::ObjectRef> &refs);
    void cancel();
    void forget();
    /// Of silence, after which the rest is given up.
    void setPatience(std::chrono::milliseconds patience) { m_silence.setInterval(patience); }

    [[nodiscard]] bool isAsking() const { return m_client != nullptr; }
    [[nodiscard]] bool isEmpty() const { return m_answers.isEmpty(); }
    [[nodiscard]] int done() const { return static_cast<int>(m_answers.size()); }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QDateTime at() const { return m_at; } // of the last answer
    /// Why not every object was answered.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    /// Null: not asked, or no answer.
    [[nodiscard]] const Answer *answer(const kube::ObjectRef &ref) const;

Q_SIGNALS:
    void changed();

private:
    static QString keyOf(const kube::ObjectRef &ref);
    void next();
    void send(const kube::ObjectRef &ref);
    void take(const kube::ObjectRef &ref, const Answer &answer);
    void end();

    kube::Client *m_client = nullptr; // while it is asked
    QList<kube::ObjectRef> m_waiting;
    QList<QFuture<Answer>> m_calls;
    QHash<QString, Answer> m_answers;
    std::optional<base::Error> m_error;
    QDateTime m_at;
    QTimer m_silence;
    int m_total = 0;
    int m_underWay = 0;
    int m_round = 0; // answers of one before are not heard
};

} // namespace ui
