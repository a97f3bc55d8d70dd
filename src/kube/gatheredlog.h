// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The logs of all containers of a workload, or of one pod and whatever replaces it, each followed over restarts.
#pragma once

#include "base/error.h"
#include "kube/delta.h"
#include "kube/logstream.h"
#include "kube/rows.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace kube {

class Session;

struct LogChoice {
    ObjectRef target;      // a Pod, or what pods belong to (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob)
    QString container;     // empty: all, init containers only while they run or where they failed
    bool previous = false; // the instances before the last restarts, once
    std::optional<int> tailLines;              // of each container, at the beginning
    std::optional<std::chrono::seconds> since; // at the beginning
};

struct LogSource {
    QString pod;
    QString container;
    bool operator==(const LogSource &) const = default;
};

enum class LogNews {
    Follows,    // the container's log begins to be followed, after the first ones
    Restarted,  // the container was started anew; what follows is of the new instance. detail: why, as Kubernetes spells it
    Replaced,   // detail: the pod that is followed from now on, instead of this one
    Gone,       // the pod was deleted
    Broken,     // the stream broke, and will be taken up again where it ended
    Refused,    // it cannot be read
    NoPrevious, // there is no instance before this one
    TooMany,    // detail: how many containers are not followed
};

/// Lives in the session's thread; must be destroyed before the client. Follows at most `most` containers.
class GatheredLog : public QObject {
    Q_OBJECT
public:
    static constexpr int most = 60; // each is a connection to the server
    GatheredLog(Session &session, LogChoice choice, QObject *parent = nullptr);
    ~GatheredLog() override;

    void start();
    [[nodiscard]] const LogChoice &choice() const { return m_choice; }
    /// Those that were ever followed; signals name them by their place.
    [[nodiscard]] QList<LogSource> sources() const;
    /// How many are being read now.
    [[nodiscard]] int open() const;

Q_SIGNALS:
    void received(int source, const QList<kube::LogLine> &lines, qsizetype dropped);
    /// source is -1 for TooMany.
    void news(int source, kube::LogNews what, const QString &detail, const std::optional<base::Error> &error);
    void openChanged();

private:
    struct Source;
    void onPods(const Delta<PodRow> &delta);
    void look(const PodRow &row);
    void lookForReplacement(const PodRow &row);
    void onGone(const QString &uid);
    [[nodiscard]] bool isTarget(const PodRow &row) const;
    [[nodiscard]] bool isSibling(const PodRow &row) const;
    [[nodiscard]] bool wants(const Container &container) const;
    void lookAt(const PodRow &row, const Container &container);
    [[nodiscard]] int add(const PodRow &row, const Container &container);
    void readPrevious(int index, const Container &container);
    void openStream(int index, const Container &container);
    void connectStream(int index);
    void onLines(int index, const QList<LogLine> &lines, qsizetype dropped);
    void onEnded(int index, const std::optional<base::Error> &error);
    void tend();

    Session &m_session;
    LogChoice m_choice;
    std::optional<PodRow> m_pod; // of a target that is a pod: the one that is followed
    bool m_podGone = false;
    bool m_begun = false; // what comes later is new
    QSet<QString> m_siblings; // uids that are no replacement: they were there before
    QSet<QString> m_left;     // containers beyond the limit
    qsizetype m_leftTold = 0;
    std::vector<std::unique_ptr<Source>> m_sources;
    QTimer m_tend;
    QElapsedTimer m_clock;
};

} // namespace kube
