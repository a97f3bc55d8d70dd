// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcluster.h"

#include "localprocess.h"
#include "sandbox/api/certificates.h"
#include "sandbox/store/clock.h"

#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sandbox;

namespace {

constexpr int patienceMs = 120000;
constexpr auto token = "token-of-a-test";

std::string textOf(const std::vector<ContainerLog::Line> &lines, std::size_t from, const LogQuery &query) {
    std::string text;
    for (; from < lines.size(); ++from) {
        if (query.sinceMs && lines[from].ms < *query.sinceMs)
            continue;
        const auto time = QDateTime::fromMSecsSinceEpoch(lines[from].ms, QTimeZone::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz000000Z"_s);
        text += (query.timestamps ? time.toStdString() + ' ' : std::string()) + lines[from].text + '\n';
    }
    return text;
}

std::string wantedText(const std::vector<ContainerLog::Line> &lines, const LogQuery &query) {
    const auto size = static_cast<std::int64_t>(lines.size());
    return textOf(lines, static_cast<std::size_t>(query.tailLines ? std::max<std::int64_t>(0, size - *query.tailLines) : 0), query);
}

} // namespace

LocalCluster::LocalCluster()
    : m_api(m_store, m_openApi, backends(), token) {}

bool LocalCluster::start() {
    const auto certificates = makeCertificates();
    if (!certificates)
        return false;
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(certificates->certificate));
    tls.setPrivateKey(QSslKey(certificates->key, QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server = std::make_unique<HttpServer>(tls, [this](HttpExchange &exchange) { m_api.handle(exchange); });
    if (!m_server->listen(0))
        return false;
    QFile file(kubeconfig());
    const QByteArray text = "apiVersion: v1\nkind: Config\ncurrent-context: test\nclusters:\n- name: test\n  cluster:\n    server: https://127.0.0.1:"
        + QByteArray::number(m_server->port()) + "\n    certificate-authority-data: " + certificates->authority.toBase64()
        + "\nusers:\n- name: test\n  user:\n    token: " + token
        + "\ncontexts:\n- name: test\n  context:\n    cluster: test\n    user: test\n    namespace: default\n";
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

void LocalCluster::addPod(const std::string &name, const std::vector<std::string> &containers) {
    Json spec = Json::array();
    Json statuses = Json::array();
    for (const auto &container : containers) {
        spec.push_back({{"name", container}, {"image", "local"}});
        statuses.push_back({{"name", container}, {"ready", true}, {"containerID", "local://" + container},
            {"state", {{"running", {{"startedAt", m_store.now()}}}}}});
        m_logs[name + '/' + container] = {};
    }
    (void)m_store.create({"pods", "default", name},
        {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"labels", {{"app", name}}}}},
            {"spec", {{"nodeName", "n1"}, {"containers", spec}}},
            {"status", {{"phase", "Running"}, {"containerStatuses", statuses}, {"conditions", Json::array({{{"type", "Ready"}, {"status", "True"}}})}}}});
}

void LocalCluster::log(const std::string &pod, const std::string &container, const std::string &text, std::int64_t ageMs) {
    auto &log = m_logs.at(pod + '/' + container);
    log.lines.push_back({QDateTime::currentMSecsSinceEpoch() - ageMs, text});
    for (const auto &follower : std::vector(log.followers))
        follower.onText(textOf(log.lines, log.lines.size() - 1, follower.query));
}

void LocalCluster::restart(const std::string &pod, const std::string &container) {
    auto &log = m_logs.at(pod + '/' + container);
    log.previous = std::exchange(log.lines, {});
    for (const auto &follower : std::exchange(log.followers, {}))
        follower.onEnd();
}

int LocalCluster::followers(const std::string &pod, const std::string &container) {
    return static_cast<int>(m_logs.at(pod + '/' + container).followers.size());
}

Outcome<ContainerLog *> LocalCluster::logOf(const LogQuery &query) {
    const auto found = m_logs.find(query.pod + '/' + query.container);
    if (found == m_logs.end())
        return badRequest("container \"" + query.container + "\" in pod \"" + query.pod + "\" is not available");
    if (query.previous && found->second.previous.empty())
        return badRequest("previous terminated container \"" + query.container + "\" in pod \"" + query.pod + "\" not found");
    return &found->second;
}

Backends LocalCluster::backends() {
    Backends backends;
    backends.logs = [this](const LogQuery &query) {
        return logOf(query).transform([&](const ContainerLog *log) { return wantedText(query.previous ? log->previous : log->lines, query); });
    };
    backends.followLogs = [this](const LogQuery &query, Backends::OnText onText, Backends::OnEnd onEnd) -> Outcome<Backends::Stop> {
        const auto log = logOf(query);
        if (!log)
            return std::unexpected(log.error());
        onText(wantedText(query.previous ? (*log)->previous : (*log)->lines, query));
        if (query.previous) {
            onEnd();
            return [] {};
        }
        const int number = ++m_followers;
        (*log)->followers.push_back({number, query, std::move(onText), std::move(onEnd)});
        return [log = *log, number] { std::erase_if(log->followers, [number](const auto &follower) { return follower.number == number; }); };
    };
    backends.exec = [](const ExecQuery &query) -> Backends::Process {
        auto process = LocalProcess::start(query.command, query.terminal);
        if (!process)
            return std::unexpected(StatusError{500, "InternalError", "Internal error occurred: no process", Json::object()});
        if (!query.input)
            process->closeInput();
        return process;
    };
    backends.attach = [exec = backends.exec](ExecQuery query) { // a process of its own stands for the container's
        query.command = {"sh", "-c", "echo attached; cat; exit 3"};
        return exec(query);
    };
    backends.podHost = [](const std::string &, const std::string &) -> Outcome<std::string> { return "127.0.0.1"; };
    return backends;
}

std::unique_ptr<QProcess> LocalCluster::started(const QString &program, const QStringList &arguments) const {
    auto process = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KUBECONFIG"_s, kubeconfig());
    environment.insert(u"HOME"_s, m_folder.path()); // kubectl's cache
    process->setProcessEnvironment(environment);
    process->start(program, arguments);
    return process;
}

std::pair<int, QByteArray> LocalCluster::kubectlBytes(const QStringList &arguments, const QByteArray &input) const {
    const auto process = started(u"kubectl"_s, arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, patienceMs)) {
        process->kill();
        process->waitForFinished();
        return {-1, process->readAllStandardOutput() + "\ntimed out; " + process->readAllStandardError()};
    }
    if (process->exitCode() != 0)
        return {process->exitCode(), process->readAllStandardOutput() + process->readAllStandardError()};
    return {0, process->readAllStandardOutput()};
}

Ran LocalCluster::kubectl(const QStringList &arguments, const QByteArray &input) const {
    const auto process = started(u"kubectl"_s, arguments);
    process->write(input);
    process->closeWriteChannel();
    const bool ended = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, patienceMs);
    if (!ended) {
        process->kill();
        process->waitForFinished();
    }
    return {ended ? process->exitCode() : -1, QString::fromUtf8(process->readAllStandardOutput()), QString::fromUtf8(process->readAllStandardError())};
}
