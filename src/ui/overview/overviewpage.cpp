// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "ui/overview/boxwatch.h"
#include "ui/overview/systemdiagram.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/objectpane.h"
#include "ui/widgets/theme.h"

#include <QJsonArray>
#include <QScrollArea>
#include <QStackedLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

models::IngressFact factOf(const QJsonObject &object, const QDateTime &now) {
    const QJsonObject metadata = object.value(u"metadata"_s).toObject();
    models::IngressFact fact;
    fact.ref = {u"networking.k8s.io/v1"_s, u"Ingress"_s, metadata.value(u"namespace"_s).toString(), metadata.value(u"name"_s).toString(), metadata.value(u"uid"_s).toString()};
    fact.health = kube::healthOf(object, now);
    for (const QJsonValue rule : object.value(u"spec"_s).toObject().value(u"rules"_s).toArray()) {
        const QString host = rule.toObject().value(u"host"_s).toString();
        if (!host.isEmpty() && !fact.hosts.contains(host))
            fact.hosts << host;
    }
    return fact;
}

} // namespace

OverviewPage::OverviewPage(QWidget *parent)
    : Page(u"overview"_s, tr("Overview"), u"overview"_s, parent)
    , m_watch(new BoxWatch(this))
    , m_diagram(new SystemDiagram)
    , m_empty(new EmptyState)
    , m_scroll(new QScrollArea)
    , m_stack(new QStackedLayout(this)) {
    m_scroll->setWidget(m_diagram);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_empty);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_diagram, &SystemDiagram::selected, this, [this](const kube::ObjectRef &ref) {
        if (m_details)
            m_details->setObject(ref);
        Q_EMIT objectSelected(ref);
        Q_EMIT detailsRequested();
    });
    connect(m_diagram, &SystemDiagram::opened, this, [this](const kube::ObjectRef &ref) { Q_EMIT pageRequested(u"workloads"_s, ref); });
    m_update.setSingleShot(true);
    m_update.setInterval(33ms);
    connect(&m_update, &QTimer::timeout, this, &OverviewPage::showPicture);
    connect(m_watch, &BoxWatch::changed, this, &OverviewPage::scheduleUpdate);
    m_ingressTimer.setInterval(30s);
    connect(&m_ingressTimer, &QTimer::timeout, this, &OverviewPage::askForIngress);
    showPicture();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::setContext(const PageContext &context) {
    if (m_session && m_session != context.session)
        m_session->disconnect(this);
    const bool another = context.environment.name != m_context.environment.name;
    m_context = context;
    m_session = context.session;
    if (another) {
        m_ingress.reset();
        m_watch->forget();
    }
    watchService(context);
    if (m_details)
        m_details->setSession(context.session);
    if (m_session) {
        m_connection = m_session->connection();
        connect(m_session, &kube::Session::podsChanged, this, &OverviewPage::scheduleUpdate);
        connect(m_session, &kube::Session::workloadsChanged, this, &OverviewPage::scheduleUpdate);
        connect(m_session, &kube::Session::autoscalersChanged, this, &OverviewPage::scheduleUpdate);
        connect(m_session, &kube::Session::completed, this, &OverviewPage::scheduleUpdate);
        askForIngress();
        m_ingressTimer.start();
    } else {
        m_ingressTimer.stop();
    }
    showPicture();
}

void OverviewPage::setConnection(const kube::Connection &connection) {
    const bool returned = connection.state == kube::Connection::State::Live && m_connection.state != kube::Connection::State::Live;
    m_connection = connection;
    const bool stale = connection.state == kube::Connection::State::Offline;
    m_diagram->setStale(stale);
    m_diagram->setLastContact(connection.state == kube::Connection::State::Live ? QDateTime() : connection.lastContact);
    if (m_details)
        m_details->setStale(stale);
    if (returned && m_session)
        askForIngress();
    scheduleUpdate();
}

void OverviewPage::watchService(const PageContext &context) {
    if (!context.client)
        return m_watch->setClient(nullptr);
    const QString ns = context.environment.ns.isEmpty() ? context.client->access().ns : context.environment.ns;
    m_watch->setClient(std::make_unique<prometheus::Client>(context.client->service(ns, u"prometheus-service"_s, u"9090"_s)));
}

void OverviewPage::refresh() {
    askForIngress();
    m_watch->refresh();
}

