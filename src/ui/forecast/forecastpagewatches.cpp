// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The watched places of the Forecast page: kept with its state, judged with every answer, told on the desktop.
#include "ui/forecast/forecastpage.h"

#include "ui/forecast/desktopnotice.h"
#include "ui/forecast/watchview.h"
#include "ui/widgets/banner.h"

#include <QJsonArray>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

void ForecastPage::connectWatches() {
    connect(m_watches, &WatchView::addRequested, this, &ForecastPage::watchSelected);
    connect(m_watches, &WatchView::removeRequested, this, [this](int row) {
        if (row >= 0 && row < m_watched.size())
            m_watched.removeAt(row);
        showWatches();
    });
    connect(m_watches, &WatchView::changed, this, [this](int row, int level, bool enabled) {
        if (row < 0 || row >= m_watched.size())
            return;
        Watched &one = m_watched[row];
        one.watch.level = level;
        one.watch.enabled = enabled;
        one.told.reset(); // it is another question now
        judge(one);
        showWatches();
    });
    connect(m_watches, &WatchView::placeRequested, this, &ForecastPage::select);
    connectNotice();
    connect(m_data, &ForecastData::changed, this, &ForecastPage::askWatched);
    connect(m_data, &ForecastData::aheadChanged, this, &ForecastPage::judgePlace);
    connect(m_data, &ForecastData::monthChanged, this, &ForecastPage::judgePlace);
}

void ForecastPage::judgePlace(const QString &id) {
    bool any = false;
    for (Watched &one : m_watched)
        if (one.watch.place == id) {
            judge(one);
            any = true;
        }
    if (any)
        showWatches();
}

void ForecastPage::connectNotice() {
    connect(m_notice, &DesktopNotice::failed, this, [this](const base::Error &error) {
        m_watches->setNote(tr("%1: crossings are told on this page alone. %2").arg(error.message, error.detail));
    });
    connect(m_notice, &DesktopNotice::shown, this, [this] { m_watches->setNote({}); });
}

void ForecastPage::setNotice(DesktopNotice *notice) {
    delete std::exchange(m_notice, notice);
    m_notice->setParent(this);
    connectNotice();
}

/// From the third category on, unless it is chosen otherwise: the first that asks somebody to do something.
void ForecastPage::watchSelected() {
    const models::MapPlace *place = m_latest.find(m_selected);
    const models::IndexChoice chosen = choice();
    const auto categories = chosen.standard.categories();
    if (!place || categories.size() < 3 || !(place->placed || place->isCity()))
        return;
    const models::Watch watch{place->id, place->name, askedAs(*place), chosen.standard.id(), chosen.pollutant, categories[2].from, true};
    if (std::ranges::any_of(std::as_const(m_watched), [&](const Watched &one) { return one.watch.isOf(watch); }))
        return;
    m_watched.append(Watched{watch, {}, {}});
    judge(m_watched.last());
    askWatched();
    showWatches();
}

/// As often as stations are asked for, and after a failure with the next of those questions: a watch must not fall asleep. What came before is that of the
/// month, hour by hour, and not the chart's, which may be in coarser steps.
void ForecastPage::askWatched() {
    if (m_data->loading())
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const models::Watch &watch : watches()) { // an answer that is there at once orders them anew
        if (!watch.enabled)
            continue;
        const ForecastData::Ahead ahead = m_data->ahead(watch.place);
        const bool fresh = !ahead.error && !ahead.recalled && ahead.fetched.isValid() && ahead.fetched.secsTo(now) < std::chrono::seconds(ForecastData::interval).count() - 10;
        m_data->askMonth(watch.place, watch.place.startsWith("city:"_L1) ? database::Site{{}, watch.name} : database::Site{watch.place, {}});
        if (!ahead.loading && !fresh)
            m_data->askAhead(watch.place, watch.ask);
    }
}

QList<models::Watch> ForecastPage::watches() const {
    QList<models::Watch> all;
    for (const Watched &one : m_watched)
        all.append(one.watch);
    return all;
}

