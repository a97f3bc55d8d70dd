// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/forwardpane.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {
constexpr int shortestChoice = 12; // characters
constexpr int longestChoice = 320;
} // namespace

ForwardPane::ForwardPane(TaskList *tasks, QWidget *parent)
    : BottomPane(parent)
    , m_tasks(tasks)
    , m_banner(new Banner)
    , m_targets(new QComboBox)
    , m_ports(new QComboBox)
    , m_localPort(new QSpinBox)
    , m_open(new QPushButton(tr("Open port")))
    , m_stop(new QPushButton(tr("Stop")))
    , m_copy(new QPushButton(tr("Copy address")))
    , m_table(new FilteredTable(tr("forwarded ports"))) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::m, space::s, space::m, 0);
    line->setSpacing(space::s);
    build(*line);
    layout->addLayout(line);
    layout->addWidget(m_banner);
    layout->addWidget(m_table, 1);
    m_table->setTable(&m_model, {{u"state"_s, 100}, {u"port"_s, 130}, {u"local"_s, 130}, {u"pod"_s, 180}, {u"connections"_s, 90}, {u"failures"_s, 60}, {u"problem"_s, 260}, {u"age"_s, 68}});
    m_table->setPlaceholder(tr("No port is forwarded"), tr("Choose what it is to lead to and open it. Programs of this machine, and only of this one, can then use it."));
    connect(m_table->view(), &TableView::currentKeyChanged, this, &ForwardPane::updateButtons);
    auto *remove = new QShortcut(QKeySequence::Delete, m_table);
    remove->setContext(Qt::WidgetWithChildrenShortcut);
    connect(remove, &QShortcut::activated, this, &ForwardPane::stopSelected);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_model.setNow(QDateTime::currentDateTimeUtc()); });
    m_clock.start();
    updateButtons();
}

ForwardPane::~ForwardPane() { m_asking.cancel(); }

void ForwardPane::build(QBoxLayout &line) {
    m_targets->setAccessibleName(tr("What the port leads to"));
    m_targets->setToolTip(tr("What the port leads to: what was chosen, or a service"));
    m_ports->setAccessibleName(tr("Port of the pod or service"));
    m_ports->setToolTip(tr("Port of the pod or service"));
    for (QComboBox *box : {m_targets, m_ports}) { // half a window must hold the line; long names are cut, and whole in the list
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(shortestChoice);
        box->setMaximumWidth(longestChoice);
    }
    m_localPort->setAccessibleName(tr("Port of this machine"));
    m_localPort->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_localPort->setRange(0, 65535);
    m_localPort->setSpecialValueText(tr("a free one"));
    m_localPort->setToolTip(tr("Port on 127.0.0.1 of this machine; 0 takes a free one. Below 1024 only an administrator may"));
    line.addWidget(m_targets, 3);
    line.addWidget(m_ports, 2);
    for (QWidget *widget : std::initializer_list<QWidget *>{new SecondaryLabel(tr("on 127.0.0.1, port")), m_localPort, m_open})
        line.addWidget(widget);
    m_table->addTool(m_copy);
    m_table->addTool(m_stop);
    connect(m_targets, &QComboBox::activated, this, [this](int index) { setTarget(m_targets->itemData(index).value<kube::ObjectRef>()); });
    connect(m_open, &QPushButton::clicked, this, &ForwardPane::open);
    connect(m_stop, &QPushButton::clicked, this, &ForwardPane::stopSelected);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const models::ForwardRow *row = m_model.find(m_table->view()->currentKey()))
            QGuiApplication::clipboard()->setText(u"127.0.0.1:%1"_s.arg(row->localPort));
    });
}

void ForwardPane::setSession(kube::Session *session) {
    if (session == m_session)
        return;
    const qsizetype open = qsizetype(m_forwards.size());
    m_asking.cancel();
    m_forwards.clear();
    m_session = session;
    m_choices.clear();
    updateRows();
    m_banner->clear();
    if (!session && open > 0)
        m_banner->showMessage(Banner::Tone::Warning, tr("The connection was closed, and with it the forwarded ports."));
    if (session)
        askPorts();
    fillTargets();
}

