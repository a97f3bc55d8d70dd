// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/containerrun.h"

#include "sandbox/process/child.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

int argumentsDescriptor(const std::vector<std::string> &arguments) {
    std::string text;
    for (const auto &argument : arguments)
        text += argument + '\0';
    const int descriptor = ::memfd_create("view", MFD_CLOEXEC);
    if (descriptor < 0 || ::write(descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return descriptor; // bubblewrap says what is wrong with its arguments
    ::lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

} // namespace

ContainerRun::ContainerRun(Plan plan, ContainerLog &log, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_log(log) {
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, [this] { m_log.add(m_process.readAll()); });
    connect(&m_process, &QProcess::finished, this, &ContainerRun::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onFinished(127, QProcess::NormalExit);
    }, Qt::QueuedConnection);
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, this, &ContainerRun::kill);
}

ContainerRun::~ContainerRun() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        kill();
        m_process.waitForFinished(5000);
    }
    closeDescriptors();
}

void ContainerRun::start() {
    int info[2] = {-1, -1};
    if (::pipe2(info, O_CLOEXEC | O_NONBLOCK) == 0) {
        m_infoRead = info[0];
        m_infoWrite = info[1];
        m_infoReady = std::make_unique<QSocketNotifier>(m_infoRead, QSocketNotifier::Read);
        connect(m_infoReady.get(), &QSocketNotifier::activated, this, &ContainerRun::readInfo);
    }
    m_arguments = argumentsDescriptor(m_plan.view);
    prepareChild(m_process, {m_arguments, m_infoWrite});
    setEnvironment(m_process, m_plan.environment);
    QStringList arguments{u"--args"_s, QString::number(m_arguments), u"--info-fd"_s, QString::number(m_infoWrite), u"--"_s};
    for (const auto &word : m_plan.command)
        arguments.append(QString::fromStdString(word));
    m_process.start(u"bwrap"_s, arguments);
    ::close(m_infoWrite);
    ::close(m_arguments);
    m_infoWrite = m_arguments = -1;
}

void ContainerRun::readInfo() {
    char buffer[512];
    const auto size = ::read(m_infoRead, buffer, sizeof buffer);
    if (size > 0)
        m_info += QByteArray(buffer, size);
    if (size < 0 && errno == EAGAIN)
        return;
    m_programPid = QJsonDocument::fromJson(m_info)[u"child-pid"].toInteger();
    if (size <= 0)
        m_infoReady->setEnabled(false);
}

bool ContainerRun::runsProgram() const {
    QFile name(u"/proc/%1/comm"_s.arg(m_programPid)); // everybody may read it
    return m_programPid > 0 && name.open(QIODevice::ReadOnly) && name.readAll().trimmed() != "bwrap";
}

void ContainerRun::stop(std::chrono::milliseconds grace) {
    if (m_programPid > 0)
        ::kill(static_cast<pid_t>(m_programPid), m_plan.stopSignal);
    m_killTimer.start(grace);
}

void ContainerRun::kill() {
    if (m_programPid > 0)
        ::kill(static_cast<pid_t>(m_programPid), SIGKILL); // and bubblewrap tells its end
    else
        killGroup(m_process);
}

void ContainerRun::waitForEnd(const QDeadlineTimer &deadline) {
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(static_cast<int>(deadline.remainingTime()));
}

void ContainerRun::onFinished(int exitCode, QProcess::ExitStatus status) {
    m_programPid = 0; // the number may be another's soon
    m_killTimer.stop();
    m_log.add(m_process.readAll());
    m_log.finish();
    Q_EMIT ended(exitCodeOf(exitCode, status));
}

void ContainerRun::closeDescriptors() {
    m_infoReady.reset();
    for (const int descriptor : {m_arguments, m_infoRead, m_infoWrite}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

} // namespace sandbox
