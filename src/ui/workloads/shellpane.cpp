// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/shellpane.h"

#include "models/workloads/shell.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedLayout>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {
constexpr auto checkLimit = 3s;
}

ShellPane::ShellPane(const kube::ObjectRef &pod, TerminalMaker maker, QWidget *parent)
    : BottomPane(parent)
    , m_pod(pod)
    , m_maker(std::move(maker))
    , m_banner(new Banner)
    , m_confirmation(new Confirmation)
    , m_containers(new QComboBox)
    , m_shells(new QComboBox)
    , m_again(new QPushButton(tr("Start again")))
    , m_status(new SecondaryLabel)
    , m_place(new QStackedLayout) {
    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::m, space::s, space::m, space::s);
    line->setSpacing(space::s);
    build(*line);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_banner);
    layout->addWidget(m_confirmation);
    layout->addLayout(m_place, 1);
    m_patience.setSingleShot(true);
    m_patience.setInterval(checkLimit);
    connect(&m_patience, &QTimer::timeout, this, &ShellPane::onChecked);
    connect(m_confirmation, &Confirmation::confirmed, this, &ShellPane::closeAgreed);
}

ShellPane::~ShellPane() = default;

void ShellPane::build(QBoxLayout &line) {
    m_containers->setAccessibleName(tr("Container"));
    m_containers->setToolTip(tr("Container in which the shell runs"));
    m_shells->setAccessibleName(tr("Shell"));
    m_shells->addItem(tr("bash, else sh"), int(models::ShellKind::BashElseSh));
    m_shells->addItem(u"bash"_s, int(models::ShellKind::Bash));
    m_shells->addItem(u"sh"_s, int(models::ShellKind::Sh));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_containers, m_shells, m_again, m_status})
        line.addWidget(widget);
    line.addStretch(1);
    connect(m_again, &QPushButton::clicked, this, &ShellPane::start);
    const auto another = [this] { m_again->setEnabled(m_session); };
    connect(m_containers, &QComboBox::activated, this, another);
    connect(m_shells, &QComboBox::activated, this, another);
}

QString ShellPane::status() const { return m_status->text(); }

void ShellPane::setSession(kube::Session *session) {
    if (session == m_session)
        return;
    m_patience.stop();
    m_check.reset();
    m_process.reset();
    m_confirmation->dismiss();
    m_session = session;
    if (!session)
        return setRunning(false, tr("The connection was closed, and with it this shell"));
    fillContainers();
    m_again->setEnabled(true);
    if (!m_begun)
        start();
}

void ShellPane::fillContainers() {
    const QList<kube::PodRow> pods = m_session->pods();
    const auto pod = std::find_if(pods.cbegin(), pods.cend(), [this](const kube::PodRow &row) { return row.ref.name == m_pod.name; });
    const QString chosen = m_containers->currentText();
    m_containers->clear();
    for (qsizetype i = 0; pod != pods.cend() && i < pod->details.size(); ++i) {
        if (pod->details.at(i).state == kube::Container::State::Running)
            m_containers->addItem(pod->details.at(i).name);
    }
    m_containers->setCurrentIndex(std::max(0, m_containers->findText(chosen)));
}

bool ShellPane::makeTerminal() {
    if (m_terminal)
        return true;
    const base::Result<Terminal *> made = m_maker ? m_maker() : base::fail(base::ErrorKind::Internal, tr("it was not installed"));
    if (!made) {
        m_banner->showError(tr("The part of AQI Console that shows shells cannot be loaded. Install AQI Console again"), made.error());
        return false;
    }
    m_terminal = *made;
    m_place->addWidget(m_terminal);
    setFocusProxy(m_terminal);
    connect(m_terminal, &Terminal::typed, this, [this](const QByteArray &bytes) {
        m_typed = true;
        if (m_running)
            m_process->write(bytes);
    });
    connect(m_terminal, &Terminal::resized, this, [this](int columns, int rows) {
        if (m_process)
            m_process->resize(columns, rows);
    });
    connect(m_terminal, &Terminal::taken, this, [this](qint64 bytes) {
        if (m_process)
            m_process->acknowledge(bytes);
    });
    return true;
}

