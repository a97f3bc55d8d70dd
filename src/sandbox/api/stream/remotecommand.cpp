// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/remotecommand.h"

#include "sandbox/api/answers.h"
#include "sandbox/api/podcontainer.h"
#include "sandbox/api/representation.h"
#include "sandbox/api/stream/portchannels.h"
#include "sandbox/api/stream/websocket.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr std::string_view fifthProtocol = "v5.channel.k8s.io";
constexpr std::string_view fourthProtocol = "v4.channel.k8s.io";

struct Asked {
    ExecQuery query;
    RemoteCommand::Streams streams;
};

Outcome<Asked> askedFor(const HttpRequest &request, const ObjectStore &store, const ObjectId &id, RemoteVerb verb) {
    const auto pod = podOnANode(store, id);
    if (!pod)
        return std::unexpected(pod.error());
    auto container = chosenContainer(**pod, request.parameter("container").value_or(""));
    if (!container)
        return std::unexpected(container.error());
    Asked asked{{id.ns, id.name, *container, {}, request.isSet("stdin"), request.isSet("tty")},
        {request.isSet("stdin"), request.isSet("stdout"), request.isSet("stderr") && !request.isSet("tty"), request.isSet("tty")}};
    for (const auto &[name, value] : request.query) {
        if (name == "command")
            asked.query.command.push_back(value);
    }
    if (!asked.streams.input && !asked.streams.output && !request.isSet("stderr"))
        return badRequest("you must specify at least 1 of stdin, stdout, stderr");
    if (verb == RemoteVerb::Exec && asked.query.command.empty())
        return badRequest("you must specify at least one command");
    return asked;
}

/// The streams that a client of SPDY opens.
std::set<Channel> expectedChannels(const RemoteCommand::Streams &streams) {
    std::set<Channel> expected{Channel::Status};
    if (streams.input)
        expected.insert(Channel::Input);
    if (streams.output)
        expected.insert(Channel::Output);
    if (streams.errorOutput)
        expected.insert(Channel::ErrorOutput);
    if (streams.terminal)
        expected.insert(Channel::Resize);
    return expected;
}

/// Takes the connection over; 400 or 403 where it cannot.
Outcome<CommandChannels *> channelsOver(HttpExchange &exchange, const RemoteCommand::Streams &streams) {
    const auto &request = exchange.request();
    if (WebSocket::isAskedFor(request)) {
        const auto protocol = WebSocket::negotiate(request, {std::string(fifthProtocol), std::string(fourthProtocol)});
        if (!protocol)
            return std::unexpected(protocol.error());
        return new WebSocketChannels(*new WebSocket(exchange, *protocol), *protocol == fifthProtocol ? WebSocketChannels::CloseMessages::Known : WebSocketChannels::CloseMessages::Unknown);
    }
    if (lowerCase(request.header("upgrade")) != "spdy/3.1" || lowerCase(request.header("connection")).find("upgrade") == std::string::npos)
        return std::unexpected(upgradeRequired());
    if (const auto offered = request.header("x-stream-protocol-version"); offered.find(fourthProtocol) == std::string::npos) {
        return std::unexpected(StatusError{403, "Forbidden",
            "unable to negotiate protocol: client supports [" + offered + "], server accepts [" + std::string(fourthProtocol) + ']', Json::object()});
    }
    return new SpdyChannels(
        *new RawLink(exchange, {{"Upgrade", "SPDY/3.1"}, {"X-Stream-Protocol-Version", std::string(fourthProtocol)}}), expectedChannels(streams));
}

} // namespace

void answerRemoteCommand(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod, RemoteVerb verb) {
    const auto asked = askedFor(exchange.request(), store, pod, verb);
    const auto channels = asked.and_then([&](const Asked &good) { return channelsOver(exchange, good.streams); });
    if (!channels)
        return exchange.respond(errorResponse(channels.error()));
    const auto &make = verb == RemoteVerb::Exec ? backends.exec : backends.attach;
    new RemoteCommand(**channels, asked->streams, [make, query = asked->query]() -> Outcome<std::unique_ptr<ContainerProcess>> {
        return make ? make(query) : std::unexpected(nothingRuns());
    });
}