void ForwardPane::fillTargets() {
    m_targets->clear();
    if (!m_target.name.isEmpty())
        m_targets->addItem(m_target.text(), QVariant::fromValue(m_target));
    QList<kube::ServiceRow> services = m_session ? m_session->services() : QList<kube::ServiceRow>();
    std::sort(services.begin(), services.end(), [](const auto &a, const auto &b) { return a.ref.name < b.ref.name; });
    for (const kube::ServiceRow &service : std::as_const(services)) {
        if (service.hasSelector && service.ref.name != (m_target.kind == "Service"_L1 ? m_target.name : QString()))
            m_targets->addItem(service.ref.text(), QVariant::fromValue(service.ref));
    }
    updateButtons();
}

void ForwardPane::setTarget(const kube::ObjectRef &target) {
    m_target = target;
    fillTargets();
    m_targets->setCurrentIndex(0);
    askPorts();
}

void ForwardPane::askPorts() {
    m_asking.cancel();
    m_choices.clear();
    m_selector.clear();
    m_ports->clear();
    updateButtons();
    if (!m_session || m_target.name.isEmpty())
        return;
    m_asking = m_session->client().get(m_target);
    m_asking.then(this, [this, target = m_target](const base::Result<QJsonObject> &object) {
        if (target == m_target && m_session)
            onObject(object);
    });
}

void ForwardPane::onObject(const base::Result<QJsonObject> &object) {
    if (!object)
        return m_banner->showError(tr("The ports of %1 cannot be read").arg(m_target.text()), object.error());
    m_banner->clear();
    m_choices = models::portChoices(*object);
    m_selector = models::selectorText(*object);
    for (const models::PortChoice &choice : std::as_const(m_choices))
        m_ports->addItem(models::portText(choice));
    if (m_choices.isEmpty())
        m_banner->showMessage(Banner::Tone::Information, tr("%1 names no TCP port. Choose a service, or another pod.").arg(m_target.text()));
    updateButtons();
    Q_EMIT changed();
}

void ForwardPane::open() {
    const int index = m_ports->currentIndex();
    if (!m_session || index < 0 || index >= m_choices.size())
        return;
    m_banner->clear();
    auto forward = std::make_unique<Forward>(
        *m_session, ForwardChoice{m_target, m_choices.at(index), m_selector, quint16(m_localPort->value())}, QString::number(++m_made));
    connect(forward.get(), &Forward::changed, this, &ForwardPane::updateRows);
    m_forwards.push_back(std::move(forward));
    m_localPort->setValue(0);
    updateRows();
    m_table->view()->selectKey(QString::number(m_made));
    updateButtons();
}

void ForwardPane::stopSelected() { stop(m_table->view()->currentKey()); }

void ForwardPane::stop(const QString &id) {
    const auto found = std::find_if(m_forwards.begin(), m_forwards.end(), [&](const auto &each) { return each->row().ref.uid == id; });
    if (found == m_forwards.end())
        return;
    const models::ForwardRow row = (*found)->row();
    m_forwards.erase(found);
    if (m_tasks && row.localPort > 0)
        m_tasks->note(tr("Stopped forwarding 127.0.0.1:%1 to %2").arg(row.localPort).arg(row.ref.text()));
    updateRows();
}

void ForwardPane::updateRows() {
    QList<models::ForwardRow> rows;
    for (const auto &forward : m_forwards)
        rows.append(forward->row());
    m_model.apply({true, rows, {}});
    updateButtons();
    Q_EMIT changed();
}

void ForwardPane::updateButtons() {
    const models::ForwardRow *row = m_model.find(m_table->view()->currentKey());
    m_stop->setEnabled(row);
    m_copy->setEnabled(row && row->localPort > 0);
    m_open->setEnabled(m_session && !m_choices.isEmpty());
    m_open->setToolTip(m_session ? m_choices.isEmpty() ? tr("Choose something that has a port first") : QString() : tr("There is no connection"));
}

bool ForwardPane::settled() const { return !m_asking.isRunning(); }

bool ForwardPane::focusFilter() {
    m_table->field()->setFocus(Qt::ShortcutFocusReason);
    return true;
}

} // namespace ui
