// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/logpane.h"

#include "base/quantity.h"
#include "kube/client.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/logintake.h"
#include "ui/workloads/logtools.h"
#include "ui/workloads/logview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

LogPane::LogPane(const kube::ObjectRef &target, TaskList *tasks, QWidget *parent)
    : BottomPane(parent)
    , m_target(target)
    , m_tasks(tasks)
    , m_intake(new LogIntake(m_lines, this))
    , m_tools(new LogTools)
    , m_view(new LogView(m_lines))
    , m_status(new SecondaryLabel) {
    m_status->setTextFormat(Qt::PlainText);
    m_status->setContentsMargins(space::m, 2, space::m, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_status);
    setFocusProxy(m_view);
    connectTools();
    for (const auto signal : {&models::LogLines::reset, &models::LogLines::waitingChanged})
        connect(&m_lines, signal, this, &LogPane::updateStatus);
    connect(&m_lines, &models::LogLines::changed, this, &LogPane::updateStatus);
    updateStatus();
}

LogPane::~LogPane() = default;

void LogPane::connectTools() {
    connect(m_tools, &LogTools::choiceChanged, this, &LogPane::begin);
    connect(m_tools, &LogTools::leastChanged, this, [this] { m_lines.setLeast(m_tools->least()); });
    connect(m_tools, &LogTools::nextRequested, this, &LogPane::findNext);
    connect(m_tools, &LogTools::wrapToggled, m_view, &LogView::setWrapped);
    connect(m_tools, &LogTools::timesToggled, m_view, &LogView::setTimesShown);
    connect(m_tools, &LogTools::copyRequested, this, &LogPane::copyLines);
    connect(m_tools, &LogTools::saveRequested, this, &LogPane::chooseFile);
    connect(m_tools->field(), &QLineEdit::textChanged, this, &LogPane::find);
    connect(m_tools->field(), &SearchField::left, this, [this] { findNext(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier ? -1 : 1); });
    connect(m_tools->only(), &QToolButton::toggled, &m_lines, &models::LogLines::setOnlyMatching);
    connect(m_tools->pause(), &QToolButton::toggled, this, [this](bool paused) {
        m_tools->pause()->setText(paused ? tr("Go on") : tr("Pause"));
        m_lines.setPaused(paused);
        updateStatus();
    });
    connect(m_tools->end(), &QToolButton::clicked, m_view, &LogView::goToEnd);
    connect(m_view, &LogView::followingChanged, this, &LogPane::updateStatus);
    for (const auto &[key, direction] : {std::pair(u"F3"_s, 1), std::pair(u"Shift+F3"_s, -1)}) {
        auto *shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, where = direction] { findNext(where); });
    }
}

void LogPane::setSession(kube::Session *session) {
    if (session == m_session && (m_log || !session))
        return;
    m_session = session;
    m_log.reset();
    if (session)
        begin();
    else
        m_intake->say(-1, tr("The connection was closed; nothing more comes"));
    updateStatus();
}

void LogPane::setPrevious(bool previous) {
    if (m_tools->previous() == previous)
        return;
    m_tools->setPrevious(previous);
    begin();
}

void LogPane::begin() {
    m_log.reset();
    m_intake->clear();
    m_lines.clear();
    if (!m_session)
        return;
    m_tools->setContainers(containerNames());
    m_log = std::make_unique<kube::GatheredLog>(*m_session,
        kube::LogChoice{m_target, m_tools->container(), m_tools->previous(), m_tools->tailLines(), m_tools->since()});
    connect(m_log.get(), &kube::GatheredLog::received, m_intake, &LogIntake::add);
    connect(m_log.get(), &kube::GatheredLog::news, this, &LogPane::onNews);
    connect(m_log.get(), &kube::GatheredLog::openChanged, this, &LogPane::updateSources);
    m_log->start();
    updateSources();
}

QStringList LogPane::containerNames() const {
    QStringList names;
    const QList<kube::PodRow> pods = m_session->pods();
    for (const kube::PodRow &pod : pods) {
        const bool own = m_target.kind == "Pod"_L1
            ? pod.ref.name == m_target.name
            : (pod.workloadKind == m_target.kind && pod.workloadName == m_target.name) || (pod.ownerKind == m_target.kind && pod.ownerName == m_target.name);
        for (qsizetype i = 0; own && i < pod.details.size(); ++i) {
            if (!names.contains(pod.details.at(i).name))
                names.append(pod.details.at(i).name);
        }
    }
    return names;
}

QString LogPane::nameOf(int source) const {
    const QList<kube::LogSource> sources = m_log ? m_log->sources() : QList<kube::LogSource>();
    return source < 0 || source >= sources.size() ? QString() : sources.at(source).pod + u'/' + sources.at(source).container;
}

