// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox of its own for one test program, and the real kubectl against it.
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

struct Ran {
    int status = -1;
    QString out;
    QString err;
    /// Everything that a failed test must show.
    [[nodiscard]] QByteArray report() const;
};

/// In a test function: ends it, with all that was said, where the program did not end well.
#define RAN(ran) \
    do { \
        const Ran &shown = (ran); \
        QVERIFY2(shown.status == 0, shown.report().constData()); \
    } while (false)

/// A namespace "try" with Redis and its service "cache".
inline constexpr const char *cacheManifest = R"(
apiVersion: v1
kind: Namespace
metadata: {name: try}
---
apiVersion: v1
kind: Service
metadata: {name: cache, namespace: try}
spec:
  selector: {app: cache}
  ports: [{name: redis, port: 6379, targetPort: redis}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache, namespace: try}
spec:
  selector: {matchLabels: {app: cache}}
  template:
    metadata: {labels: {app: cache}}
    spec:
      containers:
        - name: redis
          image: redis:7.4.2-alpine
          ports: [{name: redis, containerPort: 6379}]
          readinessProbe: {tcpSocket: {port: redis}, periodSeconds: 1}
)";

class Sandbox {
public:
    Sandbox() = default;
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    /// `aqi-sandbox up --hollow` in a folder that goes with this object; its output.
    [[nodiscard]] Ran up(const QStringList &more = {});
    /// Any other command of aqi-sandbox on the same folder.
    [[nodiscard]] Ran control(const QStringList &arguments) const;
    /// kubectl with this sandbox's kubeconfig. input: its standard input.
    [[nodiscard]] Ran kubectl(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Our own terminal program on this sandbox; a deployment may take its time.
    [[nodiscard]] Ran aqictl(const QStringList &arguments) const;
    /// An aqi-sandbox that goes on (load); ended with the returned object.
    [[nodiscard]] std::unique_ptr<QProcess> controlStarted(const QStringList &arguments) const;
    /// A kubectl that goes on (--watch, logs --follow); ended with the returned object.
    [[nodiscard]] std::unique_ptr<QProcess> kubectlStarted(const QStringList &arguments) const;

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString kubeconfig() const { return m_folder.filePath(QStringLiteral("sandbox/kubeconfig")); }

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] Ran run(const QString &program, const QStringList &arguments, const QByteArray &input, int limitMs = 60000) const;
    [[nodiscard]] std::unique_ptr<QProcess> started(const QString &program, const QStringList &arguments) const;

    QTemporaryDir m_folder;
};
