// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/servicewriter.h"

#include "kube/client.h"

using namespace Qt::StringLiterals;

namespace kube {

namespace {

class ProxyWriter : public base::HttpWriter {
public:
    ProxyWriter(Client &client, QString prefix)
        : m_client(client)
        , m_prefix(std::move(prefix)) {}

    QFuture<base::Result<base::HttpReply>> send(const base::HttpCommand &command) override {
        Request request;
        request.method = command.method;
        request.path = m_prefix + (command.path.startsWith(u'/') ? command.path : u'/' + command.path);
        request.body = command.body;
        request.contentType = command.contentType;
        request.accept = "*/*";
        request.timeout = command.timeout;
        return m_client.send(request).then([](const base::Result<Reply> &reply) {
            return reply.transform([](const Reply &got) { return base::HttpReply{got.status, got.contentType, got.body}; });
        });
    }

private:
    Client &m_client;
    QString m_prefix;
};

} // namespace

std::unique_ptr<base::HttpWriter> serviceWriter(Client &client, const QString &ns, const QString &name, const QString &port) {
    return std::make_unique<ProxyWriter>(client, u"/api/v1/namespaces/%1/services/%2:%3/proxy"_s.arg(ns, name, port));
}

} // namespace kube