const forecast::Standard *ForecastPage::standardOf(const models::Watch &watch) const {
    const auto found = std::ranges::find(m_standards, watch.standard, &forecast::Standard::id);
    return found == m_standards.cend() ? nullptr : &*found;
}

void ForecastPage::judge(Watched &one) {
    const forecast::Standard *standard = standardOf(one.watch);
    const ForecastData::Ahead ahead = m_data->ahead(one.watch.place);
    if (!standard || !ahead.forecast || ahead.recalled) // what was kept from another day warns of nothing
        return;
    const ForecastData::Month month = m_data->month(one.watch.place);
    if (!month.fetched.isValid() && !month.error) // of single hours before their past is there it would warn too soon
        return;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const models::IndexChoice choice{*standard, one.watch.pollutant, month.hours.isEmpty() ? models::Averaging::Hour : models::Averaging::Standard};
    one.now = models::crossingOf(models::hourSeries(month.hours, ahead.forecast, choice, now, std::chrono::hours(1), now), one.watch.level);
    if (!one.watch.enabled || !one.now)
        return;
    const models::Notice notice = models::noticeOf(one.told, *one.now, one.watch.level);
    if (notice == models::Notice::None)
        return;
    one.told = one.now;
    tell(one, *standard, notice);
}

void ForecastPage::tell(const Watched &one, const forecast::Standard &standard, models::Notice notice) {
    const QString word = standard.categories().value(one.now->peakCategory).word;
    QString title = tr("%1: %2 is forecast").arg(one.watch.name, word);
    if (notice == models::Notice::Sooner)
        title = tr("%1: %2 is forecast sooner").arg(one.watch.name, word);
    else if (notice == models::Notice::Worse)
        title = tr("%1: now %2 is forecast").arg(one.watch.name, word);
    else if (notice == models::Notice::Over)
        title = tr("%1: the forecast stays below your level again").arg(one.watch.name);
    const bool synthetic = m_data->ahead(one.watch.place).forecast->provenance.synthetic;
    const QString text = tr("%1 %2.%3").arg(standard.name(), models::crossingText(*one.now, standard, one.watch.level), synthetic ? tr(" Synthetic data.") : QString());
    m_notice->show(title, text);
    m_banner->showMessage(notice == models::Notice::Over ? Banner::Tone::Information : Banner::Tone::Warning, title + tr(". ") + text);
}

void ForecastPage::showWatches() {
    // Those that cross come first; the order of the others is that in which they were added.
    std::ranges::stable_partition(m_watched, [](const Watched &one) { return one.watch.enabled && one.now && one.now->isCrossed(); });
    QList<WatchRow> rows;
    for (const Watched &one : std::as_const(m_watched)) {
        const forecast::Standard *standard = standardOf(one.watch);
        const ForecastData::Ahead ahead = m_data->ahead(one.watch.place);
        if (standard)
            rows.append({one.watch, *standard, one.now, ahead.error ? ahead.error->message : tr("asking for its forecast …"), ahead.fetched});
    }
    const models::MapPlace *place = m_latest.find(m_selected);
    m_watches->setRows(rows, place ? place->name : QString());
    const auto crossing = std::ranges::count_if(std::as_const(m_watched), [](const Watched &one) { return one.watch.enabled && one.now && one.now->isCrossed(); });
    m_views->setTabText(static_cast<int>(View::Watches), crossing > 0 ? tr("Watches (%1)").arg(crossing) : tr("Watches"));
}

QJsonArray ForecastPage::savedWatches() const {
    QJsonArray all;
    for (const models::Watch &watch : watches())
        all.append(toJson(watch));
    return all;
}

void ForecastPage::restoreWatches(const QJsonArray &saved) {
    m_watched.clear();
    for (const QJsonValue &each : saved)
        if (const auto watch = models::watchFrom(each.toObject()); watch && standardOf(*watch))
            m_watched.append(Watched{*watch, {}, {}});
    askWatched();
    showWatches();
}

} // namespace ui
