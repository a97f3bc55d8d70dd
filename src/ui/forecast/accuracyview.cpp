// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/accuracyview.h"

#include "base/duration.h"
#include "models/forecast/airmap.h"
#include "ui/forecast/chart/scoreplot.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int plotWidth = 340; // that a plot wants

using Score = std::optional<double> forecast::Scores::*;

struct Column {
    QString title;
    QString toolTip;
    Score score;
    int decimals;
    double factor;
};

QList<Column> columns(const QString &unit) {
    const auto tr = [](const char *text) { return AccuracyView::tr(text); };
    return {{tr("MAE"), tr("Mean absolute error, %1").arg(unit), &forecast::Scores::meanError, 1, 1},
        {tr("RMSE"), tr("Root mean square error, %1").arg(unit), &forecast::Scores::rootMeanSquare, 1, 1},
        {tr("Bias"), tr("Mean of forecast minus what came, %1").arg(unit), &forecast::Scores::meanBias, 1, 1},
        {tr("Bias %"), tr("Normalized mean bias"), &forecast::Scores::normalizedBias, 0, 100},
        {tr("r"), tr("Correlation (Pearson)"), &forecast::Scores::correlation, 2, 1},
        {tr("FAC2 %"), tr("Share of forecasts between half and twice what came"), &forecast::Scores::withinFactorTwo, 0, 100},
        {tr("In interval %"), tr("Share of values that came inside the interval; the closer to what it promises, the better"), &forecast::Scores::coverage, 0, 100},
        {tr("CRPS"), tr("Continuous ranked probability score of median and interval, %1").arg(unit), &forecast::Scores::crps, 1, 1},
        {tr("Persistence"), tr("RMSE of the same hour of the day before, %1").arg(unit), &forecast::Scores::persistenceError, 1, 1},
        {tr("Skill"), tr("1 − MSE / MSE of persistence: 1 is perfect, 0 no better than persistence"), &forecast::Scores::skill, 2, 1}};
}

/// Without a minus before what is rounded to zero.
QString numberText(double value, int decimals) {
    const double step = std::pow(10, -decimals);
    return QLocale().toString(std::abs(value) < step / 2 ? 0.0 : value, 'f', decimals);
}

} // namespace

AccuracyView::AccuracyView(QWidget *parent)
    : QScrollArea(parent)
    , m_empty(new EmptyState)
    , m_body(new QWidget)
    , m_stack(new QStackedWidget)
    , m_title(new QLabel(m_body))
    , m_verdict(new QLabel(m_body))
    , m_basis(new SecondaryLabel({}, m_body))
    , m_banner(new Banner(m_body))
    , m_plotHolder(new QWidget(m_body))
    , m_table(new QTableWidget(m_body))
    , m_note(new SecondaryLabel({}, m_body))
    , m_meaningLabel(new SecondaryLabel(tr("The stored time of a forecast is"), m_body))
    , m_meaning(new QComboBox(m_body)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("How good the forecast was"));
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_verdict->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    for (QLabel *label : std::initializer_list<QLabel *>{m_title, m_verdict, m_basis, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_plots = {new LeadErrorPlot(m_plotHolder), new FanPlot(m_plotHolder), new PerformancePlot(m_plotHolder), new CategoryPlot(m_plotHolder)};
    auto *grid = new QGridLayout(m_plotHolder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::m);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setAccessibleName(tr("Scores by lead"));
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_verdict, m_basis, m_banner, m_plotHolder})
        column->addWidget(widget);
    m_tableTitle = new SectionTitle(tr("Scores by lead"), m_body);
    column->addWidget(m_tableTitle);
    column->addWidget(m_table);
    column->addWidget(m_note);
    column->addWidget(makeMeaning());
    column->addStretch(1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_body);
    setWidget(m_stack);
    connect(m_banner, &Banner::actionTriggered, this, &AccuracyView::retryRequested);
    setDetail({});
}

void AccuracyView::setDetail(const AccuracyDetail &detail) {
    m_detail = detail;
    for (ScorePlot *plot : std::as_const(m_plots)) {
        plot->setAccuracy(detail.accuracy);
        plot->setStale(detail.stale);
    }
    fillWords();
    fillTable();
    fillMeaning();
    layOutPlots();
    m_stack->setCurrentWidget(detail.accuracy.isEmpty() && !detail.error ? static_cast<QWidget *>(m_empty) : m_body);
    const bool shown = !detail.accuracy.isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_plotHolder, m_tableTitle, m_table, m_note, m_verdict, m_meaningLabel, m_meaning})
        widget->setVisible(shown);
}

/// The predictor's table does not say what its time is, and read the other way every score is of the wrong hour.
QWidget *AccuracyView::makeMeaning() {
    using database::PredictionTime;
    m_meaning->addItem({}, -1);
    m_meaning->addItem(tr("the hour that is forecast"), int(PredictionTime::Target));
    m_meaning->addItem(tr("the hour of its issue"), int(PredictionTime::Issue));
    m_meaning->setAccessibleName(tr("What the stored time of a forecast is"));
    m_meaning->setToolTip(tr("The table predictions does not say what its column time means. The rows tell it: at the newest time stands one lead where it is the hour that is forecast, "
                             "and every lead where it is the hour of issue."));
    connect(m_meaning, &QComboBox::activated, this, [this] {
        const int chosen = m_meaning->currentData().toInt();
        Q_EMIT meaningChosen(chosen < 0 ? std::nullopt : std::optional(static_cast<PredictionTime>(chosen)));
    });
    auto *line = new QWidget(m_body);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_meaningLabel);
    row->addWidget(m_meaning);
    row->addStretch(1);
    return line;
}

