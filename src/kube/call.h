// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One request on its way: credential, time-out, renewal after 401, Retry-After. Made by Transport.
#pragma once

#include "base/error.h"
#include "kube/client.h"
#include "kube/credential.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <functional>

namespace kube {

class Transport;

/// Lives in the client's thread as a child of whoever asked; destroying it aborts the request without a word. Ends exactly once.
class Call : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(base::Result<Reply>)>;
    using BytesHandler = std::function<void(const QByteArray &)>;
    enum class Route { Shared, Fresh }; // Fresh: a connection of its own, to see whether one can be made

    Call(Transport &transport, Request request, Handler handler, QObject *owner);
    ~Call() override;

    /// Bytes of a successful answer are handed on as they come, first none when it begins; only the head must come within the time-out.
    void setStream(BytesHandler handler) { m_onBytes = std::move(handler); }
    void setRoute(Route route) { m_route = route; }
    [[nodiscard]] bool isStream() const { return m_onBytes != nullptr; }
    /// Called by the transport when there is a place.
    void begin();

private:
    void dispatch(const Credential &credential);
    void onReadyRead();
    void onFinished();
    void onAnswer(Reply reply);
    void onTimeout();
    [[nodiscard]] bool retryLater();
    void dropReply();
    void finish(base::Result<Reply> result);

    Transport &m_transport;
    Request m_request;
    Handler m_handler;
    BytesHandler m_onBytes;
    Route m_route = Route::Shared;
    std::unique_ptr<QNetworkAccessManager> m_ownManager;
    QPointer<QNetworkReply> m_reply;
    QList<QSslError> m_sslErrors;
    QByteArray m_body;
    QTimer m_timer;
    QTimer m_retry;
    QElapsedTimer m_since;
    int m_generation = 0;
    int m_retries = 0;
    bool m_renewed = false;
};

} // namespace kube
