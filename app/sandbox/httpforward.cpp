// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpforward.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <chrono>

using namespace Qt::StringLiterals;

namespace {

constexpr auto limit = std::chrono::seconds(60); // what kube-apiserver gives a request

sandbox::ProxyResponse responseOf(QNetworkReply &reply, int status) {
    sandbox::ProxyResponse response{status, {}, reply.readAll().toStdString()};
    for (const auto &[name, value] : reply.rawHeaderPairs())
        response.headers.emplace_back(name.toStdString(), value.toStdString());
    return response;
}

} // namespace

void HttpForward::forward(
    const std::string &address, int port, const sandbox::ProxyRequest &request, sandbox::Backends::OnResponse onResponse) {
    const QByteArray url = "http://" + QByteArray::fromStdString(address) + ':' + QByteArray::number(port)
        + QByteArray::fromStdString(request.path + (request.query.empty() ? "" : "?" + request.query));
    QNetworkRequest forwarded(QUrl::fromEncoded(url));
    forwarded.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    forwarded.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    forwarded.setTransferTimeout(limit);
    for (const auto &[name, value] : request.headers) {
        if (name != "host")
            forwarded.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    }
    if (!forwarded.hasRawHeader("accept-encoding")) // or Qt would ask for a compressed answer and hide that it was
        forwarded.setRawHeader("accept-encoding", "identity");
    QNetworkReply *reply = m_network.sendCustomRequest(forwarded, QByteArray::fromStdString(request.method), QByteArray::fromStdString(request.body));
    connect(reply, &QNetworkReply::finished, this, [reply, onResponse = std::move(onResponse)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        onResponse(status > 0 ? std::optional(responseOf(*reply, status)) : std::nullopt);
    });
}
