// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/objectpane.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

/// The state's shape alone, before an entry whose word says the rest.
class Mark : public QWidget {
public:
    explicit Mark(kube::HealthState state)
        : m_state(state) {
        setFixedSize(12, 16);
        setToolTip(stateWord(state));
        setAccessibleName(stateWord(state));
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        paintStateMark(painter, QRectF(0, 2, 12, 12), m_state, isEnabled() ? themeOf(this).state(m_state) : themeOf(this).secondary);
    }

private:
    kube::HealthState m_state;
};

QLabel *wrapped(QLabel *label) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

/// Long identifiers have no spaces to break at: an invisible place after each separator.
QString breakable(QString text) {
    for (const QChar separator : {u'/', u'-', u'.', u':', u'@', u'_'})
        text.replace(separator, QString(separator) + QChar(0x200B));
    return text;
}

} // namespace

ObjectPane::ObjectPane(QWidget *parent)
    : QWidget(parent)
    , m_content(new QWidget)
    , m_empty(new EmptyState)
    , m_name(wrapped(new QLabel))
    , m_kind(new SecondaryLabel)
    , m_state(new StateLabel)
    , m_message(wrapped(new QLabel))
    , m_facts(new DetailsList)
    , m_sections(new QVBoxLayout) {
    m_name->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_sections->setSpacing(space::l);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(space::m, space::m, space::m, space::m);
    layout->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_kind, m_name, m_state, m_message, m_facts})
        layout->addWidget(widget);
    layout->addSpacing(space::s);
    layout->addLayout(m_sections);
    layout->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_content);
    outer->addWidget(m_empty);
    m_update.setSingleShot(true);
    m_update.setInterval(50ms);
    connect(&m_update, &QTimer::timeout, this, &ObjectPane::showCurrent);
    m_ages.setInterval(5s);
    connect(&m_ages, &QTimer::timeout, this, &ObjectPane::scheduleUpdate);
    m_ages.start();
    showCurrent();
}

void ObjectPane::setSession(kube::Session *session) {
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &kube::Session::podsChanged, this, &ObjectPane::scheduleUpdate);
        connect(session, &kube::Session::workloadsChanged, this, &ObjectPane::scheduleUpdate);
        connect(session, &kube::Session::autoscalersChanged, this, &ObjectPane::scheduleUpdate);
        connect(session, &kube::Session::eventsChanged, this, &ObjectPane::scheduleUpdate);
    }
    showCurrent();
}

void ObjectPane::setObject(const kube::ObjectRef &ref) {
    if (ref == m_ref)
        return;
    m_ref = ref;
    showCurrent();
}

void ObjectPane::setStale(bool stale) {
    m_stale = stale;
    m_state->setStale(stale);
    m_content->setEnabled(!stale);
}

void ObjectPane::scheduleUpdate() {
    if (!m_update.isActive() && isVisible())
        m_update.start();
}

std::optional<models::ObjectDetails> ObjectPane::find() const {
    if (!m_session || m_ref.name.isEmpty())
        return {};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto same = [this](const auto &row) {
        return m_ref.uid.isEmpty() ? row.ref.kind == m_ref.kind && row.ref.name == m_ref.name : row.ref.uid == m_ref.uid;
    };
    const auto find_in = [&](const auto &rows) { return std::find_if(rows.cbegin(), rows.cend(), same); };
    const QList<kube::EventRow> events = m_session->events();
    const QList<kube::PodRow> pods = m_session->pods();
    if (const auto pod = find_in(pods); pod != pods.cend())
        return models::detailsOf(*pod, events, now);
    const QList<kube::WorkloadRow> workloads = m_session->workloads();
    if (const auto workload = find_in(workloads); workload != workloads.cend())
        return models::detailsOf(*workload, pods, events, now);
    const QList<kube::AutoscalerRow> autoscalers = m_session->autoscalers();
    if (const auto autoscaler = find_in(autoscalers); autoscaler != autoscalers.cend())
        return models::detailsOf(*autoscaler, events, now);
    return {};
}

void ObjectPane::showCurrent() {
    const auto details = find();
    m_content->setVisible(details.has_value());
    m_empty->setVisible(!details.has_value());
    if (details) {
        if (m_shown != details)
            showDetails(*details);
    } else if (m_ref.name.isEmpty()) {
        m_empty->setText(tr("Nothing is selected"), tr("Select an object to see its state, its conditions and its events."));
    } else {
        m_empty->setText(m_ref.text(), m_session ? tr("It is not in this namespace, or not any more.") : tr("Nothing is known of it without a connection."));
    }
    m_shown = details;
}

void ObjectPane::showDetails(const models::ObjectDetails &details) {
    m_name->setText(breakable(details.ref.name));
    m_kind->setText(details.ref.kind);
    m_state->setHealth(details.health);
    m_message->setText(details.health.message);
    m_message->setVisible(!details.health.message.isEmpty());
    m_facts->clear();
    for (const models::DetailsFact &fact : details.facts)
        m_facts->add(fact.name, fact.identifier ? breakable(fact.value) : fact.value, fact.toolTip, fact.identifier ? DetailsList::ValueStyle::Identifier : DetailsList::ValueStyle::Text);
    while (QLayoutItem *taken = m_sections->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> item(taken);
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const models::DetailsSection &section : details.sections)
        addSection(section);
}

void ObjectPane::addSection(const models::DetailsSection &section) {
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::s);
    layout->addWidget(new SectionTitle(section.title));
    for (const models::DetailsEntry &entry : section.entries)
        layout->addWidget(makeEntry(entry));
    if (section.entries.isEmpty())
        layout->addWidget(wrapped(new SecondaryLabel(section.empty)));
    m_sections->addWidget(box);
}

QWidget *ObjectPane::makeEntry(const models::DetailsEntry &entry) {
    auto *row = new QWidget;
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    auto *head = wrapped(new QLabel(breakable(entry.head)));
    auto *aside = new SecondaryLabel(entry.aside);
    aside->setToolTip(entry.toolTip);
    grid->addWidget(new Mark(entry.state), 0, 0, Qt::AlignTop);
    grid->addWidget(head, 0, 1);
    grid->addWidget(aside, 0, 2, Qt::AlignTop | Qt::AlignRight);
    if (!entry.text.isEmpty())
        grid->addWidget(wrapped(new SecondaryLabel(breakable(entry.text))), 1, 1, 1, 2);
    return row;
}

} // namespace ui
