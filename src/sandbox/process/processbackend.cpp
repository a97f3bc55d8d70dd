// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/processbackend.h"

#include "sandbox/process/clusterhosts.h"
#include "sandbox/process/execprocess.h"
#include "sandbox/process/processtable.h"
#include "sandbox/store/fields.h"

#include <QDeadlineTimer>

#include <csignal>

using namespace std::chrono_literals;

namespace sandbox {

namespace {

constexpr auto measurePeriod = 500ms;
constexpr auto endGrace = 4s; // of everything, when the sandbox ends: `down` waits for 10 s
constexpr auto refreshDelay = 100ms; // changes come in crowds
constexpr auto startPoll = 50ms; // real time
constexpr const char *usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string newId() {
    std::string digits = newUid() + newUid();
    std::erase(digits, '-');
    return "process://" + digits;
}

/// A field of the container's security context, or of the pod's.
long long securityNumber(const Json &pod, const Json &spec, const char *key, long long otherwise) {
    const Json &own = field(field(spec, "securityContext"), key);
    return own.is_number_integer() ? own.get<long long>() : numberAt(field(pod, "spec.securityContext"), key, otherwise);
}

} // namespace

ProcessBackend::ProcessBackend(ObjectStore &store, ProcessOptions options, std::unique_ptr<ContainerBackend> hollow, QObject *parent)
    : ContainerBackend(parent)
    , m_store(store)
    , m_options(std::move(options))
    , m_folders(m_options.dataFolder)
    , m_hollow(std::move(hollow))
    , m_schedule(m_options.clock) {
    (void)writeImageFiles(m_folders.images().toStdString()); // where that failed, a container that needs them says so in its log
    connect(m_hollow.get(), &ContainerBackend::ended, this, &ContainerBackend::ended);
    connect(m_hollow.get(), &ContainerBackend::noted, this, &ContainerBackend::noted);
    connect(&m_store, &ObjectStore::changed, this, &ProcessBackend::onChanged);
    connect(&m_measuring, &QTimer::timeout, this, &ProcessBackend::measure);
    m_refreshing.setSingleShot(true);
    connect(&m_refreshing, &QTimer::timeout, this, &ProcessBackend::refresh);
}

ProcessBackend::~ProcessBackend() { // a database that may end in order starts faster the next time
    for (auto &[ref, run] : m_runs) {
        if (run.process)
            run.process->stop(endGrace);
    }
    const QDeadlineTimer deadline(endGrace);
    for (auto &[ref, run] : m_runs) {
        if (run.process)
            run.process->waitForEnd(deadline);
    }
}

void ProcessBackend::begin(const ApiAddress &api) {
    m_api = api;
    m_folders.removeStrays(m_store);
}

VolumeSources ProcessBackend::sources(const std::string &podIp) const {
    return {m_store, podIp, m_options.authority, m_options.token};
}

std::string ProcessBackend::mount(const RunningPod &pod, const Json &object) {
    if (const auto mounted = m_folders.mount(sources(pod.ip), object); !mounted)
        return mounted.error().message.toStdString();
    auto &entry = m_mounted[pod.uid] = {object, pod.ip, podHosts(object, pod.ip) + clusterHosts(m_store, pod.id.ns)};
    m_folders.writeHosts(pod.uid, entry.hosts);
    return {};
}

ContainerStart ProcessBackend::start(const RunningPod &pod, const RunningContainer &container, const Json &object) {
    const Json &spec = containerSpec(object, container.name);
    Environment environment = containerEnvironment(m_store, object, spec, pod.ip, m_api);
    auto launch = launchOf(spec, environment, pod.ip, m_options.standIn.empty() ? StandIn::Missing : StandIn::Present);
    const ContainerRef ref{pod.uid, container.name};
    if (!launch) {
        if (!container.everStarted()) {
            Q_EMIT noted(ref, EventType::Normal, "Hollow",
                "Image \"" + container.image + "\" has no program in this sandbox: container " + container.name + " is hollow, nothing runs in it");
        }
        return m_hollow->start(pod, container, object);
    }
    const ContainerStart started{newId()};
    const std::string program = launch->command.front();
    ContainerRun::Plan plan = planOf(pod, object, spec, *std::move(launch), std::move(environment));
    Run &run = m_runs[ref];
    run.process.reset();
    run.previousLog = std::move(run.log);
    run.log = std::make_unique<ContainerLog>(m_options.clock);
    if (!programExists(program, plan.environment.at("PATH"))) {
        return {started.id, "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to "
                            "start container process: exec: \"" + program + "\": executable file not found in $PATH: unknown"};
    }
    run.spec = spec;
    run.podIp = pod.ip;
    run.memoryLimit = quantityOf(field(spec, "resources.limits.memory")).value_or(0);
    run.outOfMemory = run.stopping = false;
    run.cpuSeconds = 0;
    run.measuredMs = 0;
    run.usage = {};
    run.process = std::make_unique<ContainerRun>(std::move(plan), *run.log);
    connect(run.process.get(), &ContainerRun::ended, this, [this, ref](int exitCode) { onEnded(ref, exitCode); }, Qt::QueuedConnection);
    run.process->start();
    if (!m_measuring.isActive())
        m_measuring.start(measurePeriod);
    return started;
}

ContainerRun::Plan ProcessBackend::planOf(
    const RunningPod &pod, const Json &object, const Json &spec, Launch launch, Environment environment) const {
    ContainerView view;
    view.user = static_cast<int>(securityNumber(object, spec, "runAsUser", launch.user));
    view.group = static_cast<int>(securityNumber(object, spec, "runAsGroup", view.user == launch.user ? launch.user : 0));
    view.hostName = textAt(object, "spec.hostname", pod.id.name).substr(0, 63);
    view.workingFolder = textAt(spec, "workingDir", "/");
    view.readOnlyRoot = flagAt(spec, "securityContext.readOnlyRootFilesystem");
    environment.insert(launch.environment.begin(), launch.environment.end()); // the container's own count
    environment.emplace("PATH", usualPath);
    environment.emplace("HOME", view.user == 0 ? "/root" : "/");
    environment["HOSTNAME"] = view.hostName;
    (void)m_folders.writeEtc(pod.uid, view.hostName, view.user, view.group);
    const std::string etc = m_folders.pod(pod.uid).toStdString() + "/etc/";
    view.mounts = {{etc + "hosts", "/etc/hosts", true}, {etc + "hostname", "/etc/hostname", true}, {etc + "resolv.conf", "/etc/resolv.conf", true},
        {etc + "passwd-" + std::to_string(view.user), "/etc/passwd", true}, {etc + "group-" + std::to_string(view.group), "/etc/group", true},
        {m_folders.images().toStdString(), imageFolder, true}};
    if (launch.standIn)
        view.mounts.push_back({m_options.standIn, standInPath, true});
    for (auto &mount : m_folders.mounts(m_store, object, spec, environment))
        view.mounts.push_back(std::move(mount));
    return {viewArguments(view), viewCommand(view, std::move(launch.command)), std::move(environment), launch.stopSignal};
}

bool ProcessBackend::resume(const RunningPod &, const RunningContainer &, const Json &) {
    return false; // no process outlives the sandbox
}

ProcessBackend::Run *ProcessBackend::running(const ContainerRef &ref) {
    const auto run = m_runs.find(ref);
    return run != m_runs.end() && run->second.process ? &run->second : nullptr;
}

void ProcessBackend::stop(const ContainerRef &ref, std::chrono::milliseconds grace) {
    Run *run = running(ref);
    if (!run)
        return m_hollow->stop(ref, grace);
    if (run->stopping) // the grace has become shorter
        return terminate(ref, grace);
    run->stopping = true;
    const Json &hook = field(run->spec, "lifecycle.preStop");
    const std::int64_t killAt = m_options.clock.nowMs() + grace.count();
    const auto then = [this, ref, killAt, process = run->process.get()] {
        Run *still = running(ref);
        if (still && still->process.get() == process)
            terminate(ref, std::chrono::milliseconds(std::max<std::int64_t>(2000, killAt - m_options.clock.nowMs()))); // as a kubelet: 2 s at least
    };
    if (const auto seconds = numberAt(hook, "sleep.seconds"); seconds > 0)
        return m_schedule.after(std::min<std::chrono::milliseconds>(std::chrono::seconds(seconds), grace), then);
    if (!field(hook, "exec").is_object() && !field(hook, "httpGet").is_object())
        return terminate(ref, grace);
    Json ask = hook;
    ask["timeoutSeconds"] = std::max<long long>(1, grace.count() / 1000);
    askProbe(targetOf(*run), ask, run->process.get(), [then](const ProbeResult &) { then(); });
}

void ProcessBackend::terminate(const ContainerRef &ref, std::chrono::milliseconds grace) {
    if (Run *run = running(ref))
        run->process->stop(m_options.clock.real(grace));
}

void ProcessBackend::onEnded(const ContainerRef &ref, int exitCode) {
    Run *run = running(ref);
    if (!run)
        return;
    run->process.reset();
    if (run->outOfMemory)
        Q_EMIT ended(ref, {128 + SIGKILL, "OOMKilled"});
    else
        Q_EMIT ended(ref, {exitCode, exitCode == 0 ? "Completed" : "Error"});
}

void ProcessBackend::forget(const std::string &uid) {
    std::erase_if(m_runs, [&uid](const auto &run) { return run.first.uid == uid; });
    m_mounted.erase(uid);
    m_hollow->forget(uid);
    m_folders.removePod(uid);
}

bool ProcessBackend::probed(const ContainerRef &ref) const {
    const auto run = m_runs.find(ref);
    return run != m_runs.end() && run->second.process;
}

ProbeTarget ProcessBackend::targetOf(const Run &run) {
    return {run.podIp, run.spec, run.process->programPid(), run.process->environment()};
}

void ProcessBackend::probe(const ContainerRef &ref, const Json &probe, OnProbed onProbed) {
    const Run *run = running(ref);
    if (!run)
        return;
    if (!field(probe, "exec").is_object() || run->process->runsProgram())
        return askProbe(targetOf(*run), probe, run->process.get(), std::move(onProbed));
    // There is no view yet to run a command in. A kubelet asks nothing before the container runs.
    QTimer::singleShot(startPoll, run->process.get(), [this, ref, probe, onProbed = std::move(onProbed)] { this->probe(ref, probe, onProbed); });
}

std::vector<LogLine> ProcessBackend::logs(const RunningPod &pod, const RunningContainer &container, LogOf of) const {
    const auto run = m_runs.find({pod.uid, container.name});
    if (run != m_runs.end()) {
        const auto &log = of == LogOf::Previous && container.state != RunningContainer::State::Waiting ? run->second.previousLog : run->second.log;
        return log ? log->lines() : std::vector<LogLine>();
    }
    return container.id.starts_with("hollow://") ? m_hollow->logs(pod, container, of) : std::vector<LogLine>();
}

PodUsage ProcessBackend::usage(const RunningPod &pod, const RunningContainer &container, const Json &object) const {
    const auto run = m_runs.find({pod.uid, container.name});
    return run != m_runs.end() && run->second.process ? run->second.usage : m_hollow->usage(pod, container, object);
}

Outcome<std::unique_ptr<ExecSession>> ProcessBackend::exec(const ContainerRef &ref, const ExecRequest &request) {
    Run *run = running(ref);
    if (!run)
        return m_hollow->exec(ref, request);
    if (!run->process->runsProgram())
        return std::unexpected(StatusError{500, "InternalError", "Internal error occurred: container " + ref.container + " is starting", Json::object()});
    return std::make_unique<ExecProcess>(run->process->programPid(), run->process->environment(), request);
}

void ProcessBackend::setUsage(const std::string &app, PodUsage parts) {
    m_hollow->setUsage(app, parts);
}

void ProcessBackend::clearUsage(const std::string &app) {
    m_hollow->clearUsage(app);
}

void ProcessBackend::measure() {
    const auto table = ProcessTable::read();
    const std::int64_t now = m_options.clock.nowMs();
    bool any = false;
    for (auto &[ref, run] : m_runs) {
        const qint64 pid = run.process ? run.process->programPid() : 0;
        any = any || run.process;
        if (pid == 0)
            continue;
        const ProcessUse use = table.use(pid);
        const double seconds = static_cast<double>(now - run.measuredMs) / 1000;
        if (run.measuredMs > 0 && seconds > 0) // smoothed over some seconds, as the metrics server's window
            run.usage.cores += (std::max(0.0, use.cpuSeconds - run.cpuSeconds) / seconds - run.usage.cores) * std::min(1.0, seconds / 5);
        run.cpuSeconds = use.cpuSeconds;
        run.measuredMs = now;
        run.usage.bytes = use.bytes;
        if (run.memoryLimit > 0 && use.kept > run.memoryLimit && !run.outOfMemory) {
            run.outOfMemory = true;
            run.process->kill();
        }
    }
    if (!any)
        m_measuring.stop();
}

void ProcessBackend::onChanged(const StoreEvent &event) {
    const std::string &resource = event.id.resource;
    if (resource == "persistentvolumes" && event.type == StoreEvent::Type::Deleted)
        return m_folders.removeStrays(m_store);
    const bool content = resource == "configmaps" || resource == "secrets";
    m_contentChanged = m_contentChanged || content;
    if ((content || resource == "services" || resource == "endpoints") && !m_refreshing.isActive())
        m_refreshing.start(refreshDelay);
}

void ProcessBackend::refresh() {
    std::map<std::string, std::string> common; // by namespace
    for (auto &[uid, mounted] : m_mounted) {
        const std::string ns = namespaceOf(mounted.pod);
        const auto [hosts, fresh] = common.try_emplace(ns);
        if (fresh)
            hosts->second = clusterHosts(m_store, ns);
        if (std::string text = podHosts(mounted.pod, mounted.ip) + hosts->second; text != mounted.hosts) {
            mounted.hosts = std::move(text);
            m_folders.writeHosts(uid, mounted.hosts);
        }
        if (m_contentChanged)
            m_folders.refresh(sources(mounted.ip), mounted.pod);
    }
    m_contentChanged = false;
}

} // namespace sandbox
