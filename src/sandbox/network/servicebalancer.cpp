// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/network/servicebalancer.h"

#include "sandbox/store/fields.h"

#include <QHostAddress>

namespace sandbox {

namespace {

constexpr qint64 maximumWaiting = 256 * 1024; // bytes that one side has not taken yet

void pass(QTcpSocket *from, QTcpSocket *to) {
    while (from->bytesAvailable() > 0 && to->bytesToWrite() < maximumWaiting)
        to->write(from->read(maximumWaiting));
}

} // namespace

void joinSockets(QTcpSocket *near, QTcpSocket *far) {
    far->setParent(near);
    for (auto [from, to] : {std::pair(near, far), std::pair(far, near)}) {
        from->setReadBufferSize(maximumWaiting);
        QObject::connect(from, &QIODevice::readyRead, to, [from, to] { pass(from, to); });
        QObject::connect(to, &QIODevice::bytesWritten, from, [from, to] { pass(from, to); });
        QObject::connect(from, &QAbstractSocket::disconnected, to, [from, to] {
            if (from->bytesAvailable() > 0)
                to->write(from->readAll());
            to->disconnectFromHost();
        });
    }
    // A refused connection is a reset, as with a real proxy: whoever asked sees at once that nobody is there.
    QObject::connect(far, &QAbstractSocket::errorOccurred, near, [near, far] {
        if (far->state() != QAbstractSocket::ConnectedState)
            near->disconnectFromHost();
    });
    QObject::connect(near, &QAbstractSocket::disconnected, near, [near, far] {
        if (far->state() != QAbstractSocket::UnconnectedState && far->bytesToWrite() > 0)
            QObject::connect(far, &QAbstractSocket::disconnected, near, &QObject::deleteLater);
        else
            near->deleteLater();
    });
}

ServiceBalancer::ServiceBalancer(const ObjectStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store) {}

void ServiceBalancer::start(quint16 apiPort) {
    m_apiPort = apiPort;
    connect(&m_store, &ObjectStore::changed, this, [this](const StoreEvent &event) {
        if (event.id.resource != "services")
            return;
        if (event.type == StoreEvent::Type::Modified && field(*event.object, "spec") == field(*event.previous, "spec"))
            return;
        closeAll(event.id.ns, event.id.name);
        if (event.type != StoreEvent::Type::Deleted)
            look(*event.object);
    });
    for (const auto &service : m_store.list("services"))
        look(*service);
}

void ServiceBalancer::look(const Json &service) {
    const std::string address = textAt(service, "spec.clusterIP");
    if (!address.starts_with("127."))
        return;
    for (const auto &port : itemsAt(service, "spec.ports")) {
        if (textAt(port, "protocol", "TCP") == "TCP")
            listen({address, static_cast<int>(numberAt(port, "port"))}, {namespaceOf(service), nameOf(service), textAt(port, "name")});
    }
}

void ServiceBalancer::closeAll(const std::string &ns, const std::string &service) {
    std::erase_if(m_servers, [&](const auto &entry) { return entry.second.first.ns == ns && entry.second.first.service == service; });
}

void ServiceBalancer::listen(const Place &place, const Port &port) {
    auto server = std::make_unique<QTcpServer>();
    const QString address = QString::fromStdString(place.first);
    connect(server.get(), &QTcpServer::newConnection, this, [this, raw = server.get(), port] { accept(*raw, port); });
    if (!server->listen(QHostAddress(address), static_cast<quint16>(place.second))) {
        Q_EMIT notListening(QString::fromStdString(port.ns + "/" + port.service), address, place.second, server->errorString());
        return;
    }
    m_servers[place] = {port, std::move(server)};
}

void ServiceBalancer::accept(QTcpServer &server, const Port &port) {
    while (QTcpSocket *near = server.nextPendingConnection()) {
        near->setParent(this); // a connection lives on when its service changes
        const auto place = next(port);
        if (!place) {
            near->abort();
            near->deleteLater();
            continue;
        }
        auto *far = new QTcpSocket(near);
        joinSockets(near, far);
        far->connectToHost(QString::fromStdString(place->first), static_cast<quint16>(place->second));
    }
}

std::optional<ServiceBalancer::Place> ServiceBalancer::next(const Port &port) {
    if (port.ns == "default" && port.service == "kubernetes")
        return Place{"127.0.0.1", m_apiPort};
    const ObjectPtr endpoints = m_store.get({"endpoints", port.ns, port.service});
    std::vector<Place> places;
    for (const auto &subset : endpoints ? itemsAt(*endpoints, "subsets") : Json::array()) {
        for (const auto &wanted : itemsAt(subset, "ports")) {
            if (textAt(wanted, "name") != port.name)
                continue;
            for (const auto &address : itemsAt(subset, "addresses"))
                places.emplace_back(textAt(address, "ip"), static_cast<int>(numberAt(wanted, "port")));
        }
    }
    if (places.empty())
        return std::nullopt;
    return places[m_turns[port]++ % places.size()];
}

} // namespace sandbox
