// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "podlogs.h"

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
std::size_t firstOf(const Lines &lines, const sandbox::Clock &clock, const sandbox::LogQuery &query) {
    std::size_t first = 0;
    if (query.sinceSeconds) {
        const auto oldest = clock.nowMs() - *query.sinceSeconds * 1000;
        while (first < lines.size() && sandbox::timeMs(lines[first].time).value_or(oldest) < oldest)
            ++first;
    }
    if (query.tailLines && static_cast<std::size_t>(*query.tailLines) < lines.size() - first)
        first = lines.size() - static_cast<std::size_t>(*query.tailLines);
    return first;
}

} // namespace

sandbox::Outcome<std::string> text(
    const sandbox::PodRuntime &runtime, const sandbox::Clock &clock, const sandbox::LogQuery &query) {
    const auto lines = linesOf(runtime, query);
    if (!lines)
        return std::unexpected(lines.error());
    return joined(*lines, firstOf(*lines, clock, query), query);
}

sandbox::Outcome<sandbox::Backends::Stop> follow(const sandbox::PodRuntime &runtime, const sandbox::Clock &clock,
    const sandbox::LogQuery &query, sandbox::Backends::OnText onText, sandbox::Backends::OnEnd onEnd) {
    const auto lines = linesOf(runtime, query);
    if (!lines)
        return std::unexpected(lines.error());
    onText(joined(*lines, firstOf(*lines, clock, query), query));
    auto *timer = new QTimer(const_cast<sandbox::PodRuntime *>(&runtime)); // deleted by stop
    QObject::connect(timer, &QTimer::timeout, timer, [&runtime, query, onText, onEnd, timer, sent = lines->size()]() mutable {
        const auto now = linesOf(runtime, query);
        if (!now || now->size() < sent) { // gone, or another instance of the container
            timer->stop();
            return onEnd();
        }
        onText(joined(*now, sent, query));
        sent = now->size();
    });
    timer->start(period);
    return [guard = QPointer<QTimer>(timer)] {
        if (guard)
            guard->deleteLater();
    };
}

} // namespace podlogs