void ShellPane::start() {
    m_begun = true;
    m_banner->clear();
    m_confirmation->dismiss();
    m_process.reset();
    if (!m_session || !makeTerminal())
        return setRunning(false, tr("not running"));
    fillContainers();
    if (m_containers->count() == 0) {
        m_banner->showMessage(Banner::Tone::Failure, tr("No container of %1 is running, so there is none for a shell. Its events say why.").arg(m_pod.text()));
        return setRunning(false, tr("not running"));
    }
    m_terminal->empty();
    m_typed = false;
    m_spoke = false;
    m_marker = QUuid::createUuid().toString(QUuid::Id128);
    const auto kind = models::ShellKind(m_shells->currentData().toInt());
    m_process = m_session->client().exec({.pod = m_pod, .container = m_containers->currentText(), .command = models::shellCommand(kind, m_marker), .input = true, .terminal = true});
    connectProcess();
    setRunning(false, tr("being opened …"));
    m_opening = true;
    m_process->resize(m_terminal->columns(), m_terminal->rows());
    m_process->start();
}

void ShellPane::connectProcess() {
    m_process->setAcknowledged();
    connect(m_process.get(), &kube::RemoteProcess::wroteOutput, this, [this] {
        if (!std::exchange(m_spoke, true))
            Q_EMIT changed();
    });
    connect(m_process.get(), &kube::RemoteProcess::started, this, [this] {
        setRunning(true, tr("running in container %1").arg(m_containers->currentText()));
        m_terminal->setFocus(Qt::OtherFocusReason);
    });
    connect(m_process.get(), &kube::RemoteProcess::wroteOutput, m_terminal, &Terminal::feed);
    connect(m_process.get(), &kube::RemoteProcess::wroteError, m_terminal, &Terminal::feed);
    connect(m_process.get(), &kube::RemoteProcess::ended, this, &ShellPane::onEnded);
}

void ShellPane::onEnded(const base::Result<int> &code) {
    const QString container = m_containers->currentText();
    if (!code) {
        m_banner->showError(m_running ? tr("The shell has ended") : tr("There is no shell"),
            {code.error().kind, models::shellProblem(code.error(), m_pod.name, container), code.error().where, code.error().text() + u'\n' + code.error().detail});
        return setRunning(false, tr("not running"));
    }
    if (const QString problem = m_typed ? QString() : models::shellProblem(*code, container); !problem.isEmpty())
        m_banner->showMessage(Banner::Tone::Failure, problem + u'.');
    setRunning(false, tr("The shell has ended with exit code %1").arg(*code));
}

void ShellPane::setRunning(bool running, const QString &status) {
    m_running = running;
    m_opening = false;
    m_status->setText(status);
    Q_EMIT changed();
}

bool ShellPane::mayClose() {
    if (!m_running || !m_session)
        return true;
    if (m_check)
        return false;
    m_checked.clear();
    m_check = m_session->client().exec({.pod = m_pod, .container = m_containers->currentText(), .command = models::watchCommand(m_marker)});
    connect(m_check.get(), &kube::RemoteProcess::wroteOutput, this, [this](const QByteArray &bytes) { m_checked += bytes; });
    connect(m_check.get(), &kube::RemoteProcess::ended, this, [this](const base::Result<int> &) { onChecked(); }, Qt::QueuedConnection);
    m_check->start();
    m_patience.start();
    return false;
}

void ShellPane::onChecked() {
    if (!m_check)
        return;
    m_patience.stop();
    m_check.reset();
    const QStringList names = models::runningBeside(m_checked);
    if (!m_running || (names.isEmpty() && !m_checked.isEmpty())) {
        Q_EMIT closeAgreed();
        return;
    }
    m_confirmation->ask({}, names.isEmpty() ? tr("What runs in this shell could not be found out. Closing ends it.") : tr("Closing ends what runs in this shell: %1.").arg(names.join(", "_L1)),
        tr("Close the shell"));
}

bool ShellPane::settled() const { return m_running ? m_spoke : !m_opening; }

bool ShellPane::focusFilter() {
    if (!m_terminal)
        return false;
    m_terminal->find();
    return true;
}

} // namespace ui
