// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server's refusal, or a failed connection, becomes for a person.
#pragma once

#include "base/error.h"
#include "kube/client.h"

#include <QJsonObject>
#include <QNetworkReply>
#include <QSslError>

namespace kube {

/// For a reply of status 300 and above: the Status object's message, first line, at most 500 characters; the kind by code and reason.
/// detail: what the server said, at most 2 kB; nothing for a Secret, whose values servers echo.
[[nodiscard]] base::Error errorOf(const Reply &reply, const QString &path);
/// A Status object (of a reply or of a watch's ERROR event).
[[nodiscard]] base::Error errorOfStatus(const QJsonObject &status, const QString &path);

/// The answer, or the error that a status of 300 and above is.
[[nodiscard]] base::Result<Reply> checked(const base::Result<Reply> &reply, const QString &path);
/// The answer's JSON object; nonsense is a Server error.
[[nodiscard]] base::Result<QJsonObject> jsonOf(const base::Result<Reply> &reply, const QString &path);

/// No answer: what failed on the way to access.server.
[[nodiscard]] base::Error connectionError(QNetworkReply::NetworkError error, const QString &text, const ClusterAccess &access);
/// Which certificate is not trusted and what to do about it.
[[nodiscard]] base::Error tlsError(const QList<QSslError> &errors, const ClusterAccess &access);

/// True where the connection failed, not the request: asking anything else would fail as well.
[[nodiscard]] bool isConnectionLoss(const base::Error &error);

} // namespace kube