void LogPane::updateSources() {
    if (!m_log)
        return;
    const QList<kube::LogSource> sources = m_log->sources();
    bool oneContainer = true;
    for (const kube::LogSource &source : sources)
        oneContainer = oneContainer && source.container == sources.first().container;
    QStringList names;
    for (const kube::LogSource &source : sources) {
        const QString prefix = m_target.name + u'-';
        const QString pod = source.pod.startsWith(prefix) ? source.pod.mid(prefix.size()) : source.pod;
        names.append(oneContainer ? pod : pod + u'/' + source.container);
    }
    m_intake->setSources(int(sources.size()));
    m_view->setSourceNames(sources.size() > 1 ? names : QStringList());
    updateStatus();
}

void LogPane::onNews(int source, kube::LogNews what, const QString &detail, const std::optional<base::Error> &error) {
    const QString name = nameOf(source);
    const QString why = error ? error->message : QString();
    switch (what) {
    case kube::LogNews::Follows: m_intake->say(source, tr("%1 has come and is followed too").arg(name)); break;
    case kube::LogNews::Restarted:
        m_intake->say(source, detail.isEmpty() ? tr("%1 was restarted; from here on it is the new instance").arg(name)
                                               : tr("%1 was restarted (%2); from here on it is the new instance").arg(name, detail));
        break;
    case kube::LogNews::Replaced: m_intake->say(source, tr("%1 is going; from here on its replacement %2 is followed").arg(name, detail)); break;
    case kube::LogNews::Gone: m_intake->say(source, tr("%1 is gone").arg(name)); break;
    case kube::LogNews::Broken: m_intake->say(source, tr("The log of %1 broke off: %2. It is taken up again where it ended").arg(name, why)); break;
    case kube::LogNews::Refused: m_intake->say(source, tr("The log of %1 cannot be read: %2").arg(name, why)); break;
    case kube::LogNews::NoPrevious: m_intake->say(source, tr("%1 was never restarted, so there is no instance before this one").arg(name)); break;
    case kube::LogNews::TooMany:
        m_intake->say(source, tr("%1 more containers are not followed: at most %2 are. Choose a container or a pod").arg(detail).arg(kube::GatheredLog::most));
        break;
    }
    updateSources();
}

QString LogPane::status() const {
    QStringList parts;
    if (!m_session)
        parts << tr("not connected");
    else if (m_log && !m_tools->previous())
        parts << tr("%1 of %2 containers followed").arg(m_log->open()).arg(m_log->sources().size());
    parts << (m_lines.rows() == m_lines.total() ? tr("%1 lines").arg(base::countText(m_lines.total()))
                                                : tr("%1 of %2 lines shown").arg(base::countText(m_lines.rows()), base::countText(m_lines.total())));
    if (m_lines.dropped() > 0)
        parts << tr("%1 older lines dropped").arg(base::countText(m_lines.dropped()));
    if (m_lines.paused())
        parts << tr("paused, %1 new lines wait").arg(base::countText(m_lines.waiting()));
    else if (!m_view->atEnd())
        parts << tr("not at the newest line");
    if (!m_problem.isEmpty())
        parts << m_problem;
    return parts.join(u" · "_s);
}

void LogPane::updateStatus() {
    m_status->setText(status());
    m_view->setPlaceholder(emptyText());
    Q_EMIT changed();
}

QString LogPane::emptyText() const {
    if (m_lines.total() > 0)
        return tr("No line matches");
    if (!m_session)
        return tr("There is no connection");
    if (!m_log || m_log->sources().isEmpty())
        return tr("%1 has no container that has run. Its log appears here as soon as one does").arg(m_target.text());
    if (m_tools->previous())
        return tr("Nothing is left of what was written before the restarts");
    return tr("Nothing was written in the time that was chosen. What comes appears here");
}

bool LogPane::settled() const { return m_lines.total() > 0 && m_intake->pending() == 0; }

void LogPane::find(const QString &text) {
    const base::Status status = m_lines.setFilter(text);
    m_problem = status ? QString() : status.error().message;
    using enum SearchField::Verdict;
    if (text.trimmed().isEmpty())
        m_tools->field()->setVerdict(None);
    else if (!status)
        m_tools->field()->setVerdict(Bad, m_problem);
    else
        m_tools->field()->setVerdict(m_lines.matchFrom(-1, 1) >= 0 ? Good : Bad, m_lines.matchFrom(-1, 1) >= 0 ? tr("Lines match") : tr("No line matches"));
    updateStatus();
}

/// From the row that was found last, or from what is seen.
void LogPane::findNext(int direction) {
    const qsizetype from = m_view->currentRow() >= 0 ? m_view->currentRow() : m_view->firstRow() - direction;
    m_view->showRow(m_lines.matchFrom(from, direction));
}

void LogPane::copyLines() {
    if (m_view->hasSelection())
        return m_view->copy();
    QStringList texts;
    for (qsizetype row = 0; row < m_lines.rows(); ++row)
        texts.append(m_view->lineText(m_lines.at(row)));
    QGuiApplication::clipboard()->setText(texts.join(u'\n'));
}

bool LogPane::focusFilter() {
    m_tools->field()->setFocus(Qt::ShortcutFocusReason);
    m_tools->field()->selectAll();
    return true;
}

} // namespace ui
