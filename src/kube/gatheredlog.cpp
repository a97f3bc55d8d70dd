// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/gatheredlog.h"

#include "kube/client.h"
#include "kube/session.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

namespace {

constexpr auto tendInterval = 500ms;
constexpr qint64 firstPause = 1000; // ms until a stream that ended is taken up again; doubles while nothing comes
constexpr qint64 longestPause = 30000;

/// What a container is about: its log is there once it ran.
bool hasLog(const Container &container) {
    return container.state == Container::State::Running || container.state == Container::State::Terminated || container.restarts > 0;
}

QString reasonOf(const Container &container) {
    if (container.lastReason.isEmpty())
        return container.reason;
    return container.lastExitCode == 0 ? container.lastReason : u"%1, %2"_s.arg(container.lastReason).arg(container.lastExitCode);
}

} // namespace

struct GatheredLog::Source {
    LogSource name;
    ObjectRef pod;
    std::unique_ptr<LogStream> stream;
    Container seen;         // as the rows have it now
    qint64 last = 0;        // stamp of the last line
    qint64 toldUntil = 0;   // stamp up to which a stream that was taken up again repeats
    int restartsRead = -1;  // of the instance whose log is being read, or was
    qint64 pause = firstPause;
    qint64 nextTry = 0;     // by m_clock
    bool reading = false;
    bool refused = false;   // until the container changes
    bool gone = false;
};

GatheredLog::GatheredLog(Session &session, LogChoice choice, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_choice(std::move(choice)) {
    m_clock.start();
    m_tend.setInterval(tendInterval);
    connect(&m_tend, &QTimer::timeout, this, &GatheredLog::tend);
}

GatheredLog::~GatheredLog() = default;

void GatheredLog::start() {
    if (m_tend.isActive())
        return;
    onPods({true, m_session.pods(), {}});
    m_begun = m_session.complete();
    connect(&m_session, &Session::podsChanged, this, &GatheredLog::onPods);
    m_tend.start();
}

QList<LogSource> GatheredLog::sources() const {
    QList<LogSource> names;
    for (const auto &source : m_sources)
        names.append(source->name);
    return names;
}

int GatheredLog::open() const {
    return int(std::count_if(m_sources.cbegin(), m_sources.cend(), [](const auto &source) { return source->reading; }));
}

bool GatheredLog::isTarget(const PodRow &row) const {
    const ObjectRef &target = m_choice.target;
    if (target.kind != "Pod"_L1) {
        return (row.workloadKind == target.kind && row.workloadName == target.name) || (row.ownerKind == target.kind && row.ownerName == target.name);
    }
    if (m_pod)
        return row.ref.uid == m_pod->ref.uid;
    return target.uid.isEmpty() ? row.ref.name == target.name : row.ref.uid == target.uid;
}

bool GatheredLog::isSibling(const PodRow &row) const {
    return m_pod && !row.workloadName.isEmpty() && row.workloadKind == m_pod->workloadKind && row.workloadName == m_pod->workloadName;
}

void GatheredLog::onPods(const Delta<PodRow> &delta) {
    QSet<QString> present;
    for (const PodRow &row : delta.upserted) {
        present.insert(row.ref.uid);
        if (isTarget(row))
            look(row);
    }
    for (const QString &uid : delta.removed)
        onGone(uid);
    if (delta.replaced) {
        for (const auto &source : m_sources) {
            if (!present.contains(source->pod.uid))
                onGone(source->pod.uid);
        }
    }
    for (const PodRow &row : delta.upserted)
        lookForReplacement(row);
    if (std::exchange(m_leftTold, m_left.size()) != m_left.size())
        Q_EMIT news(-1, LogNews::TooMany, QString::number(m_left.size()), {});
    m_begun = m_begun || m_session.complete();
}

void GatheredLog::look(const PodRow &row) {
    if (m_choice.target.kind == "Pod"_L1) {
        m_pod = row;
        m_podGone = m_podGone || row.deleted.isValid();
    }
    for (const Container &container : row.details) {
        if (wants(container))
            lookAt(row, container);
    }
}

/// Of a single pod: another of the same workload that was not there before, once the followed one goes.
void GatheredLog::lookForReplacement(const PodRow &row) {
    if (!m_pod || row.ref.uid == m_pod->ref.uid || !isSibling(row))
        return;
    if (!m_podGone || row.deleted.isValid() || m_siblings.contains(row.ref.uid)) {
        if (!m_podGone)
            m_siblings.insert(row.ref.uid);
        return;
    }
    int last = -1;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (m_sources[i]->pod.uid == m_pod->ref.uid)
            last = int(i);
    }
    m_siblings.insert(m_pod->ref.uid);
    m_podGone = false;
    m_pod = row;
    Q_EMIT news(last, LogNews::Replaced, row.ref.name, {});
    look(row);
}

void GatheredLog::onGone(const QString &uid) {
    if (m_pod && m_pod->ref.uid == uid)
        m_podGone = true;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        Source &source = *m_sources[i];
        if (source.pod.uid != uid || std::exchange(source.gone, true))
            continue;
        Q_EMIT news(int(i), LogNews::Gone, {}, {});
    }
}

bool GatheredLog::wants(const Container &container) const {
    if (!m_choice.container.isEmpty())
        return container.name == m_choice.container;
    const bool failed = container.exitCode != 0 || container.lastExitCode != 0;
    return !container.init || container.state == Container::State::Running || failed;
}