void OverviewPage::askForIngress() {
    if (!m_session || !m_context.client)
        return;
    m_context.client->list(u"networking.k8s.io/v1"_s, u"Ingress"_s, m_session->ns())
        .then(this, [this, session = m_session](const base::Result<QList<QJsonObject>> &objects) {
            if (session && session == m_session)
                onIngress(objects);
        });
}

void OverviewPage::onIngress(const base::Result<QList<QJsonObject>> &objects) {
    if (!objects)
        return; // the picture goes without it; the session says whether the cluster can be reached
    const QDateTime now = QDateTime::currentDateTimeUtc();
    models::IngressFact merged;
    for (const QJsonObject &object : *objects) {
        const models::IngressFact fact = factOf(object, now);
        if (merged.ref.name.isEmpty()) {
            merged = fact;
            continue;
        }
        for (const QString &host : fact.hosts) {
            if (!merged.hosts.contains(host))
                merged.hosts << host;
        }
        if (kube::worse(merged.health.state, fact.health.state) != merged.health.state)
            merged.health = fact.health;
    }
    m_ingress = merged;
    scheduleUpdate();
}

void OverviewPage::scheduleUpdate() {
    if (!m_update.isActive())
        m_update.start();
}

void OverviewPage::showPicture() {
    const bool complete = m_session && m_session->complete();
    const QList<kube::WorkloadRow> workloads = m_session ? m_session->workloads() : QList<kube::WorkloadRow>();
    models::SystemPicture drawn = models::pictureOf(workloads, m_ingress);
    models::addSignals(drawn, m_watch->all());
    m_diagram->setOldSignals(m_watch->isOld(QDateTime::currentDateTimeUtc()));
    m_diagram->setPicture(drawn);
    const models::SystemPicture &picture = m_diagram->picture();
    m_stack->setCurrentWidget(m_diagram->count() > 0 ? static_cast<QWidget *>(m_scroll) : m_empty);
    if (hasFocus())
        takeFocus();
    const QString name = m_context.environment.name;
    if (!m_session)
        m_empty->setText(tr("Not connected"), name.isEmpty() ? tr("Choose an environment at the top of the window (Ctrl+E).") : tr("%1 is not connected yet.").arg(name));
    else if (!complete && m_connection.state == kube::Connection::State::Offline)
        m_empty->setText(tr("Not reached yet"), tr("What is deployed appears here as soon as %1 answers.").arg(name));
    else if (!complete)
        m_empty->setText(tr("Loading"), tr("Asking %1 what is deployed in namespace %2 …").arg(name, m_session->ns()));
    else
        m_empty->setText(tr("Nothing is deployed here"), tr("Namespace %1 of %2 holds no workloads. The Deployments page can put the system there.").arg(m_session->ns(), name));
    setSummary(complete ? alertsText() + models::systemSummary(picture, workloads, m_session->pods()) : m_session ? tr("Loading …") : tr("Not connected"));
    setSettled(complete && m_connection.state == kube::Connection::State::Live && m_ingress.has_value() && (m_watch->tried() || !isVisible()));
}

/// Before all else, because somebody wrote a rule to be told of it.
QString OverviewPage::alertsText() const {
    QStringList names;
    for (const models::BoxSignals &box : m_watch->all())
        names += box.alerts;
    if (names.isEmpty() || m_watch->isOld(QDateTime::currentDateTimeUtc()))
        return {};
    names.sort();
    return tr("firing: %1; ").arg(names.join(", "_L1));
}

void OverviewPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    m_watch->setActive(true);
}

void OverviewPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    m_watch->setActive(false);
}

QWidget *OverviewPage::detailsWidget() {
    if (!m_details) {
        m_details = new ObjectPane;
        m_details->setSession(m_session);
    }
    return m_details;
}

QList<KeyHelp> OverviewPage::keys() const {
    return {{tr("Arrows"), tr("Move from box to box")}, {u"Enter"_s, tr("Open the workload on the Workloads page")}};
}

void OverviewPage::focusInEvent(QFocusEvent *) { takeFocus(); }

void OverviewPage::takeFocus() {
    if (m_stack->currentWidget() == m_scroll)
        m_diagram->setFocus(Qt::OtherFocusReason);
}

void OverviewPage::selectObject(const kube::ObjectRef &ref) {
    m_diagram->select(ref);
    if (m_details)
        m_details->setObject(ref);
}

} // namespace ui
