// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "podlogs.h"

#include "sandbox/store/fields.h"

#include <QPointer>
#include <QTimer>

namespace podlogs {

namespace {

constexpr auto period = std::chrono::milliseconds(500);

using Lines = std::vector<sandbox::LogLine>;

sandbox::Outcome<Lines> linesOf(const sandbox::PodRuntime &runtime, const sandbox::LogQuery &query) {
    return runtime.logs(query.ns, query.pod, query.container, query.previous ? sandbox::LogOf::Previous : sandbox::LogOf::Current);
}

std::string joined(const Lines &lines, std::size_t from, const sandbox::LogQuery &query) {
    std::string text;
    for (std::size_t i = from; i < lines.size(); ++i)
        text += (query.timestamps ? lines[i].time + ' ' : std::string()) + lines[i].text + '\n';
    return text;
}

/// The first line that is wanted.
std::size_t firstOf(const Lines &lines, const sandbox::LogQuery &query) {
    std::size_t first = 0;
    if (query.sinceMs) {
        while (first < lines.size() && sandbox::timeMs(lines[first].time).value_or(*query.sinceMs) < *query.sinceMs)
            ++first;
    }
    if (query.tailLines && static_cast<std::size_t>(*query.tailLines) < lines.size() - first)
        first = lines.size() - static_cast<std::size_t>(*query.tailLines);
    return first;
}

/// The instance of the container that runs; empty where none does.
std::string runningInstance(const sandbox::ObjectStore &store, const sandbox::LogQuery &query) {
    const auto pod = store.get({"pods", query.ns, query.pod});
    for (const char *list : {"status.containerStatuses", "status.initContainerStatuses"}) {
        for (const auto &status : pod ? sandbox::itemsAt(*pod, list) : sandbox::Json::array()) {
            if (sandbox::textAt(status, "name") == query.container && sandbox::field(status, "state.running").is_object())
                return sandbox::textAt(status, "containerID");
        }
    }
    return {};
}

/// One follower: looks twice a second.
class Follower : public QObject {
public:
    Follower(const sandbox::PodRuntime &runtime, const sandbox::ObjectStore &store, sandbox::LogQuery query, sandbox::Backends::OnText onText,
        sandbox::Backends::OnEnd onEnd)
        : QObject(const_cast<sandbox::PodRuntime *>(&runtime))
        , m_runtime(runtime)
        , m_store(store)
        , m_query(std::move(query))
        , m_onText(std::move(onText))
        , m_onEnd(std::move(onEnd))
        , m_instance(m_query.previous ? std::string() : runningInstance(store, m_query)) {
        connect(&m_timer, &QTimer::timeout, this, &Follower::look);
    }
    void begin(const Lines &lines) {
        m_sent = lines.size();
        m_onText(joined(lines, firstOf(lines, m_query), m_query));
        if (m_instance.empty())
            m_onEnd(); // what has ended says no more
        else
            m_timer.start(period);
    }

private:
    void look() {
        const auto running = runningInstance(m_store, m_query);
        auto query = m_query;
        query.previous = !running.empty() && running != m_instance; // the next one runs already
        if (const auto lines = linesOf(m_runtime, query); lines && lines->size() > m_sent) {
            m_onText(joined(*lines, m_sent, m_query));
            m_sent = lines->size();
        }
        if (running == m_instance)
            return;
        m_timer.stop();
        m_onEnd();
    }

    const sandbox::PodRuntime &m_runtime;
    const sandbox::ObjectStore &m_store;
    sandbox::LogQuery m_query;
    sandbox::Backends::OnText m_onText;
    sandbox::Backends::OnEnd m_onEnd;
    std::string m_instance;
    std::size_t m_sent = 0;
    QTimer m_timer;
};

} // namespace

sandbox::Outcome<std::string> text(const sandbox::PodRuntime &runtime, const sandbox::LogQuery &query) {
    const auto lines = linesOf(runtime, query);
    if (!lines)
        return std::unexpected(lines.error());
    return joined(*lines, firstOf(*lines, query), query);
}

sandbox::Outcome<sandbox::Backends::Stop> follow(const sandbox::PodRuntime &runtime, const sandbox::ObjectStore &store,
    const sandbox::LogQuery &query, sandbox::Backends::OnText onText, sandbox::Backends::OnEnd onEnd) {
    const auto lines = linesOf(runtime, query);
    if (!lines)
        return std::unexpected(lines.error());
    auto *follower = new Follower(runtime, store, query, std::move(onText), std::move(onEnd)); // deleted by stop
    follower->begin(*lines);
    return [guard = QPointer<QObject>(follower)] {
        if (guard)
            guard->deleteLater();
    };
}

} // namespace podlogs
