// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// pods/exec and pods/attach: a process' streams over the channels of a connection.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/api/stream/commandchannels.h"
#include "sandbox/store/objectstore.h"

#include <memory>

namespace sandbox {

class HttpExchange;

enum class RemoteVerb { Exec, Attach };

void answerRemoteCommand(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod, RemoteVerb verb);

/// A child of its channels. The process ends with the connection.
class RemoteCommand : public QObject {
    Q_OBJECT
public:
    struct Streams {
        bool input = false;
        bool output = false;
        bool errorOutput = false;
        bool terminal = false;
    };
    using Start = std::function<Outcome<std::unique_ptr<ContainerProcess>>()>;

    RemoteCommand(CommandChannels &channels, Streams streams, Start start);

private:
    void begin();
    void onReceived(Channel channel, std::string_view bytes);
    void onOutput(Channel channel, std::string_view bytes);
    void onEnded(const ContainerExit &exit);
    void end(const Json &status);
    void balance();

    CommandChannels &m_channels;
    Streams m_streams;
    Start m_start;
    std::unique_ptr<ContainerProcess> m_process;
    bool m_inputClosed = false; // before there was a process
};

/// What the error channel says of an end: metav1.Status, with the exit code as a cause where it is not 0.
[[nodiscard]] Json exitStatus(const ContainerExit &exit);

} // namespace sandbox
