// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of a sandbox's own, and the balancing of connections over ready endpoints.
#include "sandbox/network/addressblock.h"
#include "sandbox/network/servicebalancer.h"
#include "sandbox/store/fields.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace sandbox;

namespace {

/// Answers every connection with its name and what it was sent.
struct Endpoint {
    Endpoint(const std::string &address, QByteArray name) {
        QVERIFY(server.listen(QHostAddress(QString::fromStdString(address)), 0));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this, name] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, name] { socket->write(name + socket->readAll()); });
        });
    }
    QTcpServer server;
};

QByteArray ask(const std::string &address, int port, const QByteArray &what, qsizetype size) {
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(what); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(QString::fromStdString(address), static_cast<quint16>(port));
    (void)QTest::qWaitFor([&] { return answer.size() >= size || socket.state() == QAbstractSocket::UnconnectedState; }, 30000);
    return answer;
}

} // namespace

class NetworkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoSandboxesDiffer() {
        const auto one = AddressBlock::take();
        auto two = AddressBlock::take();
        QVERIFY(one && two && one->network() != two->network());
        const std::string network = two->network();
        const int number = std::stoi(network.substr(4));
        two.reset();
        const auto again = AddressBlock::take(number); // as a sandbox that starts again
        QVERIFY(again);
        QCOMPARE(again->network(), network);
    }

    void servicesOfAnEarlierRun() {
        const auto block = AddressBlock::take();
        ObjectStore store;
        const auto put = [&store](const char *name, const char *address) {
            QVERIFY(store.create({"services", "aqi", name},
                {{"metadata", {{"name", name}, {"namespace", "aqi"}}}, {"spec", {{"clusterIP", address}}}}));
        };
        put("old", "10.96.1.7");
        put("headless", "None");
        put("other", "127.9.130.4");
        QCOMPARE(blockOf(store.all()), 9);
        moveServices(store, *block);
        QCOMPARE(textAt(*store.get({"services", "aqi", "old"}), "spec.clusterIP"), block->network() + "129.7");
        QCOMPARE(textAt(*store.get({"services", "aqi", "headless"}), "spec.clusterIP"), std::string("None"));
        QCOMPARE(textAt(*store.get({"services", "aqi", "other"}), "spec.clusterIP"), block->network() + "130.4");
    }

    void balances() {
        const auto block = AddressBlock::take();
        QVERIFY(block);
        ObjectStore store;
        ServiceBalancer balancer(store);
        balancer.start(1);
        const std::string address = block->network() + "128.9";
        Endpoint a(block->network() + "0.2", "a:");
        Endpoint b(block->network() + "0.3", "b:");
        QVERIFY(store.create({"services", "aqi", "api"},
            {{"metadata", {{"name", "api"}, {"namespace", "aqi"}}}, {"spec", {{"clusterIP", address}, {"ports", Json::array({{{"name", "http"}, {"port", 8000}}})}}}}));
        const auto subset = [](const Endpoint &end) {
            return Json{{"addresses", Json::array({{{"ip", end.server.serverAddress().toString().toStdString()}}})},
                {"ports", Json::array({{{"name", "http"}, {"port", end.server.serverPort()}}})}};
        };
        QTRY_COMPARE(ask(address, 8000, "x", 1), QByteArray()); // refused or reset: nobody is ready
        QVERIFY(store.create({"endpoints", "aqi", "api"}, {{"subsets", Json::array({subset(a), subset(b)})}}));
        QSet<QByteArray> answers;
        for (int i = 0; i < 20 && answers.size() < 2; ++i)
            answers.insert(ask(address, 8000, "hello", 7));
        QCOMPARE(answers, (QSet<QByteArray>{"a:hello", "b:hello"}));
        const QByteArray much(3'000'000, 'm'); // more than the buffers on the way
        QVERIFY(ask(address, 8000, much, much.size() + 2).size() >= much.size() + 2);
        QVERIFY(store.remove({"services", "aqi", "api"}));
        QTRY_VERIFY(ask(address, 8000, "x", 1).isEmpty());
    }

    void saysWhatItCannotHave() {
        const auto block = AddressBlock::take();
        QVERIFY(block);
        ObjectStore store;
        const std::string address = block->network() + "128.9";
        Endpoint other(address, "mine");
        QVERIFY(store.create({"services", "aqi", "api"},
            {{"metadata", {{"name", "api"}, {"namespace", "aqi"}}}, {"spec", {{"clusterIP", address}, {"ports", Json::array({{{"port", other.server.serverPort()}}})}}}}));
        ServiceBalancer balancer(store);
        QSignalSpy spy(&balancer, &ServiceBalancer::notListening);
        balancer.start(1);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toString(), QStringLiteral("aqi/api"));
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
