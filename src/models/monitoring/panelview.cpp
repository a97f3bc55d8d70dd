// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/panelview.h"

#include "base/duration.h"
#include "models/monitoring/trouble.h"
#include "models/monitoring/valuetext.h"
#include "models/monitoring/words.h"
#include "prometheus/answer.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

constexpr qint64 lateSeconds = 120; // eight scrapes of 15 s; beyond, something is wrong and not only late

QDateTime timeOf(double seconds) { return QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000)); }

void addCurves(QList<Curve> &curves, const prometheus::QueryResult &result, const prometheus::PanelQuery &query, const prometheus::Panel &panel, qint64 step) {
    for (const prometheus::Series &series : result.series) {
        if (series.samples.isEmpty())
            continue;
        const prometheus::Sample last = series.samples.last();
        Curve curve{prometheus::seriesName(query.legend, series.labels), segmentsOf(series, step), last.value, valueText(last.value, panel.unit), timeOf(last.at), 0};
        if (curve.name.isEmpty())
            curve.name = panel.title;
        curves.append(curve);
    }
}

/// Bars compare what is true now; a curve that has ended is history, and its last value must not pass for the present.
void markEnded(PanelView &view, prometheus::Panel::Kind kind, qint64 step) {
    const auto ended = [&](const Curve &curve) { return double(curve.lastAt.secsTo(view.newest)) > 2.5 * double(step); };
    if (kind == prometheus::Panel::Kind::Shares)
        view.curves.removeIf(ended);
    for (Curve &curve : view.curves) {
        if (ended(curve))
            curve.lastText = tr("ended");
    }
}

/// The six of the highest last values; colours by name, so that they stay when the order changes.
int keepHighest(QList<Curve> &curves) {
    std::ranges::stable_sort(curves, [](const Curve &a, const Curve &b) { return std::isnan(b.last) ? !std::isnan(a.last) : a.last > b.last; });
    const int left = std::max<int>(0, int(curves.size()) - curveLimit);
    curves.resize(curves.size() - left);
    std::ranges::stable_sort(curves, {}, &Curve::name);
    for (qsizetype i = 0; i < curves.size(); ++i)
        curves[i].color = int(i);
    return left;
}

void setNumber(PanelView &view, const prometheus::Panel &panel) {
    const auto youngest = std::ranges::max_element(view.curves, {}, &Curve::lastAt);
    if (youngest == view.curves.end())
        return;
    view.number = youngest->lastText;
    for (int i = 0; i < panel.thresholds.size(); ++i) {
        if (youngest->last >= panel.thresholds[i].from)
            view.level = i;
    }
}

void setTrouble(PanelView &view, const base::Error &error) {
    const Trouble trouble = troubleOf(error, u"Prometheus"_s, u"prometheus-service"_s);
    view.state = prometheus::isUnreachable(error) ? PanelState::Unreachable : PanelState::Refused;
    view.stateText = view.state == PanelState::Unreachable ? tr("unreachable") : tr("refused: %1").arg(error.message);
    view.advice = view.state == PanelState::Unreachable ? error.message : trouble.advice;
    view.detail = error.detail;
}

} // namespace

QList<QList<QPointF>> segmentsOf(const prometheus::Series &series, qint64 step) {
    QList<QList<QPointF>> segments;
    double before = 0;
    bool open = false;
    for (const prometheus::Sample &sample : series.samples) {
        if (!std::isfinite(sample.value)) {
            open = false;
            continue;
        }
        if (!open || sample.at - before > 2.5 * double(step))
            segments.emplace_back();
        segments.last().append({sample.at * 1000, sample.value});
        before = sample.at;
        open = true;
    }
    return segments;
}

PanelView panelView(const prometheus::Panel &panel, const PanelAnswers &answers, const QDateTime &now) {
    PanelView view;
    view.from = QDateTime::fromSecsSinceEpoch(answers.plan.start);
    view.to = QDateTime::fromSecsSinceEpoch(answers.plan.end);
    for (qsizetype i = 0; i < answers.results.size() && i < panel.queries.size(); ++i) {
        addCurves(view.curves, answers.results[i], panel.queries[i], panel, answers.plan.step);
        view.warnings += answers.results[i].warnings;
    }
    for (const Curve &curve : std::as_const(view.curves))
        view.newest = view.newest.isValid() ? std::max(view.newest, curve.lastAt) : curve.lastAt;
    markEnded(view, panel.kind, answers.plan.step);
    view.left = keepHighest(view.curves);
    if (panel.kind == prometheus::Panel::Kind::Number)
        setNumber(view, panel);
    const qint64 late = std::max(lateSeconds, 2 * answers.plan.step);
    if (answers.error) {
        setTrouble(view, *answers.error);
        if (view.newest.isValid())
            view.stateText += tr("; what is shown is %1 old").arg(base::ageText(view.newest, now));
    } else if (answers.results.isEmpty()) {
        view.stateText = tr("loading…");
    } else if (view.curves.isEmpty()) {
        view.state = PanelState::NoData;
        view.stateText = tr("no data");
        view.advice = tr("No sample answers this query in this time range: the metric is not exported, or nothing has happened yet.");
    } else if (view.newest.secsTo(now) > late) {
        view.state = PanelState::Stale;
        view.stateText = tr("stale (last sample %1 ago)").arg(base::ageText(view.newest, now));
        view.advice = tr("The series has ended: look at the targets, one may be down.");
    } else {
        view.state = PanelState::Ready;
    }
    return view;
}

} // namespace models::monitoring
