// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/network/addressblock.h"

#include "sandbox/store/fields.h"

#include <QHostAddress>

namespace sandbox {

namespace {

constexpr int first = 244; // Kubernetes' pods are usually 10.244
constexpr int last = 200;
constexpr quint16 holdingPort = 47613;
constexpr int servicesBegin = 128; // of the third number
constexpr int servicesWidth = 64;

std::unique_ptr<QTcpServer> hold(int number) {
    auto server = std::make_unique<QTcpServer>();
    const QHostAddress address(QStringLiteral("127.%1.255.254").arg(number));
    return server->listen(address, holdingPort) ? std::move(server) : nullptr;
}

} // namespace

std::optional<AddressBlock> AddressBlock::take(int preferred) {
    if (auto holder = preferred >= last && preferred <= first ? hold(preferred) : nullptr)
        return AddressBlock(preferred, std::move(holder));
    for (int number = first; number >= last; --number) {
        if (auto holder = hold(number))
            return AddressBlock(number, std::move(holder));
    }
    return std::nullopt;
}

std::string AddressBlock::network() const {
    return "127." + std::to_string(m_number) + ".";
}

std::string AddressBlock::firstService() const {
    return network() + std::to_string(servicesBegin) + ".1";
}

int blockOf(const std::vector<StoredObject> &objects) {
    for (const auto &[id, service] : objects) {
        const QHostAddress address(QString::fromStdString(id.resource == "services" ? textAt(*service, "spec.clusterIP") : std::string()));
        if (address.isLoopback())
            return static_cast<int>(address.toIPv4Address() >> 16 & 0xff);
    }
    return 0;
}

void moveServices(ObjectStore &store, const AddressBlock &block) {
    for (const auto &service : store.list("services")) {
        const QHostAddress address(QString::fromStdString(textAt(*service, "spec.clusterIP")));
        const quint32 number = address.toIPv4Address();
        if (number == 0 || address.toString().startsWith(QString::fromStdString(block.network())))
            continue;
        const std::string moved = block.network() + std::to_string(servicesBegin + static_cast<int>(number >> 8 & 0xff) % servicesWidth) + '.'
            + std::to_string(number & 0xff);
        (void)store.mutate({"services", namespaceOf(*service), nameOf(*service)}, [&moved](Json &object) {
            object["spec"]["clusterIP"] = moved;
            object["spec"]["clusterIPs"] = Json::array({moved});
            return true;
        });
    }
}

} // namespace sandbox
