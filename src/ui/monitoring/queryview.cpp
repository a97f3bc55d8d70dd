// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/queryview.h"

#include "base/quantity.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/queryplace.h"
#include "models/monitoring/trouble.h"
#include "prometheus/receive.h"
#include "ui/monitoring/panelcard.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

enum Kind { Now, Range };

prometheus::Panel resultPanel() {
    prometheus::Panel panel;
    panel.title = QueryView::tr("Over the time range");
    panel.unit = u"none"_s;
    panel.queries = {{}};
    return panel;
}

} // namespace

QueryEdit::QueryEdit(QWidget *parent)
    : QPlainTextEdit(parent) {
    setFont(monoFont());
    setTabChangesFocus(true);
    setAccessibleName(tr("Expression"));
    setPlaceholderText(u"sum by (pod) (rate(aqi_http_requests_total[5m]))"_s);
    setFixedHeight(fontMetrics().lineSpacing() * 3 + 14);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { setWrongPlace(-1); });
}

void QueryEdit::setWrongPlace(qsizetype place) {
    m_wrong = place;
    QList<QTextEdit::ExtraSelection> marks;
    if (place >= 0 && document()->characterCount() > 1) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = textCursor();
        const int end = document()->characterCount() - 1;
        const int begin = std::min(int(place), end - 1); // at the end, the last character carries the mark
        mark.cursor.setPosition(begin);
        mark.cursor.setPosition(std::min(begin + 1, end), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(themeOf(this).failed);
        mark.format.setBackground(themeOf(this).badGround);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void QueryEdit::keyPressEvent(QKeyEvent *event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT submitted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

QueryView::QueryView(QWidget *parent)
    : QWidget(parent)
    , m_model(models::monitoring::resultColumns())
    , m_edit(new QueryEdit)
    , m_kind(new QComboBox)
    , m_run(new QPushButton(tr("Ask")))
    , m_verdict(new SecondaryLabel)
    , m_banner(new Banner)
    , m_curves(new PanelCard(resultPanel()))
    , m_table(new FilteredTable(tr("series"))) {
    m_kind->addItem(tr("Now"), Now);
    m_kind->addItem(tr("Over the time range"), Range);
    m_kind->setAccessibleName(tr("When"));
    m_run->setProperty("primary", true);
    m_run->setToolTip(tr("Enter"));
    m_curves->setFixedHeight(240);
    m_table->setTable(&m_model, {{u"state"_s, 100}, {u"value"_s, 140}, {u"at"_s, 68}, {u"samples"_s, 80}});
    auto *side = new QVBoxLayout;
    side->addWidget(m_kind);
    side->addWidget(m_run);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(space::m, space::m, space::m, space::xs);
    top->setSpacing(space::s);
    top->addWidget(m_edit, 1);
    top->addLayout(side);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    layout->addLayout(top);
    layout->addWidget(m_banner);
    m_verdict->setContentsMargins(space::m, 0, space::m, 0);
    layout->addWidget(m_verdict);
    layout->addWidget(m_curves);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_edit);
    connect(m_edit, &QueryEdit::submitted, this, &QueryView::submit);
    connect(m_run, &QPushButton::clicked, this, [this] { m_loading ? cancel() : submit(); });
    connect(m_kind, &QComboBox::activated, this, &QueryView::submit);
    showState();
}

bool QueryView::isRange() const { return m_kind->currentData().toInt() == Range; }

QString QueryView::verdict() const { return m_banner->isHidden() ? m_verdict->text() : m_banner->text(); }

void QueryView::setClient(prometheus::Client *client) {
    cancel();
    m_client = client;
    showState();
}

void QueryView::cancel() {
    if (!m_loading)
        return;
    ++m_generation;
    m_asked.cancel();
    m_loading = false;
    m_verdict->setText(tr("Given up."));
    showState();
}

void QueryView::ask(const QString &expression) {
    m_edit->setPlainText(expression);
    submit();
}

void QueryView::submit() {
    const QString expression = m_edit->toPlainText().trimmed();
    if (!m_client || expression.isEmpty())
        return;
    cancel();
    m_loading = true;
    m_expression = m_edit->toPlainText();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_plan = isRange() ? prometheus::planRange(now.addSecs(-m_range.count()), now, m_curves->pixels()) : prometheus::RangePlan();
    m_asked = isRange() ? m_client->queryRange(m_expression, m_plan) : m_client->query(m_expression);
    m_verdict->setText(tr("Asking …"));
    showState();
    prometheus::receive(m_asked, this, [this, generation = m_generation](const base::Result<prometheus::QueryResult> &answer) {
        if (generation == m_generation)
            onAnswer(answer);
    });
}

void QueryView::onAnswer(const base::Result<prometheus::QueryResult> &answer) {
    m_loading = false;
    if (answer) {
        m_banner->clear();
        m_edit->setWrongPlace(-1);
        showResult(*answer);
    } else {
        const auto trouble = models::monitoring::troubleOf(answer.error(), u"Prometheus"_s, u"prometheus-service"_s);
        base::Error error = answer.error();
        if (!trouble.advice.isEmpty())
            error.message += u". "_s + trouble.advice;
        m_banner->showError(trouble.title, error);
        if (const auto place = models::monitoring::placeOf(answer.error().message, m_expression); place && m_edit->toPlainText() == m_expression)
            m_edit->setWrongPlace(*place);
        m_verdict->clear();
        m_model.clear();
        m_curves->setView({});
    }
    showState();
}

void QueryView::showResult(const prometheus::QueryResult &result) {
    m_model.setRows(models::monitoring::resultRows(result));
    models::monitoring::PanelAnswers answers{m_plan, {result}, {}, false};
    m_curves->setView(isRange() ? models::monitoring::panelView(m_curves->panel(), answers, QDateTime::currentDateTimeUtc()) : models::monitoring::PanelView());
    QStringList parts;
    if (result.type == prometheus::ResultType::String)
        parts << u'“' + result.text + u'”';
    else
        parts << (result.series.isEmpty() ? tr("No data: no series answers this") : tr("%1 series").arg(base::countText(result.series.size())));
    if (isRange())
        parts << tr("a point every %1 s").arg(m_plan.step);
    if (result.histograms > 0)
        parts << tr("%1 native histograms are not shown").arg(result.histograms);
    parts += result.warnings;
    m_verdict->setText(parts.join(u" · "_s));
}

void QueryView::showState() {
    m_run->setText(m_loading ? tr("Give up") : tr("Ask"));
    m_run->setEnabled(m_client != nullptr);
    m_curves->setVisible(isRange());
    m_table->setPlaceholder(m_expression.isEmpty() ? tr("Nothing is asked yet") : m_loading ? tr("Asking") : tr("No series"),
        m_expression.isEmpty() ? tr("Write an expression of PromQL and press Enter.") : QString());
    Q_EMIT changed();
}

} // namespace ui
