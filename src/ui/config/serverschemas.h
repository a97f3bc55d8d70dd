// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the connected server what it knows of its kinds (/openapi/v3), a handful of documents at once, and keeps the answer of each server.
// Nothing blocks; silence ends by itself.
#pragma once

#include "base/error.h"
#include "models/config/serverkinds.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace kube {
class Client;
struct Reply;
}

namespace ui {

class ServerSchemas : public QObject {
    Q_OBJECT
public:
    static constexpr int atOnce = 6;

    explicit ServerSchemas(QObject *parent = nullptr);
    ~ServerSchemas() override;

    /// Another one is asked at once, even where an older answer of it is kept; null: none. The client must live until the next call.
    void setServer(kube::Client *client);
    /// Anew; nothing happens without a server, or while it is asked.
    void ask();
    /// Of silence, after which it is given up.
    void setPatience(std::chrono::milliseconds patience) { m_silence.setInterval(patience); }

    [[nodiscard]] bool hasServer() const { return m_client != nullptr; }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    /// The last answer of this server; null: none yet.
    [[nodiscard]] const models::ServerKindsPtr &kinds() const { return m_kinds; }
    /// Why the last question had no answer.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    using Answer = base::Result<kube::Reply>;
    void send(const QString &path, void (ServerSchemas::*then)(const Answer &));
    void takeVersion(const Answer &answer);
    void takeIndex(const Answer &answer);
    void takeDocument(const Answer &answer);
    void next();
    void finish();
    void fail(const base::Error &error);
    void end();

    kube::Client *m_client = nullptr;
    QString m_server; // what its answer is kept by
    QHash<QString, models::ServerKindsPtr> m_known;
    models::ServerKindsPtr m_kinds;
    std::optional<base::Error> m_error;
    models::ServerKinds m_coming;
    QList<QString> m_waiting;
    QList<QFuture<Answer>> m_calls;
    QTimer m_silence;
    bool m_asking = false;
    int m_underWay = 0;
    int m_total = 0;
    int m_round = 0; // answers of one before are not heard
};

} // namespace ui
