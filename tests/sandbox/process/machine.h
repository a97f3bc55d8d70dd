// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A node whose pods are processes, without controllers or API server, and short ways to ask it.
#pragma once

#include "sandbox/network/addressblock.h"
#include "sandbox/network/servicebalancer.h"
#include "sandbox/process/processbackend.h"
#include "sandbox/runtime/hollowbackend.h"
#include "sandbox/runtime/podruntime.h"
#include "sandbox/store/fields.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <optional>

constexpr int patience = 120000; // ms; a loaded machine under sanitizers

struct Machine {
    /// program: what runs in the AQI images.
    explicit Machine(std::string program = {})
        : standIn(std::move(program)) {
        start();
    }

    void start() {
        runtime.reset();
        sandbox::RuntimeOptions options;
        options.podNetwork = block->network();
        options.createDelay = std::chrono::milliseconds(10);
        options.backOff = std::chrono::seconds(1);
        options.readyDelay = std::chrono::milliseconds(50);
        sandbox::ProcessOptions parts{folder.path(), {}, "PEM of the authority", {}, standIn};
        parts.token = [](const sandbox::Json &pod, const sandbox::Json &) { return "token of " + sandbox::nameOf(pod); };
        auto backend = std::make_unique<sandbox::ProcessBackend>(store, parts, std::make_unique<sandbox::HollowBackend>(options));
        backend->begin({"127.0.0.1", 6443});
        runtime.emplace(store, options, std::move(backend));
        runtime->start();
    }

    void put(const char *resource, const std::string &name, sandbox::Json object, const std::string &ns = "aqi") {
        object["metadata"]["name"] = name;
        object["metadata"]["namespace"] = ns;
        QVERIFY(store.create({resource, ns, name}, std::move(object)).has_value());
    }
    void create(const std::string &name, sandbox::Json spec) {
        spec["nodeName"] = "n1";
        put("pods", name, {{"apiVersion", "v1"}, {"kind", "Pod"}, {"spec", std::move(spec)}});
    }
    /// One container "main" of an image; a shell script where one is given.
    [[nodiscard]] static sandbox::Json spec(const std::string &image, const std::string &script = {}, sandbox::Json more = sandbox::Json::object()) {
        more["name"] = "main";
        more["image"] = image;
        if (!script.empty())
            more["command"] = {"sh", "-c", script};
        return {{"containers", sandbox::Json::array({std::move(more)})}, {"enableServiceLinks", false}};
    }

    [[nodiscard]] sandbox::Json pod(const std::string &name) const {
        const auto found = store.get({"pods", "aqi", name});
        return found ? *found : sandbox::Json();
    }
    [[nodiscard]] sandbox::Json status(const std::string &name, std::size_t index = 0, const char *list = "status.containerStatuses") const {
        const sandbox::Json object = pod(name);
        const sandbox::Json &all = sandbox::itemsAt(object, list);
        return index < all.size() ? all[index] : sandbox::Json();
    }
    [[nodiscard]] bool ready(const std::string &name) const { return sandbox::podReady(pod(name)); }
    [[nodiscard]] std::string ip(const std::string &name) const { return sandbox::textAt(pod(name), "status.podIP"); }
    /// An event of the pod whose "Reason: message" contains a text.
    [[nodiscard]] bool saw(const std::string &name, const std::string &text) const {
        for (const auto &event : store.list("events", "aqi")) {
            if (sandbox::textAt(*event, "involvedObject.name") == name
                && (sandbox::textAt(*event, "reason") + ": " + sandbox::textAt(*event, "message")).contains(text))
                return true;
        }
        return false;
    }
    [[nodiscard]] QByteArray log(const std::string &name, const std::string &container = "main", sandbox::LogOf of = sandbox::LogOf::Current) const {
        QByteArray text;
        if (const auto lines = runtime->logs("aqi", name, container, of)) {
            for (const auto &line : *lines)
                text += QByteArray::fromStdString(line.text) + '\n';
        }
        return text;
    }
    /// What everything about a pod that a failed test must show.
    [[nodiscard]] QByteArray report(const std::string &name) const {
        QByteArray text = QByteArray::fromStdString(pod(name).dump(2)) + "\n";
        for (const auto &event : store.list("events", "aqi"))
            text += QByteArray::fromStdString(sandbox::textAt(*event, "reason") + ": " + sandbox::textAt(*event, "message")) + '\n';
        return text + log(name);
    }

    struct Ran {
        int code = -1;
        QByteArray output;
    };
    /// Runs a program in a container's view.
    [[nodiscard]] Ran exec(const std::string &name, std::vector<std::string> command, const QByteArray &input = {}, bool terminal = false) {
        sandbox::ExecRequest request{std::move(command), terminal ? sandbox::ExecTerminal::Wanted : sandbox::ExecTerminal::None,
            input.isEmpty() ? sandbox::ExecInput::None : sandbox::ExecInput::Wanted};
        auto session = runtime->exec("aqi", name, {}, request);
        if (!session)
            return {-1, QByteArray::fromStdString(session.error().message)};
        Ran ran;
        bool over = false;
        QObject::connect(session->get(), &sandbox::ExecSession::output, session->get(), [&](const QByteArray &bytes) { ran.output += bytes; });
        QObject::connect(session->get(), &sandbox::ExecSession::errorOutput, session->get(), [&](const QByteArray &bytes) { ran.output += bytes; });
        QObject::connect(session->get(), &sandbox::ExecSession::ended, session->get(), [&](int code) { ran.code = code, over = true; });
        if (!input.isEmpty()) {
            (*session)->write(input);
            (*session)->closeInput();
        }
        (void)QTest::qWaitFor([&] { return over; }, patience);
        return ran;
    }

    std::optional<sandbox::AddressBlock> block = sandbox::AddressBlock::take();
    std::string standIn;
    QTemporaryDir folder;
    sandbox::ObjectStore store;
    std::optional<sandbox::PodRuntime> runtime;
};

/// Processes of this machine, as seen from here, whose command line contains a text.
inline std::vector<pid_t> processesWith(const QByteArray &text) {
    std::vector<pid_t> found;
    for (const auto &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(name));
        if (name.toInt() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().replace('\0', ' ').contains(text))
            found.push_back(name.toInt());
    }
    return found;
}

/// Sends a line and returns what comes first.
inline QByteArray answerOf(const std::string &address, int port, const QByteArray &line) {
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(line); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(QString::fromStdString(address), static_cast<quint16>(port));
    (void)QTest::qWaitFor([&] { return !answer.isEmpty() || socket.state() == QAbstractSocket::UnconnectedState; }, 10000);
    return answer;
}