void GatheredLog::lookAt(const PodRow &row, const Container &container) {
    const auto known = std::find_if(m_sources.cbegin(), m_sources.cend(), [&](const auto &source) {
        return source->pod.uid == row.ref.uid && source->name.container == container.name;
    });
    int index = int(known - m_sources.cbegin());
    if (known == m_sources.cend())
        index = add(row, container);
    if (index < 0)
        return;
    Source &source = *m_sources[std::size_t(index)];
    if (source.seen != container)
        source.refused = false;
    source.seen = container;
    if (m_choice.previous)
        return readPrevious(index, container);
    const bool anew = source.restartsRead >= 0 && container.restarts > source.restartsRead;
    if (!source.reading && !source.refused && hasLog(container) && (source.restartsRead < 0 || anew))
        openStream(index, container);
}

int GatheredLog::add(const PodRow &row, const Container &container) {
    const auto living = std::count_if(m_sources.cbegin(), m_sources.cend(), [](const auto &source) { return !source->gone; });
    if (living >= most) {
        m_left.insert(row.ref.uid + u'/' + container.name);
        return -1;
    }
    m_sources.push_back(std::make_unique<Source>());
    Source &source = *m_sources.back();
    source.name = {row.ref.name, container.name};
    source.pod = row.ref;
    if (m_begun && !m_choice.previous)
        Q_EMIT news(int(m_sources.size()) - 1, LogNews::Follows, {}, {});
    return int(m_sources.size()) - 1;
}

void GatheredLog::readPrevious(int index, const Container &container) {
    Source &source = *m_sources[std::size_t(index)];
    if (source.restartsRead >= 0)
        return;
    source.restartsRead = container.restarts;
    if (container.restarts == 0) {
        Q_EMIT news(index, LogNews::NoPrevious, {}, {});
        return;
    }
    LogRequest request{source.pod, source.name.container, false, true, m_choice.tailLines, m_choice.since, {}};
    source.stream = m_session.client().followLogs(request);
    connectStream(index);
}

void GatheredLog::openStream(int index, const Container &container) {
    Source &source = *m_sources[std::size_t(index)];
    LogRequest request{source.pod, source.name.container, true, false, {}, {}, {}};
    if (source.last > 0) // also what a new instance wrote while the end of the old one was not yet known
        request.sinceTime = QDateTime::fromSecsSinceEpoch(source.last / 1'000'000'000, QTimeZone::UTC);
    else if (!m_begun && source.restartsRead < 0) {
        request.tailLines = m_choice.tailLines;
        request.since = m_choice.since;
    }
    if (source.restartsRead >= 0 && container.restarts > source.restartsRead) {
        source.pause = firstPause;
        Q_EMIT news(index, LogNews::Restarted, reasonOf(container), {});
    }
    source.restartsRead = container.restarts;
    source.toldUntil = source.last;
    source.stream = m_session.client().followLogs(request);
    connectStream(index);
}

void GatheredLog::connectStream(int index) {
    Source &source = *m_sources[std::size_t(index)];
    source.reading = true;
    connect(source.stream.get(), &LogStream::received, this, [this, index](const QList<LogLine> &lines, qsizetype dropped) { onLines(index, lines, dropped); });
    connect(source.stream.get(), &LogStream::ended, this, [this, index](const std::optional<base::Error> &error) { onEnded(index, error); });
    source.stream->start();
    Q_EMIT openChanged();
}

/// Taken up again by the second, a server repeats what was already told.
void GatheredLog::onLines(int index, const QList<LogLine> &lines, qsizetype dropped) {
    Source &source = *m_sources[std::size_t(index)];
    QList<LogLine> fresh;
    fresh.reserve(lines.size());
    for (const LogLine &line : lines) {
        if (line.nanoseconds != 0 && line.nanoseconds <= source.toldUntil)
            continue;
        source.toldUntil = 0;
        source.last = std::max(source.last, line.nanoseconds);
        fresh.append(line);
    }
    if (fresh.isEmpty())
        return;
    source.pause = firstPause;
    Q_EMIT received(index, fresh, dropped);
}

void GatheredLog::onEnded(int index, const std::optional<base::Error> &error) {
    Source &source = *m_sources[std::size_t(index)];
    source.reading = false;
    source.nextTry = m_clock.elapsed() + source.pause;
    source.pause = std::min(longestPause, source.pause * 2);
    if (error && !m_choice.previous && base::isTransient(error->kind)) {
        source.restartsRead = std::max(0, source.restartsRead);
        Q_EMIT news(index, LogNews::Broken, {}, error);
    } else if (error && error->kind != base::ErrorKind::NotFound) {
        source.refused = true;
        Q_EMIT news(index, LogNews::Refused, {}, error);
    }
    Q_EMIT openChanged();
}

/// Streams end with their container's instance, and when the server is lost or closes them: taken up again while the container runs.
void GatheredLog::tend() {
    if (m_choice.previous || m_session.connection().state == Connection::State::Offline)
        return;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        Source &source = *m_sources[i];
        if (source.reading || source.refused || source.gone || source.restartsRead < 0 || m_clock.elapsed() < source.nextTry)
            continue;
        if (source.seen.state == Container::State::Running || source.seen.restarts > source.restartsRead)
            openStream(int(i), source.seen);
    }
}

} // namespace kube