void AccuracyView::fillMeaning() {
    m_meaning->setItemText(0, m_detail.meaning == database::PredictionTime::Issue ? tr("as its rows tell: the hour of its issue") : tr("as its rows tell: the hour that is forecast"));
    m_meaning->setCurrentIndex(std::max(0, m_meaning->findData(m_detail.wanted ? int(*m_detail.wanted) : -1)));
}

QString AccuracyView::emptyText() const {
    if (m_detail.place.isEmpty())
        return tr("Choose a city in the list, or a circle on the map.");
    if (m_detail.loading)
        return tr("Reading the stored forecasts of %1 and what came …").arg(m_detail.place);
    return tr("The database holds no forecast of %1 in %2 of which the hour has come. They are written every hour; the first scores are here after some hours.")
        .arg(models::pollutantName(m_detail.accuracy.pollutant), m_detail.place);
}

void AccuracyView::fillWords() {
    const models::Accuracy &accuracy = m_detail.accuracy;
    m_empty->setText(m_detail.place.isEmpty() ? tr("No place is selected") : m_detail.loading ? tr("Loading") : tr("No forecasts to judge yet"), emptyText());
    m_title->setText(tr("Forecasts of %1 in %2").arg(models::pollutantName(accuracy.pollutant), m_detail.place));
    m_verdict->setText(models::verdictText(accuracy));
    QStringList basis;
    const QLocale locale;
    if (accuracy.issues > 0)
        basis.append(tr("%1 forecasts, issued from %2 to %3")
                         .arg(accuracy.issues)
                         .arg(locale.toString(accuracy.firstIssue.toLocalTime(), u"d MMM HH:mm"_s), locale.toString(accuracy.lastIssue.toLocalTime(), u"d MMM HH:mm"_s)));
    if (!accuracy.models.isEmpty())
        basis.append(tr("model %1").arg(accuracy.models.join(tr(", "))));
    if (m_detail.synthetic)
        basis.append(tr("synthetic data"));
    if (!m_detail.source.isEmpty())
        basis.append(tr("from %1, read %2 ago").arg(m_detail.source, base::ageText(m_detail.fetched, QDateTime::currentDateTimeUtc())));
    m_basis->setText(basis.join(tr(" · ")));
    m_note->setText(tr("Grey: fewer than %1 pairs. What came is the mean of the city's stations in each hour; categories and high values are of single hours.").arg(forecast::fewPairs));
    if (m_detail.error)
        m_banner->showError(tr("The stored forecasts could not be read"), *m_detail.error, tr("Try again"));
    else
        m_banner->clear();
}

void AccuracyView::fillTable() {
    const auto all = columns(m_detail.accuracy.unit);
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(all.size()) + 2);
    m_table->setRowCount(static_cast<int>(m_detail.accuracy.leads.size()));
    const auto head = [this](int column, const QString &title, const QString &toolTip) {
        auto *item = new QTableWidgetItem(title);
        item->setToolTip(toolTip);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setHorizontalHeaderItem(column, item);
    };
    head(0, tr("Lead"), tr("Hours from issue to the hour that was forecast"));
    head(1, tr("n"), tr("Pairs of forecast and what came"));
    for (int i = 0; i < all.size(); ++i)
        head(i + 2, all[i].title, all[i].toolTip);
    const QColor grey = themeOf(this).secondary;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const models::LeadScores &lead = m_detail.accuracy.leads[row];
        const auto put = [&](int column, const QString &text) {
            auto *item = new QTableWidgetItem(text);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (lead.scores.isFew() || m_detail.stale)
                item->setForeground(grey);
            m_table->setItem(row, column, item);
        };
        put(0, tr("%1 h").arg(lead.lead));
        put(1, QString::number(lead.scores.n));
        for (int i = 0; i < all.size(); ++i) {
            const std::optional<double> value = lead.scores.*all[i].score;
            put(i + 2, value ? numberText(*value * all[i].factor, all[i].decimals) : u"–"_s);
        }
    }
    m_table->resizeColumnsToContents();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + m_table->rowCount() * space::row + 4);
}

void AccuracyView::layOutPlots() {
    const int columns = std::max(1, std::min(2, viewport()->width() / plotWidth));
    if (columns == m_columns)
        return;
    m_columns = columns;
    auto *grid = static_cast<QGridLayout *>(m_plotHolder->layout());
    for (int i = 0; i < m_plots.size(); ++i)
        grid->addWidget(m_plots[i], i / columns, i % columns);
    for (int column = 0; column < 2; ++column)
        grid->setColumnStretch(column, column < columns ? 1 : 0);
}

void AccuracyView::resizeEvent(QResizeEvent *event) {
    QScrollArea::resizeEvent(event);
    layOutPlots();
}

void AccuracyView::changeEvent(QEvent *event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fillTable();
}

} // namespace ui