RemoteCommand::RemoteCommand(CommandChannels &channels, Streams streams, Start start)
    : QObject(&channels)
    , m_channels(channels)
    , m_streams(streams)
    , m_start(std::move(start)) {
    connect(&channels, &CommandChannels::ready, this, &RemoteCommand::begin);
    connect(&channels, &CommandChannels::received, this, &RemoteCommand::onReceived);
    connect(&channels, &CommandChannels::inputClosed, this, [this] {
        m_inputClosed = true;
        if (m_process)
            m_process->closeInput();
    });
    connect(&channels.link(), &ByteLink::taken, this, &RemoteCommand::balance);
    connect(&channels.link(), &ByteLink::closed, this, [this] {
        if (m_process)
            m_process.release()->deleteLater(); // it may be speaking
    });
}

void RemoteCommand::begin() {
    auto process = m_start();
    if (!process)
        return end(process.error().toJson());
    m_process = std::move(*process);
    connect(m_process.get(), &ContainerProcess::wroteOutput, this, [this](std::string_view bytes) { onOutput(Channel::Output, bytes); });
    connect(m_process.get(), &ContainerProcess::wroteError, this, [this](std::string_view bytes) { onOutput(Channel::ErrorOutput, bytes); });
    connect(m_process.get(), &ContainerProcess::inputTaken, this, &RemoteCommand::balance);
    connect(m_process.get(), &ContainerProcess::ended, this, &RemoteCommand::onEnded);
    // As a kubelet does, so that the client knows that all is set up.
    m_channels.send(m_streams.output ? Channel::Output : m_streams.errorOutput ? Channel::ErrorOutput : Channel::Status, {});
    if (m_inputClosed)
        m_process->closeInput();
}

void RemoteCommand::onReceived(Channel channel, std::string_view bytes) {
    if (!m_process)
        return;
    if (channel == Channel::Input && m_streams.input && !bytes.empty()) {
        m_process->write(bytes);
        balance();
    }
    if (channel != Channel::Resize || !m_streams.terminal)
        return;
    const Json size = Json::parse(bytes, nullptr, false);
    const auto columns = numberAt(size, "Width");
    const auto rows = numberAt(size, "Height");
    if (columns > 0 && columns <= 0xffff && rows > 0 && rows <= 0xffff)
        m_process->resize(static_cast<int>(columns), static_cast<int>(rows));
}

void RemoteCommand::onOutput(Channel channel, std::string_view bytes) {
    if (channel == Channel::Output ? m_streams.output : m_streams.errorOutput)
        m_channels.send(channel, bytes);
    balance();
}

/// Whichever side does not take what it is sent makes the other one wait.
void RemoteCommand::balance() {
    if (!m_process)
        return;
    ByteLink &link = m_channels.link();
    if (m_process->backlog() > mostUnsent)
        link.pause();
    else if (m_process->backlog() < mostUnsent / 4)
        link.resume();
    if (link.backlog() > mostUnsent)
        m_process->pause();
    else if (link.backlog() < mostUnsent / 4)
        m_process->resume();
}

void RemoteCommand::onEnded(const ContainerExit &exit) {
    m_process.release()->deleteLater(); // it is speaking
    end(exitStatus(exit));
}

void RemoteCommand::end(const Json &status) {
    m_channels.send(Channel::Status, wireText(status));
    m_channels.close();
}

Json exitStatus(const ContainerExit &exit) {
    if (!exit.failure.empty())
        return StatusError{500, "InternalError", "Internal error occurred: " + exit.failure, Json::object()}.toJson();
    if (exit.code == 0)
        return {{"metadata", Json::object()}, {"status", "Success"}};
    const auto code = std::to_string(exit.code);
    return {{"metadata", Json::object()}, {"status", "Failure"}, {"reason", "NonZeroExitCode"},
        {"message", "command terminated with non-zero exit code: exit status " + code},
        {"details", {{"causes", Json::array({{{"reason", "ExitCode"}, {"message", code}}})}}}};
}

} // namespace sandbox
