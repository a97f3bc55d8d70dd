// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's API server in the test's own process, in front of containers that are programs of this machine, and kubectl against it.
#pragma once

#include "kubectl.h"
#include "sandbox/api/apiserver.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/schema/openapi.h"
#include "sandbox/store/objectstore.h"

#include <QTemporaryDir>

#include <map>
#include <memory>
#include <string>
#include <vector>

/// The log of one container, as a kubelet keeps it: the instance that runs and the one before.
struct ContainerLog {
    struct Line {
        std::int64_t ms = 0;
        std::string text;
    };
    std::vector<Line> lines;
    std::vector<Line> previous;
    bool running = true;
    struct Follower {
        int number = 0;
        sandbox::LogQuery query;
        sandbox::Backends::OnText onText;
        sandbox::Backends::OnEnd onEnd;
    };
    std::vector<Follower> followers;
};

class LocalCluster {
public:
    LocalCluster();
    /// False where no port could be had; the kubeconfig is there afterwards.
    [[nodiscard]] bool start();
    [[nodiscard]] QString kubeconfig() const { return m_folder.filePath(QStringLiteral("kubeconfig")); }
    [[nodiscard]] sandbox::ObjectStore &store() { return m_store; }

    /// A running pod in the namespace "default" with these containers.
    void addPod(const std::string &name, const std::vector<std::string> &containers);
    /// Writes a line, as the container's process would.
    void log(const std::string &pod, const std::string &container, const std::string &text, std::int64_t ageMs = 0);
    /// The container ends and another instance starts: who follows is at the end.
    void restart(const std::string &pod, const std::string &container);
    [[nodiscard]] int followers(const std::string &pod, const std::string &container);

    /// kubectl to its end, while the server serves. input: its standard input.
    [[nodiscard]] Ran kubectl(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Any program with the kubeconfig in its environment.
    [[nodiscard]] std::unique_ptr<QProcess> started(const QString &program, const QStringList &arguments) const;
    /// What kubectl wrote, byte by byte.
    [[nodiscard]] std::pair<int, QByteArray> kubectlBytes(const QStringList &arguments, const QByteArray &input = {}) const;

private:
    [[nodiscard]] sandbox::Backends backends();
    [[nodiscard]] sandbox::Outcome<ContainerLog *> logOf(const sandbox::LogQuery &query);

    QTemporaryDir m_folder;
    sandbox::ObjectStore m_store;
    sandbox::OpenApi m_openApi;
    std::map<std::string, ContainerLog> m_logs; // by pod/container
    int m_followers = 0;
    sandbox::ApiServer m_api;
    std::unique_ptr<sandbox::HttpServer> m_server;
};
